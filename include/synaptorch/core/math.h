#pragma once
// The functions of the vocabulary on Vec. exp, expm1, log and log1p are branch-free polynomials, within 2 ulp (tanh: 3); erf, sin, cos and most powers go lane by lane, the rest are instructions of the processor. In CUDA code all are those of the device.
#include "synaptorch/core/vec.h"

namespace synaptorch {

namespace detail {
/// a = k ln 2 + r with |r| <= ln(2)/2, for `below` <= a <= `above`; k + magic holds k in its lowest bits.
template <class V> struct Reduced {
  using F = typename V::value_type;
  static constexpr bool is_double = sizeof(F) == 8;
  // Adding 1.5 * 2^mantissa rounds to an integer.
  static constexpr double magic = is_double ? 6755399441055744.0 : 12582912.0;
  static constexpr double ln2_hi = is_double ? 6.93147180369123816490e-01 : 0.693359375, ln2_lo = is_double ? 1.90821492927058770002e-10 : -2.12194440e-4;
  V k_magic, k, r;
  SYNAPTORCH_FN explicit Reduced(const V& a) {
    k_magic = a * V(1.4426950408889634) + V(magic);
    k = k_magic - V(magic);
    r = (a - k * V(ln2_hi)) - k * V(ln2_lo);
  }
};

/// 2^k for an integer 1 - bias <= k <= bias, given as k + magic.
template <class V> SYNAPTORCH_FN V power_of_two(const V& k_magic) {
  using F = typename V::value_type;
  using I = typename VecStorage<F, V::lanes>::I;
  constexpr int mantissa = sizeof(F) == 8 ? 52 : 23;
  constexpr I bias = sizeof(F) == 8 ? 1023 : 127;
  V y;
  if constexpr (V::lanes == 1) {
    using U = std::make_unsigned_t<I>;
    y.x = std::bit_cast<F>(I((U(std::bit_cast<I>(k_magic.x)) + U(bias)) << mantissa));
  } else {
    using M = typename VecStorage<F, V::lanes>::M;
    y.x = (typename V::Storage)(((M)k_magic.x + bias) << mantissa);
  }
  return y;
}

/// e^r - 1 on |r| <= ln(2)/2: Taylor's series to r^13 (double) or r^7 (float), pairs of terms side by side.
template <class V> SYNAPTORCH_FN V expm1_polynomial(const V& r) {
  const V r2 = r * r, r4 = r2 * r2;
  const V low = (V(1.0 / 2) + V(1.0 / 6) * r) + (V(1.0 / 24) + V(1.0 / 120) * r) * r2;
  if constexpr (sizeof(typename V::value_type) == 4) return r + r2 * (low + (V(1.0 / 720) + V(1.0 / 5040) * r) * r4);
  const V middle = (V(1.0 / 720) + V(1.0 / 5040) * r) + (V(1.0 / 40320) + V(1.0 / 362880) * r) * r2;
  const V high = (V(1.0 / 3628800) + V(1.0 / 39916800) * r) + (V(1.0 / 479001600) + V(1.0 / 6227020800) * r) * r2;
  return r + r2 * (low + (middle + high * r4) * r4);
}

/// Arguments beyond which e^a is infinite, or counts as 0 (it is below 4 times the smallest normal number): 2^(k - 1) must be normal.
template <class F> inline constexpr double exp_top = sizeof(F) == 8 ? 709.782712893384 : 88.7228391117;
template <class F> inline constexpr double exp_bottom = sizeof(F) == 8 ? -708.0 : -86.9;
/// An exponent whose exponential is finite, with some room.
template <class F> inline constexpr double exp_finite = sizeof(F) == 8 ? 709.0 : 88.0;
}  // namespace detail

template <class F, int N> SYNAPTORCH_FN Vec<F, N> exp(Vec<F, N> a) {
#if defined(__CUDA_ARCH__)
  return lanewise(a, [](F x) { return ::exp(x); });
#else
  using V = Vec<F, N>;
  // In this order of operands NaN stays NaN.
  const detail::Reduced<V> a_(min(V(detail::exp_top<F>), max(V(detail::exp_bottom<F>), a)));
  // One factor of 2 apart, so that e^top does not overflow early.
  const V scale = detail::power_of_two(a_.k_magic - V(1.0));
  const V y = (V(2.0) + V(2.0) * detail::expm1_polynomial(a_.r)) * scale;
  return where(a < V(detail::exp_bottom<F>), V(0.0), where(a > V(detail::exp_top<F>), V(HUGE_VAL), y));
#endif
}

template <class F, int N> SYNAPTORCH_FN Vec<F, N> expm1(Vec<F, N> a) {
#if defined(__CUDA_ARCH__)
  return lanewise(a, [](F x) { return ::expm1(x); });
#else
  using V = Vec<F, N>;
  constexpr double bottom = sizeof(F) == 8 ? -40.0 : -20.0;   // -1 from here on
  const detail::Reduced<V> a_(min(V(detail::exp_top<F>), max(V(bottom), a)));
  const V half = detail::power_of_two(a_.k_magic - V(1.0));
  const V y = V(2.0) * (half * detail::expm1_polynomial(a_.r) + (half - V(0.5)));
  return where(a > V(detail::exp_top<F>), V(HUGE_VAL), y);
#endif
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> tanh(Vec<F, N> a) {
  using V = Vec<F, N>;
  const V e = expm1(V(2.0) * min(V(40.0), abs(a)));
  const V y = e / (e + V(2.0));
  return where(a < V(0.0), -y, y);
}

template <class F, int N> SYNAPTORCH_FN Vec<F, N> log(Vec<F, N> a) {
#if defined(__CUDA_ARCH__)
  return lanewise(a, [](F x) { return ::log(x); });
#else
  using V = Vec<F, N>;
  using I = typename VecStorage<F, N>::I;
  constexpr bool is_double = sizeof(F) == 8;
  constexpr int mantissa = is_double ? 52 : 23;
  constexpr double magic = is_double ? 6755399441055744.0 : 12582912.0, smallest = std::numeric_limits<F>::min();
  constexpr double up = is_double ? 0x1p54 : 0x1p25;
  constexpr I root_half = is_double ? I(0x3fe6a09e667f3bcdll) : I(0x3f3504f3);   // bits of sqrt(1/2)
  const auto tiny = a < V(smallest);
  const V x = where(tiny, a * V(up), a);
  // x = 2^k (1 + f) with sqrt(1/2) <= 1 + f < sqrt(2).
  V k, m;
  if constexpr (N == 1) {
    const I bits = std::bit_cast<I>(x.x) - root_half, e = bits >> mantissa;
    k.x = F(e);
    m.x = std::bit_cast<F>(I(bits - (e << mantissa) + root_half));
  } else {
    using M = typename VecStorage<F, N>::M;
    const M bits = (M)x.x - root_half, e = bits >> mantissa;
    k.x = (typename V::Storage)(e + (M)V(magic).x) - F(magic);
    m.x = (typename V::Storage)(bits - (e << mantissa) + root_half);
  }
  k = where(tiny, k - V(is_double ? 54.0 : 25.0), k);
  const V f = m - V(1.0);
  // log(1 + f) = 2 artanh(s) = 2 s + s^3 (2/3 + 2/5 s^2 + ...), with 2 s = f - f^2/2 + s f^2/2 so that f brings the leading digits.
  const V s = f / (V(2.0) + f), z = s * s, w = z * z, half_square = V(0.5) * f * f;
  V even, odd;
  if constexpr (is_double) {
    odd = V(2.0 / 3) + w * (V(2.0 / 7) + w * (V(2.0 / 11) + w * (V(2.0 / 15) + w * (V(2.0 / 19) + w * V(2.0 / 23)))));
    even = V(2.0 / 5) + w * (V(2.0 / 9) + w * (V(2.0 / 13) + w * (V(2.0 / 17) + w * V(2.0 / 21))));
  } else {
    odd = V(2.0 / 3) + w * V(2.0 / 7);
    even = V(2.0 / 5) + w * V(2.0 / 9);
  }
  const V rest = z * (odd + z * even);
  const V y = k * V(detail::Reduced<V>::ln2_hi) - ((half_square - (s * (half_square + rest) + k * V(detail::Reduced<V>::ln2_lo))) - f);
  const V edge = where(a < V(0.0), V(NAN), where(a <= V(0.0), V(-HUGE_VAL), a));   // negative, zero, infinite or NaN
  return where(a > V(0.0) && a < V(HUGE_VAL), y, edge);
#endif
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> log1p(Vec<F, N> a) {
#if defined(__CUDA_ARCH__)
  return lanewise(a, [](F x) { return ::log1p(x); });
#else
  using V = Vec<F, N>;
  const V u = V(1.0) + a;
  const V lost = where(a > V(-1.0) && a < V(HUGE_VAL), (a - (u - V(1.0))) / u, V(0.0));   // what rounding 1 + a took away
  return log(u) + lost;
#endif
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> sqrt(Vec<F, N> a) { return lanewise(a, [](F x) { return std::sqrt(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> erf(Vec<F, N> a) { return lanewise(a, [](F x) { return std::erf(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> atan(Vec<F, N> a) { return lanewise(a, [](F x) { return std::atan(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> sin(Vec<F, N> a) { return lanewise(a, [](F x) { return std::sin(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> cos(Vec<F, N> a) { return lanewise(a, [](F x) { return std::cos(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> floor(Vec<F, N> a) { return lanewise(a, [](F x) { return std::floor(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> ceil(Vec<F, N> a) { return lanewise(a, [](F x) { return std::ceil(x); }); }
/// To the nearest integer, halves away from zero.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> round(Vec<F, N> a) {
  constexpr F below_half = sizeof(F) == 8 ? F(0.49999999999999994) : F(0.49999997f);   // a half would round its predecessor up
  return lanewise(a, [](F x) { return std::trunc(x + std::copysign(below_half, x)); });
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> pow(Vec<F, N> a, Vec<F, N> b) {
  Vec<F, N> r(1.0);
  // Exponents of activations are small whole numbers, the same for all.
  if (const F n = b.lane(0); n >= F(0) && n <= F(4) && n == std::floor(n) && !any(!(b == Vec<F, N>(n)))) {
    for (int k = 0; k < int(n); ++k) r = r * a;
    return r;
  }
  for (int l = 0; l < N; ++l) r.set(l, std::pow(a.lane(l), b.lane(l)));
  return r;
}
/// a, an exponent, but no more than keeps e^(powers a) finite (and of derivative 0 there). Of an infinite exponential that is divided by, or not
/// chosen, nothing is left in the value, but the adjoint multiplies its derivative by 0, which is NaN.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> finite_exponent(Vec<F, N> a, double powers = 1.0) {
  return min(Vec<F, N>(detail::exp_finite<F> / powers), a);   // in this order of operands NaN stays NaN
}
/// Value h; the differentiating types add the derivative g with respect to u.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> straight_through(Vec<F, N> h, Vec<F, N>, Vec<F, N>) { return h; }

/// Whether a scalar type carries derivatives.
template <class T> inline constexpr bool differentiates = false;

/// Is what concerns only elements in `mask` worth computing? Plain vectors of which none is in it leave it out. Types that differentiate do not:
/// a tape keeps its shape, and asking a tensor would wait for the device.
template <class T, class M> SYNAPTORCH_FN bool some(const M& mask) {
  if constexpr (differentiates<T>) return true;
  else return any(mask);
}

}  // namespace synaptorch
