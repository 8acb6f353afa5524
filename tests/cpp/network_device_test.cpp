// Devices: what they refuse, and that what they draw depends on neither the number of threads nor how a run is divided.
#include <gtest/gtest.h>

#include <cmath>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

/// V_m of neurons that one noise generator drives.
std::vector<double> driven_by_noise(int threads, const std::vector<double>& parts, double dt = 1.0) {
  Network net({.seed = 3, .threads = threads});
  const int noise = net.create("noise_generator", 2, {{"std", {50.0, 200.0}}, {"dt", {dt}}}), neurons = net.create("iaf_psc_delta", 200);
  const int meter = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.record_from(meter, {"V_m"});
  net.connect(noise, neurons);
  net.connect({meter}, {neurons});
  for (const double ms : parts) net.simulate(ms);
  return net.samples(meter).values[0];
}

TEST(NetworkDevice, NoiseDoesNotDependOnThreadsAndDivision) {
  const auto whole = driven_by_noise(1, {20.0});
  EXPECT_EQ(whole, driven_by_noise(3, {20.0}));
  EXPECT_EQ(whole, driven_by_noise(2, {0.3, 9.7, 10.0}));
  EXPECT_NE(whole, driven_by_noise(1, {20.0}, 0.5));
  EXPECT_NE(whole[150 * 200], whole[150 * 200 + 1]);            // each target has its own
}

TEST(NetworkDevice, WhatAMultimeterShowsOfNoiseIsTheMeanOverItsTargets) {
  Network net;
  const int noise = net.create("noise_generator", 1, {{"mean", {10.0}}, {"std", {50.0}}, {"start", {1.0}}, {"stop", {4.0}}});
  const int neurons = net.create("iaf_psc_delta", 3, {{"tau_m", {1e9}}, {"C_m", {1.0}}, {"E_L", {0.0}}, {"V_m", {0.0}}, {"V_th", {1e9}}});
  const int meter = net.create("multimeter", 1, {{"interval", {0.1}}}), probe = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.record_from(meter, {"V_m"});
  net.record_from(probe, {"I"});
  net.connect(noise, neurons);
  net.connect({meter}, {neurons});
  net.connect({probe}, {noise});
  net.simulate(8.0);
  const auto V = net.samples(meter).values[0], I = net.samples(probe).values[0];
  double charge = 0.0;                                           // V_m of a perfect integrator, pA ms / pF
  for (const double x : I) charge += 0.1 * x;
  EXPECT_NEAR((V[V.size() - 1] + V[V.size() - 2] + V[V.size() - 3]) / 3.0, charge, 1e-6 * std::abs(charge));
  EXPECT_NE(charge, 0.0);
}

TEST(NetworkDevice, ValuesThatDoNotFitAreRefused) {
  Network net;
  EXPECT_THROW(net.create("noise_generator", 1, {{"std", {1.0}}, {"std_mod", {2.0}}}), OutOfRange);
  EXPECT_THROW(net.create("noise_generator", 1, {{"dt", {0.25}}}), OutOfRange);
  EXPECT_THROW(net.create("step_current_generator", 1, {{"amplitude_times", {1.05}}, {"amplitude_values", {1.0}}}), OutOfRange);
  EXPECT_THROW(net.create("step_current_generator", 1, {{"amplitude_times", {1.0, 2.0}}, {"amplitude_values", {1.0}}}), OutOfRange);
  EXPECT_EQ(net.groups(), 0);
}

TEST(NetworkDevice, AnInjectorSendsLikeANeuronAndReceivesNothing) {
  Network net({.threads = 2});
  const int injector = net.create("spike_train_injector", 2, {{"spike_times", {1.0, 3.0}}, {"spike_multiplicities", {1, 2}}});
  const int neuron = net.create("iaf_psc_exp"), recorder = net.create("spike_recorder");
  EXPECT_THROW(net.connect(neuron, injector), WrongType);
  net.connect(injector, neuron, {}, {.model = "stdp_synapse"});
  net.connect(injector, recorder);
  net.record_weights(0);
  net.simulate(10.0);
  EXPECT_EQ(net.spikes(recorder).times, (std::vector<double>{1.0, 1.0, 3.0, 3.0, 3.0, 3.0}));
  EXPECT_EQ(net.weights(0).times.size(), 6u);
}

TEST(NetworkDevice, ASequenceIsReadOneValueAStep) {
  Network net({.threads = 2});
  const int neurons = net.create("iaf_chs_2007", 2, {{"V_noise", {2.0}}, {"noise", {0.1, -0.2, 0.3}}}), meter = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.set(neurons, {{"noise", {0.4}}}, {1});
  net.record_from(meter, {"V_m"});
  net.connect({meter}, {neurons});
  EXPECT_THROW(net.set(neurons, {{"noise", {std::nan("")}}}), OutOfRange);
  for (const double ms : {0.2, 0.3}) net.simulate(ms);
  EXPECT_EQ(net.samples(meter).values[0], (std::vector<double>{0.2, 0.8, -0.4, 0.0, 0.6, 0.0, 0.0, 0.0, 0.0, 0.0}));
  EXPECT_EQ(net.get(neurons, "noise", 0), (std::vector<double>{0.1, -0.2, 0.3}));
  EXPECT_EQ(net.get(neurons, "noise", 1), (std::vector<double>{0.4}));
}

}  // namespace
}  // namespace synaptorch
