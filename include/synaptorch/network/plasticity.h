#pragma once
// What a synapse header in models/synapses supplies. One driver serves all rules: it visits the synapses of the
// source of a spike when the spike is delivered, first telling each of the postsynaptic spikes since the last visit.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/field.h"

namespace synaptorch {

/// A postsynaptic spike as a synapse sees it, dendritic delay included.
struct PostSpike {
  double since_pre;     ///< ms from the last presynaptic spike to the spike, at the synapse
};

/// A presynaptic spike that is being delivered.
struct PreSpike {
  double interval;      ///< ms since the last presynaptic spike (since 0 for the first)
  double post_trace;    ///< trace of the postsynaptic spikes that came strictly before
};

}  // namespace synaptorch
