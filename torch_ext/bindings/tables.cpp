// The model tables as Python objects: what documentation, unit checks and modules are made from.
#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "registry/registry.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

const char* kind_name(const Model& m) {
  switch (m.kind) {
    case Kind::ode: return "ode";
    case Kind::precise: return "precise";
    default: return "stepped";
  }
}

const char* tier_name(Tier t) { return t == Tier::nest ? "nest" : t == Tier::brainpy ? "brainpy" : "base"; }

const char* port_kind(PortKind k) {
  switch (k) {
    case PortKind::spikes: return "spikes";
    case PortKind::current: return "current";
    case PortKind::conductance: return "conductance";
    case PortKind::rate: return "rate";
    default: return "rate_now";
  }
}

const char* sign_name(Sign s) { return s == Sign::both ? "both" : s == Sign::positive ? "positive" : "negative"; }

const char* type_name(Type t) { return t == Type::boolean ? "boolean" : t == Type::integer ? "integer" : "real"; }

py::tuple bound_of(const Field& f) { return py::make_tuple(f.bound.lo, f.bound.hi, f.bound.lo_open, f.bound.hi_open); }

}  // namespace

void bind_tables(py::module_& m) {
  py::class_<Field>(m, "Field", "One row of a table: a parameter or a state.")
      .def_property_readonly("name", [](const Field& f) { return f.name; })
      .def_property_readonly("default", [](const Field& f) { return f.value; })
      .def_property_readonly("unit", [](const Field& f) { return f.unit; })
      .def_property_readonly("doc", [](const Field& f) { return f.doc; })
      .def_property_readonly("bound", &bound_of, "(lo, hi, lo_open, hi_open)")
      .def_property_readonly("type", [](const Field& f) { return type_name(f.type); })
      .def_property_readonly("hidden", [](const Field& f) { return f.role == Role::hidden; });
  py::class_<Port>(m, "Port", "One input of a model.")
      .def_property_readonly("name", [](const Port& p) { return p.name; })
      .def_property_readonly("unit", [](const Port& p) { return p.unit; })
      .def_property_readonly("doc", [](const Port& p) { return p.doc; })
      .def_property_readonly("kind", [](const Port& p) { return port_kind(p.kind); })
      .def_property_readonly("sign", [](const Port& p) { return sign_name(p.sign); })
      .def_property_readonly("receptor", [](const Port& p) { return p.receptor; });
  py::class_<Model>(m, "Model", "The table of one model.")
      .def_property_readonly("name", [](const Model& t) { return t.info.name; })
      .def_property_readonly("tier", [](const Model& t) { return tier_name(t.info.tier); })
      .def_property_readonly("brief", [](const Model& t) { return t.info.brief; })
      .def_property_readonly("equations", [](const Model& t) { return t.info.equations; })
      .def_property_readonly("reference", [](const Model& t) { return t.info.reference; })
      .def_property_readonly("kind", &kind_name)
      .def_readonly("stem", &Model::stem)
      .def_readonly("params", &Model::params)
      .def_readonly("state", &Model::state)
      .def_readonly("ports", &Model::inputs)
      .def_readonly("stochastic", &Model::stochastic)
      .def_readonly("differentiable", &Model::differentiable);
  m.def("models", [] {
    py::list all;
    for (const Model& t : all_models()) all.append(py::cast(&t, py::return_value_policy::reference));
    return all;
  }, "The tables of all models, ordered by name.");
}

}  // namespace synaptorch::python
