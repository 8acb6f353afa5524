#pragma once
// What a synapse header in models/synapses supplies. One driver serves all rules: it visits the synapses of the
// source of a spike when the spike is delivered, first telling each of the postsynaptic spikes since the last visit.
//
// Note [Rules that read the target]
// A rule that depends on more than the spikes of its target says which of the target's states and parameters it reads
// (`Target`, names in `target`). `observe` makes two numbers of them at the end of every step: `sum` is told to
// `on_step` for every step since the last visit, `point` to `on_pre` for the step in which the presynaptic spike
// arrives. `delay(now)`, if there is one, is the delay in ms of the states that `observe` sees as `then`.
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
  double post_point;    ///< what `observe` made of the step in which the spike arrives
};

/// What a rule keeps of a step of its target; zero: nothing.
struct PostStep {
  double sum, point;
};

/// A step of the target as a synapse sees it, dendritic delay included.
struct StepEvent {
  double since_pre;     ///< ms from the last presynaptic spike to the end of the step, at the synapse
  double until_pre;     ///< ms from there to the presynaptic spike that is being delivered
  double value;         ///< its sum
};

}  // namespace synaptorch
