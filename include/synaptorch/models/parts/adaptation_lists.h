#pragma once
// Lists of terms that jump with each spike of the neuron and decay, each with its own time constant (Note [Lists]).
#include "synaptorch/core/lists.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

namespace detail {
struct SfaNames { static constexpr const char *tau = "tau_sfa", *q = "q_sfa", *unit = "mV", *q_doc = "jump of a threshold term with a spike", *term = "sfa"; };
struct StcNames { static constexpr const char *tau = "tau_stc", *q = "q_stc", *unit = "pA", *q_doc = "jump of an after-spike current", *term = "stc"; };
}  // namespace detail

template <class Names> struct AdaptationTerms {
  static constexpr ListInfo list{"", 0};
  template <class T> struct Params { T tau, q; };
  template <class T> struct State { T value; };
  template <class T> struct Input {};
  template <class T> struct Coeffs { T decay; };
  static constexpr Params<Field> params{{Names::tau, 20.0, "ms", "decay time of a term", positive}, {Names::q, 1.0, Names::unit, Names::q_doc}};
  static constexpr State<Field> state{{Names::term, 0.0, Names::unit, "value of a term", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{};

  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double dt) { return {exp(-dt / e.tau)}; }
};

/// Spike-frequency adaptation: terms of the threshold.
using ThresholdTerms = AdaptationTerms<detail::SfaNames>;
/// Spike-triggered currents.
using CurrentTerms = AdaptationTerms<detail::StcNames>;

template <class L, class T> SYNAPTORCH_FN T sum_of(const Elements<L, T>& terms) {
  T sum(0.0);
  for (auto e : terms) sum = sum + e.s.value;
  return sum;
}
template <class L, class T> SYNAPTORCH_FN void decay(const Elements<L, T>& terms) {
  for (auto e : terms) e.s.value = e.c.decay * e.s.value;
}
/// z: spikes of the step.
template <class L, class T> SYNAPTORCH_FN void jump(const Elements<L, T>& terms, const T& z) {
  for (auto e : terms) e.s.value = e.s.value + e.p.q * z;
}

}  // namespace synaptorch::models
