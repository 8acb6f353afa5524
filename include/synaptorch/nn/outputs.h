#pragma once
// How a synaptic conductance acts on a neuron: the outputs of projections.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "synaptorch/nn/options.h"

namespace synaptorch::ops { class Signature; }

namespace synaptorch::nn {

class NeuronImpl;

/// Turns the conductance `g` of a step, which a projection binds, into a current.
struct Output {
  virtual ~Output() = default;
  /// What a conductance is multiplied with to give a current.
  virtual Quantity driving() const = 0;
  /// The current at the potential V (mV) for the conductance that is bound.
  virtual at::Tensor current(const at::Tensor& V) const = 0;
  /// The current on that neuron as x - slope V: x (mA) and slope (S; undefined: none).
  virtual std::pair<at::Tensor, at::Tensor> linear(const NeuronImpl& post) const = 0;
  /// Equal for outputs that projections may share.
  virtual std::string identity() const { return std::to_string(reinterpret_cast<std::uintptr_t>(this)); }
  at::Tensor g;
};

/// An output whose equation and parameters are those of the model of its name.
class ModelOutput : public Output {
 public:
  at::Tensor current(const at::Tensor& V) const override;
  std::string identity() const override { return identity_; }
  /// A parameter by name, to read or to replace (by one that is learnt). Throws UnknownName.
  at::Tensor& param(const std::string& name);

 protected:
  ModelOutput(const char* model, const std::vector<std::pair<const char*, Value>>& values);
  /// Current, x and slope; without V those of an output that is linear in V.
  std::vector<at::Tensor> call(const at::Tensor& conductance, const at::Tensor& V) const;
  /// x and slope of the conductance 1 where the output is linear in V: kept while parameters are neither learnt nor changed, as a step
  /// of a small network costs little more than the call.
  const std::pair<at::Tensor, at::Tensor>& of_one() const;

 private:
  std::shared_ptr<const ops::Signature> step_;
  std::vector<at::Tensor> params_;
  struct Known {   // what `one_` was made from
    at::ScalarType type;
    at::Device device;
    std::vector<std::pair<const void*, std::uint32_t>> params;
    bool operator==(const Known&) const = default;
  };
  mutable std::optional<Known> known_;
  mutable std::pair<at::Tensor, at::Tensor> one_;
  std::string identity_;
};

/// Conductance-based: I = g (E - V); E in mV, g in mA/mV = S.
struct COBA : ModelOutput {
  explicit COBA(Value E) : ModelOutput("COBA", {{"E", std::move(E)}}) {}
  Quantity driving() const override { return unit("mV"); }
  std::pair<at::Tensor, at::Tensor> linear(const NeuronImpl&) const override;
};
/// Current-based: I = g scale; scale in V, g in mA/V = mS.
struct CUBA : ModelOutput {
  explicit CUBA(Value scale = 1.0) : ModelOutput("CUBA", {{"scale", std::move(scale)}}) {}
  Quantity driving() const override { return unit("V"); }
  std::pair<at::Tensor, at::Tensor> linear(const NeuronImpl&) const override;
};
/// The magnesium block of NMDA receptors: I = g (E - V) / (1 + cc_Mg / beta exp(alpha (V_offset - V))); E and V_offset in mV, cc_Mg and
/// beta relative to 1 mM, alpha in 1/mV, g in S.
struct MgBlock : ModelOutput {
  explicit MgBlock(Value E = 0.0, Value cc_Mg = 1.2, Value alpha = 0.062, Value beta = 3.57, Value V_offset = 0.0)
      : ModelOutput("MgBlock", {{"E", std::move(E)}, {"cc_Mg", std::move(cc_Mg)}, {"alpha", std::move(alpha)}, {"beta", std::move(beta)},
                                {"V_offset", std::move(V_offset)}}) {}
  Quantity driving() const override { return unit("mV"); }
  /// Linearised at the potential that the step starts from: exponential Euler sees value and slope only.
  std::pair<at::Tensor, at::Tensor> linear(const NeuronImpl& post) const override;
};

}  // namespace synaptorch::nn
