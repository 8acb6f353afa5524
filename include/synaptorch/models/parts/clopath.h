#pragma once
#include "synaptorch/core/field.h"
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// Low-pass filtered membrane potentials that voltage-based plasticity (Clopath et al. 2010) reads.
struct ClopathTraces {
  template <class T> struct Params {
    T A_LTD, A_LTD_const, A_LTP, delay_u_bars, tau_u_bar_bar, tau_u_bar_minus, tau_u_bar_plus, theta_minus, theta_plus, u_ref_squared;
  };
  template <class T> struct State { T plus, minus, bar; };
  template <class T> struct Coeffs { T plus, minus, bar; };
  static constexpr Params<Field> params{
      {"A_LTD", 1.4e-4, "1/mV", "amplitude of depression"}, {"A_LTD_const", 1.0, "1", "whether that amplitude is constant, else it grows with u_bar_bar squared", any_value, Type::boolean},
      {"A_LTP", 8e-5, "1/mV^2", "amplitude of potentiation"}, {"delay_u_bars", 5.0, "ms", "delay with which plasticity sees u_bar_plus and u_bar_minus"},
      {"tau_u_bar_bar", 500.0, "ms", "time constant of u_bar_bar", positive}, {"tau_u_bar_minus", 10.0, "ms", "time constant of u_bar_minus", positive},
      {"tau_u_bar_plus", 7.0, "ms", "time constant of u_bar_plus", positive}, {"theta_minus", -70.6, "mV", "threshold of u_bar_minus and u_bar_plus for plasticity"},
      {"theta_plus", -45.3, "mV", "threshold of the potential for potentiation"}, {"u_ref_squared", 60.0, "mV^2", "reference of u_bar_bar squared", positive}};
  static constexpr State<Field> state{{"u_bar_plus", 0.0, "mV", "low-pass filtered potential, for potentiation"},
                                      {"u_bar_minus", 0.0, "mV", "low-pass filtered potential, for depression"}, {"u_bar_bar", 0.0, "mV", "low-pass filtered u_bar_minus"}};
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.tau_u_bar_plus, 1.0 / p.tau_u_bar_minus, 1.0 / p.tau_u_bar_bar}; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const Coeffs<T>& c) {
    return {(V - s.plus) * c.plus, (V - s.minus) * c.minus, (s.minus - s.bar) * c.bar};
  }
};

}  // namespace synaptorch::models
