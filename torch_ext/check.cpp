#include "check.h"

#include <sstream>

#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

std::string argument(const Signature& s, int k) { return s.op_name() + ": " + s.name(k); }

template <class A> std::string text(const A& a) {
  std::ostringstream o;
  o << a;
  return o.str();
}

}  // namespace

void check_tensors(const Signature& s, c10::ArrayRef<at::Tensor> tensors) {
  const at::Tensor& first = tensors[0];
  if (!first.defined()) throw WrongType(argument(s, 0) + " must be a tensor");
  for (int k = 0; k < s.tensors(); ++k) {
    const at::Tensor& t = tensors[k];
    if (!t.defined()) {
      if (k < s.inputs()) continue;
      throw WrongType(argument(s, k) + " must be a tensor");
    }
    if (!at::isFloatingType(t.scalar_type()))
      throw WrongType(argument(s, k) + " must be of a floating point dtype, got " + c10::toString(t.scalar_type()));
    if (t.scalar_type() != first.scalar_type())
      throw WrongType(argument(s, k) + " is " + c10::toString(t.scalar_type()) + " but " + s.name(0) + " is " +
                      c10::toString(first.scalar_type()));
    if (t.device() != first.device())
      throw WrongDevice(argument(s, k) + " is on " + t.device().str() + " but " + s.name(0) + " is on " +
                        first.device().str());
  }
  if (s.sequence() && first.dim() == 0) throw WrongShape(argument(s, 0) + " needs a time axis in front");
}

c10::SymInt sym_steps(const Signature& s, c10::ArrayRef<at::Tensor> tensors) {
  c10::SymInt steps = 1;
  for (int k = 0; k < s.inputs(); ++k) {
    const at::Tensor& t = tensors[k];
    if (!t.defined() || !has_time(s, k, t)) continue;
    const c10::SymInt n = t.sym_size(0);
    if (n == steps || n == 1) continue;
    if (steps != 1)
      throw WrongShape(argument(s, k) + " has " + text(n) + " time steps but another input has " + text(steps));
    steps = n;
  }
  return steps;
}

c10::SymDimVector sym_step_shape(const Signature& s, c10::ArrayRef<at::Tensor> tensors) {
  c10::SymDimVector shape;
  for (int k = 0; k < s.tensors(); ++k) {
    if (!tensors[k].defined()) continue;
    const auto sizes = tensors[k].sym_sizes().slice(has_time(s, k, tensors[k]) ? 1 : 0);
    if (sizes.size() > shape.size()) shape.insert(shape.begin(), sizes.size() - shape.size(), c10::SymInt(1));
    for (std::size_t d = 0; d < sizes.size(); ++d) {
      c10::SymInt& common = shape[shape.size() - sizes.size() + d];
      if (common == sizes[d] || sizes[d] == 1) continue;
      if (common != 1)
        throw WrongShape(argument(s, k) + " has shape " + text(tensors[k].sym_sizes()) +
                         ", which does not broadcast with the tensors before it (" + text(c10::SymIntArrayRef(shape)) + ")");
      common = sizes[d];
    }
  }
  return shape;
}

}  // namespace synaptorch::ops
