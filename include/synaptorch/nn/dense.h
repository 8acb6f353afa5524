#pragma once
// Dense weights of projections: y = x W, W [in, out]. They are a number, a quantity, a law or a tensor; by default Kaiming.
#include <optional>

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include "synaptorch/nn/options.h"

namespace synaptorch::nn {

/// Weights [in, out]: normal numbers of variance 2 / in, truncated at two standard deviations.
at::Tensor kaiming_normal(std::int64_t in_size, std::int64_t out_size);
/// 1 where x is not 0, of that type; gradients pass as if it were x. Python calls it, too (torch.ops.synaptorch.events).
at::Tensor events(const at::Tensor& x, at::ScalarType type);

/// Base: weights with or without unit, and a bias.
class DenseImpl {
 public:
  at::Tensor weight, bias;        ///< learnt; bias: undefined for none
  std::optional<Quantity> unit;   ///< of the weights, where they have one

 protected:
  DenseImpl(const char* name, std::optional<Value> weight, std::optional<Value> bias)
      : unit(weight ? weight->unit() : std::nullopt), name_(name), initial_weight_(std::move(weight)), initial_bias_(std::move(bias)) {}
  /// Registers weights of that shape (or one number) and a bias. Throws WrongShape.
  void register_in(torch::nn::Module& module, at::IntArrayRef shape, at::IntArrayRef bias_shape);
  at::Tensor biased(const at::Tensor& y) const { return bias.defined() ? y + bias : y; }

  const char* name_;
  std::optional<Value> initial_weight_, initial_bias_;
};

/// Dense weights; those that `mask` excludes stay 0, also in training.
class LinearImpl : public torch::nn::Cloneable<LinearImpl>, public DenseImpl {
 public:
  LinearImpl(std::int64_t in_size, std::int64_t out_size, std::optional<Value> weight = std::nullopt, std::optional<Value> bias = Value(0.0),
             std::optional<at::Tensor> mask = std::nullopt);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  at::Tensor mask;

 private:
  std::int64_t in_size_, out_size_;
};
TORCH_MODULE(Linear);

/// Dense weights for events: what is not 0 counts as 1, unless `float_as_event` is false.
class EventLinearImpl : public torch::nn::Cloneable<EventLinearImpl>, public DenseImpl {
 public:
  EventLinearImpl(std::int64_t in_size, std::int64_t out_size, Value weight, bool float_as_event = true);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);

 private:
  std::int64_t in_size_, out_size_;
  bool float_as_event_;
};
TORCH_MODULE(EventLinear);

/// Dense weights of fixed sign: y = x (|W| sign); sign: +1 or -1 per weight, by default +1.
class SignedWLinearImpl : public torch::nn::Cloneable<SignedWLinearImpl>, public DenseImpl {
 public:
  SignedWLinearImpl(std::int64_t in_size, std::int64_t out_size, std::optional<Value> weight = std::nullopt,
                    std::optional<at::Tensor> sign = std::nullopt);
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
  at::Tensor w_sign;

 private:
  std::int64_t in_size_, out_size_;
};
TORCH_MODULE(SignedWLinear);

/// Source i reaches target i; `weight`: one number or [n].
class OneToOneImpl : public torch::nn::Cloneable<OneToOneImpl>, public DenseImpl {
 public:
  explicit OneToOneImpl(Value weight, std::optional<Value> bias = std::nullopt) : DenseImpl("OneToOne", std::move(weight), std::move(bias)) { reset(); }
  void reset() override;
  at::Tensor forward(const at::Tensor& x);
};
TORCH_MODULE(OneToOne);

/// Every source reaches every target; `weight`: one number or [in, out].
class AllToAllImpl : public torch::nn::Cloneable<AllToAllImpl>, public DenseImpl {
 public:
  AllToAllImpl(std::int64_t out_size, Value weight, bool include_self = true, std::optional<Value> bias = std::nullopt)
      : DenseImpl("AllToAll", std::move(weight), std::move(bias)), out_size_(out_size), include_self_(include_self) { reset(); }
  void reset() override;
  at::Tensor forward(const at::Tensor& x);

 private:
  std::int64_t out_size_;
  bool include_self_;
};
TORCH_MODULE(AllToAll);

}  // namespace synaptorch::nn
