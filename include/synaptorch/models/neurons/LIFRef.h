#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// LIF with an absolute refractory period.
struct LIFRef {
  static constexpr Info info{"LIFRef", Tier::brainpy, "Leaky integrate-and-fire neuron with a refractory period.",
                             "LIF; after a spike V keeps its reset value for tau_ref", "Abbott (1999) Brain Res. Bull. 50, 303-304"};
  template <class T> struct Params { T R, tau, tau_ref, V_th, V_reset, V_rest; };
  template <class T> struct State { T V, refractory; };
  template <class T> using Input = LIF::Input<T>;
  template <class T> struct Coeffs { LIF::Coeffs<T> lif; T steps; };

  static constexpr Params<Field> params{brainpy::R, brainpy::tau(5.0), brainpy::tau_ref(5.0), brainpy::V_th(1.0), brainpy::V_reset(0.0), brainpy::V_rest(0.0)};
  static constexpr State<Field> state{brainpy::V(0.0), brainpy::refractory};
  static constexpr Input<Port> input = LIF::input;

  template <class P> static constexpr const char* check(const P& p) { return LIF::check(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {LIF::prepare(p, dt), brainpy::steps_held(p.tau_ref, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T V = env.reset(env.spike((s.V - p.V_th) * c.lif.scale), s.V, p.V_th, p.V_reset);
    s.V = where(s.refractory > T(0.0), V, LIF::integrate(V, x, p, c.lif, env) + x.delta);
    return brainpy::hold(env.spike((s.V - p.V_th) * c.lif.scale), s.refractory, c.steps);
  }
};

}  // namespace synaptorch::models
