// C++ projections, sparse weights, readouts and inputs.
#include <gtest/gtest.h>

#include <torch/nn/modules/linear.h>
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

Tensor random_spikes(at::IntArrayRef shape, double chance = 0.3) { return (torch::rand(shape) < chance).to(torch::kFloat); }

Tensor no_bias(const Tensor& w, const Tensor& x) { return x.matmul(w); }

}  // namespace

TEST(NnProjections, AlignPostEqualsOpsByHand) {
  torch::NoGradGuard guard;
  const Tensor w = torch::full({6, 3}, 0.1);
  nn::LIF post(nn::LIFOptions(3).tau(10.0)), by_hand(nn::LIFOptions(3).tau(10.0));
  nn::Expon syn(nn::ExponOptions(3).tau(4.0));
  nn::AlignPostProj proj([&](const Tensor& x) { return no_bias(w, x); }, syn, nn::COBA(8.0), post);
  const Tensor x = random_spikes({40, 6}), drive = torch::full({3}, 0.2);
  Tensor g = torch::zeros({3});
  for (int t = 0; t < 40; ++t) {
    proj->forward(x[t]);
    const Tensor z = post->forward(drive);
    g = g * std::exp(-0.1 / 4.0) + no_bias(w, x[t]);
    EXPECT_TRUE(torch::equal(by_hand->step({drive + g * 8.0, g}), z));
    EXPECT_TRUE(torch::allclose(post->state("V"), by_hand->state("V")));
    EXPECT_TRUE(torch::equal(post->get_spike(), z));
  }
  EXPECT_GT(proj->out->g.sum().item<double>(), 0.1);
}

TEST(NnProjections, GradientsReachTheWeights) {
  nn::LIF post(nn::LIFOptions(3).tau(10.0));
  nn::FixedProb comm(6, 3, 0.5, nn::normal(0.3, 0.1), 3);
  nn::AlignPostProj proj(comm, nn::Expon(nn::ExponOptions(3)), nn::CUBA(), post);
  EXPECT_EQ(proj->parameters().size(), 2);   // the numbers of the law
  const Tensor x = random_spikes({20, 6});
  Tensor total = torch::zeros({});
  for (int t = 0; t < 20; ++t) {
    proj->forward(x[t]);
    total = total + post->forward(torch::zeros({3})).sum() + post->state("V").sum();
  }
  total.backward();
  for (const auto& p : proj->parameters()) EXPECT_NE(p.grad().item<double>(), 0.0);
}

TEST(NnProjections, DeltaAndCurrentProjections) {
  torch::NoGradGuard guard;
  nn::LIF post(nn::LIFOptions(2));
  nn::DeltaProj jump(nn::OneToOne(nn::Value(0.4)), post);
  jump->forward(torch::tensor({1.0f, 2.0f}));
  post->forward(torch::zeros({2}));
  EXPECT_TRUE(torch::allclose(post->state("V"), torch::tensor({0.4f, 0.8f})));
  post->reset_state();
  nn::CurrentProj current(nn::AllToAll(2, 0.5), nn::CUBA(2.0), post);
  current->forward(torch::tensor({1.0f, 2.0f}));
  nn::LIF alone(nn::LIFOptions(2));
  post->forward(torch::zeros({2}));
  alone->forward(torch::full({2}, 3.0));
  EXPECT_TRUE(torch::allclose(post->state("V"), alone->state("V")));
}

TEST(NnProjections, UnitsOfWeightsAreThoseOfTheTarget) {
  torch::NoGradGuard guard;
  const auto conductance = [](auto weight, auto output) {
    nn::LIF post(nn::LIFOptions(2));
    nn::AlignPostProj proj(nn::AllToAll(2, weight), nn::Expon(nn::ExponOptions(2)), output, post);
    proj->forward(torch::ones({2}));
    return proj->out->g[0].template item<double>();
  };
  EXPECT_FLOAT_EQ(conductance(3_mS, nn::COBA(0_mV)), 2 * 3e-3);   // mA / mV = S
  EXPECT_FLOAT_EQ(conductance(3_mS, nn::CUBA()), 2 * 3.0);        // mA / V = mS
  EXPECT_FLOAT_EQ(conductance(3.0, nn::COBA(0_mV)), 2 * 3.0);
  EXPECT_THROW(conductance(3_mV, nn::COBA(0_mV)), synaptorch::WrongUnit);
  nn::LIF post(nn::LIFOptions(2));
  nn::DeltaProj jump(nn::FixedProb(2, 2, 1.0, nn::normal(500_uV, 0.0_mV)), post);
  jump->forward(torch::tensor({1.0f, 0.0f}));
  post->forward(torch::zeros({2}));
  EXPECT_TRUE(torch::allclose(post->state("V"), torch::full({2}, 0.5)));
}

TEST(NnProjections, AddsInputsOnceAndRefusesOutputsThatCannotAct) {
  nn::LIF post(nn::LIFOptions(2));
  post->add_current_input(torch::ones({2}));
  post->add_current_input(torch::ones({2}));
  post->forward(torch::zeros({2}));
  const Tensor once = post->state("V").detach().clone();
  EXPECT_GT(once.sum().item<double>(), 0);
  post->forward(torch::zeros({2}));
  EXPECT_LT(post->state("V").sum().item<double>(), once.sum().item<double>());
  EXPECT_THROW(nn::Expon(nn::ExponOptions(2))->add_output(std::make_shared<nn::CUBA>()), synaptorch::WrongType);
}

TEST(NnComm, SparseEqualsDenseWithAndWithoutDelays) {
  const Tensor dense = torch::where(torch::rand({6, 4}) < 0.5, torch::randn({6, 4}), torch::zeros({6, 4}));
  nn::SparseLinear sparse(dense);
  const Tensor x = random_spikes({10, 3, 6});
  EXPECT_TRUE(torch::allclose(sparse->forward(x), x.matmul(dense), 1e-5, 1e-6));
  EXPECT_TRUE(torch::equal(nn::SparseLinear(dense.to_sparse())->forward(x), sparse->forward(x)));
  EXPECT_TRUE(torch::equal(nn::SparseLinear(dense.to_sparse_csc())->forward(x), sparse->forward(x)));
  nn::SparseLinear biased(dense, torch::tensor(1.0f), 1, false, nn::Value(torch::arange(4.0)));
  EXPECT_TRUE(torch::equal(biased->run(x)[0], torch::arange(4.0).expand({3, 4})));   // spikes arrive a step later
  EXPECT_TRUE(torch::allclose(biased->forward(x[0]), x[9].matmul(dense) + torch::arange(4.0), 1e-5, 1e-6));
  EXPECT_EQ(biased->parameters().size(), 2);
  EXPECT_THROW(nn::SparseLinear(dense, std::nullopt, std::nullopt, false, nn::Value(torch::ones(3))), synaptorch::WrongShape);
  nn::SparseLinear delayed(sparse->indptr, sparse->indices, sparse->weight, 4, torch::tensor(2.0f), 2);
  const Tensor y = delayed->run(x);
  EXPECT_TRUE(torch::allclose(y.slice(0, 2), x.slice(0, 0, 8).matmul(dense), 1e-5, 1e-6));
  EXPECT_EQ(y.slice(0, 0, 2).abs().sum().item<double>(), 0.0);
  delayed->reset_state();
  std::vector<Tensor> steps;
  for (int t = 0; t < 10; ++t) steps.push_back(delayed->forward(x[t]));
  EXPECT_TRUE(torch::allclose(torch::stack(steps), y, 1e-5, 1e-6));
}

TEST(NnComm, RandomWeightsEqualTheirConnectivity) {
  nn::EventFixedProb random(50, 40, 0.2, nn::uniform(0.5, 1.0), 7);
  const auto [indptr, indices, weight] = random->connectivity();
  EXPECT_EQ(indices.numel(), 50 * 8);
  const Tensor x = random_spikes({5, 50});
  EXPECT_TRUE(torch::allclose(random->forward(x), nn::SparseLinear(indptr, indices, weight, 40)->forward(x), 1e-5, 1e-5));
  EXPECT_THROW(random->forward(random_spikes({5, 49})), synaptorch::WrongShape);
  EXPECT_THROW(nn::FixedProb(5, 5, 1.5, 1.0), synaptorch::OutOfRange);
}

TEST(NnReadouts, RateReadoutIsALeakySum) {
  nn::LeakyRateReadout readout(nn::LeakyRateReadoutOptions(8, 3).tau(5.0).dt(0.5));
  const Tensor x = random_spikes({12, 2, 8});
  const Tensor over_time = readout->run(x);
  readout->reset_state();
  Tensor r = torch::zeros({2, 3});
  for (int t = 0; t < 12; ++t) {
    r = r * std::exp(-0.1) + x[t].matmul(readout->weight);
    EXPECT_TRUE(torch::allclose(over_time[t], r, 1e-5, 1e-6));
    EXPECT_TRUE(torch::allclose(readout->forward(x[t]), r, 1e-5, 1e-6));
  }
  EXPECT_NEAR(nn::kaiming_normal(500, 400).var().item<double>(), 2.0 / 500, 1e-4);
}

TEST(NnReadouts, SpikeReadoutSpikesAndLearns) {
  nn::LeakySpikeReadout readout(nn::LeakySpikeReadoutOptions(4).tau(5_ms).V_th(1_mV));
  readout->weight.data().fill_(0.4);   // drives V to 1.6, slowly past the threshold
  const Tensor z = readout->run(torch::ones({50, 2, 4}));
  EXPECT_GT(z.sum().item<double>(), 0);
  z.sum().backward();
  EXPECT_GT(readout->weight.grad().abs().sum().item<double>(), 0);
}

TEST(NnInputs, DeterministicSources) {
  nn::Source sine = nn::SinusoidalInput({2}, 2.0, 50.0, 50.0, 0.3);
  const Tensor s = sine.run(600);
  EXPECT_NEAR(s[50][1].item<double>(), 2.0 + 0.3, 1e-5);   // a quarter of 20 ms
  EXPECT_EQ(s[500][0].item<double>(), 0.0);
  nn::Source step = nn::StepInput({2}, torch::tensor({1.0f, 2.0f}), torch::tensor({0.5, 1.0}));
  EXPECT_TRUE(torch::equal(step.run(12).select(1, 0),
                           torch::tensor({0.f, 0.f, 0.f, 0.f, 0.f, 1.f, 1.f, 1.f, 1.f, 1.f, 2.f, 2.f})));
  nn::Source constant = nn::ConstantInput({1}, 1.5, 0.3);   // 3 steps, although 0.3 / 0.1 rounds to 2.9999...
  EXPECT_EQ(constant.run(5).sum().item<double>(), 4.5);
  EXPECT_EQ(constant.forward().item<double>(), 0.0);
  nn::Source ramp = nn::RampInput({1}, 0.0, 1.0, 1.0, 0.5);
  const Tensor r = ramp.run(20).flatten();
  EXPECT_NEAR(r[10].item<double>(), 0.5, 1e-6);
  EXPECT_EQ(r[4].item<double>() + r[15].item<double>(), 0.0);
}

TEST(NnInputs, SpikeSources) {
  nn::Source events = nn::SpikeTime(3, torch::tensor({0, 2, 2}), torch::tensor({0.1, 0.2, 0.2}));
  const Tensor e = events.run(4);
  EXPECT_EQ(e[1][0].item<double>(), 1.0);
  EXPECT_EQ(e[2][2].item<double>(), 2.0);
  EXPECT_EQ(e.sum().item<double>(), 3.0);
  const auto steps = [](nn::TimeAsStep how) {
    return nn::SpikeTime(1, torch::tensor({0, 0}), torch::tensor({0.14, 0.36}), 1.0, 0.1, std::move(how)).run(6).flatten().nonzero().flatten();
  };
  EXPECT_TRUE(torch::equal(steps("round"), torch::tensor({1, 4})));
  EXPECT_TRUE(torch::equal(steps("floor"), torch::tensor({1, 3})));
  EXPECT_TRUE(torch::equal(steps("ceil"), torch::tensor({2, 4})));
  EXPECT_TRUE(torch::equal(steps([](const Tensor& x) { return x.floor() + 2; }), torch::tensor({3, 5})));
  EXPECT_THROW(steps("nearest"), synaptorch::UnknownName);
  EXPECT_THROW(nn::SpikeTime(2, torch::tensor({2}), torch::tensor({0.1})), synaptorch::OutOfRange);
  EXPECT_THROW(nn::SpikeTime(2, torch::tensor({0, 1}), torch::tensor({0.1, 0.2}), torch::ones(3)), synaptorch::WrongShape);
  torch::manual_seed(1);
  nn::Source poisson = nn::PoissonSpike({100}, 5000.0);
  EXPECT_NEAR(poisson.run(1000).mean().item<double>(), 0.39347, 0.005);
}
