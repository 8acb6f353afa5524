#pragma once
// Time is an integer number of steps; milliseconds appear only at the edges.
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "synaptorch/core/error.h"

namespace synaptorch::network {

using std::int64_t;

/// Steps that stand for "never"; far from overflow in sums.
inline constexpr int64_t never = std::numeric_limits<int64_t>::max() / 4;

/// Most steps of a slice.
inline constexpr int64_t longest_slice = 64;

class Clock {
 public:
  explicit Clock(double resolution) : tics_(std::llround(resolution * 1000.0)) {
    if (!(resolution > 0.0) || tics_ < 1 || std::abs(resolution * 1000.0 - double(tics_)) > 1e-6)
      throw OutOfRange("resolution is " + std::to_string(resolution) +
                       " ms but must be a positive whole number of microseconds.");
  }
  double resolution() const { return double(tics_) / 1000.0; }
  double ms(int64_t steps) const { return double(steps * tics_) / 1000.0; }
  /// Nearest step, halves up.
  int64_t nearest(double ms) const { return finite(ms, [&](double t) { return std::floor(std::round(t * 1000.0) / double(tics_) + 0.5); }); }
  /// Smallest step that is not earlier.
  int64_t up(double ms) const { return finite(ms, [&](double t) { return std::ceil(std::round(t * 1000.0) / double(tics_)); }); }
  bool on_grid(double ms) const { return std::abs(double(nearest(ms)) * double(tics_) - ms * 1000.0) < 1e-6 * (1.0 + std::abs(ms)); }

 private:
  template <class Round> static int64_t finite(double ms, Round round) {
    const double steps = round(ms);
    return steps >= double(never) ? never : steps <= -double(never) ? -never : int64_t(steps);
  }
  int64_t tics_;   // microseconds per step
};

/// Half-open range of elements.
struct Range {
  int64_t begin = 0, end = 0;
  int64_t size() const { return end - begin; }
};

/// The elements that thread `t` of `threads` owns: multiples of 32, so that no two share a cache line, of 16-bit counts either.
inline Range part_of(int64_t n, int t, int threads) {
  const int64_t block = ((n + threads - 1) / threads + 31) / 32 * 32;
  return {std::min(n, block * t), std::min(n, block * (t + 1))};
}

}  // namespace synaptorch::network
