// Handwritten digits, classified by a spiking network that is trained here: the network and settings of examples/digits.py, which also
// writes the images.
//
//   digits [--small] [--data digits.csv] [--coding poisson|latency] [--seeds N]
#include <algorithm>
#include <chrono>
#include <cmath>
#include <string_view>

#include <torch/nn/functional/loss.h>
#include <torch/nn/functional/vision.h>
#include <torch/nn/modules/linear.h>
#include <torch/optim/adamw.h>
#include <torch/utils.h>

#include "digits.h"
#include "synaptorch/nn/inputs.h"
#include "synaptorch/nn/models.h"
#include "synaptorch/nn/readouts.h"

namespace nn = synaptorch::nn;
using namespace synaptorch::literals;
using torch::Tensor;

constexpr std::int64_t kBatch = 64, kHidden = 256;
constexpr int kEpochs = 40;
constexpr double kRate = 1e-2;

enum class Coding { poisson, latency };

/// Brightness [batch, 64] in [0, 1] to spikes [steps of 1 ms, batch, 64]: rates, or one spike a pixel, the brighter the earlier.
Tensor encode(Coding coding, const Tensor& brightness) {
  if (coding == Coding::poisson) return nn::poisson_spike((brightness * 2000.0).expand({30, -1, -1}), 1.0);
  const std::int64_t steps = 20;
  const Tensor first = ((1.0 - brightness) * double(steps - 1)).round(), time = torch::arange(steps).reshape({-1, 1, 1});
  return (time == first).logical_and(brightness > 0).to(brightness.scalar_type());
}

/// 64 pixels -> spikes -> synaptic currents -> hidden LIF neurons -> leaky readout; the logits are its mean over time.
struct ClassifierImpl : torch::nn::Module {
  explicit ClassifierImpl(Coding coding) : coding(coding) {
    synapses = register_module("synapses", nn::Expon(nn::ExponOptions(64).tau(coding == Coding::poisson ? 10_ms : 20_ms).dt(1_ms)));
    weights = register_module("weights", torch::nn::Linear(64, kHidden));
    neurons = register_module("neurons", nn::LIF(nn::LIFOptions(kHidden).tau(torch::full({kHidden}, 10.0)).dt(1_ms)
                                                     .surrogate("Arctan", {2.0}).learn({"tau"})));
    readout = register_module("readout", nn::LeakyRateReadout(nn::LeakyRateReadoutOptions(kHidden, 10).tau(20_ms).dt(1_ms)));
  }
  Tensor forward(const Tensor& images) {
    synapses->reset_state();
    neurons->reset_state();
    readout->reset_state();
    return readout->run(neurons->run({weights(synapses->run({encode(coding, images)}))})).mean(0);
  }

  Coding coding;
  nn::Expon synapses{nullptr};
  torch::nn::Linear weights{nullptr};
  nn::LIF neurons{nullptr};
  nn::LeakyRateReadout readout{nullptr};
};
TORCH_MODULE(Classifier);

/// Turns (by up to 4 degrees), scales (3 %) and shifts (0.3 pixels) each image by a little, and changes each brightness (by 20 %).
Tensor jitter(const Tensor& images) {
  const std::int64_t n = images.size(0);
  const auto around = [&](double middle, double most) { return middle + most * (2.0 * torch::rand({n}) - 1.0); };
  const Tensor angle = around(0.0, 0.075), scale = around(1.0, 0.03), c = scale * angle.cos(), s = scale * angle.sin();
  const Tensor maps = torch::stack({c, -s, around(0.0, 0.075), s, c, around(0.0, 0.075)}, 1).reshape({n, 2, 3});
  const Tensor grid = torch::affine_grid_generator(maps, {n, 1, 8, 8}, false);
  const Tensor moved = torch::grid_sampler(images.reshape({n, 1, 8, 8}), grid, 0, 0, false).reshape({n, 64});
  return (moved * (1.0 + 0.2 * torch::randn({n, 64}))).clamp(0, 1);
}

double accuracy(Classifier& net, const Tensor& x, const Tensor& y) {
  torch::NoGradGuard no_gradients;
  return (net->forward(x).argmax(-1) == y).to(torch::kDouble).mean().item<double>();
}

void show_progress(int epoch, int epochs, double loss, double right) {
  const int width = 30, done = width * epoch / epochs;
  std::fprintf(stderr, "\r%.*s%.*s| %d/%d, loss %.3f, test %.1f %%", done, "##############################", width - done,
               "..............................", epoch, epochs, loss, 100.0 * right);
  if (epoch == epochs) std::fputc('\n', stderr);
}

/// Trains and returns the seconds that it took (tests not counted).
double train(Classifier& net, const Digits& data, int epochs) {
  torch::optim::AdamW optimizer(net->parameters(), torch::optim::AdamWOptions(kRate));
  const std::int64_t n = data.x.size(0), updates = epochs * ((n + kBatch - 1) / kBatch);
  std::int64_t update = 0;
  double seconds = 0.0;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    double total = 0.0;
    for (const Tensor& chosen : torch::randperm(n).split(kBatch)) {
      const double warm = std::min(1.0, 10.0 * double(update + 1) / double(updates));
      const double rate = kRate * warm * 0.5 * (1.0 + std::cos(M_PI * double(update) / double(updates)));
      static_cast<torch::optim::AdamWOptions&>(optimizer.param_groups()[0].options()).lr(rate);
      const Tensor loss = torch::nn::functional::cross_entropy(net->forward(jitter(data.x.index_select(0, chosen))), data.y.index_select(0, chosen));
      optimizer.zero_grad();
      loss.backward();
      optimizer.step();
      total += loss.item<double>() * double(chosen.numel());
      ++update;
    }
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    show_progress(epoch, epochs, total / double(n), accuracy(net, data.x_test, data.y_test));
  }
  return seconds;
}

int main(int argc, char** argv) try {
  std::string data = "digits.csv";
  std::vector<Coding> codings{Coding::poisson, Coding::latency};
  int epochs = kEpochs;
  std::uint64_t seeds = 1;
  for (int k = 1; k < argc; ++k) {
    const std::string_view option = argv[k];
    if (option == "--small") epochs = 3;
    else if (option == "--data" && k + 1 < argc) data = argv[++k];
    else if (option == "--coding" && k + 1 < argc && std::string_view(argv[k + 1]) == "poisson") { codings = {Coding::poisson}; ++k; }
    else if (option == "--coding" && k + 1 < argc && std::string_view(argv[k + 1]) == "latency") { codings = {Coding::latency}; ++k; }
    else if (option == "--seeds" && k + 1 < argc) seeds = std::max(1ull, std::strtoull(argv[++k], nullptr, 10));
    else { std::fprintf(stderr, "usage: %s [--small] [--data digits.csv] [--coding poisson|latency] [--seeds N]\n", argv[0]); return 2; }
  }
  const Digits digits = read_digits(data);
  for (const Coding coding : codings) {
    std::vector<double> right, seconds;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      torch::manual_seed(seed);
      Classifier net(coding);
      seconds.push_back(train(net, digits, epochs));
      right.push_back(100.0 * accuracy(net, digits.x_test, digits.y_test));
    }
    std::sort(right.begin(), right.end());
    std::sort(seconds.begin(), seconds.end());
    std::printf("%s coding: %.2f %% of the test images (median of %zu, %.2f to %.2f %%) after %d epochs, %.1f s of training\n",
                coding == Coding::poisson ? "poisson" : "latency", right[right.size() / 2], right.size(), right.front(), right.back(), epochs,
                seconds[seconds.size() / 2]);
  }
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
