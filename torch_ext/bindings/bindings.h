#pragma once
// The Python extension `synaptorch._C`: tables, errors and the network engine. Ops reach Python through torch.ops.
#include <pybind11/pybind11.h>

namespace synaptorch::python {

void bind_errors(pybind11::module_& m);
void bind_tables(pybind11::module_& m);
void bind_ops(pybind11::module_& m);
void bind_network(pybind11::module_& m);

}  // namespace synaptorch::python
