#pragma once
#include "synaptorch/models/parts/exp_membrane.h"
#include "synaptorch/models/parts/tsodyks.h"

namespace synaptorch::models {

/// Leaky integrate-and-fire neuron with exponential currents whose spikes carry what its synapses release.
struct iaf_tum_2000 {
  static constexpr Info info{"iaf_tum_2000", Tier::nest,
                             "Leaky integrate-and-fire neuron with exponential currents and short-term plasticity of its outgoing synapses.",
                             "dV_m/dt = -(V_m - E_L)/tau_m + (I_ex + I_in + I_e + I)/C_m;  dI_syn/dt = -I_syn/tau_syn;  "
                             "spike: u += U (1 - u), u x moves from x to y and multiplies the weights of receptor 1;  u, y decay, x recovers",
                             "Tsodyks, Uziel & Markram (2000) J. Neurosci. 20, RC50"};
  template <class T> struct Params { T C_m, E_L, I_e, U, V_reset, V_th, delta, rho, t_ref, tau_fac, tau_m, tau_psc, tau_rec, tau_syn_ex, tau_syn_in; };
  template <class T> struct State { ExpMembrane::State<T> m; Tsodyks::State<T> site; T release, since, I_filtered, refractory; };
  template <class T> struct Input { T ex, in, released_ex, released_in, I, I_1; };
  template <class T> struct Coeffs { ExpMembrane::Coeffs<T> m; T steps; };
  static constexpr bool stochastic = true;
  static constexpr int tape_capacity = 256;

  static constexpr Params<Field> params{
      rows::C_m, rows::E_L, rows::I_e, {"U", 0.5, "1", "increase of u with each spike", unit_interval}, rows::V_reset, rows::V_th,
      rows::delta, rows::rho, rows::t_ref, {"tau_fac", 1000.0, "ms", "time constant of facilitation; 0: none", nonnegative}, rows::tau_m,
      {"tau_psc", 2.0, "ms", "time constant of the active fraction", positive}, {"tau_rec", 400.0, "ms", "time constant of recovery", positive},
      rows::tau_syn_ex, rows::tau_syn_in};
  static constexpr State<Field> state{
      .m = ExpMembrane::rows(),
      .site = {{"u", 0.0, "1", "probability of release", unit_interval}, {"x", 0.0, "1", "recovered fraction", unit_interval},
               {"y", 0.0, "1", "active fraction", unit_interval}},
      .release = {"release", 0.0, "1", "u x at the last spike", unit_interval, Type::real, Role::payload},
      .since = {"since", 0.0, "1", "steps since the last spike", nonnegative, Type::integer, Role::hidden},
      .I_filtered = rows::I_filtered, .refractory = rows::refractory};
  static constexpr Input<Port> input{
      rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative),
      {"released_ex", "pA", "excitatory weights times the release of the sender", PortKind::payload, Sign::positive, 1},
      {"released_in", "pA", "inhibitory weights times the release of the sender", PortKind::payload, Sign::negative, 1}, rows::current, rows::current_1};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class S> static constexpr const char* check_state(const S& s) { return s.site.x.x + s.site.y.x > 1.0 ? "x + y must not exceed 1" : nullptr; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {ExpMembrane::prepare(p, dt), steps_covering(p.t_ref, dt)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto free = s.refractory <= T(0.0);
    s.m.V_m = where(free, ExpMembrane::membrane(s.m, c.m, p.E_L, p.I_e), s.m.V_m);
    ExpMembrane::receive(s.m, c.m, x.ex + x.released_ex + (1.0 - c.m.P_ex) * s.I_filtered, x.in + x.released_in, x.I);
    s.I_filtered = x.I_1;
    const T z = fire_if(noisy_threshold(s.m.V_m, p.V_th, p.delta, p.rho, free, env), s.m.V_m, s.refractory, p.V_reset, c.steps, env);
    s.since = s.since + 1.0;
    if (!some<T>(z > T(0.0))) return z;
    Tsodyks::State<T> after = s.site;
    const T release = Tsodyks::release(after, p.U, p.tau_psc, p.tau_fac, p.tau_rec, env.dt * detach(s.since));
    s.site = {env.jump(z, s.site.u, after.u), env.jump(z, s.site.x, after.x), env.jump(z, s.site.y, after.y)};
    s.release = env.jump(z, s.release, release);
    s.since = where(z > T(0.0), T(0.0), s.since);
    return z;
  }
};

}  // namespace synaptorch::models
