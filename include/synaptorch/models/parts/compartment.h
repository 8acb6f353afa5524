#pragma once
// Compartments of a neuron. The properties of compartment X end in ".X", as NEST names what it records.
#include <array>

#include "synaptorch/models/parts/synaptic_input.h"

namespace synaptorch::models {

template <std::size_t N> struct Literal {
  char text[N];
  consteval Literal(const char (&s)[N]) { for (std::size_t i = 0; i < N; ++i) text[i] = s[i]; }
};
/// "C_m" of compartment 's': "C_m.s".
template <Literal Name, char X> struct Dotted {
  static constexpr auto text = [] {
    std::array<char, sizeof(Name.text) + 2> t{};
    std::size_t n = 0;
    for (; Name.text[n]; ++n) t[n] = Name.text[n];
    t[n] = '.', t[n + 1] = X;
    return t;
  }();
};
template <Literal Name, char X> inline constexpr const char* dotted = Dotted<Name, X>::text.data();

/// Conductances of compartment X.
template <char X> struct ConductanceOf : ByConductance {
  static constexpr Params<Field> params{{dotted<"E_ex", X>, 0.0, "mV", "excitatory reversal potential"}, {dotted<"E_in", X>, -85.0, "mV", "inhibitory reversal potential"}};
  static constexpr SynapseRows ex{dotted<"tau_syn_ex", X>, "", "", dotted<"dg_ex", X>, dotted<"g_ex", X>, "nS", "nS/ms", "excitatory conductance", 0.5};
  static constexpr SynapseRows in{dotted<"tau_syn_in", X>, "", "", dotted<"dg_in", X>, dotted<"g_in", X>, "nS", "nS/ms", "inhibitory conductance", 2.0};
};

/// Currents of compartment X; its reversal potentials have no effect.
template <char X> struct CurrentOf : ConductanceOf<X> {
  template <class T> using Params = typename ConductanceOf<X>::template Params<T>;
  static constexpr SynapseRows ex{dotted<"tau_syn_ex", X>, "", "", dotted<"dI_ex", X>, dotted<"I_ex", X>, "pA", "pA/ms", "excitatory current", 0.5};
  static constexpr SynapseRows in{dotted<"tau_syn_in", X>, "", "", dotted<"dI_in", X>, dotted<"I_in", X>, "pA", "pA/ms", "inhibitory current", 2.0};
  template <class T> SYNAPTORCH_FN static T current(const T& ex, const T& in, const T&, const Params<T>&) { return ex + in; }
};

/// Leaky compartment X with synapses of time course K, coupled to it by C.
template <char X, class K, class C = ConductanceOf<X>> struct Compartment {
  using S = SynapsePair<K, C>;
  template <class T> struct Params { T C_m, E_L, I_e, g_L; typename S::template Params<T> synapses; };
  template <class T> struct State { T V_m; typename S::template State<T> synapses; };
  template <class T> struct Coeffs { T per_C; typename S::template Coeffs<T> synapses; };
  static constexpr Params<Field> params{{dotted<"C_m", X>, 150.0, "pF", "membrane capacitance", positive}, {dotted<"E_L", X>, -70.0, "mV", "leak reversal potential"},
                                        {dotted<"I_e", X>, 0.0, "pA", "constant input current"}, {dotted<"g_L", X>, 10.0, "nS", "leak conductance"}, S::params};
  static constexpr State<Field> state{{dotted<"V_m", X>, -70.0, "mV", "membrane potential"}, S::state};
  static constexpr Field I_stim{dotted<"I_stim", X>, 0.0, "pA", "current that arrived in the last step and acts in the next", any_value, Type::real, Role::hidden};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {1.0 / p.C_m, S::prepare(p.synapses)}; }
  /// The derivative at potential V; I: all currents but leak and synapses.
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const T& I, const Params<T>& p, const Coeffs<T>& c) {
    return {(p.g_L * (p.E_L - V) + S::current(s.synapses, V, p.synapses) + I) * c.per_C, S::rhs(s.synapses, c.synapses)};
  }
  /// What arrives at the excitatory and the inhibitory synapse, weights as they are.
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const T& ex, const T& in, const Coeffs<T>& c) {
    K::receive(s.synapses.ex, ex, c.synapses.ex);
    K::receive(s.synapses.in, in, c.synapses.in);
  }
};

}  // namespace synaptorch::models
