#pragma once
// Dual<T, K>: a value with K directional derivatives (forward mode). CUDA gradients, and Jacobians
// inside integrators; T may itself differentiate.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/math.h"

namespace synaptorch {

template <class T, int K> struct Dual {
  T v;
  T d[K];
  SYNAPTORCH_FN Dual() : Dual(0.0) {}
  SYNAPTORCH_FN Dual(double c) : v(c) { for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { d[k] = T(0.0); }); }
  SYNAPTORCH_FN Dual(const T& value) requires(!std::is_same_v<T, double>) : v(value) { for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { d[k] = T(0.0); }); }
  /// The independent variable of direction k.
  SYNAPTORCH_FN static Dual variable(const T& value, int k) { Dual r(value); r.d[k] = T(1.0); return r; }
  /// f(a) with derivative da.
  SYNAPTORCH_FN static Dual chain(const T& value, const Dual& a, const T& da) {
    Dual r(value);
    for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = da * a.d[k]; });
    return r;
  }

  SYNAPTORCH_FN friend Dual operator+(const Dual& a, const Dual& b) { Dual r(a.v + b.v); for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = a.d[k] + b.d[k]; }); return r; }
  SYNAPTORCH_FN friend Dual operator-(const Dual& a, const Dual& b) { Dual r(a.v - b.v); for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = a.d[k] - b.d[k]; }); return r; }
  SYNAPTORCH_FN friend Dual operator*(const Dual& a, const Dual& b) { Dual r(a.v * b.v); for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = a.d[k] * b.v + a.v * b.d[k]; }); return r; }
  SYNAPTORCH_FN friend Dual operator/(const Dual& a, const Dual& b) { Dual r(a.v / b.v); for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = (a.d[k] - r.v * b.d[k]) / b.v; }); return r; }
  SYNAPTORCH_FN friend Dual operator-(const Dual& a) { Dual r(-a.v); for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = -a.d[k]; }); return r; }
  SYNAPTORCH_FN friend auto operator<(const Dual& a, const Dual& b) { return a.v < b.v; }
  SYNAPTORCH_FN friend auto operator>(const Dual& a, const Dual& b) { return a.v > b.v; }
  SYNAPTORCH_FN friend auto operator<=(const Dual& a, const Dual& b) { return a.v <= b.v; }
  SYNAPTORCH_FN friend auto operator>=(const Dual& a, const Dual& b) { return a.v >= b.v; }

  SYNAPTORCH_FN friend Dual exp(const Dual& a) { const T e = exp(a.v); return chain(e, a, e); }
  SYNAPTORCH_FN friend Dual expm1(const Dual& a) { const T e = expm1(a.v); return chain(e, a, e + T(1.0)); }
  SYNAPTORCH_FN friend Dual log(const Dual& a) { return chain(log(a.v), a, T(1.0) / a.v); }
  SYNAPTORCH_FN friend Dual log1p(const Dual& a) { return chain(log1p(a.v), a, T(1.0) / (T(1.0) + a.v)); }
  SYNAPTORCH_FN friend Dual sqrt(const Dual& a) { const T r = sqrt(a.v); return chain(r, a, T(0.5) / r); }
  SYNAPTORCH_FN friend Dual tanh(const Dual& a) { const T y = tanh(a.v); return chain(y, a, T(1.0) - y * y); }
  SYNAPTORCH_FN friend Dual erf(const Dual& a) { return chain(erf(a.v), a, T(1.1283791670955126) * exp(-(a.v * a.v))); }
  SYNAPTORCH_FN friend Dual atan(const Dual& a) { return chain(atan(a.v), a, T(1.0) / (T(1.0) + a.v * a.v)); }
  SYNAPTORCH_FN friend Dual sin(const Dual& a) { return chain(sin(a.v), a, cos(a.v)); }
  SYNAPTORCH_FN friend Dual cos(const Dual& a) { return chain(cos(a.v), a, -sin(a.v)); }
  SYNAPTORCH_FN friend Dual pow(const Dual& a, const Dual& b) {
    const T y = pow(a.v, b.v);
    const T da = b.v * pow(a.v, b.v - T(1.0)), db = where(a.v > T(0.0), y * log(max(a.v, T(1e-300))), T(0.0));
    Dual r(y);
    for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = da * a.d[k] + db * b.d[k]; });
    return r;
  }
  SYNAPTORCH_FN friend Dual abs(const Dual& a) { return chain(abs(a.v), a, where(a.v < T(0.0), T(-1.0), T(1.0))); }
  SYNAPTORCH_FN friend Dual min(const Dual& a, const Dual& b) { return where(a.v < b.v, a, b); }
  SYNAPTORCH_FN friend Dual max(const Dual& a, const Dual& b) { return where(a.v > b.v, a, b); }
  SYNAPTORCH_FN friend Dual round(const Dual& a) { return Dual(round(a.v)); }
  SYNAPTORCH_FN friend Dual floor(const Dual& a) { return Dual(floor(a.v)); }
  SYNAPTORCH_FN friend Dual ceil(const Dual& a) { return Dual(ceil(a.v)); }
  SYNAPTORCH_FN friend Dual heaviside(const Dual& a) { return Dual(heaviside(a.v)); }
  SYNAPTORCH_FN friend Dual detach(const Dual& a) { return Dual(detach(a.v)); }
  SYNAPTORCH_FN friend Dual finite_exponent(const Dual& a, double powers = 1.0) {
    const T v = finite_exponent(a.v, powers);
    return chain(v, a, where(a.v > v, T(0.0), T(1.0)));
  }
  SYNAPTORCH_FN friend Dual straight_through(const Dual& h, const Dual& g, const Dual& u) {
    Dual r(straight_through(h.v, g.v, u.v));
    for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = h.d[k] + g.v * u.d[k]; });
    return r;
  }
  template <class M> SYNAPTORCH_FN friend Dual where(const M& m, const Dual& a, const Dual& b) {
    Dual r(where(m, a.v, b.v));
    for_each_of<K>([&](int k) SYNAPTORCH_LAMBDA { r.d[k] = where(m, a.d[k], b.d[k]); });
    return r;
  }
};
template <class T, int K> inline constexpr bool differentiates<Dual<T, K>> = true;

}  // namespace synaptorch
