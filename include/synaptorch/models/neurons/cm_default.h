#pragma once
#include "synaptorch/core/small_array.h"
#include "synaptorch/integrate/tree.h"
#include "synaptorch/models/parts/compartment_receptors.h"

namespace synaptorch::models {

/// A neuron of compartments, a tree that the user builds, with sodium and potassium channels and receptors of four kinds.
struct cm_default {
  static constexpr Info info{"cm_default", Tier::nest, "Tree of compartments with sodium and potassium channels and AMPA, GABA, NMDA and AMPA_NMDA receptors.",
                             "C_m dv_i/dt = -g_L (v_i - e_L) - sum_neighbours g_C (v_i - v_j) - gbar_Na m_Na^3 h_Na (v_i - e_Na) - gbar_K n_K (v_i - e_K) + I_receptors + I_i;  "
                             "I = (g_r + g_d) (e - v), for NMDA receptors divided by 1 + 0.3 exp(-0.1 v);  spike where the potential of compartment 0 crosses V_th from below",
                             "Wybo, Jordan, Ellenberger, Marti Mengual, Nevian & Senn (2021) eLife 10, e60936; Hines (1984) Int. J. Biomed. Comput. 15, 69-76"};
  using Lists = ListsOf<Compartments, AmpaReceptors, GabaReceptors, NmdaReceptors, AmpaNmdaReceptors>;
  template <class T> struct Params { T V_th; };
  template <class T> struct State {};
  template <class T> struct Input {};
  template <class T> struct Coeffs {};
  static constexpr Params<Field> params{{"V_th", -55.0, "mV", "spike threshold of compartment 0"}};
  static constexpr State<Field> state{};
  static constexpr Input<Port> input{};

  template <class P, class T, class... R> static const char* check(const P&, const Elements<Compartments, T>& tree, const Elements<R, T>&... receptors) {
    for (int i = 0; i < tree.size(); ++i)
      if (const double parent = tree[i].p.parent_idx.x; i == 0 ? parent != -1.0 : !(parent >= 0.0 && parent < i))
        return "parent_idx must be -1 for the first compartment and the number of an earlier one for each of the others";
    const auto lost = [&](const auto& list) {
      for (auto r : list) if (!(r.p.comp_idx.x < tree.size())) return true;
      return false;
    };
    return (lost(receptors) || ...) ? "comp_idx must be the number of a compartment" : nullptr;
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>&, double) { return {}; }

  template <class T, class E, class... R>
  SYNAPTORCH_FN static T step(State<T>&, const Input<T>&, const Params<T>& p, const Coeffs<T>&, const E& env,
                              const Elements<Compartments, T>& tree, const Elements<R, T>&... receptors) {
    const int n = tree.size();
    SmallArray<T> diagonal(n), right(n);
    const auto half = [&](int i) { return 0.5 * tree[i].p.g_C; };
    for (int i = 0; i < n; ++i) Compartments::step(tree[i], env.dt, CompartmentEquation<T>{diagonal[i], right[i]});
    for (int i = 1; i < n; ++i)
      at_index(tree[i].p.parent_idx, i, [&](int j, const auto& here) {
        const T g = where(here, half(i), T(0.0)), I = g * (tree[i].s.v - tree[j].s.v);
        diagonal[i] = diagonal[i] + g;
        diagonal[j] = diagonal[j] + g;
        right[i] = right[i] - I;
        right[j] = right[j] + I;
      });
    const auto receive = [&]<class L>(const Elements<L, T>& list) {
      for (auto r : list) {
        const auto g = L::step(r);
        at_index(r.p.comp_idx, n, [&](int i, const auto& here) {
          T d(0.0), I(0.0);
          L::act(r, g, tree[i].s.v, {d, I});
          diagonal[i] = diagonal[i] + where(here, d, T(0.0));
          right[i] = right[i] + where(here, I, T(0.0));
        });
      }
    };
    (receive(receptors), ...);
    if (n == 0) return T(0.0);
    solve_tree(n, diagonal.data(), right.data(), [&](int i) { return tree[i].p.parent_idx; }, [&](int i) { return -half(i); });
    const T before = tree[0].s.v;
    for (int i = 0; i < n; ++i) tree[i].s.v = right[i];
    return where(before < p.V_th, env.spike(right[0] - p.V_th), T(0.0));
  }
};

}  // namespace synaptorch::models
