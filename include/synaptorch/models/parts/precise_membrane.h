#pragma once
// What the neurons that spike between grid points share: the potential, the refractory rule, the search for the crossing, and
// the step that takes its input at grid points (docs/design/precise.md).
#include <utility>

#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/dual.h"
#include "synaptorch/models/parts/nest_membrane.h"

namespace synaptorch {
class TensorMask;
}

namespace synaptorch::models {

/// Rows and functions of the model M, which supplies
///   response(state, params, dt): V_m - E_L after dt without a spike,   decay(state, params, dt): what becomes of the rest,
///   receive(state, params, input): spikes that arrive at this moment,   synaptic(state): the current they have left,
/// and may supply resume(state): the refractory period has ended, and highest: see below.
template <class M> struct PreciseMembrane {
  static constexpr bool precise = true, jumps = false, bounds_intervals = false;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Membrane { T V_m, is_refractory, I_stim, V_rest, refractory, last_offset; };
  template <class T> struct Coeffs {};

  static constexpr Field t_ref{"t_ref", 2.0, "ms", "refractory period", positive};
  static constexpr Membrane<Field> membrane(const char* last_offset = "last_offset") {
    return {.V_m = rows::V_m, .is_refractory = {"is_refractory", 0.0, "1", "whether the neuron is refractory", any_value, Type::boolean},
            .I_stim = rows::I_stim, .V_rest = {"V_rest", 0.0, "mV", "what rounding takes from V_m", any_value, Type::real, Role::hidden},
            .refractory = rows::refractory,
            .last_offset = {last_offset, 0.0, "ms", "time from the last spike to the end of its step", any_value, Type::real, Role::hidden}};
  }
  template <class P> static constexpr const char* check(const P& p) {
    if (p.V_reset.x < p.V_min.x) return "V_reset must not be below V_min";
    return reset_below_threshold(p);
  }
  template <template <class> class P, class T> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>&, double) { return {}; }

  /// Distance from rest. Without the remainder spike times would be good to 1e-11 ms only, where V_m is nearly flat.
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static T above_rest(const S<T>& s, const P& p) { return (s.m.V_m - p.E_L) + s.m.V_rest; }
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static void set_above_rest(S<T>& s, const P& p, const T& U) {
    const auto free = !is_held(s);
    const T V = p.E_L + U;
    s.m.V_rest = where(free, U - (V - p.E_L), s.m.V_rest);
    s.m.V_m = where(free, V, s.m.V_m);
  }
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static T distance(const S<T>& s, const P& p) { return above_rest(s, p) - (p.V_th - p.E_L); }
  template <template <class> class S, class T> SYNAPTORCH_FN static auto is_held(const S<T>& s) { return s.m.is_refractory > T(0.0); }
  /// The exact solution over any interval; V_m stands still while is_refractory.
  template <class S, class P, class T> SYNAPTORCH_FN static void advance(S& s, const P& p, const T& dt) {
    set_above_rest(s, p, M::response(s, p, dt));
    if constexpr (M::bounds_intervals) bound(s, p);
    M::decay(s, p, dt);
  }
  /// The lower bound holds at the end of steps without events.
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static void bound(S<T>& s, const P& p) {
    s.m.V_rest = where(s.m.V_m < p.V_min, T(0.0), s.m.V_rest);
    s.m.V_m = max(s.m.V_m, p.V_min);
  }
  template <class S> SYNAPTORCH_FN static void resume(S&) {}
  /// A step of the refractory period has come: does the period end within it, last_offset before its end?
  template <template <class> class S, class T> SYNAPTORCH_FN static auto counts_down(S<T>& s) {
    s.m.refractory = max(s.m.refractory - 1.0, T(0.0));
    return is_held(s) && s.m.refractory <= T(0.0);
  }
  /// State and time where V_m is highest in an interval from `before` to `after`: its end, or where the model knows better.
  template <class S, class P, class T> SYNAPTORCH_FN static std::pair<S, T> highest(const S&, const S& after, const P&, const T& dt) { return {after, dt}; }

  /// Time after `before` at which V_m crosses the threshold, given the state `bracket` ms after it, which is at or above.
  template <template <class> class S, template <class> class P, class T>
  SYNAPTORCH_FN static T crossing(const S<T>& before, const S<T>& after, const P<T>& p, const T& bracket) {
    const T root = constant<T>(regula_falsi(values_of(before), values_of(p), values_of(bracket), values_of(distance(after, p))));
    // One step of Newton's method, the only one that is differentiated: the derivative of the time is that of the implicit function.
    const S<T> there = at(before, p, root);
    const T slope = detach((M::synaptic(there) + there.m.I_stim + p.I_e) / p.C_m - above_rest(there, p) / p.tau_m);
    return root - distance(there, p) / where(slope > T(0.0), slope, T(1.0));
  }

  /// A step whose spikes arrive at its end, as in a layer of a trained network. At most one spike a step.
  template <template <class> class S, class X, template <class> class P, class T, class C, class E>
  SYNAPTORCH_FN static T step(S<T>& s, const X& x, const P<T>& p, const C&, const E& env) {
    const T h(env.dt);
    const auto returns = counts_down(s);
    const T left = where(returns, s.m.last_offset, h);
    M::decay(s, p, where(returns, h - s.m.last_offset, T(0.0)));
    s.m.is_refractory = where(returns, T(0.0), s.m.is_refractory);
    M::resume(s);
    const S<T> before = s;
    advance(s, p, left);
    const auto [there, bracket] = M::highest(before, s, p, left);
    T z = env.spike(where(is_held(s), T(-1.0), distance(there, p)));
    fire(s, z, left - crossing(before, there, p, bracket), p, env);
    T arriving(0.0);
    for (int k = 0; k + 1 < members<X, T>; ++k) arriving = arriving + abs(detach(member<T>(x, k)));
    const auto disturbed = returns || arriving > T(0.0);
    S<T> bounded = s;
    bound(bounded, p);
    s.m.V_m = where(disturbed, s.m.V_m, bounded.m.V_m);
    s.m.V_rest = where(disturbed, s.m.V_rest, bounded.m.V_rest);
    M::receive(s, p, x);
    if constexpr (M::jumps) {
      const T late = env.spike(where(is_held(s), T(-1.0), distance(s, p)));
      fire(s, late, T(0.0), p, env);
      z = z + late;
    }
    s.m.I_stim = x.I;
    return z;
  }

 private:
  template <class S, class P, class T> SYNAPTORCH_FN static S at(const S& before, const P& p, const T& t) {
    S s = before;
    advance(s, p, t);
    return s;
  }
  // The search runs on the values behind a differentiating type, so that it is compiled once for both.
  template <class T> SYNAPTORCH_FN static T values_of(const T& x) { return detach(x); }
  template <class T, int C> SYNAPTORCH_FN static T values_of(const Rev<T, C>& x) { return detach(x.v); }
  template <class T, int K> SYNAPTORCH_FN static T values_of(const Dual<T, K>& x) { return detach(x.v); }
  template <template <class> class A, class T> SYNAPTORCH_FN static auto values_of(const A<T>& a) {
    using V = decltype(values_of(T(0.0)));
    A<V> r;
    for (int k = 0; k < members<A<T>, T>; ++k) member<V>(r, k) = values_of(member<T>(a, k));
    return r;
  }
  template <class T, class V> SYNAPTORCH_FN static T constant(const V& x) {
    if constexpr (std::is_same_v<T, V>) return x;
    else if constexpr (requires { T::constant(x); }) return T::constant(x);
    else return T(x);
  }
  template <class S, class P, class T, class E> SYNAPTORCH_FN static void fire(S& s, const T& z, const T& offset, const P& p, const E& env) {
    const auto fired = z > T(0.0);
    const T steps = steps_covering(p.t_ref, env.dt);
    s.m.V_m = env.jump(z, s.m.V_m, p.V_reset);
    s.m.V_rest = where(fired, T(0.0), s.m.V_rest);
    s.m.last_offset = where(fired, offset, s.m.last_offset);
    s.m.refractory = where(fired, detach(steps), s.m.refractory);
    s.m.is_refractory = where(fired, heaviside(steps - 0.5), s.m.is_refractory);
  }

  /// The Illinois variant, on values without derivatives. Elements that do not cross keep the end of the interval.
  template <class S, class P, class T> SYNAPTORCH_CALLED static T regula_falsi(const S& before, const P& p, const T& bracket, const T& f_bracket) {
    const T start = distance(before, p);
    const auto crosses = start < T(0.0) && f_bracket >= T(0.0);
    T a(0.0), fa = where(crosses, start, T(-1.0)), b = bracket, fb = where(crosses, f_bracket, T(1.0)), side(0.0), root = where(start < T(0.0), bracket, T(0.0));
    auto open = crosses && !is_held(before);
    constexpr bool asks = !std::is_same_v<decltype(start < start), TensorMask>;   // asking would wait for the device
    for (int k = 0; k < (asks ? 500 : 40); ++k) {
      if constexpr (asks) { if (!any(open)) break; }
      root = where(open, (a * fb - b * fa) / (fb - fa), root);
      const T f = distance(at(before, p, root), p);
      open = open && abs(f) >= T(1e-14);
      const auto above = f * fb > T(0.0);
      const auto right = open && above, left = open && !above;
      fa = where(right && side < T(0.0), 0.5 * fa, fa);
      fb = where(left && side > T(0.0), 0.5 * fb, fb);
      b = where(right, root, b);
      fb = where(right, f, fb);
      a = where(left, root, a);
      fa = where(left, f, fa);
      side = where(right, T(-1.0), where(left, T(1.0), side));
    }
    return root;
  }
};

}  // namespace synaptorch::models
