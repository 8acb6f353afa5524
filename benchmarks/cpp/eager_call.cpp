// One eager call of a step op from C++, for one neuron, without and with gradient, against at::add.
// Prints one JSON line; times are medians over alternated rounds, in microseconds.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <tuple>

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/add.h>
#include <ATen/ops/full.h>

namespace {

using at::Tensor;
using Optional = const std::optional<Tensor>&;
using LifStep = std::tuple<Tensor, Tensor>(const Tensor& x, const Tensor& V, const Tensor& R, const Tensor& tau,
                                           const Tensor& V_th, const Tensor& V_reset, const Tensor& V_rest, double dt,
                                           Optional g, Optional delta, std::int64_t surrogate,
                                           at::ArrayRef<double> surrogate_params, std::int64_t reset);

constexpr int rounds = 15, calls = 5000;

template <class Call>
double microseconds(Call call) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) call();
  return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count() / calls;
}

double median(std::array<double, rounds>& times) {
  std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
  return times[rounds / 2];
}

}  // namespace

int main() {
  at::set_num_threads(1);
  const auto op = c10::Dispatcher::singleton().findSchemaOrThrow("synaptorch::lif_step", "").typed<LifStep>();
  const auto scalar = [](double value) { return at::full({}, value); };
  const Tensor x = at::full({1}, 0.5), V = at::full({1}, 0.1), learnt = at::full({1}, 0.5).requires_grad_();
  const Tensor R = scalar(1), tau = scalar(5), V_th = scalar(1), V_reset = scalar(0), V_rest = scalar(0);
  const auto step = [&](const Tensor& input) {
    return op.call(input, V, R, tau, V_th, V_reset, V_rest, 0.1, std::nullopt, std::nullopt, 0, {}, 0);
  };

  std::array<double, rounds> add, plain, recorded;
  for (int round = 0; round < rounds; ++round) {
    {
      const at::NoGradGuard without_gradient;
      add[round] = microseconds([&] { at::add(x, V); });
      plain[round] = microseconds([&] { step(x); });
    }
    recorded[round] = microseconds([&] { step(learnt); });
  }
  const double unit = median(add), without = median(plain), with = median(recorded);
  std::printf("{\"bench\": \"eager_call\", \"threads\": 1, \"sim_s\": %.3e, \"build_s\": 0.0, \"us\": {\"at::add\": %.3f, "
              "\"without_gradient\": %.3f, \"with_gradient\": %.3f}, \"ratio\": {\"without_gradient\": %.2f, "
              "\"with_gradient\": %.2f}}\n",
              without * 1e-6, unit, without, with, without / unit, with / unit);
}
