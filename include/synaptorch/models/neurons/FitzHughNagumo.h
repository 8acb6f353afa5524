#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// FitzHugh and Nagumo's two-dimensional reduction of an excitable membrane.
struct FitzHughNagumo : brainpy::Crossing<FitzHughNagumo> {
  static constexpr Info info{"FitzHughNagumo", Tier::brainpy, "FitzHugh-Nagumo neuron, without units.",
                             "tau dV/dt = V - V^3/3 - w + x - g V;  tau_w dw/dt = V + a - b w;  one spike per upward crossing of V_th",
                             "FitzHugh (1961) Biophys. J. 1, 445-466"};
  template <class T> struct Params { T a, b, tau, tau_w, V_th; };
  template <class T> struct State { T V, w; };

  static constexpr Params<Field> params{{"a", 0.7, "1", "offset of the recovery"}, {"b", 0.8, "1", "decay of the recovery"}, brainpy::tau(1.0),
                                        {"tau_w", 12.5, "ms", "time constant of the recovery", positive}, {"V_th", 1.0, "1", "spike threshold"}};
  static constexpr State<Field> state{{"V", -1.2, "1", "membrane potential"}, {"w", -0.62, "1", "recovery variable"}};
  static constexpr Input<Port> input = brainpy::ports("1", "1", "1");

  template <class T, class E> SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const E& env) {
    const T V = s.V;
    s.V = exp_euler(V, env.dt, [&](const auto& v) { return (v - v * v * v / 3.0 - s.w + brainpy::current<E>(x, v)) / p.tau; }) + x.delta;
    s.w = exp_euler(s.w, env.dt, [&](const auto& w) { return (V + p.a - p.b * w) / p.tau_w; });
  }
};

}  // namespace synaptorch::models
