#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron.
struct LIF {
  static constexpr Info info{"LIF", Tier::brainpy, "Leaky integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + R (x - g V);  V += delta;  V >= V_th: spike and reset",
                             "Abbott (1999) Brain Res. Bull. 50, 303-304"};
  template <class T> struct Params { T R, tau, V_th, V_reset, V_rest; };
  template <class T> struct State { T V; };
  template <class T> struct Input { T x, g, delta; };
  template <class T> struct Coeffs { T gain, scale; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0)};
  static constexpr State<Field> state{brainpy::V(0.0)};
  static constexpr Input<Port> input{brainpy::current, brainpy::conductance, brainpy::delta};

  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x != p.V_reset.x ? nullptr : "V_th and V_reset must differ"; }
  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {-expm1(-dt / p.tau), 1.0 / (p.V_th - p.V_reset)};
  }
  /// The potential after the reset and one step, without the delta input.
  template <class T, class P, class E>
  SYNAPTORCH_FN static T integrate(const T& V, const Input<T>& x, const P& p, const Coeffs<T>& c, const E& env) {
    if constexpr (E::coupled) return exp_euler(V, env.dt, [&](const auto& v) { return (p.V_rest - v + p.R * (x.x - x.g * v)) / p.tau; });
    else return V + c.gain * (p.V_rest - V + p.R * x.x);
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T V = env.reset(env.spike((s.V - p.V_th) * c.scale), s.V, p.V_th, p.V_reset);
    s.V = integrate(V, x, p, c, env) + x.delta;
    return env.spike((s.V - p.V_th) * c.scale);
  }
};

}  // namespace synaptorch::models
