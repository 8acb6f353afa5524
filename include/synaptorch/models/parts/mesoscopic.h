#pragma once
// A population of neurons that are told apart by the time since their last spike (Schwalger et al. 2017): its lists, tables and membrane.
#include "synaptorch/core/lists.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

namespace detail {
constexpr Field hidden(const char* name, const char* unit, const char* doc) { return {name, 0.0, unit, doc, any_value, Type::real, Role::hidden}; }
}  // namespace detail

/// A term of the threshold; beyond the ages that are told apart it follows the mean rate of the population.
struct PopulationAdaptation {
  static constexpr ListInfo list{"", 1};
  template <class T> struct Params { T tau, q; };
  template <class T> struct State { T rate; };
  template <class T> struct Input {};
  template <class T> struct Coeffs { T decay, growth; };
  static constexpr Params<Field> params{{"tau_sfa", 300.0, "ms", "decay time of a threshold term", positive}, {"q_sfa", 0.5, "mV", "jump of a threshold term with a spike"}};
  static constexpr State<Field> state{detail::hidden("rate_sfa", "1/ms", "filtered rate of a neuron")};
  static constexpr Input<Port> input{};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double dt) { return {exp(-dt / e.tau), exp(dt / e.tau)}; }
};

/// Neurons whose last spike was 1, 2, ... steps ago.
struct PopulationAges {
  static constexpr ListInfo list{"", 0};
  template <class T> struct Params {};
  template <class T> struct State { T n, m, v, u, lambda; };
  template <class T> struct Input {};
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{};
  static constexpr State<Field> state{
      detail::hidden("n_age", "1", "spikes that many steps ago"), detail::hidden("m_age", "1", "neurons that have not spiked since, expected"),
      detail::hidden("v_age", "1", "variance of that number"), detail::hidden("u_age", "mV", "their potential"),
      detail::hidden("lambda_age", "1/s", "their hazard")};
  static constexpr Input<Port> input{};
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, const P&, double) { return {}; }
  /// Ages that are told apart: len_kernel, or until the threshold has come back to a tenth of Delta_V.
  template <class P, class T> static int length(const P& p, double dt, const Elements<PopulationAdaptation, T>& sfa, const Elements<PopulationAges, T>&) {
    if (p.len_kernel.x >= 1.0) return int(p.len_kernel.x);
    const auto threshold = [&](int k) {
      double sum = 0.0;
      for (auto e : sfa) sum += e.p.q.x * std::exp(-k * dt / e.p.tau.x);
      return sum;
    };
    int k = int(20000.0 / dt);
    const double least = std::floor(5.0 * p.tau_m.x / dt), refractory = std::min(p.t_ref.x / dt, 2e9);
    while (threshold(k) / p.Delta_V.x < 0.1 && k > least) --k;
    return k <= refractory ? int(refractory) + 1 : k;
  }
};

/// What is written in tables, and the input that is common to all.
struct MesoscopicGif {
  using Adaptation = PopulationAdaptation;
  using Ages = PopulationAges;
  using Lists = ListsOf<Adaptation, Ages>;
  template <class T> struct Params { T BinoRand, C_m, Delta_V, E_L, I_e, N, V_T_star, V_reset, lambda_0, len_kernel, t_ref, tau_m, tau_syn_ex, tau_syn_in; };
  /// n_old, v_old: neurons older than the ages that are told apart, expected number and variance.
  template <class T> struct State { T V_m, E_sfa, I_syn_ex, I_syn_in, mean, n_events, lambda_free, n_old, v_old, n_kept, I_stim, clock; };
  template <class T> struct Input { T ex, in, I; };
  template <class T> struct Synapse { T P, P_V, w, w_V; };
  template <class T> struct Coeffs { Synapse<T> ex, in; T P_VV, P_VI, steps; };

  static constexpr Params<Field> params{
      {"BinoRand", 1.0, "1", "whether the number of spikes is drawn from a binomial law, else Poisson's", any_value, Type::boolean}, rows::C_m,
      {"Delta_V", 2.0, "mV", "width of the noisy threshold", positive}, {"E_L", 0.0, "mV", "resting potential"}, rows::I_e,
      {"N", 100.0, "1", "neurons of the population", {1.0, 65535.0}, Type::integer}, {"V_T_star", 15.0, "mV", "threshold at rest"}, {"V_reset", 0.0, "mV", "reset potential"},
      {"lambda_0", 10.0, "1/s", "rate of spikes at threshold", nonnegative}, {"len_kernel", -1.0, "1", "ages in steps that are told apart; below 1: as many as the threshold needs", {-1e9, 200000.0}, Type::integer},
      {"t_ref", 4.0, "ms", "refractory period", nonnegative}, {"tau_m", 20.0, "ms", "membrane time constant", positive},
      {"tau_syn_ex", 3.0, "ms", "decay time of the excitatory current", positive}, {"tau_syn_in", 6.0, "ms", "decay time of the inhibitory current", positive}};
  static constexpr State<Field> state{
      {"V_m", 0.0, "mV", "potential of neurons that have not spiked for long"}, {"E_sfa", 0.0, "mV", "their threshold"}, rows::I_syn("I_syn_ex", "excitatory current"),
      rows::I_syn("I_syn_in", "inhibitory current"), {"mean", 0.0, "1", "expected number of spikes in a step"}, {"n_events", 0.0, "1", "spikes of the step"},
      detail::hidden("lambda_free", "1/s", "hazard of the oldest neurons"), detail::hidden("n_old", "1", "oldest neurons, expected"),
      detail::hidden("v_old", "1", "variance of their number"),
      detail::hidden("n_kept", "1", "spikes of the last step whose number is a multiple of len_kernel"), rows::I_stim, rows::clock};
  static constexpr Input<Port> input{rows::spikes("ex", "pA", Sign::positive), rows::spikes("in", "pA", Sign::negative), rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    const T P_VI = propagate_constant(p.tau_m, p.C_m, dt);
    // The spikes of a step act as a constant current throughout it.
    const auto synapse = [&](const T& tau) {
      const T P = exp(-dt / tau), P_V = propagate_exp(tau, p.tau_m, p.C_m, dt), w = tau / dt;
      return Synapse<T>{P, P_V, w * (1.0 - P), w * (P_VI - P_V)};
    };
    return {synapse(p.tau_syn_ex), synapse(p.tau_syn_in), exp(-dt / p.tau_m), P_VI, floor(p.t_ref * (1.0 / dt) + 1e-9)};
  }
  template <class T> SYNAPTORCH_FN static T receive(T& I, const Synapse<T>& c, const T& spikes) {
    const T V = c.P_V * I + c.w_V * spikes;
    I = c.P * I + c.w * spikes;
    return V;
  }
  template <class T> SYNAPTORCH_FN static T hazard(const T& u, const Params<T>& p) { return p.lambda_0 * exp(finite_exponent(u / p.Delta_V, 2.0)); }
  template <class T> SYNAPTORCH_FN static T decayed(const T& u, const T& input, const Params<T>& p, const Coeffs<T>& c) { return p.E_L + c.P_VV * (u - p.E_L) + input; }
  /// Over all ages: neurons, those of them that fire, the variance of their number, and what of it fires.
  template <class T> struct Sums { T alive, fired, spread, spread_fired; };
  /// Neurons of an age a step later. Where nobody has that age, potential and hazard stay as they were.
  template <class T, class M>
  SYNAPTORCH_FN static Ages::State<T> aged(const Ages::State<T>& e, const M& free, const T& threshold, const T& input, double dt, const Params<T>& p,
                                           const Coeffs<T>& c, Sums<T>& sums) {
    Ages::State<T> next = e;
    const auto someone = e.m > T(0.0) || e.v > T(0.0), fires = free && someone;
    if (!some<T>(someone)) return next;
    next.u = where(fires, decayed(e.u, input, p, c), e.u);
    next.lambda = where(fires, hazard(next.u - threshold, p), e.lambda);
    T P = where(fires, (0.5e-3 * dt) * (next.lambda + e.lambda), T(0.0));
    if (const auto high = P > T(0.01); some<T>(high)) P = where(high, -expm1(-P), P);
    sums = {sums.alive + e.m, sums.fired + P * e.m, sums.spread + e.v, sums.spread_fired + P * e.v};
    next.m = (1.0 - P) * e.m;
    next.v = (1.0 - P) * (1.0 - P) * e.v + P * e.m;
    return next;
  }
  /// What jumps of the threshold at spikes come to, taken over all neurons.
  template <class T> SYNAPTORCH_FN static T on_average(const T& jump, const T& spikes, const Params<T>& p) {
    return p.Delta_V * -expm1(-jump / p.Delta_V) * spikes / p.N;
  }
};

}  // namespace synaptorch::models
