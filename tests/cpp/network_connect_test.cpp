// Connection rules: the numbers they promise, and what is refused.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "synaptorch/core/error.h"
#include "synaptorch/network/network.h"

namespace synaptorch {
namespace {


struct Pair {
  Network net;
  int a, b;
  explicit Pair(int threads = 2, int n = 300, int m = 200) : net({.seed = 5, .threads = threads}) {
    a = net.create("iaf_psc_delta", n);
    b = net.create("iaf_psc_delta", m);
  }
  Connections make(const Rule& rule, const Synapse& synapse = {}) { return net.connections(net.connect(a, b, rule, synapse)); }
};

std::map<std::int64_t, int> count(const std::vector<std::int64_t>& values) {
  std::map<std::int64_t, int> n;
  for (const auto v : values) ++n[v];
  return n;
}

TEST(NetworkConnect, FixedDegreesAreExact) {
  Pair pair;
  for (const auto& [target, n] : count(pair.make({.kind = Rule::Kind::fixed_indegree, .number = 17}).target)) EXPECT_EQ(n, 17) << target;
  const auto out = count(pair.make({.kind = Rule::Kind::fixed_outdegree, .number = 9}).source);
  EXPECT_EQ(out.size(), 300u);
  for (const auto& [source, n] : out) EXPECT_EQ(n, 9) << source;
  EXPECT_EQ(pair.make({.kind = Rule::Kind::fixed_total_number, .number = 1234}).source.size(), 1234u);
}

TEST(NetworkConnect, BernoulliHasItsProbability) {
  Pair pair;
  const double n = double(pair.make({.kind = Rule::Kind::pairwise_bernoulli, .p = 0.2}).source.size());
  EXPECT_NEAR(n, 12000.0, 5 * 98.0);   // standard deviation sqrt(60000 x 0.2 x 0.8) = 98
  EXPECT_EQ(pair.make({.kind = Rule::Kind::pairwise_bernoulli, .p = 1.0}).source.size(), 60000u);
  EXPECT_EQ(pair.make({.kind = Rule::Kind::pairwise_bernoulli, .p = 0.0}).source.size(), 0u);
}

TEST(NetworkConnect, AutapsesAndMultapsesAreAvoided) {
  Network net({.threads = 2});
  const int a = net.create("iaf_psc_delta", 100);
  for (const Rule::Kind kind : {Rule::Kind::fixed_indegree, Rule::Kind::fixed_outdegree}) {
    const auto c = net.connections(net.connect(a, a, {.kind = kind, .number = 60, .allow_autapses = false, .allow_multapses = false}));
    std::set<std::pair<std::int64_t, std::int64_t>> seen;
    for (std::size_t k = 0; k < c.source.size(); ++k) {
      EXPECT_NE(c.source[k], c.target[k]);
      EXPECT_TRUE(seen.insert({c.source[k], c.target[k]}).second);
    }
    EXPECT_EQ(seen.size(), 6000u);
  }
}

TEST(NetworkConnect, ConnectionsDoNotDependOnThreads) {
  const Distribution law{.law = Distribution::Law::lognormal, .a = 0.0, .b = 0.5};
  for (const Rule::Kind kind : {Rule::Kind::fixed_indegree, Rule::Kind::fixed_outdegree, Rule::Kind::fixed_total_number, Rule::Kind::pairwise_bernoulli}) {
    const Rule rule{.kind = kind, .number = 40, .p = 0.1};
    const Synapse synapse{.weight = law, .delay = Distribution{.law = Distribution::Law::uniform, .a = 0.1, .b = 40.0}};
    Pair one(1), three(3);
    const Connections x = one.make(rule, synapse), y = three.make(rule, synapse);
    EXPECT_EQ(x.source, y.source);
    EXPECT_EQ(x.target, y.target);
    EXPECT_EQ(x.weight, y.weight);
    EXPECT_EQ(x.delay, y.delay);
  }
}

TEST(NetworkConnect, ArraysGoToTheirConnections) {
  Pair pair(2, 2, 3);
  const auto all = pair.make({}, {.weight = std::vector<double>{0, 1, 10, 11, 20, 21}});
  for (std::size_t k = 0; k < 6; ++k) EXPECT_EQ(all.weight[k], double(10 * all.target[k] + all.source[k]));
  const auto some = pair.make({.kind = Rule::Kind::explicit_pairs, .sources = {1, 0, 1}, .targets = {2, 1, 0}},
                              {.weight = std::vector<double>{0.1, 0.2, 0.3}, .delay = std::vector<double>{1.0, 1.05, 30.0}});
  EXPECT_EQ(some.source, (std::vector<std::int64_t>{0, 1, 1}));
  EXPECT_EQ(some.target, (std::vector<std::int64_t>{1, 0, 2}));
  EXPECT_EQ(some.weight, (std::vector<double>{0.2, 0.3, 0.1}));
  EXPECT_EQ(some.delay, (std::vector<double>{1.1, 30.0, 1.0}));
}

TEST(NetworkConnect, SetConnectionsKeepsOrder) {
  Pair pair(2, 20, 30);
  const int p = pair.net.connect(pair.a, pair.b, {.kind = Rule::Kind::fixed_indegree, .number = 5});
  std::vector<double> weights(150);
  for (int k = 0; k < 150; ++k) weights[k] = 0.1 * k;
  pair.net.set_connections(p, {{"weight", weights}});
  EXPECT_EQ(pair.net.get_connections(p, "weight"), weights);
}

TEST(NetworkConnect, ConnectionsBecomeElementsOfTheirTargets) {
  Network net({.threads = 2});
  const int a = net.create("parrot_neuron", 3), b = net.create("iaf_bw_2001_exact", 2);
  const Synapse nmda{.weight = std::vector<double>{1.0, 2.0, 3.0, 4.0}, .receptor = "NMDA"};
  const int p = net.connect({a}, {b}, {.kind = Rule::Kind::explicit_pairs, .sources = {2, 0, 1, 2}, .targets = {0, 0, 1, 0}}, nmda);
  EXPECT_EQ(net.get(b, "n_NMDA"), (std::vector<double>{3.0, 3.0}));
  EXPECT_EQ(net.get(b, "w_NMDA"), (std::vector<double>{2.0, 1.0, 4.0, 3.0, 0.0, 0.0}));   // by source, then order of creation
  net.set_connections(p, {{"weight", {5.0}}});
  EXPECT_EQ(net.get(b, "w_NMDA"), (std::vector<double>{5.0, 5.0, 5.0, 5.0, 0.0, 0.0}));
  EXPECT_THROW(net.set(b, {{"w_NMDA_1", {1.0}}}), WrongType);
  EXPECT_THROW(net.connect({a}, {b}, {.make_symmetric = true}, {.receptor = "NMDA"}), UnknownName);
  EXPECT_THROW(net.connect({a}, {b}, {}, {.model = "tsodyks_synapse", .receptor = "NMDA"}), WrongType);
  EXPECT_EQ(net.get(b, "n_NMDA"), (std::vector<double>{3.0, 3.0}));
  EXPECT_EQ(net.projections(), 1);
}

TEST(NetworkConnect, BadRequestsAreRefused) {
  Pair pair;
  EXPECT_THROW(pair.make({}, {.delay = 0.01}), OutOfRange);
  EXPECT_THROW(pair.make({}, {.weight = std::nan("")}), OutOfRange);
  EXPECT_THROW(pair.make({}, {.weight = std::vector<double>{1.0}}), WrongShape);
  EXPECT_THROW(pair.make({.kind = Rule::Kind::one_to_one}), WrongShape);
  EXPECT_THROW(pair.make({.kind = Rule::Kind::fixed_indegree, .number = 301, .allow_multapses = false}), OutOfRange);
  EXPECT_THROW(pair.make({.kind = Rule::Kind::pairwise_bernoulli, .p = 1.5}), OutOfRange);
  EXPECT_THROW(pair.make({}, {.receptor_type = 9}), UnknownName);
  EXPECT_THROW(pair.make({}, {.model = "static_sinapse"}), UnknownName);
  EXPECT_THROW(pair.net.connect({pair.a, {300}}, {pair.b}), OutOfRange);
  EXPECT_THROW(pair.net.create("iaf_psc_detla"), UnknownName);
  EXPECT_THROW(pair.net.create("iaf_psc_delta", 5, {{"C_m", {-1.0}}}), OutOfRange);
  EXPECT_THROW(pair.net.create("iaf_psc_delta", 5, {{"C_m", {1.0, 2.0}}}), WrongShape);
  EXPECT_EQ(pair.net.projections(), 0);
  EXPECT_EQ(pair.net.groups(), 2);
  const auto before = pair.net.get(pair.a, "tau_m");
  EXPECT_THROW(pair.net.set(pair.a, {{"tau_m", {5.0}}, {"C_m", {-1.0}}}), OutOfRange);
  EXPECT_EQ(pair.net.get(pair.a, "tau_m"), before);
  EXPECT_THROW(pair.net.simulate(0.05), OutOfRange);
}

}  // namespace
}  // namespace synaptorch
