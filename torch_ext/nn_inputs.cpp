#include "synaptorch/nn/inputs.h"

#include <cmath>
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/ops/binomial.h>
#include <ATen/ops/bucketize.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/expm1.h>
#include <ATen/ops/rand_like.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/where.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/library.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

void require_dt(const char* name, double dt) {
  if (!(dt > 0)) throw OutOfRange(std::string(name) + ": dt = " + std::to_string(dt) + " ms is not allowed; it must be > 0");
}

/// `step` with dimensions of size 1 appended, so that it broadcasts with what has `like`'s dimensions.
Tensor in_front(const Tensor& step, std::int64_t dims) {
  Tensor s = step;
  for (std::int64_t d = 0; d < dims; ++d) s = s.unsqueeze(-1);
  return s;
}

/// Row number step of `rows` [n, ..size].
Tensor pick(const Tensor& rows, const Tensor& number) {
  at::DimVector shape(number.sizes());
  shape.append(rows.sizes().begin() + 1, rows.sizes().end());
  return rows.index_select(0, number.reshape({-1})).reshape(shape);
}

}  // namespace

Tensor steps_of(const Tensor& times, double dt) { return (times.to(at::kDouble) / dt - 1e-6).ceil().to(at::kLong); }

Tensor section_input(const Tensor& step, double dt, const Tensor& values, const Tensor& durations) {
  require_dt("SectionInput", dt);
  if (values.dim() < 1 || durations.dim() != 1 || values.size(0) != durations.size(0))
    throw WrongShape("SectionInput: values must have one row for each of the " + std::to_string(durations.numel()) + " durations");
  const Tensor ends = steps_of(durations.to(at::kDouble).cumsum(0), dt);
  const Tensor padded = at::cat({values, at::zeros_like(values.slice(0, 0, 1))});
  return pick(padded, at::bucketize(step, ends, /*out_int32=*/false, /*right=*/true));
}

Tensor step_input(const Tensor& step, double dt, const Tensor& amplitudes, const Tensor& step_times) {
  require_dt("StepInput", dt);
  if (amplitudes.dim() < 1 || step_times.dim() != 1 || amplitudes.size(0) != step_times.size(0))
    throw WrongShape("StepInput: amplitudes must have one row for each of the " + std::to_string(step_times.numel()) + " step times");
  const auto [times, order] = steps_of(step_times, dt).sort(/*stable=*/std::optional<bool>(true), /*dim=*/0, /*descending=*/false);
  const Tensor padded = at::cat({at::zeros_like(amplitudes.slice(0, 0, 1)), amplitudes.index_select(0, order)});
  return pick(padded, at::bucketize(step, times, false, true));
}

Tensor ramp_input(const Tensor& step, double dt, const Tensor& c_start, const Tensor& c_end, double duration, double t_start) {
  require_dt("RampInput", dt);
  const Tensor slope = (c_end - c_start) / duration;
  const Tensor s = in_front(step, slope.dim()), t = s.to(slope.scalar_type() == at::kDouble ? at::kDouble : at::kFloat) * dt - t_start;
  const double first = std::ceil(t_start / dt - 1e-6), last = std::ceil((t_start + duration) / dt - 1e-6);
  const Tensor value = c_start + slope * t;
  return at::where((s >= first).logical_and(s < last), value, at::zeros_like(value));
}

Tensor sinusoidal_input(const Tensor& step, double dt, const Tensor& amplitude, const Tensor& frequency, double duration, const Tensor& bias) {
  require_dt("SinusoidalInput", dt);
  const Tensor phase = frequency.to(at::kDouble) * (2e-3 * std::numbers::pi);
  const Tensor s = in_front(step, std::max({amplitude.dim(), frequency.dim(), bias.dim()}));
  const Tensor value = amplitude * at::sin(phase * (s.to(at::kDouble) * dt)).to(amplitude.scalar_type()) + bias;
  return at::where((s >= 0).logical_and(s < std::ceil(duration / dt - 1e-6)), value, at::zeros_like(value));
}

Tensor rounded(const Tensor& x, std::string how) {
  if (how == "round") return x.round();
  if (how == "floor") return x.floor();
  if (how == "ceil") return x.ceil();
  throw unknown_name("SpikeTime", "rounding", how, {"round", "floor", "ceil"});
}

void check_spike_times(const Tensor& indices, const Tensor& times, const Tensor& weights, std::int64_t n) {
  if (times.numel() != indices.numel() || (weights.numel() != 1 && weights.numel() != indices.numel()))
    throw WrongShape("SpikeTime: " + std::to_string(indices.numel()) + " indices, " + std::to_string(times.numel()) + " times, " +
                     std::to_string(weights.numel()) + " weights");
  if (indices.numel() && (indices.min().item<std::int64_t>() < 0 || indices.max().item<std::int64_t>() >= n))
    throw OutOfRange("SpikeTime: indices must be >= 0 and < " + std::to_string(n));
}

Tensor spike_time_input(std::int64_t first, std::int64_t steps, const Tensor& event_steps, const Tensor& indices, const Tensor& weights,
                        std::int64_t n) {
  const Tensor inside = (event_steps >= first).logical_and(event_steps < first + steps);
  const Tensor place = (event_steps - first).clamp(0, std::max<std::int64_t>(steps - 1, 0)) * n + indices;
  const Tensor w = at::where(inside, weights, at::zeros_like(weights)).expand_as(place);
  return at::zeros({steps * n}, weights.options()).index_add(0, place, w).reshape({steps, n});
}

Tensor poisson_spike(const Tensor& rates, double dt) {
  require_dt("PoissonSpike", dt);
  const Tensor p = -at::expm1(rates * (-1e-3 * dt));
  return (at::rand_like(p) < p).to(p.scalar_type());
}

Tensor poisson_count(const Tensor& rates, const Tensor& number, double dt) {
  require_dt("PoissonInput", dt);
  const Tensor p = -at::expm1(rates * (-1e-3 * dt)), n = number.to(p.scalar_type());
  return at::binomial((n + at::zeros_like(p)).contiguous(), (p + at::zeros_like(n)).contiguous());
}

Tensor wiener_input(const Tensor& sigma, double dt) {
  require_dt("WienerProcessInput", dt);
  return sigma * std::sqrt(dt) * at::randn_like(sigma);
}

Tensor ou_step(const Tensor& x, const Tensor& mean, const Tensor& sigma, const Tensor& tau, double dt) {
  require_dt("OUProcessInput", dt);
  return x + (mean - x) * (dt / tau) + sigma * std::sqrt(dt) * at::randn_like(x);
}

Tensor ou_process(const Tensor& x, const Tensor& mean, const Tensor& sigma, const Tensor& tau, double dt, std::int64_t steps) {
  if (steps == 0) return x.unsqueeze(0).slice(0, 0, 0);
  std::vector<Tensor> values;
  for (std::int64_t k = 0; k < steps; ++k) values.push_back(ou_step(k ? values.back() : x, mean, sigma, tau, dt));
  return at::stack(values);
}

Tensor while_running(const Tensor& values, const Tensor& step, double duration, double dt) {
  if (!(duration < INFINITY)) return values;
  return values * in_front(step < std::int64_t(std::ceil(duration / dt - 1e-6)), values.dim() - 1).to(values.scalar_type());
}

Tensor poisson_input(const Tensor& target, const Tensor& freq, const Tensor& number, const Tensor& weight, double dt,
                     const std::optional<Tensor>& indices, const std::optional<Tensor>& refractory) {
  if (!(freq >= 0).all().item<bool>() || !(number >= 0).all().item<bool>()) throw OutOfRange("poisson_input: freq and num_input must be >= 0");
  const Tensor rate = freq.to(target.scalar_type());
  at::DimVector shape(target.sizes());
  if (indices) shape.back() = indices->numel();
  const Tensor sent = weight.to(target.scalar_type()) * poisson_count(rate.expand(shape), number, dt);
  const Tensor sum = indices ? target.index_add(-1, indices->to(at::kLong).reshape({-1}), sent) : target + sent;
  return refractory ? at::where(*refractory, target, sum) : sum;
}

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  namespace nn = synaptorch::nn;
  m.def("section_input", &nn::section_input);
  m.def("step_input", &nn::step_input);
  m.def("ramp_input", &nn::ramp_input);
  m.def("sinusoidal_input", &nn::sinusoidal_input);
  m.def("rounded(Tensor x, str how) -> Tensor", &nn::rounded);
  m.def("check_spike_times(Tensor indices, Tensor times, Tensor weights, int n) -> ()", &nn::check_spike_times);
  m.def("spike_time_input", &nn::spike_time_input);
  m.def("poisson_spike", &nn::poisson_spike);
  m.def("poisson_count", &nn::poisson_count);
  m.def("wiener_input", &nn::wiener_input);
  m.def("ou_step", &nn::ou_step);
  m.def("ou_process", &nn::ou_process);
  m.def("while_running", &nn::while_running);
  m.def("poisson_input", &nn::poisson_input);
}
