// What a device computes and how it is called, with the threads of a device as a loop on the host: equal to the kernels of the CPU.
#include <gtest/gtest.h>

#include <map>

#include <ATen/TensorOperators.h>
#include <ATen/Context.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/zeros.h>

#include "check.h"
#include "device.h"
#include "device_kernels_host.h"
#include "evaluate.h"
#include "registry/registry.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "synaptorch/core/philox.h"

using namespace synaptorch;
using ops::Chosen;
using ops::Form;
using ops::Signature;
using ops::Tensors;

namespace {

int launches = 0;

/// The ops of a model on the host's device.
struct HostDevice {
  HostDevice(const std::string& model, Form form) : s(find_model(model), form), table(host_device_kernels(model)) {}
  ops::DeviceCall call() { return {table, {nullptr, &failed}, [] { ++launches; }}; }
  Signature s;
  DeviceKernelTable table;
  unsigned long long failed = DeviceFailure::none;
};

enum class Params { numbers, per_neuron, broadcast, mixed };

/// How a call is made.
struct Case {
  Form form = Form::sequence;
  Params params = Params::numbers;
  at::ScalarType type = at::kDouble;
  bool all_inputs = true, constant_inputs = false, strided = false;
  std::int64_t rows = 3, columns = 40, steps = 9;
};

/// Inputs of this size drive neurons across their threshold.
double scale_of(const Port& port) {
  static const std::map<std::string_view, double> scales{{"pA", 400}, {"mA", 20}, {"nS", 4}, {"S", 0.1}, {"mV", 3}};
  const auto at = scales.find(port.unit);
  return at == scales.end() ? 1.0 : at->second;
}

/// Of parameters most are near their defaults; but thresholds are noisy where they can be.
double value_of(const Field& field) {
  static const std::map<std::string_view, double> values{{"delta", 2.0}, {"rho", 1000.0}};
  const auto at = values.find(field.name);
  return at == values.end() ? field.value : at->second;
}

/// The tensors of a call. Potentials begin anywhere, so that some neurons spike at once.
Tensors make_tensors(const Signature& s, const Case& c) {
  at::manual_seed(1);
  const auto options = at::TensorOptions(at::kDouble);
  Tensors inputs, states, params;
  for (int k = 0; k < s.inputs(); ++k) {
    at::DimVector shape{c.rows, c.columns};
    if (s.sequence()) shape.insert(shape.begin(), c.constant_inputs && k > 0 ? 1 : c.steps);
    const at::Tensor x = scale_of(s.model().inputs[k]) * at::rand(shape, options);
    inputs.push_back(k == 0 || c.all_inputs ? x : at::Tensor());
  }
  for (int k = 0; k < s.params(); ++k) {
    const Field& field = s.model().params[k];
    const auto kind = c.params == Params::mixed ? Params(k % 3) : c.params;
    at::Tensor spread = at::zeros({}, options);
    if (field.type == Type::real && kind == Params::per_neuron) spread = at::rand({c.columns}, options);
    if (field.type == Type::real && kind == Params::broadcast) spread = at::rand({c.rows, 1}, options);
    params.push_back(value_of(field) * (1.0 + 0.02 * spread));
  }
  for (const at::Tensor& value : ops::initial_state(Signature(s.model(), Form::step), params, 0.1)) {
    const Field& field = s.model().state[states.size()];
    const bool varies = field.type == Type::real && field.role != Role::hidden && field.unit != std::string_view("1");
    const double spread = !varies ? 0.0 : field.unit == std::string_view("mV") ? 90.0 : 1.0;
    states.push_back(value.expand({c.rows, c.columns}) + spread * at::rand({c.rows, c.columns}, options));
  }
  Tensors all;
  for (const Tensors* some : {&inputs, &states, &params})
    for (const at::Tensor& t : *some) {
      const bool transposed = c.strided && t.defined() && t.dim() > 1;
      all.push_back(transposed ? t.transpose(-1, -2).contiguous().transpose(-1, -2).to(c.type) : t.defined() ? t.to(c.type) : t);
    }
  return all;
}

Constants make_constants() {
  Constants c;
  c.surrogate = choose_surrogate(find_surrogate("Sigmoid"));
  c.key = philox_key(3, 1);
  c.first_step = 5;
  c.solver = Solver::rk4;
  return c;
}

Chosen all_of(int n) {
  Chosen chosen;
  for (int k = 0; k < n; ++k) chosen.add(k);
  return chosen;
}
/// Gradients of the tensors that are there.
Chosen wanted(const Tensors& tensors) {
  Chosen chosen;
  for (std::size_t k = 0; k < tensors.size(); ++k)
    if (tensors[k].defined()) chosen.add(int(k));
  return chosen;
}

Tensors random_like(const Tensors& outputs) {
  at::manual_seed(2);
  Tensors grads;
  for (const at::Tensor& t : outputs)   // small enough for sums in half precision
    grads.push_back((t.element_size() < 4 ? 1e-3 : 1.0) * at::randn(t.sizes(), at::kDouble).to(t.scalar_type()));
  return grads;
}

void expect_close(const Tensors& a, const Tensors& b, double tolerance, const char* what) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) {
    ASSERT_EQ(a[k].sizes(), b[k].sizes()) << what << " " << k;
    ASSERT_EQ(a[k].scalar_type(), b[k].scalar_type()) << what << " " << k;
    if (a[k].numel() == 0) continue;
    const at::Tensor x = a[k].to(at::kDouble), y = b[k].to(at::kDouble);
    EXPECT_LE(((x - y).abs() / (1.0 + y.abs())).max().item<double>(), tolerance) << what << " " << k;
  }
}

void expect_equal(const Tensors& a, const Tensors& b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t k = 0; k < a.size(); ++k) EXPECT_TRUE(at::equal(a[k], b[k])) << k;
}

/// Values, and gradients if there are any, of both; returns the number of spikes.
double compare(const std::string& model, const Case& c, const Constants& constants, const Chosen& recorded, double tolerance) {
  HostDevice device(model, c.form);
  const Signature& s = device.s;
  const Tensors tensors = make_tensors(s, c);
  const Tensors expected = ops::cpu_forward(s, tensors, constants, recorded);
  expect_close(ops::device_forward(s, tensors, constants, recorded, device.call()), expected, tolerance, "output");
  EXPECT_EQ(device.failed, DeviceFailure::none);
  const Tensors grads = random_like(expected);
  expect_close(ops::device_backward(s, grads, tensors, constants, wanted(tensors), device.call()),
               ops::cpu_backward(s, grads, tensors, constants, wanted(tensors)), 10 * tolerance, "gradient");
  return expected[0].to(at::kDouble).abs().sum().item<double>();
}

/// Rounding of a sum over all elements and steps, in float as in half.
double tolerance_of(at::ScalarType type) { return type == at::kDouble ? 1e-12 : type == at::kFloat ? 2e-4 : 2e-2; }

}  // namespace

class DeviceKernels : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(OneOfEachKind, DeviceKernels, testing::Values("LIF", "HH", "iaf_psc_alpha", "iaf_psc_exp", "aeif_cond_exp", "STP"),
                         [](const auto& info) { return info.param; });

TEST_P(DeviceKernels, EqualThoseOfTheCpu) {
  double spikes = 0;
  for (const Form form : {Form::step, Form::sequence})
    for (const Params params : {Params::numbers, Params::per_neuron, Params::broadcast, Params::mixed})
      for (const at::ScalarType type : {at::kDouble, at::kFloat})
        for (const bool all_inputs : {true, false}) {
          SCOPED_TRACE(testing::Message() << "steps " << int(form) << " params " << int(params) << " type " << int(type) << " all inputs " << all_inputs);
          Case c{form, params, type, all_inputs};
          const Chosen recorded = form == Form::sequence ? all_of(int(find_model(GetParam()).state.size())) : Chosen();
          spikes += compare(GetParam(), c, make_constants(), recorded, tolerance_of(type));
        }
  EXPECT_GT(spikes, 0);
}

TEST_P(DeviceKernels, SumGradientsOfInputsThatAreConstantInTime) {
  for (const Params params : {Params::numbers, Params::per_neuron}) {
    Case c{Form::sequence, params};
    c.constant_inputs = true;
    compare(GetParam(), c, make_constants(), Chosen(), 1e-12);
  }
}

TEST_P(DeviceKernels, TakeTensorsAsTheyLie) {
  for (const Form form : {Form::step, Form::sequence}) {
    Case c{form, Params::mixed};
    c.strided = true;
    compare(GetParam(), c, make_constants(), Chosen(), 1e-12);
  }
}

TEST_P(DeviceKernels, ComputeHalfPrecisionInFloat) {
  for (const at::ScalarType type : {at::kHalf, at::kBFloat16})
    compare(GetParam(), {Form::sequence, Params::per_neuron, type}, make_constants(), Chosen(), tolerance_of(type));
}

TEST_P(DeviceKernels, DoNothingWithoutElements) {
  for (const Form form : {Form::step, Form::sequence}) {
    Case c{form, Params::mixed};
    c.rows = 0;
    launches = 0;
    compare(GetParam(), c, make_constants(), Chosen(), 0.0);
    EXPECT_EQ(launches, 0);
  }
}

TEST_P(DeviceKernels, GiveEachStateItsGradientWithoutThoseOfParameters) {
  HostDevice device(GetParam(), Form::sequence);
  const Signature& s = device.s;
  const Tensors tensors = make_tensors(s, {});
  const Tensors grads = random_like(ops::cpu_forward(s, tensors, make_constants(), Chosen()));
  const Tensors everything = ops::device_backward(s, grads, tensors, make_constants(), all_of(s.tensors()), device.call());
  Chosen states;
  for (int k = s.inputs(); k < s.inputs() + s.states(); ++k) states.add(k);
  expect_equal(ops::device_backward(s, grads, tensors, make_constants(), states, device.call()),
               Tensors(everything.begin() + s.inputs(), everything.begin() + s.inputs() + s.states()));
  for (int k = 0; k < s.tensors(); ++k)
    expect_equal(ops::device_backward(s, grads, tensors, make_constants(), Chosen(std::uint64_t(1) << k), device.call()), {everything[k]});
}

TEST_P(DeviceKernels, TakeGradientsThatAreAbsentOrBroadcast) {
  HostDevice device(GetParam(), Form::sequence);
  const Signature& s = device.s;
  const Tensors tensors = make_tensors(s, {Form::sequence, Params::per_neuron});
  const Tensors outputs = ops::cpu_forward(s, tensors, make_constants(), Chosen());
  for (const std::size_t given : {std::size_t(0), std::size_t(1)}) {   // of spikes, of a state
    Tensors grads(outputs.size());
    grads[given] = at::ones({}, tensors[0].options()).expand(outputs[given].sizes());   // as `sum` gives it
    expect_close(ops::device_backward(s, grads, tensors, make_constants(), wanted(tensors), device.call()),
                 ops::cpu_backward(s, grads, tensors, make_constants(), wanted(tensors)), 1e-11, "gradient");
  }
}

TEST_P(DeviceKernels, TakeElementsInPiecesWhereTheWorkspaceIsSmall) {
  HostDevice device(GetParam(), Form::sequence);
  const Signature& s = device.s;
  const Tensors tensors = make_tensors(s, {Form::sequence, Params::mixed});
  const Tensors grads = random_like(ops::cpu_forward(s, tensors, make_constants(), Chosen()));
  const Tensors whole = ops::device_backward(s, grads, tensors, make_constants(), wanted(tensors), device.call());
  ops::DeviceCall small = device.call();
  small.bytes = 1;
  small.elements = 17;
  launches = 0;
  expect_equal(ops::device_backward(s, grads, tensors, make_constants(), wanted(tensors), small), whole);
  EXPECT_EQ(launches, 8);   // 120 elements, 17 at a time
}

TEST_P(DeviceKernels, NoteTheFirstElementThatFails) {
  HostDevice device(GetParam(), Form::sequence);
  const Signature& s = device.s;
  Tensors tensors = make_tensors(s, {});
  tensors[s.inputs()].view(-1).slice(0, 70, 75).fill_(std::nan(""));
  ops::device_forward(s, tensors, make_constants(), Chosen(), device.call());
  ASSERT_TRUE(ops::has_failed(device.call().queue));
  EXPECT_EQ(DeviceFailure::element(device.failed), 70);
  EXPECT_EQ(DeviceFailure::step(device.failed), 1);
  EXPECT_THROW(ops::cpu_forward(s, tensors, make_constants(), Chosen()), NumericalError);
  try {
    ops::throw_noted_failure(s, device.call().queue);
  } catch (const NumericalError& e) {
    EXPECT_EQ(e.what(), s.op_name() + ": the state is not a finite number (element 70, step 1 of an earlier call)");
  }
  EXPECT_FALSE(ops::has_failed(device.call().queue));
}

TEST(DeviceCalls, EverySurrogateAndResetIsThatOfTheCpu) {
  for (int kind = 0; kind < int(surrogate_table().size()); ++kind)
    for (const ResetMode reset : {ResetMode::soft, ResetMode::hard, ResetMode::soft_detached, ResetMode::hard_detached}) {
      SCOPED_TRACE(testing::Message() << "surrogate " << kind << " reset " << int(reset));
      Constants constants = make_constants();
      constants.surrogate = choose_surrogate(kind);
      constants.reset = reset;
      EXPECT_GT(compare("LIF", {Form::sequence, Params::mixed}, constants, Chosen(1), 1e-12), 0);
    }
}

TEST(DeviceCalls, EverySolverIsThatOfTheCpu) {
  for (const Solver solver : {Solver::rkf45, Solver::rk4, Solver::midpoint, Solver::euler}) {
    SCOPED_TRACE(int(solver));
    Constants constants = make_constants();
    constants.solver = solver;   // the gradients of the adaptive one come from tensors
    Case c{Form::sequence, Params::mixed};
    if (solver == Solver::rkf45) c.columns = c.steps = 2;
    compare("aeif_cond_exp", c, constants, all_of(int(find_model("aeif_cond_exp").state.size())), 1e-12);
  }
}

TEST(DeviceCalls, ACollapsingStepSizeIsAFailureAsOnTheCpu) {
  HostDevice device("aeif_cond_exp", Form::step);
  const Signature& s = device.s;
  Tensors tensors = make_tensors(s, {Form::step, Params::per_neuron});
  Constants constants = make_constants();
  constants.solver = Solver::rkf45;
  tensors[s.inputs() + s.states() + s.model().find_param("gsl_error_tol")][33] = 1e-300;   // which no sub-step meets
  EXPECT_THROW(ops::cpu_forward(s, tensors, constants, Chosen()), NumericalError);
  ops::device_forward(s, tensors, constants, Chosen(), device.call());
  EXPECT_EQ(DeviceFailure::element(device.failed), 33);
}

TEST(DeviceCalls, TheLastStepsOfLongCallsAreCountedTogether) {
  const auto word = DeviceFailure::word(5, std::int64_t(1) << 40);
  EXPECT_EQ(DeviceFailure::element(word), 5);
  EXPECT_EQ(DeviceFailure::step(word), (1 << DeviceFailure::step_bits) - 1);
  EXPECT_LT(word, DeviceFailure::word(6, 0));
}

TEST(DeviceCalls, ModelsWithListsHaveNoKernels) {
  const DeviceKernelTable table = host_device_kernels("pp_psc_delta");
  EXPECT_EQ(table.forward[0], nullptr);
  EXPECT_EQ(table.backward[1], nullptr);
}

TEST(DeviceCalls, AConductancePortHasKernelsOfItsOwn) {
  const DeviceKernelTable lif = host_device_kernels("LIF"), alpha = host_device_kernels("iaf_psc_alpha");
  EXPECT_NE(lif.forward_coupled[0], nullptr);
  EXPECT_NE(lif.backward_coupled[1], nullptr);
  EXPECT_EQ(alpha.forward_coupled[0], nullptr);
}
