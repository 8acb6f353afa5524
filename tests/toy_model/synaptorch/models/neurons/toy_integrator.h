#pragma once
// The toy neuron of the test "a reader adds a neuron by adding one header and nothing else".
#include "synaptorch/core/env.h"
#include "synaptorch/core/field.h"
#include "synaptorch/core/macros.h"

namespace synaptorch::models {

/// Perfect integrator: adds up its input and spikes at the threshold.
struct toy_integrator {
  static constexpr Info info{"toy_integrator", Tier::base, "Perfect integrator.", "dV/dt = I / C"};
  template <class T> struct Params { T C, V_th; };
  template <class T> struct State { T V; };
  template <class T> struct Input { T I, delta; };
  template <class T> struct Coeffs { T per_current; };

  static constexpr Params<Field> params{{"C", 100.0, "pF", "capacitance", positive},
                                        {"V_th", 10.0, "mV", "threshold", positive}};
  static constexpr State<Field> state{{"V", 0.0, "mV", "potential above rest"}};
  static constexpr Input<Port> input{{"I", "pA", "current", PortKind::current},
                                     {"delta", "mV", "jump of V", PortKind::spikes}};

  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {dt / p.C};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.V = s.V + c.per_current * x.I + x.delta;
    const T spike = env.spike(s.V / p.V_th - 1.0);
    s.V = env.reset(spike, s.V, p.V_th, T(0.0));
    return spike;
  }
};

}  // namespace synaptorch::models
