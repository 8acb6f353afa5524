#pragma once
// Synaptic conductances (or currents) of the two usual shapes, as parts of ODE neurons. Their right-hand side `slope` takes
// rate = 1/tau, a coefficient: it is evaluated several times a step.
#include <string_view>

#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// g jumps by w and decays.
struct ExpConductance {
  template <class T> struct State { T g; };
  static constexpr State<Field> rows(const char*, const char* g, const char* unit, const char* doc) { return {{g, 0.0, unit, doc}}; }
  template <class T> SYNAPTORCH_FN static State<T> slope(const State<T>& s, const T& rate) { return {-rate * s.g}; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const T& w, const T&) { s.g = s.g + w; }
};

/// g rises and decays as an alpha function of peak w.
struct AlphaConductance {
  template <class T> struct State { T dg, g; };
  static constexpr State<Field> rows(const char* dg, const char* g, const char* unit, const char* doc) {
    return {{dg, 0.0, std::string_view(unit) == "nS" ? "nS/ms" : "pA/ms", "derivative variable", any_value, Type::real, Role::hidden}, {g, 0.0, unit, doc}};
  }
  template <class T> SYNAPTORCH_FN static State<T> slope(const State<T>& s, const T& rate) { return {-rate * s.dg, s.dg - rate * s.g}; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const T& w, const T& tau) { s.dg = s.dg + 2.718281828459045 / tau * w; }
};

}  // namespace synaptorch::models
