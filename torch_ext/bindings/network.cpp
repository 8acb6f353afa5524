// The network engine for Python. Arrays come and go as NumPy arrays; python/synaptorch/network.py adds units and names.
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include "bindings/bindings.h"
#include "synaptorch/network/network.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;
using namespace py::literals;
using Doubles = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Integers = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>;
using NamedArrays = std::map<std::string, Doubles>;

template <class T> std::vector<T> vector_of(const py::array_t<T, py::array::c_style | py::array::forcecast>& a) {
  return {a.data(), a.data() + a.size()};
}

/// Hands the vector over to NumPy without copying.
template <class T> py::array_t<T> array_of(std::vector<T> values) {
  auto* kept = new std::vector<T>(std::move(values));
  return py::array_t<T>({static_cast<py::ssize_t>(kept->size())}, {sizeof(T)}, kept->data(),
                        py::capsule(kept, [](void* p) { delete static_cast<std::vector<T>*>(p); }));
}

Values values_of(const NamedArrays& arrays) {
  Values values;
  for (const auto& [name, a] : arrays) values[name] = vector_of(a);
  return values;
}

Number number_of(const py::object& value) {
  if (py::isinstance<Distribution>(value)) return value.cast<Distribution>();
  if (py::isinstance<py::float_>(value) || py::isinstance<py::int_>(value)) return value.cast<double>();
  return vector_of(value.cast<Doubles>());
}

Distribution::Law law_of(const std::string& name) {
  using Law = Distribution::Law;
  static const std::map<std::string, Law> laws{{"uniform", Law::uniform}, {"normal", Law::normal},
                                               {"lognormal", Law::lognormal}, {"exponential", Law::exponential}};
  return laws.at(name);
}

/// Simulates without holding the interpreter; Ctrl-C stops after the current slice.
void simulate(Network& net, double ms, const py::object& progress) {
  bool interrupted = false;
  const auto tell = [&](double now) {
    py::gil_scoped_acquire hold;
    if (PyErr_CheckSignals() != 0) { interrupted = true; return false; }
    return progress.is_none() || progress(now).cast<bool>();
  };
  {
    py::gil_scoped_release release;
    net.simulate(ms, tell);
  }
  if (interrupted) throw py::error_already_set();
}

void bind_requests(py::module_& m) {
  py::class_<Selection>(m, "Selection")
      .def(py::init([](int group, const Integers& index) { return Selection{group, vector_of(index)}; }), "group"_a,
           "index"_a);
  py::class_<Distribution>(m, "Distribution")
      .def(py::init([](const std::string& law, double a, double b, double lo, double hi) {
        return Distribution{law_of(law), a, b, lo, hi};
      }), "law"_a, "a"_a, "b"_a, "lo"_a, "hi"_a);
  py::class_<Rule>(m, "Rule")
      .def(py::init([](const std::string& kind, std::int64_t number, double p, bool autapses, bool multapses,
                       const Integers& sources, const Integers& targets, bool symmetric) {
        return Rule{rule_kind(kind), number, p, autapses, multapses, vector_of(sources), vector_of(targets), symmetric};
      }), "kind"_a, "number"_a, "p"_a, "allow_autapses"_a, "allow_multapses"_a, "sources"_a, "targets"_a, "make_symmetric"_a);
  py::class_<Synapse>(m, "Synapse")
      .def(py::init([](const std::string& model, const py::object& weight, const py::object& delay, int receptor_type,
                       const std::string& receptor, const NamedArrays& params) {
        return Synapse{model, number_of(weight), number_of(delay), receptor_type, receptor, values_of(params)};
      }), "model"_a, "weight"_a, "delay"_a, "receptor_type"_a, "receptor"_a, "params"_a);
}

void bind_results(py::module_& m) {
  py::class_<SpikeData>(m, "SpikeData")
      .def_property_readonly("times", [](SpikeData& d) { return array_of(d.times); })
      .def_property_readonly("steps", [](SpikeData& d) { return array_of(d.steps); })
      .def_property_readonly("offsets", [](SpikeData& d) { return array_of(d.offsets); })
      .def_property_readonly("groups", [](SpikeData& d) { return array_of(d.groups); })
      .def_property_readonly("senders", [](SpikeData& d) { return array_of(d.senders); });
  py::class_<SampleData>(m, "SampleData")
      .def_property_readonly("times", [](SampleData& d) { return array_of(d.times); })
      .def_property_readonly("groups", [](SampleData& d) { return array_of(d.groups); })
      .def_property_readonly("senders", [](SampleData& d) { return array_of(d.senders); })
      .def_readonly("variables", &SampleData::variables)
      .def_property_readonly("values", [](SampleData& d) {
        py::list all;
        for (const auto& v : d.values) all.append(array_of(v));
        return all;
      }, "per variable: [sample × neuron], flat");
  py::class_<WeightData>(m, "WeightData")
      .def_property_readonly("times", [](WeightData& d) { return array_of(d.times); })
      .def_property_readonly("weights", [](WeightData& d) { return array_of(d.weights); })
      .def_property_readonly("sources", [](WeightData& d) { return array_of(d.sources); })
      .def_property_readonly("targets", [](WeightData& d) { return array_of(d.targets); });
  py::class_<Connections>(m, "Connections")
      .def_property_readonly("source", [](Connections& c) { return array_of(c.source); })
      .def_property_readonly("target", [](Connections& c) { return array_of(c.target); })
      .def_property_readonly("weight", [](Connections& c) { return array_of(c.weight); })
      .def_property_readonly("delay", [](Connections& c) { return array_of(c.delay); });
}

using NetworkClass = py::class_<Network>;

void bind_groups(NetworkClass& c) {
  c.def("create", [](Network& n, const std::string& model, std::int64_t size, const NamedArrays& values) {
     return n.create(model, size, values_of(values));
   }, "model"_a, "n"_a = 1, "values"_a = NamedArrays{})
      .def("add_receptor", [](Network& n, int group, const std::string& name, const std::string& model,
                              const NamedArrays& values, const std::string& output, const NamedArrays& output_values) {
        n.add_receptor(group, name, model, values_of(values), output, values_of(output_values));
      }, "population"_a, "name"_a, "model"_a, "values"_a, "output"_a, "output_values"_a)
      .def("groups", &Network::groups)
      .def("size", &Network::size, "group"_a)
      .def("model", &Network::model, "group"_a)
      .def("names", &Network::names, "group"_a)
      .def("get", [](const Network& n, int group, const std::string& name, std::int64_t node) {
        return array_of(n.get(group, name, node));
      }, "group"_a, "name"_a, "node"_a = 0)
      .def("set", [](Network& n, int group, const NamedArrays& values, const Integers& index) {
        n.set(group, values_of(values), vector_of(index));
      }, "group"_a, "values"_a, "index"_a)
      .def("record_from", &Network::record_from, "multimeter"_a, "variables"_a)
      .def("spikes", &Network::spikes, "recorder"_a)
      .def("samples", &Network::samples, "multimeter"_a)
      .def("clear", &Network::clear, "recorder"_a);
}

void bind_projections(NetworkClass& c) {
  c.def("connect", py::overload_cast<const Selection&, const Selection&, const Rule&, const Synapse&>(&Network::connect),
        "pre"_a, "post"_a, "rule"_a, "synapse"_a, py::call_guard<py::gil_scoped_release>())
      .def("projections", &Network::projections)
      .def("connections_count", &Network::connections_count, "projection"_a)
      .def("connections", &Network::connections, "projection"_a)
      .def("get_connections", [](const Network& n, int projection, const std::string& name) {
        return array_of(n.get_connections(projection, name));
      }, "projection"_a, "name"_a)
      .def("set_connections", [](Network& n, int projection, const NamedArrays& values) {
        n.set_connections(projection, values_of(values));
      }, "projection"_a, "values"_a)
      .def("record_weights", &Network::record_weights, "projection"_a)
      .def("weights", &Network::weights, "projection"_a);
}

}  // namespace

void bind_network(py::module_& m) {
  bind_requests(m);
  bind_results(m);
  NetworkClass network(m, "Network", "See include/synaptorch/network/network.h; synaptorch.Network adds units and names.");
  static const NetworkOptions usual;
  network.def(py::init([](double resolution, std::uint64_t seed, int threads, int solver, bool use_wfr, double interval, double tol, int iterations, int order) {
    return Network({resolution, seed, threads, Solver(solver), use_wfr, interval, tol, iterations, order});
  }), "resolution"_a = usual.resolution, "seed"_a = usual.seed, "threads"_a = usual.threads, "solver"_a = int(usual.solver), "use_wfr"_a = usual.use_wfr,
      "wfr_comm_interval"_a = usual.wfr_comm_interval, "wfr_tol"_a = usual.wfr_tol, "wfr_max_iterations"_a = usual.wfr_max_iterations,
      "wfr_interpolation_order"_a = usual.wfr_interpolation_order)
      .def("unsettled", &Network::unsettled)
      .def("simulate", &simulate, "ms"_a, "progress"_a = py::none())
      .def("time", &Network::time)
      .def("resolution", &Network::resolution)
      .def("threads", &Network::threads)
      .def("min_delay", &Network::min_delay)
      .def("max_delay", &Network::max_delay);
  bind_groups(network);
  bind_projections(network);
}

}  // namespace synaptorch::python
