#pragma once
#include "synaptorch/models/parts/binary.h"

namespace synaptorch::models {

/// Binary neuron whose probability of state 1 is a sigmoidal function of its input.
struct ginzburg_neuron : Binary<ginzburg_neuron> {
  static constexpr Info info{"ginzburg_neuron", Tier::nest, "Binary neuron with a sigmoidal gain, updated at random times.",
                             "at each update S = 1 with probability c_1 x + c_2/2 (1 + tanh(c_3 (x - theta))), x = h + I;  "
                             "h = sum of the weights of senders in state 1",
                             "Ginzburg & Sompolinsky (1994) Phys. Rev. E 50, 3171-3191"};
  template <class T> struct Params { T c_1, c_2, c_3, tau_m, theta; };
  static constexpr Params<Field> params{{"c_1", 0.0, "1/mV", "linear part of the gain"}, {"c_2", 1.0, "1", "height of the sigmoidal part"},
                                        {"c_3", 1.0, "1/mV", "slope of the sigmoidal part"}, tau_m, theta};

  template <class T, class E> SYNAPTORCH_FN static T gain(const T& h, const Params<T>& p, const T& u, const E& env) {
    return env.spike(p.c_1 * h + 0.5 * p.c_2 * (1.0 + tanh(p.c_3 * (h - p.theta))) - u);
  }
};

}  // namespace synaptorch::models
