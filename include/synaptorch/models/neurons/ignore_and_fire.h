#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Spikes regularly whatever it receives: for benchmarks whose activity does not depend on the connections.
struct ignore_and_fire {
  static constexpr Info info{"ignore_and_fire", Tier::nest, "Neuron that spikes regularly and ignores its input.",
                             "spikes at (phase + k)/rate, rounded up to the grid, one step later", ""};
  static constexpr bool differentiable = false;
  template <class T> struct Params { T phase, rate; };
  template <class T> struct State { T clock; };
  template <class T> struct Input { T spikes, I, I_1; };
  template <class T> struct Coeffs { T offset, interval; };

  static constexpr Params<Field> params{{"phase", 1.0, "1", "time of the first spike as a part of the interval", {0.0, 1.0, true, false}},
                                        {"rate", 10.0, "1/s", "firing rate", positive}};
  static constexpr State<Field> state{rows::clock};
  static constexpr Input<Port> input{{"spikes", "pA", "ignored", PortKind::spikes}, {"I", "pA", "ignored", PortKind::current},
                                     {"I_1", "pA", "ignored", PortKind::current, Sign::both, 1}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T interval = 1000.0 / p.rate;
    return {steps_covering(p.phase * interval, dt) + 1.0, steps_covering(interval, dt)};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>&, const Params<T>&, const Coeffs<T>& c, const E&) {
    s.clock = s.clock + 1.0;
    return where(spikes_regularly(s.clock, c.offset, c.interval), T(1.0), T(0.0));
  }
};

}  // namespace synaptorch::models
