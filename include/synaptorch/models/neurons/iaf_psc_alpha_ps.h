#pragma once
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with alpha-shaped synaptic currents and spikes in continuous time.
struct iaf_psc_alpha_ps : PreciseMembrane<iaf_psc_alpha_ps> {
  static constexpr Info info{"iaf_psc_alpha_ps", Tier::nest, "Leaky integrate-and-fire neuron with alpha-shaped currents and spikes in continuous time.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_syn_ex + I_syn_in + I_e + I)/C_m;  I_syn(t) = w e t/tau exp(-t/tau);  "
                             "V_m reaches V_th: spike, V_reset for t_ref",
                             "Morrison et al. (2007) Neural Comput. 19, 47-79"};
  static constexpr bool bounds_intervals = true;   // V_min holds at the end of every interval
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { Membrane<T> m; T I_syn_ex, I_syn_in, dI_syn_ex, dI_syn_in; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Rates { Leakage<T> m; Filter<T> ex, in; };
  template <class T> struct Decays { T ex, in, rise_ex, rise_in; };
  template <class T> struct Propagators { Leak<T> m; Decays<T> d; T V_ex, V_in, dV_ex, dV_in; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, t_ref, rows::tau_m,
      rows::tau_syn("tau_syn_ex", "rise time of the excitatory current"), rows::tau_syn("tau_syn_in", "rise time of the inhibitory current")};
  static constexpr State<Field> state{membrane(), rows::I_syn("I_syn_ex", "excitatory current"), rows::I_syn("I_syn_in", "inhibitory current"),
                                      rows::dI_syn("dI_syn_ex", "derivative variable of I_syn_ex"), rows::dI_syn("dI_syn_in", "derivative variable of I_syn_in")};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Rates<T> rates(const Params<T>& p) {
    return {leakage(p), Filter<T>::of(p.tau_syn_ex, p.tau_m), Filter<T>::of(p.tau_syn_in, p.tau_m)};
  }
  template <class T> SYNAPTORCH_FN static Decays<T> decays(const Rates<T>& k, const T& dt) {
    const T ex = exp(-dt * k.ex.rate), in = exp(-dt * k.in.rate);
    return {ex, in, dt * ex, dt * in};
  }
  template <class T> SYNAPTORCH_FN static Propagators<T> propagators(const Rates<T>& k, const T& dt) {
    const auto m = leak(k.m, dt);
    const Decays<T> d = decays(k, dt);
    return {m, d, respond_exp(k.ex, k.m.per_C, m.V, d.ex, dt), respond_exp(k.in, k.m.per_C, m.V, d.in, dt),
            respond_alpha(k.ex, k.m.per_C, m.V, d.ex, dt), respond_alpha(k.in, k.m.per_C, m.V, d.in, dt)};
  }
  template <class T> SYNAPTORCH_FN static T driven(const State<T>& s, const Params<T>& p, const Propagators<T>& c) {
    return PreciseMembrane::driven(s, p, c) + ((c.V_ex * s.I_syn_ex + c.dV_ex * s.dI_syn_ex) + (c.V_in * s.I_syn_in + c.dV_in * s.dI_syn_in));
  }
  template <class T> SYNAPTORCH_FN static void decay(State<T>& s, const Decays<T>& d) {
    s.I_syn_ex = d.ex * s.I_syn_ex + d.rise_ex * s.dI_syn_ex;
    s.I_syn_in = d.in * s.I_syn_in + d.rise_in * s.dI_syn_in;
    s.dI_syn_ex = d.ex * s.dI_syn_ex;
    s.dI_syn_in = d.in * s.dI_syn_in;
  }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Params<T>& p, const Input<T>& x) {
    constexpr double e = 2.718281828459045;
    s.dI_syn_ex = s.dI_syn_ex + e / p.tau_syn_ex * x.ex;
    s.dI_syn_in = s.dI_syn_in + e / p.tau_syn_in * x.in;
  }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const Params<T>& p) {
    return PreciseMembrane::current(s, p) + (s.I_syn_ex + s.I_syn_in);
  }
};

}  // namespace synaptorch::models
