#include "synaptorch/nn/delay.h"

#include <cmath>
#include <sstream>

#include <ATen/ExpandUtils.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/where.h>
#include <torch/library.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

template <class E, class... A> [[noreturn]] void refuse(const A&... words) {
  std::ostringstream text;
  (text << ... << words);
  throw E(text.str());
}

void require_size(const Tensor& x, at::IntArrayRef size) {
  bool fits = x.dim() > std::int64_t(size.size());
  for (std::size_t d = 1; fits && d <= size.size(); ++d) fits = x.sym_size(-std::int64_t(d)) == size[size.size() - d];
  if (!fits) refuse<WrongShape>("Delay: input must have the shape [T, .., ", size, "], got ", x.sym_sizes());
}

/// The steps before x: zeros at first.
Tensor before(const Tensor& x, const Tensor& past, std::int64_t steps) {
  c10::SymDimVector shape(x.sym_sizes());
  shape[0] = steps;
  if (past.dim() <= 1 && past.sym_numel() == 0) return x.new_zeros_symint(shape);
  if (past.sym_sizes() != c10::SymIntArrayRef(shape))
    refuse<WrongShape>("Delay: a step has the shape ", x.sym_sizes().slice(1), ", those before had ", past.sym_sizes().slice(1), "; reset_state() forgets them");
  return past;
}

}  // namespace

std::int64_t delay_steps(double delay, double dt) {
  if (!(delay >= 0 && delay < INFINITY)) refuse<OutOfRange>("delay = ", delay, " ms is not allowed; it must be >= 0");
  return std::int64_t(std::ceil(delay / dt - 1e-6));
}

std::int64_t delay_steps_kept(const Tensor& delay, at::IntArrayRef size, std::optional<double> max_delay, double dt) {
  if (!(dt > 0 && dt < INFINITY)) refuse<OutOfRange>("Delay: dt = ", dt, " ms is not allowed; it must be > 0");
  if (!at::is_expandable_to(delay.sizes(), size)) refuse<WrongShape>("Delay: delay has shape ", delay.sizes(), ", which does not broadcast to ", size);
  if (delay.numel() == 0) return 1;
  const double shortest = delay.min().item<double>(), given = delay.max().item<double>(), longest = max_delay.value_or(given);
  if (!(shortest >= 0 && given <= longest && longest < INFINITY))
    refuse<OutOfRange>("Delay: delays must be >= 0 and <= max_delay = ", longest, " ms, got ", shortest, " to ", given, " ms");
  return std::max<std::int64_t>(1, delay_steps(longest, dt));
}

std::tuple<Tensor, Tensor> delay_line(const Tensor& input, const Tensor& past, const Tensor& delay, at::IntArrayRef size,
                                      std::int64_t steps_kept, double dt) {
  require_size(input, size);
  const Tensor x = input.is_floating_point() ? input : input.to(delay.scalar_type());   // spikes of PoissonSpike are bool
  const Tensor line = at::cat({before(x, past, steps_kept), x});
  // The whole steps, and the fraction of the next, which carries the gradient.
  Tensor steps = (delay / dt).clamp(0.0, double(steps_kept));
  const Tensor away = steps.detach() - steps.detach().round();
  steps = at::where(away.abs() < 1e-5, steps - away, steps);   // 0.3 ms / 0.1 ms is 3
  const Tensor whole = steps.detach().floor().clamp_max(double(steps_kept - 1));
  const Tensor fraction = (steps - whole).to(x.scalar_type());

  at::DimVector in_time(size.size() + 1, 1);
  in_time[0] = -1;
  Tensor place = at::arange(c10::Scalar(x.sym_size(0)), delay.options().dtype(at::kLong)).reshape(in_time) + (steps_kept - whole.to(at::kLong));
  while (place.dim() < x.dim()) place = place.unsqueeze(1);
  const auto at = [&](const Tensor& p) { return line.gather(0, p.expand_symint(x.sym_sizes())); };
  return {(1 - fraction) * at(place) + fraction * at(place - 1), line.slice_symint(0, x.sym_size(0))};
}

DelayImpl::DelayImpl(DelayOptions options) : options_(std::move(options)), dt_(options_.dt().in(unit("ms"), "dt")) { reset(); }

void DelayImpl::reset() {
  const Tensor value = options_.delay.tensor(options_.type(), unit("ms"), "delay", options_.size);
  const auto longest = options_.max_delay() ? std::optional(options_.max_delay()->in(unit("ms"), "max_delay")) : std::nullopt;
  steps_kept = delay_steps_kept(value, options_.size, longest, dt_);
  delay = options_.learn() ? register_parameter("delay", value) : register_buffer("delay", value);
  history_ = StateBuffer(register_buffer("history", at::empty({0}, options_.type())));
}

Tensor DelayImpl::run(const Tensor& x) {
  const auto [y, past] = delay_line(x, history_.get(), delay, options_.size, steps_kept, dt_);
  history_.set(past);
  return y;
}

Tensor DelayImpl::forward(const Tensor& x) { return run(x.unsqueeze(0)).squeeze(0); }

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  namespace nn = synaptorch::nn;
  m.def("delay_steps", &nn::delay_steps);
  m.def("delay_steps_kept(Tensor delay, int[] size, float? max_delay, float dt) -> int", &nn::delay_steps_kept);
  m.def("delay_line(Tensor x, Tensor past, Tensor delay, int[] size, int steps_kept, float dt) -> (Tensor, Tensor)", &nn::delay_line);
}
