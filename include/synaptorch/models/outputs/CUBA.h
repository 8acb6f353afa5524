#pragma once
#include "synaptorch/models/parts/output.h"

namespace synaptorch::models {

/// Current-based output.
struct CUBA : Output<CUBA> {
  static constexpr Info info{"CUBA", Tier::brainpy, "Current-based synaptic current, whatever the potential.", "I = g scale"};
  static constexpr bool linear = true;
  template <class T> struct Params { T scale; };
  static constexpr Params<Field> params{{"scale", 1.0, "V", "current per conductance"}};
  static constexpr State<Field> state{{"x", 0.0, "mA", "of the last step: the current"}, {"slope", 0.0, "mS", "0: the current does not depend on V"}};
  template <class T, class V, class P> SYNAPTORCH_FN static auto current(const T& g, const V&, const P& p) { return g * p.scale; }
};

}  // namespace synaptorch::models
