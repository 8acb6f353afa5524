#pragma once
#include "synaptorch/core/lists.h"
#include "synaptorch/models/parts/conductance.h"

namespace synaptorch::models {

/// A list of conductances of time course K, each with a reversal potential of its own (Note [Lists]).
template <class K> struct Conductances {
  static constexpr ListInfo list{"n_receptors"};
  template <class T> struct Params { T E_rev; typename K::template Params<T> course; };
  template <class T> using State = typename K::template State<T>;
  template <class T> struct Input { T spikes; };
  template <class T> using Coeffs = typename K::template Coeffs<T>;
  static constexpr SynapseRows rows{"tau_syn", "tau_rise", "tau_decay", "dg", "g", "nS", "nS/ms", "conductance of a receptor", 2.0};
  static constexpr Params<Field> params = [] {
    Params<Field> p{{"E_rev", 0.0, "mV", "reversal potential of a receptor"}, K::params(rows)};
    if constexpr (requires { p.course.tau_decay; }) p.course.tau_decay.value = 20.0;
    return p;
  }();
  static constexpr State<Field> state = K::state(rows);
  static constexpr Input<Port> input{{"spikes", "nS", "weights of the spikes that reach a receptor", PortKind::spikes, Sign::positive, 1}};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double) { return K::prepare(e.course); }
};

}  // namespace synaptorch::models
