#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Morris and Lecar's neuron: an instantaneous calcium and a slow potassium current.
struct MorrisLecar : brainpy::Crossing<MorrisLecar> {
  static constexpr Info info{"MorrisLecar", Tier::brainpy, "Morris-Lecar neuron.",
                             "C dV/dt = -g_Ca M_inf (V - V_Ca) - g_K W (V - V_K) - g_leak (V - V_leak) + x - g V;  "
                             "dW/dt = phi cosh((V - V3)/(2 V4)) (W_inf - W);  M_inf = (1 + tanh((V - V1)/V2))/2;  W_inf = (1 + tanh((V - V3)/V4))/2;  "
                             "one spike per upward crossing of V_th",
                             "Morris & Lecar (1981) Biophys. J. 35, 193-213"};
  static constexpr int tape_capacity = 256;
  template <class T> struct Params { T V_Ca, g_Ca, V_K, g_K, V_leak, g_leak, C, V1, V2, V3, V4, phi, V_th; };
  template <class T> struct State { T V, W; };

  static constexpr Params<Field> params{
      {"V_Ca", 130.0, "mV", "calcium reversal potential"}, {"g_Ca", 4.4, "mS", "calcium conductance", nonnegative}, {"V_K", -84.0, "mV", "potassium reversal potential"},
      {"g_K", 8.0, "mS", "potassium conductance", nonnegative}, {"V_leak", -60.0, "mV", "leak reversal potential"}, {"g_leak", 2.0, "mS", "leak conductance", nonnegative},
      {"C", 20.0, "uF", "membrane capacitance", positive}, {"V1", -1.2, "mV", "half activation of calcium"}, {"V2", 18.0, "mV", "slope of the calcium activation"},
      {"V3", 2.0, "mV", "half activation of potassium"}, {"V4", 30.0, "mV", "slope of the potassium activation"},
      {"phi", 0.04, "1/ms", "rate of the potassium activation", nonnegative}, brainpy::V_th(10.0)};
  static constexpr State<Field> state{brainpy::V(-65.0), {"W", 0.02, "1", "potassium activation", unit_interval}};
  static constexpr Input<Port> input = brainpy::ports("uA", "mS", "mV");

  template <class P> static constexpr const char* check(const P& p) { return p.V2.x != 0.0 && p.V4.x != 0.0 ? Crossing::check(p) : "V2 and V4 must not be 0"; }
  template <class T, class E> SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const E& env) {
    const T g_Ca = 0.5 * p.g_Ca * (1.0 + tanh((s.V - p.V1) / p.V2)), u = (s.V - p.V3) / p.V4, W_inf = 0.5 * (1.0 + tanh(u));
    const T rate = 0.5 * p.phi * (exp(0.5 * u) + exp(-0.5 * u));   // phi cosh(u/2)
    s.V = exp_euler(s.V, env.dt, [&](const auto& v) {
      return (brainpy::current<E>(x, v) - g_Ca * (v - p.V_Ca) - p.g_K * s.W * (v - p.V_K) - p.g_leak * (v - p.V_leak)) / p.C;
    }) + x.delta;
    s.W = s.W - expm1(-env.dt * rate) * (W_inf - s.W);
  }
};

}  // namespace synaptorch::models
