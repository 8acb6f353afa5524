#pragma once
#include <cmath>

#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// Plasticity by which a dendrite learns to predict the spikes of its soma.
struct urbanczik_synapse {
  static constexpr Info info{"urbanczik_synapse", Tier::nest, "Dendritic prediction of somatic spiking.",
                             "PI = integral of (spikes - phi(V*) dt) h(V*) PSP(t), V* the somatic potential the dendrite predicts;  w = w_0 + eta (PI - low-pass of PI with tau_Delta)",
                             "Urbanczik & Senn (2014) Neuron 81, 521-528"};
  template <class T> struct Params { T tau_Delta, eta, Wmin, Wmax; };
  template <class T> struct State { T init_weight, tau_L_trace, tau_s_trace, PI_integral, PI_exp_integral, pending; };
  template <class T> struct Target { T V_m, beta, g_sp, phi_max, rate_slope, theta, E_L_soma, g_L_soma, C_m, g_L, tau_syn_ex, tau_syn_in; };
  static constexpr Params<Field> params{.tau_Delta = {"tau_Delta", 100.0, "ms", "time constant of the low-pass filter"}, .eta = {"eta", 0.07, "1", "learning rate"},
                                        .Wmin = {"Wmin", 0.0, "1", "smallest weight"}, .Wmax = {"Wmax", 100.0, "1", "largest weight"}};
  static constexpr State<Field> state = [] {
    const auto hidden = [](const char* name, const char* doc) { return Field{name, 0.0, "1", doc, any_value, Type::real, Role::hidden}; };
    return State<Field>{hidden("init_weight", "weight from which learning began"), hidden("tau_L_trace", "presynaptic trace of the membrane"),
                        hidden("tau_s_trace", "presynaptic trace of the synapse"), hidden("PI_integral", "integral of the plasticity induction"),
                        hidden("PI_exp_integral", "its low-pass"), hidden("PI_pending", "what the low-pass gained since the last presynaptic spike")};
  }();
  static constexpr Target<const char*> target{"V_m.p", "beta", "g_sp", "phi_max", "rate_slope", "theta", "E_L.s", "g_L.s", "C_m.p", "g_L.p", "tau_syn_ex.p", "tau_syn_in.p"};

  static void start(double weight, State<double>& s) { s.init_weight = weight; }
  static PostStep observe(const Target<double>& now, const Target<double>&, int spikes, double dt) {
    const double V = (now.E_L_soma * now.g_L_soma + now.V_m * now.g_sp) / (now.g_L_soma + now.g_sp);
    const double phi = now.phi_max / (1.0 + now.rate_slope * std::exp(now.beta * (now.theta - V)));
    const double h = 15.0 * now.beta / (1.0 + std::exp(-now.beta * (now.theta - V)) / now.rate_slope);
    return {.sum = (spikes - phi * dt) * h, .point = 0.0};
  }
  static void on_step(double& w, State<double>& s, const Params<double>& p, const Target<double>& post, const StepEvent& step) {
    const double tau_L = post.C_m / post.g_L, tau_s = w > 0.0 ? post.tau_syn_ex : post.tau_syn_in;
    const double PI = (s.tau_L_trace * std::exp(-step.since_pre / tau_L) - s.tau_s_trace * std::exp(-step.since_pre / tau_s)) * step.value;
    s.PI_integral += PI;
    s.pending += std::exp(-step.until_pre / p.tau_Delta) * PI;
  }
  static double on_pre(double& w, State<double>& s, const Params<double>& p, const Target<double>& post, const PreSpike& pre) {
    const double tau_L = post.C_m / post.g_L, tau_s = w > 0.0 ? post.tau_syn_ex : post.tau_syn_in;
    s.PI_exp_integral = s.PI_exp_integral * std::exp(-pre.interval / p.tau_Delta) + s.pending;
    s.pending = 0.0;
    const double change = 15.0 * post.C_m * tau_s * p.eta / (post.g_L * (tau_L - tau_s)) * (s.PI_integral - s.PI_exp_integral);
    w = std::fmin(std::fmax(s.init_weight + change, p.Wmin), p.Wmax);
    s.tau_L_trace = s.tau_L_trace * std::exp(-pre.interval / tau_L) + 1.0;
    s.tau_s_trace = s.tau_s_trace * std::exp(-pre.interval / tau_s) + 1.0;
    return w;
  }
};

}  // namespace synaptorch::models
