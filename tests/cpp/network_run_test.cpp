// What holds for every run: spikes and states depend on neither the number of threads nor how a run is divided.
#include <gtest/gtest.h>

#include <algorithm>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

/// A balanced network of 1000 neurons with random weights and delays, kept busy by Poisson input.
struct Balanced {
  Network net;
  int neurons, recorder, meter;
  Balanced(int threads, const std::string& synapse = "static_synapse") : net({.resolution = 0.1, .seed = 7, .threads = threads}) {
    neurons = net.create("iaf_psc_exp", 1000, {{"C_m", {250.0}}, {"I_e", {300.0}}});
    recorder = net.create("spike_recorder");
    meter = net.create("multimeter", 1, {{"interval", {0.5}}});
    const int noise = net.create("poisson_generator", 2, {{"rate", {8000.0, 3000.0}}});
    net.record_from(meter, {"V_m"});
    Selection excitatory{neurons}, inhibitory{neurons};
    for (int i = 0; i < 1000; ++i) (i < 800 ? excitatory : inhibitory).index.push_back(i);
    const Distribution weight{.law = Distribution::Law::normal, .a = 20.0, .b = 5.0, .lo = 0.0};
    const Distribution delay{.law = Distribution::Law::uniform, .a = 0.3, .b = 3.0};
    net.connect(excitatory, {neurons}, {.kind = Rule::Kind::fixed_indegree, .number = 80},
                {.model = synapse, .weight = weight, .delay = delay});
    net.connect(inhibitory, {neurons}, {.kind = Rule::Kind::fixed_indegree, .number = 20}, {.weight = -100.0, .delay = 1.5});
    net.connect(noise, neurons, {}, {.weight = 30.0, .delay = 0.7});
    net.connect(neurons, recorder);
    net.connect({meter}, {neurons, {3, 500, 999}});
  }
};

void expect_same(const Network& a, const Network& b, int recorder, int meter) {
  const SpikeData x = a.spikes(recorder), y = b.spikes(recorder);
  EXPECT_GT(x.steps.size(), 500u);
  EXPECT_EQ(x.steps, y.steps);
  EXPECT_EQ(x.senders, y.senders);
  const SampleData p = a.samples(meter), q = b.samples(meter);
  EXPECT_EQ(p.times, q.times);
  EXPECT_EQ(p.values, q.values);
}

TEST(NetworkRun, SpikesDoNotDependOnThreads) {
  for (const char* synapse : {"static_synapse", "stdp_synapse", "tsodyks_synapse"}) {
    Balanced one(1, synapse), two(2, synapse), three(3, synapse);
    for (Balanced* b : {&one, &two, &three}) b->net.simulate(100.0);
    expect_same(one.net, two.net, one.recorder, one.meter);
    expect_same(one.net, three.net, one.recorder, one.meter);
    EXPECT_EQ(one.net.get_connections(0, "weight"), two.net.get_connections(0, "weight"));
  }
}

TEST(NetworkRun, DividedRunEqualsWholeRun) {
  Balanced whole(2), parts(2);
  whole.net.simulate(200.0);
  for (int k = 0; k < 8; ++k) parts.net.simulate(25.1);
  Balanced again(2);
  for (double t : {0.1, 0.2, 99.7, 50.0, 50.8}) again.net.simulate(t);
  whole.net.simulate(0.8);
  expect_same(whole.net, parts.net, whole.recorder, whole.meter);
  expect_same(whole.net, again.net, whole.recorder, whole.meter);
}

TEST(NetworkRun, SpikeArrivesAfterItsDelay) {
  for (const double delay : {0.1, 1.0, 2.5}) {
    Network net({.threads = 2});
    const int source = net.create("spike_generator", 1, {{"spike_times", {5.0}}});
    const int neuron = net.create("iaf_psc_delta", 3, {{"V_m", {-70.0}}});
    const int meter = net.create("multimeter", 1, {{"interval", {0.1}}});
    net.record_from(meter, {"V_m"});
    net.connect({source}, {neuron}, {}, {.weight = 2.0, .delay = delay});
    net.connect(meter, neuron);
    net.simulate(10.0);
    const SampleData data = net.samples(meter);
    ASSERT_EQ(data.times.size(), 100u);
    for (std::size_t k = 0; k < data.times.size(); ++k)
      EXPECT_EQ(data.values[0][3 * k] > -70.0, data.times[k] > 5.0 + delay - 0.05) << data.times[k];
  }
}

TEST(NetworkRun, NewConnectionsKeepWhatIsOnItsWay) {
  Network net({.threads = 1});
  const int source = net.create("spike_generator", 1, {{"spike_times", {1.0}}});
  const int parrot = net.create("parrot_neuron");
  const int neuron = net.create("iaf_psc_delta");
  net.connect({source}, {parrot}, {}, {.delay = 1.0});
  net.connect({parrot}, {neuron}, {}, {.weight = 3.0, .delay = 5.0});
  net.simulate(2.3);
  const int other = net.create("parrot_neuron");
  net.connect({parrot}, {other}, {}, {.delay = 0.1});
  net.simulate(4.7);
  EXPECT_NEAR(net.get(neuron, "V_m")[0], -67.0, 1e-9);
}

TEST(NetworkRun, PoissonGeneratorHasItsRateForEveryTarget) {
  Network net({.seed = 3, .threads = 2});
  const int noise = net.create("poisson_generator", 1, {{"rate", {2000.0}}, {"start", {100.0}}, {"stop", {600.0}}});
  const int parrots = net.create("parrot_neuron", 200);
  const int recorder = net.create("spike_recorder");
  net.connect(noise, parrots, {}, {.delay = 1.0});
  net.connect(parrots, recorder);
  net.simulate(1000.0);
  const SpikeData data = net.spikes(recorder);
  // 200 targets x 500 ms x 2/ms: mean 200000, standard deviation 447; 5 deviations fail once in 2 million.
  EXPECT_NEAR(double(data.times.size()), 200000.0, 5 * 447.0);
  EXPECT_NEAR(data.times.front(), 101.2, 1e-9);
  EXPECT_NEAR(data.times.back(), 601.1, 1e-9);
}

TEST(NetworkRun, DeviceReachesTargetsAsOftenAsTheyAreConnected) {
  // Two connections to neuron 0, none to 1, one to 2: as many as neighbouring targets would have.
  const Rule pairs{.kind = Rule::Kind::explicit_pairs, .sources = {0, 0, 0}, .targets = {0, 0, 2}};
  Network net({.resolution = 0.1});
  const int cells = net.create("iaf_psc_delta", 3, {{"V_th", {1e9}}}), driven = net.create("iaf_psc_delta", 3, {{"V_th", {1e9}}});
  net.connect({net.create("poisson_generator", 1, {{"rate", {1e4}}})}, {cells}, pairs, {.weight = 1.0});
  net.connect({net.create("dc_generator", 1, {{"amplitude", {100.0}}})}, {driven}, pairs, {.weight = 1.0});
  net.simulate(50.0);
  const auto V = net.get(cells, "V_m"), W = net.get(driven, "V_m");
  EXPECT_GT(V[0], -70.0);
  EXPECT_EQ(V[1], -70.0);
  EXPECT_GT(V[2], -70.0);
  EXPECT_NEAR(W[0] + 70.0, 2.0 * (W[2] + 70.0), 1e-9);
  EXPECT_EQ(W[1], -70.0);
}

TEST(NetworkRun, CurrentActsFromStartPlusDelay) {
  Network net({.threads = 1});
  const int source = net.create("dc_generator", 1, {{"amplitude", {100.0}}, {"start", {2.0}}, {"stop", {4.0}}});
  const int neuron = net.create("iaf_psc_alpha");
  const int meter = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.record_from(meter, {"V_m"});
  net.connect({source}, {neuron}, {}, {.delay = 1.0});
  net.connect(meter, neuron);
  net.simulate(10.0);
  const SampleData data = net.samples(meter);
  std::size_t first = 0;
  while (first < data.times.size() && data.values[0][first] == -70.0) ++first;
  EXPECT_NEAR(data.times[first], 3.1, 1e-9);
  const auto peak = std::max_element(data.values[0].begin(), data.values[0].end()) - data.values[0].begin();
  EXPECT_NEAR(data.times[peak], 5.0, 1e-9);
}

}  // namespace
}  // namespace synaptorch
