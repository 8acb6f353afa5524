#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Linear rate neuron with noise at its input.
struct lin_rate_ipn {
  static constexpr Info info{"lin_rate_ipn", Tier::nest, "Linear rate neuron with noise at its input.",
                             "tau d(rate)/dt = -lambda rate + mu + g input + sqrt(tau) sigma xi;  "
                             "mult_coupling: ex times g_ex (theta_ex - rate), in times g_in (theta_in + rate)",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34"};
  static constexpr bool stochastic = true, differentiable = false;
  template <class T> struct Params {
    T lambda, tau, mu, sigma, g, g_ex, g_in, theta_ex, theta_in, rectify_rate, mult_coupling, linear_summation, rectify_output;
  };
  template <class T> struct State { T rate, noise; };
  template <class T> struct Input { T ex, in; };
  template <class T> struct Coeffs { T decay, gain, spread; };

  static constexpr Params<Field> params{
      .lambda = {"lambda", 1.0, "1", "passive decay", nonnegative},
      .tau = {"tau", 10.0, "ms", "time constant", positive},
      .mu = {"mu", 0.0, "1", "mean drive"},
      .sigma = {"sigma", 1.0, "1", "amplitude of the noise", nonnegative},
      .g = {"g", 1.0, "1", "gain of the input"},
      .g_ex = {"g_ex", 1.0, "1", "gain of the excitatory multiplicative coupling"},
      .g_in = {"g_in", 1.0, "1", "gain of the inhibitory multiplicative coupling"},
      .theta_ex = {"theta_ex", 0.0, "1", "shift of the excitatory multiplicative coupling"},
      .theta_in = {"theta_in", 0.0, "1", "shift of the inhibitory multiplicative coupling"},
      .rectify_rate = {"rectify_rate", 0.0, "1", "lower bound of the rate where rectify_output is set", nonnegative},
      .mult_coupling = {"mult_coupling", 0.0, "1", "couple multiplicatively", any_value, Type::boolean},
      .linear_summation = {"linear_summation", 1.0, "1", "the same for a linear gain: sums before or after it agree", any_value, Type::boolean},
      .rectify_output = {"rectify_output", 0.0, "1", "keep the rate from falling below rectify_rate", any_value, Type::boolean}};
  static constexpr State<Field> state{.rate = {"rate", 0.0, "1", "rate, sent at every step"}, .noise = {"noise", 0.0, "1", "noise of the last step"}};
  static constexpr Input<Port> input{.ex = {"ex", "1", "rates times positive weights", PortKind::rate, Sign::positive},
                                     .in = {"in", "1", "rates times negative weights", PortKind::rate, Sign::negative}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const auto leaky = p.lambda > T(0.0);
    const T lambda = where(leaky, p.lambda, T(1.0));
    return {.decay = exp(-p.lambda * dt / p.tau),
            .gain = where(leaky, -expm1(-lambda * dt / p.tau) / lambda, dt / p.tau),
            .spread = sqrt(where(leaky, -0.5 * expm1(-2.0 * lambda * dt / p.tau) / lambda, dt / p.tau))};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto noisy = p.sigma > T(0.0);
    const T u = where(noisy, env.uniform_where(noisy, s.rate, 0), T(0.5)), v = env.uniform_where(noisy, s.rate, 1);
    s.noise = where(noisy, p.sigma * sqrt(-2.0 * log(u)) * cos(6.283185307179586 * v), T(0.0));
    const auto multiplied = p.mult_coupling > T(0.0);
    const T ex = where(multiplied, p.g_ex * (p.theta_ex - s.rate), T(1.0)) * x.ex;
    const T in = where(multiplied, p.g_in * (p.theta_in + s.rate), T(1.0)) * x.in;
    const T rate = c.decay * s.rate + c.gain * (p.mu + p.g * (ex + in)) + c.spread * s.noise;
    s.rate = where(p.rectify_output > T(0.0), max(rate, p.rectify_rate), rate);
    return T(0.0) * s.rate;
  }
};

}  // namespace synaptorch::models
