#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Exponential integrate-and-fire neuron.
struct ExpIF : brainpy::IntegrateFire<ExpIF> {
  static constexpr Info info{"ExpIF", Tier::brainpy, "Exponential integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T)/delta_T) + R (x - g V).  A step of the upstroke ends at most one "
                             "reset distance above V_th, so that no threshold makes V overflow",
                             "Fourcaud-Trocme et al. (2003) J. Neurosci. 23, 11628-11640"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest, V_T, delta_T; };
  template <class T> struct State { T V; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(10.0), brainpy::V_th(-30.0), brainpy::V_reset(-68.0), brainpy::V_rest(-65.0),
                                        {"V_T", -59.9, "mV", "potential at which the upstroke begins"}, {"delta_T", 3.48, "mV", "sharpness of the upstroke", positive}};
  static constexpr State<Field> state{brainpy::V(-65.0)};

  /// V after one step in which an outward current w flows.
  template <class T, class P, class E>
  SYNAPTORCH_FN static T membrane(const T& V, const T& w, const brainpy::Input<T>& x, const P& p, const E& env) {
    const T next = exp_euler(V, env.dt, [&](const auto& v) {
      using U = std::remove_cvref_t<decltype(v)>;
      return (p.V_rest - v + p.delta_T * exp(min((v - p.V_T) / p.delta_T, U(20.0))) + p.R * (brainpy::current<E>(x, v) - w)) / p.tau;
    });
    return min(next, p.V_th + (p.V_th - p.V_reset));
  }
  template <class T, class P, class C, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const brainpy::Input<T>& x, const P& p, const C&, const E& env) {
    s.V = membrane(s.V, T(0.0), x, p, env) + x.delta;
  }
};

}  // namespace synaptorch::models
