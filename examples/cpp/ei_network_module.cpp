// An excitatory-inhibitory network composed from modules, in the manner of brainpy.state: neurons, and projections onto them. The same
// network as examples/ei_network_module.py. (balanced_network.cpp runs such a network in the network engine, which is
// faster; this one can be trained.)
//
//   ei_network_module [--small] [--seed N]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "synaptorch/nn/comm.h"
#include "synaptorch/nn/models.h"
#include "synaptorch/nn/projections.h"

namespace nn = synaptorch::nn;
using namespace synaptorch::literals;
using torch::Tensor;

/// The network; a call is one step and returns its spikes.
struct EINetImpl : torch::nn::Module {
  EINetImpl(bool coba, double scale, std::int64_t seed) : n_exc(std::int64_t(3200 * scale)), n_inh(std::int64_t(800 * scale)) {
    const std::int64_t n = n_exc + n_inh;
    const double prob = std::min(1.0, 0.02 / scale);
    N = register_module("N", nn::LIFRef(nn::LIFRefOptions(n).V_rest(coba ? -60_mV : -49_mV).V_th(-50_mV).V_reset(-60_mV).tau(20_ms).tau_ref(5_ms)
                                            .V_initializer(nn::normal(-55_mV, 2_mV))));
    E = register_module("E", nn::AlignPostProj(nn::EventFixedProb(n_exc, n, prob, coba ? 0.6_S : 1.62_mS, 2 * seed),
                                               nn::Expon(nn::ExponOptions(n).tau(5_ms)), output(coba, 0_mV), N));
    I = register_module("I", nn::AlignPostProj(nn::EventFixedProb(n_inh, n, prob, coba ? 6.7_S : -9.0_mS, 2 * seed + 1),
                                               nn::Expon(nn::ExponOptions(n).tau(10_ms)), output(coba, -80_mV), N));
  }

  Tensor forward(const Tensor& input) {
    const Tensor spikes = N->get_spike();
    E->forward(spikes.slice(-1, 0, n_exc));
    I->forward(spikes.slice(-1, n_exc));
    return N->forward(input);
  }

  std::int64_t n_exc, n_inh;
  nn::LIFRef N{nullptr};
  nn::AlignPostProj E{nullptr}, I{nullptr};

 private:
  static std::shared_ptr<nn::Output> output(bool coba, synaptorch::Quantity E) {
    if (coba) return std::make_shared<nn::COBA>(E);
    return std::make_shared<nn::CUBA>();
  }
};
TORCH_MODULE(EINet);

int main(int argc, char** argv) {
  double scale = 1.0, ms = 1000.0, dt = 0.1;
  std::int64_t seed = 1;
  for (int k = 1; k < argc; ++k) {
    const std::string_view option = argv[k];
    if (option == "--small") { scale = 0.2; ms = 100.0; }
    else if (option == "--seed" && k + 1 < argc) seed = std::atoll(argv[++k]);
    else { std::fprintf(stderr, "usage: %s [--small] [--seed N]\n", argv[0]); return 2; }
  }
  torch::NoGradGuard no_gradients;
  const Tensor input = torch::full({}, 20.0);   // mA
  for (const bool coba : {true, false}) {
    torch::manual_seed(seed);
    EINet net(coba, scale, seed);
    const auto start = std::chrono::steady_clock::now();
    Tensor spikes = torch::zeros({net->n_exc + net->n_inh});   // of each neuron
    for (std::int64_t t = 0; t < std::int64_t(ms / dt + 0.5); ++t) spikes += net->forward(input);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const Tensor rates = spikes / (ms / 1000.0);
    std::printf("%s: excitatory %.2f Hz, inhibitory %.2f Hz; %g ms in %.1f s\n", coba ? "COBA" : "CUBA",
                rates.slice(0, 0, net->n_exc).mean().item<double>(), rates.slice(0, net->n_exc).mean().item<double>(), ms, seconds);
  }
}
