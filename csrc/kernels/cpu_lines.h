#pragma once
// Operands along a row, for whole vectors of elements that lie side by side. A single step of a simple model takes less time than finding out
// where its numbers are, so addresses are found once a row and nothing is asked for a vector.
#include <algorithm>
#include <array>
#include <deque>
#include <vector>

#include "kernels/cpu_access.h"

namespace synaptorch {
namespace {

/// An operand along a row. One number for all, or none, is a vector that stands still.
template <class F> struct Line {
  F* first = nullptr;
  std::int64_t moves = 0, time = 0;           ///< moves: all bits or none
  SYNAPTORCH_FN F* at(std::int64_t c, std::int64_t t) const { return first + (c & moves) + t * time; }
};

/// The lines of several operands: `Count`, or any number if that is negative.
template <class F, int W, int Count> class Lines {
  template <class T> using Array = std::conditional_t<(Count < 0), std::vector<T>, std::array<T, (Count < 0 ? 1 : Count + 1)>>;

 public:
  /// From column c0 of a row on. Absent ones (all, if `o` is null) read as 0 and take what nobody reads.
  void find(const Operand* o, int count, std::int64_t row, std::int64_t c0) {
    if constexpr (Count < 0) {
      lines_.resize(count);
      still_.resize(count);
    }
    for (int k = 0; k < count; ++k) {
      F* const data = o && o[k].data ? static_cast<F*>(o[k].data) + row * o[k].row + c0 * o[k].column : nullptr;
      if (data && o[k].column == 1) {
        lines_[k] = {data, -1, o[k].time};
      } else {
        still_[k].fill(data ? *data : F(0));
        lines_[k] = {still_[k].data(), 0, 0};
      }
    }
  }
  SYNAPTORCH_FN const Line<F>& operator[](int k) const { return lines_[k]; }

  /// All members of an aggregate, of the vector at column c.
  template <class S> SYNAPTORCH_FN void load(S& s, std::int64_t c, std::int64_t t = 0) const {
    for (int k = 0; k < s.size(); ++k) s[k] = Vec<F, W>::load(lines_[k].at(c, t));
  }
  template <class S> SYNAPTORCH_FN void store(const S& s, std::int64_t c, std::int64_t t = 0) const {
    for (int k = 0; k < s.size(); ++k) s[k].store(lines_[k].at(c, t));
  }

 private:
  Array<Line<F>> lines_;
  Array<std::array<F, W>> still_;
};

// What an operand must be like to be read, or written, along a line.
template <class Holds> bool every(const Operand* o, int n, Holds holds) {
  return !o || std::all_of(o, o + n, [&](const Operand& x) { return !x.data || holds(x); });
}
inline bool is_line(const Operand& o) { return o.column == 1 || o.time == 0; }
inline bool moves(const Operand& o) { return o.column == 1; }
inline bool is_same(const Operand& o) { return o.column == 0 && o.row == 0; }

/// Elements of a row that do not fill a vector, or do not lie side by side, copied to where they do. Idle lanes repeat the first.
template <class F, int W> class Stage {
 public:
  Stage(std::int64_t row, std::int64_t column, int lanes, std::int64_t steps) : row_(row), column_(column), lanes_(lanes), steps_(steps) {}

  /// Copies of operands that are read; of those that are written or (sums) added to, which `finish` copies back.
  const Operand* in(const Operand* o, int n) { return all(o, n, &Stage::read); }
  const Operand* out(const Operand* o, int n) { return all(o, n, &Stage::write); }
  const Operand* sums(const Operand* o, int n) { return all(o, n, &Stage::add); }
  Operand read(const Operand& o) { return o.data ? filled(place(o)) : Operand{}; }
  Operand write(const Operand& o) { return o.data ? seen(written_.emplace_back(place(o))) : Operand{}; }
  Operand add(const Operand& o) { return o.data ? filled(written_.emplace_back(place(o))) : Operand{}; }
  void finish() {
    for (const Copy& w : written_)
      for (std::int64_t t = 0; t < w.steps; ++t)
        for (int l = 0; l < lanes_; ++l) w.from[t * w.operand.time + l * w.operand.column] = w.to[t * W + l];
  }

 private:
  struct Copy {
    Operand operand;
    F *from, *to;
    std::int64_t steps;
  };
  Copy place(const Operand& o) {
    const std::int64_t steps = o.time ? steps_ : 1;
    rows_.emplace_back(steps * W);
    return {o, static_cast<F*>(o.data) + row_ * o.row + column_ * o.column, rows_.back().data(), steps};
  }
  static Operand seen(const Copy& copy) { return {copy.to, 1, 0, copy.operand.time ? W : 0}; }
  Operand filled(const Copy& copy) const {
    for (std::int64_t t = 0; t < copy.steps; ++t)
      for (int l = 0; l < W; ++l) copy.to[t * W + l] = copy.from[t * copy.operand.time + (l < lanes_ ? l : 0) * copy.operand.column];
    return seen(copy);
  }
  const Operand* all(const Operand* o, int n, Operand (Stage::*one)(const Operand&)) {
    if (!o) return nullptr;
    auto& copies = operands_.emplace_back();
    for (int k = 0; k < n; ++k) copies.push_back((this->*one)(o[k]));
    copies.emplace_back();                    // so that there is an address where there are none
    return copies.data();
  }
  std::int64_t row_, column_;
  int lanes_;
  std::int64_t steps_;
  std::deque<std::vector<F>> rows_;
  std::deque<std::vector<Operand>> operands_;
  std::vector<Copy> written_;
};

}  // namespace
}  // namespace synaptorch
