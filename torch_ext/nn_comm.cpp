#include "synaptorch/nn/comm.h"

#include <sstream>

#include <ATen/ExpandUtils.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/randint.h>
#include <ATen/ops/scalar_tensor.h>
#include <torch/library.h>

#include "sparse/delayed.h"
#include "sparse/op.h"
#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

/// A leaf on its own: what was given stays as it was.
Tensor leaf(const Tensor& t) { return t.detach().clone(); }

std::int64_t drawn_seed() { return at::randint(std::int64_t(1) << 62, {1}, at::kLong).item<std::int64_t>(); }

/// The product with stored synapses without delays.
Tensor stored_product(const Tensor& x, const Tensor& indptr, const Tensor& indices, const Tensor& weight, std::int64_t out_size) {
  static const auto product = sparse::find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt,
                                                     const std::optional<Tensor>&, c10::SymInt)>("synaptorch::csr_matvec");
  return product.call(x, indptr, indices, weight, out_size, std::nullopt, 0);
}

Tensor compressed(const Tensor& matrix) {
  if (matrix.dim() != 2) throw WrongShape("SparseLinear: expected a matrix, got " + std::to_string(matrix.dim()) + " dimensions");
  return matrix.layout() == at::kSparseCsr ? matrix.detach() : matrix.detach().to_sparse_csr();
}

}  // namespace

SparseLinearImpl::SparseLinearImpl(Tensor indptr, Tensor indices, Tensor weight, std::int64_t out_size, std::optional<Tensor> delay,
                                   std::optional<std::int64_t> max_delay, bool learn_delay, std::optional<Value> bias)
    : indptr(std::move(indptr)), indices(std::move(indices)), out_size_(out_size), learn_delay_(learn_delay), initial_weight_(std::move(weight)),
      initial_bias_(std::move(bias)) {
  if (delay) {
    initial_delay_ = std::move(*delay);
    max_delay_ = sparse::csr_max_delay(initial_delay_, this->indices.numel(), max_delay);
  }
  reset();
}

SparseLinearImpl::SparseLinearImpl(const Csr& csr, std::optional<Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay,
                                   std::optional<Value> bias)
    : SparseLinearImpl(csr.matrix.crow_indices(), csr.matrix.col_indices(), csr.matrix.values(), csr.matrix.size(1), std::move(delay), max_delay,
                       learn_delay, std::move(bias)) {}

SparseLinearImpl::SparseLinearImpl(const Tensor& matrix, std::optional<Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay,
                                   std::optional<Value> bias)
    : SparseLinearImpl(Csr{compressed(matrix)}, std::move(delay), max_delay, learn_delay, std::move(bias)) {}

void SparseLinearImpl::reset() {
  indptr = register_buffer("indptr", leaf(indptr));
  indices = register_buffer("indices", leaf(indices));
  weight = register_parameter("weight", leaf(initial_weight_));
  if (initial_bias_) {
    bias = register_parameter("bias", initial_bias_->tensor(weight.scalar_type(), Quantity{1}, "SparseLinear.bias", {out_size_}));
    if (!at::is_expandable_to(bias.sizes(), {out_size_}))
      throw WrongShape("SparseLinear: the bias must be one number or have the shape [" + std::to_string(out_size_) + "]");
  }
  if (initial_delay_.defined()) {
    const Tensor own = leaf(initial_delay_).to(weight.scalar_type());
    delay = learn_delay_ ? register_parameter("delay", own) : register_buffer("delay", own);
  }
  pending_ = StateBuffer(register_buffer("pending", at::empty({0}, weight.scalar_type())));
}

Tensor SparseLinearImpl::forward(const Tensor& x) {
  return delay.defined() ? run(x.unsqueeze(0)).squeeze(0) : run(x);
}

Tensor SparseLinearImpl::run(const Tensor& x) {
  const auto biased = [&](const Tensor& y) { return bias.defined() ? y + bias : y; };
  if (!delay.defined()) return biased(stored_product(x, indptr, indices, weight, out_size_));
  const auto [y, pending] = sparse::csr_matvec_delayed(x, indptr, indices, weight, out_size_, delay, max_delay_, pending_.get());
  pending_.set(pending);
  return biased(y);
}

RandomLinearImpl::RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law,
                                   std::optional<std::int64_t> seed, bool as_events, bool distinct)
    : unit(law.unit()), in_size_(in_size), out_size_(out_size), count_(count), chance_(chance), law_(law), seed_(seed ? *seed : drawn_seed()),
      as_events_(as_events), distinct_(distinct) {
  if (!(chance >= 0 && chance <= 1)) throw OutOfRange("probability " + std::to_string(chance) + " is not in [0, 1]");
  reset();
}

void RandomLinearImpl::reset() {
  if (distinct_) return store();
  weight = register_parameter("weight", at::scalar_tensor(law_.a.magnitude(), at::kFloat));
  const Tensor b = at::scalar_tensor(law_.b.in(unit.value_or(Quantity{1}), "a weight"), at::kFloat);
  weight_b = law_.kind == Law::constant ? register_buffer("weight_b", b) : register_parameter("weight_b", b);
}

void RandomLinearImpl::store() {
  static const auto draw = sparse::find_op<Tensor(std::int64_t, std::int64_t, std::int64_t, std::int64_t)>("synaptorch::distinct_targets");
  indices = register_buffer("indices", draw.call(in_size_, out_size_, count_, seed_));
  indptr = register_buffer("indptr", at::arange(in_size_ + 1, at::kLong) * count_);
  const Value value = law_.kind == Law::constant ? Value(law_.a) : Value(law_);
  weight = register_parameter("weight", value.tensor(at::kFloat, unit.value_or(Quantity{1}), "a weight", indices.sizes()));
}

Tensor RandomLinearImpl::forward(const Tensor& x) {
  static const auto product = sparse::find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, c10::SymInt, std::int64_t, std::int64_t, double,
                                        std::int64_t)>("synaptorch::random_matvec");
  if (x.dim() < 1 || x.size(-1) != in_size_)
    throw WrongShape("expected spikes of " + std::to_string(in_size_) + " sources");
  const Tensor s = as_events_ ? events(x, weight.scalar_type()) : x;
  if (distinct_) return stored_product(s, indptr, indices, weight, out_size_);
  return product.call(s, weight, weight_b, out_size_, std::int64_t(law_.kind), count_, chance_, seed_);
}

std::tuple<Tensor, Tensor, Tensor> RandomLinearImpl::connectivity() const {
  if (distinct_) return {indptr, indices, weight.detach().expand_as(indices)};
  static const auto draw = sparse::find_op<std::tuple<Tensor, Tensor, Tensor>(std::int64_t, std::int64_t, std::int64_t, std::int64_t, double, std::int64_t)>(
      "synaptorch::random_connectivity");
  auto [rows, targets, z] = draw.call(in_size_, out_size_, std::int64_t(law_.kind), count_, chance_, seed_);
  const Tensor a = weight.detach(), b = weight_b.detach();
  z = z.to(a.scalar_type());
  const Tensor w = law_.kind == Law::constant ? a.expand_as(z) : law_.kind == Law::normal ? a + b * z : a + (b - a) * z;
  return {rows, targets, w};
}

std::int64_t target_count(const at::Scalar& conn_num, std::int64_t out_size, std::string owner) {
  const double given = conn_num.toDouble();
  if (!(given >= 0) || (conn_num.isFloatingPoint() && given > 1)) {
    std::ostringstream text;
    text << owner << ": conn_num = " << given << " is not allowed; it must be a number >= 0 or a share in [0, 1]";
    throw OutOfRange(text.str());
  }
  return conn_num.isFloatingPoint() ? std::int64_t(given * double(out_size)) : conn_num.toLong();
}

FixedProb::FixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::optional<std::int64_t> seed)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, -1, prob, weight, seed)) {}
FixedNumConn::FixedNumConn(std::int64_t in_size, std::int64_t out_size, at::Scalar conn_num, Law weight, std::optional<std::int64_t> seed,
                           bool allow_multi_conn)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, target_count(conn_num, out_size, "FixedNumConn"), 1.0, weight, seed, false,
                                                      !allow_multi_conn)) {}
EventFixedNumConn::EventFixedNumConn(std::int64_t in_size, std::int64_t out_size, at::Scalar conn_num, Law weight, std::optional<std::int64_t> seed,
                                     bool allow_multi_conn)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, target_count(conn_num, out_size, "EventFixedNumConn"), 1.0, weight, seed,
                                                      true, !allow_multi_conn)) {}

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  m.def("target_count(Scalar conn_num, int out_size, str owner) -> int", &synaptorch::nn::target_count);
}
