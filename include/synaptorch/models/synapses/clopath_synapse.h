#pragma once
#include <cmath>

#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// Plasticity that depends on the potential of the target and its low-pass filtered values.
struct clopath_synapse {
  static constexpr Info info{"clopath_synapse", Tier::nest, "Voltage-based plasticity of Clopath et al.",
                             "every step of the target: w += A_LTP (V_m - theta_plus)+ (u_bar_plus(t - delay) - theta_minus)+ x_bar dt;  "
                             "pre: w -= A_LTD (u_bar_minus(t - delay) - theta_minus)+, then x_bar += 1/tau_x",
                             "Clopath et al. (2010) Nature Neuroscience 13, 344-352"};
  template <class T> struct Params { T tau_x, Wmin, Wmax; };
  template <class T> struct State { T x_bar; };
  template <class T> struct Target { T V_m, u_bar_plus, u_bar_minus, u_bar_bar, A_LTD, A_LTD_const, A_LTP, delay_u_bars, theta_minus, theta_plus, u_ref_squared; };
  static constexpr Params<Field> params{.tau_x = {"tau_x", 15.0, "ms", "time constant of the presynaptic trace"},
                                        .Wmin = {"Wmin", 0.0, "1", "smallest weight"}, .Wmax = {"Wmax", 100.0, "1", "largest weight"}};
  static constexpr State<Field> state{.x_bar = {"x_bar", 0.0, "1/ms", "presynaptic trace"}};
  static constexpr Target<const char*> target{"V_m", "u_bar_plus", "u_bar_minus", "u_bar_bar", "A_LTD", "A_LTD_const", "A_LTP", "delay_u_bars",
                                              "theta_minus", "theta_plus", "u_ref_squared"};

  static const char* check(double weight, const Params<double>& p) {
    if (weight != 0.0 && p.Wmax != 0.0 && (weight < 0.0) != (p.Wmax < 0.0)) return "weight and Wmax must have the same sign";
    return weight != 0.0 && p.Wmin != 0.0 && (weight < 0.0) != (p.Wmin < 0.0) ? "weight and Wmin must have the same sign" : nullptr;
  }
  static double delay(const Target<double>& now) { return now.delay_u_bars; }
  /// Potentiation counts for every step between two presynaptic spikes, depression at the spikes.
  static PostStep observe(const Target<double>& now, const Target<double>& then, int, double dt) {
    const double plus = then.u_bar_plus - now.theta_minus, minus = then.u_bar_minus - now.theta_minus;
    const double A_LTD = now.A_LTD_const != 0.0 ? now.A_LTD : now.A_LTD * now.u_bar_bar * now.u_bar_bar / now.u_ref_squared;
    return {.sum = now.V_m > now.theta_plus && plus > 0.0 ? now.A_LTP * (now.V_m - now.theta_plus) * plus * dt : 0.0,
            .point = minus > 0.0 ? A_LTD * minus : 0.0};
  }
  static void on_step(double& w, State<double>& s, const Params<double>& p, const Target<double>&, const StepEvent& step) {
    w = std::fmin(w + step.value * s.x_bar * std::exp(-step.since_pre / p.tau_x), p.Wmax);
  }
  static double on_pre(double& w, State<double>& s, const Params<double>& p, const Target<double>&, const PreSpike& pre) {
    w = std::fmax(w - pre.post_point, p.Wmin);
    s.x_bar = s.x_bar * std::exp(-pre.interval / p.tau_x) + 1.0 / p.tau_x;
    return w;
  }
};

}  // namespace synaptorch::models
