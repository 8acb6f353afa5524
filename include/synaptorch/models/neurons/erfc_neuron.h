#pragma once
#include "synaptorch/models/parts/binary.h"

namespace synaptorch::models {

/// Binary neuron whose probability of state 1 is a complementary error function of its input.
struct erfc_neuron : Binary<erfc_neuron> {
  static constexpr Info info{"erfc_neuron", Tier::nest, "Binary neuron with an error function as gain, updated at random times.",
                             "at each update S = 1 with probability erfc(-(h + I - theta)/(sqrt(2) sigma))/2;  "
                             "h = sum of the weights of senders in state 1",
                             "Ginzburg & Sompolinsky (1994) Phys. Rev. E 50, 3171-3191"};
  template <class T> struct Params { T sigma, tau_m, theta; };
  static constexpr Params<Field> params{{"sigma", 1.0, "mV", "width of the gain: standard deviation of the noise"}, tau_m, theta};

  template <class T, class E> SYNAPTORCH_FN static T gain(const T& h, const Params<T>& p, const T& u, const E& env) {
    return env.spike(0.5 * (1.0 + erf((h - p.theta) / (1.4142135623730951 * p.sigma))) - u);
  }
};

}  // namespace synaptorch::models
