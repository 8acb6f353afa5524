#pragma once
#include "synaptorch/core/small_array.h"
#include "synaptorch/models/parts/mesoscopic.h"
#include "synaptorch/models/parts/point_process.h"

namespace synaptorch::models {

/// A whole population of generalised integrate-and-fire neurons as one neuron that sends the spikes of all.
struct gif_pop_psc_exp : MesoscopicGif {
  static constexpr Info info{"gif_pop_psc_exp", Tier::nest,
                             "Population of generalised integrate-and-fire neurons (escape noise, adaptation, exponential currents) as one mesoscopic neuron.",
                             "n(t + dt) ~ Binomial(N, mean/N) or Poisson(mean);  "
                             "mean = dt (sum_a lambda_a m_a + Lambda (N - sum_a m_a)), over the times a since the last spike;  "
                             "lambda_a = lambda_0 exp((u_a - theta_a)/Delta_V);  tau_m du_a/dt = E_L - u_a + tau_m/C_m (I_ex + I_in + I_e + I)",
                             "Schwalger, Deger & Gerstner (2017) PLoS Comput. Biol. 13, e1005507"};
  static constexpr bool stochastic = true;

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env,
                              const Elements<Adaptation, T>& sfa, const Elements<Ages, T>& ages) {
    const int oldest = ages.size() - 1;
    if (oldest < 0) return T(0.0);
    const auto first = s.clock <= T(0.0);   // all neurons have just spiked
    auto& start = ages[0].s;
    start = {where(first, p.N, start.n), where(first, p.N, start.m), start.v, where(first, p.V_reset, start.u), start.lambda};
    const T input = c.P_VI * (p.I_e + s.I_stim) + receive(s.I_syn_ex, c.ex, x.ex) + receive(s.I_syn_in, c.in, x.in);
    s.I_stim = x.I;

    // Neurons that have not spiked for long: all alike.
    s.V_m = decayed(s.V_m, input, p, c);
    s.E_sfa = p.V_T_star;
    T own(0.0);
    SmallArray<T> term(sfa.size());   // of the threshold, at the age in question
    for (int j = 0; j < sfa.size(); ++j) {
      const auto e = sfa[j];
      term[j] = e.p.q * exp(-(env.dt * ages.size()) / e.p.tau);
      e.s.rate = e.c.decay * e.s.rate + (1.0 - e.c.decay) * ages[oldest].s.n / (p.N * env.dt);
      s.E_sfa = s.E_sfa + e.p.tau * term[j] * e.s.rate;
      own = own + term[j];
    }
    s.E_sfa = s.E_sfa - on_average(own, s.n_kept, p);   // NEST 3.10 takes away once what it adds for all ages
    const T lambda = hazard(s.V_m - s.E_sfa, p), P_old = 1.0 - exp((-0.5e-3 * env.dt) * (s.lambda_free + lambda));
    s.lambda_free = lambda;

    // Each age, from the oldest on: their spikes raise the threshold of the younger ones.
    T threshold = s.E_sfa, n_out(0.0), v_out(0.0);
    Sums<T> sums{.alive = T(0.0), .fired = P_old * s.n_old, .spread = s.v_old, .spread_fired = P_old * s.v_old};
    for (int a = oldest; a >= 0; --a) {
      const auto& e = ages[a].s;
      const auto free = T(double(a)) >= c.steps, spiked = free && e.n > T(0.0);
      const auto next = aged(e, free, own + threshold, input, env.dt, p, c, sums);
      if (some<T>(spiked)) threshold = threshold + where(spiked, on_average(own, e.n, p), T(0.0));
      if (a < oldest) ages[a + 1].s = next;
      else n_out = next.m, v_out = next.v;
      own = T(0.0);
      for (int j = 0; j < sfa.size(); ++j) own = own + (term[j] = term[j] * sfa[j].c.growth);
    }
    // Of the difference between N and the expected numbers a fraction fires that the variances weigh.
    const auto uncertain = sums.spread > T(0.0);
    const T Lambda = where(uncertain, sums.spread_fired / where(uncertain, sums.spread, T(1.0)), T(0.0));
    s.mean = min(max(sums.fired + Lambda * (p.N - sums.alive - s.n_old), T(0.0)), p.N);
    const auto binomial = p.BinoRand > T(0.5);
    T n = binomial_where(binomial, p.N, s.mean, s.V_m, 0, env);
    if (any(!binomial)) n = where(binomial, n, min(poisson_where(!binomial, s.mean, s.V_m, 1, env), p.N));
    s.v_old = (1.0 - P_old) * (1.0 - P_old) * s.v_old + P_old * s.n_old + v_out;
    s.n_old = (1.0 - P_old) * s.n_old + n_out;
    const T reborn = env.resetting(n);   // n has the derivative of its expectation
    ages[0].s = {reborn, reborn, T(0.0), p.V_reset, T(0.0)};
    const double length = ages.size();
    s.n_kept = where(s.clock - length * floor((s.clock + 0.5) / length) < T(0.5), reborn, s.n_kept);
    s.clock = s.clock + 1.0;
    s.n_events = reborn;
    return n;
  }
};

}  // namespace synaptorch::models
