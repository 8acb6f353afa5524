#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// Integrate-and-fire neuron that rests at and is reset to 0.
struct IF : brainpy::IntegrateFire<IF> {
  static constexpr Info info{"IF", Tier::brainpy, "Integrate-and-fire neuron; it leaks to 0.",
                             "tau dV/dt = -V + R (x - g V);  V >= V_th: spike; soft reset V -= V_th, hard reset V = 0",
                             "Lapicque (1907) J. Physiol. Pathol. Gen. 9, 620-635"};
  template <class T> struct Params { T R, tau, V_th; };
  template <class T> using State = LIF::State<T>;
  template <class T> using Coeffs = LIF::Coeffs<T>;

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), brainpy::V_th(1.0)};
  static constexpr State<Field> state = LIF::state;

  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x != 0.0 ? nullptr : "V_th must not be 0"; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {-expm1(-dt / p.tau), dt / p.tau, 1.0 / p.V_th}; }
  template <class T, class E> SYNAPTORCH_FN static void reset(State<T>& s, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.V = env.reset(env.spike(distance(s, p, c)), s.V, p.V_th, T(0.0));
  }
  template <class T, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.V = LIF::relax(s.V, T(0.0), x.x, x, p, c, env) + x.delta;
  }
};

}  // namespace synaptorch::models
