#pragma once
// Eligibility propagation (Bellec et al. 2020): what a neuron header supplies so that e-prop synapses can learn at it, and what
// an e-prop synapse keeps. One driver, csrc/network/eprop.cpp, serves all of them.
#include <cstdint>

namespace synaptorch {

/// What a neuron archives in every step for the synapses onto it.
struct EpropEntry {
  double slope;        ///< of a recurrent neuron: surrogate gradient; of a readout: its error signal
  double learning;     ///< learning signal that belongs to the step; it arrives later
  double reg;          ///< regularisation of the firing rate
};

/// Filtered traces of one synapse.
struct EpropTrace {
  double z_bar = 0.0, e_bar = 0.0, e_reg = 0.0, epsilon = 0.0;
};

/// How a neuron takes part, as a member `eprop_role` of its header. Besides, the header has
///   gradient(trace, z, entry, kappa, params, coeffs): advances the traces by a step in which z presynaptic spikes arrived; returns
///     the gradient of the step. kappa is that of the synapse, used by models with update intervals;
///   skip(trace, steps, params, coeffs): lets the traces decay without input (models without update intervals),
/// a parameter eprop_isi_trace_cutoff or eprop_update_interval, and states that `slope` and `reg` name.
struct EpropRole {
  const char* slope = nullptr;       ///< state that is archived as EpropEntry::slope
  const char* reg = nullptr;         ///< state that is archived as EpropEntry::reg, or nullptr
  int shift = 0;                     ///< steps by which update intervals begin later than in the first neurons of the chain; 0: no intervals
  int entry_shift = 0;               ///< steps from the emission of a presynaptic spike to the first entry it meets
  int learning_lag = 2;              ///< steps after which the learning signal of a step has arrived
};

}  // namespace synaptorch
