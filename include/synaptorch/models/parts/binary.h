#pragma once
// Neurons of two states, updated at random times.
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// The state S is drawn anew at times with exponentially distributed intervals of mean tau_m. The derived model `M` has
/// gain(h, params, u, env): the new state for input h, u being uniform in (0, 1).
template <class M> struct Binary {
  static constexpr bool stochastic = true;
  template <class T> struct State { T S, h, until; };
  template <class T> struct Input { T transitions, I; };
  template <class T> struct Coeffs {};

  static constexpr Field tau_m{"tau_m", 10.0, "ms", "mean interval between updates", positive};
  static constexpr Field theta{"theta", 0.0, "mV", "threshold"};
  static constexpr double not_drawn = -1e30;
  static constexpr State<Field> state{
      {"S", 0.0, "1", "state", any_value, Type::boolean}, {"h", 0.0, "mV", "summed input of the neurons in state 1"},
      {"until_update", not_drawn, "us", "from the start of the step to the next update", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{{"transitions", "mV", "weights of the senders whose state changes", PortKind::transitions},
                                     {"I", "mV", "input that acts in the same step", PortKind::current}};

  template <class P> SYNAPTORCH_FN static auto prepare(const P& p, double) { return coefficients(p.tau_m); }

  /// Intervals are whole microseconds; there is one update a step at most.
  template <class T, class P, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const P& p, const Coeffs<T>&, const E& env) {
    const auto interval = [&](const auto& drawn, int draw) {
      return detach(round(-1000.0 * p.tau_m * log(env.uniform_where(drawn, s.S, draw))));
    };
    const T before = s.S;
    s.h = s.h + x.transitions;
    if (some<T>(s.until < T(0.0))) {
      const auto first = s.until <= T(0.5 * not_drawn), due = s.until < T(0.0) && !first;
      s.S = where(due, M::gain(s.h + x.I, p, env.uniform_where(due, s.S, 1), env), s.S);
      s.until = where(due, s.until + interval(due, 2), s.until);
      if (some<T>(first)) s.until = where(first, interval(first, 0), s.until);
    }
    s.until = s.until - 1000.0 * env.dt;
    // Two spikes for a change to 1, one for a change to 0.
    const T change = s.S - before;
    return 0.5 * change * (3.0 * change + 1.0);
  }

 private:
  template <class T> SYNAPTORCH_FN static Coeffs<T> coefficients(const T&) { return {}; }
};

}  // namespace synaptorch::models
