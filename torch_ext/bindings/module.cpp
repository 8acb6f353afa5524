#include "bindings/bindings.h"

PYBIND11_MODULE(_C, m) {
  m.doc() = "C++ side of synaptorch: model tables and the network engine";
  synaptorch::python::bind_errors(m);
  synaptorch::python::bind_tables(m);
  synaptorch::python::bind_ops(m);
  synaptorch::python::bind_network(m);
}
