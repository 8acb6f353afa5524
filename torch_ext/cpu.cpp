#include <algorithm>
#include <array>
#include <mutex>

#include <ATen/Parallel.h>
#include <ATen/ops/scalar_tensor.h>

#include "call.h"
#include "evaluate.h"

#if AT_PARALLEL_OPENMP && !defined(_OPENMP) && defined(__GNUC__) && !defined(__clang__)
#error "compile with -fopenmp: at::parallel_for would run on one thread without a word"
#endif

namespace synaptorch::ops {
namespace {

/// Elements of one backward call, enough that a call is short against its steps. Independent of the number of threads, so that sums over elements are too.
std::int64_t sum_block(std::int64_t steps) { return std::max<std::int64_t>(1024, 4096 / steps); }
/// Element-steps below which a second thread does not pay.
std::int64_t grain(const Model& model, std::int64_t steps) {
  const std::int64_t work = model.kind == Kind::ode ? 1024 : 16384;
  return std::max<std::int64_t>(1, work / std::max<std::int64_t>(steps, 1));
}

/// The coefficients of a call whose parameters are all single numbers: computed once, in double.
struct Uniform {
  bool holds = false;
  c10::SmallVector<double, 16> params, coeffs;
  c10::SmallVector<float, 16> coeffs_float;
  c10::SmallVector<Operand, 16> operands;

  Uniform(const Signature& s, const Tensors& tensors, double dt) {
    const auto* first = tensors.begin() + s.inputs() + s.states();
    holds = std::all_of(first, first + s.params(), [](const at::Tensor& t) { return t.numel() == 1; });
    if (!holds) return;
    const bool is_double = tensors[0].scalar_type() == at::kDouble;
    for (int k = 0; k < s.params(); ++k) {
      const void* p = first[k].const_data_ptr();
      params.push_back(is_double ? *static_cast<const double*>(p) : double(*static_cast<const float*>(p)));
    }
    coeffs.resize(s.model().coeffs);
    s.model().prepare(s.model().lengths.data(), params.data(), dt, coeffs.data());
    if (!is_double) coeffs_float.assign(coeffs.begin(), coeffs.end());
    for (int k = 0; k < s.model().coeffs; ++k)
      operands.push_back({is_double ? static_cast<void*>(&coeffs[k]) : &coeffs_float[k], 0, 0, 0});
  }
  const Operand* data() const { return holds ? operands.data() : nullptr; }
  Uniform(const Uniform&) = delete;   // operands point into it
  Uniform& operator=(const Uniform&) = delete;
};

/// Runs one kernel call per thread and reports the first failure by element.
void run_forward(const Signature& s, const Forward& f, ForwardKernel kernel, std::int64_t elements) {
  const std::int64_t least = grain(s.model(), f.steps);
  if (elements <= least || at::get_num_threads() == 1) {
    Failure failure;
    Forward all = f;
    all.end = elements;
    all.failure = &failure;
    kernel(all);
    if (failure.what) throw_failure(s, failure);
    return;
  }
  Failure first;
  std::mutex mutex;
  // Whole blocks of 256 elements: threads share no cache line and no vector is cut.
  constexpr std::int64_t kUnit = 256;
  at::parallel_for(0, (elements + kUnit - 1) / kUnit, std::max<std::int64_t>(1, least / kUnit), [&](auto begin, auto end) {
    Failure failure;
    Forward piece = f;
    piece.begin = begin * kUnit;
    piece.end = std::min(end * kUnit, elements);
    piece.failure = &failure;
    kernel(piece);
    if (!failure.what) return;
    std::lock_guard<std::mutex> lock(mutex);
    if (!first.what || failure.element < first.element) first = failure;
  });
  if (first.what) throw_failure(s, first);
}

struct Sums {
  std::vector<double> params, coeffs;
};

/// Runs the adjoint kernel in blocks of fixed size; sums of parameter gradients are added in block order.
Sums run_backward(const Signature& s, const Backward& call, BackwardKernel kernel, std::int64_t elements, bool summed) {
  const std::int64_t size = sum_block(call.forward.steps), blocks = (elements + size - 1) / size;
  const std::size_t np = s.params(), nc = s.model().coeffs, width = np + nc;
  std::vector<double> partial(summed ? std::size_t(blocks) * width : 0, 0.0);
  at::parallel_for(0, blocks, std::max<std::int64_t>(1, grain(s.model(), call.forward.steps) / size), [&](auto begin, auto end) {
    for (auto block = begin; block < end; ++block) {
      Backward piece = call;
      piece.forward.begin = block * size;
      piece.forward.end = std::min(elements, (block + 1) * size);
      if (summed) {
        piece.grad_param_sum = partial.data() + std::size_t(block) * width;
        piece.grad_coeff_sum = piece.grad_param_sum + np;
      }
      kernel(piece);
    }
  });
  Sums sums{std::vector<double>(np, 0.0), std::vector<double>(nc, 0.0)};
  for (std::size_t block = 0; summed && block < std::size_t(blocks); ++block) {
    const double* p = partial.data() + block * width;
    for (std::size_t k = 0; k < np; ++k) sums.params[k] += p[k];
    for (std::size_t k = 0; k < nc; ++k) sums.coeffs[k] += p[np + k];
  }
  return sums;
}

}  // namespace

Tensors cpu_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded) {
  if (is_half(tensors))
    return cast_back(cpu_forward(s, in_float(tensors), constants, recorded), tensors[0].scalar_type());
  ForwardCall call(s, tensors, constants, recorded);
  const Uniform u(s, tensors, constants.dt);
  call.forward.coeff = u.data();
  const KernelTable& kernels = *s.model().cpu;
  if (call.elements() > 0) run_forward(s, call.forward, choose(kernels.forward, kernels.forward_coupled, s, tensors), call.elements());
  return std::move(call.out);
}

Tensors cpu_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                     const Chosen& mask) {
  if (is_half(tensors))
    return cast_back(cpu_backward(s, in_float(grads), in_float(tensors), constants, mask), tensors[0].scalar_type());
  if (needs_tensor_backward(s, constants)) return tensor_backward(s, grads, tensors, constants, mask);
  const Uniform u(s, tensors, constants.dt);
  AdjointCall call(s, grads, tensors, constants, mask, u.holds);
  call.backward.forward.coeff = u.data();
  const int first_param = s.inputs() + s.states();
  const bool summed = call.want_params && u.holds;
  const KernelTable& kernels = *s.model().cpu;
  Sums sums{std::vector<double>(s.params(), 0.0), std::vector<double>(s.model().coeffs, 0.0)};
  if (call.elements() > 0)
    sums = run_backward(s, call.backward, choose(kernels.backward, kernels.backward_coupled, s, tensors), call.elements(), summed);
  if (summed && s.model().coeffs > 0)
    s.model().prepare_vjp(s.model().lengths.data(), u.params.data(), constants.dt, sums.coeffs.data(), sums.params.data());

  Tensors out;
  for (int k = 0; k < s.tensors(); ++k) {
    if (!mask[k]) continue;
    if (k >= first_param && u.holds)
      out.push_back(at::scalar_tensor(sums.params[k - first_param], tensors[k].options()).reshape(tensors[k].sizes()));
    else
      out.push_back(call.gradient(k));
  }
  return out;
}

}  // namespace synaptorch::ops
