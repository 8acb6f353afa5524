// Sources: what counts steps around the functions of nn_inputs.cpp.
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/scalar_tensor.h>

#include "synaptorch/core/error.h"
#include "synaptorch/nn/inputs.h"
#include "synaptorch/nn/neuron.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

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
Source SpikeTime(std::int64_t size, Tensor indices, Tensor times, Value weights, Number dt, TimeAsStep time_as_step) {
  if (!(ms(dt) > 0)) throw OutOfRange("SpikeTime: dt must be > 0 ms");
  const Tensor w = weights.tensor(at::kFloat, unit("1"), "SpikeTime.weights");
  check_spike_times(indices, times, w, size);
  const Tensor steps = time_as_step.steps(times.to(at::kDouble) / ms(dt)).to(at::kLong);
  return {{size}, [=](const Tensor& step) {
            return spike_time_input(step.numel() ? step[0].item<std::int64_t>() : 0, step.numel(), steps, indices, w, size);
          }};
}

Source WienerProcessInput(Size size, Value sigma, Number duration, Number dt) {
  const Tensor s = sigma.tensor(at::kFloat, unit("mA"), "WienerProcessInput.sigma", size).expand(size);
  return {std::move(size), [s, duration = ms(duration), dt = ms(dt)](const Tensor& step) {
            at::DimVector shape{step.numel()};
            shape.append(s.sizes().begin(), s.sizes().end());
            return while_running(wiener_input(s.expand(shape), dt), step, duration, dt);
          }};
}
Source OUProcessInput(Size size, Value mean, Value sigma, Value tau, Number duration, Number dt) {
  const auto of_size = [&](const Value& v, const char* unit_name, const char* name) {
    return v.tensor(at::kFloat, unit(unit_name), std::string("OUProcessInput.") + name, size).expand(size).clone();
  };
  const Tensor m = of_size(mean, "mA", "mean"), s = of_size(sigma, "mA", "sigma"), t = of_size(tau, "ms", "tau");
  return {size, [m, s, t, x = m, duration = ms(duration), dt = ms(dt)](const Tensor& step) mutable {
            if (step.numel() > 0 && step[0].item<std::int64_t>() == 0) x = m;
            const Tensor values = ou_process(x, m, s, t, dt, step.numel());
            if (step.numel() > 0) x = values.select(0, -1);
            return while_running(values, step, duration, dt);
          }};
}

Tensor PoissonEncoder::run(const Tensor& freqs, std::int64_t steps) const {
  at::DimVector shape{steps};
  shape.append(freqs.sizes().begin(), freqs.sizes().end());
  return poisson_spike(freqs.expand(shape), dt_);
}

PoissonInput::PoissonInput(std::shared_ptr<NeuronImpl> target, std::string state, Tensor indices, std::int64_t num_input, Value freq, Value weight)
    : target_(target), state_(std::move(state)), indices_(std::move(indices)) {
  const at::ScalarType type = target->options().dtype;
  number_ = at::scalar_tensor(double(num_input), type);
  freq_ = freq.tensor(type, unit("Hz"), "PoissonInput.freq");
  weight_ = weight.tensor(type, target->state_unit(state_), "PoissonInput.weight");
}

void PoissonInput::forward() {
  const auto target = target_.lock();
  if (!target) throw WrongType("PoissonInput: its target population is gone");
  std::vector<Tensor> states = target->state();
  Tensor& s = states[target->state_number(state_)];
  s = poisson_input(s, freq_, number_, weight_, target->options().step, indices_.defined() ? std::optional(indices_) : std::nullopt);
  target->set_state(states);
}

}  // namespace synaptorch::nn

