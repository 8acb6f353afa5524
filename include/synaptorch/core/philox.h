#pragma once
// Philox4x32-10 (Salmon et al. 2011, SC11), the counter-based generator of LibTorch. A draw is a
// function of (key, counter): the same for every thread count, device and division of a run.
#include <cstdint>
#include <utility>

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

#if !defined(__CUDACC__)   // device code has no vectors
/// The same for N counters at once. Explicit vectors: left to the compiler, the widening multiplication is not vectorised. (Types are parameters
/// because GCC drops the attribute from others.)
template <int N, class U = std::uint64_t, class I = long long, class H = int, class F = double> struct PhiloxLanes {
  typedef U Wide __attribute__((vector_size(8 * N)));     // a word of each lane, in its low half
  typedef I Whole __attribute__((vector_size(8 * N)));
  typedef H Halves __attribute__((vector_size(8 * N)));
  typedef F Real __attribute__((vector_size(8 * N)));
  static constexpr std::uint64_t low_word = 0xFFFFFFFFu;

  // Inlined always: they serve functions that are compiled for several instruction sets, too.
  __attribute__((always_inline)) static Wide product(Wide a, std::uint32_t b) {
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)   // else 64 times 64 bits
    const Wide all = Wide{} + b;
#if defined(__AVX512F__)
    if constexpr (N == 8) return (Wide)__builtin_ia32_pmuludq512_mask((Halves)a, (Halves)all, (Whole)all, -1);
#endif
#if defined(__AVX2__)
    if constexpr (N == 4) return (Wide)__builtin_ia32_pmuludq256((Halves)a, (Halves)all);
#endif
    if constexpr (N == 2) return (Wide)__builtin_ia32_pmuludq128((Halves)a, (Halves)all);
#endif
    return a * b;
  }
  /// Turns the four words of each lane's counter into those of its block.
  __attribute__((always_inline)) static void block(std::uint64_t key, Wide (&c)[4]) {
    std::uint64_t k0 = key & low_word, k1 = key >> 32;
    SYNAPTORCH_UNROLL
    for (int r = 0; r < 10; ++r) {
      const Wide a = product(c[0], 0xD2511F53u), b = product(c[2], 0xCD9E8D57u);
      c[0] = (b >> 32) ^ c[1] ^ k0; c[1] = b & low_word;
      c[2] = (a >> 32) ^ c[3] ^ k1; c[3] = a & low_word;
      k0 = (k0 + 0x9E3779B9u) & low_word;
      k1 = (k1 + 0xBB67AE85u) & low_word;
    }
  }
  /// philox_uniform of N elements from `first` on. Called, as it is longer than many a step; N tells instruction sets apart.
  SYNAPTORCH_CALLED static Real uniform(std::uint64_t key, std::uint64_t first, std::uint64_t step, std::uint32_t draw) {
    const Wide element = first + []<U... l>(std::integer_sequence<U, l...>) { return Wide{l...}; }(std::make_integer_sequence<U, N>{});
    const std::uint64_t hi = (std::uint64_t(draw) << 48) ^ step;
    Wide c[4] = {element & low_word, element >> 32, Wide{} + (hi & low_word), Wide{} + (hi >> 32)};
    block(key, c);
    return (__builtin_convertvector((Whole)(((c[0] << 32) | c[1]) >> 11), Real) + 0.5) * 0x1.0p-53;
  }
};
#endif

}  // namespace synaptorch
