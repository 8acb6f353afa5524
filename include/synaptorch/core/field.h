#pragma once
// The metadata vocabulary of a model header: what a table row says about one number.
#include <limits>

namespace synaptorch {

/// Values a field may take. Open ends exclude the bound itself.
struct Bound {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
  bool lo_open = false, hi_open = false;
  constexpr bool holds(double x) const {
    return (lo_open ? x > lo : x >= lo) && (hi_open ? x < hi : x <= hi);   // false for NaN
  }
};
inline constexpr Bound any_value{};
inline constexpr Bound positive{0.0, std::numeric_limits<double>::infinity(), true, false};
inline constexpr Bound nonnegative{0.0, std::numeric_limits<double>::infinity(), false, false};
inline constexpr Bound unit_interval{0.0, 1.0, false, false};
inline constexpr Bound at_least_one{1.0, std::numeric_limits<double>::infinity(), false, false};

/// How a number is shown and checked; every field is stored as a floating point number.
enum class Type { real, integer, boolean };

/// What a field is for. `hidden` state is saved and restored but not recordable; so are a `payload` (Note [Payload]) and an
/// `offset`, ms from a spike to the end of its step, whose values after a step travel with the spikes of that step.
enum class Role { normal, hidden, payload, offset };

// Note [Payload]
// Some neurons decide at a spike how strongly it acts (how much transmitter is released). Such a model has a state of
// role `payload`: its value after the step travels with the spike. A port of kind `payload` sums the weights times these
// values; other ports take the weights alone. A payload has a meaning among neurons of one model only, so that a
// connection to such a port from any other model is refused. NEST sends it in place of the offset of a spike, and so its
// recorders, and ours, show a time that is earlier by that number of milliseconds.

// Note [Transitions]
// Binary neurons tell their targets when their state changes: two coincident spikes for a change to 1, one for a change to
// 0. A port of kind `transitions` adds the weight in the first case and takes it away in the second. Spikes of a sender
// that come one by one count alike: the first takes the weight away, each further one in the same step adds it twice.

/// One row of a table: a parameter or a state variable.
struct Field {
  const char* name;
  double value;          ///< default, in `unit`
  const char* unit;      ///< coherent set ms mV pA nS pF 1/s MOhm; "1" without unit
  const char* doc;
  Bound bound = any_value;
  Type type = Type::real;
  Role role = Role::normal;
  const char* recorded = nullptr;   ///< the hidden state that recorders show in its place
  const char* alias = nullptr;   ///< another name of it; in a list with {} for the number of the element
  const char* choices = nullptr; ///< names of the values 0, 1, ..., separated by |
  const char* key = nullptr;     ///< of a list: its key in the dictionary of an element, if that is not the name
};

/// A field that chooses one of several names, "first|second|third"; the first is the default.
constexpr Field choice(const char* name, const char* names, const char* doc) {
  double last = 0.0;
  for (const char* c = names; *c; ++c) last += *c == '|';
  return {name, 0.0, "1", doc, {0.0, last}, Type::integer, Role::normal, nullptr, nullptr, names};
}

/// What arrives at an input of a model.
enum class PortKind {
  spikes,       ///< sum of the weights of the spikes of a step
  events,       ///< number of spikes, whatever their weights
  payload,      ///< sum of the weights, each times the payload of its spike (Note [Payload])
  transitions,  ///< sum of the weights, taken away for one spike of a sender in a step, added for two
  current,      ///< sum of currents
  conductance,  ///< coefficient of -V in a current that is linear in V (see Note [Coupled input])
  rate,         ///< sum of rates
  sequence,     ///< values given beforehand, one a step: an array of the neuron that is named like the port
  potential,    ///< sum of potentials, as polynomials over the step: one port a coefficient
  drift,        ///< sum of rates, weighted by drift factors
  diffusion,    ///< sum of rates, weighted by diffusion factors
  slow_inward,  ///< sum of slow inward currents of astrocytes
  learning,     ///< sum of learning signals
};
/// Which weights reach the port.
enum class Sign { both, positive, negative };

/// One input of a model: the row of the `Input` table.
struct Port {
  const char* name;
  const char* unit;
  const char* doc;
  PortKind kind = PortKind::spikes;
  Sign sign = Sign::both;
  int receptor = 0;      ///< receptor_type that connections name
};

/// What neurons send one another continuously; csrc/network/signal.h says which ports each kind reaches.
enum class SignalKind { none, rate, potential, diffusion, slow_inward, learning };

/// The signal a model sends, as a member `sends` of its header: names of states.
struct Signal {
  SignalKind kind = SignalKind::none;
  const char* state = "";               ///< what is sent
  bool made_in_step = false;            ///< the value of a step is the one after it, not the one before
  const char* compared = nullptr;       ///< what waveform relaxation compares; nullptr: what is sent
  const char* slope_before = nullptr;   ///< derivatives of what is sent at both ends of the step,
  const char* slope_after = nullptr;    ///<   for polynomials of third order
};

/// A dictionary of properties, as NEST sets them: `soma` holds those whose names end in ".s".
struct CompartmentName {
  const char* name;
  char suffix;
};

/// Where a model comes from: decides conventions (see docs/design).
enum class Tier { base, brainpy, nest };

/// What a model is.
struct Info {
  const char* name;            ///< public name, the stem of everything
  Tier tier;
  const char* brief;           ///< one sentence
  const char* equations = "";  ///< plain text, shown on the documentation page
  const char* reference = "";  ///< paper
};

}  // namespace synaptorch
