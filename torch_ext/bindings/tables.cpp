// The model tables as Python objects: what documentation, unit checks and modules are made from.
#include <map>

#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "network/device.h"
#include "network/plastic.h"
#include "registry/registry.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

/// A row of a table; `list` is the number of the list it belongs to, or -1 (Note [Lists]). `standard`: defaults of the elements.
struct FieldRow : Field {
  int list = -1;
  std::vector<double> standard = {};
};
struct PortRow : Port { int list = -1; };

template <class Row, class Of> std::vector<Row> rows(const std::vector<Of>& own) {
  std::vector<Row> all;
  for (const auto& r : own) all.push_back({r});
  return all;
}
/// Rows of the model, then those of its lists: the order of the arguments of ops.
template <class Row, class Of> std::vector<Row> rows(const Model& m, const std::vector<Of>& own, std::vector<Of> ListTable::*of_list) {
  std::vector<Row> all = rows<Row>(own);
  for (int l = 0; l < int(m.lists.size()); ++l)
    for (const auto& r : m.lists[l].*of_list) all.push_back({r, l});
  return all;
}

std::vector<FieldRow> params_of(const Model& m) {
  auto all = rows<FieldRow>(m, m.params, &ListTable::params);
  std::size_t row = m.params.size();
  for (const auto& list : m.lists)
    for (std::size_t r = 0; r < list.params.size(); ++r, ++row)
      for (int e = 0; e < list.info.standard; ++e) all[row].standard.push_back(list.standard_of(int(r), e));
  return all;
}

/// What Python sees of a model, whichever part of the library runs it.
struct Table {
  Info info;
  const char* kind;                   ///< "stepped", "ode", "precise", "synapse" or "device"
  const char* sends;                  ///< of a device: "spikes", "current", "rate" or ""
  std::vector<FieldRow> params, arrays, state;
  std::vector<PortRow> ports;
  std::vector<ListInfo> lists;
  bool stochastic = false, differentiable = false, output = false;
  std::vector<CompartmentName> compartments = {};
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
    case PortKind::potential: return "potential";
    case PortKind::drift: return "drift";
    case PortKind::diffusion: return "diffusion";
    case PortKind::slow_inward: return "slow_inward";
    case PortKind::learning: return "learning";
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

std::vector<ListInfo> infos(const Model& m) {
  std::vector<ListInfo> all;
  for (const auto& list : m.lists) all.push_back(list.info);
  return all;
}

std::vector<Table> tables() {
  std::vector<Table> all;
  for (const Model& m : all_models()) {
    std::vector<FieldRow> arrays;
    for (const Port& p : m.inputs) if (p.kind == PortKind::sequence) arrays.push_back({{p.name, 0.0, p.unit, p.doc}});
    all.push_back({m.info, name_of(m.kind), "", params_of(m), std::move(arrays),
                   rows<FieldRow>(m, m.state, &ListTable::state), rows<PortRow>(m, m.inputs, &ListTable::inputs), infos(m),
                   m.stochastic, m.differentiable, m.output != OutputKind::none, m.compartments});
  }
  for (const auto& d : network::device_models())
    all.push_back({d.info, "device", sent_by(d.role), rows<FieldRow>(d.params), rows<FieldRow>(d.arrays), {}, {}, {},
                   d.role == DeviceRole::random_trains || d.role == DeviceRole::noise, false});
  for (const auto& name : network::synapse_names()) {
    const auto& synapse = network::find_synapse(name);
    all.push_back({synapse.info, "synapse", "", {}, {}, {}, {}, {}, false, false});
    if (!synapse.rule) continue;
    all.back().params = rows<FieldRow>(synapse.rule->params());
    all.back().state = rows<FieldRow>(synapse.rule->states());
  }
  return all;
}

void bind_rows(py::module_& m) {
  const char* list = "Number of the list in `Table.lists` whose elements have this row, or -1.";
  py::class_<Field>(m, "Field", "One row of a table: a parameter or a state.")
      .def_property_readonly("name", [](const Field& f) { return f.name; })
      .def_property_readonly("default", [](const Field& f) { return f.value; })
      .def_property_readonly("alias", [](const Field& f) { return f.alias; }, "another name of it, or None")
      .def_property_readonly("key", [](const Field& f) { return f.key ? f.key : f.name; }, "key in the dictionary of an element")
      .def_property_readonly("unit", [](const Field& f) { return f.unit; })
      .def_property_readonly("doc", [](const Field& f) { return f.doc; })
      .def_property_readonly("bound", [](const Field& f) {
        return py::make_tuple(f.bound.lo, f.bound.hi, f.bound.lo_open, f.bound.hi_open);
      }, "(lo, hi, lo_open, hi_open)")
      .def_property_readonly("type", [](const Field& f) { return name_of(f.type); })
      .def_property_readonly("choices", [](const Field& f) { return f.choices; }, "names of the values 0, 1, ..., separated by |; or None")
      .def_property_readonly("hidden", [](const Field& f) { return f.role != Role::normal; })
      .def_property_readonly("list", [](const Field&) { return -1; }, list);
  py::class_<Port>(m, "Port", "One input of a model.")
      .def_property_readonly("name", [](const Port& p) { return p.name; })
      .def_property_readonly("unit", [](const Port& p) { return p.unit; })
      .def_property_readonly("doc", [](const Port& p) { return p.doc; })
      .def_property_readonly("kind", [](const Port& p) { return name_of(p.kind); })
      .def_property_readonly("sign", [](const Port& p) { return name_of(p.sign); })
      .def_property_readonly("receptor", [](const Port& p) { return p.receptor; });
  py::class_<FieldRow, Field>(m, "FieldRow")
      .def_readonly("list", &FieldRow::list, list)
      .def_readonly("standard", &FieldRow::standard, "Of a parameter of a list: its value in each element if the arrays are not given.");
  py::class_<PortRow, Port>(m, "PortRow").def_readonly("list", &PortRow::list, list);
  py::class_<ListInfo>(m, "ListInfo", "A part of a model whose number is chosen per network or module.")
      .def_property_readonly("count", [](const ListInfo& l) { return l.count; }, "Name under which the number is read.")
      .def_property_readonly("dictionaries", [](const ListInfo& l) { return l.dictionaries; }, "Name under which elements are given as dictionaries, or None.")
      .def_property_readonly("kind", [](const ListInfo& l) { return l.kind; }, "Kind of these elements among those given under that name, or None.")
      .def_readonly("connections", &ListInfo::connections, "Whether elements are the connections to a receptor, which set their parameter, the weight.")
      .def_readonly("standard", &ListInfo::standard, "Number if the arrays are not given.");
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
      .def_readonly("lists", &Table::lists)
      .def_property_readonly("compartments", [](const Table& t) {
        std::map<std::string, std::string> suffixes;
        for (const auto& c : t.compartments) suffixes[c.name] = std::string(".") + c.suffix;
        return suffixes;
      }, "dictionaries of properties, and how the names of their members end")
      .def_readonly("stochastic", &Table::stochastic)
      .def_readonly("differentiable", &Table::differentiable);
  m.def("tables", &tables, "The tables of all models.");
}

}  // namespace synaptorch::python
