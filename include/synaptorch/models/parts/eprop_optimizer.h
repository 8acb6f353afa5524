#pragma once
// How e-prop synapses change their weight: gradient descent or Adam (Kingma & Ba 2015), within bounds.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "synaptorch/models/parts/nest_membrane.h"
#include "synaptorch/network/eprop.h"

namespace synaptorch::models::eprop {

template <class T> struct Optimizer { T optimizer, eta, batch_size, Wmin, Wmax, beta_1, beta_2, epsilon, optimize_each_step; };
inline constexpr Optimizer<Field> optimizer{
    choice("optimizer", "gradient_descent|adam", "how a gradient changes the weight"), {"eta", 1e-4, "1", "learning rate", nonnegative},
    {"batch_size", 1.0, "1", "gradients that are averaged", at_least_one, Type::integer}, {"Wmin", -100.0, "pA", "smallest weight"},
    {"Wmax", 100.0, "pA", "largest weight"}, {"beta_1", 0.9, "1", "decay of the first moment of Adam", {0.0, 1.0, false, true}},
    {"beta_2", 0.999, "1", "decay of the second moment of Adam", {0.0, 1.0, false, true}}, {"epsilon", 1e-8, "1", "smoothing of Adam", positive},
    {"optimize_each_step", 1.0, "1", "whether the weight changes with every step between two spikes, else once", any_value, Type::boolean}};

/// What the optimiser of one synapse remembers.
struct Moments {
  double sum = 0.0, first = 0.0, second = 0.0;
  std::int64_t step = 1;

  /// Adds the gradient number `number`; the weight changes when a batch is complete.
  double update(double w, double gradient, std::int64_t number, const Optimizer<double>& p) {
    sum += gradient;
    const std::int64_t now = 1 + number / std::int64_t(p.batch_size);
    if (step >= now) return w;
    sum /= p.batch_size;
    if (p.optimizer > 0.5) w = adam(w, now, p);
    else w -= p.eta * sum;
    sum = 0.0;
    step = now;
    return std::clamp(w, p.Wmin, p.Wmax);
  }

 private:
  /// Batches without gradient let the moments decay.
  double adam(double w, std::int64_t now, const Optimizer<double>& p) {
    for (; step < now; ++step, sum = 0.0) {
      first = p.beta_1 * first + (1.0 - p.beta_1) * sum;
      second = p.beta_2 * second + (1.0 - p.beta_2) * sum * sum;
      const double rate = p.eta * std::sqrt(1.0 - std::pow(p.beta_2, double(step))) / (1.0 - std::pow(p.beta_1, double(step)));
      w -= rate * first / (std::sqrt(second) + p.epsilon);
    }
    return w;
  }
};

}  // namespace synaptorch::models::eprop
