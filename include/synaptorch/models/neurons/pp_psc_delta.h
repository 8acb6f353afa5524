#pragma once
#include "synaptorch/models/parts/adaptation_lists.h"
#include "synaptorch/models/parts/point_process.h"

namespace synaptorch::models {

/// Point process neuron with a leaky membrane, adaptation and dead time.
struct pp_psc_delta {
  static constexpr Info info{"pp_psc_delta", Tier::nest, "Point process neuron: its potential sets the rate of random spikes; with adaptation and dead time.",
                             "dV_m/dt = -V_m/tau_m + (I_e + I)/C_m;  rate = c_1 V' + c_2 exp(c_3 V');  V' = V_m - E_sfa;  E_sfa = sum_k of terms that jump by q_sfa_k and decay with tau_sfa_k",
                             "Toyoizumi, Rad & Paninski (2009) Neural Comput. 21, 1203-1243"};
  using Lists = ListsOf<ThresholdTerms>;
  static constexpr bool stochastic = true;
  template <class T> struct Params { T C_m, I_e, c_1, c_2, c_3, dead_time, dead_time_random, dead_time_shape, tau_m, with_reset; };
  template <class T> struct State { T V_m, E_sfa, t_ref_remaining, I_stim; };
  template <class T> struct Input { T spikes, I; };
  template <class T> struct Coeffs { T P_VV, P_VI, steps; };

  static constexpr Params<Field> params{
      rows::C_m, rows::I_e, {"c_1", 0.0, "1/(s mV)", "slope of the linear part of the rate"}, {"c_2", 1.238, "1/s", "factor of the exponential part of the rate"},
      {"c_3", 0.25, "1/mV", "exponent of the exponential part", nonnegative},
      {"dead_time", 1.0, "ms", "time without spikes after a spike; 0: several spikes in a step are possible, otherwise at least one step", nonnegative},
      {"dead_time_random", 0.0, "1", "whether dead times are drawn from a gamma law of mean dead_time", any_value, Type::boolean},
      {"dead_time_shape", 1.0, "1", "shape of that law", {1.0, 2147483647.0}, Type::integer}, rows::tau_m,
      {"with_reset", 1.0, "1", "whether a spike resets V_m to 0", any_value, Type::boolean}};
  static constexpr State<Field> state{.V_m = {"V_m", 0.0, "mV", "membrane potential above rest"}, .E_sfa = {"E_sfa", 0.0, "mV", "adaptation of the threshold"},
                                      .t_ref_remaining = {"t_ref_remaining", 0.0, "ms", "dead time left", nonnegative}, .I_stim = rows::I_stim};
  static constexpr Input<Port> input{{"spikes", "mV", "weights of the spikes", PortKind::spikes}, rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double dt) {
    return {.P_VV = exp(-dt / p.tau_m), .P_VI = propagate_constant(p.tau_m, p.C_m, dt),
            .steps = where(p.dead_time > T(0.0), max(steps_covering(p.dead_time, dt), T(1.0)), T(0.0))};
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env, const Elements<ThresholdTerms, T>& terms) {
    const auto free = s.t_ref_remaining < T(0.5 * env.dt);
    s.V_m = c.P_VV * s.V_m + c.P_VI * (s.I_stim + p.I_e) + x.spikes;
    s.I_stim = x.I;
    decay(terms);
    s.E_sfa = sum_of(terms);
    const T V = s.V_m - s.E_sfa;
    const T mean = (1e-3 * env.dt) * max(p.c_1 * V + p.c_2 * exp(finite_exponent(p.c_3 * V)), T(0.0));
    const auto single = p.dead_time > T(0.0);
    const T u = env.uniform_where(free && single, s.V_m, 0);
    T z = env.spike(where(free && single, -expm1(-mean) - u, T(-1.0)));
    if (any(!single)) z = where(free && !single, poisson_where(free && !single, mean, s.V_m, 1, env), z);
    const auto fired = z > T(0.0), random = fired && p.dead_time_random > T(0.0);
    T dead = detach(c.steps);
    if (any(random)) dead = where(random, steps_covering(gamma_where(random, p.dead_time_shape, p.dead_time, s.V_m, 1, env), env.dt), dead);
    s.t_ref_remaining = where(fired, env.dt * dead, max(s.t_ref_remaining - env.dt, T(0.0)));
    s.V_m = where(p.with_reset > T(0.0), env.jump(z, s.V_m, T(0.0)), s.V_m);
    jump(terms, env.resetting(z));
    return z;
  }
};

}  // namespace synaptorch::models
