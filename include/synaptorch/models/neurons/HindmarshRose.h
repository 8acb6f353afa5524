#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Hindmarsh and Rose's model of bursting.
struct HindmarshRose : brainpy::Crossing<HindmarshRose> {
  static constexpr Info info{"HindmarshRose", Tier::brainpy, "Hindmarsh-Rose neuron, without units.",
                             "tau dV/dt = y - a V^3 + b V^2 - z + x - g V;  tau dy/dt = c - d V^2 - y;  tau dz/dt = r (s (V - V_r) - z);  "
                             "one spike per upward crossing of V_th",
                             "Hindmarsh & Rose (1984) Proc. R. Soc. B 221, 87-102"};
  template <class T> struct Params { T a, b, c, d, r, s, V_r, tau, V_th; };
  template <class T> struct State { T V, y, z; };

  static constexpr Params<Field> params{{"a", 1.0, "1", "strength of the cubic term"}, {"b", 3.0, "1", "strength of the quadratic term"},
                                        {"c", 1.0, "1", "drive of the fast recovery"}, {"d", 5.0, "1", "coupling of the fast recovery to V"},
                                        {"r", 0.006, "1", "rate of the slow recovery"}, {"s", 4.0, "1", "coupling of the slow recovery to V"},
                                        {"V_r", -1.6, "1", "resting potential"}, brainpy::tau(1.0), {"V_th", 1.0, "1", "spike threshold"}};
  static constexpr State<Field> state{{"V", -1.6, "1", "membrane potential"}, {"y", -10.0, "1", "fast recovery"}, {"z", 0.0, "1", "slow recovery"}};
  static constexpr Input<Port> input = brainpy::ports("1", "1", "1");

  template <class T, class E> SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const E& env) {
    const T V = s.V;
    s.V = exp_euler(V, env.dt, [&](const auto& v) { return (s.y - (p.a * v - p.b) * (v * v) - s.z + brainpy::current<E>(x, v)) / p.tau; }) + x.delta;
    s.y = exp_euler(s.y, env.dt, [&](const auto& y) { return (p.c - p.d * V * V - y) / p.tau; });
    s.z = exp_euler(s.z, env.dt, [&](const auto& z) { return p.r * (p.s * (V - p.V_r) - z) / p.tau; });
  }
};

}  // namespace synaptorch::models
