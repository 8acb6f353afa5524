#pragma once
// The errors a user can meet. Every message names the object, the value, its unit and what would
// have been accepted; the object that refused is left as it was.
#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace synaptorch {

struct Error : std::runtime_error { using std::runtime_error::runtime_error; };

/// No model, parameter, state, receptor or option of that name.
struct UnknownName : Error { using Error::Error; };
/// A number outside the allowed range.
struct OutOfRange : Error { using Error::Error; };
/// A quantity whose dimension does not fit.
struct WrongUnit : Error { using Error::Error; };
/// An array whose size does not fit.
struct WrongShape : Error { using Error::Error; };
/// A value or object of the wrong kind.
struct WrongType : Error { using Error::Error; };
/// Tensors on different devices.
struct WrongDevice : Error { using Error::Error; };
/// NaN, infinity or a collapsing step size during a run.
struct NumericalError : Error { using Error::Error; };

/// Number of insertions, deletions, substitutions and swaps of neighbours between two names,
/// upper and lower case counting as equal.
inline std::size_t edit_distance(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
  const std::size_t columns = b.size() + 1;
  std::vector<std::size_t> d((a.size() + 1) * columns);
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      auto& cell = d[i * columns + j];
      if (i == 0 || j == 0) { cell = i + j; continue; }
      const char x = lower(a[i - 1]), y = lower(b[j - 1]);
      cell = std::min({d[(i - 1) * columns + j] + 1, d[i * columns + j - 1] + 1,
                       d[(i - 1) * columns + j - 1] + (x != y)});
      if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
        cell = std::min(cell, d[(i - 2) * columns + j - 2] + 1);
    }
  }
  return d.back();
}

/// The (at most three) candidates that resemble `name`, best first.
inline std::vector<std::string> nearest_names(std::string_view name, const std::vector<std::string>& candidates) {
  const std::size_t limit = std::max<std::size_t>(2, name.size() / 3);
  std::vector<std::pair<std::size_t, std::string>> scored;
  for (const auto& c : candidates)
    if (const std::size_t d = edit_distance(name, c); d <= limit) scored.emplace_back(d, c);
  std::sort(scored.begin(), scored.end());
  if (scored.size() > 3) scored.resize(3);
  std::vector<std::string> best;
  for (auto& s : scored) best.push_back(std::move(s.second));
  return best;
}

/// "LIF has no parameter 'tua'. Did you mean 'tau'?" Without a resemblance all candidates are listed.
inline UnknownName unknown_name(std::string_view owner, std::string_view what, std::string_view name,
                                const std::vector<std::string>& candidates) {
  const auto best = nearest_names(name, candidates);
  std::string message = std::string(owner) + " has no " + std::string(what) + " '" + std::string(name) + "'.";
  const auto& list = best.empty() ? candidates : best;
  if (!list.empty()) message += best.empty() ? " It has: " : " Did you mean ";
  for (std::size_t i = 0; i < list.size(); ++i) message += (i ? ", '" : "'") + list[i] + "'";
  if (!list.empty()) message += best.empty() ? "." : "?";
  return UnknownName(message);
}

}  // namespace synaptorch
