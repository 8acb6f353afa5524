#pragma once
#include "synaptorch/models/parts/nest_membrane.h"
#include "synaptorch/network/precise.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential synaptic currents and spikes in continuous time.
struct iaf_psc_exp_ps {
  static constexpr Info info{"iaf_psc_exp_ps", Tier::nest, "Leaky integrate-and-fire neuron with exponential currents and spikes in continuous time.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_syn_ex + I_syn_in + I_e + I)/C_m;  V_m reaches V_th: spike, V_reset for t_ref",
                             "Hanuschkin et al. (2010) Front. Neuroinform. 4, 113"};
  static constexpr bool precise = true, differentiable = false;
  template <class T> struct Params { T C_m, E_L, I_e, V_min, V_reset, V_th, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { T V_m, I_syn_ex, I_syn_in, is_refractory, I_stim, V_rest, last_step, last_offset; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Coeffs { T P_VV, P_VI, P_Vex, P_Vin, P_ex, P_in; };

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_reset, rows::V_th,
      {"t_ref", 2.0, "ms", "refractory period", positive}, rows::tau_m,
      rows::tau_syn("tau_syn_ex", "decay time of the excitatory current"), rows::tau_syn("tau_syn_in", "decay time of the inhibitory current")};
  static constexpr State<Field> state{
      .V_m = rows::V_m, .I_syn_ex = rows::I_syn("I_syn_ex", "excitatory current"), .I_syn_in = rows::I_syn("I_syn_in", "inhibitory current"),
      .is_refractory = {"is_refractory", 0.0, "1", "within the refractory period", any_value, Type::boolean},
      .I_stim = rows::I_stim,
      .V_rest = {"V_rest", 0.0, "mV", "what rounding takes from V_m", any_value, Type::real, Role::hidden},
      .last_step = {"last_step", -1e9, "1", "time stamp of the last spike, steps", any_value, Type::integer, Role::hidden},
      .last_offset = {"last_offset", 0.0, "ms", "time from the last spike to its stamp", any_value, Type::real, Role::hidden}};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.V_reset.x < p.V_min.x) return "V_reset must not be below V_min";
    return reset_below_threshold(p);
  }
  template <class T> static Coeffs<T> prepare(const Params<T>& p, double dt) {
    using V = Vec<double, 1>;
    const V tau_m(p.tau_m), C_m(p.C_m), ex(p.tau_syn_ex), in(p.tau_syn_in);
    return {std::exp(-dt / p.tau_m), propagate_constant(tau_m, C_m, dt).x, propagate_exp(ex, tau_m, C_m, dt).x,
            propagate_exp(in, tau_m, C_m, dt).x, std::exp(-dt / p.tau_syn_ex), std::exp(-dt / p.tau_syn_in)};
  }
  /// Distance from rest. Without the remainder spike times would be good to 1e-11 ms only, where V_m is nearly flat.
  static double above_rest(const State<double>& s, const Params<double>& p) { return (s.V_m - p.E_L) + s.V_rest; }
  static void propagate(State<double>& s, const Params<double>& p, const Coeffs<double>& c) {
    if (s.is_refractory == 0.0) {
      const double U = c.P_VV * above_rest(s, p) + c.P_VI * (s.I_stim + p.I_e) + c.P_Vex * s.I_syn_ex + c.P_Vin * s.I_syn_in;
      s.V_m = p.E_L + U;
      s.V_rest = U - (s.V_m - p.E_L);
    }
    s.I_syn_ex *= c.P_ex;
    s.I_syn_in *= c.P_in;
  }
  static double distance(const State<double>& s, const Params<double>& p) { return above_rest(s, p) - (p.V_th - p.E_L); }
  static void reset(State<double>& s, const Params<double>& p) {
    s.V_m = p.V_reset;
    s.V_rest = 0.0;
  }
  static void receive(State<double>& s, double weight) { (weight < 0.0 ? s.I_syn_in : s.I_syn_ex) += weight; }
  /// The lower bound holds at the end of steps without events.
  static void end_step(State<double>& s, const Params<double>& p) { s.V_m = std::max(s.V_m, p.V_min); }
};

}  // namespace synaptorch::models
