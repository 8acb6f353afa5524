#include "synaptorch/nn/gap.h"

#include <sstream>

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros_like.h>
#include <c10/util/accumulate.h>
#include <torch/library.h>

#include "synaptorch/core/error.h"

namespace synaptorch::nn {

using at::Tensor;

std::tuple<Tensor, Tensor> gap_currents(const Tensor& V_pre, const Tensor& V_post, const Tensor& pre_ids, const Tensor& post_ids,
                                        const Tensor& to_pre, const Tensor& to_post, std::int64_t pre_axes, std::int64_t post_axes) {
  const Tensor pre = V_pre.flatten(V_pre.dim() - pre_axes), post = V_post.flatten(V_post.dim() - post_axes);
  const Tensor d = pre.index_select(-1, pre_ids) - post.index_select(-1, post_ids);
  const auto summed = [](const Tensor& current, const Tensor& ids, const Tensor& flat, const Tensor& like) {
    return at::zeros_like(flat).index_add(-1, ids, current).reshape_symint(like.sym_sizes());
  };
  return {summed(d * to_pre, pre_ids, pre, V_pre), summed(d * to_post, post_ids, post, V_post)};
}

void check_pairs(c10::string_view owner, const Tensor& pre_ids, const Tensor& post_ids, std::int64_t n_pre, std::int64_t n_post) {
  const std::string name(owner);
  if (pre_ids.sizes() != post_ids.sizes())
    throw WrongShape(name + ": conn returned " + std::to_string(pre_ids.numel()) + " sources and " + std::to_string(post_ids.numel()) + " targets");
  for (const auto& [ids, n] : {std::pair(pre_ids, n_pre), std::pair(post_ids, n_post)}) {
    if (ids.numel() == 0) continue;
    const std::int64_t first = ids.min().item<std::int64_t>(), last = ids.max().item<std::int64_t>();
    if (first < 0 || last >= n)
      throw OutOfRange(name + ": conn returned neuron " + std::to_string(first < 0 ? first : last) + " of a population of " + std::to_string(n));
  }
}

GapJunctionImpl::GapJunctionImpl(const char* name, const Coupled& pre, const Coupled& post, const Pairs& conn, const Value& conductance,
                                 std::int64_t directions)
    : pre_{pre.neurons, pre.state}, post_{post.neurons, post.state}, name_(name), directions_(directions) {
  for (const Coupled& end : {pre, post}) end.neurons->state(end.state);   // throws where there is none
  const auto &pre_size = pre.neurons->options().size, &post_size = post.neurons->options().size;
  const auto [from, to] = conn(pre_size, post_size);
  const Tensor flat_from = from.to(at::kLong).reshape({-1}), flat_to = to.to(at::kLong).reshape({-1});
  check_pairs(name_, flat_from, flat_to, c10::multiply_integers(pre_size), c10::multiply_integers(post_size));
  pre_ids = register_buffer("pre_ids", flat_from);
  post_ids = register_buffer("post_ids", flat_to);
  at::DimVector per_pair{pre_ids.numel()}, common;
  if (directions > 1) per_pair.push_back(directions), common.push_back(directions);
  const Tensor value = conductance.tensor(post.neurons->options().dtype, unit("S"), name_ + ".weight", per_pair);
  if (value.sizes() != at::IntArrayRef(per_pair) && value.sizes() != at::IntArrayRef(common) && (directions > 1 || value.numel() != 1)) {
    std::ostringstream text;
    text << name_ << ": the weights must have the shape " << at::IntArrayRef(common) << " or " << at::IntArrayRef(per_pair) << ", got " << value.sizes();
    throw WrongShape(text.str());
  }
  weight = register_parameter("weight", value);
  key_ = name_ + " " + std::to_string(reinterpret_cast<std::uintptr_t>(this));
}

std::shared_ptr<NeuronImpl> GapJunctionImpl::neurons(const End& end) const {
  if (auto alive = end.neurons.lock()) return alive;
  throw WrongType(name_ + ": a population it couples is gone");
}

Tensor GapJunctionImpl::forward() {
  const auto pre = neurons(pre_), post = neurons(post_);
  const Tensor to_post = directions_ > 1 ? weight.select(-1, 0) : weight, to_pre = directions_ > 1 ? weight.select(-1, 1) : weight;
  const auto [lost, gained] = gap_currents(pre->state(pre_.state), post->state(post_.state), pre_ids, post_ids, to_pre, to_post,
                                           std::int64_t(pre->options().size.size()), std::int64_t(post->options().size.size()));
  pre->current_inputs.set(key_ + " pre", -lost);
  post->current_inputs.set(key_ + " post", gained);
  return lost;
}

}  // namespace synaptorch::nn

TORCH_LIBRARY_FRAGMENT(synaptorch, m) {
  namespace nn = synaptorch::nn;
  m.def("gap_currents(Tensor V_pre, Tensor V_post, Tensor pre_ids, Tensor post_ids, Tensor to_pre, Tensor to_post, int pre_axes, int post_axes) "
        "-> (Tensor, Tensor)", &nn::gap_currents);
  m.def("check_pairs(str owner, Tensor pre_ids, Tensor post_ids, int n_pre, int n_post) -> ()", &nn::check_pairs);
}
