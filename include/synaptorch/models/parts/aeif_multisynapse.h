#pragma once
#include "synaptorch/integrate/joined.h"
#include "synaptorch/models/parts/aeif.h"
#include "synaptorch/models/parts/conductance_list.h"

namespace synaptorch::models {

/// Adaptive exponential integrate-and-fire neuron with a list of conductances of time course K.
template <class K> struct AeifMultisynapse {
  using Membrane = AeifMembrane;
  using Receptors = Conductances<K>;
  using Lists = ListsOf<Receptors>;
  static constexpr bool adaptive = true, multiple = true;
  template <class T> using Params = Membrane::Params<T>;
  template <class T> struct Dynamic { T V_m, w; };
  template <class T> struct State { Dynamic<T> y; T I_stim, refractory, substep; };
  template <class T> struct Input { T I; };
  template <class T> using Coeffs = Membrane::Coeffs<T>;
  static constexpr Params<Field> params = Membrane::params;
  static constexpr State<Field> state{.y = {Membrane::V_m, Membrane::w}, .I_stim = rows::I_stim, .refractory = rows::refractory, .substep = substep_field};
  static constexpr Input<Port> input{rows::current};

  template <class P> static constexpr const char* check(const P& p) { return Membrane::check(p); }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Membrane::Params<T>& p, double dt) { return Membrane::prepare(p, dt); }

  template <class T, class E>
  SYNAPTORCH_FN static T step(State<T>& s, const Input<T>& x, const Membrane::Params<T>& p, const Membrane::Coeffs<T>& c, const E& env,
                              const Elements<Receptors, T>& receptors) {
    using Y = Joined<T, Dynamic<T>, typename K::template State<T>>;
    Y y(s.y, receptors);
    T spikes(0.0), refractory = s.refractory;
    const auto rhs = [&](const Y& y) {
      Y d = blank_like(y);
      const auto held = refractory > T(0.0);
      const T V = where(held, p.V_reset, min(y.own().V_m, p.V_peak));
      T I = p.I_e + s.I_stim - y.own().w;
      for (int k = 0; k < receptors.size(); ++k) {
        I = I + y.element(k).g * (receptors[k].p.E_rev - V);
        d.element(k) = K::rhs(y.element(k), receptors[k].c);
      }
      d.own() = {where(held, T(0.0), Membrane::slope(V, p.V_th, I, p, c)), Membrane::adaptation(V, y.own().w, p, c)};
      return d;
    };
    const auto after = [&](Y& y, const auto& done) { spikes = spikes + Membrane::spike(y.own().V_m, y.own().w, refractory, done, p, c, env); };
    integrate<T>(y, s.substep, Membrane::tolerance(p), env, rhs, after);
    y.split(s.y, receptors);
    s.refractory = max(refractory - 1.0, T(0.0));
    for (auto r : receptors) K::receive(r.s, r.x.spikes, r.c);
    s.I_stim = x.I;
    return spikes;
  }
};

}  // namespace synaptorch::models
