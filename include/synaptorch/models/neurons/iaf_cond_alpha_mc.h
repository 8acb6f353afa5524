#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/compartment.h"

namespace synaptorch::models {

/// Integrate-and-fire neuron of three passive compartments, soma - proximal - distal dendrite.
struct iaf_cond_alpha_mc {
  static constexpr Info info{"iaf_cond_alpha_mc", Tier::nest, "Integrate-and-fire neuron with soma, proximal and distal dendrite and alpha-shaped conductances.",
                             "C_m.x dV_m.x/dt = -g_L.x (V_m.x - E_L.x) - g_ex.x (V_m.x - E_ex.x) - g_in.x (V_m.x - E_in.x) + I_e.x + I.x + coupling,  "
                             "coupling currents g_sp (V_m.s - V_m.p), g_pd (V_m.p - V_m.d)",
                             "Meffin, Burkitt & Grayden (2004) J. Comput. Neurosci. 16, 159-175"};
  using Soma = Compartment<'s', AlphaConductance>;
  using Proximal = Compartment<'p', AlphaConductance>;
  using Distal = Compartment<'d', AlphaConductance>;
  static constexpr CompartmentName compartments[] = {{"soma", 's'}, {"proximal", 'p'}, {"distal", 'd'}};
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Params { T V_reset, V_th, g_pd, g_sp, t_ref; Soma::Params<T> soma; Proximal::Params<T> proximal; Distal::Params<T> distal; };
  template <class T> struct Dynamic { Soma::State<T> soma; Proximal::State<T> proximal; Distal::State<T> distal; };
  template <class T> struct State { Dynamic<T> y; T t_ref_remaining, I_soma, I_proximal, I_distal, refractory, substep; };
  template <class T> struct Input { T soma_exc, soma_inh, proximal_exc, proximal_inh, distal_exc, distal_inh, soma_curr, proximal_curr, distal_curr; };
  template <class T> struct Coeffs { T steps; Soma::Coeffs<T> soma; Proximal::Coeffs<T> proximal; Distal::Coeffs<T> distal; };

  static constexpr Params<Field> params = [] {
    Params<Field> p{{"V_reset", -60.0, "mV", "reset potential of the soma"}, rows::V_th, {"g_pd", 1.0, "nS", "conductance between proximal and distal dendrite"},
                    {"g_sp", 2.5, "nS", "conductance between soma and proximal dendrite"}, rows::t_ref, Soma::params, Proximal::params, Distal::params};
    p.proximal.C_m.value = 75.0, p.proximal.g_L.value = 5.0;
    return p;
  }();
  static constexpr State<Field> state{.y = {Soma::state, Proximal::state, Distal::state}, .t_ref_remaining = rows::t_ref_remaining, .I_soma = Soma::I_stim,
                                      .I_proximal = Proximal::I_stim, .I_distal = Distal::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::receptor("soma_exc", "nS", 1), rows::receptor("soma_inh", "nS", 2), rows::receptor("proximal_exc", "nS", 3),
                                     rows::receptor("proximal_inh", "nS", 4), rows::receptor("distal_exc", "nS", 5), rows::receptor("distal_inh", "nS", 6),
                                     rows::current_to("soma_curr", 7), rows::current_to("proximal_curr", 8), rows::current_to("distal_curr", 9)};

  template <class P> static constexpr const char* check(const P& p) { return reset_below_threshold(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), Soma::prepare(p.soma), Proximal::prepare(p.proximal), Distal::prepare(p.distal)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto held = s.refractory > T(0.0);
    const auto rhs = [&](const Dynamic<T>& y) {
      // Only the soma sees its potential bounded, and all three stand still while it is held.
      const T V = min(y.soma.V_m, p.V_th), to_distal = p.g_pd * (y.proximal.V_m - y.distal.V_m);
      Dynamic<T> d{Soma::rhs(y.soma, V, p.soma.I_e + s.I_soma - p.g_sp * (V - y.proximal.V_m), p.soma, c.soma),
                   Proximal::rhs(y.proximal, y.proximal.V_m, p.proximal.I_e + s.I_proximal + p.g_sp * (y.soma.V_m - y.proximal.V_m) - to_distal, p.proximal, c.proximal),
                   Distal::rhs(y.distal, y.distal.V_m, p.distal.I_e + s.I_distal + to_distal, p.distal, c.distal)};
      d.soma.V_m = where(held, T(0.0), d.soma.V_m);
      d.proximal.V_m = where(held, T(0.0), d.proximal.V_m);
      d.distal.V_m = where(held, T(0.0), d.distal.V_m);
      return d;
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    s.y.soma.V_m = where(held, p.V_reset, s.y.soma.V_m);
    Soma::receive(s.y.soma, x.soma_exc, x.soma_inh, c.soma);
    Proximal::receive(s.y.proximal, x.proximal_exc, x.proximal_inh, c.proximal);
    Distal::receive(s.y.distal, x.distal_exc, x.distal_inh, c.distal);
    s.I_soma = x.soma_curr, s.I_proximal = x.proximal_curr, s.I_distal = x.distal_curr;
    const T z = fire(s.y.soma.V_m, s.refractory, p.V_th, p.V_reset, c.steps, env);
    s.t_ref_remaining = env.dt * s.refractory;
    return z;
  }
};

}  // namespace synaptorch::models
