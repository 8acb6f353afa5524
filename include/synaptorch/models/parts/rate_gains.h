#pragma once
// Gains of rate neurons: how the summed input drives the rate, and for multiplicative coupling how excitatory and
// inhibitory input depend on the rate. A gain supplies Params with their rows, `input` and, if it is not constant,
// `ex` and `in`; RateIpn, RateOpn and RateTransformer (rate_neuron.h) do the rest.
#include "synaptorch/core/env.h"

namespace synaptorch::models {

namespace rows {
constexpr Field gain(double value, const char* doc) { return {"g", value, "1", doc}; }
inline constexpr Field gain_threshold{"theta", 0.0, "1", "input at which the gain has its threshold or centre"};
}  // namespace rows

/// Multiplicative coupling without effect.
struct PlainCoupling {
  template <class T, class P> SYNAPTORCH_FN static T ex(const T&, const P&) { return T(1.0); }
  template <class T, class P> SYNAPTORCH_FN static T in(const T&, const P&) { return T(1.0); }
};

struct LinearGain {
  template <class T> struct Params { T g, g_ex, g_in, theta_ex, theta_in; };
  static constexpr Params<Field> params{
      rows::gain(1.0, "gain of the input"),
      {"g_ex", 1.0, "1", "gain of the excitatory multiplicative coupling"}, {"g_in", 1.0, "1", "gain of the inhibitory multiplicative coupling"},
      {"theta_ex", 0.0, "1", "shift of the excitatory multiplicative coupling"}, {"theta_in", 0.0, "1", "shift of the inhibitory multiplicative coupling"}};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) { return p.g * h; }
  template <class T> SYNAPTORCH_FN static T ex(const T& rate, const Params<T>& p) { return p.g_ex * (p.theta_ex - rate); }
  template <class T> SYNAPTORCH_FN static T in(const T& rate, const Params<T>& p) { return p.g_in * (p.theta_in + rate); }
};

struct TanhGain : PlainCoupling {
  template <class T> struct Params { T g, theta; };
  static constexpr Params<Field> params{rows::gain(1.0, "slope of the gain"), rows::gain_threshold};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) { return tanh(p.g * (h - p.theta)); }
};

struct SigmoidGain : PlainCoupling {
  template <class T> struct Params { T g, beta, theta; };
  static constexpr Params<Field> params{rows::gain(1.0, "height of the gain"), {"beta", 1.0, "1", "slope of the gain"}, rows::gain_threshold};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) { return p.g / (1.0 + exp(finite_exponent(-p.beta * (h - p.theta)))); }
};

/// The sigmoid of Gancarz & Grossberg (1998) Neural Networks 11, 1159-1174.
struct SigmoidGG1998Gain : PlainCoupling {
  template <class T> struct Params { T g; };
  static constexpr Params<Field> params{rows::gain(1.0, "factor of the input")};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) {
    const T square = (p.g * h) * (p.g * h), fourth = square * square;
    return fourth / (1e-4 + fourth);
  }
};

struct GaussGain : PlainCoupling {
  static constexpr bool has_mu_and_sigma = true;
  template <class T> struct Params { T g, mu, sigma; };
  static constexpr Params<Field> params{rows::gain(1.0, "height of the gain"), {"mu", 0.0, "1", "centre of the gain"},
                                        {"sigma", 0.0, "1", "width of the gain; 0: the limit of a vanishing width", nonnegative}};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) {
    const auto wide = p.sigma > T(0.0);
    const T x = (h - p.mu) / where(wide, p.sigma, T(1.0));
    const T limit = where(abs(h - p.mu) > T(0.0), T(0.0), p.g);
    return where(wide, p.g * exp(-0.5 * (x * x)), limit);
  }
};

struct ThresholdLinearGain : PlainCoupling {
  template <class T> struct Params { T g, theta, alpha; };
  static constexpr Params<Field> params{rows::gain(1.0, "slope of the gain"), rows::gain_threshold,
                                        {"alpha", std::numeric_limits<double>::infinity(), "1", "upper bound of the gain"}};
  template <class T> SYNAPTORCH_FN static T input(const T& h, const Params<T>& p) {
    return min(max(p.g * (h - p.theta), T(0.0)), p.alpha);
  }
};

}  // namespace synaptorch::models
