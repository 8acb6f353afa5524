#pragma once
// Surrogate gradients: derivatives that stand in for that of the step function. One struct each; names, parameters
// and defaults are those of the BrainPy tier. `primitive`: the smooth step whose derivative it is, where one is known.
#include <cstddef>
#include <numbers>
#include <tuple>
#include "synaptorch/core/constants.h"
#include "synaptorch/core/field.h"
#include "synaptorch/core/rev.h"

namespace synaptorch {
namespace surrogates {

template <class T> SYNAPTORCH_FN T logistic_slope(const T& x, double alpha) {
  const T e = exp(-abs(alpha * x)), d = 1.0 + e;
  return alpha * e / (d * d);
}
template <class T> SYNAPTORCH_FN T logistic(const T& x) { return 1.0 / (1.0 + exp(finite_exponent(-x))); }
template <class T> SYNAPTORCH_FN T normal_density(const T& x, double sigma) {
  return exp(x * x * (-0.5 / (sigma * sigma))) * (1.0 / (2.5066282746310002 * sigma));
}

#define SYNAPTORCH_SURROGATE(NAME) \
  static constexpr const char* name = #NAME; \
  template <class T> SYNAPTORCH_FN static T gradient(const T& x, const double* a)
#define SYNAPTORCH_PRIMITIVE template <class T> SYNAPTORCH_FN static T primitive(const T& x, const double* a)

struct ReluGrad {
  static constexpr Field params[] = {{"alpha", 0.3, "1", "height per width"}, {"width", 1.0, "1", "half width", positive}};
  SYNAPTORCH_SURROGATE(ReluGrad) { return max(T(0.0), a[0] * (a[1] - abs(x))); }
};
struct Sigmoid {
  static constexpr Field params[] = {{"alpha", 4.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(Sigmoid) { return logistic_slope(x, a[0]); }
  SYNAPTORCH_PRIMITIVE { return logistic(a[0] * x); }
};
struct Arctan {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(Arctan) { const T w = (0.5 * std::numbers::pi * a[0]) * x; return 0.5 * a[0] / (1.0 + w * w); }
  SYNAPTORCH_PRIMITIVE { return 0.5 + std::numbers::inv_pi * atan((0.5 * std::numbers::pi * a[0]) * x); }
};
struct SoftSign {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(SoftSign) { const T d = 1.0 + abs(a[0] * x); return 0.5 * a[0] / (d * d); }
  SYNAPTORCH_PRIMITIVE { return 0.5 + x / (2.0 / a[0] + 2.0 * abs(x)); }
};
struct ERF {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(ERF) { const T w = a[0] * x; return (a[0] * std::numbers::inv_sqrtpi) * exp(-(w * w)); }
  SYNAPTORCH_PRIMITIVE { return 0.5 * (1.0 + erf(a[0] * x)); }
};
struct PiecewiseQuadratic {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "height", positive}};
  SYNAPTORCH_SURROGATE(PiecewiseQuadratic) { return max(T(0.0), a[0] - (a[0] * a[0]) * abs(x)); }
  SYNAPTORCH_PRIMITIVE { const T y = a[0] * max(T(-1.0 / a[0]), min(T(1.0 / a[0]), x)); return 0.5 + y * (1.0 - 0.5 * abs(y)); }
};
struct PiecewiseExp {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(PiecewiseExp) { return 0.5 * a[0] * exp(-abs(a[0] * x)); }
  SYNAPTORCH_PRIMITIVE { const T tail = 0.5 * exp(-abs(a[0] * x)); return where(x < T(0.0), tail, 1.0 - tail); }
};
struct PiecewiseLeakyRelu {
  static constexpr Field params[] = {{"c", 0.01, "1", "slope outside"}, {"w", 1.0, "1", "half width", positive}};
  SYNAPTORCH_SURROGATE(PiecewiseLeakyRelu) { return where(abs(x) > T(a[1]), T(a[0]), T(0.5 / a[1])); }
  SYNAPTORCH_PRIMITIVE { return where(x < T(-a[1]), a[0] * (x + a[1]), where(x > T(a[1]), a[0] * (x - a[1]) + 1.0, 0.5 + x * (0.5 / a[1]))); }
};
struct LeakyRelu {
  static constexpr Field params[] = {{"alpha", 0.1, "1", "slope below"}, {"beta", 1.0, "1", "slope above"}};
  SYNAPTORCH_SURROGATE(LeakyRelu) { return where(x < T(0.0), T(a[0]), T(a[1])); }
  SYNAPTORCH_PRIMITIVE { return where(x < T(0.0), a[0] * x, a[1] * x); }
};
struct LogTailedRelu {
  static constexpr Field params[] = {{"alpha", 0.0, "1", "slope below 0"}};
  SYNAPTORCH_SURROGATE(LogTailedRelu) { return where(x > T(1.0), 1.0 / max(x, T(1.0)), where(x > T(0.0), T(1.0), T(a[0]))); }
  SYNAPTORCH_PRIMITIVE { return where(x > T(1.0), 1.0 + log(max(x, T(1.0))), where(x > T(0.0), x, a[0] * x)); }
};
struct GaussianGrad {
  static constexpr Field params[] = {{"sigma", 0.5, "1", "width", positive}, {"alpha", 0.5, "1", "area"}};
  SYNAPTORCH_SURROGATE(GaussianGrad) { return a[1] * normal_density(x, a[0]); }
};
struct InvSquareGrad {
  static constexpr Field params[] = {{"alpha", 100.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(InvSquareGrad) { const T d = a[0] * abs(x) + 1.0; return 1.0 / (d * d); }
};
struct MultiGaussianGrad {
  static constexpr Field params[] = {{"h", 0.15, "1", "height of the side lobes"}, {"s", 6.0, "1", "relative width of the side lobes", positive},
                                     {"sigma", 0.5, "1", "width", positive}, {"scale", 0.5, "1", "area"}};
  SYNAPTORCH_SURROGATE(MultiGaussianGrad) {
    const double wide = a[1] * a[2];
    return a[3] * ((1.0 + a[0]) * normal_density(x, a[2]) - a[0] * (normal_density(x - a[2], wide) + normal_density(x + a[2], wide)));
  }
};
struct SquarewaveFourierSeries {
  static constexpr Field params[] = {{"n", 2.0, "1", "number of terms", at_least_one, Type::integer}, {"t_period", 8.0, "1", "period", positive}};
  SYNAPTORCH_SURROGATE(SquarewaveFourierSeries) {
    const double w = 2.0 * std::numbers::pi / a[1];
    T sum(0.0);
    for (int i = 1; i <= int(a[0]); ++i) sum = sum + cos(((2 * i - 1) * w) * x);
    return (4.0 / a[1]) * sum;
  }
  SYNAPTORCH_PRIMITIVE {
    const double w = 2.0 * std::numbers::pi / a[1];
    T sum(0.0);
    for (int i = 1; i <= int(a[0]); ++i) sum = sum + sin(((2 * i - 1) * w) * x) * (1.0 / (2 * i - 1));
    return 0.5 + (2.0 * std::numbers::inv_pi) * sum;
  }
};
struct S2NN {
  static constexpr Field params[] = {{"alpha", 4.0, "1", "steepness below 0", positive}, {"beta", 1.0, "1", "height above 0"},
                                     {"epsilon", 1e-8, "1", "offset of the logarithm of the primitive", nonnegative}};
  SYNAPTORCH_SURROGATE(S2NN) { return where(x < T(0.0), logistic_slope(x, a[0]), a[1] / (max(x, T(0.0)) + 1.0)); }
  SYNAPTORCH_PRIMITIVE { return where(x < T(0.0), logistic(a[0] * x), a[1] * log(abs(x + 1.0) + a[2]) + 0.5); }
};
struct QPseudoSpike {
  static constexpr Field params[] = {{"alpha", 2.0, "1", "exponent of the tail", positive}};
  SYNAPTORCH_SURROGATE(QPseudoSpike) { return pow(1.0 + (2.0 / (a[0] + 1.0)) * abs(x), T(-a[0])); }
  SYNAPTORCH_PRIMITIVE {
    const double half = 0.5 * (a[0] + 1.0), power = 1.0 - a[0];
    const T tail = 1.0 + abs(x) * (1.0 / half);
    const T area = power == 0.0 ? half * log(tail) : (half / power) * (pow(tail, T(power)) - 1.0);
    return where(x < T(0.0), 0.5 - area, 0.5 + area);
  }
};
struct SlayerGrad {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(SlayerGrad) { return exp(-a[0] * abs(x)); }
};
struct NonzeroSignLog {
  static constexpr Field params[] = {{"alpha", 1.0, "1", "steepness", positive}};
  SYNAPTORCH_SURROGATE(NonzeroSignLog) { return 1.0 / (1.0 / a[0] + abs(x)); }
  SYNAPTORCH_PRIMITIVE { const T y = log1p(abs(a[0] * x)); return where(x < T(0.0), -y, y); }
};
#undef SYNAPTORCH_PRIMITIVE
#undef SYNAPTORCH_SURROGATE

/// All of them; SurrogateChoice::kind is the position.
using All = std::tuple<ReluGrad, Sigmoid, Arctan, SoftSign, ERF, PiecewiseQuadratic, PiecewiseExp, PiecewiseLeakyRelu, LeakyRelu,
                       LogTailedRelu, GaussianGrad, InvSquareGrad, MultiGaussianGrad, SquarewaveFourierSeries, S2NN,
                       QPseudoSpike, SlayerGrad, NonzeroSignLog>;
inline constexpr int count = std::tuple_size_v<All>;

/// Surrogates that kernels inline; the others are called, to keep kernels small.
inline constexpr int inlined = 3;

template <int From, int To, class T> SYNAPTORCH_FN T choose(const SurrogateChoice& s, const T& u) {
  if constexpr (From + 1 < To) {
    if (s.kind != From) return choose<From + 1, To>(s, u);
  }
  return std::tuple_element_t<From, All>::gradient(u, s.a);
}
template <class T> SYNAPTORCH_CALLED void choose_rest(const SurrogateChoice& s, const T& u, T& g) {
  g = choose<inlined, count>(s, u);
}
}  // namespace surrogates

/// Derivative of the chosen surrogate at u. By value: the call would give away the address of what u is part of, a number with its tape, and the
/// compiler then keep the whole tape in memory.
template <class T> SYNAPTORCH_FN T surrogate_gradient(const SurrogateChoice& s, T u) {
  if (s.kind < surrogates::inlined) return surrogates::choose<0, surrogates::inlined>(s, u);
  T g(0.0);
  surrogates::choose_rest(s, u, g);
  return g;
}
/// A Rev argument arrives detached: only its value matters.
template <class T, int C> SYNAPTORCH_FN Rev<T, C> surrogate_gradient(const SurrogateChoice& s, const Rev<T, C>& u) {
  return Rev<T, C>::constant(surrogate_gradient(s, u.v));
}

}  // namespace synaptorch
