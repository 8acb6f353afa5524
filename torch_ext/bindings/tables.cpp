// The model tables as Python objects: what documentation, unit checks and modules are made from.
#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "network/device.h"
#include "network/plastic.h"
#include "registry/registry.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

/// What Python sees of a model, whichever part of the library runs it.
struct Table {
  Info info;
  const char* kind;                   ///< "stepped", "ode", "precise", "synapse" or "device"
  const char* sends;                  ///< of a device: "spikes", "current", "rate" or ""
  std::vector<Field> params, arrays, state;
  std::vector<Port> ports;
  bool stochastic = false, differentiable = false, output = false;
};

const char* name_of(Kind k) { return k == Kind::ode ? "ode" : k == Kind::precise ? "precise" : "stepped"; }
const char* name_of(Tier t) { return t == Tier::nest ? "nest" : t == Tier::brainpy ? "brainpy" : "base"; }
const char* name_of(Sign s) { return s == Sign::both ? "both" : s == Sign::positive ? "positive" : "negative"; }
const char* name_of(Type t) { return t == Type::boolean ? "boolean" : t == Type::integer ? "integer" : "real"; }

const char* name_of(PortKind k) {
  switch (k) {
    case PortKind::spikes: return "spikes";
    case PortKind::current: return "current";
    case PortKind::conductance: return "conductance";
    case PortKind::rate: return "rate";
    case PortKind::rate_now: return "rate_now";
    case PortKind::events: return "events";
    case PortKind::sequence: return "sequence";
    case PortKind::payload: return "payload";
    case PortKind::transitions: return "transitions";
  }
  return "";
}

const char* sent_by(DeviceRole role) {
  switch (role) {
    case DeviceRole::random_trains:
    case DeviceRole::scheduled:
    case DeviceRole::injector: return "spikes";
    case DeviceRole::current:
    case DeviceRole::noise: return "current";
    case DeviceRole::rate: return "rate";
    default: return "";
  }
}

std::vector<Table> tables() {
  std::vector<Table> all;
  for (const Model& m : all_models()) {
    std::vector<Field> arrays;
    for (const Port& p : m.inputs) if (p.kind == PortKind::sequence) arrays.push_back({p.name, 0.0, p.unit, p.doc});
    all.push_back({m.info, name_of(m.kind), "", m.params, std::move(arrays), m.state, m.inputs, m.stochastic, m.differentiable, m.output != OutputKind::none});
  }
  for (const auto& d : network::device_models())
    all.push_back({d.info, "device", sent_by(d.role), d.params, d.arrays, {}, {},
                   d.role == DeviceRole::random_trains || d.role == DeviceRole::noise, false});
  static const std::vector<std::string> synapses = network::synapse_names();   // keeps the names that tables point to
  for (const auto& name : synapses)
    if (const auto* rule = network::find_rule(name))
      all.push_back({rule->info(), "synapse", "", rule->params(), {}, rule->states(), {}, false, false});
    else
      all.push_back({{name.c_str(), Tier::nest, "Connection with a fixed weight."}, "synapse", "", {}, {}, {}, {}, false, false});
  return all;
}

void bind_rows(py::module_& m) {
  py::class_<Field>(m, "Field", "One row of a table: a parameter or a state.")
      .def_property_readonly("name", [](const Field& f) { return f.name; })
      .def_property_readonly("default", [](const Field& f) { return f.value; })
      .def_property_readonly("unit", [](const Field& f) { return f.unit; })
      .def_property_readonly("doc", [](const Field& f) { return f.doc; })
      .def_property_readonly("bound", [](const Field& f) {
        return py::make_tuple(f.bound.lo, f.bound.hi, f.bound.lo_open, f.bound.hi_open);
      }, "(lo, hi, lo_open, hi_open)")
      .def_property_readonly("type", [](const Field& f) { return name_of(f.type); })
      .def_property_readonly("hidden", [](const Field& f) { return f.role != Role::normal; });
  py::class_<Port>(m, "Port", "One input of a model.")
      .def_property_readonly("name", [](const Port& p) { return p.name; })
      .def_property_readonly("unit", [](const Port& p) { return p.unit; })
      .def_property_readonly("doc", [](const Port& p) { return p.doc; })
      .def_property_readonly("kind", [](const Port& p) { return name_of(p.kind); })
      .def_property_readonly("sign", [](const Port& p) { return name_of(p.sign); })
      .def_property_readonly("receptor", [](const Port& p) { return p.receptor; });
}

}  // namespace

void bind_tables(py::module_& m) {
  bind_rows(m);
  py::class_<Table>(m, "Table", "What a model header says: parameters, states, inputs, text.")
      .def_property_readonly("name", [](const Table& t) { return t.info.name; })
      .def_property_readonly("tier", [](const Table& t) { return name_of(t.info.tier); })
      .def_property_readonly("brief", [](const Table& t) { return t.info.brief; })
      .def_property_readonly("equations", [](const Table& t) { return t.info.equations; })
      .def_property_readonly("reference", [](const Table& t) { return t.info.reference; })
      .def_property_readonly("kind", [](const Table& t) { return t.kind; })
      .def_property_readonly("sends", [](const Table& t) { return t.sends; })
      .def_readonly("params", &Table::params)
      .def_readonly("arrays", &Table::arrays)
      .def_readonly("state", &Table::state)
      .def_readonly("ports", &Table::ports)
      .def_readonly("output", &Table::output, "Whether it is a synaptic output: a current as a function of conductance and potential.")
      .def_readonly("stochastic", &Table::stochastic)
      .def_readonly("differentiable", &Table::differentiable);
  m.def("tables", &tables, "The tables of all models.");
}

}  // namespace synaptorch::python
