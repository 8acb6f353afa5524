#pragma once
// Synaptic input of an ODE neuron: its parameters, state, ports, the current it makes, and what arrives.
#include "synaptorch/models/parts/conductance.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch::models {

/// The state of a synapse is a conductance, the magnitude of the weights.
struct ByConductance {
  template <class T> struct Params { T E_ex, E_in; };
  static constexpr Params<Field> params{{"E_ex", 0.0, "mV", "excitatory reversal potential"}, {"E_in", -85.0, "mV", "inhibitory reversal potential"}};
  static constexpr SynapseRows ex = rows::g_ex, in = rows::g_in;
  static constexpr double inhibition = -1.0;
  template <class T> SYNAPTORCH_FN static T current(const T& ex, const T& in, const T& V, const Params<T>& p) { return ex * (p.E_ex - V) + in * (p.E_in - V); }
};
/// The state of a synapse is a current; that of the inhibitory one is negative, or a magnitude to be subtracted.
template <bool Magnitude> struct ByCurrent {
  template <class T> struct Params {};
  static constexpr Params<Field> params{};
  static constexpr SynapseRows ex = rows::I_syn_ex, in = rows::I_syn_in;
  static constexpr double inhibition = Magnitude ? -1.0 : 1.0;
  template <class T> SYNAPTORCH_FN static T current(const T& ex, const T& in, const T&, const Params<T>&) { return ex + inhibition * in; }
};

/// Two synapses of time course K told apart by the sign of the weight. C: how they couple to the membrane.
template <class K, class C> struct SynapsePair {
  template <class T> struct Params { [[no_unique_address]] typename C::template Params<T> coupling; typename K::template Params<T> ex, in; };
  template <class T> struct State { typename K::template State<T> ex, in; };
  template <class T> struct Coeffs { typename K::template Coeffs<T> ex, in; };
  template <class T> struct Input { T ex, in; };
  static constexpr Params<Field> params{C::params, K::params(C::ex), K::params(C::in)};
  static constexpr State<Field> state{K::state(C::ex), K::state(C::in)};
  static constexpr Input<Port> input{rows::spikes("ex", C::ex.unit, Sign::positive), rows::spikes("in", C::in.unit, Sign::negative)};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p) { return {K::prepare(p.ex), K::prepare(p.in)}; }
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const T& V, const Params<T>& p) { return C::current(s.ex.g, s.in.g, V, p.coupling); }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const Coeffs<T>& c) { return {K::rhs(s.ex, c.ex), K::rhs(s.in, c.in)}; }
  template <class T> SYNAPTORCH_FN static void receive(State<T>& s, const Input<T>& x, const Coeffs<T>& c) {
    K::receive(s.ex, x.ex, c.ex);
    K::receive(s.in, C::inhibition * x.in, c.in);
  }
};
template <class K> using ConductancePair = SynapsePair<K, ByConductance>;
template <class K, bool Magnitude = false> using CurrentPair = SynapsePair<K, ByCurrent<Magnitude>>;

}  // namespace synaptorch::models
