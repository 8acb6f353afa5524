#pragma once
#include "synaptorch/models/parts/tsodyks.h"
#include "synaptorch/network/plasticity.h"

namespace synaptorch::models {

/// Short-term plasticity: resources are recovered (x), active (y) or inactive (1 - x - y).
struct tsodyks_synapse {
  static constexpr Info info{"tsodyks_synapse", Tier::nest, "Short-term facilitation and depression.",
                             "spike: u += U (1 - u), u x moves from x to y and is transmitted;  u, y decay, x recovers",
                             "Tsodyks, Uziel, Markram (2000) J. Neurosci. 20, RC50"};
  static constexpr bool reads_post_spikes = false;
  template <class T> struct Params { T U, tau_psc, tau_fac, tau_rec; };
  template <class T> struct State { T u, x, y; };
  static constexpr Params<Field> params{.U = {"U", 0.5, "1", "increase of u with each spike", unit_interval},
                                        .tau_psc = {"tau_psc", 3.0, "ms", "time constant of the active fraction", positive},
                                        .tau_fac = {"tau_fac", 0.0, "ms", "time constant of facilitation; 0: none", nonnegative},
                                        .tau_rec = {"tau_rec", 800.0, "ms", "time constant of recovery", positive}};
  static constexpr State<Field> state{.u = {"u", 0.0, "1", "probability of release", unit_interval},
                                      .x = {"x", 1.0, "1", "recovered fraction", unit_interval},
                                      .y = {"y", 0.0, "1", "active fraction", unit_interval}};

  static double on_pre(double& w, State<double>& s, const Params<double>& p, const PreSpike& pre) {
    using V = Vec<double, 1>;
    Tsodyks::State<V> site{s.u, s.x, s.y};
    const V released = Tsodyks::release(site, V(p.U), V(p.tau_psc), V(p.tau_fac), V(p.tau_rec), V(pre.interval));
    s = {site.u.x, site.x.x, site.y.x};
    return released.x * w;
  }
};

}  // namespace synaptorch::models
