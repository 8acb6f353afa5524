#pragma once
#include "synaptorch/models/parts/brainpy.h"

namespace synaptorch::models {

/// Izhikevich's neuron. Its reset is always an assignment, through which no gradient flows from the spike to V.
struct Izhikevich : brainpy::IntegrateFire<Izhikevich> {
  static constexpr Info info{"Izhikevich", Tier::brainpy, "Izhikevich neuron.",
                             "dV/dt = 0.04 V^2 + 5 V + 140 - u + x - g V;  du/dt = a (b V - u);  V >= V_th: spike, V = c, u += d, whatever spk_reset says",
                             "Izhikevich (2003) IEEE Trans. Neural Netw. 14, 1569-1572"};
  template <class T> struct Params { T a, b, c, d, V_th; };
  template <class T> struct State { T V, u; };
  template <class T> struct Coeffs { T scale, approach; };

  static constexpr Params<Field> params{{"a", 0.02, "1/ms", "rate of recovery"}, {"b", 0.2, "1/ms", "sensitivity of u to V"}, {"c", -65.0, "mV", "reset potential"},
                                        {"d", 8.0, "mV/ms", "jump of u with a spike"}, brainpy::V_th(30.0)};
  static constexpr State<Field> state{brainpy::V(-65.0), {"u", 0.0, "mV/ms", "recovery variable"}};
  static constexpr Input<Port> input = brainpy::ports("mV/ms", "1/ms", "mV");

  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x != 0.0 ? nullptr : "V_th must not be 0"; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {1.0 / abs(p.V_th), -expm1(-dt * p.a)}; }
  template <class T, class E> SYNAPTORCH_FN static void reset(State<T>& s, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T z = env.spike(distance(s, p, c));
    s.V = where(z > T(0.0), p.c, s.V);
    s.u = s.u + p.d * env.resetting(z);
  }
  template <class T, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    s.V = exp_euler(s.V, env.dt, [&](const auto& v) { return (0.04 * v + 5.0) * v + 140.0 - s.u + brainpy::current<E>(x, v); }) + x.delta;
    s.u = s.u + c.approach * (p.b * s.V - s.u);
  }
};

}  // namespace synaptorch::models
