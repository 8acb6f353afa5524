#include "synaptorch/nn/comm.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>

#include "sparse/delayed.h"
#include "sparse/op.h"
#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

/// A leaf on its own: what was given stays as it was.
Tensor leaf(const Tensor& t) { return t.detach().clone(); }

std::int64_t allowed(std::int64_t conn_num, const char* owner) {
  if (conn_num < 0) throw OutOfRange(std::string(owner) + ": conn_num = " + std::to_string(conn_num) + " is not allowed; it must be >= 0");
  return conn_num;
}

Tensor compressed(const Tensor& matrix) {
  if (matrix.dim() != 2) throw WrongShape("SparseLinear: expected a matrix, got " + std::to_string(matrix.dim()) + " dimensions");
  return matrix.layout() == at::kSparseCsr ? matrix.detach() : matrix.detach().to_sparse_csr();
}

}  // namespace

SparseLinearImpl::SparseLinearImpl(Tensor indptr, Tensor indices, Tensor weight, std::int64_t out_size, std::optional<Tensor> delay,
                                   std::optional<std::int64_t> max_delay, bool learn_delay)
    : indptr(std::move(indptr)), indices(std::move(indices)), out_size_(out_size), learn_delay_(learn_delay), initial_weight_(std::move(weight)) {
  if (delay) {
    initial_delay_ = std::move(*delay);
    max_delay_ = sparse::csr_max_delay(initial_delay_, this->indices.numel(), max_delay);
  }
  reset();
}

SparseLinearImpl::SparseLinearImpl(const Csr& csr, std::optional<Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay)
    : SparseLinearImpl(csr.matrix.crow_indices(), csr.matrix.col_indices(), csr.matrix.values(), csr.matrix.size(1), std::move(delay), max_delay,
                       learn_delay) {}

SparseLinearImpl::SparseLinearImpl(const Tensor& matrix, std::optional<Tensor> delay, std::optional<std::int64_t> max_delay, bool learn_delay)
    : SparseLinearImpl(Csr{compressed(matrix)}, std::move(delay), max_delay, learn_delay) {}

void SparseLinearImpl::reset() {
  indptr = register_buffer("indptr", leaf(indptr));
  indices = register_buffer("indices", leaf(indices));
  weight = register_parameter("weight", leaf(initial_weight_));
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
  static const auto product = sparse::find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt, const std::optional<Tensor>&,
                                        c10::SymInt)>("synaptorch::csr_matvec");
  if (!delay.defined()) return product.call(x, indptr, indices, weight, out_size_, std::nullopt, 0);
  const auto [y, pending] = sparse::csr_matvec_delayed(x, indptr, indices, weight, out_size_, delay, max_delay_, pending_.get());
  pending_.set(pending);
  return y;
}

RandomLinearImpl::RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law, std::int64_t seed,
                                   bool as_events)
    : unit(law.unit()), in_size_(in_size), out_size_(out_size), count_(count), chance_(chance), law_(law), seed_(seed), as_events_(as_events) {
  if (!(chance >= 0 && chance <= 1)) throw OutOfRange("probability " + std::to_string(chance) + " is not in [0, 1]");
  reset();
}

void RandomLinearImpl::reset() {
  weight = register_parameter("weight", at::scalar_tensor(law_.a.magnitude(), at::kFloat));
  const Tensor b = at::scalar_tensor(law_.b.in(unit.value_or(Quantity{1}), "a weight"), at::kFloat);
  weight_b = law_.kind == Law::constant ? register_buffer("weight_b", b) : register_parameter("weight_b", b);
}

Tensor RandomLinearImpl::forward(const Tensor& x) {
  static const auto product = sparse::find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, c10::SymInt, std::int64_t, std::int64_t, double,
                                        std::int64_t)>("synaptorch::random_matvec");
  if (x.dim() < 1 || x.size(-1) != in_size_)
    throw WrongShape("expected spikes of " + std::to_string(in_size_) + " sources");
  return product.call(as_events_ ? events(x, weight.scalar_type()) : x, weight, weight_b, out_size_, std::int64_t(law_.kind), count_, chance_, seed_);
}

std::tuple<Tensor, Tensor, Tensor> RandomLinearImpl::connectivity() const {
  static const auto draw = sparse::find_op<std::tuple<Tensor, Tensor, Tensor>(std::int64_t, std::int64_t, std::int64_t, std::int64_t, double, std::int64_t)>(
      "synaptorch::random_connectivity");
  auto [rows, targets, z] = draw.call(in_size_, out_size_, std::int64_t(law_.kind), count_, chance_, seed_);
  const Tensor a = weight.detach(), b = weight_b.detach();
  z = z.to(a.scalar_type());
  const Tensor w = law_.kind == Law::constant ? a.expand_as(z) : law_.kind == Law::normal ? a + b * z : a + (b - a) * z;
  return {rows, targets, w};
}

FixedProb::FixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, -1, prob, weight, seed)) {}
FixedNumConn::FixedNumConn(std::int64_t in_size, std::int64_t out_size, std::int64_t conn_num, Law weight, std::int64_t seed)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, allowed(conn_num, "FixedNumConn"), 1.0, weight, seed)) {}
EventFixedNumConn::EventFixedNumConn(std::int64_t in_size, std::int64_t out_size, std::int64_t conn_num, Law weight, std::int64_t seed)
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, allowed(conn_num, "EventFixedNumConn"), 1.0, weight, seed, true)) {}
EventFixedProb::EventFixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed)
    : EventFixedNumConn(in_size, out_size, std::int64_t(prob * double(out_size)), weight, seed) {}

}  // namespace synaptorch::nn
