#pragma once
#include "synaptorch/core/env.h"
#include "synaptorch/models/parts/siegert.h"

namespace synaptorch::models {

/// Mean-field description of a population of leaky integrate-and-fire neurons: its rate relaxes to the stationary rate for the
/// drift and the diffusion that its inputs cause.
struct siegert_neuron {
  static constexpr Info info{"siegert_neuron", Tier::nest, "Mean-field rate of integrate-and-fire neurons driven by drift and diffusion.",
                             "tau d(rate)/dt = -rate + mean + Phi(drift, diffusion);  1/Phi = t_ref + tau_m sqrt(pi) int exp(x^2) (1 + erf x) dx",
                             "Hahne et al. (2017) Front. Neuroinform. 11, 34; Fourcaud & Brunel (2002) Neural Comput. 14, 2057-2110"};
  static constexpr int tape_capacity = 1024;
  static constexpr Signal sends{SignalKind::diffusion, "rate"};
  template <class T> struct Params { T tau, tau_m, tau_syn, t_ref, mean, theta, V_reset; };
  template <class T> struct State { T rate; };
  template <class T> struct Input { T drift, diffusion; };
  template <class T> struct Coeffs { T decay, gain, shift; };

  static constexpr Params<Field> params{
      {"tau", 1.0, "ms", "time constant of the rate", positive}, {"tau_m", 5.0, "ms", "membrane time constant", positive},
      {"tau_syn", 0.0, "ms", "time constant of synaptic filtering", nonnegative}, {"t_ref", 2.0, "ms", "refractory period", nonnegative},
      {"mean", 0.0, "1/s", "constant added to the rate"}, {"theta", 15.0, "mV", "threshold relative to rest"},
      {"V_reset", 0.0, "mV", "reset potential relative to rest"}};
  static constexpr State<Field> state{{"rate", 0.0, "1/s", "rate"}};
  static constexpr Input<Port> input{{"drift", "mV", "mean of the free potential", PortKind::drift},
                                     {"diffusion", "mV^2", "variance of the free potential", PortKind::diffusion}};

  template <class P> static constexpr const char* check(const P& p) { return p.V_reset.x < p.theta.x ? nullptr : "V_reset must be below theta"; }
  /// Coloured noise shifts threshold and reset by |zeta(1/2)|/sqrt(2) sqrt(tau_syn/tau_m).
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const auto coloured = p.tau_syn > T(0.0);
    const T ratio = sqrt(where(coloured, p.tau_syn, p.tau_m) / p.tau_m);
    return {.decay = exp(-dt / p.tau), .gain = -expm1(-dt / p.tau), .shift = where(coloured, 1.0326265761156086 * ratio, T(0.0))};
  }
  template <class T, class E> SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E&) {
    s.rate = c.decay * s.rate + c.gain * (p.mean + siegert_rate(x.drift, x.diffusion, p.theta, p.V_reset, p.tau_m, p.t_ref, c.shift));
    return T(0.0) * s.rate;
  }
};

}  // namespace synaptorch::models
