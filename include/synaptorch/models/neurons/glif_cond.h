#pragma once
#include "synaptorch/integrate/joined.h"
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/conductance_list.h"
#include "synaptorch/models/parts/glif.h"

namespace synaptorch::models {

/// Generalised leaky integrate-and-fire neuron of five levels with any number of alpha-shaped conductances.
struct glif_cond {
  static constexpr Info info{"glif_cond", Tier::nest, "Generalised leaky integrate-and-fire neuron (GLIF, five levels) with any number of alpha-shaped conductances.",
                             "C_m dV_m/dt = -g_m (V_m - E_L) - sum_k g_k (V_m - E_rev_k) + sum_j ASCurrents_j + I;  g_k(t) = w e t/tau_syn_k exp(-t/tau_syn_k);  else as glif_psc",
                             Glif::paper};
  using Alpha = AlphaConductance;
  struct Receptors : Conductances<Alpha> {
    static constexpr ListInfo list{"", 2};
    static constexpr Params<double> standard[] = {{0.0, {0.2}}, {-85.0, {2.0}}};
  };
  using Lists = ListsOf<Receptors, AfterSpikeCurrents>;
  static constexpr bool adaptive = true;
  template <class T> struct Params { Glif::Params<T> glif; T g_m; };
  template <class T> struct State { T V_m; Glif::State<T> glif; T substep; };
  template <class T> struct Input { T I; };
  template <class T> struct Coeffs { Glif::Coeffs<T> glif; T per_C; };
  static constexpr Params<Field> params{Glif::params, {"g_m", 9.43, "nS", "leak conductance", positive}};
  static constexpr State<Field> state{Glif::V_m, Glif::state, substep_field};
  static constexpr Input<Port> input{rows::current};

  template <class P> static constexpr const char* check(const P& p) { return Glif::check(p.glif); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) { return {Glif::prepare(p.glif, p.g_m, dt), 1.0 / p.glif.C_m}; }
  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<Receptors, T>& receptors,
                              const Elements<AfterSpikeCurrents, T>& after_spike) {
    const auto free = s.glif.refractory <= T(0.0);
    const T before = s.V_m;
    const T I = s.glif.I + s.glif.ASCurrents_sum;   // after-spike currents act on V in the next step
    Glif::adapt(s.glif, free, c.glif, after_spike);
    using Y = Joined<T, T, Alpha::State<T>>;
    Y y(s.V_m, receptors);
    const auto rhs = [&](const Y& y) {
      Y d = blank_like(y);
      T I_syn(0.0);
      for (int k = 0; k < receptors.size(); ++k) {
        I_syn = I_syn + y.element(k).g * (receptors[k].p.E_rev - y.own());
        d.element(k) = Alpha::rhs(y.element(k), receptors[k].c);
      }
      d.own() = where(free, (p.g_m * (p.glif.E_L - y.own()) + I_syn + I) * c.per_C, T(0.0));
      return d;
    };
    integrate<T>(y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    y.split(s.V_m, receptors);
    const T z = Glif::fire(s.V_m, before, (s.glif.I + s.glif.ASCurrents_sum) / p.g_m, s.glif, free, p.glif, c.glif, env, after_spike);
    for (auto r : receptors) Alpha::receive(r.s, r.x.spikes, r.c);
    s.glif.I = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
