#pragma once
// Runs neurons that spike between grid points (docs/design/precise.md): vectors of neighbours take whole steps; lanes that something
// happens to within a step go through that step from event to event, side by side.
#include <algorithm>
#include <limits>

#include "kernels/cpu_lines.h"

namespace synaptorch {
namespace {

template <class M, int W> class PreciseDriver {
  using V = Vec<double, W>;
  using Lanes = Mask<double, W>;
  using A = Access<double, W>;
  using N = Counts<M>;
  using State = typename M::template State<V>;
  using Params = typename M::template Params<V>;
  using Coeffs = typename M::template Coeffs<V>;
  using Input = typename M::template Input<V>;

 public:
  /// A call of one row, spikes in a list; of the inputs only the current, whose rows have room for whole vectors.
  static void run(const Forward& f) {
    const ArrivingSpike* next = f.arriving;
    for (std::int64_t i = f.begin; i < f.end; i += W) {
      PreciseDriver lanes(f, i, int(std::min<std::int64_t>(W, f.end - i)), next);
      if constexpr (requires { M::relays; }) lanes.relay();
      else lanes.steps();
    }
  }

 private:
  /// Takes the spikes of its lanes off those that arrive.
  PreciseDriver(const Forward& f, std::int64_t i, int n, const ArrivingSpike*& arriving) : f_(f), i_(i), n_(n) {
    for (int l = 0; l < W; ++l) {
      next_[l] = arriving;
      while (l < n && arriving != f.arriving_end && arriving->neuron == i + l) ++arriving;
      last_[l] = arriving;
      look(l);
    }
  }
  template <class S> SYNAPTORCH_FN void load(S& s, const Operand* from) const {
    for (int k = 0; k < members<S, V>; ++k) member<V>(s, k) = A::load(from[k], 0, i_, 0, n_);
  }
  SYNAPTORCH_FN void store(const State& s, const Operand* to, std::int64_t t) const {
    for (int k = 0; k < N::states; ++k) {
      const V x = member<V>(s, k);   // not the state itself: where it had an address it would stay in memory
      A::store(to[k], 0, i_, t, n_, x);
    }
  }
  template <class S> SYNAPTORCH_FN static S select(Lanes these, const S& a, const S& b) {
    S r;
    for (int k = 0; k < members<S, V>; ++k) member<V>(r, k) = where(these, member<V>(a, k), member<V>(b, k));
    return r;
  }
  SYNAPTORCH_FN Lanes above(const State& s) const { return !M::is_held(s) && M::distance(s, p_) >= V(0.0); }
  /// Lanes whose next spike arrives in this step.
  SYNAPTORCH_FN Lanes due() const { return V::load(step_of_next_) <= V(double(t_)); }

  void steps() {
    State s;
    load(s, f_.state);
    load(p_, f_.param);
    load(c_, f_.coeff);
    double number[W];
    for (int l = 0; l < W; ++l) number[l] = l;
    const Lanes all = V::load(number) < V(double(n_));
    const V nothing(0.0);
    const Operand& input = f_.input[N::inputs - 1];
    const double* current = input.data ? static_cast<const double*>(input.data) + i_ : reinterpret_cast<const double*>(&nothing);
    for (t_ = 0; t_ < f_.steps; ++t_) {
      State before;
      Lanes returns, disturbed;
      // This loop calls nothing, so that the state stays in registers.
      for (;; ++t_) {
        returns = M::counts_down(s);
        before = s;
        M::advance(s, p_, c_.step);
        disturbed = returns || due() || (!M::is_held(s) && M::reaches(before, s, p_));
        if (t_ == 0) disturbed = disturbed || above(before);
        disturbed = disturbed && all;
        M::bound(s, p_);
        s.m.I_stim = V::load(current + t_ * input.time);
        if (any(disturbed) || f_.trace || t_ + 1 == f_.steps) break;
      }
      if (any(disturbed)) {
        State slow = before;
        by_events(slow, disturbed, returns);
        slow.m.I_stim = s.m.I_stim;
        s = select(disturbed, slow, s);
      }
      if (f_.trace) store(s, f_.trace, t_);
    }
    store(s, f_.state_out, 0);
    V bad(0.0);
    for (int k = 0; k < N::states; ++k) bad = bad + nan_unless_finite(member<V>(s, k));
    if (!f_.failure || !any(!(bad == V(0.0)))) return;
    Lines<double, W, N::states> out;
    out.find(f_.state_out, N::states, 0, i_);
    find_failure(*f_.failure, &out[0], N::states, n_, i_, f_.steps);
  }

  /// A step of the lanes in `open`, each from event to event, the last of which is the end of the step.
  __attribute__((noinline)) void by_events(State& s, Lanes open, Lanes returns) {
    const Lanes undisturbed = open && !(returns || due());
    const std::int64_t spikes = f_.spikes->size;
    V left(f_.constants.dt);                     // ms to the end of the step
    if (t_ == 0) fire(s, open && above(s), left * V(1.0 - std::numeric_limits<double>::epsilon()));
    while (any(open)) {
      const V back = where(returns, s.m.last_offset, V(-1.0)), arrival = where(due(), V::load(offset_of_next_), V(-1.0));
      const V at = max(max(back, arrival), V(0.0));
      const Lanes resumes = open && returns && back >= arrival, receives = open && !resumes && arrival >= V(0.0);
      interval(s, left, at, open);
      left = at;
      if (any(resumes)) {
        s.m.is_refractory = where(resumes, V(0.0), s.m.is_refractory);
        State resumed = s;
        M::resume(resumed);
        s = select(resumes, resumed, s);
        returns = returns && !resumes;
      }
      if (any(receives)) {
        State received = s;
        M::receive(received, p_, take(receives, at));
        s = select(receives, received, s);
      }
      open = resumes || receives;
      fire(s, open && above(s), at);
    }
    State bounded = s;
    M::bound(bounded, p_);
    s = select(undisturbed, bounded, s);
    sort_by_lane(spikes);
  }

  /// Propagates from `from` to `to` ms before the end of the step; a crossing of the threshold spikes.
  SYNAPTORCH_FN void interval(State& s, V from, const V& to, Lanes moving) {
    for (moving = moving && from > to; any(moving); moving = moving && from > to) {
      const State before = s;
      const V length = from - to;
      if (!any(moving && !M::is_held(s))) {
        State held = s;
        M::decay(held, M::decays(c_.rates, length));
        s = select(moving, held, s);
        return;
      }
      propagate(s, length, moving);
      Lanes crosses = moving && !M::is_held(s) && M::reaches(before, s, p_);
      if (!any(crosses)) return;
      const auto [there, bracket] = M::highest(before, s, p_, c_.rates, length);
      crosses = crosses && M::distance(there, p_) >= V(0.0);
      if (!any(crosses)) return;
      const V t = M::crossing(before, there, p_, c_.rates, bracket);
      const Lanes goes_on = crosses && c_.refractory <= V(0.0);       // from the reset
      if (any(goes_on)) {
        State spiking = before;
        propagate(spiking, t, goes_on);
        s = select(goes_on, spiking, s);
      }
      from = from - t;
      fire(s, crosses, from);
      moving = goes_on;
    }
  }
  SYNAPTORCH_FN void propagate(State& s, const V& length, Lanes these) const {
    const Lanes whole = length >= V(f_.constants.dt);
    State after = s;
    M::advance(after, p_, any(these && !whole) ? select(whole, c_.step, M::propagators(c_.rates, length)) : c_.step);
    s = select(these, after, s);
  }

  /// Spikes of these lanes, `offset` ms before the end of the step.
  SYNAPTORCH_FN void fire(State& s, Lanes fired, const V& offset) {
    s.m.V_m = where(fired, p_.V_reset, s.m.V_m);
    M::begin_refractory(s, fired, offset, c_.refractory);
    for (unsigned rest = bits(fired); rest; rest &= rest - 1) emit(__builtin_ctz(rest), 1, offset.lane(__builtin_ctz(rest)));
  }
  void emit(int lane, int multiplicity, double offset) {
    f_.spikes->push({std::uint32_t(i_ + lane), std::uint16_t(t_), std::uint16_t(multiplicity)});
    f_.offsets->push(offset);
  }
  /// Spikes of a step by neuron, then time: they came by time, which they keep.
  void sort_by_lane(std::int64_t from) {
    Spike* const z = f_.spikes->data;
    double* const offset = f_.offsets->data;
    for (std::int64_t k = from + 1; k < f_.spikes->size; ++k)
      for (std::int64_t j = k; j > from && z[j].neuron < z[j - 1].neuron; --j) {
        std::swap(z[j], z[j - 1]);
        std::swap(offset[j], offset[j - 1]);
      }
  }

  // ---- spikes that arrive ----
  void look(int lane) {
    const bool none = next_[lane] == last_[lane];
    step_of_next_[lane] = none ? std::numeric_limits<double>::infinity() : double(next_[lane]->step - f_.constants.first_step);
    offset_of_next_[lane] = none ? 0.0 : next_[lane]->offset;
  }
  /// The spikes that arrive in these lanes at their next times; simultaneous ones count together. A weight goes to the port that takes its sign.
  Input take(Lanes these, const V& at) {
    Input x;
    for (int k = 0; k < N::inputs; ++k) member<V>(x, k) = V(0.0);
    for (unsigned rest = bits(these); rest; rest &= rest - 1) {
      const int l = __builtin_ctz(rest);
      const ArrivingSpike*& e = next_[l];
      const std::int64_t step = e->step;
      for (; e != last_[l] && e->step == step && e->offset == at.lane(l); ++e) {
        V& port = member<V>(x, e->weight < 0.0 && member<Port>(M::input, 0).sign == Sign::positive ? 1 : 0);
        port.set(l, port.lane(l) + e->weight * e->multiplicity);
      }
      look(l);
    }
    return x;
  }
  void relay() {
    for (int l = 0; l < n_; ++l)
      for (const ArrivingSpike* e = next_[l]; e != last_[l]; ++e) {
        t_ = e->step - f_.constants.first_step;
        if (e->receptor == 0) emit(l, e->multiplicity, e->offset);
      }
  }

  const Forward& f_;
  std::int64_t i_, t_ = 0;
  int n_;
  Params p_;
  Coeffs c_;
  const ArrivingSpike *next_[W], *last_[W];      // of each lane
  double step_of_next_[W], offset_of_next_[W];
};

}  // namespace
}  // namespace synaptorch
