#include "op_call.h"

#include <ATen/core/dispatch/Dispatcher.h>

#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

void require_count(const Signature& s, const char* what, std::size_t given, int expected, bool fewer = false) {
  if (int(given) == expected || (fewer && given > 0 && int(given) < expected)) return;
  throw WrongShape(s.op_name() + " takes " + (fewer ? "1 to " : "") + std::to_string(expected) + " " + what + ", got " +
                   std::to_string(given));
}

}  // namespace

void OpCall::set_inputs(at::TensorList inputs) {
  require_count(s_, "inputs", inputs.size(), s_.inputs(), true);
  std::copy(inputs.begin(), inputs.end(), tensors_.begin());
}
void OpCall::set_states(at::TensorList states) {
  require_count(s_, "states", states.size(), s_.states());
  std::copy(states.begin(), states.end(), tensors_.begin() + s_.inputs());
}
void OpCall::set_params(at::TensorList params) {
  require_count(s_, "parameters", params.size(), s_.params());
  std::copy(params.begin(), params.end(), tensors_.begin() + s_.inputs() + s_.states());
}

std::vector<at::Tensor> OpCall::run() const {
  torch::jit::Stack stack = s_.scalar_arguments(choices);
  put_tensors(s_, tensors_, stack.data());
  s_.handle().callBoxed(stack);
  std::vector<at::Tensor> out;
  out.reserve(stack.size());
  for (auto& v : stack) out.push_back(std::move(v).toTensor());
  return out;
}

}  // namespace synaptorch::ops
