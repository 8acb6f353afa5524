// What Python modules need beside torch.ops: surrogate tables, argument names, checks of parameter values.
#include <ATen/ops/empty.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/tensor.h>
#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "evaluate.h"
#include "registry/registry.h"
#include "signature.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "threshold.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

/// Checks the values of all parameters, element by element. Each parameter has one column of values, that of a list
/// one per element; a column has one value or as many as the others.
void check_parameters(const std::string& name, const std::vector<std::vector<std::vector<double>>>& params) {
  const ops::Signature s(find_model(name), ops::Form::step);
  ops::Tensors tensors;
  for (std::size_t k = 0; k < params.size(); ++k) {
    std::vector<at::Tensor> columns;
    for (const auto& c : params[k]) columns.push_back(at::tensor(c, at::kDouble));
    if (!s.is_list(s.inputs() + s.states() + int(k))) tensors.push_back(columns.at(0));
    else tensors.push_back(columns.empty() ? at::empty({0}, at::kDouble) : at::stack(columns));
  }
  ops::check_parameters(s, tensors);
}

/// What a module class is made from, beside the model's table.
py::dict op_model(const Model& model) {
  const ops::Signature s(model, ops::Form::step);
  py::list inputs, states, params;
  for (int k = 0; k < s.tensors(); ++k)
    (k < s.inputs() ? inputs : k < s.inputs() + s.states() ? states : params).append(s.name(k));
  py::dict d;
  d["name"] = model.info.name;
  d["stem"] = model.stem;
  d["module"] = ops::has_module(model);
  d["threshold"] = ops::has_threshold(model);
  d["inputs"] = inputs;
  d["states"] = states;
  d["params"] = params;
  d["packed"] = s.packed();
  d["initial_takes_dt"] = s.initial_takes_dt();
  return d;
}

}  // namespace

void bind_ops(py::module_& m) {
  m.def("surrogates", [] {
    py::list all;
    for (const auto& s : surrogate_table()) all.append(py::make_tuple(s.name, s.params));
    return all;
  }, "Name and parameters of every surrogate gradient; ops take the position in this list.");
  m.def("op_models", [] {
    py::list all;
    for (const Model& model : all_models())
      if (ops::has_ops(model)) all.append(op_model(model));
    return all;
  }, "Models with ops: name, stem, whether there is a module, whether it has a threshold, the names of the tensor arguments (inputs, states, params) "
     "in table order, whether ops take the parameters as one list (packed), and whether that of initial states takes dt.");
  m.def("check_parameters", &check_parameters, py::arg("model"), py::arg("params"),
        "Raises OutOfRange for the first parameter value, or combination, that the model excludes.");
}

}  // namespace synaptorch::python
