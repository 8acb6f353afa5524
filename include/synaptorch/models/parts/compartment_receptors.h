#pragma once
// Receptors of compartments: conductances that rise and decay exponentially, with peak w, and the magnesium block of NMDA receptors.
#include "synaptorch/models/parts/compartments.h"

namespace synaptorch::models {

/// A conductance g_r + g_d.
struct RiseAndDecay {
  template <class T> struct State { T rise, decay; };
  template <class T> struct Coeffs { T P_rise, P_decay, jump; };
  static constexpr State<Field> rows(const char* rise, const char* decay) {
    return {{rise, 0.0, "nS", "rising part of the conductance, negative"}, {decay, 0.0, "nS", "decaying part of the conductance"}};
  }
  template <class T> SYNAPTORCH_FN static Coeffs<T> prepare(const T& tau_r, const T& tau_d, double dt) {
    const T peak = tau_r * tau_d / (tau_d - tau_r) * log(tau_d / tau_r);   // time of the peak
    return {exp(-dt / tau_r), exp(-dt / tau_d), 1.0 / (exp(-peak / tau_d) - exp(-peak / tau_r))};
  }
  /// The conductance after the spikes of the step.
  template <class T> SYNAPTORCH_FN static T step(State<T>& s, const Coeffs<T>& c, const T& spikes) {
    s.rise = c.P_rise * s.rise - c.jump * spikes;
    s.decay = c.P_decay * s.decay + c.jump * spikes;
    return s.rise + s.decay;
  }
};

/// Current g (e - V), and g B(V) (e - V) where magnesium blocks: B = 1/(1 + 0.3 exp(-0.1 V)).
template <class T> SYNAPTORCH_FN void add_open(const T& g, const T& e, const T& V, const CompartmentEquation<T>& to) { to.add(g * (e - V), -g, V); }
template <class T> SYNAPTORCH_FN void add_blocked(const T& g, const T& e, const T& V, const CompartmentEquation<T>& to) {
  const T B = 1.0 / (1.0 + 0.3 * exp(-0.1 * V));
  to.add(g * B * (e - V), g * B * (0.1 * (1.0 - B) * (e - V) - 1.0), V);
}

namespace rows {
constexpr Field comp_idx(const char* name) {
  return {.name = name, .value = 0.0, .unit = "1", .doc = "number of the compartment", .bound = {0.0, 1e9}, .type = Type::integer, .key = "comp_idx"};
}
constexpr Field tau(const char* name, double value, const char* doc, const char* key = nullptr) {
  return {.name = name, .value = value, .unit = "ms", .doc = doc, .bound = positive, .key = key};
}
constexpr Port compartment_spikes(const char* name) { return {name, "nS", "weights of the spikes that reach a receptor", PortKind::spikes, Sign::positive, 0}; }
}  // namespace rows

/// One conductance, blocked or not. Kind says the names.
template <class Kind> struct CompartmentReceptors {
  static constexpr ListInfo list{.count = "", .standard = 0, .dictionaries = "receptors", .kind = Kind::kind};
  template <class T> struct Params { T comp_idx, e_rev, tau_r, tau_d; };
  template <class T> struct State { RiseAndDecay::State<T> g; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs { RiseAndDecay::Coeffs<T> g; };
  static constexpr Params<Field> params{rows::comp_idx(Kind::comp), {Kind::e, Kind::e_value, "mV", "reversal potential"},
                                        rows::tau(Kind::tau_r, 0.2, "rise time of the conductance"),
                                        rows::tau(Kind::tau_d, Kind::decay, "decay time of the conductance")};
  static constexpr State<Field> state{RiseAndDecay::rows(Kind::g_r, Kind::g_d)};
  static constexpr Input<Port> input{rows::compartment_spikes(Kind::kind)};

  template <class T, class P> static const char* check(const Params<T>& e, const P&) {
    return e.tau_r.x == e.tau_d.x ? "rise and decay time of a receptor must differ" : nullptr;
  }
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double dt) {
    return {RiseAndDecay::prepare(e.tau_r, e.tau_d, dt)};
  }
  template <class T> SYNAPTORCH_FN static T step(const Element<CompartmentReceptors, T>& e) { return RiseAndDecay::step(e.s.g, e.c.g, e.x.spikes); }
  template <class T> SYNAPTORCH_FN static void act(const Element<CompartmentReceptors, T>& e, const T& g, const T& V, const CompartmentEquation<T>& to) {
    if constexpr (Kind::blocked) add_blocked(g, e.p.e_rev, V, to);
    else add_open(g, e.p.e_rev, V, to);
  }
};

namespace detail {
struct AmpaKind {
  static constexpr const char *kind = "AMPA", *comp = "comp_AMPA", *e = "e_AMPA", *tau_r = "tau_r_AMPA", *tau_d = "tau_d_AMPA", *g_r = "g_r_AMPA", *g_d = "g_d_AMPA";
  static constexpr double e_value = 0.0, decay = 3.0;
  static constexpr bool blocked = false;
};
struct GabaKind {
  static constexpr const char *kind = "GABA", *comp = "comp_GABA", *e = "e_GABA", *tau_r = "tau_r_GABA", *tau_d = "tau_d_GABA", *g_r = "g_r_GABA", *g_d = "g_d_GABA";
  static constexpr double e_value = -80.0, decay = 10.0;
  static constexpr bool blocked = false;
};
struct NmdaKind {
  static constexpr const char *kind = "NMDA", *comp = "comp_NMDA", *e = "e_NMDA", *tau_r = "tau_r_NMDA", *tau_d = "tau_d_NMDA", *g_r = "g_r_NMDA", *g_d = "g_d_NMDA";
  static constexpr double e_value = 0.0, decay = 43.0;
  static constexpr bool blocked = true;
};
}  // namespace detail
using AmpaReceptors = CompartmentReceptors<detail::AmpaKind>;
using GabaReceptors = CompartmentReceptors<detail::GabaKind>;
using NmdaReceptors = CompartmentReceptors<detail::NmdaKind>;

/// Both an AMPA and an NMDA conductance.
struct AmpaNmdaReceptors {
  static constexpr ListInfo list{.count = "", .standard = 0, .dictionaries = "receptors", .kind = "AMPA_NMDA"};
  template <class T> struct Params { T comp_idx, e_rev, tau_r, tau_d, tau_r_NMDA, tau_d_NMDA, ratio; };
  template <class T> struct State { RiseAndDecay::State<T> AMPA, NMDA; };
  template <class T> struct Input { T spikes; };
  template <class T> struct Coeffs { RiseAndDecay::Coeffs<T> AMPA, NMDA; };
  static constexpr Params<Field> params{rows::comp_idx("comp_AMPA_NMDA"), {"e_AMPA_NMDA", 0.0, "mV", "reversal potential"},
                                        rows::tau("tau_r_AN_AMPA", 0.2, "rise time of the AMPA conductance", "tau_r_AMPA"),
                                        rows::tau("tau_d_AN_AMPA", 3.0, "its decay time", "tau_d_AMPA"),
                                        rows::tau("tau_r_AN_NMDA", 0.2, "rise time of the NMDA conductance", "tau_r_NMDA"),
                                        rows::tau("tau_d_AN_NMDA", 43.0, "its decay time", "tau_d_NMDA"),
                                        {"NMDA_ratio", 2.0, "1", "strength of the NMDA conductance, relative to the other"}};
  static constexpr State<Field> state{RiseAndDecay::rows("g_r_AN_AMPA", "g_d_AN_AMPA"), RiseAndDecay::rows("g_r_AN_NMDA", "g_d_AN_NMDA")};
  static constexpr Input<Port> input{rows::compartment_spikes("AMPA_NMDA")};

  template <class T, class P> static const char* check(const Params<T>& e, const P&) {
    return e.tau_r.x == e.tau_d.x || e.tau_r_NMDA.x == e.tau_d_NMDA.x ? "rise and decay time of a receptor must differ" : nullptr;
  }
  template <class T, class P> SYNAPTORCH_FN static Coeffs<T> prepare(const Params<T>& e, const P&, double dt) {
    return {RiseAndDecay::prepare(e.tau_r, e.tau_d, dt), RiseAndDecay::prepare(e.tau_r_NMDA, e.tau_d_NMDA, dt)};
  }
  template <class T> struct Conductances { T AMPA, NMDA; };
  template <class T> SYNAPTORCH_FN static Conductances<T> step(const Element<AmpaNmdaReceptors, T>& e) {
    return {RiseAndDecay::step(e.s.AMPA, e.c.AMPA, e.x.spikes), e.p.ratio * RiseAndDecay::step(e.s.NMDA, e.c.NMDA, e.x.spikes)};
  }
  template <class T> SYNAPTORCH_FN static void act(const Element<AmpaNmdaReceptors, T>& e, const Conductances<T>& g, const T& V, const CompartmentEquation<T>& to) {
    add_open(g.AMPA, e.p.e_rev, V, to);
    add_blocked(g.NMDA, e.p.e_rev, V, to);
  }
};

}  // namespace synaptorch::models
