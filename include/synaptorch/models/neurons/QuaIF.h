#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Quadratic integrate-and-fire neuron.
struct QuaIF : brainpy::IntegrateFire<QuaIF> {
  static constexpr Info info{"QuaIF", Tier::brainpy, "Quadratic integrate-and-fire neuron.",
                             "tau dV/dt = c (V - V_rest) (V - V_c) + R (x - g V);  V >= V_th: spike and reset",
                             "Latham et al. (2000) J. Neurophysiol. 83, 808-827"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest, V_c, c; };
  template <class T> struct State { T V; };

  static constexpr Field V_c{"V_c", -50.0, "mV", "potential above which V grows by itself"};
  static constexpr Field c{"c", 0.07, "1/mV", "strength of the quadratic term"};
  static constexpr Params<Field> params{brainpy::R, brainpy::tau(10.0), brainpy::V_th(-30.0), brainpy::V_reset(-68.0), brainpy::V_rest(-65.0), V_c, c};
  static constexpr State<Field> state{brainpy::V(-65.0)};

  /// V after one step in which an outward current w flows.
  template <class T, class P, class E>
  SYNAPTORCH_FN static T membrane(const T& V, const T& w, const brainpy::Input<T>& x, const P& p, const E& env) {
    return exp_euler(V, env.dt, [&](const auto& v) {
      return (p.c * (v - p.V_rest) * (v - p.V_c) + p.R * (brainpy::current<E>(x, v) - w)) / p.tau;
    });
  }
  template <class T, class P, class C, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const brainpy::Input<T>& x, const P& p, const C&, const E& env) {
    s.V = membrane(s.V, T(0.0), x, p, env) + x.delta;
  }
};

}  // namespace synaptorch::models
