#include "synaptorch/nn/dense.h"

#include <cmath>
#include <sstream>

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/erfinv.h>
#include <torch/library.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {

using at::Tensor;

Tensor kaiming_normal(std::int64_t in_size, std::int64_t out_size) {
  // A uniform number between the probabilities of -2 and 2 becomes a truncated normal one, whose variance is 0.7737.
  const double edge = std::erf(2.0 / std::sqrt(2.0));
  const double std = std::sqrt(2.0 / double(std::max<std::int64_t>(in_size, 1))) / 0.87962566103423978;
  return at::empty({in_size, out_size}, at::kFloat).uniform_(-edge, edge).erfinv_().mul_(std * std::sqrt(2.0));
}

Tensor events(const Tensor& x, at::ScalarType type) {
  const Tensor s = (x.is_floating_point() ? x.detach().sign().abs() : x != 0).to(type);   // comparing makes bytes, which costs more
  return x.requires_grad() ? s + (x - x.detach()).to(type) : s;
}

void DenseImpl::register_in(torch::nn::Module& module, at::IntArrayRef shape, at::IntArrayRef bias_shape) {
  const auto tensor = [&](const Value& value, at::ScalarType type, const char* what, at::IntArrayRef size) {
    const Tensor t = value.tensor(type, value.unit().value_or(Quantity{1}), std::string(name_) + "." + what, size);
    if (t.numel() == 1 || size.empty() || t.sizes() == size) return t;
    std::ostringstream text;
    text << name_ << ": the " << what << " must be one number or have the shape " << size << ", got " << t.sizes();
    throw WrongShape(text.str());
  };
  weight = module.register_parameter("weight", initial_weight_ ? tensor(*initial_weight_, initial_weight_->type(), "weight", shape)
                                                               : kaiming_normal(shape[0], shape[1]));
  if (initial_bias_) bias = module.register_parameter("bias", tensor(*initial_bias_, weight.scalar_type(), "bias", bias_shape));
}

LinearImpl::LinearImpl(std::int64_t in_size, std::int64_t out_size, std::optional<Value> weight, std::optional<Value> bias, std::optional<Tensor> given)
    : DenseImpl("Linear", std::move(weight), std::move(bias)), in_size_(in_size), out_size_(out_size) {
  if (given) mask = *given;
  reset();
}

void LinearImpl::reset() {
  register_in(*this, {in_size_, out_size_}, {out_size_});
  weight.set_data(weight.detach().expand({in_size_, out_size_}).clone());
  if (bias.defined()) bias.set_data(bias.detach().expand({out_size_}).clone());
  if (mask.defined()) mask = register_buffer("mask", mask.to(weight.scalar_type()).expand({in_size_, out_size_}).clone());
}

Tensor LinearImpl::forward(const Tensor& x) {
  return biased(x.to(weight.scalar_type()).matmul(mask.defined() ? weight * mask : weight));
}

EventLinearImpl::EventLinearImpl(std::int64_t in_size, std::int64_t out_size, Value weight, bool float_as_event)
    : DenseImpl("EventLinear", std::move(weight), std::nullopt), in_size_(in_size), out_size_(out_size), float_as_event_(float_as_event) {
  reset();
}
void EventLinearImpl::reset() { register_in(*this, {in_size_, out_size_}, {}); }

Tensor EventLinearImpl::forward(const Tensor& x) {
  const Tensor s = float_as_event_ ? events(x, weight.scalar_type()) : x.to(weight.scalar_type());
  return s.matmul(weight.expand({in_size_, out_size_}));
}

SignedWLinearImpl::SignedWLinearImpl(std::int64_t in_size, std::int64_t out_size, std::optional<Value> weight, std::optional<Tensor> sign)
    : DenseImpl("SignedWLinear", std::move(weight), std::nullopt), in_size_(in_size), out_size_(out_size) {
  if (sign) w_sign = *sign;
  reset();
}
void SignedWLinearImpl::reset() {
  register_in(*this, {in_size_, out_size_}, {});
  if (w_sign.defined()) w_sign = register_buffer("w_sign", w_sign.to(weight.scalar_type()).clone());
}

Tensor SignedWLinearImpl::forward(const Tensor& x) {
  const Tensor size = weight.abs().expand({in_size_, out_size_});
  return x.to(weight.scalar_type()).matmul(w_sign.defined() ? size * w_sign : size);
}

void OneToOneImpl::reset() { register_in(*this, {}, {}); }
Tensor OneToOneImpl::forward(const Tensor& x) { return biased(x.to(weight.scalar_type()) * weight); }

void AllToAllImpl::reset() { register_in(*this, {}, {out_size_}); }

Tensor AllToAllImpl::forward(const Tensor& x) {
  const Tensor s = x.to(weight.scalar_type());
  if (!include_self_ && s.size(-1) != out_size_) throw WrongShape("AllToAll: include_self = false needs populations of equal size");
  if (weight.numel() != 1) {
    const Tensor y = s.matmul(weight);
    return biased(include_self_ ? y : y - s * weight.diagonal());
  }
  at::DimVector shape(s.sizes());
  shape.back() = out_size_;
  const Tensor y = s.sum(-1, true).expand(shape) * weight;
  return biased(include_self_ ? y : y - s * weight);
}

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  m.def("events(Tensor x, ScalarType dtype) -> Tensor", &synaptorch::nn::events);
}
