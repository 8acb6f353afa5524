#pragma once
#include <cmath>

#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// Pair-based spike-timing dependent plasticity, all spike pairs, power-law dependence on the weight.
struct stdp_synapse {
  static constexpr Info info{"stdp_synapse", Tier::nest, "Pair-based spike-timing dependent plasticity.",
                             "post: w/Wmax += lambda (1 - w/Wmax)^mu_plus K_plus;  pre: w/Wmax -= alpha lambda (w/Wmax)^mu_minus K_minus",
                             "Guetig et al. (2003) J. Neurosci. 23, 3697-3714"};
  static constexpr bool reads_post_spikes = true;
  template <class T> struct Params { T tau_plus, lambda, alpha, mu_plus, mu_minus, Wmax; };
  template <class T> struct State { T Kplus; };
  static constexpr Params<Field> params{
      .tau_plus = {"tau_plus", 20.0, "ms", "time constant of the presynaptic trace"},
      .lambda = {"lambda", 0.01, "1", "step size"},
      .alpha = {"alpha", 1.0, "1", "asymmetry: scales depression"},
      .mu_plus = {"mu_plus", 1.0, "1", "weight dependence of potentiation"},
      .mu_minus = {"mu_minus", 1.0, "1", "weight dependence of depression"},
      .Wmax = {"Wmax", 100.0, "1", "largest weight; has the sign of the weight"}};
  static constexpr State<Field> state{.Kplus = {"Kplus", 0.0, "1", "presynaptic trace", nonnegative}};

  static const char* check(double weight, const Params<double>& p) {
    return weight != 0.0 && p.Wmax != 0.0 && (weight < 0.0) != (p.Wmax < 0.0) ? "weight and Wmax must have the same sign" : nullptr;
  }
  static void on_post(double& w, State<double>& s, const Params<double>& p, const PostSpike& post) {
    const double trace = s.Kplus * std::exp(-post.since_pre / p.tau_plus), x = w / p.Wmax;
    const double y = x + p.lambda * std::pow(1.0 - x, p.mu_plus) * trace;
    w = y < 1.0 ? y * p.Wmax : p.Wmax;
  }
  /// Returns the weight that is transmitted.
  static double on_pre(double& w, State<double>& s, const Params<double>& p, const PreSpike& pre) {
    const double x = w / p.Wmax;
    const double y = x - p.alpha * p.lambda * std::pow(x, p.mu_minus) * pre.post_trace;
    w = y > 0.0 ? y * p.Wmax : 0.0;
    s.Kplus = s.Kplus * std::exp(-pre.interval / p.tau_plus) + 1.0;
    return w;
  }
};

}  // namespace synaptorch::models
