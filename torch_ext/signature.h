#pragma once
// The argument lists of the ops of a model, generated from its tables.
//
// Note [Argument order]
// Inside, the tensors of a call are ordered inputs, states, parameters, as in the model tables. An
// op takes the first input, the states and the parameters, then `float dt`, then the optional inputs
// and the choices, all positional-or-keyword (tensors after `*` would rule out register_autograd).
//
// Note [List arguments]
// Of a model with lists (Note [Lists] in core/lists.h) each row of a list is one tensor with the elements in front, behind
// the time axis: `tau_syn[n, ...]`, inputs `[T, n, ...]`. They follow the model's own. Before a call is computed they are
// taken apart (lists.h), so that everything below sees a model with more members.
//
// Note [Packed parameters]
// PyTorch's operators take 64 arguments at most. Ops of a model with more tensors take its parameters, in the order of the table,
// as one argument: `Tensor[] params`. Their number decides, for all ops of a model alike; modules hide the difference.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <ATen/core/stack.h>

#include "registry/registry.h"

namespace synaptorch::ops {

/// A single step, or all steps of a time axis that inputs, spikes and traces have in front.
enum class Form { step, sequence };

struct Choices;

/// Arguments that an operator may have, and those of ops beside tensors: the choices, `grads` and `mask`.
inline constexpr int kMostArguments = 64, kOtherArguments = 11;

/// A name of a table as C++, Python and schemas can write it: "C_m.s" becomes C_m_s.
std::string identifier(std::string_view name);

class Signature {
 public:
  Signature(const Model& model, Form form);

  const Model& model() const { return model_; }
  Form form() const { return form_; }
  bool sequence() const { return form_ == Form::sequence; }
  int inputs() const { return inputs_; }
  int states() const { return states_; }
  int params() const { return params_; }
  /// Tensors of a call, absent ones included (Note [Argument order]).
  int tensors() const { return inputs() + states() + params(); }
  /// Tensors a call returns: spike, states and, over time, traces.
  int outputs() const { return 1 + states() * (sequence() ? 2 : 1); }
  int arguments() const { return int(arguments_.size()); }

  /// Place in the argument list of tensor k, or of the argument that has it among others.
  int position(int k) const { return position_[k]; }
  /// Name of tensor k as the user writes it.
  const std::string& name(int k) const { return names_[k]; }
  /// Are the parameters one argument (Note [Packed parameters])?
  bool packed() const { return tensors() + kOtherArguments > kMostArguments; }
  bool packed(int k) const { return packed() && k >= inputs() + states(); }

  /// Whether tensor k holds the elements of a list.
  bool is_list(int k) const { return lists_[k] >= 0; }
  bool has_lists() const { return has_lists_; }
  /// Number of that list, or -1.
  int list(int k) const { return lists_[k]; }
  /// Table row of state or parameter k (a tensor's number).
  const Field& field(int k) const { return fields_[k - inputs_]; }
  /// Values of list parameter k (a tensor's number) in a neuron whose arrays are not given, one an element.
  std::vector<double> standard(int k) const;
  /// Axes of tensor k in front of those of a step: time, elements of a list.
  int leading_axes(int k) const { return (sequence() && k < inputs() ? 1 : 0) + (is_list(k) ? 1 : 0); }
  int leading_axes_of_output(int k) const {
    const bool time = sequence() && (k == 0 || k > states());
    return (time ? 1 : 0) + (k > 0 && is_list(inputs() + (k - 1) % states()) ? 1 : 0);
  }
  /// The signature with that many elements in each list, every element a tensor of its own.
  const Signature& with_lengths(const std::vector<std::int32_t>& lengths) const;

  /// `lif_step`, `lif`.
  std::string op_name() const;
  std::string schema() const;
  std::string backward_schema() const;
  std::string initial_schema() const;
  /// Arguments of the op that makes initial states: the parameters, and dt if they decide lengths with it.
  int initial_arguments() const { return (packed() ? 1 : params()) + initial_takes_dt(); }
  bool initial_takes_dt() const { return model_.decided_lengths != nullptr; }

  /// The choices of a call; throws OutOfRange or WrongShape.
  Constants constants(const c10::IValue* arguments) const;
  /// An argument list with these choices and no tensors.
  torch::jit::Stack scalar_arguments(const Choices& choices) const;
  /// The registered op; looked up once.
  const c10::OperatorHandle& handle() const;
  /// Bit k: the trace of state k is wanted.
  std::uint64_t recorded(const c10::IValue* arguments) const;

 private:
  int add(const std::string& type, std::string name, const std::string& default_value = "");
  void add_tensor(int k, const std::string& type, const std::string& name, const std::string& default_value = "");
  std::string free_name(std::string name);
  void count_rows();

  Model model_;   // a copy: models may be registered at run time
  Form form_;
  int inputs_ = 0, states_ = 0, params_ = 0;
  bool has_lists_ = false;
  std::vector<std::string> rows_;   // names in the tables
  std::vector<Field> fields_;       // of states and parameters
  std::vector<int> lists_;          // of each tensor, -1: the model's own
  std::vector<std::string> names_;  // of tensors, as the user writes them
  std::vector<int> position_;
  std::vector<std::string> arguments_;
  std::unordered_set<std::string> taken_;   // names of tensors and arguments
  std::string argument_text_;
  int dt_ = -1, surrogate_ = -1, reset_ = -1, seed_ = -1, solver_ = -1, record_ = -1;
  mutable std::once_flag found_;
  mutable std::optional<c10::OperatorHandle> handle_;
  mutable std::mutex mutex_;
  mutable std::map<std::vector<std::int32_t>, std::unique_ptr<Signature>> expanded_;
};

/// A set of tensors, by their numbers.
class Chosen {
 public:
  /// Bit k: tensor k, of at most 64.
  Chosen(std::uint64_t bits = 0) : words_{bits} {}
  bool operator[](int k) const { return std::size_t(k / 64) < words_.size() && (words_[k / 64] >> (k % 64) & 1); }
  void add(int k) {
    if (words_.size() <= std::size_t(k / 64)) words_.resize(k / 64 + 1, 0);
    words_[k / 64] |= std::uint64_t(1) << (k % 64);
  }
  /// Is there one of number k or more?
  bool any(int k = 0) const {
    for (int i = k; i < int(words_.size()) * 64; ++i) if ((*this)[i]) return true;
    return false;
  }

 private:
  c10::SmallVector<std::uint64_t, 1> words_;
};

/// The tensors of a call, taken from its arguments; absent ones are undefined.
using Tensors = c10::SmallVector<at::Tensor, 16>;
Tensors tensors_of(const Signature& s, const c10::IValue* arguments);
/// Puts them back; undefined ones become absent.
void put_tensors(const Signature& s, const Tensors& tensors, c10::IValue* arguments);
/// The parameters, from the arguments of the op that makes initial states.
Tensors params_of(const Signature& s, const c10::IValue* arguments);

/// Arguments of a backward op: gradients of the outputs, the arguments of the forward op, and whether the gradient of each
/// tensor is wanted.
struct BackwardCall {
  Tensors grads;
  const c10::IValue* arguments;
  Chosen mask;
};
BackwardCall backward_call(const Signature& s, const torch::jit::Stack& stack);
/// Takes the last n values off the stack.
inline void drop(torch::jit::Stack& stack, int n) { stack.erase(stack.end() - n, stack.end()); }

/// Whether ops and modules exist for a model: it has an input and a state of its own, or they are all those of its lists.
bool has_ops(const Model& model);
/// Whether a model becomes a layer: synaptic outputs are functions of two inputs, which projections call.
inline bool has_module(const Model& model) { return has_ops(model) && model.output == OutputKind::none; }
/// Whether a port is the conductance of Note [Coupled input] and is connected in this call.
bool is_coupled(const Model& model, c10::ArrayRef<at::Tensor> tensors);

}  // namespace synaptorch::ops
