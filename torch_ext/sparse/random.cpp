// random_matvec: spikes times a random matrix that is never stored, with gradients for the parameters of its law; and connectivity to store.
#include <algorithm>

#include <torch/csrc/autograd/custom_function.h>

#include "sparse/op.h"
#include "sparse/random_rows.h"
#include "synaptorch/core/error.h"

namespace synaptorch::sparse {
namespace {

constexpr const char* kName = "random_matvec";
using Gradients = std::tuple<Tensor, Tensor, Tensor>;

struct Arguments {
  Tensor spikes, a, b;
  c10::SymInt n_post;
  std::int64_t law, count;
  double chance;
  std::int64_t seed;

  void check() const {
    check_spikes(kName, spikes, -1);
    for (const auto& [name, t] : {std::pair<const char*, const Tensor&>{"a", a}, {"b", b}}) {
      check_floating(kName, name, t, spikes);
      if (t.sym_numel() != 1) throw WrongShape(std::string(kName) + ": " + name + ", a parameter of the law of weights, must be one number");
    }
    if (a.scalar_type() != b.scalar_type()) throw WrongType(std::string(kName) + ": a and b must have the same dtype");
    if (law < 0 || law > 2) throw OutOfRange(std::string(kName) + ": law must be 0 (constant), 1 (normal) or 2 (uniform), got " + std::to_string(law));
    if (!(chance >= 0 && chance <= 1)) throw OutOfRange(std::string(kName) + ": chance = " + std::to_string(chance) + " is not in [0, 1]");
    if (n_post < 0 || n_post >= (std::int64_t(1) << 32)) throw OutOfRange(std::string(kName) + ": n_post must be >= 0 and < 2^32");
  }
  RandomRows rows() const {
    return {n_post.expect_int(), count, chance, Law(law), philox_key(std::uint64_t(seed), 0)};
  }
  Geometry geometry() const {
    const std::int64_t n_pre = spikes.size(-1);
    return {n_pre, n_post.expect_int(), 1, spikes.numel() / std::max<std::int64_t>(n_pre, 1), 0};
  }
  /// Synapses of a row, a draw counting as many.
  std::int64_t work_per_row() const {
    return 8 * std::int64_t(1 + (count < 0 ? chance * double(n_post.expect_int()) : double(count)));
  }
  template <class F> WeightedRandomRows<F> weighted() const {
    return {rows(), F(a.item<double>()), F(b.item<double>())};
  }
};

Tensor forward(const Arguments& x) {
  const at::ScalarType type = sum_type(x.a.scalar_type());
  const Geometry g = x.geometry();
  c10::DimVector shape(x.spikes.sizes());
  shape.back() = g.n_post;
  Tensor out = at::zeros(shape, x.a.options().dtype(type));
  AT_DISPATCH_FLOATING_TYPES(type, kName, [&] {
    gather_active<scalar_t>(x.weighted<scalar_t>(), g, as_columns(x.spikes, type).template const_data_ptr<scalar_t>(),
                            out.mutable_data_ptr<scalar_t>());
  });
  return out.to(x.a.scalar_type());
}

Gradients backward(const Tensor& grad, const Arguments& x, std::array<bool, 3> mask) {
  const at::ScalarType type = sum_type(x.a.scalar_type());
  const Geometry g = x.geometry();
  const Tensor grad_t = as_rows(grad, type);
  const Tensor grad_spikes = mask[0] ? at::empty(x.spikes.sizes(), grad_t.options()) : at::empty({0}, grad_t.options());
  // Sums of (gradient of the weight) and (that times its draw), row by row so that they do not depend on threads.
  const Tensor sums = at::zeros({2, g.n_pre}, grad.options().dtype(at::kDouble));
  AT_DISPATCH_FLOATING_TYPES(type, kName, [&] {
    using F = scalar_t;
    std::optional<Events<F>> events;
    if (mask[1] || mask[2]) events.emplace(g, as_columns(x.spikes, type).template const_data_ptr<F>());
    double* plain = sums.mutable_data_ptr<double>();
    walk_back<F>(x.weighted<F>(), g, x.work_per_row(), grad_t.const_data_ptr<F>(), mask[0] ? grad_spikes.mutable_data_ptr<F>() : nullptr,
                 events ? &*events : nullptr, false, [&](std::int64_t row, const Synapse<F>& y, F sum, F) {
                   plain[row] += double(sum);
                   plain[g.n_pre + row] += double(sum) * double(y.draw);
                 });
  });
  const Tensor total = sums.sum(1), plain = total[0], drawn = total[1];
  const bool uniform = Law(x.law) == Law::uniform;
  const auto shaped = [&](const Tensor& t, bool wanted) {
    return wanted ? t.to(x.a.scalar_type()).reshape(x.a.sizes()) : at::empty({0}, x.a.options());
  };
  return {grad_spikes.to(x.spikes.scalar_type()), shaped(uniform ? plain - drawn : plain, mask[1]), shaped(drawn, mask[2])};
}

/// The connectivity as numbers: indptr, indices and the draws that weights are made from.
std::tuple<Tensor, Tensor, Tensor> connectivity(std::int64_t n_pre, std::int64_t n_post, std::int64_t law, std::int64_t count,
                                                double chance, std::int64_t seed) {
  const Tensor like = at::zeros({1}, at::kDouble);
  const Arguments x{at::zeros({0}, at::kDouble), like, like, n_post, law, count, chance, seed};
  x.check();
  if (n_pre < 0) throw OutOfRange("random_connectivity: n_pre must be >= 0");
  const RandomRows rows = x.rows();
  Tensor indptr = at::zeros({n_pre + 1}, at::kLong);
  std::vector<std::int64_t> targets;
  std::vector<double> draws;
  for (std::int64_t i = 0; i < n_pre; ++i) {
    rows.each(i, [&](std::int64_t, std::int64_t target, double z) {
      targets.push_back(target);
      draws.push_back(z);
    });
    indptr.mutable_data_ptr<std::int64_t>()[i + 1] = std::int64_t(targets.size());
  }
  const auto n = std::int64_t(targets.size());
  Tensor indices = at::empty({n}, at::kLong), z = at::empty({n}, at::kDouble);
  std::copy(targets.begin(), targets.end(), indices.mutable_data_ptr<std::int64_t>());
  std::copy(draws.begin(), draws.end(), z.mutable_data_ptr<double>());
  return {indptr, indices, z};
}

/// `number` different targets of every source, in ascending order, one source after the other. Floyd's algorithm: all sets are equally
/// likely, and no draw is thrown away.
Tensor distinct_targets(std::int64_t n_pre, std::int64_t n_post, std::int64_t number, std::int64_t seed) {
  if (n_pre < 0 || number < 0 || number > n_post)
    throw OutOfRange("FixedNumConn: " + std::to_string(number) + " different targets of " + std::to_string(n_post) +
                     " cannot be drawn; allow_multi_conn draws with replacement");
  const std::uint64_t key = philox_key(std::uint64_t(seed), 0);
  const Tensor targets = at::empty({n_pre * number}, at::kLong);
  std::int64_t* row = targets.mutable_data_ptr<std::int64_t>();
  std::vector<bool> taken(n_post, false);
  PhiloxBlock words{};
  for (std::int64_t i = 0; i < n_pre; ++i, row += number) {
    for (std::int64_t n = 0; n < number; ++n) {
      if (n % 4 == 0) words = philox(key, std::uint64_t(i), std::uint64_t(n / 4));
      const std::int64_t last = n_post - number + n, drawn = std::int64_t(RandomRows::uniform32(words.w[n % 4]) * double(last + 1));
      row[n] = taken[drawn] ? last : drawn;
      taken[row[n]] = true;
    }
    std::sort(row, row + number);
    for (std::int64_t n = 0; n < number; ++n) taken[row[n]] = false;
  }
  return targets;
}

/// On other devices, and for higher derivatives: stored synapses, each a multiplication.
struct OnTensors {
  const Arguments& x;
  Tensor rows, targets, draws, spikes;
  explicit OnTensors(const Arguments& x) : x(x) {
    const auto [indptr, indices, z] = connectivity(x.spikes.size(-1), x.n_post.expect_int(), x.law, x.count, x.chance, x.seed);
    rows = at::repeat_interleave(indptr.diff(), std::optional(indices.numel())).to(x.spikes.device());
    targets = indices.to(x.spikes.device());
    draws = z.to(x.a.options());
    spikes = x.spikes.to(x.a.scalar_type()).index_select(-1, rows);
  }
  Tensor weight() const {
    const Tensor a = x.a.reshape({}), b = x.b.reshape({});
    return Law(x.law) == Law::constant ? a.expand_as(draws) : Law(x.law) == Law::normal ? a + b * draws : a + (b - a) * draws;
  }
  Tensor product() const {
    c10::DimVector shape(x.spikes.sizes());
    shape.back() = x.n_post.expect_int();
    return at::zeros(shape, x.a.options()).index_add(-1, targets, spikes * weight());
  }
  Gradients gradients(const Tensor& grad, std::array<bool, 3> mask) const {
    const Tensor now = grad.to(x.a.scalar_type()).index_select(-1, targets), of_weight = now * spikes;
    const Tensor none = at::empty({0}, x.a.options());
    const auto shaped = [&](const Tensor& t) { return t.sum().reshape(x.a.sizes()); };
    const bool uniform = Law(x.law) == Law::uniform;
    return {mask[0] ? at::zeros(x.spikes.sizes(), x.a.options()).index_add(-1, rows, now * weight()).to(x.spikes.scalar_type())
                    : at::empty({0}, x.spikes.options()),
            mask[1] ? shaped(uniform ? of_weight * (1 - draws) : of_weight) : none, mask[2] ? shaped(of_weight * draws) : none};
  }
};

#define SYNAPTORCH_RANDOM_ARGUMENTS                                                                                          \
  const Tensor &spikes, const Tensor &a, const Tensor &b, c10::SymInt n_post, std::int64_t law, std::int64_t count, double chance, \
      std::int64_t seed
#define SYNAPTORCH_RANDOM_PASSED spikes, a, b, n_post, law, count, chance, seed

Arguments checked(SYNAPTORCH_RANDOM_ARGUMENTS) {
  Arguments x{SYNAPTORCH_RANDOM_PASSED};
  x.check();
  return x;
}

using Forward = Tensor(SYNAPTORCH_RANDOM_ARGUMENTS);
using Backward = Gradients(const Tensor&, SYNAPTORCH_RANDOM_ARGUMENTS, std::array<bool, 3>);

struct Node : torch::autograd::Function<Node> {
  static Tensor forward(torch::autograd::AutogradContext* ctx, const Tensor& spikes, const Tensor& a, const Tensor& b,
                        const c10::SymInt& n_post, std::int64_t law, std::int64_t count, double chance, std::int64_t seed) {
    at::AutoDispatchBelowADInplaceOrView below;
    static const auto op = find_op<Forward>("synaptorch::random_matvec");
    ctx->save_for_backward({spikes, a, b});
    ctx->saved_data["n_post"] = n_post;
    ctx->saved_data["law"] = law;
    ctx->saved_data["count"] = count;
    ctx->saved_data["chance"] = chance;
    ctx->saved_data["seed"] = seed;
    return op.call(SYNAPTORCH_RANDOM_PASSED);
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* ctx, torch::autograd::variable_list grads) {
    static const auto op = find_op<Backward>("synaptorch::random_matvec_backward");
    const auto v = ctx->get_saved_variables();
    auto& d = ctx->saved_data;
    const std::array<bool, 3> mask{ctx->needs_input_grad(0), ctx->needs_input_grad(1), ctx->needs_input_grad(2)};
    const auto [s, a, b] = op.call(grads[0], v[0], v[1], v[2], d["n_post"].toSymInt(), d["law"].toInt(), d["count"].toInt(),
                                   d["chance"].toDouble(), d["seed"].toInt(), mask);
    return {keep(s, mask[0]), keep(a, mask[1]), keep(b, mask[2]), Tensor(), Tensor(), Tensor(), Tensor(), Tensor()};
  }
};

Tensor cpu(SYNAPTORCH_RANDOM_ARGUMENTS) { return forward(checked(SYNAPTORCH_RANDOM_PASSED)); }
Tensor composite(SYNAPTORCH_RANDOM_ARGUMENTS) { return OnTensors(checked(SYNAPTORCH_RANDOM_PASSED)).product(); }
Tensor meta(SYNAPTORCH_RANDOM_ARGUMENTS) {
  const Arguments x = checked(SYNAPTORCH_RANDOM_PASSED);
  return at::empty_symint(product_shape(x.spikes, x.n_post, 0), x.a.options());
}
Tensor autograd(SYNAPTORCH_RANDOM_ARGUMENTS) { return Node::apply(SYNAPTORCH_RANDOM_PASSED); }

Gradients cpu_backward(const Tensor& grad, SYNAPTORCH_RANDOM_ARGUMENTS, std::array<bool, 3> mask) {
  return backward(grad, checked(SYNAPTORCH_RANDOM_PASSED), mask);
}
Gradients composite_backward(const Tensor& grad, SYNAPTORCH_RANDOM_ARGUMENTS, std::array<bool, 3> mask) {
  return OnTensors(checked(SYNAPTORCH_RANDOM_PASSED)).gradients(grad, mask);
}
Gradients meta_backward(const Tensor&, SYNAPTORCH_RANDOM_ARGUMENTS, std::array<bool, 3> mask) {
  const Arguments x = checked(SYNAPTORCH_RANDOM_PASSED);
  return {meta_gradient(x.spikes, mask[0]), meta_gradient(x.a, mask[1]), meta_gradient(x.b, mask[2])};
}
Gradients autograd_backward(const Tensor& grad, SYNAPTORCH_RANDOM_ARGUMENTS, std::array<bool, 3> mask) {
  if (wants(grad) || wants(spikes) || wants(a) || wants(b)) return composite_backward(grad, SYNAPTORCH_RANDOM_PASSED, mask);
  at::AutoDispatchBelowADInplaceOrView below;
  static const auto op = find_op<Backward>("synaptorch::random_matvec_backward");
  return op.call(grad, SYNAPTORCH_RANDOM_PASSED, mask);
}

}  // namespace
}  // namespace synaptorch::sparse

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  using namespace synaptorch::sparse;
  using Key = c10::DispatchKey;
  const std::vector<at::Tag> tags{at::Tag::pt2_compliant_tag};
  m.def("random_matvec(Tensor spikes, Tensor a, Tensor b, SymInt n_post, int law, int count, float chance, int seed) -> Tensor", tags);
  m.def("random_matvec_backward(Tensor grad, Tensor spikes, Tensor a, Tensor b, SymInt n_post, int law, int count, float chance, "
        "int seed, bool[3] mask) -> (Tensor, Tensor, Tensor)", tags);
  m.def("distinct_targets(int n_pre, int n_post, int number, int seed) -> Tensor", &distinct_targets);
  m.def("random_connectivity(int n_pre, int n_post, int law, int count, float chance, int seed) -> (Tensor, Tensor, Tensor)", &connectivity);
  implement(m, kName, Key::CPU, &cpu, &cpu_backward);
  implement(m, kName, Key::CompositeExplicitAutograd, &composite, &composite_backward);
  implement(m, kName, Key::Meta, &meta, &meta_backward);
  implement(m, kName, Key::Autograd, &autograd, &autograd_backward);
}
