#pragma once
#include "synaptorch/models/neurons/QuaIF.h"

namespace synaptorch::models {

/// Adaptive quadratic integrate-and-fire neuron.
struct AdQuaIF : brainpy::Adapting<AdQuaIF, QuaIF> {
  static constexpr Info info{"AdQuaIF", Tier::brainpy, "Adaptive quadratic integrate-and-fire neuron.",
                             "tau dV/dt = c (V - V_rest) (V - V_c) + R (x - g V - w);  tau_w dw/dt = a (V - V_rest) - w;  V >= V_th: spike and reset, w += b",
                             "Izhikevich (2004) IEEE Trans. Neural Netw. 15, 1063-1070"};
  template <class T> struct Params { T R, tau, tau_w, V_th, V_reset, V_rest, V_c, c, a, b; };
  static constexpr Params<Field> params{brainpy::R, brainpy::tau(10.0), tau_w(10.0), brainpy::V_th(-30.0), brainpy::V_reset(-68.0), brainpy::V_rest(-65.0),
                                        QuaIF::V_c, QuaIF::c, Adapting::a, Adapting::b(0.1)};
};

}  // namespace synaptorch::models
