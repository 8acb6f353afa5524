#include "synaptorch/nn/inputs.h"

#include <cmath>
#include <numbers>

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/binomial.h>
#include <ATen/ops/bucketize.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/expm1.h>
#include <ATen/ops/rand_like.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/sin.h>
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

// ---- sources ----
namespace {

double ms(const Number& time) { return time.in(unit("ms"), "a time"); }
double mA(const Number& current) { return current.in(unit("mA"), "an amplitude"); }

Tensor number(double x) { return at::scalar_tensor(x, at::kFloat); }

/// [n] as [n, 1, ..], so that a value a row broadcasts with the size; rows of the full size stay.
Tensor rows_for(const Tensor& values, const Size& size) {
  Tensor v = values;
  while (values.dim() == 1 && v.dim() <= std::int64_t(size.size())) v = v.unsqueeze(-1);
  return v;
}

}  // namespace

Tensor Source::run(std::int64_t steps) {
  if (steps < 0) throw OutOfRange("a source cannot run " + std::to_string(steps) + " steps");
  const Tensor values = values_(at::arange(step_, step_ + steps, at::kLong));
  step_ += steps;
  at::DimVector shape{steps};
  shape.append(size_.begin(), size_.end());
  return values.expand(shape);
}

Source SectionInput(Size size, Tensor values, Tensor durations, Number dt) {
  values = rows_for(values, size);
  return {std::move(size), [=, dt = ms(dt)](const Tensor& step) { return section_input(step, dt, values, durations); }};
}
Source ConstantInput(Size size, Number value, Number duration, Number dt) {
  return SectionInput(std::move(size), number(mA(value)).reshape({1}), at::scalar_tensor(ms(duration), at::kDouble).reshape({1}), dt);
}
Source StepInput(Size size, Tensor amplitudes, Tensor step_times, Number dt) {
  amplitudes = rows_for(amplitudes, size);
  return {std::move(size), [=, dt = ms(dt)](const Tensor& step) { return step_input(step, dt, amplitudes, step_times); }};
}
Source RampInput(Size size, Number c_start, Number c_end, Number duration, Number t_start, Number dt) {
  const Tensor a = number(mA(c_start)).expand(size), b = number(mA(c_end)).expand(size);
  return {std::move(size), [a, b, duration = ms(duration), t_start = ms(t_start), dt = ms(dt)](const Tensor& step) {
            return ramp_input(step, dt, a, b, duration, t_start);
          }};
}
Source SinusoidalInput(Size size, Number amplitude, Number frequency, Number duration, Number bias, Number dt) {
  const Tensor a = number(mA(amplitude)).expand(size), f = number(frequency.in(unit("Hz"), "frequency")), b = number(mA(bias));
  return {std::move(size), [a, f, b, duration = ms(duration), dt = ms(dt)](const Tensor& step) {
            return sinusoidal_input(step, dt, a, f, duration, b);
          }};
}
Source PoissonSpike(Size size, Value freqs, Number dt) {
  const Tensor rates = freqs.tensor(at::kFloat, unit("Hz"), "PoissonSpike.freqs", size).expand(size);
  return {std::move(size), [rates, dt = ms(dt)](const Tensor& step) {
            at::DimVector shape{step.numel()};
            shape.append(rates.sizes().begin(), rates.sizes().end());
            return poisson_spike(rates.expand(shape), dt);
          }};
}
Source SpikeTime(std::int64_t size, Tensor indices, Tensor times, Value weights, Number dt) {
  require_dt("SpikeTime", ms(dt));
  if (indices.numel() != times.numel())
    throw WrongShape("SpikeTime: " + std::to_string(indices.numel()) + " indices, " + std::to_string(times.numel()) + " times");
  const Tensor steps = (times.to(at::kDouble) / ms(dt)).round().to(at::kLong), w = weights.tensor(at::kFloat, unit("1"), "SpikeTime.weights");
  return {{size}, [=](const Tensor& step) {
            return spike_time_input(step.numel() ? step[0].item<std::int64_t>() : 0, step.numel(), steps, indices, w, size);
          }};
}

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  namespace nn = synaptorch::nn;
  m.def("section_input", &nn::section_input);
  m.def("step_input", &nn::step_input);
  m.def("ramp_input", &nn::ramp_input);
  m.def("sinusoidal_input", &nn::sinusoidal_input);
  m.def("spike_time_input", &nn::spike_time_input);
  m.def("poisson_spike", &nn::poisson_spike);
  m.def("poisson_count", &nn::poisson_count);
  m.def("wiener_input", &nn::wiener_input);
  m.def("ou_step", &nn::ou_step);
}
