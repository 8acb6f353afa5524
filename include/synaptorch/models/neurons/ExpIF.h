#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Exponential integrate-and-fire neuron.
struct ExpIF {
  static constexpr Info info{"ExpIF", Tier::brainpy, "Exponential integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T)/delta_T) + R (x - g V).  A step of the upstroke ends at most one "
                             "reset distance above V_th, so that no threshold makes V overflow",
                             "Fourcaud-Trocme et al. (2003) J. Neurosci. 23, 11628-11640"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest, V_T, delta_T; };
  template <class T> struct State { T V; };
  template <class T> struct Input { T x, g, delta; };
  template <class T> struct Coeffs { T scale; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(10.0), brainpy::V_th(-30.0), brainpy::V_reset(-68.0), brainpy::V_rest(-65.0),
                                        {"V_T", -59.9, "mV", "potential at which the upstroke begins"}, {"delta_T", 3.48, "mV", "sharpness of the upstroke", positive}};
  static constexpr State<Field> state{brainpy::V(-65.0)};
  static constexpr Input<Port> input{brainpy::current, brainpy::conductance, brainpy::delta};

  template <class P> static constexpr const char* check(const P& p) { return p.V_reset.x < p.V_th.x ? nullptr : "V_reset must be below V_th"; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double) { return {1.0 / (p.V_th - p.V_reset)}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T V = env.reset(env.spike((s.V - p.V_th) * c.scale), s.V, p.V_th, p.V_reset);
    const T next = exp_euler(V, env.dt, [&](const auto& v) {
      using U = std::remove_cvref_t<decltype(v)>;
      U I = x.x;
      if constexpr (E::coupled) I = x.x - x.g * v;
      return (p.V_rest - v + p.delta_T * exp(min((v - p.V_T) / p.delta_T, U(20.0))) + p.R * I) / p.tau;
    });
    s.V = min(next, p.V_th + (p.V_th - p.V_reset)) + x.delta;
    return env.spike((s.V - p.V_th) * c.scale);
  }
};

}  // namespace synaptorch::models
