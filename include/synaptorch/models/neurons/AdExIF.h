#pragma once
#include "synaptorch/models/neurons/ExpIF.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron.
struct AdExIF : brainpy::Adapting<AdExIF, ExpIF> {
  static constexpr Info info{"AdExIF", Tier::brainpy, "Adaptive exponential integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + delta_T exp((V - V_T)/delta_T) + R (x - g V - w);  tau_w dw/dt = a (V - V_rest) - w;  "
                             "V >= V_th: spike and reset, w += b.  A step of the upstroke ends at most one reset distance above V_th",
                             "Brette & Gerstner (2005) J. Neurophysiol. 94, 3637-3642"};
  template <class T> struct Params { T R, tau, tau_w, V_th, V_reset, V_rest, V_T, delta_T, a, b; };
  static constexpr Params<Field> params{brainpy::R, brainpy::tau(10.0), tau_w(30.0), brainpy::V_th(-55.0), brainpy::V_reset(-68.0), brainpy::V_rest(-65.0),
                                        ExpIF::params.V_T, ExpIF::params.delta_T, Adapting::a, Adapting::b(1.0)};
};

}  // namespace synaptorch::models
