#include "synaptorch/nn/comm.h"

#include <ATen/ops/scalar_tensor.h>

#include "sparse/op.h"
#include "synaptorch/core/error.h"

namespace synaptorch::nn {
namespace {

using at::Tensor;

/// A leaf on its own: what was given stays as it was.
Tensor leaf(const Tensor& t) { return t.detach().clone(); }

}  // namespace

SparseLinearImpl::SparseLinearImpl(Tensor indptr, Tensor indices, Tensor weight, std::int64_t out_size, std::optional<Tensor> delay,
                                   std::int64_t max_delay)
    : indptr(std::move(indptr)), indices(std::move(indices)), out_size_(out_size), max_delay_(max_delay), initial_weight_(std::move(weight)) {
  if (delay) this->delay = *delay;
  reset();
}

SparseLinearImpl::SparseLinearImpl(const Tensor& matrix) : out_size_(0), max_delay_(0) {
  if (matrix.dim() != 2) throw WrongShape("SparseLinear: expected a matrix, got " + std::to_string(matrix.dim()) + " dimensions");
  const Tensor csr = matrix.layout() == at::kSparseCsr ? matrix.detach() : matrix.detach().to_sparse_csr();
  indptr = csr.crow_indices();
  indices = csr.col_indices();
  initial_weight_ = csr.values();
  out_size_ = matrix.size(1);
  reset();
}

void SparseLinearImpl::reset() {
  indptr = register_buffer("indptr", leaf(indptr));
  indices = register_buffer("indices", leaf(indices));
  weight = register_parameter("weight", leaf(initial_weight_));
  if (delay.defined()) delay = register_buffer("delay", leaf(delay).to(weight.scalar_type()));
  pending_ = Tensor();
}

Tensor SparseLinearImpl::forward(const Tensor& x) {
  return delay.defined() ? run(x.unsqueeze(0)).squeeze(0) : run(x);
}

Tensor SparseLinearImpl::run(const Tensor& x) {
  static const auto product = sparse::find_op<Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt, const std::optional<Tensor>&,
                                        c10::SymInt)>("synaptorch::csr_matvec");
  if (!delay.defined()) return product.call(x, indptr, indices, weight, out_size_, std::nullopt, 0);
  Tensor y = product.call(x, indptr, indices, weight, out_size_, delay, max_delay_);
  const std::int64_t steps = x.size(0);
  if (pending_.defined()) {
    at::DimVector shape(y.sizes());
    shape.front() = steps;
    y = y + at::cat({pending_, at::zeros(shape, y.options())});
  }
  pending_ = y.slice(0, steps);
  return y.slice(0, 0, steps);
}

void SparseLinearImpl::reset_state() { pending_ = Tensor(); }

RandomLinearImpl::RandomLinearImpl(std::int64_t in_size, std::int64_t out_size, std::int64_t count, double chance, Law law, std::int64_t seed)
    : unit(law.unit()), in_size_(in_size), out_size_(out_size), count_(count), chance_(chance), law_(law), seed_(seed) {
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
  return product.call(x, weight, weight_b, out_size_, std::int64_t(law_.kind), count_, chance_, seed_);
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
    : ModuleHolder(std::make_shared<RandomLinearImpl>(in_size, out_size, conn_num, 1.0, weight, seed)) {
  if (conn_num < 0) throw OutOfRange("FixedNumConn: conn_num = " + std::to_string(conn_num) + " is not allowed; it must be >= 0");
}
EventFixedProb::EventFixedProb(std::int64_t in_size, std::int64_t out_size, double prob, Law weight, std::int64_t seed)
    : FixedNumConn(in_size, out_size, std::int64_t(prob * double(out_size)), weight, seed) {}

void OneToOneImpl::reset() { weight = register_parameter("weight", initial_.tensor(at::kFloat, unit.value_or(Quantity{1}), "OneToOne.weight")); }

Tensor OneToOneImpl::forward(const Tensor& x) { return x.to(weight.scalar_type()) * weight; }

void AllToAllImpl::reset() { weight = register_parameter("weight", at::scalar_tensor(initial_, at::kFloat)); }

Tensor AllToAllImpl::forward(const Tensor& x) {
  const Tensor s = x.to(weight.scalar_type());
  at::DimVector shape(s.sizes());
  shape.back() = out_size_;
  const Tensor y = s.sum(-1, true).expand(shape);
  if (include_self_) return y * weight;
  if (s.size(-1) != out_size_) throw WrongShape("AllToAll: include_self = false needs populations of equal size");
  return (y - s) * weight;
}

}  // namespace synaptorch::nn
