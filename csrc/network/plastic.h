#pragma once
// Plastic synapses: one driver for every rule of models/synapses.
#include <span>
#include <string>

#include "network/deliver.h"
#include "synaptorch/network/carrier.h"
#include "synaptorch/network/plasticity.h"

namespace synaptorch::network {

class PlasticRule {
 public:
  virtual ~PlasticRule() = default;
  virtual const Info& info() const = 0;
  virtual const std::vector<Field>& params() const = 0;
  virtual const std::vector<Field>& states() const = 0;
  /// Gives the projection what the rule keeps per synapse. Throws without changing the population.
  virtual void attach(Projection& p, const Values& values, Population* post) const = 0;
  /// Delivers spikes emitted in steps first + spike.step.
  virtual void deliver(Projection& p, int thread, const Sink& to, const SliceSpikes& slice, int64_t first, const Clock& clock) const = 0;
  /// Names of the target's states and parameters that it reads (Note [Rules that read the target]), the delay of those it
  /// sees delayed, and what it keeps of a step.
  virtual std::span<const char* const> target() const { return {}; }
  virtual double delay(const double* /*now*/) const { return 0.0; }
  virtual PostStep observe(const double* /*now*/, const double* /*then*/, int /*spikes*/, double /*dt*/) const { return {}; }
  /// The weights were set by the user.
  virtual void start(Projection& /*p*/) const {}
  /// Weights, parameters and states in the order of `listing`.
  virtual std::vector<double> get(const Projection& p, std::string_view name) const = 0;
  virtual void set(Projection& p, const Values& values) const = 0;
  /// A parameter of the synapses of a thread.
  virtual const Column& column(const Projection& p, int thread, int param) const = 0;
};

/// A synapse model.
struct SynapseModel {
  Info info;
  Carrier carries;                        ///< a signal instead of spikes, or nothing
  std::unique_ptr<PlasticRule> rule;      ///< nullptr for those without parameters of their own
};
/// Throws UnknownName.
const SynapseModel& find_synapse(const std::string& name);
/// Names of all synapse models.
std::vector<std::string> synapse_names();

/// Makes the weights of a projection individual doubles.
void store_weights(Projection& p);

}  // namespace synaptorch::network
