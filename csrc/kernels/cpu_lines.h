#pragma once
// The lines of several operands, and whole vectors along them.
#include <array>
#include <vector>

#include "kernels/cpu_access.h"
#include "kernels/rows.h"
#include "kernels/values.h"

namespace synaptorch {
namespace {

/// `Count` operands, or any number if that is negative.
template <class F, int W, int Count> class Lines {
  template <class T> using Array = std::conditional_t<(Count < 0), std::vector<T>, std::array<T, (Count < 0 ? 1 : Count + 1)>>;

 public:
  void find(const Operand* o, int count, std::int64_t row, std::int64_t column) {
    if constexpr (Count < 0) {
      lines_.resize(count + 1);
      still_.resize(count + 1);
    }
    find_lines(o, count, row, column, W, lines_.data(), still_[0].data());
  }
  SYNAPTORCH_FN const Line<F>& operator[](int k) const { return lines_[k]; }

  /// All members of an aggregate, of the vector at column c.
  template <class S> SYNAPTORCH_FN void load(S& s, std::int64_t c, std::int64_t t = 0) const {
    for_numbers(s, [&](int k) SYNAPTORCH_LAMBDA { s[k] = Vec<F, W>::load(lines_[k].at(c, t)); });
  }
  template <class S> SYNAPTORCH_FN void store(const S& s, std::int64_t c, std::int64_t t = 0) const {
    for_numbers(s, [&](int k) SYNAPTORCH_LAMBDA { s[k].store(lines_[k].at(c, t)); });
  }

 private:
  Array<Line<F>> lines_;
  Array<std::array<F, W>> still_;
};

}  // namespace
}  // namespace synaptorch
