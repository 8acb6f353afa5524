#pragma once
#include "synaptorch/integrate/ode.h"
#include "synaptorch/models/parts/synaptic_input.h"

namespace synaptorch::models {

/// Neuron that is not reset: an alpha-shaped potassium conductance after each spike brings it back. The time at which
/// V_m crosses the threshold is found by linear interpolation.
struct iaf_chxk_2008 {
  static constexpr Info info{"iaf_chxk_2008", Tier::nest, "Integrate-and-fire neuron with alpha-shaped conductances and an after-hyperpolarisation instead of a reset.",
                             "C_m dV_m/dt = -g_L (V_m - E_L) - g_ex (V_m - E_ex) - g_in (V_m - E_in) - g_ahp (V_m - E_ahp) + I_e + I;  spike where V_m crosses V_th from below",
                             "Casti, Hayot, Xiao & Kaplan (2008) J. Comput. Neurosci. 24, 235-252"};
  using K = AlphaConductance;
  using S = ConductancePair<K>;
  static constexpr bool adaptive = true;
  static constexpr int tape_capacity = 512;
  template <class T> struct Params { T C_m, E_L, E_ahp, I_e, V_th, ahp_bug, g_L, g_ahp; K::Params<T> ahp; S::Params<T> synapses; };
  template <class T> struct Dynamic { T V_m; S::State<T> synapses; K::State<T> ahp; };
  template <class T> struct State { Dynamic<T> y; T I_ahp, I_syn_ex, I_syn_in, offset, I_stim, substep; };
  template <class T> struct Input { S::Input<T> synapses; T I; };
  template <class T> struct Coeffs { T per_C; S::Coeffs<T> synapses; K::Coeffs<T> ahp; };

  static constexpr SynapseRows ahp{"tau_ahp", "", "", "dg_ahp", "g_ahp", "nS", "nS/ms", "after-hyperpolarisation conductance", 0.5};
  static constexpr Params<Field> params = [] {
    Params<Field> p{{"C_m", 1000.0, "pF", "membrane capacitance", positive}, {"E_L", -60.0, "mV", "leak reversal potential"}, {"E_ahp", -95.0, "mV", "reversal potential of the after-hyperpolarisation"},
                    rows::I_e, {"V_th", -45.0, "mV", "spike threshold"}, {"ahp_bug", 0.0, "1", "whether a spike ends the after-hyperpolarisation of earlier ones, as in the original program", any_value, Type::boolean},
                    {"g_L", 100.0, "nS", "leak conductance"}, {"g_ahp", 443.8, "nS", "peak of the after-hyperpolarisation"}, K::params(ahp), S::params};
    p.synapses.coupling.E_ex.value = 20.0, p.synapses.coupling.E_in.value = -90.0, p.synapses.ex.tau.value = p.synapses.in.tau.value = 1.0;
    return p;
  }();
  static constexpr State<Field> state{
      .y = {{"V_m", -60.0, "mV", "membrane potential"}, S::state, K::state(ahp)}, .I_ahp = {"I_ahp", 0.0, "pA", "after-hyperpolarisation current"},
      .I_syn_ex = {"I_syn_ex", 0.0, "pA", "excitatory current"}, .I_syn_in = {"I_syn_in", 0.0, "pA", "inhibitory current"},
      .offset = {"spike_offset", 0.0, "ms", "time from the last spike to the end of its step", nonnegative, Type::real, Role::offset}, .I_stim = rows::I_stim, .substep = substep_field};
  static constexpr Input<Port> input{S::input, rows::current};

  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& p, double) {
    Coeffs<T> c{1.0 / p.C_m, S::prepare(p.synapses), K::prepare(p.ahp)};
    c.ahp.jump = c.ahp.jump * p.g_ahp;
    return c;
  }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Params<T>& p, const Coeffs<T>& c, const E& env) {
    const T before = s.y.V_m;
    const auto rhs = [&](const Dynamic<T>& y) {
      const T I = p.g_L * (p.E_L - y.V_m) + S::current(y.synapses, y.V_m, p.synapses) + y.ahp.g * (p.E_ahp - y.V_m) + p.I_e + s.I_stim;
      return Dynamic<T>{I * c.per_C, S::rhs(y.synapses, c.synapses), K::rhs(y.ahp, c.ahp)};
    };
    integrate<T>(s.y, s.substep, absolute_tolerance<T>(), env, rhs, [](auto&, const auto&) {});
    const T V = s.y.V_m, z = where(before < p.V_th, env.spike(V - p.V_th), T(0.0));
    const auto fired = z > T(0.0);
    s.offset = where(fired, (V - p.V_th) * env.dt / where(fired, V - before, T(1.0)), T(0.0));
    const T jump = env.resetting(z) * c.ahp.jump * exp(-(s.offset * c.ahp.rate)), keeps = where(fired && p.ahp_bug > T(0.0), T(0.0), T(1.0));
    s.y.ahp.dg = s.y.ahp.dg * keeps + jump;
    s.y.ahp.g = s.y.ahp.g * keeps + jump * s.offset;
    S::receive(s.y.synapses, x.synapses, c.synapses);
    s.I_ahp = s.y.ahp.g * (V - p.E_ahp);
    s.I_syn_ex = s.y.synapses.ex.g * (V - p.synapses.coupling.E_ex);
    s.I_syn_in = s.y.synapses.in.g * (V - p.synapses.coupling.E_in);
    s.I_stim = x.I;
    return z;
  }
};

}  // namespace synaptorch::models
