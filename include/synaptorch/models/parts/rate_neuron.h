#pragma once
// Rate neurons with noise at the input (ipn) or at the output (opn), and nodes that transform rates, for any gain of
// rate_gains.h. A gain of one's own makes a neuron of one's own:
//   struct my_rate_ipn : RateIpn<MyGain> { static constexpr Info info{"my_rate_ipn", ...}; };
#include "synaptorch/models/parts/rate_gains.h"

namespace synaptorch::models {

namespace rows {
inline constexpr Port rates_ex{"ex", "1", "rates times positive weights (after the gain unless linear_summation)", PortKind::rate, Sign::positive};
inline constexpr Port rates_in{"in", "1", "rates times negative weights (after the gain unless linear_summation)", PortKind::rate, Sign::negative};
inline constexpr Field rate_tau{"tau", 10.0, "ms", "time constant", positive};
inline constexpr Field mult_coupling{"mult_coupling", 0.0, "1", "couple multiplicatively", any_value, Type::boolean};
inline constexpr Field linear_summation{"linear_summation", 1.0, "1", "the gain acts on the sum of the inputs, else on each input before its weight", any_value, Type::boolean};
inline constexpr Field rate{"rate", 0.0, "1", "rate"};
inline constexpr Field rate_noise{"noise", 0.0, "1", "noise of the last step"};
}  // namespace rows

/// Drive and noise. Their names mean and std have the synonyms mu and sigma, unless the gain has these.
template <class Gain> struct RateDrive {
  static constexpr bool own = !requires { Gain::has_mu_and_sigma; };
  template <class T> struct Params { T mean, std; };
  static constexpr Params<Field> params{
      {own ? "mu" : "mean", 0.0, "1", "mean drive", any_value, Type::real, Role::normal, nullptr, own ? "mean" : nullptr},
      {own ? "sigma" : "std", 1.0, "1", "amplitude of the noise", nonnegative, Type::real, Role::normal, nullptr, own ? "std" : nullptr}};
};

/// std times a normal number of this step; nothing is drawn where std = 0.
template <class T, class E> SYNAPTORCH_FN T rate_noise(const T& std, const T& like, const E& env) {
  const auto noisy = std > T(0.0);
  const T u = where(noisy, env.uniform_where(noisy, like, 0), T(0.5)), v = env.uniform_where(noisy, like, 1);
  return where(noisy, std * sqrt(-2.0 * log(u)) * cos(6.283185307179586 * v), T(0.0));
}

/// The input of a step: the gain of its sum, or the sum of what went through the gain on its way.
template <class Gain, class T>
SYNAPTORCH_FN T rate_input(const T& ex, const T& in, const T& rate, const T& mult_coupling, const T& linear_summation,
                           const typename Gain::template Params<T>& p) {
  const auto multiplied = mult_coupling > T(0.0), linear = linear_summation > T(0.0);
  const T H_ex = where(multiplied, Gain::ex(rate, p), T(1.0)), H_in = where(multiplied, Gain::in(rate, p), T(1.0));
  const T first = Gain::input(where(multiplied, ex, ex + in), p), second = where(multiplied, Gain::input(in, p), T(0.0));
  return where(linear, H_ex * first + H_in * second, H_ex * ex + H_in * in);
}

/// What rate neurons and transforming nodes do to a rate that arrives, if linear_summation is not set.
template <class Gain> struct ArrivingRates {
  static constexpr const char* arrives_unchanged = "linear_summation";
  template <class T, class P> SYNAPTORCH_FN static T arriving(const T& rate, const P& p) { return Gain::input(rate, p.gain); }
};

/// tau d(rate)/dt = -lambda rate + mean + input + sqrt(tau) std xi.
template <class Gain> struct RateIpn : ArrivingRates<Gain> {
  static constexpr bool stochastic = true;
  static constexpr Signal sends{SignalKind::rate, "rate"};
  template <class T> struct Params {
    T lambda, tau;
    typename RateDrive<Gain>::template Params<T> drive;
    typename Gain::template Params<T> gain;
    T rectify_rate, mult_coupling, linear_summation, rectify_output;
  };
  template <class T> struct State { T rate, noise; };
  template <class T> struct Input { T ex, in; };
  template <class T> struct Coeffs { T decay, gain, spread; };

  static constexpr Params<Field> params{
      .lambda = {"lambda", 1.0, "1", "passive decay", nonnegative}, .tau = rows::rate_tau, .drive = RateDrive<Gain>::params, .gain = Gain::params,
      .rectify_rate = {"rectify_rate", 0.0, "1", "lower bound of the rate where rectify_output is set", nonnegative},
      .mult_coupling = rows::mult_coupling, .linear_summation = rows::linear_summation,
      .rectify_output = {"rectify_output", 0.0, "1", "keep the rate from falling below rectify_rate", any_value, Type::boolean}};
  static constexpr State<Field> state{.rate = rows::rate, .noise = rows::rate_noise};
  static constexpr Input<Port> input{.ex = rows::rates_ex, .in = rows::rates_in};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const auto leaky = p.lambda > T(0.0);
    const T lambda = where(leaky, p.lambda, T(1.0));
    return {.decay = exp(-p.lambda * dt / p.tau),
            .gain = where(leaky, -expm1(-lambda * dt / p.tau) / lambda, dt / p.tau),
            .spread = sqrt(where(leaky, -0.5 * expm1(-2.0 * lambda * dt / p.tau) / lambda, dt / p.tau))};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.noise = rate_noise(p.drive.std, s.rate, env);
    const T rate = c.decay * s.rate + c.gain * p.drive.mean + c.spread * s.noise +
                   c.gain * rate_input<Gain>(x.ex, x.in, s.rate, p.mult_coupling, p.linear_summation, p.gain);
    s.rate = where(p.rectify_output > T(0.0), max(rate, p.rectify_rate), rate);
    return T(0.0) * s.rate;
  }
};

/// tau d(rate)/dt = -rate + mean + input; rate + sqrt(tau) std xi is sent.
template <class Gain> struct RateOpn : ArrivingRates<Gain> {
  static constexpr bool stochastic = true;
  static constexpr Signal sends{SignalKind::rate, "noisy_rate", true, "rate"};
  template <class T> struct Params {
    T tau;
    typename RateDrive<Gain>::template Params<T> drive;
    typename Gain::template Params<T> gain;
    T mult_coupling, linear_summation;
  };
  template <class T> struct State { T rate, noise, noisy_rate; };
  template <class T> struct Input { T ex, in; };
  template <class T> struct Coeffs { T decay, gain, spread; };

  static constexpr Params<Field> params{.tau = rows::rate_tau, .drive = RateDrive<Gain>::params, .gain = Gain::params,
                                        .mult_coupling = rows::mult_coupling, .linear_summation = rows::linear_summation};
  static constexpr State<Field> state{.rate = rows::rate, .noise = rows::rate_noise, .noisy_rate = {"noisy_rate", 0.0, "1", "rate with noise, sent in the last step"}};
  static constexpr Input<Port> input{.ex = rows::rates_ex, .in = rows::rates_in};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {.decay = exp(-dt / p.tau), .gain = -expm1(-dt / p.tau), .spread = sqrt(p.tau / dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.noise = rate_noise(p.drive.std, s.rate, env);
    s.noisy_rate = s.rate + c.spread * s.noise;
    s.rate = c.decay * s.rate + c.gain * p.drive.mean +
             c.gain * rate_input<Gain>(x.ex, x.in, s.noisy_rate, p.mult_coupling, p.linear_summation, p.gain);
    return T(0.0) * s.rate;
  }
};

/// rate = gain of the input of the same step.
template <class Gain> struct RateTransformer : ArrivingRates<Gain> {
  static constexpr Signal sends{SignalKind::rate, "rate"};
  template <class T> struct Params { typename Gain::template Params<T> gain; T linear_summation; };
  template <class T> struct State { T rate; };
  template <class T> struct Input { T x; };
  template <class T> struct Coeffs {};

  static constexpr Params<Field> params{.gain = Gain::params, .linear_summation = rows::linear_summation};
  static constexpr State<Field> state{.rate = rows::rate};
  static constexpr Input<Port> input{.x = {"x", "1", "rates times weights (after the gain unless linear_summation)", PortKind::rate}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }
  template <class T, class E> SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>&, const E&) {
    s.rate = where(p.linear_summation > T(0.0), Gain::input(x.x, p.gain), x.x);
    return T(0.0) * s.rate;
  }
};

}  // namespace synaptorch::models
