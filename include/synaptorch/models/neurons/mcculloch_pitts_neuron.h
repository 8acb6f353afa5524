#pragma once
#include "synaptorch/models/parts/binary.h"

namespace synaptorch::models {

/// Binary neuron that is in state 1 where its input exceeds a threshold.
struct mcculloch_pitts_neuron : Binary<mcculloch_pitts_neuron> {
  static constexpr Info info{"mcculloch_pitts_neuron", Tier::nest, "Binary neuron with a sharp threshold, updated at random times.",
                             "at each update S = 1 if h + I > theta, else 0;  h = sum of the weights of senders in state 1",
                             "McCulloch & Pitts (1943) Bull. Math. Biophys. 5, 115-133"};
  template <class T> struct Params { T tau_m, theta; };
  static constexpr Params<Field> params{tau_m, theta};

  template <class T, class E> SYNAPTORCH_FN static T gain(const T& h, const Params<T>& p, const T&, const E& env) {
    return 1.0 - env.spike(p.theta - h);
  }
};

}  // namespace synaptorch::models
