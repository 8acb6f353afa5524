#pragma once
#include "synaptorch/models/parts/bw_2001.h"

namespace synaptorch::models {

/// Integrate-and-fire neuron with AMPA, GABA and NMDA synapses; NMDA gating is kept by the sender and jumps at its spikes.
struct iaf_bw_2001 {
  static constexpr Info info{"iaf_bw_2001", Tier::nest, "Leaky integrate-and-fire neuron with AMPA, GABA and approximately saturating NMDA synapses.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - s_AMPA (V_m - E_ex) - s_GABA (V_m - E_in) - s_NMDA (V_m - E_ex)/(1 + conc_Mg2 exp(-0.062 V_m)/3.57) + I;  "
                             "a spike adds k_0 + k_1 s, with s the gating of the sender, times the weight to s_NMDA",
                             "Brunel & Wang (2001) J. Comput. Neurosci. 11, 63-85"};
  using Membrane = BrunelWangMembrane;
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  template <class T> using Params = Membrane::Params<T>;
  template <class T> struct Dynamic { Membrane::State<T> membrane; T s_NMDA; };
  template <class T> struct State { Dynamic<T> y; Membrane::Currents<T> currents; T gating, released, I_stim, refractory, substep; };
  template <class T> struct Input { T AMPA, GABA, NMDA, I; };
  /// k_0, k_1: jump of the gating variable; decay: of the gating variable in a step.
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; T k_0, k_1, decay; };

  static constexpr Params<Field> params = Membrane::params;
  static constexpr State<Field> state{.y = {Membrane::state, Membrane::s_NMDA}, .currents = Membrane::recorded,
                                      .gating = {"s_NMDA_pre", 0.0, "1", "gating variable of the NMDA channels this neuron drives", any_value, Type::real, Role::hidden},
                                      .released = {"s_NMDA_jump", 0.0, "1", "its jump at the last spike, which the spike carries", any_value, Type::real, Role::payload},
                                      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{Membrane::AMPA, Membrane::GABA,
                                     {"NMDA", "nS", "weights of spikes, each times the jump it carries", PortKind::payload, Sign::both, 3}, rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (!(p.tau_rise_NMDA.x < p.tau_decay_NMDA.x)) return "tau_rise_NMDA must be below tau_decay_NMDA";
    return reset_below_threshold(p);
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T x = p.alpha * p.tau_rise_NMDA, ratio = p.tau_rise_NMDA / p.tau_decay_NMDA;
    return {Membrane::prepare(p, dt), pow(x, ratio) * lower_gamma(1.0 - ratio, x), expm1(-x), exp(-dt / p.tau_decay_NMDA)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto rhs = [&](const Dynamic<T>& y) {
      return Dynamic<T>{Membrane::rhs(y.membrane, y.s_NMDA, s.I_stim, p, c.membrane), -(y.s_NMDA * c.membrane.per_decay)};
    };
    integrate<T>(s.y, s.substep, Membrane::tolerance(p), env, rhs, [](auto&, const auto&) {});
    s.currents = Membrane::currents(s.y.membrane, s.y.s_NMDA, p, c.membrane);
    s.y.s_NMDA = s.y.s_NMDA + x.NMDA;
    const T z = Membrane::finish(s.y.membrane, s.refractory, x.AMPA, x.GABA, p, c.membrane, env);
    const T gating = s.gating * c.decay;
    s.released = c.k_0 + c.k_1 * gating;
    s.gating = gating + env.resetting(z) * s.released;
    s.I_stim = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
