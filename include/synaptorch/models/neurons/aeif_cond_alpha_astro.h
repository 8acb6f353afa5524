#pragma once
#include "synaptorch/models/parts/aeif.h"

namespace synaptorch::models {

/// Synaptic input S and the slow inward current that astrocytes induce; it acts from the step after its arrival on.
template <class S> struct WithSlowInward {
  template <class T> using Params = typename S::template Params<T>;
  template <class T> using Coeffs = typename S::template Coeffs<T>;
  template <class T> struct State { typename S::template State<T> synapses; T I_SIC; };
  template <class T> struct Input { typename S::template Input<T> synapses; T SIC; };
  static constexpr Params<Field> params = S::params;
  static constexpr State<Field> state{S::state, {"I_SIC", 0.0, "pA", "slow inward current"}};
  static constexpr Input<Port> input{S::input, {"SIC", "pA", "slow inward current from astrocytes", PortKind::slow_inward}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return S::prepare(p); }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const T& V, const Params<T>& p) { return S::current(s.synapses, V, p) + s.I_SIC; }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {S::rhs(s.synapses, c), T(0.0)}; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Input<T>& x, const Coeffs<T>& c) {
    S::receive(s.synapses, x.synapses, c);
    s.I_SIC = x.SIC;
  }
};

/// Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances that astrocytes act on.
struct aeif_cond_alpha_astro : Aeif<WithSlowInward<ConductancePair<AlphaConductance>>> {
  static constexpr Info info{"aeif_cond_alpha_astro", Tier::nest, "Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances and input from astrocytes.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) - g_ex (V_m - E_ex) - g_in (V_m - E_in) - w + I_SIC + I_e + I;  "
                             "tau_w dw/dt = a (V_m - E_L) - w",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642; Nadkarni & Jung (2003) Phys. Rev. Lett. 91, 268101"};
};

}  // namespace synaptorch::models
