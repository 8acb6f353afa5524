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

}  // namespace
}  // namespace synaptorch
