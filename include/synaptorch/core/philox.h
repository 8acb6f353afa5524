#pragma once
// Philox4x32-10 (Salmon et al. 2011, SC11), the counter-based generator of LibTorch. A draw is a
// function of (key, counter): the same for every thread count, device and division of a run.
#include <cstdint>
#include "synaptorch/core/macros.h"

namespace synaptorch {

struct PhiloxBlock { std::uint32_t w[4]; };

SYNAPTORCH_FN PhiloxBlock philox(std::uint64_t key, std::uint64_t lo, std::uint64_t hi) {
  std::uint32_t k0 = std::uint32_t(key), k1 = std::uint32_t(key >> 32);
  std::uint32_t c0 = std::uint32_t(lo), c1 = std::uint32_t(lo >> 32), c2 = std::uint32_t(hi), c3 = std::uint32_t(hi >> 32);
  SYNAPTORCH_UNROLL
  for (int r = 0; r < 10; ++r) {
    const std::uint64_t a = std::uint64_t(0xD2511F53u) * c0, b = std::uint64_t(0xCD9E8D57u) * c2;
    c0 = std::uint32_t(b >> 32) ^ c1 ^ k0; c1 = std::uint32_t(b);
    c2 = std::uint32_t(a >> 32) ^ c3 ^ k1; c3 = std::uint32_t(a);
    k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
  }
  return {{c0, c1, c2, c3}};
}

/// One key per (seed, object): splitmix64 of both.
SYNAPTORCH_FN std::uint64_t philox_key(std::uint64_t seed, std::uint64_t object) {
  std::uint64_t z = seed * 0x9E3779B97F4A7C15ull + object + 0x9E3779B97F4A7C15ull;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
  return z ^ (z >> 31);
}

/// Uniform in (0, 1) from 53 bits; never 0 and never 1, so that log is finite.
SYNAPTORCH_FN double uniform53(std::uint32_t hi, std::uint32_t lo) {
  const std::uint64_t u = ((std::uint64_t(hi) << 32) | lo) >> 11;
  return (double(u) + 0.5) * 0x1.0p-53;
}

/// Draw number `draw` of an element at a step: the counter layout every device shares.
SYNAPTORCH_FN double philox_uniform(std::uint64_t key, std::uint64_t element, std::uint64_t step, std::uint32_t draw) {
  const PhiloxBlock b = philox(key, element, (std::uint64_t(draw) << 48) ^ step);
  return uniform53(b.w[0], b.w[1]);
}

}  // namespace synaptorch
