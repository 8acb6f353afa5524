#pragma once
// What the header of a connection says that carries a continuous signal instead of spikes (docs/design/coupling.md).
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/field.h"

namespace synaptorch {

struct Carrier {
  SignalKind kind = SignalKind::none;
  bool immediate = false;    ///< without delay: by waveform relaxation, or one step later
  bool symmetric = false;    ///< makes sense in both directions only
};

}  // namespace synaptorch
