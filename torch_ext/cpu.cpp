#include <algorithm>
#include <array>
#include <mutex>

#include <ATen/Parallel.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>

#include "check.h"
#include "evaluate.h"
#include "huge_pages.h"
#include "layout.h"
#include "synaptorch/core/error.h"

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
  Uniform(const Uniform&) = delete;   // operands point into it
  Uniform& operator=(const Uniform&) = delete;
};

/// Everything about a call that does not depend on the piece of work.
Forward make_forward(const Signature& s, const Placement& p, const Uniform& u, const Constants& constants) {
  Forward f;
  f.steps = p.layout.steps;
  f.columns = p.layout.columns;
  f.lengths = s.model().lengths.data();
  f.input = p.operands.data();
  f.state = f.input + s.inputs();
  f.param = f.state + s.states();
  f.coeff = u.holds ? u.operands.data() : nullptr;
  f.constants = constants;
  return f;
}

at::Tensor empty_like(const at::Tensor& like, at::IntArrayRef shape) {
  at::Tensor t = at::empty(shape, like.options());
  ask_for_huge_pages(t.mutable_data_ptr(), t.nbytes());   // a result over time is new memory more often than not
  return t;
}

void throw_failure(const Signature& s, const Failure& f) {
  throw NumericalError(s.op_name() + ": " + f.what + " (element " + std::to_string(f.element) + ", step " +
                       std::to_string(f.step) + ")");
}

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

Tensors in_float(const Tensors& tensors) {
  Tensors r;
  for (const auto& t : tensors) r.push_back(t.defined() ? t.to(at::kFloat) : t);
  return r;
}
bool is_half(const Tensors& tensors) { return tensors[0].element_size() < 4; }
Tensors cast_back(Tensors r, at::ScalarType type) {
  for (auto& t : r) t = t.to(type);
  return r;
}

/// What a backward call writes, and how each tensor's gradient is made from it.
struct Gradients {
  c10::SmallVector<Operand, 16> operands;  ///< per tensor; absent where not wanted or summed in the kernel
  Tensors full;                            ///< per tensor, of the full shape
};

Gradients allocate_gradients(const Signature& s, const Layout& layout, const Tensors& tensors, bool params_summed,
                             const Chosen& mask) {
  Gradients g;
  g.operands.resize(s.tensors());
  g.full.resize(s.tensors());
  const int first_param = s.inputs() + s.states();
  for (int k = 0; k < s.tensors(); ++k) {
    if (!mask[k] || (k >= first_param && params_summed)) continue;
    const bool time = k < s.inputs() && has_time(s, k, tensors[k]) && tensors[k].size(0) > 1;
    const bool accumulates = k < s.inputs() && !time && layout.steps > 1;
    const at::DimVector shape = time ? layout.time_shape() : layout.shape;
    g.full[k] = accumulates ? at::zeros(shape, tensors[k].options()) : empty_like(tensors[k], shape);
    g.operands[k] = dense(layout, g.full[k], time);
  }
  return g;
}

/// Sums over the dimensions that were broadcast.
at::Tensor reduce(const Signature& s, int k, const at::Tensor& tensor, at::Tensor full) {
  if (full.sizes() == tensor.sizes()) return full;
  const bool time = has_time(s, k, tensor);
  if (time && tensor.size(0) == 1) full = full.unsqueeze(0);
  at::Tensor aligned = tensor;
  while (time && aligned.dim() < full.dim()) aligned = aligned.unsqueeze(1);
  c10::SmallVector<std::int64_t, 8> dims;
  const std::int64_t extra = full.dim() - aligned.dim();
  for (std::int64_t d = 0; d < full.dim(); ++d)
    if (d < extra || (aligned.size(d - extra) == 1 && full.size(d) != 1)) dims.push_back(d);
  return (dims.empty() ? full : full.sum(dims, true)).reshape(tensor.sizes());
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

template <class Kernel> Kernel choose(const Kernel (&plain)[2], const Kernel (&with_conductance)[2], bool coupled, const at::Tensor& t) {
  return (coupled ? with_conductance : plain)[t.scalar_type() == at::kDouble];
}

}  // namespace

Tensors cpu_forward(const Signature& s, const Tensors& tensors, const Constants& constants, const Chosen& recorded) {
  if (is_half(tensors))
    return cast_back(cpu_forward(s, in_float(tensors), constants, recorded), tensors[0].scalar_type());
  const Placement p = place(s, tensors);
  const Uniform u(s, tensors, constants.dt);
  const at::Tensor& like = tensors[0];
  Tensors out;
  c10::SmallVector<Operand, 8> state_out, trace;
  out.push_back(empty_like(like, s.sequence() ? p.layout.time_shape() : p.layout.shape));
  for (int k = 0; k < s.states(); ++k) {
    out.push_back(empty_like(like, p.layout.shape));
    state_out.push_back(dense(p.layout, out.back(), false));
  }
  for (int k = 0; s.sequence() && k < s.states(); ++k) {
    const bool wanted = recorded[k];
    out.push_back(empty_like(like, wanted ? p.layout.time_shape() : at::DimVector{0}));
    trace.push_back(wanted ? dense(p.layout, out.back(), true) : Operand{});
  }
  Forward f = make_forward(s, p, u, constants);
  f.spike = dense(p.layout, out[0], s.sequence());
  f.state_out = state_out.data();
  f.trace = recorded.any() ? trace.data() : nullptr;
  if (p.layout.elements() == 0) return out;
  const KernelTable& kernels = *s.model().cpu;
  run_forward(s, f, choose(kernels.forward, kernels.forward_coupled, is_coupled(s.model(), tensors), like),
              p.layout.elements());
  return out;
}

Tensors cpu_backward(const Signature& s, const Tensors& grads, const Tensors& tensors, const Constants& constants,
                     const Chosen& mask) {
  if (is_half(tensors))
    return cast_back(cpu_backward(s, in_float(grads), in_float(tensors), constants, mask), tensors[0].scalar_type());
  // Adaptive solvers take a number of sub-steps that depends on the values: the tapes of kernels have no room for it.
  if (s.model().kind == Kind::ode && constants.solver == Solver::rkf45) return tensor_backward(s, grads, tensors, constants, mask);
  Placement p = place(s, tensors);
  const Layout& layout = p.layout;
  const Uniform u(s, tensors, constants.dt);
  const int first_param = s.inputs() + s.states();
  const bool want_params = mask.any(first_param);
  Gradients g = allocate_gradients(s, layout, tensors, u.holds, mask);

  c10::SmallVector<Operand, 8> grad_in;
  for (int k = 0; k < s.outputs(); ++k) {
    const bool time = s.sequence() && (k == 0 || k > s.states());
    const bool given = grads[k].defined() && grads[k].numel() > 0;
    grad_in.push_back(given ? place_one(layout, grads[k], time, p.kept) : Operand{});
  }
  Backward b;
  b.forward = make_forward(s, p, u, constants);
  b.grad_spike = grad_in[0];
  b.grad_state_out = grad_in.data() + 1;
  b.grad_trace = s.sequence() ? grad_in.data() + 1 + s.states() : nullptr;
  b.grad_input = g.operands.data();
  b.grad_state = b.grad_input + s.inputs();
  b.grad_param = want_params && !u.holds ? b.grad_state + s.states() : nullptr;
  const bool summed = want_params && u.holds;
  const KernelTable& kernels = *s.model().cpu;
  Sums sums{std::vector<double>(s.params(), 0.0), std::vector<double>(s.model().coeffs, 0.0)};
  if (layout.elements() > 0)
    sums = run_backward(s, b, choose(kernels.backward, kernels.backward_coupled, is_coupled(s.model(), tensors), tensors[0]),
                        layout.elements(), summed);
  if (summed && s.model().coeffs > 0)
    s.model().prepare_vjp(s.model().lengths.data(), u.params.data(), constants.dt, sums.coeffs.data(), sums.params.data());

  Tensors out;
  for (int k = 0; k < s.tensors(); ++k) {
    if (!mask[k]) continue;
    if (k >= first_param && u.holds)
      out.push_back(at::scalar_tensor(sums.params[k - first_param], tensors[k].options()).reshape(tensors[k].sizes()));
    else
      out.push_back(reduce(s, k, tensors[k], g.full[k]));
  }
  return out;
}

}  // namespace synaptorch::ops
