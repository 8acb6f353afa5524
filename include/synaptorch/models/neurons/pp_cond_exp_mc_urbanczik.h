#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/compartment.h"

namespace synaptorch::models {

/// Two-compartment neuron that spikes at random, for learning by the dendritic prediction of somatic spiking.
struct pp_cond_exp_mc_urbanczik {
  static constexpr Info info{"pp_cond_exp_mc_urbanczik", Tier::nest, "Two-compartment point process neuron with exponentially decaying conductances at the soma and currents at the dendrite.",
                             "C_m.s dV_m.s/dt = -g_L.s (V_m.s - E_L.s) - g_ex.s (V_m.s - E_ex.s) - g_in.s (V_m.s - E_in.s) + g_sp (V_m.p - V_m.s) + I_e.s + I.s;  "
                             "C_m.p dV_m.p/dt = -g_L.p (V_m.p - E_L.p) + I_ex.p + I_in.p + g_ps (V_m.s - V_m.p);  "
                             "spikes at the rate phi_max/(1 + rate_slope exp(beta (theta - V_m.s)))",
                             "Urbanczik & Senn (2014) Neuron 81, 521-528"};
  using Soma = Compartment<'s', ExpConductance>;
  using Dendrite = Compartment<'p', ExpConductance, CurrentOf<'p'>>;
  static constexpr CompartmentName compartments[] = {{"soma", 's'}, {"dendritic", 'p'}};
  static constexpr bool adaptive = true, stochastic = true;
  static constexpr int tape_capacity = 768;
  template <class T> struct Params { T beta, g_ps, g_sp, phi_max, rate_slope, t_ref, theta; Soma::Params<T> soma; Dendrite::Params<T> dendrite; };
  template <class T> struct Dynamic { Soma::State<T> soma; Dendrite::State<T> dendrite; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { T soma_exc, soma_inh, dendritic_exc, dendritic_inh, soma_curr, dendritic_curr; };
  template <class T> struct Coeffs { T steps; Soma::Coeffs<T> soma; Dendrite::Coeffs<T> dendrite; };

  static constexpr Params<Field> params = [] {
    Params<Field> p{{"beta", 1.0 / 3.0, "1/mV", "steepness of the rate"}, {"g_ps", 0.0, "nS", "conductance from the soma to the dendrite"},
                    {"g_sp", 600.0, "nS", "conductance from the dendrite to the soma"}, {"phi_max", 0.15, "1/ms", "largest rate", nonnegative},
                    {"rate_slope", 0.5, "1", "scale of the rate", nonnegative}, {"t_ref", 3.0, "ms", "refractory period", nonnegative},
                    {"theta", -55.0, "mV", "potential at which the rate is about half of phi_max"}, Soma::params, Dendrite::params};
    p.soma.C_m.value = p.dendrite.C_m.value = 300.0, p.soma.g_L.value = p.dendrite.g_L.value = 30.0;
    p.soma.synapses.coupling.E_in.value = -75.0, p.dendrite.synapses.coupling.E_in.value = 0.0;
    p.soma.synapses.ex.tau.value = p.soma.synapses.in.tau.value = p.dendrite.synapses.ex.tau.value = p.dendrite.synapses.in.tau.value = 3.0;
    return p;
  }();
  static constexpr State<Field> state{.y = {Soma::state, Dendrite::state}, .I_stim = Soma::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::receptor("soma_exc", "nS", 1), rows::receptor("soma_inh", "nS", 2), rows::receptor("dendritic_exc", "pA", 3),
                                     rows::receptor("dendritic_inh", "pA", 4), rows::current_to("soma_curr", 5),
                                     {"dendritic_curr", "pA", "accepted without effect, as in NEST", PortKind::current, Sign::both, 6}};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {steps_covering(p.t_ref, dt), Soma::prepare(p.soma), Dendrite::prepare(p.dendrite)};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const auto rhs = [&](const Dynamic<T>& y) {
      const T V = y.soma.V_m, U = y.dendrite.V_m;
      return Dynamic<T>{Soma::rhs(y.soma, V, p.g_sp * (U - V) + p.soma.I_e + s.I_stim, p.soma, c.soma),
                        Dendrite::rhs(y.dendrite, U, p.g_ps * (V - U), p.dendrite, c.dendrite)};   // its I_e has no effect in NEST either
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    Soma::receive(s.y.soma, x.soma_exc, x.soma_inh, c.soma);
    Dendrite::receive(s.y.dendrite, x.dendritic_exc, -x.dendritic_inh, c.dendrite);
    s.I_stim = x.soma_curr;
    const T rate = p.phi_max / (1.0 + p.rate_slope * exp(finite_exponent(p.beta * (p.theta - s.y.soma.V_m))));
    const auto able = s.refractory <= T(0.0) && rate > T(0.0);
    const T z = where(able, env.spike(-expm1(-(rate * env.dt)) - env.uniform_where(able, s.y.soma.V_m, 0)), T(0.0));
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

}  // namespace synaptorch::models
