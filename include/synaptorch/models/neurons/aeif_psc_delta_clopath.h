#pragma once
#include "synaptorch/models/parts/clopath.h"
#include "synaptorch/models/parts/wide_spike.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron with jumps of the potential, a spike of finite width, a
/// depolarising after-current, a moving threshold and the filtered potentials that clopath_synapse reads.
struct aeif_psc_delta_clopath {
  static constexpr Info info{"aeif_psc_delta_clopath", Tier::nest,
                             "Adaptive exponential integrate-and-fire neuron with jumps of the potential, a moving threshold and filtered potentials for voltage-based plasticity.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) + g_L Delta_T exp((V_m - V_th)/Delta_T) - w + z + I_e + I;  tau_w dw/dt = a (V_m - E_L) - w;  "
                             "tau_z dz/dt = -z;  tau_V_th dV_th/dt = V_th_rest - V_th;  after a spike V_m = V_clamp for t_clamp, then V_reset",
                             "Clopath et al. (2010) Nature Neuroscience 13, 344-352"};
  using Membrane = AeifMembrane;
  using Spike = WideSpike;
  using Traces = ClopathTraces;
  static constexpr bool adaptive = true, multiple = true;
  static constexpr int tape_capacity = 768;
  /// membrane.V_th is the resting value of the threshold.
  template <class T> struct Params { Membrane::Params<T> membrane; Spike::Params<T> spike; Traces::Params<T> traces; };
  template <class T> struct Dynamic { T V_m, w; Spike::State<T> spike; Traces::State<T> traces; };
  template <class T> struct State { Dynamic<T> y; T I_stim, clamped, refractory, substep; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; Spike::Coeffs<T> spike; Traces::Coeffs<T> traces; };

  static constexpr Params<Field> params = [] {
    Params<Field> p{Membrane::params, Spike::params, Traces::params};
    p.membrane.V_peak.value = 33.0, p.membrane.V_th.name = "V_th_rest", p.membrane.V_th.doc = "resting value of the threshold of spike initiation";
    return p;
  }();
  static constexpr State<Field> state = [] {
    State<Field> s{.y = {Membrane::V_m, Membrane::w, Spike::state, Traces::state}, .I_stim = rows::I_stim, .clamped = Spike::clamped,
                   .refractory = rows::refractory, .substep = substep_field};
    s.y.traces.plus.value = s.y.traces.minus.value = s.y.traces.bar.value = -70.6;
    return s;
  }();
  static constexpr Input<Port> input{rows::jumps, rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.membrane.V_peak.x < p.membrane.V_th.x) return "V_peak must not be below V_th_rest";
    if (p.spike.V_th_max.x < p.membrane.V_th.x) return "V_th_max must not be below V_th_rest";
    return p.membrane.V_reset.x < p.membrane.V_peak.x ? nullptr : "V_reset must be below V_peak";
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {Membrane::prepare(p.membrane, dt), Spike::prepare(p.spike, dt), Traces::prepare(p.traces)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const Membrane::Params<T>& m = p.membrane;
    T spikes(0.0), refractory = s.refractory, clamped = s.clamped, jump = x.spikes;
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto resting = refractory > T(0.0), spiking = clamped > T(0.0);
      const T V = where(resting, m.V_reset, where(spiking, p.spike.V_clamp, min(y.V_m, m.V_peak)));
      const T slope = Membrane::slope(V, y.spike.V_th, m.I_e + s.I_stim - y.w + y.spike.z, m, c.membrane);
      return Dynamic<T>{where(resting || spiking, T(0.0), slope), where(spiking, T(0.0), Membrane::adaptation(V, y.w, m, c.membrane)),
                        Spike::rhs(y.spike, m.V_th, c.spike), Traces::rhs(y.traces, V, c.traces)};
    };
    const auto after = [&](Dynamic<T>& y, const auto& done) {
      y.V_m = where(done, y.V_m + jump, y.V_m);
      jump = where(done, T(0.0), jump);
      spikes = spikes + Spike::spike(y.V_m, y.w, y.spike, clamped, refractory, done, p.spike, c.spike, m, c.membrane, env);
    };
    integrate<T>(s.y, s.substep, Membrane::tolerance(m), env, rhs, after);
    s.clamped = max(clamped - 1.0, T(0.0));
    s.refractory = max(refractory - 1.0, T(0.0));
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
