#pragma once
#include "synaptorch/models/parts/output.h"

namespace synaptorch::models {

/// Output of NMDA receptors, which magnesium blocks at low potentials.
struct MgBlock : Output<MgBlock> {
  static constexpr Info info{"MgBlock", Tier::brainpy, "Synaptic current through channels that magnesium blocks.",
                             "I = g (E - V) / (1 + cc_Mg/beta exp(alpha (V_offset - V))).  (brainpy.state 0.0.4 gives the defaults without units)",
                             "Jahr & Stevens (1990) J. Neurosci. 10, 3178-3182"};
  static constexpr bool linear = false;
  template <class T> struct Params { T E, cc_Mg, alpha, beta, V_offset; };
  static constexpr Params<Field> params{Output::E, {"cc_Mg", 1.2, "1", "magnesium concentration relative to 1 mM", nonnegative}, {"alpha", 0.062, "1/mV", "steepness of the block"},
                                        {"beta", 3.57, "1", "concentration of half block at V_offset", positive}, {"V_offset", 0.0, "mV", "shift of the block"}};
  template <class T, class V, class P> SYNAPTORCH_FN static auto current(const T& g, const V& v, const P& p) {
    return g * (p.E - v) / (1.0 + p.cc_Mg / p.beta * exp(p.alpha * (p.V_offset - v)));
  }
};

}  // namespace synaptorch::models
