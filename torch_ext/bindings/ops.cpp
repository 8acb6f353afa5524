// What Python modules need beside torch.ops: surrogate tables, argument names, checks of parameter values.
#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "registry/registry.h"
#include "signature.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

/// Checks the values of all parameters, element by element: `columns` has one list per parameter, each of
/// one value or of as many as the others.
void check_parameters(const std::string& name, const std::vector<std::vector<double>>& columns) {
  const Model& model = find_model(name);
  if (columns.size() != model.params.size())
    throw WrongShape(std::string(model.info.name) + " has " + std::to_string(model.params.size()) + " parameters, got " +
                     std::to_string(columns.size()));
  std::size_t elements = 1;
  for (const auto& c : columns) elements = c.size() == 1 ? elements : c.size();
  std::vector<double> values(columns.size());
  for (std::size_t i = 0; i < elements; ++i) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      const auto& c = columns[k];
      if (c.size() != 1 && c.size() != elements)
        throw WrongShape(std::string(model.info.name) + ": " + model.params[k].name + " has " + std::to_string(c.size()) +
                         " values, expected " + std::to_string(elements));
      values[k] = c[c.size() == 1 ? 0 : i];
      if (i == 0 || c.size() > 1) check_value(model, model.params[k], values[k]);
    }
    if (const char* broken = model.check ? model.check(values.data()) : nullptr)
      throw OutOfRange(std::string(model.info.name) + ": " + broken);
  }
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
  d["inputs"] = inputs;
  d["states"] = states;
  d["params"] = params;
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
  }, "Models with ops: name, stem, whether there is a module, and the names of the tensor arguments (inputs, states, params) in table order.");
  m.def("check_parameters", &check_parameters, py::arg("model"), py::arg("columns"),
        "Raises OutOfRange for the first parameter value, or combination, that the model excludes.");
}

}  // namespace synaptorch::python
