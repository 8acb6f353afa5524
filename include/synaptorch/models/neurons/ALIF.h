#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// LIF whose threshold rises with every spike.
struct ALIF : brainpy::IntegrateFire<ALIF> {
  static constexpr Info info{"ALIF", Tier::brainpy, "Leaky integrate-and-fire neuron with an adaptive threshold.",
                             "tau dV/dt = -(V - V_rest) + R (x - g V);  tau_a da/dt = -a;  V >= V_th + beta a: spike and reset, a += 1",
                             "Bellec et al. (2018) Adv. Neural Inf. Process. Syst. 31"};
  template <class T> struct Params { T R, tau, tau_a, V_th, V_reset, V_rest, beta; };
  template <class T> struct State { T V, a; };
  template <class T> struct Coeffs { T gain, rate, scale, decay; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), {"tau_a", 100.0, "ms", "time constant of the adaptation", positive},
                                        brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0),
                                        {"beta", 0.1, "mV", "rise of the threshold per unit of adaptation"}};
  static constexpr State<Field> state{brainpy::V(0.0), {"a", 0.0, "1", "adaptation: the decaying number of spikes"}};

  template <class P> static constexpr const char* check(const P& p) { return LIF::check(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const auto lif = LIF::prepare(p, dt);
    return {lif.gain, lif.rate, lif.scale, exp(-dt / p.tau_a)};
  }
  template <class T> SYNAPTORCH_FN static T distance(const State<T>& s, const Params<T>& p, const Coeffs<T>& c) {
    return (s.V - p.V_th - p.beta * s.a) * c.scale;
  }
  template <class T, class E> SYNAPTORCH_FN static void reset(State<T>& s, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T z = env.spike(distance(s, p, c));
    s.V = env.reset(z, s.V, p.V_th, p.V_reset);
    s.a = s.a + env.resetting(z);
  }
  template <class T, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    LIF::integrate(s, x, p, c, env);
    s.a = s.a * c.decay;
  }
};

}  // namespace synaptorch::models
