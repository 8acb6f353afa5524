#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Calcium and IP3 dynamics of an astrocyte, which makes slow inward currents in neurons while its calcium is high.
struct astrocyte_lr_1994 {
  static constexpr Info info{"astrocyte_lr_1994", Tier::nest, "Astrocyte with dynamics of calcium, IP3 and its receptors.",
                             "d IP3/dt = (IP3_0 - IP3)/tau_IP3;  d Ca/dt = J_channel - J_pump + J_leak + I;  dh/dt = alpha_h (1 - h) - beta_h h;  "
                             "sent: SIC_scale ln(1000 (Ca - SIC_th)) where the argument exceeds 1",
                             "Li & Rinzel (1994) J. Theor. Biol. 166, 461-473; Nadkarni & Jung (2003) Phys. Rev. Lett. 91, 268101"};
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  static constexpr Signal sends{SignalKind::slow_inward, "SIC", true};
  template <class T> struct Params {
    T Ca_tot, IP3_0, Kd_IP3_1, Kd_IP3_2, Kd_act, Kd_inh, Km_SERCA, SIC_scale, SIC_th, delta_IP3, k_IP3R, rate_IP3R, rate_L, rate_SERCA, ratio_ER_cyt, tau_IP3;
  };
  template <class T> struct Dynamic { T IP3, Ca, h; };
  template <class T> struct State { Dynamic<T> y; T SIC, I_stim, substep; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs {};

  static constexpr Params<Field> params{
      {"Ca_tot", 2.0, "uM", "total free calcium", positive}, {"IP3_0", 0.16, "uM", "baseline of IP3", nonnegative},
      {"Kd_IP3_1", 0.13, "uM", "first dissociation constant of IP3", positive}, {"Kd_IP3_2", 0.9434, "uM", "second dissociation constant of IP3", positive},
      {"Kd_act", 0.08234, "uM", "dissociation constant of calcium, activation", positive}, {"Kd_inh", 1.049, "uM", "dissociation constant of calcium, inhibition", nonnegative},
      {"Km_SERCA", 0.1, "uM", "activation constant of the SERCA pump", positive}, {"SIC_scale", 1.0, "1", "scale of the slow inward current", positive},
      {"SIC_th", 0.19669, "uM", "calcium above which a slow inward current arises", nonnegative}, {"delta_IP3", 0.0002, "uM", "IP3 per unit of arriving weight", nonnegative},
      {"k_IP3R", 0.0002, "1/(uM ms)", "binding constant of calcium inhibition", nonnegative}, {"rate_IP3R", 0.006, "1/ms", "largest rate of release through the receptors", nonnegative},
      {"rate_L", 0.00011, "1/ms", "rate of the leak from the endoplasmic reticulum", nonnegative}, {"rate_SERCA", 0.0009, "uM/ms", "largest rate of uptake by the pump", nonnegative},
      {"ratio_ER_cyt", 0.185, "1", "volume of the endoplasmic reticulum over that of the cytosol", positive}, {"tau_IP3", 7142.0, "ms", "time constant of IP3", positive}};
  static constexpr State<Field> state{
      .y = {{"IP3", 0.16, "uM", "concentration of IP3", nonnegative}, {"Ca_astro", 0.073, "uM", "concentration of calcium", nonnegative},
            {"h_IP3R", 0.793, "1", "fraction of active IP3 receptors", unit_interval}},
      .SIC = {"SIC", 0.0, "1", "slow inward current sent in the last step", any_value, Type::real, Role::hidden},
      .I_stim = {"J_noise", 0.0, "uM/ms", "calcium flux that arrived in the last step and acts in the next", any_value, Type::real, Role::hidden},
      .substep = substep_field};
  static constexpr Input<Port> input{{"spikes", "1", "weights of spikes, each raises IP3 by delta_IP3", PortKind::spikes, Sign::positive},
                                     {"I", "uM/ms", "calcium flux, acts from the next step on", PortKind::current}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>&, const E& env) {
    const auto rhs = [&](const Dynamic<T>& y) {
      const T Ca = max(min(y.Ca, p.Ca_tot), T(0.0)), Ca2 = Ca * Ca;
      const T excess = (p.Ca_tot - Ca) / p.ratio_ER_cyt - Ca;   // of the endoplasmic reticulum over the cytosol
      const T open = y.IP3 / (y.IP3 + p.Kd_IP3_1) * (Ca / (Ca + p.Kd_act)) * y.h;
      const T pump = p.rate_SERCA * Ca2 / (p.Km_SERCA * p.Km_SERCA + Ca2);
      const T flux = p.ratio_ER_cyt * (p.rate_IP3R * (open * open * open) + p.rate_L) * excess - pump + s.I_stim;
      const T opening = p.k_IP3R * p.Kd_inh * (y.IP3 + p.Kd_IP3_1) / (y.IP3 + p.Kd_IP3_2);
      return Dynamic<T>{(p.IP3_0 - y.IP3) / p.tau_IP3, flux, opening * (1.0 - y.h) - p.k_IP3R * Ca * y.h};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    s.y.IP3 = s.y.IP3 + p.delta_IP3 * x.spikes;
    const T excess = 1000.0 * (s.y.Ca - p.SIC_th);   // nM
    s.SIC = p.SIC_scale * log(max(excess, T(1.0)));
    s.I_stim = x.I;
    return T(0.0) * s.y.Ca;
  }
};

}  // namespace synaptorch::models
