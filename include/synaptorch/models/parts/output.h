#pragma once
// Synaptic outputs: the current I = f(g, V) that a conductance g drives at the potential V. A neuron takes it as the two numbers of
// Note [Coupled input], I = x - slope V near V, which are exact where I is linear in V.
#include "synaptorch/core/dual.h"
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Output M supplies `current(g, V, params)`, and `linear`: whether I is linear in V.
template <class M> struct Output {
  template <class T> struct State { T x, slope; };
  template <class T> struct Input { T g, V; };
  template <class T> struct Coeffs {};
  static constexpr State<Field> state{{"x", 0.0, "uA", "of the last step: the part of the current that does not depend on V"},
                                      {"slope", 0.0, "mS", "of the last step: -dI/dV, so the current is x - slope V"}};
  static constexpr Input<Port> input{{"g", "mS", "conductance", PortKind::current}, {"V", "mV", "membrane potential", PortKind::current}};
  static constexpr Field E{"E", 0.0, "mV", "reversal potential"};

  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>&, double) { return {}; }
  template <class T, class X, class P, class C, class Env> SYNAPTORCH_FN static T step(State<T>& s, const X& x, const P& p, const C&, const Env&) {
    const Dual<T, 1> I = M::current(x.g, Dual<T, 1>::variable(x.V, 0), p);
    s.slope = -I.d[0];
    s.x = I.v + s.slope * x.V;
    return I.v;
  }
};

}  // namespace synaptorch::models
