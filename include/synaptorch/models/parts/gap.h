#pragma once
// Electrical coupling: what neurons with gap junctions share.
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// The current sum_j g_j (V_j(t) - V), from the sum of the conductances g_j and the sum of the polynomials g_j V_j(t), whose
/// variable runs from 0 to 1 over a step. The slopes of V at both ends of a step make the neuron's own polynomial.
struct GapCoupling {
  template <class T> struct Input { T g, V0, V1, V2, V3; };
  template <class T> struct State { T slope_before, slope_after; };
  static constexpr Input<Port> input{
      {"g", "nS", "sum of the conductances of gap junctions", PortKind::conductance}, {"V0", "pA", "sum of conductance times potential: constant", PortKind::potential},
      {"V1", "pA", "the same: coefficient of the time in steps", PortKind::potential}, {"V2", "pA", "the same: of its square", PortKind::potential},
      {"V3", "pA", "the same: of its cube", PortKind::potential}};
  static constexpr State<Field> state{{"slope_before", 0.0, "mV/ms", "slope of V_m at the start of the last step", any_value, Type::real, Role::hidden},
                                      {"slope_after", 0.0, "mV/ms", "slope of V_m at its end", any_value, Type::real, Role::hidden}};
  static constexpr Signal sends{SignalKind::potential, "V_m", false, nullptr, "slope_before", "slope_after"};

  /// `time`: since the start of the step, in steps.
  template <class T> SYNAPTORCH_FN static T current(const Input<T>& x, const T& V, const T& time) {
    return x.V0 + time * (x.V1 + time * (x.V2 + time * x.V3)) - x.g * V;
  }
};

/// No gap junctions.
struct NoGaps {
  template <class T> struct Input {};
  template <class T> struct State {};
  static constexpr Input<Port> input{};
  static constexpr State<Field> state{};
  static constexpr Signal sends{};
};

}  // namespace synaptorch::models
