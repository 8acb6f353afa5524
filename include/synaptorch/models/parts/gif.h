#pragma once
#include "synaptorch/models/neurons/LIF.h"

namespace synaptorch::models {

/// The generalised integrate-and-fire neuron. `DecayFirst`: V sees the internal currents after their decay in a step (Gif), or before it (GifRef).
template <bool DecayFirst> struct GifOf : brainpy::IntegrateFire<GifOf<DecayFirst>> {
  static constexpr const char* paper = "Mihalas & Niebur (2009) Neural Comput. 21, 704-718";
  template <class T> using Input = brainpy::Input<T>;
  template <class T> struct Params { T R, tau, V_rest, V_reset, V_th_inf, V_th_reset, a, b, k1, k2, R1, R2, A1, A2; };
  template <class T> struct State { T V, I1, I2, V_th; };
  template <class T> struct Coeffs { T gain, rate, decay1, decay2, hold; };

  static constexpr Params<Field> params{
      {"R", 20.0, "ohm", "membrane resistance"}, brainpy::tau(20.0), brainpy::V_rest(-70.0), brainpy::V_reset(-70.0),
      {"V_th_inf", -50.0, "mV", "resting threshold"}, {"V_th_reset", -60.0, "mV", "least threshold after a spike"},
      {"a", 0.0, "1/ms", "coupling of the threshold to the potential"}, {"b", 0.01, "1/ms", "rate of the threshold's return"},
      {"k1", 0.2, "1/ms", "decay rate of I1"}, {"k2", 0.02, "1/ms", "decay rate of I2"},
      {"R1", 0.0, "1", "factor of I1 at a spike"}, {"R2", 1.0, "1", "factor of I2 at a spike"},
      {"A1", 0.0, "mA", "jump of I1 with a spike"}, {"A2", 0.0, "mA", "jump of I2 with a spike"}};
  static constexpr State<Field> state{brainpy::V(-70.0), {"I1", 0.0, "mA", "first internal current"}, {"I2", 0.0, "mA", "second internal current"}, brainpy::V_th(-50.0)};

  template <class P> static constexpr const char* check(const P&) { return nullptr; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {-expm1(-dt / p.tau), dt / p.tau, exp(-dt * p.k1), exp(-dt * p.k2), dt * exprel(-dt * p.b)};
  }
  template <class T> SYNAPTORCH_FN static T distance(const State<T>& s, const Params<T>& p, const Coeffs<T>&) {
    return (s.V - s.V_th) / (s.V_th - p.V_reset);
  }
  template <class T, class E> SYNAPTORCH_FN static void reset(State<T>& s, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T fired = env.spike(distance(s, p, c)), z = env.resetting(fired);
    s.V = env.reset(fired, s.V, s.V_th, p.V_reset);
    s.I1 = s.I1 + z * (p.R1 * s.I1 + p.A1 - s.I1);
    s.I2 = s.I2 + z * (p.R2 * s.I2 + p.A2 - s.I2);
    s.V_th = s.V_th + z * (max(p.V_th_reset, s.V_th) - s.V_th);
  }
  template <class T, class E>
  SYNAPTORCH_FN static void integrate(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T before = s.I1 + s.I2;
    s.I1 = s.I1 * c.decay1;
    s.I2 = s.I2 * c.decay2;
    s.V_th = s.V_th + c.hold * (p.a * (s.V - p.V_rest) - p.b * (s.V_th - p.V_th_inf));
    s.V = LIF::relax(s.V, p.V_rest, x.x + (DecayFirst ? s.I1 + s.I2 : before), x, p, c, env) + x.delta;
  }
};

}  // namespace synaptorch::models
