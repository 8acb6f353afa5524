#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/ht_channels.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// Thalamocortical neuron with a moving threshold, four synapses and four intrinsic currents.
struct ht_neuron {
  static constexpr Info info{"ht_neuron", Tier::nest, "Thalamocortical neuron of Hill and Tononi with AMPA, NMDA, GABA_A and GABA_B synapses and intrinsic currents.",
                             "tau_m dV_m/dt = -g_NaL (V_m - E_Na) - g_KL (V_m - E_K) - sum_k g_k (V_m - E_rev_k) + I_NaP + I_KNa + I_T + I_h + I;  tau_theta dtheta/dt = theta_eq - theta;  "
                             "spike at V_m = theta: V_m = theta = E_Na, then dV_m/dt -= (V_m - E_K)/tau_spike for t_ref",
                             "Hill & Tononi (2005) J. Neurophysiol. 93, 1671-1698"};
  using Synapses = ht::Synapses;
  using Intrinsic = ht::Intrinsic;
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 2048;
  template <class T> struct Params { T E_K, E_Na, g_KL, g_NaL, t_ref, tau_m, tau_spike, tau_theta, theta_eq, voltage_clamp; Synapses::Params<T> synapses; Intrinsic::Params<T> intrinsic; };
  template <class T> struct Dynamic { T V_m, theta; Synapses::State<T> synapses; Intrinsic::State<T> intrinsic; };
  template <class T> struct State { Dynamic<T> y; T g_NMDA; Intrinsic::Currents<T> currents; T displaced, I_stim, refractory, substep; };
  template <class T> struct Input { Synapses::Input<T> synapses; T I; };
  template <class T> struct Coeffs { T steps, per_tau_m, per_tau_theta, per_tau_spike, per_tau_D; Synapses::Coeffs<T> synapses; };

  static constexpr Params<Field> params{
      {"E_K", -90.0, "mV", "potassium reversal potential"}, {"E_Na", 30.0, "mV", "sodium reversal potential, reached by a spike"},
      {"g_KL", 1.0, "1", "potassium leak conductance", nonnegative}, {"g_NaL", 0.2, "1", "sodium leak conductance", nonnegative}, rows::t_ref,
      {"tau_m", 16.0, "ms", "membrane time constant", positive}, {"tau_spike", 1.75, "ms", "time constant of the repolarisation", positive},
      {"tau_theta", 2.0, "ms", "time constant of the threshold", positive}, {"theta_eq", -51.0, "mV", "resting threshold"},
      {"voltage_clamp", 0.0, "1", "whether V_m keeps its value", any_value, Type::boolean}, Synapses::params, Intrinsic::params};
  static constexpr State<Field> state{.y = {{"V_m", -70.0, "mV", "membrane potential"}, {"theta", -51.0, "mV", "threshold"}, Synapses::state, Intrinsic::state},
                                      .g_NMDA = {"g_NMDA", 0.0, "1", "conductance of the unblocked NMDA channels"}, .currents = Intrinsic::recorded,
                                      .displaced = {"displaced", 0.0, "mV", "what a spike added to a clamped potential", any_value, Type::real, Role::hidden},
                                      .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{Synapses::input, rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), 1.0 / p.tau_m, 1.0 / p.tau_theta, 1.0 / p.tau_spike, 1.0 / p.intrinsic.tau_D_KNa, Synapses::prepare(p.synapses)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto clamped = p.voltage_clamp > T(0.0);
    const T V_clamp = s.y.V_m - s.displaced;
    T refractory = s.refractory, spikes(0.0);
    const auto rhs = [&](const Dynamic<T>& y) {
      const T V = where(clamped, V_clamp, y.V_m);
      const Intrinsic::Currents<T> I = Intrinsic::currents(y.intrinsic, V, p.intrinsic);
      const T leak = p.g_NaL * (p.E_Na - V) + p.g_KL * (p.E_K - V);
      const T repolarisation = where(refractory > T(0.0), (p.E_K - V) * c.per_tau_spike, T(0.0));
      return Dynamic<T>{(leak + Synapses::current(y.synapses, V, p.synapses) + I.NaP + I.KNa + I.T_ + I.h + s.I_stim) * c.per_tau_m + repolarisation,
                        (p.theta_eq - y.theta) * c.per_tau_theta, Synapses::rhs(y.synapses, V, p.synapses, c.synapses), Intrinsic::rhs(y.intrinsic, V, c.per_tau_D)};
    };
    const auto after = [&](Dynamic<T>& y, const auto& done) {
      y.V_m = where(done && clamped, V_clamp, y.V_m);
      const Intrinsic::Currents<T> I = Intrinsic::currents(y.intrinsic, y.V_m, p.intrinsic);
      s.currents = {where(done, I.KNa, s.currents.KNa), where(done, I.NaP, s.currents.NaP), where(done, I.T_, s.currents.T_), where(done, I.h, s.currents.h)};
      const auto block = ht::Block::bounded(y.synapses.block, y.V_m, p.synapses.block);
      y.synapses.block = {where(done, block.fast, y.synapses.block.fast), where(done, block.slow, y.synapses.block.slow)};
      const T z = where(done && refractory <= T(0.0), env.spike(y.V_m - y.theta), T(0.0));
      y.V_m = env.jump(z, y.V_m, p.E_Na);
      y.theta = env.jump(z, y.theta, p.E_Na);
      refractory = where(z > T(0.0), detach(c.steps) + 1.0, refractory);
      spikes = spikes + z;
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, after);
    s.refractory = max(refractory - 1.0, T(0.0));
    Synapses::receive(s.y.synapses, x.synapses, c.synapses);
    s.g_NMDA = Synapses::g_NMDA(s.y.synapses, s.y.V_m, p.synapses);
    s.displaced = where(clamped, s.y.V_m - V_clamp, T(0.0));
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
