#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Short-term depression: turns spikes into the fractions of transmitter that are available to them.
struct STD {
  static constexpr Info info{"STD", Tier::brainpy, "Short-term depression of a presynaptic terminal.",
                             "dx/dt = (1 - x)/tau;  spike: transmits x, x -= U x.  The jump uses x of the step before; what is transmitted is the recovered x "
                             "(brainpy.state 0.0.4: what the spike left of it)",
                             "Abbott et al. (1997) Science 275, 220-224"};
  template <class T> struct Params { T tau, U; };
  template <class T> struct State { T x; };
  template <class T> struct Input { T pre_spike; };
  template <class T> struct Coeffs { T recover; };
  static constexpr Params<Field> params{{"tau", 200.0, "ms", "time constant of recovery", positive}, {"U", 0.07, "1", "fraction that a spike uses", unit_interval}};
  static constexpr State<Field> state{{"x", 1.0, "1", "available fraction of the transmitter"}};
  static constexpr Input<Port> input{{"pre_spike", "1", "a spike, or a fraction of one", PortKind::spikes}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {exp(-dt / p.tau)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& in, const Params<T>& p, const Coeffs<T>& c, const E&) {
    const T available = 1.0 + (s.x - 1.0) * c.recover;
    s.x = available - in.pre_spike * p.U * s.x;
    return available * in.pre_spike;
  }
};

}  // namespace synaptorch::models
