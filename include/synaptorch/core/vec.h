#pragma once
// Vec<F, N>: N lanes of float or double, the scalar type of the CPU kernels. Vec<F, 1> is a plain
// number: the scalar type of CUDA kernels and of everything evaluated once per call.
// Explicit vectors because automatic vectorisation breaks silently (see docs/design/kernels.md).
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <type_traits>
#include "synaptorch/core/macros.h"

namespace synaptorch {

template <class F, int N> struct VecStorage {
  typedef F V __attribute__((vector_size(sizeof(F) * N)));
  typedef F Anywhere __attribute__((vector_size(sizeof(F) * N), aligned(alignof(F))));   ///< the same in memory
  using I = std::conditional_t<sizeof(F) == 4, std::int32_t, std::int64_t>;
  typedef I M __attribute__((vector_size(sizeof(F) * N)));
};
template <class F> struct VecStorage<F, 1> {
  using V = F;
  using Anywhere = F;
  using I = std::conditional_t<sizeof(F) == 4, std::int32_t, std::int64_t>;
  using M = bool;
};

/// Result of a comparison, one truth value per lane.
template <class F, int N> struct Mask {
  typename VecStorage<F, N>::M m;
};

template <class F, int N> struct Vec {
  using value_type = F;
  using Storage = typename VecStorage<F, N>::V;
  using Anywhere = typename VecStorage<F, N>::Anywhere;
  static constexpr int lanes = N;
  Storage x;
  SYNAPTORCH_FN Vec() {}
  SYNAPTORCH_FN Vec(double c) : x(F(c) - Storage{}) {}   // taking 0 away, unlike adding it, changes nothing: compilers leave it out
  SYNAPTORCH_FN static Vec of(Storage v) { Vec r; r.x = v; return r; }
  // Not by memcpy: after a copy of bytes compilers read again whatever else is in memory.
  SYNAPTORCH_FN static Vec load(const F* p) { return of(*reinterpret_cast<const Anywhere*>(p)); }
  SYNAPTORCH_FN void store(F* p) const { *reinterpret_cast<Anywhere*>(p) = x; }
  SYNAPTORCH_FN F lane(int l) const { if constexpr (N == 1) return x; else return x[l]; }
  SYNAPTORCH_FN void set(int l, F v) { if constexpr (N == 1) x = v; else x[l] = v; }

  SYNAPTORCH_FN friend Vec operator+(Vec a, Vec b) { return of(a.x + b.x); }
  SYNAPTORCH_FN friend Vec operator-(Vec a, Vec b) { return of(a.x - b.x); }
  SYNAPTORCH_FN friend Vec operator*(Vec a, Vec b) { return of(a.x * b.x); }
  SYNAPTORCH_FN friend Vec operator/(Vec a, Vec b) { return of(a.x / b.x); }
  SYNAPTORCH_FN friend Vec operator-(Vec a) { return of(-a.x); }
  SYNAPTORCH_FN friend Mask<F, N> operator<(Vec a, Vec b) { return {a.x < b.x}; }
  SYNAPTORCH_FN friend Mask<F, N> operator>(Vec a, Vec b) { return {a.x > b.x}; }
  SYNAPTORCH_FN friend Mask<F, N> operator<=(Vec a, Vec b) { return {a.x <= b.x}; }
  SYNAPTORCH_FN friend Mask<F, N> operator>=(Vec a, Vec b) { return {a.x >= b.x}; }
  SYNAPTORCH_FN friend Mask<F, N> operator==(Vec a, Vec b) { return {a.x == b.x}; }
};

template <class F, int N> SYNAPTORCH_FN Mask<F, N> operator&&(Mask<F, N> a, Mask<F, N> b) {
  if constexpr (N == 1) return {a.m && b.m}; else return {a.m & b.m};
}
template <class F, int N> SYNAPTORCH_FN Mask<F, N> operator||(Mask<F, N> a, Mask<F, N> b) {
  if constexpr (N == 1) return {a.m || b.m}; else return {a.m | b.m};
}
template <class F, int N> SYNAPTORCH_FN Mask<F, N> operator!(Mask<F, N> a) {
  if constexpr (N == 1) return {!a.m}; else return {~a.m};
}
/// Bit l is the truth value of lane l.
template <class F, int N> SYNAPTORCH_FN unsigned bits(Mask<F, N> a) {
  if constexpr (N == 1) return a.m;
  else {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
    typedef int i16 __attribute__((vector_size(64)));
    typedef long long q8 __attribute__((vector_size(64)));
    if constexpr (N == 16) return __builtin_ia32_cvtd2mask512((i16)a.m);
    if constexpr (N == 8 && sizeof(F) == 8) return __builtin_ia32_cvtq2mask512((q8)a.m);
#elif defined(__AVX__)
    typedef float f8 __attribute__((vector_size(32)));
    typedef double d4 __attribute__((vector_size(32)));
    if constexpr (N == 8 && sizeof(F) == 4) return __builtin_ia32_movmskps256((f8)a.m);
    if constexpr (N == 4 && sizeof(F) == 8) return __builtin_ia32_movmskpd256((d4)a.m);
#endif
    unsigned r = 0;
    for (int l = 0; l < N; ++l) r |= (a.m[l] ? 1u : 0u) << l;
    return r;
  }
}
template <class F, int N> SYNAPTORCH_FN bool any(Mask<F, N> a) { return bits(a) != 0; }

template <class F, int N> SYNAPTORCH_FN Vec<F, N> where(Mask<F, N> m, Vec<F, N> a, Vec<F, N> b) {
  return Vec<F, N>::of(m.m ? a.x : b.x);
}
template <class F, int N> SYNAPTORCH_FN Mask<F, N> where(Mask<F, N> m, Mask<F, N> a, Mask<F, N> b) {
  return (m && a) || (!m && b);
}
// The processor's own minimum and maximum: a where a < b (a > b), else b. Compilers do not recognise them.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> min(Vec<F, N> a, Vec<F, N> b) {
#if defined(__AVX512F__) && !defined(__CUDACC__)
  if constexpr (N * sizeof(F) == 64) {
    if constexpr (N == 8) return Vec<F, N>::of(__builtin_ia32_minpd512_mask(a.x, b.x, a.x, -1, 4));
    else return Vec<F, N>::of(__builtin_ia32_minps512_mask(a.x, b.x, a.x, -1, 4));
  }
#elif defined(__AVX__) && !defined(__CUDACC__)
  if constexpr (N * sizeof(F) == 32) {
    if constexpr (N == 4) return Vec<F, N>::of(__builtin_ia32_minpd256(a.x, b.x));
    else return Vec<F, N>::of(__builtin_ia32_minps256(a.x, b.x));
  }
#endif
  return where(a < b, a, b);
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> max(Vec<F, N> a, Vec<F, N> b) {
#if defined(__AVX512F__) && !defined(__CUDACC__)
  if constexpr (N * sizeof(F) == 64) {
    if constexpr (N == 8) return Vec<F, N>::of(__builtin_ia32_maxpd512_mask(a.x, b.x, a.x, -1, 4));
    else return Vec<F, N>::of(__builtin_ia32_maxps512_mask(a.x, b.x, a.x, -1, 4));
  }
#elif defined(__AVX__) && !defined(__CUDACC__)
  if constexpr (N * sizeof(F) == 32) {
    if constexpr (N == 4) return Vec<F, N>::of(__builtin_ia32_maxpd256(a.x, b.x));
    else return Vec<F, N>::of(__builtin_ia32_maxps256(a.x, b.x));
  }
#endif
  return where(a > b, a, b);
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> abs(Vec<F, N> a) {
  if constexpr (N == 1) {
    return where(a < Vec<F, N>(0.0), -a, a);
  } else {   // clears the sign
    using M = typename VecStorage<F, N>::M;
    constexpr auto rest = std::numeric_limits<typename VecStorage<F, N>::I>::max();
    return Vec<F, N>::of((typename VecStorage<F, N>::V)((M)a.x & rest));
  }
}
/// 1 where u >= 0, else 0.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> heaviside(Vec<F, N> u) {
  return where(u >= Vec<F, N>(0.0), Vec<F, N>(1.0), Vec<F, N>(0.0));
}
/// 0 where a is finite, else NaN. (a * 0 is not: where zeros have no sign compilers take it for 0.)
template <class F, int N> SYNAPTORCH_FN Vec<F, N> nan_unless_finite(Vec<F, N> a) { return a - a; }
/// The value without its derivative.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> detach(Vec<F, N> a) { return a; }

/// g of each lane. Through memory: what the processor has a vector instruction for (sqrt, floor) then becomes one.
template <class F, int N, class G> SYNAPTORCH_FN Vec<F, N> lanewise(Vec<F, N> a, G g) {
  F lane[N];
  a.store(lane);
  for (int l = 0; l < N; ++l) lane[l] = g(lane[l]);
  return Vec<F, N>::load(lane);
}

}  // namespace synaptorch
