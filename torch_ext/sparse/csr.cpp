// csr_matvec: spikes times stored synapses in compressed rows, with or without a delay per synapse.
#include <type_traits>

#include <torch/csrc/autograd/custom_function.h>

#include "sparse/op.h"
#include "synaptorch/core/error.h"

namespace synaptorch::sparse {
namespace {

constexpr const char* kName = "csr_matvec";

template <class F> struct OnePerSynapse {
  const F* data;
  std::int64_t stride;
  F operator[](std::int64_t k) const { return data[k * stride]; }
};

/// Compressed rows. What a row holds is checked when it is visited: checking all of it in every call would cost
/// more than the product.
template <class F, class S, class I> struct Csr {
  const I *indptr, *indices;
  OnePerSynapse<S> weight, delay;
  std::int64_t synapses, n_post, max_delay;

  template <class Visit> void visit(std::int64_t row, Visit&& f) const {
    const std::int64_t begin = indptr[row], end = indptr[row + 1];
    if (begin < 0 || end < begin || end > synapses) refuse_row(row);
    if (delay.data) each<true>(begin, end, f);
    else each<false>(begin, end, f);
  }
  std::int64_t most(std::int64_t row) const { return std::clamp<std::int64_t>(indptr[row + 1] - indptr[row], 0, synapses); }
  /// Reads what the processor does not foresee; the rest of a long row it does.
  void prefetch(std::int64_t row) const {
    const std::int64_t begin = indptr[row], end = std::min<std::int64_t>(indptr[row + 1], begin + 128);
    const auto lines = [&](const auto* data, std::int64_t stride) {
      if (data && stride)
        for (auto k = begin; k < end; k += 64 / std::int64_t(sizeof(*data))) __builtin_prefetch(data + k);
    };
    lines(indices, 1);
    lines(weight.data, weight.stride);
    lines(delay.data, delay.stride);
  }

 private:
  /// Apart with and without delays, which then cost nothing.
  template <bool delayed, class Visit> void each(std::int64_t begin, std::int64_t end, Visit& f) const {
    for (std::int64_t k = begin; k < end; ++k) {
      Synapse<F> y{k, std::int64_t(indices[k]), F(weight[k])};
      if (std::uint64_t(y.target) >= std::uint64_t(n_post)) refuse_target(k, y.target);
      if constexpr (delayed) set_delay(y, F(delay[k]));
      f(y);
    }
  }
  void set_delay(Synapse<F>& y, F d) const {
    if (!(d >= 0 && d <= F(max_delay))) refuse_delay(y.index, d);
    y.delay = std::int64_t(d);
    if (y.delay == max_delay && max_delay > 0) --y.delay;   // so that the slope looks at steps inside
    y.fraction = d - F(y.delay);
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_row(std::int64_t row) const {
    throw OutOfRange(std::string(kName) + ": indptr must rise from 0 to the number of synapses (row " + std::to_string(row) + ")");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_target(std::int64_t k, std::int64_t target) const {
    throw OutOfRange(std::string(kName) + ": target " + std::to_string(target) + " of synapse " + std::to_string(k) +
                     " is not below n_post = " + std::to_string(n_post));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_delay(std::int64_t k, F d) const {
    throw OutOfRange(std::string(kName) + ": delay " + std::to_string(double(d)) + " of synapse " + std::to_string(k) +
                     " must be >= 0 and <= max_delay = " + std::to_string(max_delay) + " steps");
  }
};

struct Arguments {
  Tensor spikes, indptr, indices, weight;
  std::optional<Tensor> delay;
  c10::SymInt n_post, max_delay;

  void check() const {
    if (indptr.dim() != 1 || indices.dim() != 1 || indptr.sym_numel() < 1)
      throw WrongShape("csr_matvec: indptr [n_pre + 1] and indices [synapses] must have one dimension");
    if (indptr.scalar_type() != indices.scalar_type() || (indices.scalar_type() != at::kInt && indices.scalar_type() != at::kLong))
      throw WrongType("csr_matvec: indptr and indices must both be int32 or both be int64");
    if (indptr.device() != spikes.device() || indices.device() != spikes.device())
      throw WrongDevice("csr_matvec: indptr and indices must be on the device of the spikes, " + spikes.device().str());
    check_floating(kName, "weight", weight, spikes);
    check_spikes(kName, spikes, indptr.sym_numel() - 1);
    check_per_synapse(kName, "weight", weight, indices.sym_numel());
    if (n_post < 0) throw OutOfRange("csr_matvec: n_post must be >= 0");
    if (!delay) {
      if (max_delay != 0) throw OutOfRange("csr_matvec: max_delay must be 0 without delays");
      return;
    }
    check_floating(kName, "delay", *delay, spikes);
    check_per_synapse(kName, "delay", *delay, indices.sym_numel());
    if (spikes.dim() < 2) throw WrongShape("csr_matvec: spikes must have the shape [steps, .., n_pre] where there are delays");
    if (max_delay < 0) throw OutOfRange("csr_matvec: max_delay must be >= 0 steps");
  }
  Geometry geometry() const {
    const std::int64_t n_pre = spikes.size(-1), columns = spikes.numel() / std::max<std::int64_t>(n_pre, 1);
    const std::int64_t steps = delay ? spikes.size(0) : 1;
    return {n_pre, n_post.expect_int(), steps, steps ? columns / steps : 0, max_delay.expect_int()};
  }
  std::int64_t synapses_per_row() const { return indices.numel() / std::max<std::int64_t>(spikes.size(-1), 1) + 1; }
};

/// Calls f(connectivity) with the types of the arguments; sums are of type F.
template <class F, class Call> void with_types(const Arguments& a, const Tensor& weight, const Tensor& delay, const Geometry& g, Call&& f) {
  AT_DISPATCH_INDEX_TYPES(a.indices.scalar_type(), kName, [&] {
    AT_DISPATCH_FLOATING_TYPES_AND2(at::kHalf, at::kBFloat16, weight.scalar_type(), kName, [&] {
      if constexpr (std::is_same_v<F, double> == std::is_same_v<scalar_t, double>) {   // as in sum_type
        const auto one = [](const Tensor& t) {
          return OnePerSynapse<scalar_t>{t.defined() ? t.const_data_ptr<scalar_t>() : nullptr, t.defined() && t.numel() > 1 ? 1 : 0};
        };
        f(Csr<F, scalar_t, index_t>{a.indptr.const_data_ptr<index_t>(), a.indices.const_data_ptr<index_t>(), one(weight), one(delay),
                                    a.indices.numel(), g.n_post, g.max_delay});
      }
    });
  });
}

Tensor forward(const Arguments& a) {
  const at::ScalarType type = sum_type(a.weight.scalar_type());
  const Geometry g = a.geometry();
  const Tensor spikes = as_columns(a.spikes, type), weight = a.weight.contiguous();
  const Tensor delay = a.delay ? a.delay->to(weight.scalar_type()).contiguous() : Tensor();
  c10::DimVector shape(a.spikes.sizes());
  shape.back() = g.n_post;
  shape.front() += g.max_delay;
  Tensor out = at::zeros(shape, a.weight.options().dtype(type));
  Arguments held = a;
  held.indptr = a.indptr.contiguous();
  held.indices = a.indices.contiguous();
  AT_DISPATCH_FLOATING_TYPES(type, kName, [&] {
    using F = scalar_t;
    with_types<F>(held, weight, delay, g, [&](const auto& csr) {
      gather_active<F>(csr, g, spikes.const_data_ptr<F>(), out.mutable_data_ptr<F>());
    });
  });
  return out.to(a.weight.scalar_type());
}

/// Gradients of weights and delays, summed over synapses where one number serves all.
template <class F> struct SynapseGradient {
  Tensor per_synapse, per_row;
  double* rows = nullptr;      // where the tensors' numbers lie: asking a tensor for each synapse costs more than the sums
  F* synapses = nullptr;
  SynapseGradient(bool wanted, const Tensor& like, const Geometry& g, at::ScalarType type) {
    if (!wanted) return;
    if (like.numel() == 1) {
      per_row = at::zeros({g.n_pre}, like.options().dtype(at::kDouble));
      rows = per_row.mutable_data_ptr<double>();
    } else {
      per_synapse = at::zeros(like.sizes(), like.options().dtype(type));
      synapses = per_synapse.mutable_data_ptr<F>();
    }
  }
  void add(std::int64_t row, std::int64_t k, F value) const {
    if (rows) rows[row] += double(value);
    else if (synapses) synapses[k] = value;
  }
  Tensor result(const Tensor& like) const {
    if (per_row.defined()) return per_row.sum().to(like.scalar_type()).view(like.sizes());
    return per_synapse.defined() ? per_synapse.to(like.scalar_type()) : at::empty({0}, like.options());
  }
};

std::tuple<Tensor, Tensor, Tensor> backward(const Tensor& grad, const Arguments& a, std::array<bool, 3> mask) {
  const at::ScalarType type = sum_type(a.weight.scalar_type());
  const Geometry g = a.geometry();
  const Tensor weight = a.weight.contiguous(), delay = a.delay ? a.delay->to(weight.scalar_type()).contiguous() : Tensor();
  const Tensor grad_t = as_rows(grad, type);
  Arguments held = a;
  held.indptr = a.indptr.contiguous();
  held.indices = a.indices.contiguous();
  const Tensor grad_spikes = mask[0] ? at::empty(a.spikes.sizes(), grad_t.options()) : at::empty({0}, grad_t.options());
  Tensor grad_weight, grad_delay;
  AT_DISPATCH_FLOATING_TYPES(type, kName, [&] {
    using F = scalar_t;
    const SynapseGradient<F> of_weight(mask[1], weight, g, type), of_delay(mask[2], a.delay ? delay : weight, g, type);
    std::optional<Events<F>> events;
    if (mask[1] || mask[2]) events.emplace(g, as_columns(a.spikes, type).template const_data_ptr<F>());
    with_types<F>(held, weight, delay, g, [&](const auto& csr) {
      walk_back<F>(csr, g, a.synapses_per_row(), grad_t.const_data_ptr<F>(), mask[0] ? grad_spikes.mutable_data_ptr<F>() : nullptr,
                   events ? &*events : nullptr, mask[2] && g.max_delay > 0, [&](std::int64_t row, const Synapse<F>& y, F sum, F slope) {
                     of_weight.add(row, y.index, sum);
                     of_delay.add(row, y.index, y.weight * slope);
                   });
    });
    grad_weight = of_weight.result(a.weight);
    grad_delay = of_delay.result(a.delay ? *a.delay : a.weight);
  });
  return {grad_spikes.to(a.spikes.scalar_type()), grad_weight, grad_delay};
}

// ---- the same on any device, differentiable as often as wanted: every synapse is a multiplication ----

/// Synapses as index tensors, and where the spikes of each step go in [.., (steps + max_delay + 1) * n_post].
struct OnTensors {
  const Arguments& a;
  Tensor rows, targets, place, fraction, spikes;   // spikes: [.., synapses], of the source of each synapse
  std::int64_t last, n_post, steps = 1, steps_out = 1;

  explicit OnTensors(const Arguments& a) : a(a), last(a.spikes.dim() - 1), n_post(a.n_post.expect_int()) {
    rows = at::repeat_interleave(a.indptr.diff().to(at::kLong), std::optional(a.indices.numel()));
    targets = a.indices.to(at::kLong);
    spikes = a.spikes.to(a.weight.scalar_type()).index_select(last, rows);
    if (!a.delay) return;
    const std::int64_t D = a.max_delay.expect_int();
    const Tensor whole = a.delay->detach().floor().clamp_max(double(std::max<std::int64_t>(D - 1, 0)));
    fraction = (*a.delay - whole).to(a.weight.scalar_type());
    steps = a.spikes.size(0);
    steps_out = steps + D;
    place = ((at::arange(steps, targets.options()).unsqueeze(1) + whole.to(at::kLong)) * n_post + targets).reshape({-1});
  }

  Tensor product() const {
    const Tensor current = spikes * a.weight;
    if (!a.delay) {
      c10::DimVector shape(a.spikes.sizes());
      shape.back() = n_post;
      return at::zeros(shape, current.options()).index_add(last, targets, current);
    }
    const auto flat = [](const Tensor& t) { return t.movedim(0, -2).flatten(-2); };
    c10::DimVector shape(a.spikes.sizes().slice(1, last - 1));
    shape.push_back((steps_out + 1) * n_post);
    const Tensor out = at::zeros(shape, current.options())
                           .index_add(-1, place, flat(current * (1 - fraction)))
                           .index_add(-1, place + n_post, flat(current * fraction));
    return out.unflatten(-1, at::IntArrayRef{steps_out + 1, n_post}).movedim(-2, 0).slice(0, 0, steps_out);
  }

  /// The gradient where each synapse delivers: in its step, and in the one after.
  std::pair<Tensor, Tensor> delivered(const Tensor& grad) const {
    if (!a.delay) return {grad.index_select(last, targets), Tensor()};
    const Tensor padded = at::cat({grad, at::zeros_like(grad.slice(0, 0, 1))}).movedim(0, -2).flatten(-2);
    const auto at_place = [&](const Tensor& p) {
      return padded.index_select(-1, p).unflatten(-1, at::IntArrayRef{steps, a.indices.numel()}).movedim(-2, 0);
    };
    return {at_place(place), at_place(place + n_post)};
  }

  std::tuple<Tensor, Tensor, Tensor> gradients(const Tensor& grad, std::array<bool, 3> mask) const {
    const auto [now, next] = delivered(grad.to(a.weight.scalar_type()));
    const Tensor mixed = a.delay ? now * (1 - fraction) + next * fraction : now;
    const auto summed = [&](const Tensor& t, const Tensor& like) {
      const Tensor per_synapse = t.reshape({-1, a.indices.numel()}).sum(0);
      return (like.numel() == 1 ? per_synapse.sum().reshape(like.sizes()) : per_synapse).to(like.scalar_type());
    };
    const Tensor none = at::empty({0}, grad.options());
    return {mask[0] ? at::zeros(a.spikes.sizes(), mixed.options()).index_add(last, rows, mixed * a.weight).to(a.spikes.scalar_type()) : none,
            mask[1] ? summed(mixed * spikes, a.weight) : none,
            mask[2] && a.delay ? summed((next - now) * spikes * a.weight, *a.delay) : none};
  }
};

using Forward = Tensor(const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt, const std::optional<Tensor>&, c10::SymInt);
using Gradients = std::tuple<Tensor, Tensor, Tensor>;
using Backward = Gradients(const Tensor&, const Tensor&, const Tensor&, const Tensor&, const Tensor&, c10::SymInt,
                           const std::optional<Tensor>&, c10::SymInt, std::array<bool, 3>);

struct Node : torch::autograd::Function<Node> {
  static Tensor forward(torch::autograd::AutogradContext* ctx, const Tensor& spikes, const Tensor& indptr, const Tensor& indices,
                        const Tensor& weight, const c10::SymInt& n_post, const std::optional<Tensor>& delay, const c10::SymInt& max_delay) {
    at::AutoDispatchBelowADInplaceOrView below;
    static const auto op = find_op<Forward>("synaptorch::csr_matvec");
    ctx->save_for_backward({spikes, indptr, indices, weight, delay.value_or(Tensor())});
    ctx->saved_data["n_post"] = n_post;
    ctx->saved_data["max_delay"] = max_delay;
    return op.call(spikes, indptr, indices, weight, n_post, delay, max_delay);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* ctx, torch::autograd::variable_list grads) {
    static const auto op = find_op<Backward>("synaptorch::csr_matvec_backward");
    const auto v = ctx->get_saved_variables();
    const bool delayed = v[4].defined();
    const std::array<bool, 3> mask{ctx->needs_input_grad(0), ctx->needs_input_grad(3), delayed && ctx->needs_input_grad(4)};
    const auto [s, w, d] = op.call(grads[0], v[0], v[1], v[2], v[3], ctx->saved_data["n_post"].toSymInt(),
                                   delayed ? std::optional(v[4]) : std::nullopt, ctx->saved_data["max_delay"].toSymInt(), mask);
    return {keep(s, mask[0]), Tensor(), Tensor(), keep(w, mask[1]), Tensor(), keep(d, mask[2]), Tensor()};
  }
};

Arguments arguments(const Tensor& spikes, const Tensor& indptr, const Tensor& indices, const Tensor& weight, const c10::SymInt& n_post,
                    const std::optional<Tensor>& delay, const c10::SymInt& max_delay) {
  Arguments a{spikes, indptr, indices, weight, delay, n_post, max_delay};
  a.check();
  return a;
}

#define SYNAPTORCH_CSR_ARGUMENTS                                                                                      \
  const Tensor &spikes, const Tensor &indptr, const Tensor &indices, const Tensor &weight, c10::SymInt n_post,        \
      const std::optional<Tensor>&delay, c10::SymInt max_delay
#define SYNAPTORCH_CSR_CHECKED arguments(spikes, indptr, indices, weight, n_post, delay, max_delay)

Tensor cpu(SYNAPTORCH_CSR_ARGUMENTS) { return forward(SYNAPTORCH_CSR_CHECKED); }
Tensor composite(SYNAPTORCH_CSR_ARGUMENTS) { return OnTensors(SYNAPTORCH_CSR_CHECKED).product(); }
Tensor meta(SYNAPTORCH_CSR_ARGUMENTS) {
  const Arguments a = SYNAPTORCH_CSR_CHECKED;
  return at::empty_symint(product_shape(a.spikes, a.n_post, a.max_delay), a.weight.options());
}
Tensor autograd(SYNAPTORCH_CSR_ARGUMENTS) {
  return Node::apply(spikes, indptr, indices, weight, n_post, delay, max_delay);
}

Gradients cpu_backward(const Tensor& grad, SYNAPTORCH_CSR_ARGUMENTS, std::array<bool, 3> mask) {
  return backward(grad, SYNAPTORCH_CSR_CHECKED, mask);
}
Gradients composite_backward(const Tensor& grad, SYNAPTORCH_CSR_ARGUMENTS, std::array<bool, 3> mask) {
  return OnTensors(SYNAPTORCH_CSR_CHECKED).gradients(grad, mask);
}
Gradients meta_backward(const Tensor&, SYNAPTORCH_CSR_ARGUMENTS, std::array<bool, 3> mask) {
  const Arguments a = SYNAPTORCH_CSR_CHECKED;
  return {meta_gradient(a.spikes, mask[0]), meta_gradient(a.weight, mask[1]), meta_gradient(a.delay ? *a.delay : a.weight, mask[2])};
}
Gradients autograd_backward(const Tensor& grad, SYNAPTORCH_CSR_ARGUMENTS, std::array<bool, 3> mask) {
  if (wants(grad) || wants(spikes) || wants(weight) || (delay && wants(*delay)))
    return composite_backward(grad, spikes, indptr, indices, weight, n_post, delay, max_delay, mask);
  at::AutoDispatchBelowADInplaceOrView below;
  static const auto op = find_op<Backward>("synaptorch::csr_matvec_backward");
  return op.call(grad, spikes, indptr, indices, weight, n_post, delay, max_delay, mask);
}

}  // namespace
}  // namespace synaptorch::sparse

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  using namespace synaptorch::sparse;
  using Key = c10::DispatchKey;
  const std::vector<at::Tag> tags{at::Tag::pt2_compliant_tag};
  m.def("csr_matvec(Tensor spikes, Tensor indptr, Tensor indices, Tensor weight, SymInt n_post, Tensor? delay=None, "
        "SymInt max_delay=0) -> Tensor", tags);
  m.def("csr_matvec_backward(Tensor grad, Tensor spikes, Tensor indptr, Tensor indices, Tensor weight, SymInt n_post, "
        "Tensor? delay, SymInt max_delay, bool[3] mask) -> (Tensor, Tensor, Tensor)", tags);
  implement(m, kName, Key::CPU, &cpu, &cpu_backward);
  implement(m, kName, Key::CompositeExplicitAutograd, &composite, &composite_backward);
  implement(m, kName, Key::Meta, &meta, &meta_backward);
  implement(m, kName, Key::Autograd, &autograd, &autograd_backward);
}
