// A balanced network: 3,200 excitatory and 800 inhibitory neurons, randomly connected with probability 2 %, in the
// conductance (COBA) and current (CUBA) form of Vogels and Abbott (2005). The same network as examples/balanced_network.py.
//
//   balanced_network [--small] [--seed N]
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "synaptorch/network/network.h"

namespace {

using namespace synaptorch;

struct Balanced {
  Network net;
  std::int64_t excitatory, inhibitory;   // sizes: neurons [0, excitatory) excite, the rest inhibit
  int exc_spikes, inh_spikes;            // recorders
};

std::vector<std::int64_t> range(std::int64_t first, std::int64_t last) {
  std::vector<std::int64_t> r(static_cast<std::size_t>(last - first));
  std::iota(r.begin(), r.end(), first);
  return r;
}

/// Initial potentials, so that the neurons do not start in step.
std::vector<double> around(double mean, double deviation, std::int64_t n, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> law(mean, deviation);
  std::vector<double> values(static_cast<std::size_t>(n));
  for (double& v : values) v = law(random);
  return values;
}

Balanced balanced_network(bool coba, double scale, std::uint64_t seed) {
  Network net({.resolution = 0.1, .seed = seed});
  const auto n_exc = static_cast<std::int64_t>(3200 * scale), n_inh = static_cast<std::int64_t>(800 * scale);
  const int neurons = net.create("LIFRef", n_exc + n_inh, {{"V_th", {-50.0}}, {"V_reset", {-60.0}}, {"tau", {20.0}},
                                 {"tau_ref", {5.0}}, {"V_rest", {coba ? -60.0 : -49.0}},
                                 {"V", around(-55.0, 2.0, n_exc + n_inh, seed)}});
  const Selection exc{neurons, range(0, n_exc)}, inh{neurons, range(n_exc, n_exc + n_inh)}, all{neurons};

  const auto receptor = [&](const char* name, double tau, double reversal) {
    const Values output = coba ? Values{{"E", {reversal}}} : Values{{"scale", {1.0}}};
    net.add_receptor(neurons, name, "Expon", {{"tau", {tau}}}, coba ? "COBA" : "CUBA", output);
  };
  receptor("excitatory", 5.0, 0.0);
  receptor("inhibitory", 10.0, -80.0);

  // A smaller network keeps the number of inputs of each neuron.
  const Rule chance{.kind = Rule::Kind::pairwise_bernoulli, .p = std::min(1.0, 0.02 / scale)};
  const auto synapse = [](double weight, const char* name) {
    return Synapse{.weight = weight, .delay = 0.1, .receptor = name};
  };
  net.connect(exc, all, chance, synapse(coba ? 0.6 : 1.62, "excitatory"));
  net.connect(inh, all, chance, synapse(coba ? 6.7 : -9.0, "inhibitory"));

  // The current of BrainPy-style neurons is in mA; with a weight of 1 the amplitude is, too.
  const int drive = net.create("dc_generator", 1, {{"amplitude", {20.0}}});
  net.connect(drive, neurons, {}, {.delay = 0.1});
  const int exc_spikes = net.create("spike_recorder"), inh_spikes = net.create("spike_recorder");
  net.connect(exc, {exc_spikes});
  net.connect(inh, {inh_spikes});
  return {std::move(net), n_exc, n_inh, exc_spikes, inh_spikes};
}

/// Mean over neurons (with at least five intervals) of the coefficient of variation of the inter-spike intervals.
double cv_of_intervals(const SpikeData& spikes) {
  std::map<std::int64_t, std::vector<double>> trains;
  for (std::size_t k = 0; k < spikes.times.size(); ++k) trains[spikes.senders[k]].push_back(spikes.times[k]);
  double sum = 0.0;
  int count = 0;
  for (const auto& [neuron, t] : trains) {
    if (t.size() < 6) continue;
    const double n = static_cast<double>(t.size() - 1), mean = (t.back() - t.front()) / n;
    double variance = 0.0;
    for (std::size_t k = 1; k < t.size(); ++k) variance += std::pow(t[k] - t[k - 1] - mean, 2) / n;
    sum += std::sqrt(variance) / mean;
    ++count;
  }
  return count ? sum / count : std::nan("");
}

void report(const char* name, const SpikeData& spikes, std::int64_t neurons, double ms) {
  const double rate = static_cast<double>(spikes.times.size()) / static_cast<double>(neurons) / ms * 1000.0;
  std::printf("  %-11s %6.2f Hz, CV of the intervals %.2f, %zu spikes\n", name, rate, cv_of_intervals(spikes),
              spikes.times.size());
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void run(bool coba, double scale, double ms, std::uint64_t seed) {
  auto start = std::chrono::steady_clock::now();
  Balanced b = balanced_network(coba, scale, seed);
  const double build = seconds_since(start);
  start = std::chrono::steady_clock::now();
  b.net.simulate(ms);
  const double took = seconds_since(start);
  std::printf("%s: built in %.2f s, simulated %g ms in %.2f s (%.2f x biological time)\n", coba ? "COBA" : "CUBA",
              build, ms, took, ms / 1000.0 / took);
  report("excitatory", b.net.spikes(b.exc_spikes), b.excitatory, ms);
  report("inhibitory", b.net.spikes(b.inh_spikes), b.inhibitory, ms);
}

}  // namespace

int main(int argc, char** argv) {
  double scale = 1.0, ms = 1000.0;
  std::uint64_t seed = 1;
  for (int k = 1; k < argc; ++k) {
    const std::string_view option = argv[k];
    if (option == "--small") { scale = 0.2; ms = 200.0; }
    else if (option == "--seed" && k + 1 < argc) seed = std::strtoull(argv[++k], nullptr, 10);
    else { std::fprintf(stderr, "usage: %s [--small] [--seed N]\n", argv[0]); return 2; }
  }
  run(true, scale, ms, seed);
  run(false, scale, ms, seed);
}
