#pragma once
// Input sources. The functions are what Python calls, too (torch.ops.synaptorch.*); times are counted in steps, so
// that the limits of intervals are exact.
#include <cmath>
#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "synaptorch/nn/options.h"

namespace synaptorch::nn {

class NeuronImpl;

/// The step in which a time (ms) lies: rounded up, times that are whole but for rounding errors counting as whole.
at::Tensor steps_of(const at::Tensor& times, double dt);

/// Sections that follow each other: values [sections, ..size], durations [sections] in ms; 0 after the last. `step` (int64) has
/// any shape, which comes in front of the result's.
at::Tensor section_input(const at::Tensor& step, double dt, const at::Tensor& values, const at::Tensor& durations);
/// The amplitude [times, ..size] of the last step time (ms, any order) that is not later; 0 before the first.
at::Tensor step_input(const at::Tensor& step, double dt, const at::Tensor& amplitudes, const at::Tensor& step_times);
/// From c_start at t_start linearly to c_end at t_start + duration (excluded); 0 outside.
at::Tensor ramp_input(const at::Tensor& step, double dt, const at::Tensor& c_start, const at::Tensor& c_end, double duration, double t_start);
/// amplitude sin(2 pi frequency t) + bias while t < duration; frequency in Hz.
at::Tensor sinusoidal_input(const at::Tensor& step, double dt, const at::Tensor& amplitude, const at::Tensor& frequency, double duration,
                            const at::Tensor& bias);
/// x rounded by "round" (half to even), "floor" or "ceil". Throws UnknownName.
at::Tensor rounded(const at::Tensor& x, std::string how);
/// Refuses events that do not fit n neurons. Throws WrongShape, OutOfRange.
void check_spike_times(const at::Tensor& indices, const at::Tensor& times, const at::Tensor& weights, std::int64_t n);
/// Events in [first, first + steps) as [steps, n]: the sum of the weights of each step and neuron.
at::Tensor spike_time_input(std::int64_t first, std::int64_t steps, const at::Tensor& event_steps, const at::Tensor& indices,
                            const at::Tensor& weights, std::int64_t n);
/// Spikes of Poisson processes: 1 with probability 1 - exp(-rate dt), rates in Hz.
at::Tensor poisson_spike(const at::Tensor& rates, double dt);
/// Number of spikes of `number` independent Poisson processes in a step; both broadcast.
at::Tensor poisson_count(const at::Tensor& rates, const at::Tensor& number, double dt);
/// sigma sqrt(dt) N(0, 1).
at::Tensor wiener_input(const at::Tensor& sigma, double dt);
/// One step of an Ornstein-Uhlenbeck process: x + (mean - x) dt / tau + sigma sqrt(dt) N(0, 1).
at::Tensor ou_step(const at::Tensor& x, const at::Tensor& mean, const at::Tensor& sigma, const at::Tensor& tau, double dt);

/// The next `steps` values of it from x on, [steps, ..].
at::Tensor ou_process(const at::Tensor& x, const at::Tensor& mean, const at::Tensor& sigma, const at::Tensor& tau, double dt, std::int64_t steps);
/// values [steps, ..] where the step is before `duration` (ms, may be infinite), 0 afterwards.
at::Tensor while_running(const at::Tensor& values, const at::Tensor& step, double duration, double dt);
/// target [.., n] plus weight times the spikes of `number` Poisson processes of rate `freq` (Hz) in a step, for the elements `indices`
/// (all by default); where `refractory`, it keeps its value.
at::Tensor poisson_input(const at::Tensor& target, const at::Tensor& freq, const at::Tensor& number, const at::Tensor& weight, double dt,
                         const std::optional<at::Tensor>& indices = std::nullopt, const std::optional<at::Tensor>& refractory = std::nullopt);

/// A source that counts steps: `forward()` gives the value of a step, `run(n)` those of the next n, [n, ..size].
class Source {
 public:
  /// values(step): the values of steps (int64, one dimension).
  Source(std::vector<std::int64_t> size, std::function<at::Tensor(const at::Tensor& step)> values)
      : size_(std::move(size)), values_(std::move(values)) {}
  at::Tensor forward() { return run(1).squeeze(0); }
  at::Tensor run(std::int64_t steps);
  void reset_state() { step_ = 0; }

 private:
  std::vector<std::int64_t> size_;
  std::function<at::Tensor(const at::Tensor&)> values_;
  std::int64_t step_ = 0;
};

using Size = std::vector<std::int64_t>;
/// Sections of constant value one after the other; values [sections] or [sections, ..size], durations in ms.
Source SectionInput(Size size, at::Tensor values, at::Tensor durations, Number dt = 0.1);
/// A constant value for a time (ms), 0 afterwards.
Source ConstantInput(Size size, Number value, Number duration, Number dt = 0.1);
/// Keeps the amplitude of the last step time (ms) that has passed.
Source StepInput(Size size, at::Tensor amplitudes, at::Tensor step_times, Number dt = 0.1);
/// Linear from c_start to c_end in [t_start, t_start + duration).
Source RampInput(Size size, Number c_start, Number c_end, Number duration, Number t_start = 0.0, Number dt = 0.1);
/// amplitude sin(2 pi frequency t) + bias for a time; frequency in Hz.
Source SinusoidalInput(Size size, Number amplitude, Number frequency, Number duration, Number bias = 0.0, Number dt = 0.1);
/// Spikes of Poisson processes, 0 or 1; freqs in Hz broadcast with the size.
Source PoissonSpike(Size size, Value freqs, Number dt = 0.1);
/// How times / dt become steps: the name of a rounding, or a function of them.
struct TimeAsStep {
  TimeAsStep(const char* name) : steps([how = std::string(name)](const at::Tensor& x) { return rounded(x, how); }) {}
  template <std::invocable<const at::Tensor&> F> TimeAsStep(F function) : steps(std::move(function)) {}
  std::function<at::Tensor(const at::Tensor&)> steps;
};
/// Spikes of neuron indices[k] at times[k] (ms), weighted; several in a step add up.
Source SpikeTime(std::int64_t size, at::Tensor indices, at::Tensor times, Value weights = 1.0, Number dt = 0.1, TimeAsStep time_as_step = "round");
/// White noise, sigma sqrt(dt) N(0, 1), for a time.
Source WienerProcessInput(Size size, Value sigma, Number duration = INFINITY, Number dt = 0.1);
/// Ornstein-Uhlenbeck process, from the mean on, for a time: x <- x + (mean - x) dt/tau + sigma sqrt(dt) N(0, 1).
Source OUProcessInput(Size size, Value mean, Value sigma, Value tau, Number duration = INFINITY, Number dt = 0.1);

/// Rates (Hz) to spikes: 1 with probability 1 - exp(-freq dt), drawn anew in every call.
class PoissonEncoder {
 public:
  explicit PoissonEncoder(Number dt = 0.1) : dt_(dt.in(unit("ms"), "PoissonEncoder.dt")) {}
  /// Spikes of one step, of the shape of `freqs`.
  at::Tensor forward(const at::Tensor& freqs) const { return poisson_spike(freqs, dt_); }
  /// Spikes of several steps, time in front.
  at::Tensor run(const at::Tensor& freqs, std::int64_t steps) const;

 private:
  double dt_;
};

/// Adds to a state of neurons what many Poisson processes send.
class PoissonInput {
 public:
  /// indices: elements that are reached (undefined: all). num_input: processes per neuron. freq: Hz. weight: in the unit of the state.
  PoissonInput(std::shared_ptr<NeuronImpl> target, std::string state, at::Tensor indices, std::int64_t num_input, Value freq, Value weight);
  void forward();

 private:
  std::weak_ptr<NeuronImpl> target_;
  std::string state_;
  at::Tensor indices_, number_, freq_, weight_;
};

}  // namespace synaptorch::nn
