// C++ modules: options, state, clone, conversion, saving, gradients.
#include <gtest/gtest.h>

#include <sstream>

#include <ATen/core/dispatch/Dispatcher.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/sgd.h>
#include <torch/serialize.h>

#include "registry/registry.h"
#include "synaptorch/core/error.h"
#include "synaptorch/nn/models.h"

namespace nn = synaptorch::nn;
using at::Tensor;
using namespace synaptorch::literals;

namespace {

Tensor strong_input(at::IntArrayRef shape) { return torch::rand(shape) * 40; }

}  // namespace

TEST(NnNeuron, StepsAndRunAgree) {
  nn::LIF a(nn::LIFOptions(10).tau(10.0)), b(nn::LIFOptions(10).tau(10.0));
  const Tensor x = strong_input({20, 3, 10});
  std::vector<Tensor> spikes;
  for (const Tensor& step : x.unbind(0)) spikes.push_back(a->forward(step));
  const Tensor over_time = b->run({x});
  EXPECT_TRUE(torch::equal(torch::stack(spikes), over_time));
  EXPECT_GT(over_time.sum().item<double>(), 0);
  EXPECT_TRUE(torch::equal(a->state("V"), b->state("V")));
}

TEST(NnNeuron, ArraysSetTheNumberOfReceptors) {
  nn::iaf_psc_exp_multisynapse cell(nn::iaf_psc_exp_multisynapseOptions(4).tau_syn(std::vector<double>{2.0, 5.0, 9.0}).learn({"tau_syn"}));
  const Tensor none = torch::zeros({20, 2, 4}), spikes = 300 * torch::rand({20, 3, 2, 4});
  EXPECT_GT(cell->run({none, spikes}).sum().item<double>(), 0);
  EXPECT_EQ(cell->state("I_syn_").sizes(), (std::vector<std::int64_t>{3, 2, 4}));
  EXPECT_TRUE(torch::allclose(cell->state("I_syn_").sum(0), cell->state("I_syn"), 1e-5));
  cell->state("V_m").sum().backward();
  EXPECT_EQ(cell->parameters()[0].grad().sizes(), (std::vector<std::int64_t>{3}));
  cell->reset_state();
  EXPECT_THROW(cell->run({none, spikes.narrow(1, 0, 2)}), synaptorch::WrongShape);
  EXPECT_THROW(nn::iaf_psc_exp_multisynapse(nn::iaf_psc_exp_multisynapseOptions(4).tau_syn(std::vector<double>{10.0})), synaptorch::OutOfRange);
}

TEST(NnNeuron, LearntParametersGetGradients) {
  nn::LIF lif(nn::LIFOptions(10).tau(torch::full({10}, 10.0)).learn({"tau", "V_th"}));
  EXPECT_EQ(lif->parameters().size(), 2);
  lif->run({strong_input({20, 3, 10})}).sum().backward();
  for (const auto& p : lif->named_parameters()) {
    ASSERT_TRUE(p.value().grad().defined()) << p.key();
    EXPECT_EQ(p.value().grad().sizes(), p.value().sizes());
    EXPECT_GT(p.value().grad().abs().sum().item<double>(), 0) << p.key();
  }
}

TEST(NnNeuron, GradientFlowsThroughStateUntilReset) {
  nn::LIF lif(nn::LIFOptions(4).learn({"tau"}));
  lif->forward(strong_input({4}));
  EXPECT_TRUE(lif->state("V").requires_grad());
  lif->detach_();
  EXPECT_FALSE(lif->state("V").requires_grad());
  lif->forward(strong_input({4}));
  lif->reset_state();
  EXPECT_FALSE(lif->state("V").requires_grad());
  EXPECT_TRUE(torch::equal(lif->state("V"), torch::zeros(4)));
}

TEST(NnNeuron, CloneHasItsOwnState) {
  nn::LIF lif(nn::LIFOptions(4).learn({"tau"}));
  lif->forward(strong_input({4}));
  auto copy = std::dynamic_pointer_cast<nn::NeuronImpl>(lif->clone());
  EXPECT_TRUE(torch::equal(copy->state("V"), lif->state("V")));
  const Tensor before = lif->state("V").detach().clone();
  copy->forward(strong_input({4}));
  EXPECT_TRUE(torch::equal(lif->state("V"), before));
}

TEST(NnNeuron, ConvertsToDouble) {
  nn::LIF lif(nn::LIFOptions(4));
  lif->forward(strong_input({4}));
  lif->to(torch::kDouble);
  EXPECT_EQ(lif->state("V").scalar_type(), torch::kDouble);
  EXPECT_EQ(lif->forward(strong_input({4}).to(torch::kDouble)).scalar_type(), torch::kDouble);
}

TEST(NnNeuron, SavesAndLoadsParametersAndState) {
  nn::LIF a(nn::LIFOptions(4).tau(7.0).learn({"tau"})), b(nn::LIFOptions(4).learn({"tau"}));
  a->forward(strong_input({3, 4}));
  a->detach_();
  std::stringstream file;
  torch::save(a, file);
  torch::load(b, file);
  EXPECT_TRUE(torch::equal(a->state("V"), b->state("V")));
  const Tensor x = strong_input({3, 4});
  EXPECT_TRUE(torch::equal(a->forward(x), b->forward(x)));
  EXPECT_TRUE(torch::equal(a->state("V"), b->state("V")));
}

TEST(NnNeuron, TrainsInsideSequential) {
  torch::nn::Sequential net(torch::nn::Linear(8, 16), nn::LIF(nn::LIFOptions(16).learn({"tau"})), torch::nn::Linear(16, 2));
  torch::optim::SGD optimizer(net->parameters(), 0.01);
  Tensor loss = torch::zeros({});
  for (int t = 0; t < 5; ++t) loss = loss + net->forward(strong_input({3, 8})).pow(2).sum();
  loss.backward();
  optimizer.step();
  for (const auto& p : net->parameters()) EXPECT_TRUE(p.grad().defined());
}

TEST(NnNeuron, EveryModelWithOpsRunsAndResets) {
  int ran = 0;
  for (const auto& model : synaptorch::all_models()) {
    if (!c10::Dispatcher::singleton().findSchema({"synaptorch::" + model.stem, ""})) continue;
    ++ran;
    nn::NeuronOptions options;
    options.model = model.info.name;
    options.size = {5};
    const bool of_elements = model.inputs.empty();   // then it gets one of each kind
    for (const auto& list : model.lists)
      for (const auto& field : list.params) if (of_elements) options.values.insert_or_assign(field.name, nn::Value(std::vector<double>{field.value}));
    nn::Neuron neuron(options);
    const Tensor x = torch::rand({6, 2, 5}), spikes = neuron->run({of_elements ? x.unsqueeze(1) : x});
    EXPECT_EQ(spikes.sizes(), at::IntArrayRef({6, 2, 5})) << model.info.name;
    neuron->reset_state();
    EXPECT_EQ(neuron->state()[0].sizes().slice(of_elements ? 1 : 0), at::IntArrayRef({5})) << model.info.name;
  }
  EXPECT_GT(ran, 0);
}

TEST(NnNeuron, TakesQuantitiesAndStartingValues) {
  nn::LIF plain(nn::LIFOptions(4).tau(20.0).V_th(-50.0).dt(0.5)), quantities(nn::LIFOptions(4).tau(0.02_s).V_th(-50_mV).dt(500_us));
  EXPECT_TRUE(torch::equal(plain->named_buffers()["tau"], quantities->named_buffers()["tau"]));
  EXPECT_TRUE(torch::equal(plain->named_buffers()["V_th"], quantities->named_buffers()["V_th"]));
  EXPECT_EQ(quantities->options().step, 0.5);
  torch::manual_seed(1);
  nn::LIF drawn(nn::LIFOptions(5000).V_initializer(nn::normal(-55_mV, 2_mV)));
  EXPECT_NEAR(drawn->state("V").mean().item<double>(), -55.0, 0.15);
  EXPECT_NEAR(drawn->state("V").std().item<double>(), 2.0, 0.1);
  const Tensor start = drawn->state("V").clone();
  drawn->forward(torch::zeros({5000}));
  EXPECT_FALSE(torch::equal(drawn->state("V"), start));
  drawn->reset_state();
  EXPECT_TRUE(torch::equal(drawn->state("V"), start));
  auto copy = std::dynamic_pointer_cast<nn::NeuronImpl>(drawn->clone());
  EXPECT_TRUE(torch::equal(copy->state("V"), start));
}

TEST(NnNeuron, RefusesWrongUnitsByName) {
  try {
    nn::LIF lif(nn::LIFOptions(4).tau(3_mV));
    FAIL();
  } catch (const synaptorch::WrongUnit& e) {
    EXPECT_STREQ(e.what(), "LIF.tau expects a quantity in ms, got 3 mV");
  }
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4).V_initializer(nn::uniform(1_mV, 2_ms))), synaptorch::WrongUnit);
  EXPECT_THROW(nn::LIFOptions(4).dt(1_mV), synaptorch::WrongUnit);
}

TEST(NnNeuron, RefusesBadOptionsByName) {
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4).tau(-1.0)), synaptorch::OutOfRange);
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4).tau(torch::ones(3))), synaptorch::WrongShape);
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4).learn({"tua"})), synaptorch::UnknownName);
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4))->forward(torch::ones(4, torch::kInt)), synaptorch::WrongType);
  EXPECT_THROW(nn::LIF(nn::LIFOptions(4))->forward(torch::ones(3)), synaptorch::WrongShape);
}
