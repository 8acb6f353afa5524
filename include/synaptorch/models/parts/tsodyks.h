#pragma once
// Short-term plasticity of a release site: resources are recovered (x), active (y) or inactive (1 - x - y).
#include "synaptorch/core/env.h"

namespace synaptorch::models {

struct Tsodyks {
  template <class T> struct State { T u, x, y; };

  /// A spike, `interval` ms after the one before: u decays and rises by U (1 - u), x recovers, and u x of it becomes active.
  /// Returns what was released, u x.
  template <class T>
  SYNAPTORCH_FN static T release(State<T>& s, const T& U, const T& tau_psc, const T& tau_fac, const T& tau_rec, const T& interval) {
    const auto facilitates = tau_fac > T(0.0);
    const T fac = where(facilitates, exp(-interval / where(facilitates, tau_fac, T(1.0))), T(0.0));
    const T psc = expm1(-interval / tau_psc), rec = expm1(-interval / tau_rec);
    const auto equal = abs(tau_psc - tau_rec) <= T(0.0);
    const T from_active = where(equal, -rec - interval / tau_rec * (1.0 + rec),
                                (rec * tau_rec - psc * tau_psc) / where(equal, T(1.0), tau_psc - tau_rec));
    const T u = s.u * fac, x = s.x + from_active * s.y - rec * (1.0 - s.x - s.y);
    s.u = u + U * (1.0 - u);
    const T released = s.u * x;
    s.x = x - released;
    s.y = s.y * (1.0 + psc) + released;
    return released;
  }
};

}  // namespace synaptorch::models
