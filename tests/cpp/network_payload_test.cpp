// Spikes that carry more than themselves: payloads, and the transitions of binary neurons.
#include <gtest/gtest.h>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

/// Neurons that spike by their own current, onto others through receptor 1, which takes the release.
struct Releasing {
  Network net;
  int pre, post, meter;
  explicit Releasing(int threads, const std::string& synapse = "static_synapse") : net({.threads = threads}) {
    pre = net.create("iaf_tum_2000", 200, {{"x", {1.0}}, {"tau_fac", {0.0}}});
    post = net.create("iaf_tum_2000", 3, {{"V_th", {1e9}}});
    std::vector<double> drive(200);
    for (int i = 0; i < 200; ++i) drive[i] = 400.0 + i;
    net.set(pre, {{"I_e", drive}});
    meter = net.create("multimeter", 1, {{"interval", {0.1}}});
    net.record_from(meter, {"I_syn_ex", "I_syn_in"});
    net.connect(pre, post, {}, {.model = synapse, .weight = 10.0, .delay = 1.0, .receptor_type = 1});
    net.connect({meter}, {post});
  }
};

TEST(NetworkPayload, WeightsCountTimesTheRelease) {
  Network net;
  const int pre = net.create("iaf_tum_2000", 1, {{"x", {0.4}}, {"U", {0.5}}, {"tau_rec", {1e9}}, {"tau_psc", {1e-3}}, {"I_e", {600.0}}, {"t_ref", {1e4}}});
  const int post = net.create("iaf_tum_2000"), meter = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.record_from(meter, {"I_syn_ex"});
  net.connect(pre, post, {}, {.weight = 100.0, .receptor_type = 1});
  net.connect({meter}, {post});
  net.simulate(50.0);
  double largest = 0.0;
  const SampleData samples = net.samples(meter);
  for (const double I : samples.values[0]) largest = std::max(largest, I);
  EXPECT_NEAR(largest, 100.0 * 0.5 * 0.4, 1e-5);          // one spike releases u x
}

TEST(NetworkPayload, DoesNotDependOnThreads) {
  for (const char* synapse : {"static_synapse", "tsodyks_synapse"}) {
    Releasing one(1, synapse), three(3, synapse);
    one.net.simulate(60.0);
    for (double ms : {0.3, 29.7, 30.0}) three.net.simulate(ms);
    EXPECT_EQ(one.net.samples(one.meter).values, three.net.samples(three.meter).values);
    EXPECT_NE(one.net.samples(one.meter).values[0], std::vector<double>(one.net.samples(one.meter).values[0].size()));
  }
}

TEST(NetworkPayload, OnlyNeuronsOfTheModelSendIt) {
  Network net;
  const int post = net.create("iaf_tum_2000"), other = net.create("iaf_psc_exp"), device = net.create("spike_generator");
  EXPECT_THROW(net.connect(other, post, {}, {.receptor_type = 1}), WrongType);
  EXPECT_THROW(net.connect(device, post, {}, {.receptor_type = 1}), WrongType);
  EXPECT_EQ(net.projections(), 0);
}

TEST(NetworkTransitions, TwoSpikesSetAndOneClears) {
  Network net;
  const int binary = net.create("mcculloch_pitts_neuron", 1, {{"theta", {1e9}}}), meter = net.create("multimeter", 1, {{"interval", {1.0}}});
  net.record_from(meter, {"h"});
  // Together, one by one, and through a relay: always 3.
  const int together = net.create("spike_generator", 1, {{"spike_times", {1.0, 5.0}}, {"spike_multiplicities", {2, 1}}});
  const int apart = net.create("spike_generator", 1, {{"spike_times", {11.0, 11.0, 15.0}}});
  const int relay = net.create("parrot_neuron");
  net.connect(together, binary, {}, {.weight = 3.0});
  net.connect(apart, binary, {}, {.weight = 3.0});
  net.connect(apart, relay);
  net.connect(relay, binary, {}, {.model = "stdp_synapse", .weight = 3.0, .delay = 20.0});
  net.connect({meter}, {binary});
  net.simulate(45.0);
  const std::vector<double> h = net.samples(meter).values[0];
  const auto at = [&](int ms) { return h[ms - 1]; };
  EXPECT_EQ(at(1), 0.0);
  EXPECT_EQ(at(3), 3.0);
  EXPECT_EQ(at(8), 0.0);
  EXPECT_EQ(at(13), 3.0);
  EXPECT_EQ(at(17), 0.0);
  EXPECT_NEAR(at(33), 3.0, 1e-12);
  EXPECT_NEAR(at(40), 0.0, 1e-12);
}

}  // namespace
}  // namespace synaptorch
