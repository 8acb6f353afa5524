#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Short-term facilitation and depression: turns spikes into the amounts of transmitter they release.
struct STP {
  static constexpr Info info{"STP", Tier::brainpy, "Short-term plasticity of a presynaptic terminal.",
                             "du/dt = -u/tau_f;  dx/dt = (1 - x)/tau_d;  spike: u += U (1 - u), releases u x, x -= u x.  Jumps use u and x of the step before; the release uses "
                             "the recovered x (brainpy.state 0.0.4: what the spike left of it)",
                             "Tsodyks, Pawelzik & Markram (1998) Neural Comput. 10, 821-835"};
  template <class T> struct Params { T U, tau_f, tau_d; };
  template <class T> struct State { T u, x; };
  template <class T> struct Input { T pre_spike; };
  template <class T> struct Coeffs { T forget, recover; };
  static constexpr Params<Field> params{{"U", 0.15, "1", "increase of u with a spike", unit_interval}, {"tau_f", 1500.0, "ms", "time constant of facilitation", positive},
                                        {"tau_d", 200.0, "ms", "time constant of recovery", positive}};
  static constexpr State<Field> state{{"u", 0.15, "1", "probability of release; initially U"}, {"x", 1.0, "1", "available fraction of the transmitter"}};
  static constexpr Input<Port> input{{"pre_spike", "1", "a spike, or a fraction of one", PortKind::spikes}};

  template <class T> static State<T> initial(const Params<T>& p) { return {p.U, T(1.0)}; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {exp(-dt / p.tau_f), exp(-dt / p.tau_d)}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& in, const Params<T>& p, const Coeffs<T>& c, const E&) {
    const T available = 1.0 + (s.x - 1.0) * c.recover;
    s.u = s.u * c.forget + in.pre_spike * p.U * (1.0 - s.u);
    s.x = available - in.pre_spike * s.u * s.x;
    return s.u * available * in.pre_spike;
  }
};

}  // namespace synaptorch::models
