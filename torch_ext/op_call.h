#pragma once
// One call of an op from C++, through the dispatcher.
#include "signature.h"

namespace synaptorch::ops {

/// The scalar arguments of an op; those a model does not have are ignored.
struct Choices {
  double dt = 0.1;
  std::int64_t surrogate = 0;
  std::vector<double> surrogate_params;
  std::int64_t reset = 0, seed = 0, step = 0, solver = 1, record = 0;
  double tolerance = 0.0;
};

class OpCall {
 public:
  explicit OpCall(const Signature& signature) : s_(signature), tensors_(signature.tensors()) {}
  /// Inputs in table order; the others are absent. Throws WrongShape for too many.
  void set_inputs(at::TensorList inputs);
  void set_states(at::TensorList states);
  void set_params(at::TensorList params);
  Choices choices;
  std::vector<at::Tensor> run() const;

 private:
  const Signature& s_;
  Tensors tensors_;
};

}  // namespace synaptorch::ops
