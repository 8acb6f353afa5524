// Rate coupling against the recursion written out.
#include <gtest/gtest.h>

#include <cmath>

#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {

constexpr double h = 0.1, tau = 10.0, wa = 1.5, wb = -0.8;

/// Rates of two coupled neurons after each step; `delay` in steps, 0: without delay.
std::vector<double> expected(int delay, bool first_step, int steps) {
  const double decay = std::exp(-h / tau), gain = -std::expm1(-h / tau);
  std::vector<double> a{0.4}, b{0.1}, out;
  for (int k = 0; k < steps; ++k) {
    const auto past = [&](const std::vector<double>& r) { return k - delay >= (first_step ? 0 : 1) ? r[k - delay] : 0.0; };
    const double from_a = past(a), from_b = past(b);
    a.push_back(decay * a[k] + gain * (0.3 + wb * from_b));
    b.push_back(decay * b[k] + gain * wa * from_a);
    out.push_back(b[k + 1]);
  }
  return out;
}

std::vector<double> simulated(int delay, bool use_wfr, const std::vector<double>& parts, int threads) {
  Network net({.resolution = h, .threads = threads, .use_wfr = use_wfr});
  const int a = net.create("lin_rate_ipn", 1, {{"sigma", {0.0}}, {"tau", {tau}}, {"mu", {0.3}}, {"rate", {0.4}}});
  const int b = net.create("lin_rate_ipn", 70, {{"sigma", {0.0}}, {"tau", {tau}}, {"rate", {0.1}}});
  const int meter = net.create("multimeter", 1, {{"interval", {h}}});
  net.record_from(meter, {"rate"});
  net.connect({meter}, {b, {69}});
  const std::string synapse = delay ? "rate_connection_delayed" : "rate_connection_instantaneous";
  const double ms = delay ? delay * h : 1.0;
  net.connect(a, b, {}, {.model = synapse, .weight = wa, .delay = ms});
  net.connect({b, {69}}, {a}, {}, {.model = synapse, .weight = wb, .delay = ms});
  for (const double t : parts) net.simulate(t);
  return net.samples(meter).values[0];
}

TEST(NetworkRate, DelayedCouplingSendsTheValueAtTheStartOfAStep) {
  for (const int delay : {1, 13}) {
    const auto want = expected(delay, true, 300), got = simulated(delay, true, {10.0, 0.5, 19.5}, 2);
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t k = 0; k < want.size(); ++k) EXPECT_NEAR(got[k], want[k], 1e-13) << k;
  }
}

TEST(NetworkRate, InstantaneousCouplingActsInTheSameStep) {
  for (const bool use_wfr : {true, false}) {
    const auto want = expected(0, use_wfr, 300), got = simulated(0, use_wfr, {30.0}, 2);
    ASSERT_EQ(got.size(), want.size());
    for (std::size_t k = 0; k < want.size(); ++k) EXPECT_NEAR(got[k], want[k], 1e-13) << k;
  }
}

}  // namespace
}  // namespace synaptorch
