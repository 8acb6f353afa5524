#pragma once
// Input sources. The functions are what Python calls, too (torch.ops.synaptorch.*); times are counted in steps, so
// that the limits of intervals are exact.
#include <cstdint>

#include <ATen/core/Tensor.h>

namespace synaptorch::nn {

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

}  // namespace synaptorch::nn
