#pragma once
// What the e-prop neurons share (Bellec et al. 2020, Nat. Commun. 11, 3625; Korcsak-Gorzo, Stapmanns et al.).
#include "synaptorch/models/parts/nest_membrane.h"
#include "synaptorch/network/eprop.h"

namespace synaptorch::models {

namespace eprop {

inline constexpr const char* surrogates = "piecewise_linear|exponential|fast_sigmoid_derivative|arctan_derivative";
/// The chosen surrogate gradient (number in `surrogates`) at a distance from threshold.
template <class T> SYNAPTORCH_FN T surrogate(const T& kind, const T& distance, const T& height, const T& width) {
  const T x = abs(distance) / width, linear = height * max(1.0 - x, T(0.0)), d = 1.0 + x;
  const auto curved = kind > T(0.5);
  if (!some<T>(curved)) return linear;
  return where(curved, height * where(kind < T(1.5), exp(-x), where(kind < T(2.5), 1.0 / (d * d), 1.0 / (1.0 + x * x))), linear);
}

// Parameters of every recurrent neuron, and those that only some have.
template <class T> struct Common {
  T C_m, E_L, I_e, V_min, V_th, c_reg, f_target, ignore, interval, offset, surrogate, height, width, t_ref, tau_m;
};
inline constexpr Common<Field> common{
    rows::C_m, rows::E_L, rows::I_e, rows::V_min, rows::V_th, {"c_reg", 0.0, "1", "strength of the regularisation of the firing rate", nonnegative},
    {"f_target", 10.0, "1/s", "target of the firing rate", nonnegative}, rows::ignore_and_spike, rows::ignore_and_spike_interval,
    rows::ignore_and_spike_offset, choice("surrogate_gradient_function", surrogates, "surrogate gradient"),
    {"surrogate_gradient_height", 0.3, "1", "value at threshold", positive}, {"surrogate_gradient_width", 1.0, "mV", "half width", positive},
    rows::t_ref, rows::tau_m};
template <class T> struct Filters { T kappa, kappa_reg, cutoff; };
inline constexpr Field cutoff{"eprop_isi_trace_cutoff", std::numeric_limits<double>::infinity(), "ms", "time after a presynaptic spike beyond which its trace counts as decayed", nonnegative};
inline constexpr Filters<Field> filters{{"kappa", 0.97, "1", "low-pass filter of the eligibility trace", unit_interval},
                                        {"kappa_reg", 0.97, "1", "low-pass filter of the firing rate", unit_interval}, cutoff};
template <class T> struct Adaptation { T adapt_beta, adapt_tau; };
inline constexpr Adaptation<Field> adaptation{{"adapt_beta", 1.0, "1", "effect of the adaptation on the threshold", nonnegative},
                                              {"adapt_tau", 10.0, "ms", "time constant of the adaptation", positive}};
template <class T> struct Intervals { T update_interval, learning_window, reset_neurons; };
inline constexpr Intervals<Field> intervals{{"eprop_update_interval", 1000.0, "ms", "time between updates of the weights", positive},
                                            {"eprop_learning_window", 1000.0, "ms", "time at the end of an update interval in which errors count", positive},
                                            {"eprop_reset_neurons_on_update", 1.0, "1", "whether the state is reset at each update", any_value, Type::boolean}};
inline constexpr Field regular_spike_arrival{"regular_spike_arrival", 1.0, "1", "whether weights act unscaled", any_value, Type::boolean};

// States every recurrent neuron has, and those of adaptive ones.
template <class T> struct Learning { T V_m, surrogate_gradient, learning_signal, history, firing_rate_reg, I_stim, refractory, clock; };
inline constexpr Field history{"eprop_history_duration", 0.0, "ms", "length of the history kept for the synapses", nonnegative};
inline constexpr Learning<Field> learning{
    rows::V_m, {"surrogate_gradient", 0.0, "1", "surrogate gradient of the step"}, {"learning_signal", 0.0, "pA", "learning signal that has arrived"},
    history, {"firing_rate_reg", 0.0, "1", "regularisation of the firing rate", any_value, Type::real, Role::hidden}, rows::I_stim, rows::refractory, rows::clock};
template <class T> struct Adapting { T V_th_adapt, adaptation, spiked; };
inline constexpr Adapting<Field> adapting{{"V_th_adapt", -55.0, "mV", "adapting threshold"}, {"adaptation", 0.0, "1", "trace of the spikes"},
                                          {"spiked", 0.0, "1", "spike of the step before", any_value, Type::real, Role::hidden}};

template <class T> struct Input { T spikes, I, learning; };
inline constexpr Input<Port> input{{"spikes", "pA", "weights of the spikes", PortKind::spikes}, {"I", "pA", "input current, acts from the next step on", PortKind::current},
                                   {"learning", "pA", "learning signals", PortKind::learning}};

/// A part that only some of a family have.
template <class T, int Place> struct Nothing {};
template <bool Has, class Part, class T, int Place> using Maybe = std::conditional_t<Has, Part, Nothing<T, Place>>;

/// The remainder of a division by a positive number, for negative values as well.
template <class T> SYNAPTORCH_FN T modulo(const T& a, const T& b) { return a - b * floor(a / b); }

/// Advances the traces by a step: z_bar, the eligibility (which is returned) and what adaptation takes off it.
inline double eligibility(EpropTrace& t, double z, double slope, double decay, double beta, double adapt_decay) {
  t.z_bar = decay * t.z_bar + z;
  const double e = slope * (t.z_bar - beta * t.epsilon);
  t.epsilon = adapt_decay * t.epsilon + e;
  return e;
}

}  // namespace eprop
}  // namespace synaptorch::models
