#pragma once
// Random draws for connectivity. A draw is a function of (key, element, number), so that each thread can draw
// just what it needs, and draw it again.
#include <cmath>
#include <numbers>
#include <vector>

#include "network/clock.h"
#include "synaptorch/core/philox.h"
#include "synaptorch/network/connection.h"

namespace synaptorch::network {

/// Whole numbers in [0, n), exactly uniform; four of them from one Philox block.
class IndexDraw {
 public:
  IndexDraw(std::uint64_t key, std::uint64_t n) : key_(key), n_(n) {}
  /// Number `k` of `element`; `attempt` counts redraws.
  std::uint32_t operator()(std::uint64_t element, std::uint64_t k, std::uint32_t attempt = 0) const {
    if (attempt == 0 && n_ < four_a_block) {
      const std::uint64_t m = std::uint64_t(philox(key_, element, k >> 2).w[k & 3]) * n_;
      if (std::uint32_t(m) >= n_) return std::uint32_t(m >> 32);      // Lemire (2019): no bias here
    }
    const PhiloxBlock b = philox(key_, element, (std::uint64_t(attempt + 1) << 48) ^ k);
    return std::uint32_t(((unsigned __int128)((std::uint64_t(b.w[0]) << 32) | b.w[1]) * n_) >> 64);
  }
  /// Numbers 0 to count - 1 of `element`.
  void operator()(std::uint64_t element, int64_t count, std::vector<std::uint32_t>& out) const;

 private:
  static constexpr std::uint64_t four_a_block = 1u << 20;
  std::uint64_t key_, n_;
};

/// A normal deviate of mean 0 and variance 1 (Box & Muller 1958).
inline double standard_normal(const PhiloxBlock& b) {
  return std::sqrt(-2.0 * std::log(uniform53(b.w[0], b.w[1]))) * std::cos(2.0 * std::numbers::pi * uniform53(b.w[2], b.w[3]));
}

/// Draw `k` of `element` from a law; redrawn until it lies within the limits.
inline double draw(const Distribution& d, std::uint64_t key, std::uint64_t element, std::uint64_t k) {
  constexpr std::uint64_t most = 10000;
  for (std::uint64_t attempt = 0; attempt < most; ++attempt) {
    const PhiloxBlock b = philox(key, element, (attempt << 48) ^ k);
    const double u = uniform53(b.w[0], b.w[1]);
    const auto normal = [&] { return d.a + d.b * standard_normal(b); };
    double x = 0.0;
    switch (d.law) {
      case Distribution::Law::uniform: x = d.a + (d.b - d.a) * u; break;
      case Distribution::Law::normal: x = normal(); break;
      case Distribution::Law::lognormal: x = std::exp(normal()); break;
      case Distribution::Law::exponential: x = -d.a * std::log(u); break;
    }
    if (x >= d.lo && x <= d.hi) return x;
  }
  throw OutOfRange("A distribution gave no value between its limits " + std::to_string(d.lo) + " and " +
                   std::to_string(d.hi) + " in " + std::to_string(most) + " draws.");
}

}  // namespace synaptorch::network
