#pragma once
#include "synaptorch/models/parts/gif.h"

namespace synaptorch::models {

/// Generalised integrate-and-fire neuron.
struct Gif : GifOf<true> {
  static constexpr Info info{"Gif", Tier::brainpy, "Generalised integrate-and-fire neuron.",
                             "tau dV/dt = -(V - V_rest) + R (I1 + I2 + x - g V);  dI_j/dt = -k_j I_j;  dV_th/dt = a (V - V_rest) - b (V_th - V_th_inf);  "
                             "V >= V_th: spike and reset, I_j = R_j I_j + A_j, V_th = max(V_th_reset, V_th).  V sees I_j as they are at the end of a step",
                             paper};
};

}  // namespace synaptorch::models
