// C++ dense weights, noise and Poisson input. The same cases as tests/python/test_comm.py and test_inputs.py.
#include <gtest/gtest.h>

#include <set>

#include <torch/types.h>

#include "synaptorch/core/error.h"
#include "synaptorch/nn/comm.h"
#include "synaptorch/nn/inputs.h"
#include "synaptorch/nn/models.h"
#include "synaptorch/nn/projections.h"
#include "synaptorch/nn/readouts.h"

namespace nn = synaptorch::nn;
using at::Tensor;
using namespace synaptorch::literals;

namespace {

Tensor spikes(at::IntArrayRef shape) { return (torch::rand(shape) < 0.5).to(torch::kFloat); }
bool close(const Tensor& a, const Tensor& b) { return torch::allclose(a, b, 1e-5, 1e-5); }

}  // namespace

TEST(NnDense, LayersEqualTheirProducts) {
  const Tensor x = spikes({4, 6}), w = torch::randn({6, 3}), mask = torch::rand({6, 3}) < 0.5;
  EXPECT_TRUE(close(nn::Linear(6, 3, w, 2.0)->forward(x), x.matmul(w) + 2.0));
  nn::Linear masked(6, 3, w, std::nullopt, mask);
  EXPECT_TRUE(close(masked->forward(x), x.matmul(w * mask)));
  masked->forward(x).sum().backward();
  EXPECT_TRUE(torch::equal(masked->weight.grad() != 0, mask.logical_and((x.sum(0) > 0).unsqueeze(-1))));
  EXPECT_TRUE(close(nn::SignedWLinear(6, 3, w, -torch::ones({6, 3}))->forward(x), x.matmul(-w.abs())));
  EXPECT_TRUE(close(nn::EventLinear(6, 3, w)->forward(2.5 * x), x.matmul(w)));
  EXPECT_TRUE(close(nn::EventLinear(6, 3, w, false)->forward(2.5 * x), 2.5 * x.matmul(w)));
  EXPECT_NEAR(nn::Linear(400, 500)->weight.var().item<double>() * 400 / 2, 1.0, 0.02);
  EXPECT_THROW(nn::Linear(6, 3, torch::zeros({3, 6})), synaptorch::WrongShape);
}

TEST(NnDense, OneToOneAndAllToAll) {
  const Tensor x = spikes({4, 6}), w = torch::randn({6, 6}), full = torch::ones({6, 6});
  EXPECT_TRUE(close(nn::OneToOne(torch::arange(6.0), 1.0)->forward(x), x * torch::arange(6.0) + 1.0));
  EXPECT_TRUE(close(nn::AllToAll(6, 0.5)->forward(x), x.matmul(0.5 * full)));
  EXPECT_TRUE(close(nn::AllToAll(6, 0.5, false)->forward(x), x.matmul(0.5 * (full - torch::eye(6)))));
  EXPECT_TRUE(close(nn::AllToAll(6, w, false)->forward(x), x.matmul(w - torch::diag(w.diag()))));
  EXPECT_EQ(nn::OneToOne(torch::ones(3, torch::kDouble))->weight.scalar_type(), torch::kDouble);
}

TEST(NnDense, WeightsWithUnitsAndClones) {
  nn::LIF post(nn::LIFOptions(3));
  nn::Linear comm(6, 3, 100_mS, std::nullopt);
  nn::AlignPostProj proj(comm, nn::Expon(nn::ExponOptions(3)), nn::COBA(0_mV), post);
  proj->forward(torch::ones(6));
  EXPECT_TRUE(close(proj->out->g, torch::full({3}, 0.6)));
  auto copy = std::dynamic_pointer_cast<nn::LinearImpl>(comm->clone());
  EXPECT_TRUE(torch::equal(copy->forward(torch::ones(6)), comm->forward(torch::ones(6))));
}

TEST(NnComm, EventsCountOnce) {
  nn::EventFixedProb layer(6, 30, 0.5, 1.0, 1);
  const Tensor x = spikes({4, 6}).requires_grad_();
  EXPECT_TRUE(torch::equal(layer->forward(3.0 * x), layer->forward(x)));
  layer->forward(x).sum().backward();
  EXPECT_GT(x.grad().abs().sum().item<double>(), 0);
  EXPECT_THROW(nn::EventFixedNumConn(6, 3, -1, 1.0), synaptorch::OutOfRange);
}

TEST(NnComm, TargetsWithoutReplacementAreStored) {
  nn::FixedNumConn layer(50, 10, 7, nn::uniform(0.5, 1.0), 1, false);
  EXPECT_EQ(layer->weight.sizes(), at::IntArrayRef({350}));
  Tensor reached = torch::zeros({10});
  for (const Tensor& row : layer->indices.reshape({50, 7}).unbind(0)) {
    const std::set<std::int64_t> targets(row.data_ptr<std::int64_t>(), row.data_ptr<std::int64_t>() + 7);
    EXPECT_EQ(targets.size(), 7);
    reached.index_add_(0, row, torch::ones(7));
  }
  EXPECT_GT(reached.min().item<double>(), 35 - 5 * std::sqrt(50 * 0.7 * 0.3));   // five standard deviations
  EXPECT_LT(reached.max().item<double>(), 35 + 5 * std::sqrt(50 * 0.7 * 0.3));

  const Tensor x = spikes({4, 50}).requires_grad_();
  const auto [indptr, indices, weight] = layer->connectivity();
  EXPECT_TRUE(close(layer->forward(x), nn::SparseLinear(indptr, indices, weight, 10)->forward(x)));
  layer->forward(x).sum().backward();
  EXPECT_GT(layer->weight.grad().abs().sum().item<double>(), 0);
  auto copy = std::dynamic_pointer_cast<nn::RandomLinearImpl>(layer->clone());
  EXPECT_TRUE(torch::equal(copy->forward(x), layer->forward(x)));

  nn::EventFixedProb events(50, 10, 0.7, 100_mS, 1, false);   // the same share of all targets
  EXPECT_TRUE(torch::equal(events->indices, layer->indices));
  EXPECT_EQ(events->weight.dim(), 0);
  EXPECT_TRUE(torch::equal(events->forward(3.0 * x), events->forward(x)));
  EXPECT_THROW(nn::FixedNumConn(6, 3, 4, 1.0, 0, false), synaptorch::OutOfRange);
  EXPECT_THROW(nn::FixedNumConn(6, 3, 1.5, 1.0), synaptorch::OutOfRange);
}

TEST(NnComm, SeedsAreDrawnWhereNoneIsGiven) {
  const auto targets = [] { return std::get<1>(nn::FixedNumConn(20, 1000, 5, 1.0)->connectivity()); };
  torch::manual_seed(3);
  const Tensor first = targets(), second = targets();
  EXPECT_FALSE(torch::equal(first, second));
  torch::manual_seed(3);
  EXPECT_TRUE(torch::equal(first, targets()));
}

TEST(NnInputs, NoiseHasItsMoments) {
  torch::manual_seed(2);
  nn::Source white = nn::WienerProcessInput({200}, 2.0, 50.0, 0.1);
  const Tensor w = white.run(600);
  EXPECT_NEAR(w.slice(0, 0, 500).std().item<double>(), 2.0 * std::sqrt(0.1), 0.01);
  EXPECT_EQ(w.slice(0, 500).abs().sum().item<double>(), 0.0);
  nn::Source ou = nn::OUProcessInput({500}, 1.0, 0.5, 2_ms);
  const Tensor first = ou.run(1), rest = ou.run(400);
  EXPECT_NEAR(first.mean().item<double>(), 1.0, 0.05);                              // starts from the mean
  EXPECT_NEAR(rest.slice(0, 200).std().item<double>(), 0.5 * std::sqrt(2.0 / (2 - 0.1 / 2.0)), 0.02);
  EXPECT_LT((rest[0] - first[0]).abs().max().item<double>(), 1.0);                  // goes on from where it was
  ou.reset_state();
  EXPECT_NEAR(ou.run(1).std().item<double>(), 0.5 * std::sqrt(0.1), 0.02);
}

TEST(NnInputs, PoissonEncoderAndInput) {
  torch::manual_seed(1);
  const nn::PoissonEncoder encode(1_ms);
  EXPECT_NEAR(encode.run(torch::full({100}, 500.0), 200).mean().item<double>(), 1 - std::exp(-0.5), 0.01);
  nn::LIF pop(nn::LIFOptions(4));
  nn::PoissonInput noise(pop.ptr(), "V", torch::tensor({1, 3}), 1000, 5000_Hz, 500_uV);
  noise.forward();
  const Tensor V = pop->state("V");
  EXPECT_EQ(V[0].item<double>(), 0.0);
  EXPECT_NEAR(V[1].item<double>(), 0.5 * 1000 * (1 - std::exp(-0.5)), 40);   // five standard deviations
  EXPECT_THROW(nn::PoissonInput(pop.ptr(), "W", {}, 1, 1.0, 1.0), synaptorch::UnknownName);
  EXPECT_THROW(nn::PoissonInput(pop.ptr(), "V", {}, 1, -1.0, 1.0).forward(), synaptorch::OutOfRange);
}

TEST(NnReadouts, TakeWeightsAndStartingValues) {
  const Tensor w = torch::randn({4, 2});
  nn::LeakyRateReadout rate(nn::LeakyRateReadoutOptions(4, 2).w_init(nn::Value(w)));
  EXPECT_TRUE(torch::equal(rate->weight.detach(), w));
  nn::LeakySpikeReadout spike(nn::LeakySpikeReadoutOptions(4).w_init(nn::Value(1_mV)).V_initializer(0.5).learn({"tau"}));
  nn::reset_all_states(*spike, 3);
  EXPECT_TRUE(torch::equal(spike->V(), torch::full({3, 4}, 0.5)));
  EXPECT_EQ(spike->parameters().size(), 2);
  EXPECT_THROW(nn::LeakyRateReadout(nn::LeakyRateReadoutOptions(4, 2).w_init(nn::Value(w.t()))), synaptorch::WrongShape);
}

TEST(NnReadouts, SpikeReadoutTellsTheSpikeBeforeTheDeltaInput) {
  nn::LeakySpikeReadout readout(nn::LeakySpikeReadoutOptions(2).w_init(nn::Value(0.0)));
  const nn::Reader before = readout->prefetch_delay("V", 0.1), spiked = readout->output_delay(0.0);
  const Tensor silent = torch::zeros({2});
  readout->add_delta_input("jump", torch::tensor({1.5, 0.25}));
  readout->add_delta_input("more", torch::tensor({0.0, 0.25}, torch::kDouble));
  EXPECT_EQ(readout->forward(silent).sum().item<double>(), 0.0);
  EXPECT_TRUE(torch::equal(readout->V(), torch::tensor({1.5, 0.5})));
  EXPECT_EQ(readout->forward(silent).sum().item<double>(), 0.0);
  EXPECT_LT(readout->V()[0].item<double>(), 1.0);   // reset at the start of the step
  EXPECT_TRUE(torch::equal(before(), torch::tensor({1.5, 0.5})));
  EXPECT_EQ(spiked().sum().item<double>(), 0.0);

  auto copy = std::dynamic_pointer_cast<nn::LeakySpikeReadoutImpl>(readout->clone());
  EXPECT_TRUE(torch::equal(copy->V(), readout->V()));
  readout->add_delta_input("jump", torch::ones(2));
  readout->reset_state();
  readout->forward(silent);
  EXPECT_EQ(readout->V().abs().sum().item<double>(), 0.0);
}
