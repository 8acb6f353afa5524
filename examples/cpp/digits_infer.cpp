// Classifies the test images with networks that examples/digits.py has trained and saved as TorchScript, spike coding included.
//
//   digits_infer [--small] [--data digits.csv] [digits_poisson.pt digits_latency.pt ..]
#include <chrono>
#include <string_view>

#include <torch/csrc/jit/serialization/import.h>
#include <torch/utils.h>

#include "digits.h"

int main(int argc, char** argv) try {
  std::string data = "digits.csv";
  std::vector<std::string> models;
  for (int k = 1; k < argc; ++k) {
    const std::string_view option = argv[k];
    if (option == "--data" && k + 1 < argc) data = argv[++k];
    else if (option.substr(0, 2) != "--") models.emplace_back(option);
    else if (option != "--small") { std::fprintf(stderr, "usage: %s [--small] [--data digits.csv] [network.pt ..]\n", argv[0]); return 2; }
  }
  if (models.empty()) models = {"digits_poisson.pt", "digits_latency.pt"};
  torch::NoGradGuard no_gradients;
  const Digits digits = read_digits(data);
  for (const std::string& path : models) {
    torch::jit::Module net = torch::jit::load(path);
    net.eval();
    const auto start = std::chrono::steady_clock::now();
    const torch::Tensor found = net.forward({digits.x_test}).toTensor().argmax(-1);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%s: %.2f %% of %ld test images, %.0f us an image\n", path.c_str(),
                100.0 * (found == digits.y_test).to(torch::kDouble).mean().item<double>(), long(found.numel()), 1e6 * seconds / double(found.numel()));
  }
} catch (const std::exception& e) {
  std::fprintf(stderr, "%s\n", e.what());
  return 1;
}
