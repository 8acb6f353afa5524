#pragma once
// Channels of the thalamocortical neuron of Hill & Tononi (2005). Conductances have no unit, currents are in mV.
#include "synaptorch/models/parts/conductance.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models::ht {

using surrogates::logistic;

/// A synapse: difference of exponentials whose peak is g_peak times the weight.
struct Synapse {
  using K = BetaConductance;
  template <class T> struct Params { T E_rev, g_peak; K::Params<T> course; };
  template <class T> using State = K::State<T>;
  template <class T> using Coeffs = K::Coeffs<T>;
  static constexpr Params<Field> params(const char* E_rev, double mV, const char* g_peak, double g, const char* rise, double t_rise, const char* decay, double t_decay) {
    return {{E_rev, mV, "mV", "reversal potential of the synapse"}, {g_peak, g, "1", "peak conductance of the synapse", nonnegative},
            {{rise, t_rise, "ms", "rise time constant of the synapse", positive}, {decay, t_decay, "ms", "decay time constant of the synapse", positive}}};
  }
  static constexpr State<Field> state(const char* derivative, const char* g) { return {rows::derivative(derivative, "1/ms"), {g, 0.0, "1", "conductance of the synapse"}}; }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) {
    Coeffs<T> c = K::prepare(p.course);
    c.jump = c.jump * p.g_peak;
    return c;
  }
};

/// Magnesium unblocks NMDA channels with a fast and a slow component, and blocks them at once.
struct Block {
  template <class T> struct Params { T S_act, V_act, instant, tau_fast, tau_slow; };
  template <class T> struct State { T fast, slow; };
  template <class T> struct Coeffs { T fast, slow; };
  static constexpr Params<Field> params{
      {"S_act_NMDA", 0.081, "1/mV", "slope of the NMDA unblocking", nonnegative}, {"V_act_NMDA", -25.57, "mV", "potential at which half of the NMDA channels are unblocked"},
      {"instant_unblock_NMDA", 0.0, "1", "whether NMDA channels unblock at once", any_value, Type::boolean},
      {"tau_Mg_fast_NMDA", 0.68, "ms", "time constant of the fast unblocking", positive}, {"tau_Mg_slow_NMDA", 22.7, "ms", "time constant of the slow unblocking", positive}};
  /// Equilibrium at -70 mV.
  static constexpr State<Field> state{{"m_fast_NMDA", 0.026627301184638463, "1", "fast unblocking", any_value, Type::real, Role::hidden},
                                      {"m_slow_NMDA", 0.026627301184638463, "1", "slow unblocking", any_value, Type::real, Role::hidden}};
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.tau_fast, 1.0 / p.tau_slow}; }
  template <class T> SYNAPTORCH_FN static T equilibrium(const T& V, const Params<T>& p) { return logistic(p.S_act * (V - p.V_act)); }
  template <class T> SYNAPTORCH_FN static State<T> bounded(const State<T>& s, const T& V, const Params<T>& p) {
    const T m = equilibrium(V, p);
    return {min(m, s.fast), min(m, s.slow)};
  }
  /// Share of unblocked channels.
  template <class T> SYNAPTORCH_FN static T open(const State<T>& s, const T& V, const Params<T>& p) {
    const State<T> b = bounded(s, V, p);
    const T share = 0.51 - 0.0028 * V;
    return where(p.instant > T(0.0), equilibrium(V, p), share * b.fast + (1.0 - share) * b.slow);
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const Params<T>& p, const Coeffs<T>& c) {
    const State<T> b = bounded(s, V, p);
    const T m = equilibrium(V, p);
    return {(m - b.fast) * c.fast, (m - b.slow) * c.slow};
  }
};

/// The four synapses.
struct Synapses {
  using K = Synapse::K;
  template <class T> struct Params { Synapse::Params<T> AMPA, NMDA, GABA_A, GABA_B; Block::Params<T> block; };
  template <class T> struct State { Synapse::State<T> AMPA, NMDA, GABA_A, GABA_B; Block::State<T> block; };
  template <class T> struct Coeffs { Synapse::Coeffs<T> AMPA, NMDA, GABA_A, GABA_B; Block::Coeffs<T> block; };
  template <class T> struct Input { T AMPA, NMDA, GABA_A, GABA_B; };
  static constexpr Params<Field> params{Synapse::params("E_rev_AMPA", 0.0, "g_peak_AMPA", 0.1, "tau_rise_AMPA", 0.5, "tau_decay_AMPA", 2.4),
                                        Synapse::params("E_rev_NMDA", 0.0, "g_peak_NMDA", 0.075, "tau_rise_NMDA", 4.0, "tau_decay_NMDA", 40.0),
                                        Synapse::params("E_rev_GABA_A", -70.0, "g_peak_GABA_A", 0.33, "tau_rise_GABA_A", 1.0, "tau_decay_GABA_A", 7.0),
                                        Synapse::params("E_rev_GABA_B", -90.0, "g_peak_GABA_B", 0.0132, "tau_rise_GABA_B", 60.0, "tau_decay_GABA_B", 200.0), Block::params};
  static constexpr State<Field> state = [] {
    State<Field> s{Synapse::state("dg_AMPA", "g_AMPA"), Synapse::state("dg_NMDA", "g_NMDA_open"), Synapse::state("dg_GABA_A", "g_GABA_A"), Synapse::state("dg_GABA_B", "g_GABA_B"), Block::state};
    s.NMDA.g.role = Role::hidden;   // without the block
    return s;
  }();
  static constexpr Input<Port> input{rows::receptor("AMPA", "1", 1), rows::receptor("NMDA", "1", 2), rows::receptor("GABA_A", "1", 3), rows::receptor("GABA_B", "1", 4)};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) {
    return {Synapse::prepare(p.AMPA), Synapse::prepare(p.NMDA), Synapse::prepare(p.GABA_A), Synapse::prepare(p.GABA_B), Block::prepare(p.block)};
  }
  template <class T> SYNAPTORCH_FN static T g_NMDA(const State<T>& s, const T& V, const Params<T>& p) { return s.NMDA.g * Block::open(s.block, V, p.block); }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const T& V, const Params<T>& p) {
    return s.AMPA.g * (p.AMPA.E_rev - V) + g_NMDA(s, V, p) * (p.NMDA.E_rev - V) + s.GABA_A.g * (p.GABA_A.E_rev - V) + s.GABA_B.g * (p.GABA_B.E_rev - V);
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const Params<T>& p, const Coeffs<T>& c) {
    return {K::rhs(s.AMPA, c.AMPA), K::rhs(s.NMDA, c.NMDA), K::rhs(s.GABA_A, c.GABA_A), K::rhs(s.GABA_B, c.GABA_B), Block::rhs(s.block, V, p.block, c.block)};
  }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Input<T>& x, const Coeffs<T>& c) {
    K::receive(s.AMPA, x.AMPA, c.AMPA);
    K::receive(s.NMDA, x.NMDA, c.NMDA);
    K::receive(s.GABA_A, x.GABA_A, c.GABA_A);
    K::receive(s.GABA_B, x.GABA_B, c.GABA_B);
  }
};

/// The four intrinsic currents.
struct Intrinsic {
  template <class T> struct Params { T E_rev_KNa, E_rev_NaP, E_rev_T, E_rev_h, N_NaP, N_T, g_peak_KNa, g_peak_NaP, g_peak_T, g_peak_h, tau_D_KNa; };
  template <class T> struct State { T D, m_T, h_T, m_h; };
  template <class T> struct Currents { T KNa, NaP, T_, h; };
  static constexpr Params<Field> params{
      {"E_rev_KNa", -90.0, "mV", "reversal potential of I_KNa"}, {"E_rev_NaP", 30.0, "mV", "reversal potential of I_NaP"}, {"E_rev_T", 0.0, "mV", "reversal potential of I_T"},
      {"E_rev_h", -40.0, "mV", "reversal potential of I_h"}, {"N_NaP", 3.0, "1", "exponent of the activation of I_NaP"}, {"N_T", 2.0, "1", "exponent of the activation of I_T"},
      {"g_peak_KNa", 1.0, "1", "peak conductance of I_KNa", nonnegative}, {"g_peak_NaP", 1.0, "1", "peak conductance of I_NaP", nonnegative},
      {"g_peak_T", 1.0, "1", "peak conductance of I_T", nonnegative}, {"g_peak_h", 1.0, "1", "peak conductance of I_h", nonnegative},
      {"tau_D_KNa", 1250.0, "ms", "relaxation time of the factor D of I_KNa", positive}};
  static constexpr Currents<Field> recorded{{"I_KNa", 0.0, "mV", "depolarisation-activated potassium current"}, {"I_NaP", 0.0, "mV", "persistent sodium current"},
                                            {"I_T", 0.0, "mV", "low-threshold calcium current"}, {"I_h", 0.0, "mV", "hyperpolarisation-activated current"}};
  /// Equilibrium at -70 mV and the default parameters.
  static constexpr State<Field> state{{"D_KNa", 0.00119200545631921, "1", "concentration-like factor of I_KNa", any_value, Type::real, Role::hidden},
                                      {"m_T", 0.1450215950687922, "1", "activation of I_T", any_value, Type::real, Role::hidden},
                                      {"h_T", 0.03732688734412946, "1", "inactivation of I_T", any_value, Type::real, Role::hidden},
                                      {"m_h", 0.2871859013825026, "1", "activation of I_h", any_value, Type::real, Role::hidden}};

  template <class T> SYNAPTORCH_FN static Currents<T> currents(const State<T>& s, const T& V, const Params<T>& p) {
    const T ratio = 0.25 / s.D;
    return {.KNa = p.g_peak_KNa / (1.0 + ratio * ratio * ratio * sqrt(ratio)) * (p.E_rev_KNa - V),
            .NaP = p.g_peak_NaP * pow(logistic((V + 55.7) * (1.0 / 7.7)), p.N_NaP) * (p.E_rev_NaP - V),
            .T_ = p.g_peak_T * pow(s.m_T, p.N_T) * s.h_T * (p.E_rev_T - V), .h = p.g_peak_h * s.m_h * (p.E_rev_h - V)};
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const T& per_tau_D) {
    const T per_tau_m = 1.0 / (0.22 / (exp(finite_exponent((V + 132.0) * (-1.0 / 16.7))) + exp(finite_exponent((V + 16.8) * (1.0 / 18.2)))) + 0.13);
    const T per_tau_h = 1.0 / (8.2 + (56.6 + 0.27 * exp(finite_exponent((V + 115.2) * 0.2))) * logistic((V + 86.0) * (-1.0 / 3.2)));
    return {.D = 0.025 * logistic((V + 10.0) * 0.2) + (0.001 - s.D) * per_tau_D, .m_T = (logistic((V + 59.0) * (1.0 / 6.2)) - s.m_T) * per_tau_m,
            .h_T = (logistic((V + 83.0) * -0.25) - s.h_T) * per_tau_h,
            .m_h = (logistic((V + 75.0) * (-1.0 / 5.5)) - s.m_h) * (exp(-14.59 - 0.086 * V) + exp(-1.87 + 0.0701 * V))};
  }
};

}  // namespace synaptorch::models::ht
