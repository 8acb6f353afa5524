#include "sparse/op.h"

#include <sstream>

#include "synaptorch/core/error.h"

namespace synaptorch::sparse {

Tensor as_rows(const Tensor& t, at::ScalarType type) {
  const Tensor columns = as_columns(t, type);
  const std::int64_t n = columns.size(1), width = columns.size(0);
  Tensor rows = at::empty({n * width + kMost<float>}, columns.options());
  rows.narrow(0, n * width, kMost<float>).zero_();
  AT_DISPATCH_FLOATING_TYPES(type, "as_rows", [&] {
    const scalar_t* from = columns.const_data_ptr<scalar_t>();
    scalar_t* to = rows.mutable_data_ptr<scalar_t>();
    at::parallel_for(0, n, std::max<std::int64_t>(kTile, kGrain / std::max<std::int64_t>(width, 1)), [&](auto first, auto last) {
      for (auto begin = first; begin < last; begin += kTile)
        for (std::int64_t k = 0; k < width; ++k)
          for (auto i = begin; i < std::min(begin + kTile, last); ++i) to[i * width + k] = from[k * n + i];
    });
  });
  return rows;
}

void check_per_synapse(const char* op, const char* name, const Tensor& t, const c10::SymInt& synapses) {
  if (t.dim() <= 1 && (t.sym_numel() == 1 || t.sym_numel() == synapses)) return;
  std::ostringstream text;
  text << op << ": " << name << " must be one number or have one value for each of the " << synapses << " synapses, got the shape "
       << t.sym_sizes();
  throw WrongShape(text.str());
}

void check_floating(const char* op, const char* name, const Tensor& t, const Tensor& like) {
  if (!at::isFloatingType(t.scalar_type()))
    throw WrongType(std::string(op) + ": " + name + " must be floating, got " + c10::toString(t.scalar_type()));
  if (t.device() != like.device())
    throw WrongDevice(std::string(op) + ": " + name + " is on " + t.device().str() + ", the spikes are on " + like.device().str());
}

void check_spikes(const char* op, const Tensor& spikes, const c10::SymInt& n_pre) {
  if (at::isComplexType(spikes.scalar_type())) throw WrongType(std::string(op) + ": spikes must be real");
  if (spikes.dim() >= 1 && (n_pre < 0 || spikes.sym_size(-1) == n_pre)) return;
  std::ostringstream text;
  text << op << ": spikes must have the shape [.., " << n_pre << "], got " << spikes.sym_sizes();
  throw WrongShape(text.str());
}

c10::SymDimVector product_shape(const Tensor& spikes, const c10::SymInt& n_post, const c10::SymInt& max_delay) {
  c10::SymDimVector shape(spikes.sym_sizes());
  shape.back() = n_post;
  shape.front() = shape.front() + max_delay;
  return shape;
}

}  // namespace synaptorch::sparse
