#pragma once
// Stage: elements of a row that do not fill a vector, or do not lie side by side, copied to where they do.
#include <cstdint>
#include <deque>
#include <numeric>
#include <utility>
#include <vector>

#include "kernels/kernel_table.h"

namespace synaptorch {

/// Idle lanes repeat the first.
template <class F> class Stage {
 public:
  Stage(int width, std::int64_t row, std::int64_t column, int lanes, std::int64_t steps) : width_(width), row_(row), steps_(steps), columns_(lanes) {
    std::iota(columns_.begin(), columns_.end(), column);
  }
  Stage(int width, std::int64_t row, std::vector<std::int64_t> columns, std::int64_t steps)
      : width_(width), row_(row), steps_(steps), columns_(std::move(columns)) {}

  int lanes() const { return int(columns_.size()); }
  /// Copies of operands that are read; of those that are written or (sums) added to, which `finish` copies back.
  const Operand* in(const Operand* o, int n) { return all(o, n, &Stage::read); }
  const Operand* out(const Operand* o, int n) { return all(o, n, &Stage::write); }
  const Operand* sums(const Operand* o, int n) { return all(o, n, &Stage::add); }
  Operand read(const Operand& o) {
    if (!o.data) return {};
    if (o.column == 0 && o.time == 0) return {static_cast<F*>(o.data) + row_ * o.row, 0, 0, 0};   // the same for all
    return filled(place(o));
  }
  Operand write(const Operand& o) { return o.data ? seen(written_.emplace_back(place(o))) : Operand{}; }
  Operand add(const Operand& o) { return o.data ? filled(written_.emplace_back(place(o))) : Operand{}; }
  void finish() {
    for (const Copy& w : written_)
      for (std::int64_t t = 0; t < w.steps; ++t)
        for (int l = 0; l < lanes(); ++l) w.from[t * w.operand.time + columns_[l] * w.operand.column] = w.to[t * width_ + l];
  }

 private:
  struct Copy {
    Operand operand;
    F *from, *to;
    std::int64_t steps;
  };
  Copy place(const Operand& o) {
    const std::int64_t steps = o.time ? steps_ : 1;
    rows_.emplace_back(steps * width_);
    return {o, static_cast<F*>(o.data) + row_ * o.row, rows_.back().data(), steps};
  }
  Operand seen(const Copy& copy) const { return {copy.to, 1, 0, copy.operand.time ? width_ : 0}; }
  Operand filled(const Copy& copy) const {
    for (std::int64_t t = 0; t < copy.steps; ++t)
      for (int l = 0; l < width_; ++l)
        copy.to[t * width_ + l] = copy.from[t * copy.operand.time + columns_[l < lanes() ? l : 0] * copy.operand.column];
    return seen(copy);
  }
  const Operand* all(const Operand* o, int n, Operand (Stage::*one)(const Operand&)) {
    if (!o) return nullptr;
    auto& copies = operands_.emplace_back();
    for (int k = 0; k < n; ++k) copies.push_back((this->*one)(o[k]));
    copies.emplace_back();                    // so that there is an address where there are none
    return copies.data();
  }
  int width_;
  std::int64_t row_, steps_;
  std::vector<std::int64_t> columns_;
  std::deque<std::vector<F>> rows_;
  std::deque<std::vector<Operand>> operands_;
  std::vector<Copy> written_;
};

}  // namespace synaptorch
