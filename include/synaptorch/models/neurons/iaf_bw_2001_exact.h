#pragma once
#include "synaptorch/integrate/joined.h"
#include "synaptorch/models/parts/bw_2001.h"

namespace synaptorch::models {

/// The NMDA channels of one connection (Note [Connections as elements]).
struct NmdaConnections {
  static constexpr ListInfo list{.count = "n_NMDA", .standard = 0, .connections = true};
  template <class T> struct Params { T w_NMDA; };
  template <class T> struct State { T x, open; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{{"w_NMDA", 1.0, "nS", "conductance of the NMDA channels of a connection when all are open"}};
  static constexpr State<Field> state{{"x_NMDA", 0.0, "1", "what a connection's spikes leave, which opens its channels", nonnegative},
                                      {"open_NMDA", 0.0, "1", "open fraction of a connection's channels", unit_interval}};
  static constexpr Input<Port> input{{"NMDA", "1", "number of spikes of a connection", PortKind::spikes, Sign::both, 3}};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, const P&, double) { return {}; }
};

/// Integrate-and-fire neuron with AMPA, GABA and NMDA synapses; every NMDA connection has gating variables of its own.
struct iaf_bw_2001_exact {
  static constexpr Info info{"iaf_bw_2001_exact", Tier::nest, "Leaky integrate-and-fire neuron with AMPA, GABA and saturating NMDA synapses, each with its own gating.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - s_AMPA (V_m - E_ex) - s_GABA (V_m - E_in) - s_NMDA (V_m - E_ex)/(1 + conc_Mg2 exp(-0.062 V_m)/3.57) + I;  "
                             "s_NMDA = sum_j w_j S_j;  dS_j/dt = -S_j/tau_decay_NMDA + alpha x_j (1 - S_j);  dx_j/dt = -x_j/tau_rise_NMDA, + 1 at a spike of connection j",
                             "Brunel & Wang (2001) J. Comput. Neurosci. 11, 63-85"};
  using Membrane = BrunelWangMembrane;
  using Lists = ListsOf<NmdaConnections>;
  static constexpr bool adaptive = true;
  template <class T> using Params = Membrane::Params<T>;
  template <class T> struct State { Membrane::State<T> y; T s_NMDA; Membrane::Currents<T> currents; T I_stim, refractory, substep; };
  template <class T> struct Input { T AMPA, GABA, I; };
  template <class T> using Coeffs = Membrane::Coeffs<T>;

  static constexpr Params<Field> params = Membrane::params;
  static constexpr State<Field> state{Membrane::state, Membrane::s_NMDA, Membrane::recorded, rows::I_stim, rows::refractory, substep_field};
  static constexpr Input<Port> input{Membrane::AMPA, Membrane::GABA, rows::current};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return Membrane::prepare(p, dt); }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<NmdaConnections, T>& nmda) {
    using Y = Joined<T, Membrane::State<T>, NmdaConnections::State<T>>;
    const auto conductance = [&](const Y& y) {
      T sum(0.0);
      for (int j = 0; j < nmda.size(); ++j) sum = sum + nmda[j].p.w_NMDA * y.element(j).open;
      return sum;
    };
    const auto rhs = [&](const Y& y) {
      Y d = blank_like(y);
      d.own() = Membrane::rhs(y.own(), conductance(y), s.I_stim, p, c);
      for (int j = 0; j < nmda.size(); ++j) {
        const auto& e = y.element(j);
        d.element(j) = {-(e.x * c.per_rise), p.alpha * e.x * (1.0 - e.open) - e.open * c.per_decay};
      }
      return d;
    };
    Y y(s.y, nmda);
    integrate<T>(y, s.substep, Membrane::tolerance(p), env, rhs, [](auto&, const auto&) {});
    y.split(s.y, nmda);
    s.s_NMDA = conductance(y);
    s.currents = Membrane::currents(s.y, s.s_NMDA, p, c);
    for (auto e : nmda) e.s.x = e.s.x + e.x.spikes;
    const T z = Membrane::finish(s.y, s.refractory, x.AMPA, x.GABA, p, c, env);
    s.I_stim = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
