#include "synaptorch/nn/script.h"

#include <ATen/core/List.h>
#include <torch/csrc/jit/frontend/resolver.h>
#include <torch/csrc/jit/frontend/sugared_value.h>

#include "evaluate.h"
#include "op_call.h"
#include "surrogate_table.h"

namespace synaptorch::nn {
namespace {

/// `ops` in TorchScript source; LibTorch's own resolver knows `torch` only.
struct OpsNamespace : torch::jit::SugaredValue {
  std::string kind() const override { return "ops"; }
  std::shared_ptr<torch::jit::SugaredValue> attr(const torch::jit::SourceRange&, torch::jit::GraphFunction&,
                                                 const std::string& name) override {
    return std::make_shared<torch::jit::BuiltinModule>(name);
  }
};
struct OpsResolver : torch::jit::NativeResolver {
  std::shared_ptr<torch::jit::SugaredValue> resolveValue(const std::string& name, torch::jit::GraphFunction& f,
                                                         const torch::jit::SourceRange& at) override {
    return name == "ops" ? std::make_shared<OpsNamespace>() : NativeResolver::resolveValue(name, f, at);
  }
};

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const auto& p : parts) text += (text.empty() ? "" : ", ") + p;
  return text;
}

/// The methods of the module. States start as empty buffers, so that `.to()` moves them.
std::string source_of(const ops::Signature& s) {
  const std::string stem = s.model().stem;
  std::vector<std::string> states, initial, params, traces;
  std::string store, clear;
  for (int k = 0; k < s.states(); ++k) {
    const std::string name = s.name(s.inputs() + k), local = "s" + std::to_string(k);
    states.push_back(local);
    traces.push_back("t" + std::to_string(k));
    store += "    self." + name + " = " + local + "\n";
    clear += "    self." + name + " = torch.empty([0], dtype=self." + name + ".dtype, device=self." + name + ".device)\n";
    initial.push_back("self." + name);
  }
  for (int k = 0; k < s.params(); ++k) params.push_back("self." + s.name(s.inputs() + s.states() + k));
  std::string choices = ", self.dt, surrogate=self.surrogate_kind, surrogate_params=self.surrogate_params, reset=self.reset_mode";
  if (s.model().stochastic) choices += ", seed=self.seed, step=self.step_count";
  if (s.model().kind == Kind::ode) choices += ", solver=self.solver";
  const std::string load = "    " + join(states) + " = " + join(initial) + "\n" +
                           "    if " + initial[0] + ".numel() == 0:\n      " + join(states) + " = " +
                           join([&] {
                             std::vector<std::string> start;
                             for (const auto& i : initial) start.push_back("self.initial_" + i.substr(5));
                             return start;
                           }()) + "\n";
  const std::string packed = s.packed() ? "[" + join(params) + "]" : join(params);
  const std::string arguments = "x, " + join(states) + ", " + packed + choices;
  return "def forward(self, x: Tensor) -> Tensor:\n" + load +
         "    spike, " + join(states) + " = ops.synaptorch." + stem + "_step(" + arguments + ")\n" + store +
         "    self.step_count = self.step_count + 1\n    return spike\n" +
         "def run(self, x: Tensor) -> Tensor:\n" + load +
         "    spike, " + join(states) + ", " + join(traces) + " = ops.synaptorch." + stem + "(" + arguments + ")\n" + store +
         "    self.step_count = self.step_count + x.size(0)\n    return spike\n" +
         "def reset_state(self) -> None:\n" + clear + "    self.step_count = 0\n";
}

}  // namespace

std::shared_ptr<torch::jit::Resolver> ops_resolver() { return std::make_shared<OpsResolver>(); }

torch::jit::Module to_script(const NeuronImpl& neuron, const std::shared_ptr<torch::jit::CompilationUnit>& unit) {
  const NeuronOptions& o = neuron.options();
  const ops::Signature s(find_model(o.model), ops::Form::step);
  torch::jit::Module m(c10::QualifiedName("__torch__.synaptorch." + o.model), unit, /*shouldMangle=*/true);
  for (const auto& p : neuron.named_parameters(false))
    m.register_parameter(p.key(), p.value().detach().clone().requires_grad_(), false);
  for (const auto& b : neuron.named_buffers(false)) m.register_buffer(b.key(), b.value().detach().clone());
  const auto initial = neuron.initial_state();
  for (int k = 0; k < s.states(); ++k) m.register_buffer("initial_" + s.name(s.inputs() + k), initial[k].detach().contiguous());

  SurrogateChoice surrogate = choose_surrogate(find_surrogate(o.surrogate_name), o.surrogate_params.size());
  std::copy(o.surrogate_params.begin(), o.surrogate_params.end(), surrogate.a);
  const std::size_t n = surrogate_table()[surrogate.kind].params.size();
  c10::List<double> surrogate_params;
  for (std::size_t k = 0; k < n; ++k) surrogate_params.push_back(surrogate.a[k]);
  m.register_attribute("dt", c10::FloatType::get(), o.step);
  m.register_attribute("surrogate_params", c10::ListType::ofFloats(), surrogate_params);
  const std::pair<const char*, std::int64_t> integers[] = {{"surrogate_kind", surrogate.kind}, {"reset_mode", int(o.reset)},
                                                           {"seed", o.seed_value}, {"step_count", 0},
                                                           {"solver", int(o.ode_solver)}};
  for (const auto& [name, value] : integers) m.register_attribute(name, c10::IntType::get(), value);
  m.define(source_of(s), ops_resolver());
  return m;
}

}  // namespace synaptorch::nn
