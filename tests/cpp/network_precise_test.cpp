// Spikes between grid points: their times depend on the resolution by no more than the rounding of V_m.
#include <gtest/gtest.h>

#include <cmath>

#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

/// Spike times of a neuron under constant current and one off-grid input spike, both exact.
std::vector<double> spike_times(double resolution) {
  Network net({.resolution = resolution, .threads = 1});
  const int source = net.create("spike_generator", 1, {{"spike_times", {10.03, 40.517}}, {"precise_times", {1.0}}});
  const int relay = net.create("parrot_neuron_ps");
  const int neuron = net.create("iaf_psc_exp_ps", 1, {{"I_e", {400.0}}});
  const int recorder = net.create("spike_recorder");
  net.connect(source, relay, {}, {.delay = 1.0});
  net.connect(relay, neuron, {}, {.weight = 150.0, .delay = 1.0});
  net.connect(neuron, recorder);
  net.simulate(100.0);
  return net.spikes(recorder).times;
}

TEST(NetworkPrecise, SpikeTimesDoNotDependOnResolution) {
  const auto fine = spike_times(0.01), coarse = spike_times(0.5);
  ASSERT_GE(fine.size(), 3u);
  ASSERT_EQ(fine.size(), coarse.size());
  for (std::size_t k = 0; k < fine.size(); ++k) EXPECT_NEAR(fine[k], coarse[k], 1e-9);
}

TEST(NetworkPrecise, FirstSpikeComesWhenTheoryTells) {
  Network net({.threads = 1});
  const int neuron = net.create("iaf_psc_exp_ps", 1, {{"I_e", {500.0}}, {"tau_m", {10.0}}, {"C_m", {250.0}}});
  const int recorder = net.create("spike_recorder");
  net.connect(neuron, recorder);
  net.simulate(50.0);
  // V - E_L = 20 (1 - exp(-t/10)) reaches 15 at 10 ln 4; then every 10 ln 4 + t_ref.
  const auto times = net.spikes(recorder).times;
  const double first = 10.0 * std::log(4.0);
  ASSERT_EQ(times.size(), 3u);
  for (int k = 0; k < 3; ++k) EXPECT_NEAR(times[k], first + k * (first + 2.0), 1e-11);
}

TEST(NetworkPrecise, RelayKeepsTimeAndMultiplicity) {
  Network net({.threads = 2});
  const int source = net.create("spike_generator", 1, {{"spike_times", {3.017, 5.0}}, {"spike_multiplicities", {2.0, 1.0}}, {"precise_times", {1.0}}});
  const int relay = net.create("parrot_neuron_ps", 70);
  const int recorder = net.create("spike_recorder");
  net.connect(source, relay, {}, {.delay = 1.5});
  net.connect({relay, {69}}, {recorder});
  net.simulate(10.0);
  const auto times = net.spikes(recorder).times;
  ASSERT_EQ(times.size(), 3u);
  EXPECT_NEAR(times[0], 4.517, 1e-12);
  EXPECT_NEAR(times[1], 4.517, 1e-12);
  EXPECT_NEAR(times[2], 6.5, 1e-12);
}

/// Spike times of one neuron of `model` that receives spikes of the given weights at exact times.
std::vector<double> driven(const char* model, const Values& values, const std::vector<double>& times, const std::vector<double>& weights, double ms = 20.0) {
  Network net({.threads = 1});
  const int source = net.create("spike_generator", 1, {{"spike_times", times}, {"spike_weights", weights}, {"precise_times", {1.0}}});
  const int neuron = net.create(model, 1, values), recorder = net.create("spike_recorder");
  net.connect(source, neuron);
  net.connect(neuron, recorder);
  net.simulate(ms);
  return net.spikes(recorder).times;
}

TEST(NetworkPrecise, LosslessNeuronsFindCrossingsThatReturnWithinAStep) {
  // The peak comes (tau_m tau_s/(tau_m - tau_s)) ln(tau_m/tau_s) = 0.0465 ms after the spike, within one step of 0.1 ms.
  const double tau_m = 10.0, tau_s = 0.01, C = 250.0, gap = 15.0;
  const double t = tau_m * tau_s / (tau_m - tau_s) * std::log(tau_m / tau_s);
  const double peak = tau_m * tau_s / (C * (tau_s - tau_m)) * (std::exp(-t / tau_s) - std::exp(-t / tau_m));
  const Values values{{"tau_m", {tau_m}}, {"C_m", {C}}, {"tau_syn_ex", {tau_s}}, {"tau_syn_in", {tau_s}}};
  const double just = gap / peak * (1.0 + 1e-6), almost = gap / peak * (1.0 - 1e-6);
  EXPECT_TRUE(driven("iaf_psc_exp_ps", values, {3.02}, {just}).empty());
  EXPECT_TRUE(driven("iaf_psc_exp_ps_lossless", values, {3.02}, {almost}).empty());
  const auto times = driven("iaf_psc_exp_ps_lossless", values, {3.02}, {just});
  ASSERT_EQ(times.size(), 1u);
  EXPECT_NEAR(times[0], 4.02 + t, 1e-3);
}

TEST(NetworkPrecise, NeuronWithoutRefractorinessGoesOnWithinTheStep) {
  // V - E_L = 2000 (1 - exp(-t/10)) reaches 15 every 10 ln(2000/1985) = 0.0753 ms, more than once a step.
  const auto times = driven("iaf_psc_exp_ps_lossless", {{"t_ref", {0.0}}, {"I_e", {50000.0}}}, {1.0}, {0.0}, 1.0);
  const double interval = 10.0 * std::log(2000.0 / 1985.0);
  ASSERT_EQ(times.size(), 13u);
  for (std::size_t k = 0; k < times.size(); ++k) EXPECT_NEAR(times[k], double(k + 1) * interval, 1e-10);
}

TEST(NetworkPrecise, SimultaneousJumpsCountTogether) {
  EXPECT_TRUE(driven("iaf_psc_delta_ps", {}, {3.03, 3.03}, {20.0, -10.0}).empty());
  const auto times = driven("iaf_psc_delta_ps", {}, {3.03, 3.03}, {8.0, 8.0});
  ASSERT_EQ(times.size(), 1u);
  EXPECT_NEAR(times[0], 4.03, 1e-12);
}

TEST(NetworkPrecise, InputInTheRefractoryPeriodActsAtItsEndOnRequest) {
  const std::vector<double> at{3.03, 4.0}, weights{20.0, 20.0};
  EXPECT_EQ(driven("iaf_psc_delta_ps", {}, at, weights).size(), 1u);
  const auto times = driven("iaf_psc_delta_ps", {{"refractory_input", {1.0}}}, at, weights);
  ASSERT_EQ(times.size(), 2u);                               // 20 exp(-1.03/10) = 18.04 is enough
  EXPECT_NEAR(times[1], 6.03, 1e-12);
  EXPECT_EQ(driven("iaf_psc_delta_ps", {{"refractory_input", {1.0}}}, at, {20.0, 16.0}).size(), 1u);   // 14.4 is not
}

/// Potentials that let neurons of the same drive spike at different times.
std::vector<double> spread(int n) {
  std::vector<double> V(n);
  for (int i = 0; i < n; ++i) V[i] = -70.0 + 13.0 * i / n;
  return V;
}

struct Connected : testing::TestWithParam<const char*> {
  static constexpr int n = 150;                              // two blocks of threads, the last vector incomplete
  static SpikeData run(int threads, double piece) {
    Network net({.threads = threads});
    const double unit = std::string(GetParam()) == "iaf_psc_delta_ps" ? 0.02 : 5.0;
    const int neurons = net.create(GetParam(), n, {{"I_e", {420.0}}, {"t_ref", {1.03}}, {"V_m", spread(n)}}), recorder = net.create("spike_recorder");
    for (const double weight : {unit, -0.7 * unit}) net.connect(neurons, neurons, {.kind = Rule::Kind::fixed_indegree, .number = 15}, {.weight = weight, .delay = 0.7});
    net.connect(neurons, recorder);
    for (double t = 0.0; t < 59.99; t += piece) net.simulate(piece);
    return net.spikes(recorder);
  }
};

TEST_P(Connected, SpikesDependNeitherOnThreadsNorOnPauses) {
  const SpikeData whole = run(1, 60.0);
  EXPECT_GT(whole.times.size(), 2u * n);
  for (const SpikeData& other : {run(2, 60.0), run(1, 0.1), run(2, 2.5)}) {
    EXPECT_EQ(whole.times, other.times);
    EXPECT_EQ(whole.senders, other.senders);
  }
}

TEST_P(Connected, SpikesDoNotDependOnNeighbours) {
  const int few = 19;
  Network net({.threads = 1});
  const int together = net.create(GetParam(), few, {{"I_e", {420.0}}, {"V_m", spread(few)}}), recorder = net.create("spike_recorder");
  net.connect(together, recorder);
  net.simulate(100.0);
  const SpikeData all = net.spikes(recorder);
  for (int i = 0; i < few; ++i) {
    Network single({.threads = 1});
    const int alone = single.create(GetParam(), 1, {{"I_e", {420.0}}, {"V_m", {spread(few)[i]}}}), its = single.create("spike_recorder");
    single.connect(alone, its);
    single.simulate(100.0);
    std::vector<double> times;
    for (std::size_t k = 0; k < all.times.size(); ++k)
      if (all.senders[k] == i) times.push_back(all.times[k]);
    EXPECT_GT(times.size(), 1u);
    EXPECT_EQ(single.spikes(its).times, times);
  }
}

INSTANTIATE_TEST_SUITE_P(Precise, Connected, testing::Values("iaf_psc_alpha_ps", "iaf_psc_delta_ps", "iaf_psc_exp_ps", "iaf_psc_exp_ps_lossless"));

}  // namespace
}  // namespace synaptorch
