#pragma once
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Difference of two exponentials; the output is the conductance.
struct DualExpon {
  static constexpr Info info{"DualExpon", Tier::brainpy, "Synaptic conductance that rises and decays exponentially.",
                             "out = amplitude norm (g_decay - g_rise);  dg_j/dt = -g_j/tau_j;  g_j += x;  norm gives the response to 1 the peak 1 (normalize), or is 1.  "
                             "brainpy.state 0.0.4 scales by a further (tau_decay - tau_rise)/(tau_rise tau_decay), and A stands for amplitude norm", ""};
  template <class T> struct Params { T tau_decay, tau_rise, amplitude, normalize; };
  template <class T> struct State { T g_rise, g_decay; };
  template <class T> struct Input { T x; };
  template <class T> struct Coeffs { T rise, decay, scale; };
  static constexpr Params<Field> params{{"tau_decay", 10.0, "ms", "decay time constant", positive}, {"tau_rise", 1.0, "ms", "rise time constant", positive},
                                        {"amplitude", 1.0, "1", "factor of the output"}, {"normalize", 1.0, "1", "whether a unit input peaks at the amplitude", any_value, Type::boolean}};
  static constexpr State<Field> state{{"g_rise", 0.0, "mS", "rising component"}, {"g_decay", 0.0, "mS", "decaying component"}};
  static constexpr Input<Port> input{{"x", "mS", "increment of both components", PortKind::spikes}};

  template <class P> static constexpr const char* check(const P& p) { return p.tau_decay.x != p.tau_rise.x ? nullptr : "tau_decay and tau_rise must differ (Alpha is their limit)"; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T gap = p.tau_decay - p.tau_rise, norm = p.tau_decay / gap * exp(-p.tau_rise / gap * log(p.tau_rise / p.tau_decay));
    return {exp(-dt / p.tau_rise), exp(-dt / p.tau_decay), p.amplitude * where(p.normalize > T(0.5), norm, T(1.0))};
  }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>&, const Coeffs<T>& c, const E&) {
    s.g_rise = s.g_rise * c.rise + x.x;
    s.g_decay = s.g_decay * c.decay + x.x;
    return c.scale * (s.g_decay - s.g_rise);
  }
};

}  // namespace synaptorch::models
