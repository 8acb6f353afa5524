#pragma once
// Random connectivity that is drawn anew whenever it is needed instead of being stored: targets and weights of a row are
// functions of (seed, row, number).
#include <cmath>
#include <cstdint>
#include <numbers>

#include "sparse/walk.h"
#include "synaptorch/core/philox.h"

namespace synaptorch::sparse {

/// Where weights come from: `a`; a + b z with z normal; a + (b - a) z with z uniform in (0, 1).
enum class Law : std::int64_t { constant, normal, uniform };

/// Each source reaches `count` targets drawn with replacement or, where count is negative, every target with
/// probability `chance`.
struct RandomRows {
  std::int64_t n_post, count;
  double chance;
  Law law;
  std::uint64_t key;

  static double uniform32(std::uint32_t w) { return (double(w) + 0.5) * 0x1.0p-32; }

  /// f(number, target, z): z is the draw that the weight is made from (0 for constant weights).
  template <class Visit> void each(std::int64_t row, Visit&& f) const {
    const bool bernoulli = count < 0;
    if (n_post == 0 || (bernoulli ? chance <= 0 : count == 0)) return;
    // Bernoulli trials in a row of targets: the gap to the next success is geometric.
    const double per_log = chance < 1 ? 1 / std::log1p(-chance) : 0;
    const std::int64_t per_block = law == Law::constant ? 4 : 1;   // what a block of four words serves
    PhiloxBlock words{};
    std::int64_t target = -1;
    for (std::int64_t n = 0; bernoulli || n < count; ++n) {
      if (n % per_block == 0) words = philox(key, std::uint64_t(row), std::uint64_t(n / per_block));
      const double u = uniform32(words.w[n % per_block]);
      if (bernoulli) {
        const double gap = std::log(u) * per_log;
        if (gap >= double(n_post)) return;
        target += 1 + std::int64_t(gap);
        if (target >= n_post) return;
      } else {
        target = std::int64_t(u * double(n_post));
      }
      f(n, target, draw(words));
    }
  }
  double draw(const PhiloxBlock& words) const {
    if (law == Law::constant) return 0;
    if (law == Law::uniform) return uniform32(words.w[1]);
    return std::sqrt(-2 * std::log(uniform32(words.w[1]))) * std::cos(2 * std::numbers::pi * uniform32(words.w[2]));
  }
};

/// Random rows with weights.
template <class F> struct WeightedRandomRows {
  RandomRows rows;
  F a, b;
  std::int64_t most(std::int64_t) const { return rows.count < 0 ? rows.n_post : rows.count; }
  void prefetch(std::int64_t) const {}
  template <class Visit> void visit(std::int64_t row, Visit&& f) const {
    const F scale = rows.law == Law::constant ? F(0) : rows.law == Law::normal ? b : b - a;
    rows.each(row, [&](std::int64_t n, std::int64_t target, double z) {
      f(Synapse<F>{n, target, a + scale * F(z), 0, F(0), F(z)});
    });
  }
};

}  // namespace synaptorch::sparse
