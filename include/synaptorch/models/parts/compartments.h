#pragma once
// Compartments of a neuron: leak, sodium and potassium channels, coupled to a tree. Currents are linear in V within a step: what
// acts is their mean of both ends, I + dI/dV (V_after - V)/2.
#include "synaptorch/core/env.h"
#include "synaptorch/core/lists.h"
#include "synaptorch/integrate/exp_euler.h"
#include "synaptorch/models/parts/hh_rates.h"

namespace synaptorch::models {

/// The equation of a compartment: diagonal V_after + couplings = right.
template <class T> struct CompartmentEquation {
  T &diagonal, &right;
  /// Adds a current at V and its derivative.
  SYNAPTORCH_FN void add(const T& I, const T& slope, const T& V) const {
    diagonal = diagonal - 0.5 * slope;
    right = right + I - 0.5 * slope * V;
  }
};

struct Compartments {
  static constexpr ListInfo list{.count = "", .standard = 0, .dictionaries = "compartments"};
  template <class T> struct Params { T parent_idx, C_m, e_L, g_C, g_L, v_comp, gbar_Na, e_Na, gbar_K, e_K; };
  template <class T> struct State { T v, m, h, n; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { T diagonal, keep; };
  static constexpr Params<Field> params{
      {.name = "parent_idx", .value = -1.0, .unit = "1", .doc = "number of the compartment it is attached to; -1: none, as the first one",
       .bound = {-1.0, 1e9}, .type = Type::integer},
      {"C_m", 1.0, "pF", "capacitance", positive}, {"e_L", -70.0, "mV", "leak reversal potential"}, {"g_C", 0.01, "nS", "conductance to the parent", nonnegative},
      {"g_L", 0.1, "nS", "leak conductance", nonnegative},
      {.name = "v_initial", .value = -70.0, .unit = "mV", .doc = "initial potential, to which the channels are adapted", .key = "v_comp"},
      {"gbar_Na", 0.0, "nS", "sodium conductance with all gates open", nonnegative}, {"e_Na", 50.0, "mV", "sodium reversal potential"},
      {"gbar_K", 0.0, "nS", "potassium conductance with all gates open", nonnegative}, {"e_K", -85.0, "mV", "potassium reversal potential"}};
  static constexpr State<Field> state{{.name = "v_comp", .value = -70.0, .unit = "mV", .doc = "potential", .alias = "v_comp{}"}, {"m_Na", 0.0, "1", "sodium activation"},
                                      {"h_Na", 0.0, "1", "sodium inactivation"}, {"n_K", 0.0, "1", "potassium activation"}};
  static constexpr Input<Port> input{{"I", "pA", "input current of a compartment", PortKind::current, Sign::both, 0}};

  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double dt) {
    return {e.C_m / dt + 0.5 * e.g_L, e.C_m / dt - 0.5 * e.g_L};
  }
  /// Stationary gates and the rates (1/ms) of the channels.
  template <class T> struct Gates {
    T m, rate_m, h, rate_h, n, rate_n;
    SYNAPTORCH_FN explicit Gates(const T& V) {
      const T z = (V + 35.013) * (-1.0 / 9), y = (V + 50.013) * -0.2, x = (V - 25.0) * (-1.0 / 9);
      const T e_z = exp(finite_exponent(z)), e_y = exp(finite_exponent(y)), e_x = exp(finite_exponent(x));
      m = 1.638 / (1.638 + 1.116 * e_z);
      rate_m = 3.21 * (1.638 + 1.116 * e_z) * relative_rate(z, e_z);
      h = 1.0 / (1.0 + exp(finite_exponent((V + 65.0) * (1.0 / 6.2))));
      rate_h = 3.21 * (0.12 * relative_rate(y, e_y) + 0.0455 * relative_rate_of_inverse(5.0 - y, e_y * 0.006737946999085467));
      n = 1.0 / (1.0 + 0.1 * e_x);
      rate_n = 3.21 * (0.18 + 0.018 * e_x) * relative_rate(x, e_x);
    }
  };
  template <class T, class P> SYNAPTORCH_FN static State<T> initial(const Params<T>& e, const P&) {
    const Gates<T> g(e.v_comp);
    return {e.v_comp, g.m, g.h, g.n};
  }
  /// The compartment without its neighbours and receptors; gates advance where there are channels.
  template <class T> SYNAPTORCH_FN static void step(const Element<Compartments, T>& e, double dt, const CompartmentEquation<T>& equation) {
    const T V = e.s.v;
    equation.diagonal = e.c.diagonal;
    equation.right = e.c.keep * V + e.p.g_L * e.p.e_L + e.x.I;
    const auto has_Na = e.p.gbar_Na > T(1e-9), has_K = e.p.gbar_K > T(1e-9);
    const Gates<T> g(V);
    const auto advance = [&](const auto& has, T& gate, const T& rest, const T& rate) { gate = where(has, rest + (gate - rest) * exp(-dt * rate), gate); };
    advance(has_Na, e.s.m, g.m, g.rate_m);
    advance(has_Na, e.s.h, g.h, g.rate_h);
    advance(has_K, e.s.n, g.n, g.rate_n);
    const T g_Na = e.p.gbar_Na * (e.s.m * e.s.m * e.s.m * e.s.h), g_K = e.p.gbar_K * e.s.n;
    equation.add(g_Na * (e.p.e_Na - V) + g_K * (e.p.e_K - V), -(g_Na + g_K), V);
  }
};

}  // namespace synaptorch::models
