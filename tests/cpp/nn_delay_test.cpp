// C++ delays: layers and synapses, their gradients, state and refusals. The same cases as tests/python/test_delay.py.
#include <gtest/gtest.h>

#include <sstream>

#include <torch/optim/adam.h>
#include <torch/serialize.h>
#include <torch/types.h>

#include "synaptorch/core/error.h"
#include "synaptorch/nn/comm.h"
#include "synaptorch/nn/delay.h"
#include "synaptorch/nn/dynamics.h"

namespace nn = synaptorch::nn;
using at::Tensor;
using namespace synaptorch::literals;

namespace {

Tensor normal(at::IntArrayRef shape) { return torch::randn(shape, torch::kDouble); }

/// x delayed by fractional steps per element of the last dimension.
Tensor shifted(const Tensor& x, const std::vector<double>& steps) {
  Tensor out = torch::zeros_like(x);
  const std::int64_t T = x.size(0);
  for (std::size_t j = 0; j < steps.size(); ++j) {
    const std::int64_t k = std::int64_t(steps[j]);
    const double f = steps[j] - double(k);
    const auto to = [&](std::int64_t d) { return out.select(-1, j).slice(0, d); };
    const auto from = [&](std::int64_t d) { return x.select(-1, j).slice(0, 0, T - d); };
    to(k) += (1 - f) * from(k);
    to(k + 1) += f * from(k + 1);
  }
  return out;
}

nn::Delay delays(std::vector<double> ms, bool learn = false) {
  return nn::Delay(nn::DelayOptions(std::int64_t(ms.size()), ms).learn(learn).type(torch::kDouble));
}

/// The gradient of f(x) by central differences.
template <class F> Tensor differences(const Tensor& parameter, F&& f) {
  torch::NoGradGuard guard;
  const Tensor x = parameter.detach().clone();   // f sets the parameter
  Tensor g = torch::zeros_like(x);
  for (std::int64_t k = 0; k < x.numel(); ++k) {
    const auto at = [&](double by) {
      Tensor moved = x.clone();
      moved[k] += by;
      return f(moved).template item<double>();
    };
    g[k] = (at(1e-6) - at(-1e-6)) / 2e-6;
  }
  return g;
}

template <class M> void set_delay(M& layer, const Tensor& value) { layer->named_parameters()["delay"].set_data(value); }

}  // namespace

TEST(NnDelay, EveryElementHasItsOwnDelay) {
  const Tensor x = normal({12, 2, 4});
  EXPECT_TRUE(torch::allclose(delays({0.0, 0.1, 0.25, 0.3})->run(x), shifted(x, {0, 1, 2.5, 3}), 0, 1e-12));
  nn::Delay shared(nn::DelayOptions({2, 4}, 0.2_ms).dt(100_us).type(torch::kDouble));   // one for all
  EXPECT_TRUE(torch::allclose(shared->run(x), shifted(x, {2, 2, 2, 2})));
}

TEST(NnDelay, StepsAndPiecesEqualOneRun) {
  const Tensor x = normal({12, 2, 3});
  nn::Delay layer = delays({0.15, 0.4, 0.0});
  const Tensor expected = layer->run(x);
  layer->reset_state();
  std::vector<Tensor> steps;
  for (const Tensor& s : x.unbind(0)) steps.push_back(layer->forward(s));
  EXPECT_TRUE(torch::allclose(torch::stack(steps), expected, 0, 1e-14));
  nn::reset_all_states(*layer);
  EXPECT_TRUE(torch::allclose(torch::cat({layer->run(x.slice(0, 0, 5)), layer->run(x.slice(0, 5))}), expected, 0, 1e-14));
}

TEST(NnDelay, GradientsOfDelayAndInputEqualDifferences) {
  const Tensor x = normal({12, 2, 3}).requires_grad_(), weight = normal({12, 2, 3});
  nn::Delay layer = delays({0.13, 0.25, 0.38}, true);
  ASSERT_EQ(layer->parameters().size(), 1);
  (layer->run(x) * weight).sum().backward();
  const Tensor by_hand = differences(layer->delay, [&](const Tensor& delay) {
    set_delay(layer, delay);
    layer->reset_state();
    return (layer->run(x) * weight).sum();
  });
  EXPECT_TRUE(torch::allclose(layer->delay.grad(), by_hand, 1e-6, 1e-6));
  EXPECT_GT(x.grad().abs().sum().item<double>(), 0);
}

TEST(NnDelay, IsLearnt) {
  torch::manual_seed(0);
  const Tensor x = normal({400, 1}).cumsum(0) * 0.3;   // neighbouring steps resemble each other
  const Tensor target = delays({1.0})->run(x);
  nn::Delay layer(nn::DelayOptions(1, 0.3).max_delay(2.0).learn(true).type(torch::kDouble));
  torch::optim::Adam optimizer(layer->parameters(), torch::optim::AdamOptions(0.02));
  for (int k = 0; k < 300; ++k) {
    layer->reset_state();
    const Tensor loss = (layer->run(x) - target).pow(2).mean();
    optimizer.zero_grad();
    loss.backward();
    optimizer.step();
  }
  EXPECT_NEAR(layer->delay.item<double>(), 1.0, 0.05);
}

TEST(NnDelay, GradientFlowsThroughTheStateUntilDetached) {
  nn::Delay layer = delays({0.1});
  const Tensor x = torch::ones({1}, torch::kDouble).requires_grad_();
  layer->forward(x);
  EXPECT_TRUE(layer->forward(x.detach()).requires_grad());
  layer->reset_state();
  layer->forward(x);
  nn::detach_all_states(*layer);
  const Tensor y = layer->forward(x.detach());
  EXPECT_FALSE(y.requires_grad());
  EXPECT_EQ(y.item<double>(), 1.0);
}

TEST(NnDelay, SavesLoadsAndClonesWhatIsOnItsWay) {
  const Tensor x = normal({6, 2, 2});
  nn::Delay a = delays({0.25, 0.3}, true), b = delays({0.1, 0.3}, true);
  a->run(x);
  std::stringstream file;
  torch::save(a, file);
  torch::load(b, file);
  auto copy = std::dynamic_pointer_cast<nn::DelayImpl>(a->clone());
  const Tensor expected = a->run(x);
  EXPECT_TRUE(torch::equal(b->run(x), expected));
  EXPECT_TRUE(torch::equal(copy->run(x), expected));
  EXPECT_EQ(a->named_buffers()["history"].sizes(), at::IntArrayRef({3, 2, 2}));
}

TEST(NnDelay, TakesSpikesOfAnyType) {
  const Tensor x = torch::rand({8, 3}) < 0.5;
  nn::Delay layer(nn::DelayOptions(3, 0.15));
  EXPECT_TRUE(torch::allclose(layer->run(x), shifted(x.to(torch::kFloat), {1.5, 1.5, 1.5})));
}

TEST(NnDelay, RefusesByName) {
  EXPECT_EQ(nn::Delay(nn::DelayOptions(2, 1_ms).dt(0.5_ms))->steps_kept, 2);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, -1.0)), synaptorch::OutOfRange);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, NAN)), synaptorch::OutOfRange);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, 1.0).dt(0.0)), synaptorch::OutOfRange);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, 1_mV)), synaptorch::WrongUnit);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, torch::ones(3))), synaptorch::WrongShape);
  EXPECT_THROW(nn::Delay(nn::DelayOptions(2, 1.0))->run(torch::zeros({5, 3})), synaptorch::WrongShape);
  try {
    nn::Delay(nn::DelayOptions(2, 2.0).max_delay(1.0));
    FAIL();
  } catch (const synaptorch::OutOfRange& e) {
    EXPECT_STREQ(e.what(), "Delay: delays must be >= 0 and <= max_delay = 1 ms, got 2 to 2 ms");
  }
  nn::Delay layer(nn::DelayOptions(2, 1.0));
  layer->forward(torch::zeros({2}));
  EXPECT_THROW(layer->forward(torch::zeros({3, 2})), synaptorch::WrongShape);
}

TEST(NnComm, DelaysOfSynapsesAreLearnt) {
  const Tensor dense = torch::tensor({{1.0, 0.0}, {2.0, 3.0}}, torch::kDouble), delay = torch::tensor({0.2, 1.5, 2.7}, torch::kDouble);
  const Tensor x = normal({9, 2, 2}), weight = normal({9, 2, 2});
  nn::SparseLinear layer(dense, delay, std::nullopt, true);
  EXPECT_EQ(layer->parameters().size(), 2);
  const Tensor y = layer->run(x);
  const Tensor a = x.slice(-1, 0, 1), b = x.slice(-1, 1);
  EXPECT_TRUE(torch::allclose(y, torch::cat({shifted(a, {0.2}) + 2 * shifted(b, {1.5}), 3 * shifted(b, {2.7})}, -1)));
  (y * weight).sum().backward();
  const Tensor by_hand = differences(layer->delay, [&](const Tensor& d) {
    set_delay(layer, d);
    layer->reset_state();
    return (layer->run(x) * weight).sum();
  });
  EXPECT_TRUE(torch::allclose(layer->delay.grad(), by_hand, 1e-6, 1e-6));

  set_delay(layer, torch::tensor({-1.0, 1.5, 9.0}, torch::kDouble));   // as learning may leave them: kept within [0, max_delay]
  layer->reset_state();
  EXPECT_TRUE(torch::allclose(layer->run(x), torch::cat({a + 2 * shifted(b, {1.5}), 3 * shifted(b, {3.0})}, -1)));
}

TEST(NnComm, SavesAndClonesSpikesThatAreOnTheirWay) {
  const Tensor dense = torch::rand({3, 2}), x = torch::rand({4, 3});
  nn::SparseLinear a(dense, torch::tensor(1.5f)), b(dense, torch::tensor(1.5f));
  a->run(x);
  std::stringstream file;
  torch::save(a, file);
  torch::load(b, file);
  auto copy = std::dynamic_pointer_cast<nn::SparseLinearImpl>(a->clone());
  const Tensor expected = a->run(x);
  EXPECT_TRUE(torch::equal(b->run(x), expected));
  EXPECT_TRUE(torch::equal(copy->run(x), expected));
  EXPECT_THROW(a->forward(torch::rand({5, 3})), synaptorch::WrongShape);
  EXPECT_THROW(nn::SparseLinear(dense, torch::tensor(3.0f), 2), synaptorch::OutOfRange);
  EXPECT_THROW(nn::SparseLinear(dense, torch::ones(2)), synaptorch::WrongShape);
}
