// C++ networks composed from modules: inputs by name, readers, delays of states, gap junctions, outputs, shared synapses. The same
// cases as tests/python/test_projections.py.
#include <gtest/gtest.h>

#include <sstream>

#include <torch/serialize.h>
#include <torch/types.h>

#include "synaptorch/core/error.h"
#include "synaptorch/nn/comm.h"
#include "synaptorch/nn/gap.h"
#include "synaptorch/nn/models.h"
#include "synaptorch/nn/projections.h"

namespace nn = synaptorch::nn;
using at::Tensor;
using namespace synaptorch::literals;

namespace {

Tensor numbers(std::vector<double> x) { return torch::tensor(x, torch::kDouble); }
nn::LIFOptions lif(std::int64_t n) { return nn::LIFOptions(n).type(torch::kDouble); }
nn::Pairs pairs(std::vector<std::int64_t> pre, std::vector<std::int64_t> post) {
  return [=](at::IntArrayRef, at::IntArrayRef) { return std::pair(torch::tensor(pre), torch::tensor(post)); };
}

}  // namespace

TEST(NnGap, JunctionsOnBatches) {
  for (const bool symmetric : {true, false}) {
    nn::LIF pop(lif(3).V_initializer(numbers({0.0, 0.2, 0.5})));
    pop->init_state(2);
    const auto junction = [&]() -> std::shared_ptr<nn::GapJunctionImpl> {
      if (symmetric) return nn::SymmetryGapJunction(nn::Coupled(pop), pairs({0, 1}, {1, 2}), 0.1).ptr();
      return nn::AsymmetryGapJunction(nn::Coupled(pop), nn::Coupled(pop), pairs({0, 1}, {1, 2}), numbers({0.1, 0.2})).ptr();
    };
    const auto gap = junction();
    gap->forward();
    gap->forward();   // replaces the first
    const double d0 = 0.0 - 0.2, d1 = 0.2 - 0.5, back = symmetric ? 0.1 : 0.2;
    const Tensor current = pop->sum_current_inputs(torch::zeros({2, 3}, torch::kDouble));
    EXPECT_TRUE(torch::allclose(current, numbers({-back * d0, 0.1 * d0 - back * d1, 0.1 * d1}).expand({2, 3})));
    EXPECT_EQ(gap->parameters().size(), 1);
  }
}

TEST(NnGap, CouplesTwoPopulationsAndLearns) {
  nn::LIF a(lif(2).V_initializer(0.8)), b(lif(3).V_initializer(numbers({0.1, 0.2, 0.3})));
  nn::SymmetryGapJunction gap(nn::Coupled(a), nn::Coupled(b, "V"), pairs({0, 1, 1}, {0, 1, 2}), 100_mS);
  const auto potential = [&] {
    a->reset_state();
    b->reset_state();
    gap->forward();
    a->forward(torch::zeros({2}, torch::kDouble));
    b->forward(torch::zeros({3}, torch::kDouble));
    return b->state("V").sum() + 2 * a->state("V").sum();
  };
  EXPECT_DOUBLE_EQ(gap->weight.item<double>(), 0.1);
  potential().backward();
  const auto at = [&](double w) {
    torch::NoGradGuard guard;
    gap->named_parameters()["weight"].fill_(w);
    return potential().item<double>();
  };
  EXPECT_NEAR(gap->weight.grad().item<double>(), (at(0.1 + 1e-6) - at(0.1 - 1e-6)) / 2e-6, 1e-7);
}

TEST(NnGap, RefusesByName) {
  nn::LIF pop(lif(3));
  const nn::Coupled end(pop);
  EXPECT_THROW(nn::SymmetryGapJunction(end, pairs({0}, {3}), 0.1), synaptorch::OutOfRange);
  EXPECT_THROW(nn::SymmetryGapJunction(end, pairs({0, 1}, {2}), 0.1), synaptorch::WrongShape);
  EXPECT_THROW(nn::SymmetryGapJunction(nn::Coupled(pop, "W"), pairs({0}, {1}), 0.1), synaptorch::UnknownName);
  EXPECT_THROW(nn::SymmetryGapJunction(end, pairs({0}, {1}), 1_mV), synaptorch::WrongUnit);
  EXPECT_THROW(nn::AsymmetryGapJunction(end, end, pairs({0}, {1}), 0.1), synaptorch::WrongShape);
}

TEST(NnDynamics, InputsAreConsumedOnceAndFunctionsStay) {
  nn::LIF pop(lif(2));
  pop->add_current_input("once", torch::ones({2}), "a");
  pop->add_current_input("always", [](const Tensor& V) { return 2.0 - V; });
  EXPECT_EQ(pop->current_inputs.keys(), (std::vector<std::string>{"a // once", "always"}));
  EXPECT_TRUE(torch::equal(pop->sum_current_inputs({}, torch::zeros({2}), "a", false), torch::ones({2})));
  EXPECT_TRUE(torch::equal(pop->sum_current_inputs({}, torch::zeros({2})), torch::full({2}, 3.0)));
  EXPECT_EQ(pop->current_inputs.keys(), (std::vector<std::string>{"always"}));
  EXPECT_THROW(pop->add_current_input("always", torch::ones({2})), synaptorch::UnknownName);
  nn::LIF alone(lif(2));
  pop->forward(torch::zeros({2}, torch::kDouble));
  alone->forward(torch::full({2}, 2.0, torch::kDouble));
  EXPECT_TRUE(torch::equal(pop->state("V"), alone->state("V")));
  pop->add_delta_input("jump", torch::ones({2}), "b");
  pop->clear_inputs();
  EXPECT_FALSE(pop->sum_delta_inputs({}).defined());
}

TEST(NnDynamics, DelayedReadersOfStatesAndOutputs) {
  torch::NoGradGuard guard;
  nn::LIF pre(lif(2).tau(1.0).V_initializer(-1.0));
  const nn::Reader V = pre->prefetch("V"), old_V = pre->prefetch_delay("V", 0.5), spikes = pre->output_delay(300_us);
  std::vector<Tensor> sent, received, potentials;
  for (int t = 0; t < 30; ++t) {
    received.push_back(spikes());
    if (t <= 5) EXPECT_EQ(old_V()[0].item<double>(), -1.0) << t;   // before the start
    else EXPECT_TRUE(torch::equal(old_V(), potentials[t - 6]));
    sent.push_back(pre->forward(torch::full({2}, 2.0, torch::kDouble)));
    potentials.push_back(V());
  }
  const Tensor s = torch::stack(sent), r = torch::stack(received);
  EXPECT_GT(s.sum().item<double>(), 0);
  EXPECT_TRUE(torch::equal(r.slice(0, 4), s.slice(0, 0, 26)));   // 3 steps, although 0.3 / 0.1 rounds to 2.9999...
  EXPECT_EQ(r.slice(0, 0, 4).sum().item<double>(), 0.0);
  EXPECT_THROW(pre->prefetch("W"), synaptorch::UnknownName);
  EXPECT_THROW(pre->prefetch_delay("V", -1.0), synaptorch::OutOfRange);
  pre->reset_state();
  EXPECT_EQ(old_V()[0].item<double>(), -1.0);
}

TEST(NnDynamics, DelayLinesAreSaved) {
  const Tensor x = torch::full({2}, 2.0, torch::kDouble);
  const auto make = [] { return nn::LIF(lif(2).tau(1.0).V_initializer(numbers({-1.0, 0.5}))); };
  nn::LIF a = make(), b = make(), other = make();
  std::vector<nn::Reader> of_a, of_b;
  for (auto& [pop, readers] : {std::pair(&a, &of_a), std::pair(&b, &of_b)})
    *readers = {(*pop)->prefetch_delay("V", 0.5), (*pop)->prefetch_delay("V", 0.2), (*pop)->output_delay(0.4)};
  for (int t = 0; t < 12; ++t) a->forward(x);
  for (int t = 0; t < 3; ++t) b->forward(x);
  std::stringstream file, short_file, without;
  torch::save(a, file);
  torch::load(b, file);
  for (int t = 0; t < 8; ++t) {
    for (std::size_t r = 0; r < of_a.size(); ++r) EXPECT_TRUE(torch::equal(of_b[r](), of_a[r]())) << t << " " << r;
    EXPECT_TRUE(torch::equal(a->forward(x), b->forward(x)));
  }
  b->reset_state();   // with empty lines
  torch::save(b, short_file);
  torch::load(a, short_file);
  EXPECT_TRUE(torch::equal(of_a[0](), numbers({-1.0, 0.5})));
  torch::save(other, without);
  EXPECT_THROW(torch::load(a, without), synaptorch::UnknownName);
}

TEST(NnDynamics, PreAlignedModulesReceiveTheOutput) {
  torch::NoGradGuard guard;
  nn::LIF pre(lif(2).tau(1.0).dt(0.2));
  const auto options = [] { return nn::ExponOptions().tau(4.0).type(torch::kDouble); };
  nn::Neuron syn(pre->align_pre(options()));
  EXPECT_EQ(syn.ptr(), pre->align_pre(options()));
  EXPECT_NE(syn.ptr(), pre->align_pre(options().tau(5.0)));
  nn::Expon by_hand(options().dt(0.2)), own(options().dt(0.2));
  pre->align_pre(own.ptr());
  pre->align_pre(own.ptr());   // once
  for (int t = 0; t < 20; ++t) {
    by_hand->forward(pre->forward(torch::full({2}, 2.0, torch::kDouble)));
    EXPECT_TRUE(torch::equal(syn->state("g"), by_hand->state("g")));
    EXPECT_TRUE(torch::equal(own->state("g"), by_hand->state("g")));
  }
  EXPECT_GT(syn->state("g").sum().item<double>(), 0);
}

TEST(NnDynamics, UpdatesRunBeforeAndAfterAndAreNotCloned) {
  nn::LIF pop(lif(2));
  int before = 0, after = 0;
  pop->add_before_update("count", [&] { ++before; });
  pop->add_after_update("count", [&](const Tensor& z) { after += int(z.numel()); });
  pop->forward(torch::zeros({2}, torch::kDouble));
  EXPECT_EQ(before, 1);
  EXPECT_EQ(after, 2);
  EXPECT_TRUE(pop->has_before_update("count") && pop->has_after_update("count") && !pop->has_after_update("other"));
  auto copy = std::dynamic_pointer_cast<nn::NeuronImpl>(pop->clone());
  copy->forward(torch::zeros({2}, torch::kDouble));
  EXPECT_EQ(before, 1);
}

TEST(NnDynamics, SpikesAreAFunctionOfThePotential) {
  nn::LIF pop(lif(2).V_th(1.0).learn({"V_th"}));
  const Tensor z = pop->get_spike(numbers({0.5, 1.5}));
  EXPECT_TRUE(torch::equal(z, numbers({0.0, 1.0})));
  EXPECT_TRUE(z.requires_grad());
  pop->set_state({numbers({0.5, 1.5})});
  EXPECT_TRUE(torch::allclose(pop->after_reset(), numbers({0.5, 0.5})));
  EXPECT_THROW(nn::Expon(nn::ExponOptions(2))->get_spike(torch::ones({2})), synaptorch::WrongType);
}

TEST(NnDynamics, StatesStartWithABatch) {
  nn::LIF pop(lif(3).V_initializer(numbers({1.0, 2.0, 3.0})));
  nn::reset_all_states(*pop, 2);
  EXPECT_TRUE(torch::equal(pop->state("V"), numbers({1.0, 2.0, 3.0}).expand({2, 3})));
  pop->init_state({2, 4});
  EXPECT_EQ(pop->state("V").sizes(), at::IntArrayRef({2, 4, 3}));
  EXPECT_THROW(nn::reset_all_states(*pop, -1), synaptorch::OutOfRange);
}

TEST(NnOutputs, MagnesiumBlockIsLinearisedAtThePotentialOfTheStep) {
  nn::LIF post(lif(2).tau(10.0).V_initializer(-60.0).V_rest(-60.0).V_th(-40.0).V_reset(-60.0));
  nn::MgBlock out;
  out.g = numbers({0.1, 0.4});
  const Tensor V = numbers({-55.0, -42.0});
  post->set_state({V});
  const auto [x, slope] = out.linear(*post);
  const Tensor by_hand = out.g * (0.0 - V) / (1.0 + 1.2 / 3.57 * torch::exp(-0.062 * V));
  EXPECT_TRUE(torch::allclose(out.current(V), by_hand, 1e-6));   // parameters are float
  EXPECT_TRUE(torch::allclose(x - slope * V, out.current(V)));
  const double h = 1e-5;
  EXPECT_TRUE(torch::allclose(slope, -(out.current(V + h) - out.current(V - h)) / (2 * h), 1e-6));
  EXPECT_THROW(out.param("e"), synaptorch::UnknownName);
}

TEST(NnProjections, EqualOptionsShareASynapse) {
  nn::LIF post(lif(3));
  const auto make = [&](double tau, std::string label = {}) {
    return nn::AlignPostProj(nn::AllToAll(3, 0.5), nn::ExponOptions(3).tau(tau).type(torch::kDouble), nn::COBA(0.0), post,
                             nn::ProjectionOptions().label(std::move(label)));
  };
  nn::AlignPostProj a = make(4.0), b = make(4.0), c = make(5.0), d = make(4.0, "other");
  EXPECT_EQ(a->syn.ptr(), b->syn.ptr());
  EXPECT_NE(a->syn.ptr(), c->syn.ptr());
  EXPECT_NE(a->syn.ptr(), d->syn.ptr());
  const Tensor x = torch::ones({6}, torch::kDouble);
  a->forward(x);
  b->forward(x);
  EXPECT_THROW(a->forward(x), synaptorch::UnknownName);   // consumed by the next call of post
  post->forward(torch::zeros({3}, torch::kDouble));
  EXPECT_TRUE(torch::allclose(a->syn->state("g"), torch::full({3}, 6.0, torch::kDouble)));
}

TEST(NnProjections, SharedAndOwnSynapsesAgree) {
  torch::NoGradGuard guard;
  std::vector<Tensor> traces;
  for (const bool shared : {true, false}) {
    nn::LIF post(lif(3).tau(10.0));
    const auto syn = nn::ExponOptions(3).tau(4.0).type(torch::kDouble);
    nn::AlignPostProj proj = shared ? nn::AlignPostProj(nn::AllToAll(3, 0.05), syn, nn::COBA(8.0), post)
                                    : nn::AlignPostProj(nn::AllToAll(3, 0.05), nn::Expon(syn), nn::COBA(8.0), post);
    for (int t = 0; t < 30; ++t) {
      proj->forward((torch::arange(6, torch::kDouble) + t).remainder(3).eq(0).to(torch::kDouble));
      post->forward(torch::full({}, 0.2, torch::kDouble));
    }
    traces.push_back(post->state("V"));
  }
  EXPECT_TRUE(torch::equal(traces[0], traces[1]));
  EXPECT_GT(traces[0].abs().sum().item<double>(), 0);
}

TEST(NnProjections, PlasticityInFrontAndDelays) {
  torch::NoGradGuard guard;
  const Tensor x = (torch::rand({20, 4}) < 0.4).to(torch::kDouble);
  const auto f64 = [](auto options) { return options.type(torch::kDouble); };
  nn::LIF post(lif(4)), by_hand(lif(4));
  nn::align_pre_projection proj(nn::Expon(f64(nn::ExponOptions(4))), nn::OneToOne(nn::Value(0.1)), nn::CUBA(), post,
                                nn::STP(f64(nn::STPOptions(4))));
  nn::STP stp(f64(nn::STPOptions(4)));
  nn::Expon syn(f64(nn::ExponOptions(4)));
  for (int t = 0; t < 20; ++t) {
    proj->forward(x[t]);
    post->forward(torch::zeros({4}, torch::kDouble));
    by_hand->forward(syn->forward(stp->forward(x[t])) * float(0.1));
    EXPECT_TRUE(torch::allclose(post->state("V"), by_hand->state("V"), 1e-6));
  }
  nn::LIF jumping(lif(4));
  nn::DeltaProj late(nn::OneToOne(nn::Value(0.5)), jumping,
                     nn::ProjectionOptions().delay(nn::Delay(f64(nn::DelayOptions(4, 0.2)))));
  for (int t = 0; t < 3; ++t) {
    late->forward(torch::full({4}, t == 0 ? 1.0 : 0.0, torch::kDouble));
    jumping->forward(torch::zeros({4}, torch::kDouble));
    EXPECT_EQ(jumping->state("V")[0].item<double>(), t == 2 ? 0.5 : 0.0) << t;
  }
}
