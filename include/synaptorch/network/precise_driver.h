#pragma once
// Runs precise neurons of a network from event to event (docs/design/precise.md says what a model supplies).
#include <cmath>
#include <limits>

#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/field.h"
#include "synaptorch/integrate/propagators.h"
#include "synaptorch/network/precise.h"

namespace synaptorch {

template <class M> class PreciseDriver {
  using N = Vec<double, 1>;
  using State = typename M::template State<N>;
  using Params = typename M::template Params<N>;
  static constexpr int n_states = members<State, N>, n_params = members<Params, N>;

 public:
  static void run(const PreciseCall& call) {
    const ArrivingSpike* event = call.events;
    for (std::int64_t i = call.begin; i < call.end; ++i) {
      PreciseDriver neuron(call, i);
      for (int k = 0; k < n_states; ++k) member<N>(neuron.s_, k) = N(call.state[k][i]);
      for (int k = 0; k < n_params; ++k) member<N>(neuron.p_, k) = N(call.param[k][i * call.param_stride[k]]);
      neuron.steps(event);
      for (int k = 0; k < n_states; ++k) call.state[k][i] = member<N>(neuron.s_, k).x;
    }
  }

 private:
  PreciseDriver(const PreciseCall& call, std::int64_t i) : call_(call), i_(i) {}

  void steps(const ArrivingSpike*& event) {
    for (std::int64_t k = 0; k < call_.steps; ++k) {
      step_ = k;
      const ArrivingSpike* begin = event;
      while (event != call_.events_end && event->neuron == i_ && event->step == call_.first_step + k) ++event;
      if constexpr (requires { M::relays; }) relay(begin, event);
      else advance(begin, event);
      for (int v = 0; v < n_states; ++v)
        if (call_.trace && call_.trace[v]) call_.trace[v][k * call_.trace_stride + i_ - call_.begin] = member<N>(s_, v).x;
    }
  }

  void relay(const ArrivingSpike* e, const ArrivingSpike* end) {
    for (; e != end; ++e)
      if (e->receptor == 0) call_.spikes->push_back({std::uint32_t(i_), std::int32_t(step_), e->multiplicity, e->offset});
  }

  /// One step: from event to event, the last of which is its end.
  void advance(const ArrivingSpike* e, const ArrivingSpike* end) {
    const double h = call_.dt;
    if (step_ == 0) fire_if_above(h * (1.0 - std::numeric_limits<double>::epsilon()));
    bool returns = M::counts_down(s_).m;
    const double back_at = s_.m.last_offset.x;
    const bool undisturbed = e == end && !returns;
    double left = h;                             // ms to the end of the step
    while (returns || e != end) {
      const bool back = returns && (e == end || back_at >= e->offset);
      const double at = back ? back_at : e->offset;
      interval(left, at);
      left = at;
      if (back) {
        s_.m.is_refractory = N(0.0);
        M::resume(s_);
        returns = false;
      } else {
        for (; e != end && e->offset == at; ++e) receive(e->weight * e->multiplicity);   // simultaneous ones count together
      }
      fire_if_above(at);
    }
    if (left > 0.0) interval(left, 0.0);
    if (undisturbed) M::bound(s_, p_);
    s_.m.I_stim = N(call_.current ? call_.current[step_ * call_.current_stride + i_ - call_.begin] : 0.0);
  }

  /// Hands a weight to the port that takes its sign.
  void receive(double weight) {
    typename M::template Input<N> x;
    for (int k = 0; k < members<decltype(x), N>; ++k) member<N>(x, k) = N(0.0);
    const bool second = weight < 0.0 && member<Port>(M::input, 0).sign == Sign::positive;
    member<N>(x, second ? 1 : 0) = N(weight);
    M::receive(s_, p_, x);
  }

  /// Propagates from `from` to `to` ms before the end of the step; a crossing of the threshold spikes.
  void interval(double from, double to) {
    while (from > to) {
      const State before = s_;
      const N length(from - to);
      M::advance(s_, p_, length);
      if (M::is_held(s_).m) return;
      const auto [there, bracket] = M::highest(before, s_, p_, length);
      if (!(M::distance(there, p_).x >= 0.0)) return;
      const N t = M::crossing(before, there, p_, bracket);
      if (refractory_steps() == 0.0) {           // goes on from the reset
        s_ = before;
        M::advance(s_, p_, t);
      }
      fire(from - t.x);
      if (M::is_held(s_).m) return;
      from -= t.x;
    }
  }

  void fire_if_above(double offset) {
    if (!M::is_held(s_).m && M::distance(s_, p_).x >= 0.0) fire(offset);
  }
  void fire(double offset) {
    s_.m.V_m = p_.V_reset;
    s_.m.V_rest = N(0.0);
    s_.m.refractory = N(refractory_steps());
    s_.m.is_refractory = N(refractory_steps() > 0.0 ? 1.0 : 0.0);
    s_.m.last_offset = N(offset);
    call_.spikes->push_back({std::uint32_t(i_), std::int32_t(step_), 1, offset});
  }
  double refractory_steps() const { return steps_covering(p_.t_ref, call_.dt).x; }

  const PreciseCall& call_;
  std::int64_t i_, step_ = 0;
  State s_{};
  Params p_{};
};

}  // namespace synaptorch
