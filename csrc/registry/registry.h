#pragma once
// The model tables as data: what ops, modules, network, documentation and Python are generated from.
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/kernel_table.h"
#include "synaptorch/core/field.h"
#include "synaptorch/core/lists.h"
#include "synaptorch/core/tensor_scalar.h"
#include "synaptorch/network/eprop.h"

namespace synaptorch {

/// Which driver runs a model (DESIGN: kinds of model).
enum class Kind { stepped, ode, precise };

/// Whether a model is a synaptic output (models/parts/output.h), and whether its current is linear in V.
enum class OutputKind { none, linear, nonlinear };

/// Evaluation of step and adjoint on tensors, for any device and for higher derivatives.
/// Arrays in table order: inputs, state, params; undefined tensor = absent input.
using TensorForward = void (*)(const std::int32_t* lengths, const TensorScalar* in, TensorScalar* out, const Constants&, bool coupled);
using TensorBackward = void (*)(const std::int32_t* lengths, const TensorScalar* in, const TensorScalar* grad_out,
                                TensorScalar* grad_in, const Constants&, bool coupled);

/// What a header says of e-prop (EpropRole); no gradient: nothing.
struct EpropModel {
  EpropRole role;
  double (*gradient)(EpropTrace&, double z, const EpropEntry&, double kappa, const double* params, const double* coeffs) = nullptr;
  void (*skip)(EpropTrace&, double steps, const double* params, const double* coeffs) = nullptr;
};

/// Entries of the gradient tape of a function: needed, provided.
struct TapeNeed {
  const char* of;
  int size, capacity;
};

/// A list of a model (Note [Lists]): the tables of one element.
struct ListTable {
  ListInfo info;
  std::vector<Field> params, state;
  std::vector<Port> inputs;
  int coeffs = 0;
  std::vector<std::vector<double>> standard;   ///< parameters of the first elements, where they are not those of the table
  /// Default of a parameter in an element.
  double standard_of(int param, int element) const { return element < int(standard.size()) ? standard[element][param] : params[param].value; }
};

/// The elements of a neuron's lists: how many each has, and their numbers where the elements of several lists are numbered
/// together (ListInfo::dictionaries; empty for other lists).
struct ListShape {
  std::vector<std::int32_t> lengths;
  std::vector<std::vector<std::int32_t>> numbers;
  auto operator<=>(const ListShape&) const = default;
};

inline constexpr std::int32_t most_elements = 200000;   ///< that a list gets without being given them: 20 s of ages, or connections

/// A rule over several values that does not hold, as a sentence ("V_reset must be below V_th"); nullptr if all hold.
using ValueRule = const char* (*)(const std::int32_t* lengths, const double* values);

/// Run-time view of one model header. The functions take the lengths of the model's lists (`lengths.data()`).
struct Model {
  Info info;
  Kind kind = Kind::stepped;
  OutputKind output = OutputKind::none;
  std::string stem;                 ///< lower-case name: ops are `<stem>_step` and `<stem>`
  std::vector<Field> params, state;
  std::vector<Port> inputs;
  std::vector<CompartmentName> compartments;
  int coeffs = 0;                   ///< number of coefficients `prepare` makes
  std::vector<ListTable> lists;
  /// Elements of each list. Empty: those of a model as registered, whose tables leave the elements of lists out;
  /// `with_lengths` makes the model that has them as further parameters, states and inputs.
  std::vector<std::int32_t> lengths;
  std::vector<std::vector<std::int32_t>> numbers;   ///< as in ListShape
  bool coupled = false;             ///< has a conductance port (Note [Coupled input])
  bool stochastic = false;          ///< draws random numbers
  bool multiple = false;            ///< can emit several spikes in a step
  bool differentiable = true;       ///< has adjoint kernels

  void (*prepare)(const std::int32_t* lengths, const double* params, double dt, double* coeffs) = nullptr;
  void (*prepare_vjp)(const std::int32_t* lengths, const double* params, double dt, const double* grad_coeffs, double* grad_params) = nullptr;
  /// Default initial state for given parameters.
  void (*initial)(const std::int32_t* lengths, const double* params, double* state) = nullptr;
  /// The same on tensors, with gradient; nullptr where initial states do not depend on parameters.
  void (*initial_on_tensors)(const std::int32_t* lengths, const TensorScalar* params, TensorScalar* state) = nullptr;
  ValueRule check = nullptr;        ///< over parameters
  ValueRule check_state = nullptr;  ///< over states that users set; nullptr: there is none
  /// Lengths of the lists that parameters decide (a list with a member `length`); the other lengths are left. nullptr: none is.
  void (*decided_lengths)(const std::int32_t* lengths, const double* params, double dt, std::int32_t* wanted) = nullptr;
  Signal sends, sends_too;                   ///< what it sends continuously, or nothing
  EpropModel eprop;                          ///< how it learns by e-prop, if it does
  /// What becomes of a signal that arrives at a neuron, unless its parameter `arrives_unchanged` is true; nullptr: nothing.
  double (*arriving)(const double* params, double value) = nullptr;
  const char* arrives_unchanged = "";
  TensorForward tensor_forward = nullptr;    ///< out: spike, state
  TensorBackward tensor_backward = nullptr;
  std::vector<TapeNeed> tapes;               ///< of the functions that kernels differentiate
  const KernelTable* cpu = nullptr;          ///< instruction set chosen when the library loads
  const DeviceKernelTable* cuda = nullptr;   ///< nullptr: built for the CPU alone, or the model has none

  int find_param(std::string_view name) const;   ///< -1 if there is none
  int find_state(std::string_view name) const;
  int find_input(std::string_view name) const;
  int find_recorded(std::string_view name) const;   ///< the state that recorders show under that name
  /// Are the elements of the last list connections (Note [Connections as elements])?
  bool has_connections() const { return !lists.empty() && lists.back().info.connections; }
  /// Number of those elements.
  int connections() const { return has_connections() && !lengths.empty() ? lengths.back() : 0; }
  ListShape shape() const { return {lengths, numbers}; }
  /// Number of an element of a list in names and ports: 1, 2, ..., or that of its shape.
  int number_of(int list, int element) const { return lists[list].info.dictionaries ? numbers[list][element] : element + 1; }
};

/// All models, ordered by name.
const std::vector<Model>& all_models();
/// The model of that name; throws UnknownName with the nearest names.
const Model& find_model(std::string_view name);
/// The model with that many elements in each list: own rows, then those of the elements, list by list and element by
/// element, named `tau_syn_1`, ...; ports are numbered from the table's receptor on. Kept for ever.
const Model& with_shape(const Model& model, const ListShape& shape);
/// The same, with elements that are numbered together numbered list by list.
const Model& with_lengths(const Model& model, const std::vector<std::int32_t>& lengths);
/// Lengths of the lists of a neuron with these parameters, those that they decide and the others as they are. Throws OutOfRange for more than
/// `most_elements`.
std::vector<std::int32_t> wanted_lengths(const Model& model, const double* params, double dt);
/// Name of a row in an element of a list.
std::string element_name(std::string_view row, int number);
/// Adds a model at run time (a user's header compiled to a library).
void register_model(Model model);

/// Checks one value of a parameter or state: type and bound. Throws OutOfRange naming model,
/// parameter, value, unit and bound.
void check_value(const Model& model, const Field& field, double value);

}  // namespace synaptorch
