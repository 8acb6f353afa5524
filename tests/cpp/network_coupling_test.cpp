// Coupling without delay: the same results however a run is divided, and what is refused.
#include <gtest/gtest.h>

#include <cmath>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

TEST(NetworkCoupling, SlicesThatDoNotSettleAreCounted) {
  const auto unsettled = [](int passes) {
    Network net({.wfr_max_iterations = passes});
    const int a = net.create("lin_rate_ipn", 1, {{"rate", {1.0}}, {"sigma", {0.0}}}), b = net.create("lin_rate_ipn", 1, {{"sigma", {0.0}}});
    net.connect(a, b, {}, {.model = "rate_connection_instantaneous"});
    net.simulate(5.0);
    return net.unsettled();
  };
  EXPECT_EQ(unsettled(1), 5);
  EXPECT_EQ(unsettled(15), 0);
}

TEST(NetworkCoupling, SignalsReachOnlyThoseThatReceiveThem) {
  Network net;
  const int rate = net.create("lin_rate_ipn"), field = net.create("siegert_neuron"), spiking = net.create("iaf_psc_alpha");
  const auto connect = [&](int pre, int post, const char* synapse) { net.connect(pre, post, {}, {.model = synapse}); };
  EXPECT_THROW(connect(spiking, rate, "rate_connection_delayed"), WrongType);
  EXPECT_THROW(connect(rate, field, "diffusion_connection"), WrongType);
  EXPECT_THROW(connect(rate, spiking, "rate_connection_instantaneous"), UnknownName);
  EXPECT_THROW(connect(field, field, "sic_connection"), WrongType);
  EXPECT_THROW(net.connect(field, field, {}, {.model = "diffusion_connection", .weight = 2.0}), OutOfRange);
  EXPECT_EQ(net.projections(), 0);
}

TEST(NetworkCoupling, SettingsOutsideTheirRangeAreRefused) {
  EXPECT_THROW(Network({.wfr_interpolation_order = 2}), OutOfRange);
  EXPECT_THROW(Network({.wfr_max_iterations = 0}), OutOfRange);
  EXPECT_THROW(Network({.wfr_tol = -1.0}), OutOfRange);
  EXPECT_THROW(Network({.wfr_comm_interval = 0.01}), OutOfRange);
}

}  // namespace
}  // namespace synaptorch
