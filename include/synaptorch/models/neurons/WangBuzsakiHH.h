#pragma once
#include "synaptorch/models/parts/brainpy.h"
#include "synaptorch/models/parts/hh_rates.h"

namespace synaptorch::models {

/// Fast-spiking interneuron of Wang and Buzsaki.
struct WangBuzsakiHH : brainpy::Crossing<WangBuzsakiHH> {
  static constexpr Info info{"WangBuzsakiHH", Tier::brainpy, "Hodgkin-Huxley type neuron of a fast-spiking interneuron.",
                             "C dV/dt = -gNa m_inf^3 h (V - ENa) - gK n^4 (V - EK) - gL (V - EL) + x - g V;  dy/dt = phi (a_y (1 - y) - b_y y), y = h, n;  "
                             "one spike per upward crossing of V_th.  brainpy.state 0.0.4 has a_n ten times too large",
                             "Wang & Buzsaki (1996) J. Neurosci. 16, 6402-6413"};
  static constexpr int tape_capacity = 256;
  template <class T> struct Params { T ENa, gNa, EK, gK, EL, gL, V_th, phi, C; };
  template <class T> struct State { T V, h, n; };

  static constexpr Params<Field> params{
      {"ENa", 55.0, "mV", "sodium reversal potential"}, {"gNa", 35.0, "mS", "sodium conductance", nonnegative}, {"EK", -90.0, "mV", "potassium reversal potential"},
      {"gK", 9.0, "mS", "potassium conductance", nonnegative}, {"EL", -65.0, "mV", "leak reversal potential"}, {"gL", 0.1, "mS", "leak conductance", nonnegative},
      brainpy::V_th(20.0), {"phi", 5.0, "1", "factor of the rates of the gates", nonnegative}, {"C", 1.0, "uF", "membrane capacitance", positive}};
  static constexpr State<Field> state{brainpy::V(-65.0), {"h", 0.6, "1", "sodium inactivation", unit_interval}, {"n", 0.32, "1", "potassium activation", unit_interval}};
  static constexpr Input<Port> input = brainpy::ports("uA", "mS", "mV");

  template <class T, class E> SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const E& env) {
    const T V = s.V, a_m = 1.0 / exprel((V + 35.0) * -0.1), b_m = 4.0 * exp((V + 60.0) * (-1.0 / 18.0)), m = a_m / (a_m + b_m);
    const T a_h = 0.07 * exp((V + 58.0) * -0.05), b_h = 1.0 / (exp((V + 28.0) * -0.1) + 1.0);
    const T a_n = 0.1 / exprel((V + 34.0) * -0.1), b_n = 0.125 * exp((V + 44.0) * -0.0125);
    const T n2 = s.n * s.n, g_Na = p.gNa * (m * m * m * s.h), g_K = p.gK * (n2 * n2);
    s.V = exp_euler(V, env.dt, [&](const auto& v) {
      return (brainpy::current<E>(x, v) - g_Na * (v - p.ENa) - g_K * (v - p.EK) - p.gL * (v - p.EL)) / p.C;
    }) + x.delta;
    s.h = gate(s.h, p.phi * a_h, p.phi * b_h, env.dt);
    s.n = gate(s.n, p.phi * a_n, p.phi * b_n, env.dt);
  }
};

}  // namespace synaptorch::models
