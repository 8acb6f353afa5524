#include "layout.h"

#include "check.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

// Fewer columns than this would leave most SIMD lanes idle; such tensors are copied instead.
constexpr std::int64_t min_columns = 32;

/// The one stride with which dimensions [from, to) are walked, if there is one. 0 for no elements to walk.
std::optional<std::int64_t> collapse(at::IntArrayRef sizes, at::IntArrayRef strides, std::size_t from, std::size_t to) {
  std::int64_t stride = 0, next = 0;
  bool empty = true;
  for (std::size_t d = to; d-- > from;) {
    if (sizes[d] == 1) continue;
    if (empty) stride = strides[d];
    else if (strides[d] != next) return std::nullopt;
    empty = false;
    next = strides[d] * sizes[d];
  }
  return stride;
}

/// A tensor as it lies in memory, or nothing if it needs a copy. `split` dimensions of the shape are rows.
std::optional<Operand> view(const Layout& layout, const at::Tensor& t, bool time, std::size_t split) {
  if (t.numel() == 1) return Operand{const_cast<void*>(t.const_data_ptr()), 0, 0, 0};
  const std::size_t skip = time ? 1 : 0, dims = layout.shape.size(), own = t.dim() - skip;
  at::DimVector strides(dims, 0);
  for (std::size_t d = 0; d < own; ++d)
    if (t.size(skip + d) != 1) strides[dims - own + d] = t.stride(skip + d);
  const auto row = collapse(layout.shape, strides, 0, split), column = collapse(layout.shape, strides, split, dims);
  if (!row || !column || (*column != 0 && *column != 1)) return std::nullopt;
  return Operand{const_cast<void*>(t.const_data_ptr()), *column, *row, time && t.size(0) > 1 ? t.stride(0) : 0};
}

at::Tensor copy(const Layout& layout, const at::Tensor& t, bool time) {
  if (!time) return t.expand(layout.shape).contiguous();
  at::DimVector shape = layout.time_shape();
  shape[0] = t.size(0);
  at::Tensor padded = t;
  while (padded.dim() < std::int64_t(shape.size())) padded = padded.unsqueeze(1);
  return padded.expand(shape).contiguous();
}

bool is_dense(const Layout& layout, const at::Tensor& t, bool time) {
  return t.is_contiguous() && t.sizes().slice(time ? 1 : 0) == at::IntArrayRef(layout.shape);
}

void set_shape(Layout& layout, const Signature& s, const Tensors& tensors) {
  // Most calls have all tensors of the first one's shape or single numbers; the others pay for the general rule.
  const auto first = tensors[0].sizes().slice(s.sequence() ? 1 : 0);
  bool plain = !s.sequence();
  for (int k = 1; plain && k < s.tensors(); ++k) {
    const at::Tensor& t = tensors[k];
    plain = !t.defined() || t.dim() == 0 || t.sizes() == first;
  }
  if (plain) {
    layout.shape.assign(first.begin(), first.end());
    return;
  }
  layout.steps = sym_steps(s, tensors).expect_int();
  if (layout.steps == 0) throw WrongShape(s.op_name() + ": " + s.name(0) + " has no time steps");
  for (const auto& n : sym_step_shape(s, tensors)) layout.shape.push_back(n.expect_int());
}

std::int64_t product(at::IntArrayRef sizes) {
  std::int64_t n = 1;
  for (const auto size : sizes) n *= size;
  return n;
}

/// Number of leading dimensions that become rows.
std::size_t choose_split(const Layout& layout, const Signature& s, const Tensors& tensors) {
  std::size_t best = 0;
  int fewest = s.tensors() + 1;
  for (std::size_t split = 0; split < std::max<std::size_t>(layout.shape.size(), 1) && fewest > 0; ++split) {
    if (split > 0 && product(at::IntArrayRef(layout.shape).slice(split)) < min_columns) break;
    int copies = 0;
    for (int k = 0; k < s.tensors(); ++k)
      copies += tensors[k].defined() && !view(layout, tensors[k], has_time(s, k, tensors[k]), split);
    if (copies < fewest) { fewest = copies; best = split; }
  }
  return best;
}

Operand place_split(const Layout& layout, const at::Tensor& t, bool time, std::size_t split, Tensors& kept) {
  if (auto operand = view(layout, t, time, split)) return *operand;
  kept.push_back(copy(layout, t, time));
  return *view(layout, kept.back(), time, split);
}

}  // namespace

at::DimVector Layout::time_shape() const {
  at::DimVector s{steps};
  s.append(shape.begin(), shape.end());
  return s;
}

Placement place(const Signature& s, const Tensors& tensors) {
  Placement p;
  set_shape(p.layout, s, tensors);
  bool plain = true;
  for (int k = 0; k < s.tensors() && plain; ++k)
    plain = !tensors[k].defined() || tensors[k].numel() == 1 || is_dense(p.layout, tensors[k], has_time(s, k, tensors[k]));
  const std::size_t split = plain ? 0 : choose_split(p.layout, s, tensors);
  const at::IntArrayRef shape(p.layout.shape);
  p.layout.rows = product(shape.slice(0, split));
  p.layout.columns = product(shape.slice(split));
  for (int k = 0; k < s.tensors(); ++k) {
    const at::Tensor& t = tensors[k];
    if (!t.defined()) { p.operands.push_back({}); continue; }
    const bool time = has_time(s, k, t);
    if (t.numel() != 1 && is_dense(p.layout, t, time)) {
      Operand o = dense(p.layout, t, time);
      if (time && t.size(0) == 1) o.time = 0;
      p.operands.push_back(o);
    } else {
      p.operands.push_back(place_split(p.layout, t, time, split, p.kept));
    }
  }
  return p;
}

Operand place_one(const Layout& layout, const at::Tensor& t, bool time, Tensors& kept) {
  std::size_t split = 0;
  for (std::int64_t rows = 1; rows != layout.rows; ++split) rows *= layout.shape[split];
  return place_split(layout, t, time, split, kept);
}

Operand dense(const Layout& layout, const at::Tensor& t, bool time) {
  return {const_cast<void*>(t.const_data_ptr()), 1, layout.columns, time ? layout.elements() : 0};
}

}  // namespace synaptorch::ops
