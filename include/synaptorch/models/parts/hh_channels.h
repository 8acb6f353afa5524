#pragma once
// Channels of Hodgkin-Huxley neurons: parameters, gates with their derivatives, the outward current, the height a spike must reach.
#include "synaptorch/models/parts/hh_rates.h"

namespace synaptorch::models {

/// A sodium channel with gates m^3 h and a potassium channel with n^4, whose rates are those of G.
template <class G> struct SodiumPotassium {
  static constexpr double tolerance = 1e-3;
  template <class T> struct Params { T E_K, E_Na, g_K, g_Na; [[no_unique_address]] typename G::template Params<T> gates; };
  template <class T> struct State { T m, h, n; };
  static constexpr Params<Field> params{{"E_K", -77.0, "mV", "potassium reversal potential"}, {"E_Na", 50.0, "mV", "sodium reversal potential"},
                                        {"g_K", 3600.0, "nS", "potassium conductance", nonnegative}, {"g_Na", 12000.0, "nS", "sodium conductance", nonnegative}, G::params};
  static constexpr State<Field> state{{"Act_m", 0.05293248525724958, "1", "sodium activation"}, {"Inact_h", 0.5961207535084603, "1", "sodium inactivation"},
                                      {"Act_n", 0.3176769140606974, "1", "potassium activation"}};
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const T& V, const Params<T>& p) {
    const T n2 = s.n * s.n;
    return p.g_Na * (s.m * s.m * s.m * s.h) * (V - p.E_Na) + p.g_K * (n2 * n2) * (V - p.E_K);
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const Params<T>& p) {
    const auto r = G::rates(V, p.gates);
    return {r.a_m * (1.0 - s.m) - r.b_m * s.m, r.a_h * (1.0 - s.h) - r.b_h * s.h, r.a_n * (1.0 - s.n) - r.b_n * s.n};
  }
  template <class T> SYNAPTORCH_FN static T height(const T& V, const Params<T>& p) { return G::height(V, p.gates); }
};

/// Channels of a fast spiking interneuron (Mancilla et al. 2007): sodium m^3 h, potassium Kv1 n^4 and Kv3 p^2.
struct InterneuronChannels {
  static constexpr double tolerance = 1e-6;
  template <class T> struct Params { T E_K, E_Na, g_Kv1, g_Kv3, g_Na; };
  template <class T> struct State { T m, h, n, p; };
  static constexpr Params<Field> params{{"E_K", -90.0, "mV", "potassium reversal potential"}, {"E_Na", 74.0, "mV", "sodium reversal potential"},
                                        {"g_Kv1", 9.0, "nS", "conductance of potassium channels Kv1", nonnegative},
                                        {"g_Kv3", 9000.0, "nS", "conductance of potassium channels Kv3", nonnegative},
                                        {"g_Na", 4500.0, "nS", "sodium conductance", nonnegative}};
  static constexpr State<Field> state{{"Act_m", 0.019198766985083732, "1", "sodium activation", nonnegative}, {"Inact_h", 0.868462041294399, "1", "sodium inactivation", nonnegative},
                                      {"Act_n", 0.0005741576228359767, "1", "activation of Kv1", nonnegative},
                                      {"Inact_p", 0.0002511318227150632, "1", "activation of Kv3", nonnegative}};
  template <class T> SYNAPTORCH_FN static T current(const State<T>& s, const T& V, const Params<T>& p) {
    const T n2 = s.n * s.n;
    return p.g_Na * (s.m * s.m * s.m * s.h) * (V - p.E_Na) + (p.g_Kv1 * (n2 * n2) + p.g_Kv3 * (s.p * s.p)) * (V - p.E_K);
  }
  template <class T> SYNAPTORCH_FN static State<T> rhs(const State<T>& s, const T& V, const Params<T>&) {
    const auto gate = [](const T& y, const T& a, const T& b) { return a * (1.0 - y) - b * y; };
    return {gate(s.m, 540.0 / exprel((75.5 - V) * (1.0 / 13.5)), 1.2262 * exp(V * (-1.0 / 42.248))),
            gate(s.h, 0.0035 * exp(V * (-1.0 / 24.186)), 0.0884 / exprel((-51.25 - V) * (1.0 / 5.2))),
            gate(s.n, 0.0322 / exprel((-44.0 - V) * (1.0 / 2.3)), 0.0043 * exp((V + 44.0) * (-1.0 / 34.0))),
            gate(s.p, 11.8 / exprel((95.0 - V) * (1.0 / 11.8)), 0.025 * exp(V * (-1.0 / 22.222)))};
  }
  template <class T> SYNAPTORCH_FN static T height(const T& V, const Params<T>&) { return V; }
};

}  // namespace synaptorch::models
