#include "network/ring.h"

#include <algorithm>
#include <limits>

#include "network/isa.h"

namespace synaptorch::network {
namespace {

SYNAPTORCH_CLONES void move_sums(double* __restrict from, double* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) { to[i] = from[i]; from[i] = 0.0; }
}

SYNAPTORCH_CLONES void add_counts(std::uint16_t* __restrict counts, double weight, double* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) { to[i] += weight * double(counts[i]); counts[i] = 0; }
}

/// The same where nothing has been added yet. The 0 keeps silence from becoming -0.
SYNAPTORCH_CLONES void move_counts(std::uint16_t* __restrict counts, double weight, double* __restrict to, int64_t n) {
  for (int64_t i = 0; i < n; ++i) { to[i] = 0.0 + weight * double(counts[i]); counts[i] = 0; }
}

template <class T> void move_rows(AlignedArray<T>& rows, int64_t stride, int64_t old_slots, int64_t slots, int64_t now) {
  if (rows.empty()) return;
  AlignedArray<T> moved(slots * stride);
  for (int64_t s = now; s < now + std::min(old_slots, slots); ++s)
    std::copy_n(rows.begin() + (s % old_slots) * stride, stride, moved.begin() + (s % slots) * stride);
  rows = std::move(moved);
}

}  // namespace

void InputRing::resize(int64_t slots, int64_t now) {
  if (slots == slots_) return;
  move_rows(sums_, stride_, slots_, slots, now);
  for (auto& c : channels_) move_rows(c.counts, stride_, slots_, slots, now);
  slots_ = slots;
}

void InputRing::need_sums() {
  if (sums_.empty()) sums_.assign(slots_ * stride_, 0.0);
}

int InputRing::admit(double weight, int64_t largest) {
  constexpr int64_t limit = std::numeric_limits<std::uint16_t>::max();
  for (std::size_t c = 0; c < channels_.size(); ++c)
    if (channels_[c].weight == weight && channels_[c].largest + largest <= limit) {
      channels_[c].largest += largest;
      return int(c);
    }
  constexpr std::size_t worthwhile = 4;   // more rows to read cost more than doubles
  if (largest > limit || channels_.size() >= worthwhile) return -1;
  channels_.push_back({weight, largest, AlignedArray<std::uint16_t>(slots_ * stride_)});
  return int(channels_.size()) - 1;
}

void InputRing::close_channels() {
  for (auto& c : channels_) {
    if (std::all_of(c.counts.begin(), c.counts.end(), [](auto k) { return k == 0; })) continue;
    need_sums();
    add_counts(c.counts.data(), c.weight, sums_.data(), slots_ * stride_);
  }
  channels_.clear();
}

void InputRing::take(int64_t slot, int64_t steps, int64_t begin, int64_t end, double* out, int64_t out_stride) {
  const int64_t n = end - begin;
  for (int64_t k = 0; k < steps; ++k, ++slot, out += out_stride) {
    if (slot >= slots_) slot -= slots_;
    if (!sums_.empty()) move_sums(sums(slot) + begin, out, n);
    else if (channels_.empty()) std::fill_n(out, n, 0.0);
    for (std::size_t c = 0; c < channels_.size(); ++c)
      (c == 0 && sums_.empty() ? move_counts : add_counts)(counts(int(c), slot) + begin, channels_[c].weight, out, n);
  }
}

void InputRing::peek(int64_t slot, int64_t steps, int64_t begin, int64_t end, double* out, int64_t out_stride) const {
  const int64_t n = end - begin;
  for (int64_t k = 0; k < steps; ++k, ++slot, out += out_stride) {
    if (slot >= slots_) slot -= slots_;
    if (sums_.empty()) std::fill_n(out, n, 0.0);
    else std::copy_n(sums_.data() + slot * stride_ + begin, n, out);
    for (const Channel& c : channels_)
      for (int64_t i = 0; i < n; ++i) out[i] += c.weight * double(c.counts[slot * stride_ + begin + i]);
  }
}

}  // namespace synaptorch::network
