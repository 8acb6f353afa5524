#pragma once
#include "synaptorch/models/parts/aeif.h"
#include "synaptorch/models/parts/clopath.h"

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
  using Traces = ClopathTraces;
  static constexpr bool adaptive = true, multiple = true;
  static constexpr int tape_capacity = 768;
  /// membrane.V_th is the resting value of the threshold.
  template <class T> struct Params { Membrane::Params<T> membrane; T I_sp, V_clamp, V_th_max, t_clamp, tau_V_th, tau_z; Traces::Params<T> traces; };
  template <class T> struct Dynamic { T V_m, w, z, V_th; Traces::State<T> traces; };
  template <class T> struct State { Dynamic<T> y; T I_stim, clamped, refractory, substep; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs { Membrane::Coeffs<T> membrane; T clamped, per_tau_z, per_tau_V_th; Traces::Coeffs<T> traces; };

  static constexpr Params<Field> params = [] {
    Params<Field> p{Membrane::params, {"I_sp", 400.0, "pA", "depolarising after-current of a spike"}, {"V_clamp", 33.0, "mV", "potential during a spike"},
                    {"V_th_max", 30.4, "mV", "threshold after a spike"}, {"t_clamp", 2.0, "ms", "duration of a spike", nonnegative},
                    {"tau_V_th", 50.0, "ms", "time constant of the threshold", positive}, {"tau_z", 40.0, "ms", "time constant of the after-current", positive}, Traces::params};
    p.membrane.V_peak.value = 33.0, p.membrane.V_th.name = "V_th_rest", p.membrane.V_th.doc = "resting value of the threshold of spike initiation";
    return p;
  }();
  static constexpr State<Field> state = [] {
    State<Field> s{.y = {Membrane::V_m, Membrane::w, {"z", 0.0, "pA", "depolarising after-current"}, {"V_th", -50.4, "mV", "threshold of spike initiation"}, Traces::state},
                   .I_stim = rows::I_stim, .clamped = {"clamped", 0.0, "1", "steps of a spike left", nonnegative, Type::integer, Role::hidden},
                   .refractory = rows::refractory, .substep = substep_field};
    s.y.traces.plus.value = s.y.traces.minus.value = s.y.traces.bar.value = -70.6;
    return s;
  }();
  static constexpr Input<Port> input{rows::jumps, rows::current};

  template <class P> static constexpr const char* check(const P& p) {
    if (p.membrane.V_peak.x < p.membrane.V_th.x) return "V_peak must not be below V_th_rest";
    if (p.V_th_max.x < p.membrane.V_th.x) return "V_th_max must not be below V_th_rest";
    return p.membrane.V_reset.x < p.membrane.V_peak.x ? nullptr : "V_reset must be below V_peak";
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {Membrane::prepare(p.membrane, dt), where(p.t_clamp > T(0.0), steps_covering(p.t_clamp, dt) + 1.0, T(0.0)), 1.0 / p.tau_z, 1.0 / p.tau_V_th,
            Traces::prepare(p.traces)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const Membrane::Params<T>& m = p.membrane;
    T spikes(0.0), refractory = s.refractory, clamped = s.clamped, jump = x.spikes;
    const auto rhs = [&](const Dynamic<T>& y) {
      const auto resting = refractory > T(0.0), spiking = clamped > T(0.0);
      const T V = where(resting, m.V_reset, where(spiking, p.V_clamp, min(y.V_m, m.V_peak)));
      const T slope = Membrane::slope(V, y.V_th, m.I_e + s.I_stim - y.w + y.z, m, c.membrane);
      return Dynamic<T>{where(resting || spiking, T(0.0), slope), where(spiking, T(0.0), Membrane::adaptation(V, y.w, m, c.membrane)), -(y.z * c.per_tau_z),
                        (m.V_th - y.V_th) * c.per_tau_V_th, Traces::rhs(y.traces, V, c.traces)};
    };
    const auto after = [&](Dynamic<T>& y, const auto& done) {
      y.V_m = where(done, y.V_m + jump, y.V_m);
      jump = where(done, T(0.0), jump);
      const auto resting = refractory > T(0.0), spiking = clamped > T(0.0), last = done && spiking && clamped <= T(1.0);
      y.V_m = where(done && resting, m.V_reset, where(done && spiking, p.V_clamp, y.V_m));
      const T z = where(done && !resting && !spiking, env.spike(y.V_m - where(m.Delta_T > T(0.0), m.V_peak, y.V_th)), T(0.0));
      const auto brief = c.clamped <= T(0.0);   // without a clamp the reset follows at once
      y.V_m = where(last, m.V_reset, env.jump(z, y.V_m, where(brief, m.V_reset, p.V_clamp)));
      y.w = y.w + m.b * env.resetting(z);
      y.z = env.jump(z, y.z, p.I_sp);
      y.V_th = env.jump(z, y.V_th, p.V_th_max);
      clamped = where(z > T(0.0), detach(c.clamped), where(last, T(0.0), clamped));
      refractory = where(last || (brief && z > T(0.0)), detach(c.membrane.held), refractory);
      spikes = spikes + z;
    };
    integrate<T>(s.y, s.substep, Membrane::tolerance(m), env, rhs, after);
    s.clamped = max(clamped - 1.0, T(0.0));
    s.refractory = max(refractory - 1.0, T(0.0));
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
