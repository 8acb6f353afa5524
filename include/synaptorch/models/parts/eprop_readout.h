#pragma once
#include "synaptorch/models/parts/eprop.h"

namespace synaptorch::models::eprop {

// What the readout neurons share: a leaky membrane without threshold, and the traces of the synapses onto it.
template <class T> struct ReadoutParams { T C_m, E_L, I_e, V_min, tau_m; };
inline constexpr ReadoutParams<Field> readout_params{
    rows::C_m, {"E_L", 0.0, "mV", "resting potential"}, rows::I_e, {"V_min", -std::numeric_limits<double>::infinity(), "mV", "lower bound of the membrane potential"}, rows::tau_m};
template <class T> struct ReadoutState { T V_m, error_signal, readout_signal, target_signal, history, I_stim; };
inline constexpr ReadoutState<Field> readout_state{
    {"V_m", 0.0, "mV", "membrane potential"}, {"error_signal", 0.0, "mV", "deviation of the readout from the target, sent as learning signal"},
    {"readout_signal", 0.0, "mV", "readout"}, {"target_signal", 0.0, "mV", "target"}, history, rows::I_stim};
template <class T> struct ReadoutInput { T spikes, I, first, target; };
constexpr ReadoutInput<Port> readout_input(const char* first, const char* doc) {
  return {{"spikes", "pA", "weights of the spikes", PortKind::spikes}, input.I, {first, "1", doc, PortKind::rate, Sign::both, 1},
          {"target_signal", "mV", "target", PortKind::rate, Sign::both, 2}};
}

}  // namespace synaptorch::models::eprop
