#pragma once
// Neurons whose spikes lie between the points of the grid (docs/design/precise.md).
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/constants.h"

namespace synaptorch {

/// A spike that arrives: in `step`, `offset` ms before its end.
struct PreciseEvent {
  std::int64_t step;
  double offset, weight;
  std::uint32_t neuron;
  std::int32_t multiplicity;
  std::int32_t receptor;
};

/// A spike that leaves: in `step` of the call, `offset` ms before its end.
struct PreciseSpike {
  std::uint32_t neuron;
  std::int32_t step, multiplicity;
  double offset;
};

/// A call of the driver: neurons [begin, end), steps [first_step, first_step + steps).
struct PreciseCall {
  std::int64_t steps = 0, begin = 0, end = 0, first_step = 0;
  double dt = 0.1;
  double* const* state = nullptr;              ///< one array per state
  const double* const* param = nullptr;
  const std::int64_t* param_stride = nullptr;  ///< 0: the same value for all
  const double* current = nullptr;             ///< [step][neuron - begin], or nullptr
  std::int64_t current_stride = 0;
  double* const* trace = nullptr;              ///< [state]: [step][neuron - begin], single ones may be nullptr
  std::int64_t trace_stride = 0;
  const PreciseEvent *events = nullptr, *events_end = nullptr;   ///< by neuron, then time
  std::vector<PreciseSpike>* spikes = nullptr; ///< by neuron, then time
};
using PreciseKernel = void (*)(const PreciseCall&);

/// Runs a model of precise spikes. The model's state begins with `m`, a PreciseMembrane::State; it supplies
///   prepare(params, dt) -> coefficients of the exact solution over any interval dt,
///   propagate(state, params, coeffs): one such interval; V_m stands still while is_refractory,
///   distance(state, params): V_m - V_th,   reset(state, params),   receive(state, params, weight),   end_step(state, params),
/// and may supply
///   resume(state, params): the refractory period ends,
///   peak(state, params, dt): when in an interval of dt V_m is largest, if before its end: finds crossings that return.
/// A relay (`relays = true`) needs none of these.
template <class M> class PreciseDriver {
  using State = typename M::template State<double>;
  using Params = typename M::template Params<double>;
  static constexpr int n_states = members<State, double>, n_params = members<Params, double>;

 public:
  static void run(const PreciseCall& call) {
    const PreciseEvent* event = call.events;
    for (std::int64_t i = call.begin; i < call.end; ++i) {
      PreciseDriver neuron(call, i);
      for (int k = 0; k < n_states; ++k) member<double>(neuron.s_, k) = call.state[k][i];
      for (int k = 0; k < n_params; ++k) member<double>(neuron.p_, k) = call.param[k][i * call.param_stride[k]];
      neuron.steps(event);
      for (int k = 0; k < n_states; ++k) call.state[k][i] = member<double>(neuron.s_, k);
    }
  }

 private:
  PreciseDriver(const PreciseCall& call, std::int64_t i) : call_(call), i_(i) {}

  void steps(const PreciseEvent*& event) {
    for (std::int64_t k = 0; k < call_.steps; ++k) {
      step_ = k;
      const PreciseEvent* begin = event;
      while (event != call_.events_end && event->neuron == i_ && event->step == call_.first_step + k) ++event;
      if constexpr (requires { M::relays; }) relay(begin, event);
      else advance(begin, event);
      for (int v = 0; v < n_states; ++v)
        if (call_.trace && call_.trace[v]) call_.trace[v][k * call_.trace_stride + i_ - call_.begin] = member<double>(s_, v);
    }
  }

  void relay(const PreciseEvent* e, const PreciseEvent* end) {
    for (; e != end; ++e)
      if (e->receptor == 0) call_.spikes->push_back({std::uint32_t(i_), std::int32_t(step_), e->multiplicity, e->offset});
  }

  /// One step: from event to event, the last of which is its end.
  void advance(const PreciseEvent* e, const PreciseEvent* end) {
    const double h = call_.dt;
    const std::int64_t stamp = call_.first_step + step_ + 1;
    if (step_ == 0) fire_if_above(h * (1.0 - std::numeric_limits<double>::epsilon()));
    bool returns = m().is_refractory != 0.0 && double(stamp) - m().last_step == refractory_steps();
    const double back_at = m().last_offset;
    const bool undisturbed = e == end && !returns;
    double left = h;                             // ms to the end of the step
    while (returns || e != end) {
      const bool back = returns && (e == end || back_at >= e->offset);
      const double at = back ? back_at : e->offset;
      interval(left, at);
      left = at;
      if (back) {
        m().is_refractory = 0.0;
        if constexpr (requires { M::resume(s_, p_); }) M::resume(s_, p_);
        returns = false;
      } else {
        for (; e != end && e->offset == at; ++e) M::receive(s_, p_, e->weight * e->multiplicity);   // simultaneous ones count together
      }
      fire_if_above(at);
    }
    if (left > 0.0) interval(left, 0.0);
    if (undisturbed) M::end_step(s_, p_);
    m().I_stim = call_.current ? call_.current[step_ * call_.current_stride + i_ - call_.begin] : 0.0;
  }

  /// Propagates from `from` to `to` ms before the end of the step; a crossing of the threshold spikes.
  void interval(double from, double to) {
    while (from > to) {
      const double length = from - to;
      const State before = s_;
      M::propagate(s_, p_, M::prepare(p_, length));
      if (m().is_refractory != 0.0) return;
      double bracket = length;
      if constexpr (requires { M::peak(s_, p_, length); })
        if (M::distance(s_, p_) < 0.0) bracket = M::peak(before, p_, length);
      State there = at(before, bracket);
      if (M::distance(there, p_) < 0.0) return;
      const double t = crossing(before, there, bracket);
      if (refractory_steps() == 0.0) s_ = at(before, t);   // goes on from the reset
      fire(from - t);
      if (m().is_refractory != 0.0) return;
      from -= t;
    }
  }

  void fire_if_above(double offset) {
    if (m().is_refractory == 0.0 && M::distance(s_, p_) >= 0.0) fire(offset);
  }
  void fire(double offset) {
    M::reset(s_, p_);
    m().is_refractory = refractory_steps() > 0.0 ? 1.0 : 0.0;
    m().last_step = double(call_.first_step + step_ + 1);
    m().last_offset = offset;
    call_.spikes->push_back({std::uint32_t(i_), std::int32_t(step_), 1, offset});
  }

  double refractory_steps() const { return std::ceil(std::round(p_.t_ref * 1000.0) / std::round(call_.dt * 1000.0)); }

  State at(const State& before, double t) const {
    State s = before;
    M::propagate(s, p_, M::prepare(p_, t));
    return s;
  }

  /// Time of the crossing within the interval: regula falsi, Illinois variant, on the exact solution.
  double crossing(const State& before, const State& after, double length) const {
    double a = 0.0, fa = M::distance(before, p_), b = length, fb = M::distance(after, p_), root = b;
    int side = 0;
    for (int k = 0; k < 500; ++k) {
      root = (a * fb - b * fa) / (fb - fa);
      const double f = M::distance(at(before, root), p_);
      if (std::abs(f) < 1e-14) break;
      if (f * fb > 0.0) { b = root; fb = f; if (side == -1) fa *= 0.5; side = -1; }
      else { a = root; fa = f; if (side == 1) fb *= 0.5; side = 1; }
    }
    return root;
  }
  auto& m() { return s_.m; }

  const PreciseCall& call_;
  std::int64_t i_, step_ = 0;
  State s_{};
  Params p_{};
};

}  // namespace synaptorch
