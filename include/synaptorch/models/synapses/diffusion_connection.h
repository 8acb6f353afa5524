#pragma once
#include "synaptorch/network/carrier.h"

namespace synaptorch::models {

/// Brings a rate to a mean-field neuron, where it adds to the drift and to the diffusion of the potential. The two factors stand
/// for the weight.
struct diffusion_connection {
  static constexpr Info info{"diffusion_connection", Tier::nest, "Drift and diffusion caused by the spikes of a mean-field neuron."};
  static constexpr Carrier carries{SignalKind::diffusion, true};
  template <class T> struct Params { T drift_factor, diffusion_factor; };
  template <class T> struct State {};
  static constexpr State<Field> state{};
  static constexpr Params<Field> params{.drift_factor = {"drift_factor", 1.0, "1", "drift per rate"},
                                        .diffusion_factor = {"diffusion_factor", 1.0, "1", "diffusion per rate"}};
};

}  // namespace synaptorch::models
