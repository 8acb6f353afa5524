// Rate coupling against the recursion written out.
#include <gtest/gtest.h>

#include <cmath>
#include <deque>
#include <string>

#include "registry/registry.h"
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
  Network net({.resolution = h, .threads = threads, .use_wfr = use_wfr, .wfr_tol = 1e-15, .wfr_max_iterations = 100});
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
  for (const bool use_wfr : {true, false})
    for (const auto& parts : std::vector<std::vector<double>>{{30.0}, {3.3, 0.4, 26.3}}) {
      const auto want = expected(0, use_wfr, 300), got = simulated(0, use_wfr, parts, 2);
      ASSERT_EQ(got.size(), want.size());
      for (std::size_t k = 0; k < want.size(); ++k) EXPECT_NEAR(got[k], want[k], 1e-13) << k;
    }
}

/// Rate after one step of neurons that receive 0.5 with weight 2 and have the gain tanh(h - theta).
std::vector<double> after_one_step(bool linear_summation, const std::vector<double>& theta, const std::string& model = "tanh_rate_ipn") {
  Network net({.resolution = h, .use_wfr = false});
  const int source = net.create("lin_rate_ipn", 1, {{"sigma", {0.0}}, {"rate", {0.5}}, {"mu", {0.5}}});
  const int targets = net.create(model, 2, {{"sigma", {0.0}}, {"theta", theta}, {"linear_summation", {double(linear_summation)}}});
  net.connect(source, targets, {}, {.model = "rate_connection_delayed", .weight = 2.0, .delay = h});
  net.simulate(2 * h);
  return net.get(targets, "rate");
}

TEST(NetworkRate, TheGainActsOnTheSumOrOnEachInputWithTheParametersOfTheTarget) {
  const double gain = -std::expm1(-h / tau), decay = std::exp(-h / tau);
  for (const std::vector<double>& theta : {std::vector<double>{0.2, 0.2}, {0.2, -0.1}})
    for (const bool linear : {true, false}) {
      const auto rates = after_one_step(linear, theta);
      for (std::size_t i = 0; i < 2; ++i) {
        const double silent = linear ? std::tanh(-theta[i]) : 0.0;   // in the first step nothing has arrived
        const double driven = linear ? std::tanh(1.0 - theta[i]) : 2.0 * std::tanh(0.5 - theta[i]);
        EXPECT_NEAR(rates[i], decay * gain * silent + gain * driven, 1e-14) << linear << i;
      }
    }
}

TEST(NetworkRate, TheGainOfAModelWithManyParametersActsLikeThatOfFew) {
  static std::deque<std::string> names;
  Model wide = find_model("tanh_rate_ipn");
  wide.info.name = "wide_tanh_rate_ipn";
  wide.stem = wide.info.name;
  for (int k = 0; k < 500; ++k) wide.params.push_back({names.emplace_back("unused_" + std::to_string(k)).c_str(), 1.0, "1", "not read"});
  register_model(wide);
  EXPECT_EQ(after_one_step(false, {0.1, 0.4}, wide.info.name), after_one_step(false, {0.1, 0.4}));
}

}  // namespace
}  // namespace synaptorch
