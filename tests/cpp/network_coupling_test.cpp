// Coupling without delay: the same results however a run is divided, and what is refused.
#include <gtest/gtest.h>

#include <cmath>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

constexpr int n = 150;   // more than two threads' worth of neurons

/// Potentials over time of a ring of neurons with gap junctions that also exchange spikes.
std::vector<double> ring(const NetworkOptions& options, const std::vector<double>& parts) {
  Network net(options);
  std::vector<double> V;
  for (int i = 0; i < n; ++i) V.push_back(-72.0 + 0.1 * i);
  const int neurons = net.create("hh_psc_alpha_gap", n, {{"V_m", V}, {"I_e", {200.0}}});
  const int meter = net.create("multimeter", 1, {{"interval", {0.1}}});
  net.record_from(meter, {"V_m"});
  net.connect(meter, neurons);
  Rule next{.kind = Rule::Kind::explicit_pairs, .make_symmetric = true};
  for (int i = 0; i < n; ++i) {
    next.sources.push_back(i);
    next.targets.push_back((i + 1) % n);
  }
  net.connect(neurons, neurons, next, {.model = "gap_junction", .weight = 8.0});
  net.connect(neurons, neurons, {.kind = Rule::Kind::fixed_indegree, .number = 5}, {.weight = 20.0, .delay = 1.4});
  for (const double t : parts) net.simulate(t);
  return net.samples(meter).values[0];
}

TEST(NetworkCoupling, ResultsDependOnNeitherThreadsNorTheDivisionOfARun) {
  for (const bool use_wfr : {true, false}) {
    const auto whole = ring({.threads = 1, .use_wfr = use_wfr}, {12.0});
    EXPECT_EQ(whole, ring({.threads = 3, .use_wfr = use_wfr}, {12.0}));
    EXPECT_EQ(whole, ring({.threads = 2, .use_wfr = use_wfr}, {3.7, 0.1, 8.2}));
  }
}

TEST(NetworkCoupling, RelaxationConvergesAndBetterInterpolationIsMoreAccurate) {
  const auto exact = ring({.wfr_tol = 1e-12, .wfr_max_iterations = 200}, {6.0});
  /// Mean distance: a spike that moves by a step is far off at one time.
  const auto error = [&](const NetworkOptions& options) {
    const auto V = ring(options, {6.0});
    double sum = 0.0;
    for (std::size_t k = 0; k < V.size(); ++k) sum += std::abs(V[k] - exact[k]);
    return sum / double(V.size());
  };
  const double cubic = error({}), linear = error({.wfr_interpolation_order = 1}), constant = error({.wfr_interpolation_order = 0});
  EXPECT_LT(error({.wfr_comm_interval = 0.5, .wfr_tol = 1e-12, .wfr_max_iterations = 200}), 1e-5);
  EXPECT_LT(cubic, 1e-5);
  EXPECT_LT(cubic, 1e-3 * linear);
  EXPECT_LT(linear, 0.1 * constant);
}

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

TEST(NetworkCoupling, SymmetricConnectionsAreMadeBothWays) {
  Network net;
  const int a = net.create("hh_psc_alpha_gap", 2), b = net.create("hh_psc_alpha_gap", 2);
  EXPECT_THROW(net.connect(a, b, {.kind = Rule::Kind::one_to_one}, {.model = "gap_junction"}), OutOfRange);
  EXPECT_EQ(net.projections(), 0);
  net.connect(a, b, {.kind = Rule::Kind::one_to_one, .make_symmetric = true}, {.model = "gap_junction", .weight = std::vector<double>{1.0, 2.0}});
  ASSERT_EQ(net.projections(), 2);
  EXPECT_EQ(net.connections(1).weight, (std::vector<double>{1.0, 2.0}));
  EXPECT_EQ(net.connections(1).source, (std::vector<std::int64_t>{0, 1}));
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

TEST(NetworkCoupling, AFailureDuringRelaxationEndsTheRun) {
  Network net({.threads = 2});
  const int neurons = net.create("hh_psc_alpha_gap", n);
  net.connect(neurons, neurons, {.kind = Rule::Kind::one_to_one, .make_symmetric = true}, {.model = "gap_junction", .weight = -1e300});
  net.set(neurons, {{"V_m", {1e10}}}, {n - 1});
  EXPECT_THROW(net.simulate(5.0), NumericalError);
}

}  // namespace
}  // namespace synaptorch
