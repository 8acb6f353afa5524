#pragma once
// Delays. The functions are what Python calls, too (torch.ops.synaptorch.*).
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include "synaptorch/nn/options.h"
#include "synaptorch/nn/state.h"

namespace synaptorch::nn {

/// The steps of a delay in ms: rounded up, a ratio that is whole but for rounding errors counting as whole. Throws OutOfRange.
std::int64_t delay_steps(double delay, double dt);
/// The steps that a line keeps for delays (ms) of elements [..size]; without `max_delay` the longest is the longest that will be
/// met. Throws WrongShape, OutOfRange.
std::int64_t delay_steps_kept(const at::Tensor& delay, at::IntArrayRef size, std::optional<double> max_delay, double dt);
/// Delays all steps of x [T, .., ..size], each element by its own time (ms); between two steps linearly interpolated. `past` is
/// what this returned last, or empty: then zeros come first. Returns what arrives, and the past of the next call.
std::tuple<at::Tensor, at::Tensor> delay_line(const at::Tensor& x, const at::Tensor& past, const at::Tensor& delay, at::IntArrayRef size,
                                              std::int64_t steps_kept, double dt);

/// What a layer of delays is made of.
struct DelayOptions {
  DelayOptions(std::int64_t n, Value delay) : DelayOptions(std::vector<std::int64_t>{n}, std::move(delay)) {}
  DelayOptions(std::vector<std::int64_t> size, Value delay) : size(std::move(size)), delay(std::move(delay)) {}
  std::vector<std::int64_t> size;   ///< the last dimensions of the input
  Value delay;                      ///< ms, one or one per element
  TORCH_ARG(Number, dt) = 0.1;      ///< ms
  TORCH_ARG(std::optional<Number>, max_delay);   ///< longest that will be met, ms; by default the longest given. Learnt delays stay within.
  TORCH_ARG(bool, learn) = false;   ///< whether `delay` is learnt
  TORCH_ARG(at::ScalarType, type) = at::kFloat;
};

/// Delays its input, each element by its own time; delays between two steps are interpolated, so that they can be learnt.
class DelayImpl : public torch::nn::Cloneable<DelayImpl>, public Stateful {
 public:
  /// Throws OutOfRange: a delay below 0 or above `max_delay`; WrongShape.
  explicit DelayImpl(DelayOptions options);
  void reset() override;
  /// One step [.., ..size].
  at::Tensor forward(const at::Tensor& x);
  /// All steps [T, .., ..size]; what came before, zeros at first, comes first.
  at::Tensor run(const at::Tensor& x);
  void reset_state(std::optional<std::int64_t> = std::nullopt) override { history_.reset(); }
  void detach_() override { history_.detach(); }

  at::Tensor delay;
  std::int64_t steps_kept = 0;

 private:
  DelayOptions options_;
  double dt_;
  StateBuffer history_;
};
TORCH_MODULE(Delay);

}  // namespace synaptorch::nn
