#pragma once
// What the neurons of the BrainPy tier share: rows of their tables, the order of a step, the refractory rule.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/env.h"
#include "synaptorch/integrate/exp_euler.h"

namespace synaptorch::models::brainpy {

constexpr Field R{"R", 1.0, "ohm", "membrane resistance"};
constexpr Field tau(double ms) { return {"tau", ms, "ms", "membrane time constant", positive}; }
constexpr Field V_th(double mV) { return {"V_th", mV, "mV", "spike threshold"}; }
constexpr Field V_reset(double mV) { return {"V_reset", mV, "mV", "reset potential"}; }
constexpr Field V_rest(double mV) { return {"V_rest", mV, "mV", "resting potential"}; }
constexpr Field V(double mV) { return {"V", mV, "mV", "membrane potential"}; }
constexpr Field tau_ref(double ms) { return {"tau_ref", ms, "ms", "refractory period", nonnegative}; }
constexpr Field refractory{"refractory", 0.0, "1", "refractory steps left", nonnegative, Type::integer, Role::hidden};

template <class T> struct Input { T x, g, delta; };
constexpr Input<Port> ports(const char* current, const char* conductance, const char* potential) {
  return {{"x", current, "input current", PortKind::current},
          {"g", conductance, "conductance: the current is x - g V", PortKind::conductance},
          {"delta", potential, "jump of the potential", PortKind::spikes}};
}

/// The input current at potential v.
template <class E, class T, class V> SYNAPTORCH_FN auto current(const Input<T>& x, const V& v) {
  if constexpr (E::coupled) return x.x - x.g * v;
  else return x.x;
}

/// An integrate-and-fire neuron M. A step begins with what the spike of the last one resets, so V is seen above threshold. M supplies
/// `integrate`; its own `reset`, `distance` (to the threshold, scaled), `prepare` and `check` take the place of those here.
template <class M> struct IntegrateFire {
  template <class T> using Input = brainpy::Input<T>;
  template <class T> struct Coeffs { T scale; };
  static constexpr Input<Port> input = ports("mA", "S", "mV");

  template <class P> static constexpr const char* check(const P& p) { return p.V_reset.x < p.V_th.x ? nullptr : "V_reset must be below V_th"; }
  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double) { return {1.0 / (p.V_th - p.V_reset)}; }
  template <class S, class P, class C> SYNAPTORCH_FN static auto distance(const S& s, const P& p, const C& c) { return (s.V - p.V_th) * c.scale; }
  template <class S, class P, class C, class E> SYNAPTORCH_FN static void reset(S& s, const P& p, const C& c, const E& env) {
    s.V = env.reset(env.spike(M::distance(s, p, c)), s.V, p.V_th, p.V_reset);
  }
  template <class S, class X, class P, class C, class E>
  SYNAPTORCH_FN static auto step(S& s, const X& x, const P& p, const C& c, const E& env) {
    M::reset(s, p, c, env);
    M::integrate(s, x, p, c, env);
    return env.spike(M::distance(s, p, c));
  }
};

/// M with an absolute refractory period: for tau_ref after a spike all states keep their values after the reset, and no spike is
/// reported. The period is counted in steps, those that begin earlier than tau_ref after the spike.
template <class M> struct Refractory {
  template <class T> struct Params { typename M::template Params<T> neuron; T tau_ref; };
  template <class T> struct State { typename M::template State<T> neuron; T refractory; };
  template <class T> using Input = typename M::template Input<T>;
  template <class T> struct Coeffs { typename M::template Coeffs<T> neuron; T steps; };
  static constexpr Params<Field> params_with(double ms) { return {M::params, tau_ref(ms)}; }
  static constexpr State<Field> state{M::state, brainpy::refractory};
  static constexpr Input<Port> input = M::input;

  template <class P> static constexpr const char* check(const P& p) { return M::check(p.neuron); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {M::prepare(p.neuron, dt), max(ceil(p.tau_ref / dt - 1e-6) - 1.0, T(0.0))};
  }
  template <class T, class X, class P, class C, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const X& x, const P& p, const C& c, const E& env) {
    M::reset(s.neuron, p.neuron, c.neuron, env);
    auto next = s.neuron;
    M::integrate(next, x, p.neuron, c.neuron, env);
    const auto held = s.refractory > T(0.0);
    for_each_of<members<decltype(next), T>>([&](int k) SYNAPTORCH_LAMBDA {
      member<T>(s.neuron, k) = where(held, member<T>(s.neuron, k), member<T>(next, k));
    });
    const T above = env.spike(M::distance(s.neuron, p.neuron, c.neuron));
    const T z = above - where(held, detach(above), T(0.0));   // silent; the surrogate gradient stays
    s.refractory = where(z > T(0.0), detach(c.steps), max(s.refractory - 1.0, T(0.0)));
    return z;
  }
};

/// Adaptation of the membrane of B: a current w that jumps by b with every spike and relaxes to a (V - V_rest), where V is the new potential.
template <class M, class B> struct Adapting : IntegrateFire<M> {
  template <class T> struct State { T V, w; };
  template <class T> struct Coeffs { T scale, approach; };
  static constexpr State<Field> state{V(-65.0), {"w", 0.0, "mA", "adaptation current"}};
  static constexpr Field tau_w(double ms) { return {"tau_w", ms, "ms", "time constant of the adaptation", positive}; }
  static constexpr Field a{"a", 1.0, "S", "coupling of the adaptation to the potential"};
  static constexpr Field b(double mA) { return {"b", mA, "mA", "jump of the adaptation with a spike"}; }

  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    return {1.0 / (p.V_th - p.V_reset), -expm1(-dt / p.tau_w)};
  }
  template <class S, class P, class C, class E> SYNAPTORCH_FN static void reset(S& s, const P& p, const C& c, const E& env) {
    const auto z = env.spike(M::distance(s, p, c));
    s.V = env.reset(z, s.V, p.V_th, p.V_reset);
    s.w = s.w + p.b * env.resetting(z);
  }
  template <class S, class X, class P, class C, class E> SYNAPTORCH_FN static void integrate(S& s, const X& x, const P& p, const C& c, const E& env) {
    s.V = B::membrane(s.V, s.w, x, p, env) + x.delta;
    s.w = s.w + c.approach * (p.a * (s.V - p.V_rest) - s.w);
  }
};

/// A neuron whose action potential is integrated: it spikes when V crosses V_th upwards, and is not reset. M supplies `integrate`.
template <class M> struct Crossing {
  template <class T> using Input = brainpy::Input<T>;
  template <class T> struct Coeffs { T scale; };
  template <class P> static constexpr const char* check(const P& p) { return p.V_th.x != 0.0 ? nullptr : "V_th must not be 0"; }
  template <class T, template <class> class P> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double) { return {1.0 / abs(p.V_th)}; }
  template <class S, class X, class P, class C, class E>
  SYNAPTORCH_FN static auto step(S& s, const X& x, const P& p, const C& c, const E& env) {
    const auto below = 1.0 - env.spike((s.V - p.V_th) * c.scale);
    M::integrate(s, x, p, env);
    return env.spike((s.V - p.V_th) * c.scale) * below;
  }
};

}  // namespace synaptorch::models::brainpy
