#pragma once
// Options of neuron modules. The typed options of each model (`LIFOptions`) are generated from the model
// tables into <synaptorch/nn/models.h>.
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <ATen/core/Tensor.h>

#include "synaptorch/core/constants.h"
#include "synaptorch/core/quantity.h"

namespace synaptorch::nn {

/// What random numbers are drawn from. Both numbers have a unit, or none has.
struct Law {
  enum Kind { constant, normal, uniform };
  Law(double number) : a(number) {}
  Law(Quantity quantity) : a(quantity) {}
  Law(Kind kind, Number a, Number b) : kind(kind), a(a), b(b) {}
  /// The unit of its numbers.
  std::optional<Quantity> unit() const { return a.unit(); }
  Kind kind = constant;
  Number a, b = 0.0;
};
inline Law normal(Number mean, Number std) { return {Law::normal, mean, std}; }
inline Law uniform(Number lo, Number hi) { return {Law::uniform, lo, hi}; }

/// A parameter value: one number for all neurons, a tensor that broadcasts with the shape of the layer, or a law, from which every
/// neuron gets a number of its own. Array parameters take one number per element, or a tensor with the elements in front.
class Value {
 public:
  Value(double number) : content_(Number(number)) {}
  Value(Quantity quantity) : content_(Number(quantity)) {}
  Value(Number number) : content_(number) {}
  Value(at::Tensor tensor) : content_(std::move(tensor)) {}
  Value(Law law) : content_(law) {}
  Value(const std::vector<double>& elements);
  /// The value as a tensor of that dtype, detached, in a unit; throws WrongUnit, naming what it is for. A law draws as many as `shape` says.
  at::Tensor tensor(at::ScalarType dtype, const Quantity& unit, const std::string& what, at::IntArrayRef shape = {}) const;
  /// The unit of a number that has one.
  std::optional<Quantity> unit() const;
  /// The type of a floating tensor, else float.
  at::ScalarType type() const;
  /// A text that is the same for equal numbers and laws, and for one and the same tensor.
  std::string identity() const;

 private:
  std::variant<Number, at::Tensor, Law> content_;
};

/// What a neuron module is made of. All setters of parameters take values in the unit of the model's table.
struct NeuronOptions {
  std::string model;
  std::vector<std::int64_t> size;          ///< shape of the layer; empty: parameters and input decide
  std::map<std::string, Value> values;     ///< parameters that differ from their defaults
  std::map<std::string, Value> starts;     ///< states that start elsewhere
  std::set<std::string> learnt;            ///< parameters that are learnt
  double step = 0.1;                       ///< ms
  std::string surrogate_name = "ReluGrad";
  std::vector<double> surrogate_params;    ///< empty: the defaults
  ResetMode reset = ResetMode::soft;
  Solver ode_solver = Solver::rk4;
  std::int64_t seed_value = 0;
  at::ScalarType dtype = at::kFloat;

  /// A text that is the same for modules that projections may share (see Value::identity).
  std::string identity() const;
};

/// Fluent setters that every model has; `Self` is the options class of a model.
template <class Self> class OptionsOf : public NeuronOptions {
 public:
  OptionsOf(const char* name, std::vector<std::int64_t> shape) {
    model = name;
    size = std::move(shape);
  }
  /// Step, ms.
  Self& dt(Number value) { step = value.in(unit("ms"), model + ".dt"); return self(); }
  /// Derivative of the spike, by name, with its parameters in table order (none: the defaults).
  Self& surrogate(std::string name, std::vector<double> params = {}) {
    surrogate_name = std::move(name);
    surrogate_params = std::move(params);
    return self();
  }
  /// How models that leave it open reset, and whether gradients see the reset.
  Self& spk_reset(ResetMode mode) { reset = mode; return self(); }
  /// Parameters that are learnt.
  Self& learn(std::set<std::string> names) { learnt = std::move(names); return self(); }
  /// Fixed-step method of ODE models, or the adaptive one (slow gradients).
  Self& solver(Solver method) { ode_solver = method; return self(); }
  /// Seed of stochastic models.
  Self& seed(std::int64_t value) { seed_value = value; return self(); }
  /// Floating point type of parameters and states.
  Self& type(at::ScalarType t) { dtype = t; return self(); }

 protected:
  Self& start(const char* name, Value value) {
    starts.insert_or_assign(name, std::move(value));
    return self();
  }
  Self& set(const char* name, Value value) {
    values.insert_or_assign(name, std::move(value));
    return self();
  }

 private:
  Self& self() { return static_cast<Self&>(*this); }
};

}  // namespace synaptorch::nn
