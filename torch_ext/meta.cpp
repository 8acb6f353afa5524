#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>

#include "check.h"
#include "evaluate.h"

namespace synaptorch::ops {

Tensors meta_forward(const Signature& s, const Tensors& tensors, const Chosen& recorded) {
  const c10::SymDimVector shape = sym_step_shape(s, tensors);
  c10::SymDimVector over_time{s.sequence() ? sym_steps(s, tensors) : c10::SymInt(1)};
  over_time.append(shape.begin(), shape.end());
  const auto make = [&](c10::SymIntArrayRef sizes) { return at::empty_symint(sizes, tensors[0].options()); };
  Tensors out{make(s.sequence() ? over_time : shape)};
  for (int k = 0; k < s.states(); ++k) out.push_back(make(shape));
  for (int k = 0; s.sequence() && k < s.states(); ++k)
    out.push_back(recorded[k] ? make(over_time) : make({c10::SymInt(0)}));
  return out;
}

Tensors meta_backward(const Signature& s, const Tensors& tensors, const Chosen& mask) {
  Tensors out;
  for (int k = 0; k < s.tensors(); ++k)
    if (mask[k]) out.push_back(at::empty_symint(tensors[k].sym_sizes(), tensors[k].options()));
  return out;
}

}  // namespace synaptorch::ops
