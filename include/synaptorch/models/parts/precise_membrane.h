#pragma once
// What the neurons that spike between grid points share: the potential, the refractory rule and the rows of their tables.
#include "synaptorch/models/parts/nest_membrane.h"
#include "synaptorch/network/precise.h"

namespace synaptorch::models {

struct PreciseMembrane {
  static constexpr bool precise = true, differentiable = false;
  template <class T> struct State { T V_m, is_refractory, I_stim, V_rest, last_step, last_offset; };

  static constexpr Field t_ref{"t_ref", 2.0, "ms", "refractory period", positive};
  static constexpr State<Field> rows(const char* last_offset = "last_offset") {
    return {.V_m = rows::V_m, .is_refractory = {"is_refractory", 0.0, "1", "whether the neuron is refractory", any_value, Type::boolean},
            .I_stim = rows::I_stim, .V_rest = {"V_rest", 0.0, "mV", "what rounding takes from V_m", any_value, Type::real, Role::hidden},
            .last_step = {"last_step", -1e9, "1", "time stamp of the last spike, steps", any_value, Type::integer, Role::hidden},
            .last_offset = {last_offset, 0.0, "ms", "time from the last spike to its stamp", any_value, Type::real, Role::hidden}};
  }
  template <class P> static constexpr const char* check(const P& p) {
    if (p.V_reset.x < p.V_min.x) return "V_reset must not be below V_min";
    return reset_below_threshold(p);
  }

  /// Distance from rest. Without the remainder spike times would be good to 1e-11 ms only, where V_m is nearly flat.
  template <class S, class P> static double above_rest(const S& s, const P& p) { return (s.m.V_m - p.E_L) + s.m.V_rest; }
  template <class S, class P> static void set_above_rest(S& s, const P& p, double U) {
    s.m.V_m = p.E_L + U;
    s.m.V_rest = U - (s.m.V_m - p.E_L);
  }
  template <class S, class P> static double distance(const S& s, const P& p) { return above_rest(s, p) - (p.V_th - p.E_L); }
  template <class S, class P> static void reset(S& s, const P& p) {
    s.m.V_m = p.V_reset;
    s.m.V_rest = 0.0;
  }
  /// The lower bound holds at the end of steps without events.
  template <class S, class P> static void end_step(S& s, const P& p) { bound(s, p); }
  template <class S, class P> static void bound(S& s, const P& p) {
    if (s.m.V_m >= p.V_min) return;
    s.m.V_m = p.V_min;
    s.m.V_rest = 0.0;
  }
};

}  // namespace synaptorch::models
