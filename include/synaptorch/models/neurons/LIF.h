#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron.
struct LIF : brainpy::IntegrateFire<LIF> {
  static constexpr Info info{"LIF", Tier::brainpy, "Leaky integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + R (x - g V);  V += delta;  V >= V_th: spike and reset",
                             "Abbott (1999) Brain Res. Bull. 50, 303-304"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest; };
  template <class T> struct State { T V; };
  template <class T> struct Coeffs { T gain, rate, scale; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0)};
  static constexpr State<Field> state{brainpy::V(0.0)};

  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x != p.V_reset.x ? nullptr : "V_th and V_reset must differ"; }
  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {-expm1(-dt / p.tau), dt / p.tau, 1.0 / (p.V_th - p.V_reset)};
  }
  /// V after one step of the relaxation to `rest` under the current of the inputs and I. A conductance adds to the leak, so how far the step
  /// goes differs between neurons; `rate` saves them the divisions by tau.
  template <class T, class P, class C, class E>
  SYNAPTORCH_FN static T relax(const T& V, const T& rest, const T& I, const brainpy::Input<T>& x, const P& p, const C& c, const E& env) {
    if constexpr (E::coupled) return exp_euler(V, c.rate, rest - V + p.R * (I - x.g * V), -1.0 - p.R * x.g);
    else return V + c.gain * (rest - V + p.R * I);
  }
  template <class S, class X, class P, class C, class E> SYNAPTORCH_FN static void integrate(S& s, const X& x, const P& p, const C& c, const E& env) {
    s.V = relax(s.V, p.V_rest, x.x, x, p, c, env) + x.delta;
  }
};

}  // namespace synaptorch::models
