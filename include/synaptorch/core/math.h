#pragma once
// The functions of the vocabulary on Vec. exp, expm1 and tanh are branch-free polynomials (within
// 1 ulp of the C library in double); the rest goes lane by lane.
#include "synaptorch/core/vec.h"

namespace synaptorch {

namespace detail {
// e^r on |r| <= ln(2)/2 by Horner's rule, degree 13 (double) or 7 (float).
template <class V> SYNAPTORCH_FN V exp_polynomial(V r) {
  using F = typename V::value_type;
  V p;
  if constexpr (sizeof(F) == 8) {
    p = V(1.6059043836821613e-10);
    for (double c : {2.08767569878681e-09, 2.505210838544172e-08, 2.7557319223985893e-07, 2.7557319223985893e-06,
                     2.48015873015873e-05, 1.984126984126984e-04}) p = p * r + V(c);
  } else {
    p = V(1.984126984126984e-04);
  }
  for (double c : {1.388888888888889e-03, 8.333333333333333e-03, 4.1666666666666664e-02, 1.6666666666666666e-01, 0.5,
                   1.0, 1.0}) p = p * r + V(c);
  return p;
}
}  // namespace detail

template <class F, int N> SYNAPTORCH_FN Vec<F, N> exp(Vec<F, N> a) {
#if defined(__CUDA_ARCH__)
  return lanewise(a, [](F x) { return ::exp(x); });
#else
  using V = Vec<F, N>;
  using I = typename VecStorage<F, N>::I;
  constexpr bool d = sizeof(F) == 8;
  constexpr double top = d ? 709.782712893384 : 88.7228391117, bottom = d ? -708.3964185322641 : -87.3365447504;
  // Adding 1.5 * 2^mantissa rounds to an integer and leaves it in the low bits.
  constexpr double magic = d ? 6755399441055744.0 : 12582912.0;
  constexpr double ln2_hi = d ? 6.93147180369123816490e-01 : 0.693359375, ln2_lo = d ? 1.90821492927058770002e-10 : -2.12194440e-4;
  const V x = min(max(a, V(bottom)), V(top));
  const V t = x * V(1.4426950408889634) + V(magic);
  const V k = t - V(magic);
  const V p = detail::exp_polynomial((x - k * V(ln2_hi)) - k * V(ln2_lo));
  V y;
  // Half of the exponent goes in as an integer, half as a factor of 2, so that e^top does not overflow early.
  if constexpr (N == 1) {
    y.x = std::bit_cast<F>(I(std::bit_cast<I>(p.x) + (I((std::make_unsigned_t<I>(std::bit_cast<I>(t.x)) - 1) << (d ? 52 : 23))))) * F(2);
  } else {
    using M = typename VecStorage<F, N>::M;
    y.x = (typename V::Storage)((M)p.x + ((((M)t.x) - 1) << (d ? 52 : 23))) * F(2);
  }
  y = where(a < V(bottom), V(0.0), where(a > V(top), V(HUGE_VAL), y));
  return where(a <= a, y, a);   // NaN stays NaN
#endif
}

template <class F, int N> SYNAPTORCH_FN Vec<F, N> expm1(Vec<F, N> a) {
  using V = Vec<F, N>;
  // Taylor series of (e^a - 1)/a where e^a - 1 would cancel.
  constexpr double c[] = {1.0 / 87178291200.0, 1.0 / 6227020800.0, 1.0 / 479001600.0, 1.0 / 39916800.0, 1.0 / 3628800.0,
                          1.0 / 362880.0, 1.0 / 40320.0, 1.0 / 5040.0, 1.0 / 720.0, 1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0};
  V p(1.0 / 1307674368000.0);
  for (double k : c) p = p * a + V(k);
  return where(abs(a) < V(0.6), p * a, exp(a) - V(1.0));
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> tanh(Vec<F, N> a) {
  using V = Vec<F, N>;
  const V e = expm1(V(2.0) * min(abs(a), V(40.0)));
  const V y = e / (e + V(2.0));
  return where(a <= a, where(a < V(0.0), -y, y), a);
}
template <class F, int N> SYNAPTORCH_FN Vec<F, N> log(Vec<F, N> a) { return lanewise(a, [](F x) { return std::log(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> log1p(Vec<F, N> a) { return lanewise(a, [](F x) { return std::log1p(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> sqrt(Vec<F, N> a) { return lanewise(a, [](F x) { return std::sqrt(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> erf(Vec<F, N> a) { return lanewise(a, [](F x) { return std::erf(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> sin(Vec<F, N> a) { return lanewise(a, [](F x) { return std::sin(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> cos(Vec<F, N> a) { return lanewise(a, [](F x) { return std::cos(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> round(Vec<F, N> a) { return lanewise(a, [](F x) { return std::round(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> floor(Vec<F, N> a) { return lanewise(a, [](F x) { return std::floor(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> ceil(Vec<F, N> a) { return lanewise(a, [](F x) { return std::ceil(x); }); }
template <class F, int N> SYNAPTORCH_FN Vec<F, N> pow(Vec<F, N> a, Vec<F, N> b) {
  Vec<F, N> r;
  for (int l = 0; l < N; ++l) r.set(l, std::pow(a.lane(l), b.lane(l)));
  return r;
}
/// Value h; the differentiating types add the derivative g with respect to u.
template <class F, int N> SYNAPTORCH_FN Vec<F, N> straight_through(Vec<F, N> h, Vec<F, N>, Vec<F, N>) { return h; }

/// Whether a scalar type carries derivatives.
template <class T> inline constexpr bool differentiates = false;

}  // namespace synaptorch
