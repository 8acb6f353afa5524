#pragma once
#include "synaptorch/models/parts/output.h"

namespace synaptorch::models {

/// Conductance-based output.
struct COBA : Output<COBA> {
  static constexpr Info info{"COBA", Tier::brainpy, "Conductance-based synaptic current.", "I = g (E - V)"};
  static constexpr bool linear = true;
  template <class T> struct Params { T E; };
  static constexpr Params<Field> params{Output::E};
  template <class T, class V, class P> SYNAPTORCH_FN static auto current(const T& g, const V& v, const P& p) { return g * (p.E - v); }
};

}  // namespace synaptorch::models
