#pragma once
#include "synaptorch/models/parts/precise_membrane.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron whose potential jumps with each spike, with spikes in continuous time.
struct iaf_psc_delta_ps : PreciseMembrane<iaf_psc_delta_ps> {
  static constexpr Info info{"iaf_psc_delta_ps", Tier::nest, "Leaky integrate-and-fire neuron with delta-shaped currents and spikes in continuous time.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_e + I)/C_m;  V_m += w on a spike;  V_m reaches V_th: spike, V_reset for t_ref",
                             "Morrison et al. (2007) Neural Comput. 19, 47-79"};
  static constexpr bool jumps = true;
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, refractory_input, t_ref, tau_m; };
  template <class T> struct State { Membrane<T> m; T stored; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Rates { Leakage<T> m; };
  template <class T> struct Decays { T stored; };
  template <class T> struct Propagators { Leak<T> m; Decays<T> d; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th, rows::refractory_input, t_ref, rows::tau_m};
  static constexpr State<Field> state{membrane(), rows::stored};
  static constexpr Input<Port> input{{"spikes", "mV", "weights of the spikes", PortKind::spikes}, rows::current};

  template <class T> SYNAPTORCH_FN static Rates<T> rates(const Params<T>& p) { return {leakage(p)}; }
  template <class T> SYNAPTORCH_FN static Decays<T> decays(const Rates<T>& k, const T& dt) { return {exp(-dt * k.m.rate)}; }
  template <class T> SYNAPTORCH_FN static Propagators<T> propagators(const Rates<T>& k, const T& dt) { return {leak(k.m, dt), decays(k, dt)}; }
  template <class T> SYNAPTORCH_FN static void decay(State<T>& s, const Decays<T>& d) { s.stored = d.stored * s.stored; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Params<T>& p, const Input<T>& x) {
    set_above_rest(s, p, above_rest(s, p) + x.spikes);
    s.stored = s.stored + where(is_held(s) && p.refractory_input > T(0.0), x.spikes, T(0.0));
  }
  /// What arrived in the refractory period acts at its end.
  template <class T> SYNAPTORCH_FN static void resume(State<T>& s) {
    s.m.V_m = s.m.V_m + where(is_held(s), T(0.0), s.stored);
    s.stored = where(is_held(s), s.stored, T(0.0));
  }
};

}  // namespace synaptorch::models
