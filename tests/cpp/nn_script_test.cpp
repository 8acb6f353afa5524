// TorchScript modules built, saved and loaded without Python.
#include <gtest/gtest.h>

#include <sstream>

#include <torch/csrc/jit/serialization/import.h>

#include "synaptorch/nn/models.h"
#include "synaptorch/nn/script.h"

namespace nn = synaptorch::nn;
using at::Tensor;

TEST(NnScript, SavedAndLoadedModuleSpikesAlike) {
  nn::LIF lif(nn::LIFOptions(6).tau(torch::full({6}, 8.0)).learn({"tau"}));
  auto unit = std::make_shared<torch::jit::CompilationUnit>();
  auto scripted = nn::to_script(*lif, unit);
  std::stringstream file;
  scripted.save(file);
  auto loaded = torch::jit::load(file);
  const Tensor x = torch::rand({30, 2, 6}) * 40;
  const Tensor expected = lif->run({x});
  std::vector<Tensor> steps;
  for (const Tensor& t : x.unbind(0)) steps.push_back(loaded.forward({t}).toTensor());
  EXPECT_GT(expected.sum().item<double>(), 0);
  EXPECT_TRUE(torch::equal(torch::stack(steps), expected));
  loaded.get_method("reset_state")({});
  const Tensor over_time = loaded.get_method("run")({x}).toTensor();
  EXPECT_TRUE(torch::equal(over_time, expected));
  over_time.sum().backward();
  EXPECT_TRUE(loaded.attr("tau").toTensor().grad().defined());
}

TEST(NnScript, ManyParametersAreOneArgument) {
  for (const char* name : {"ht_neuron", "iaf_cond_alpha_mc"}) {
    nn::NeuronOptions options;
    options.model = name;
    options.size = {6};
    options.learnt = {"t_ref", name[0] == 'h' ? "tau_m" : "g_sp"};
    nn::Neuron neuron(options);
    auto scripted = nn::to_script(*neuron, std::make_shared<torch::jit::CompilationUnit>());
    const Tensor x = torch::rand({30, 2, 6}) * 40, expected = neuron->run({x});
    EXPECT_TRUE(torch::equal(scripted.get_method("run")({x}).toTensor(), expected));
    neuron->state()[0].sum().backward();
    for (const auto& p : neuron->named_parameters()) EXPECT_TRUE(p.value().grad().defined()) << p.key();
  }
}

TEST(NnScript, NetworkOfLayersSharesAUnit) {
  auto unit = std::make_shared<torch::jit::CompilationUnit>();
  nn::LIF first(nn::LIFOptions(6)), second(nn::LIFOptions(6));
  torch::jit::Module net(c10::QualifiedName("__torch__.Net"), unit, true);
  net.register_module("first", nn::to_script(*first, unit));
  net.register_module("second", nn::to_script(*second, unit));
  net.define("def forward(self, x: Tensor) -> Tensor:\n    return self.second.forward(self.first.forward(x) * 60)\n",
             nn::ops_resolver());
  std::stringstream file;
  net.save(file);
  auto loaded = torch::jit::load(file);
  for (int t = 0; t < 20; ++t) {
    const Tensor x = torch::rand({6}) * 60;
    const Tensor expected = second->forward(first->forward(x) * 60);
    EXPECT_TRUE(torch::equal(loaded.forward({x}).toTensor(), expected));
  }
}

TEST(NnScript, BadCallIsAnErrorNotACrash) {
  nn::LIF lif(nn::LIFOptions(6));
  auto unit = std::make_shared<torch::jit::CompilationUnit>();
  auto scripted = nn::to_script(*lif, unit);
  EXPECT_THROW(scripted.forward({torch::ones({5})}), std::exception);
  EXPECT_THROW(scripted.forward({torch::ones({6}, torch::kInt)}), std::exception);
}
