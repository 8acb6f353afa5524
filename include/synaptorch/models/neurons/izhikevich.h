#pragma once
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Two-variable quadratic neuron, integrated with the forward Euler method or with the scheme of the original publication.
struct izhikevich {
  static constexpr Info info{"izhikevich", Tier::nest, "Quadratic integrate-and-fire neuron with a recovery variable.",
                             "dV_m/dt = 0.04 V_m^2 + 5 V_m + 140 - U_m + I_e + I;  dU_m/dt = a (b V_m - U_m);  V_m >= V_th: V_m = c, U_m += d",
                             "Izhikevich (2003) IEEE Trans. Neural Netw. 14, 1569-1572"};
  template <class T> struct Params { T I_e, V_min, V_th, a, b, c, consistent_integration, d; };
  template <class T> struct State { T V_m, U_m, I_stim; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs {};

  static constexpr Params<Field> params{
      rows::I_e, rows::V_min, {"V_th", 30.0, "mV", "spike threshold"}, {"a", 0.02, "1/ms", "rate of the recovery variable"},
      {"b", 0.2, "1", "how strongly the recovery variable follows V_m"}, {"c", -65.0, "mV", "reset potential"},
      {"consistent_integration", 1.0, "1", "forward Euler; else two half steps for V_m, then U_m, spikes acting as a current", any_value, Type::boolean},
      {"d", 8.0, "mV", "jump of U_m with each spike"}};
  static constexpr State<Field> state{{"V_m", -65.0, "mV", "membrane potential"}, {"U_m", -13.0, "mV", "recovery variable"}, rows::I_stim};
  static constexpr Input<Port> input{{"spikes", "mV", "weights of the spikes: jumps of V_m", PortKind::spikes}, rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>&, const E& env) {
    const double h = env.dt;
    const auto consistent = p.consistent_integration > T(0.0);
    const T I = s.I_stim + p.I_e;
    const auto slope = [&](const T& V, const T& current) { return 0.04 * V * V + 5.0 * V + 140.0 - s.U_m + current; };
    const T euler = s.V_m + h * slope(s.V_m, I) + x.spikes;
    const T half = s.V_m + 0.5 * h * slope(s.V_m, I + x.spikes);
    const T V = where(consistent, euler, half + 0.5 * h * slope(half, I + x.spikes));
    const T U = s.U_m + h * p.a * (p.b * where(consistent, s.V_m, V) - s.U_m);
    s.V_m = max(V, p.V_min);
    const T z = env.spike(s.V_m - p.V_th);
    s.V_m = env.jump(z, s.V_m, p.c);
    s.U_m = U + p.d * env.resetting(z);
    s.I_stim = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
