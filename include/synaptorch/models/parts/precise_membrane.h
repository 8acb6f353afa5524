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
///   Rates, rates(params): what propagators of any interval need, a member `m` of type Leakage among it,
///   Decays, decays(rates, dt): what an interval does to synaptic currents,   decay(state, decays),
///   Propagators, propagators(rates, dt): what it does to everything, members `m` of type Leak and `d` of type Decays among it,
///   receive(state, params, input): spikes that arrive at this moment,
/// if it has synaptic currents driven and current, and may supply resume(state): the refractory period has ended, and
/// reaches and highest. Each is described below.
template <class M> struct PreciseMembrane {
  static constexpr bool precise = true, jumps = false, bounds_intervals = false;
  static constexpr int tape_capacity = 1024;
  template <class T> struct Membrane { T V_m, is_refractory, I_stim, V_rest, refractory, last_offset; };
  template <class T> struct Leakage { T rate, R, per_C; };
  /// Over an interval V_m - E_L decays to V of itself, and a constant current adds I of itself.
  template <class T> struct Leak { T V, I; };
  /// Rates, propagators of a whole step, and the steps of the refractory period.
  template <class T> struct Coeffs { typename M::template Rates<T> rates; typename M::template Propagators<T> step; T refractory; };

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
  template <template <class> class P, class T> SYNAPTORCH_FN static Coeffs<T> prepare(const P<T>& p, double dt) {
    const auto rates = M::rates(p);
    return {rates, M::propagators(rates, T(dt)), steps_covering(p.t_ref, dt)};
  }
  template <template <class> class P, class T> SYNAPTORCH_FN static Leakage<T> leakage(const P<T>& p) {
    return {1.0 / p.tau_m, p.tau_m / p.C_m, 1.0 / p.C_m};
  }
  template <class T> SYNAPTORCH_FN static Leak<T> leak(const Leakage<T>& k, const T& dt) {
    const T lost = expm1(-dt * k.rate);   // good to the last digit of V_m, if not to that of a number near 0
    return {1.0 + lost, -k.R * lost};
  }

  /// Distance from rest. Without the remainder spike times would be good to 1e-11 ms only, where V_m is nearly flat.
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static T above_rest(const S<T>& s, const P& p) { return (s.m.V_m - p.E_L) + s.m.V_rest; }
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static void set_above_rest(S<T>& s, const P& p, const T& U) {
    const auto free = !is_held(s);
    const T V = p.E_L + U;
    s.m.V_rest = where(free, U - (V - p.E_L), s.m.V_rest);
    s.m.V_m = where(free, V, s.m.V_m);
  }
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static T distance(const S<T>& s, const P& p) {
    return above_rest(s, p) - (p.V_th - p.E_L);
  }
  template <template <class> class S, class T> SYNAPTORCH_FN static auto is_held(const S<T>& s) { return s.m.is_refractory > T(0.0); }
  /// What currents add to V_m over an interval, and the current of this moment.
  template <template <class> class S, class P, class C, class T> SYNAPTORCH_FN static T driven(const S<T>& s, const P& p, const C& c) {
    return c.m.I * (s.m.I_stim + p.I_e);
  }
  template <template <class> class S, class P, class T> SYNAPTORCH_FN static T current(const S<T>& s, const P& p) { return s.m.I_stim + p.I_e; }
  template <template <class> class S, class P, class K, class T> SYNAPTORCH_FN static T slope(const S<T>& s, const P& p, const K& k) {
    return M::current(s, p) * k.m.per_C - above_rest(s, p) * k.m.rate;
  }
  /// The exact solution over the interval of the propagators; V_m stands still while is_refractory.
  template <class S, class P, class C> SYNAPTORCH_FN static void advance(S& s, const P& p, const C& c) {
    set_above_rest(s, p, c.m.V * above_rest(s, p) + M::driven(s, p, c));
    if constexpr (M::bounds_intervals) bound(s, p);
    M::decay(s, c.d);
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
  /// The rest of a reset: a spike, `offset` before the end of the step, begins `steps` of refractoriness.
  template <template <class> class S, class Fired, class T>
  SYNAPTORCH_FN static void begin_refractory(S<T>& s, const Fired& fired, const T& offset, const T& steps) {
    s.m.V_rest = where(fired, T(0.0), s.m.V_rest);
    s.m.last_offset = where(fired, offset, s.m.last_offset);
    s.m.refractory = where(fired, detach(steps), s.m.refractory);
    s.m.is_refractory = where(fired, heaviside(steps - 0.5), s.m.is_refractory);
  }

  /// Can V_m have been at threshold in an interval from `before` to `after`? Only if it is there at its end, or where the model knows better.
  template <template <class> class S, class P, class T>
  SYNAPTORCH_FN static auto reaches(const S<T>&, const S<T>& after, const P& p) { return distance(after, p) >= T(0.0); }
  /// State and time where V_m is highest in the interval.
  template <class S, class P, class K, class T> SYNAPTORCH_FN static std::pair<S, T> highest(const S&, const S& after, const P&, const K&, const T& dt) {
    return {after, dt};
  }

  /// Time after `before` at which V_m crosses the threshold, given the state `bracket` ms after it, which is at or above.
  template <template <class> class S, class P, class K, class T>
  SYNAPTORCH_FN static T crossing(const S<T>& before, const S<T>& after, const P& p, const K& k, const T& bracket) {
    const auto root = search(values_of(before), values_of(after), values_of(p), values_of(k), values_of(bracket));
    if constexpr (std::is_same_v<decltype(root), const T>) return root;
    else {
      // One step of Newton's method, the only one that is differentiated: the derivative of the time is that of the implicit function.
      const T t = constant<T>(root);
      const S<T> there = at(before, p, k, t);
      const T rate = detach(slope(there, p, k));
      return t - distance(there, p) / where(rate > T(0.0), rate, T(1.0));
    }
  }

  /// A step whose spikes arrive at its end, as in a layer of a trained network. At most one spike a step.
  template <template <class> class S, class X, template <class> class P, class T, class E>
  SYNAPTORCH_FN static T step(S<T>& s, const X& x, const P<T>& p, const Coeffs<T>& c, const E& env) {
    const T h(env.dt);
    const auto returns = counts_down(s);
    const T left = where(returns, s.m.last_offset, h);
    M::decay(s, M::decays(c.rates, where(returns, h - s.m.last_offset, T(0.0))));
    s.m.is_refractory = where(returns, T(0.0), s.m.is_refractory);
    M::resume(s);
    const S<T> before = s;
    s = at(before, p, c.rates, left);
    const auto [there, bracket] = M::highest(before, s, p, c.rates, left);
    T z = env.spike(where(is_held(s), T(-1.0), distance(there, p)));
    fire(s, z, left - crossing(before, there, p, c.rates, bracket), p, c, env);
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
      fire(s, late, T(0.0), p, c, env);
      z = z + late;
    }
    s.m.I_stim = x.I;
    return z;
  }

 protected:
  /// The state after an interval. Called where derivatives are kept in memory anyway: a step has several, which doubled the time to compile.
  template <class S, class P, class K, class T> SYNAPTORCH_FN static S at(const S& before, const P& p, const K& k, const T& t) {
    if constexpr (differentiates<T>) return called_at(before, p, k, t);
    else return inlined_at(before, p, k, t);
  }

 private:
  template <class S, class P, class K, class T> SYNAPTORCH_FN static S inlined_at(S s, const P& p, const K& k, const T& t) {
    advance(s, p, M::propagators(k, t));
    return s;
  }
  template <class S, class P, class K, class T> SYNAPTORCH_CALLED static S called_at(const S& s, const P& p, const K& k, const T& t) {
    return inlined_at(s, p, k, t);
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
  template <class S, class P, class T, class C, class E>
  SYNAPTORCH_FN static void fire(S& s, const T& z, const T& offset, const P& p, const C& c, const E& env) {
    s.m.V_m = env.jump(z, s.m.V_m, p.V_reset);
    begin_refractory(s, z > T(0.0), offset, c.refractory);
  }

  /// Newton's method in a bracket that narrows, on values without derivatives. It ends where its next step would leave less than
  /// 1e-14 mV, and takes it. Elements that do not cross keep the end of the interval.
  template <class S, class P, class K, class T>
  SYNAPTORCH_CALLED static T search(const S& before, const S& after, const P& p, const K& rates, const T& bracket) {
    const T start = distance(before, p), end = distance(after, p), first = slope(before, p, rates), last = slope(after, p, rates);
    const auto crosses = start < T(0.0) && end >= T(0.0);
    const T bend = abs(last - first);   // of V_m over the bracket
    T low(0.0), high = bracket, t = where(crosses, first_guess(start, end, first, last, bracket), where(start < T(0.0), bracket, T(0.0)));
    auto open = crosses && !is_held(before);
    constexpr bool asks = !std::is_same_v<decltype(start < start), TensorMask>;   // asking would wait for the device
    for (int k = 1; k <= (asks ? 200 : 20); ++k) {
      if constexpr (asks) { if (!any(open)) break; }
      const S there = at(before, p, rates, t);
      const T f = distance(there, p), rate = slope(there, p, rates);
      const auto above = open && f >= T(0.0), below = open && f < T(0.0);
      high = where(above, t, high);
      low = where(below, t, low);
      const T step = f / where(rate > T(0.0), rate, T(1.0)), next = t - step;
      const auto inside = rate > T(0.0) && next >= low && next <= high;
      const auto near = inside && abs(step) <= 1e-7 * bracket && bend * step * step <= 1e-15 * bracket;
      const T middle = 0.5 * (low + high);
      const auto done = near || abs(f) < T(1e-14) || middle <= low || middle >= high;   // the last: in single precision
      const auto takes_it = k % 4 == 0 ? inside && done : inside;   // every fourth step halves the bracket
      t = where(open && takes_it, next, where(open && !done, middle, t));
      open = open && !done;
    }
    return t;
  }
  /// Where the cubic t(V) with the slopes of both ends crosses; the chord where V_m does not rise at both.
  template <class T> SYNAPTORCH_FN static T first_guess(const T& start, const T& end, const T& first, const T& last, const T& bracket) {
    const T rise = end - start, u = -start / rise, v = 1.0 - u, chord = bracket * u;
    const T cubic = chord * u * (3.0 - 2.0 * u) + rise * u * v * (v / first - u / last);
    return where(first > T(0.0) && last > T(0.0) && cubic >= T(0.0) && cubic <= bracket, cubic, chord);
  }
};

}  // namespace synaptorch::models
