#include "signature.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "op_call.h"
#include "surrogate_table.h"
#include "synaptorch/core/error.h"
#include "synaptorch/core/philox.h"

namespace synaptorch::ops {
namespace {

/// Words that schemas and Python reserve; an argument of that name gets an underscore (`in_`).
bool is_reserved(std::string_view name) {
  static constexpr std::string_view words[] = {"and", "as", "def", "del", "for", "from", "if", "in", "is", "lambda",
                                               "not", "or", "pass", "try", "with"};
  return std::find(std::begin(words), std::end(words), name) != std::end(words);
}

std::int64_t choice(const Model& model, const char* what, std::int64_t value, std::int64_t count) {
  if (value >= 0 && value < count) return value;
  throw OutOfRange(std::string(model.info.name) + ": " + what + " must be 0 to " + std::to_string(count - 1) + ", got " +
                   std::to_string(value));
}

/// Appends the parameters of a model that takes them as one argument.
void unpack(const Signature& s, const c10::IValue& packed, Tensors& to) {
  const auto params = packed.toTensorList();
  if (int(params.size()) != s.params())
    throw WrongShape(s.op_name() + ": params holds the " + std::to_string(s.params()) + " parameters of the model in the order of its table, got " +
                     std::to_string(params.size()) + " tensors");
  for (const at::Tensor& t : params) to.push_back(t);
}

}  // namespace

std::string identifier(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '.', '_');
  return text;
}

Signature::Signature(const Model& model, Form form) : model_(model), form_(form) {
  count_rows();
  // A port may share its name with a parameter or state (`I_e`); arguments need distinct names.
  const auto port_argument = [&](int k) {
    const bool taken = std::find(rows_.begin() + inputs(), rows_.end(), rows_[k]) != rows_.end();
    return taken ? rows_[k] + "_in" : rows_[k];
  };
  names_.resize(tensors());
  position_.resize(tensors());
  const int first_param = inputs() + states();
  if (inputs() > 0) add_tensor(0, "Tensor", port_argument(0));   // a neuron of elements may have none
  for (int k = inputs(); k < first_param; ++k) add_tensor(k, "Tensor", rows_[k]);
  for (int k = first_param; k < tensors(); ++k) {
    if (!packed()) add_tensor(k, "Tensor", rows_[k]);
    else names_[k] = free_name(rows_[k]);
  }
  if (packed()) std::fill(position_.begin() + first_param, position_.end(), add("Tensor[]", "params"));
  dt_ = add("float", "dt");
  for (int k = 1; k < inputs(); ++k) add_tensor(k, "Tensor?", port_argument(k), "None");
  surrogate_ = add("int", "surrogate", "0");
  add("float[]", "surrogate_params", "[]");
  reset_ = add("int", "reset", "0");
  if (model.stochastic) {
    seed_ = add("int", "seed", "0");
    add("int", "step", "0");
  }
  if (model.kind == Kind::ode) {
    solver_ = add("int", "solver", "1");
    add("float", "tolerance", "0.");
  }
  if (sequence()) record_ = add("int", "record", "0");
}

/// The tensors of a call: the model's own rows of each kind, then those of its lists.
void Signature::count_rows() {
  const auto add_rows = [&](const auto& own, auto of_list) {
    const std::size_t before = rows_.size();
    const auto append = [&](const auto& rows, int list) {
      for (const auto& row : rows) {
        rows_.push_back(row.name);
        lists_.push_back(list);
        if constexpr (std::is_same_v<std::decay_t<decltype(row)>, Field>) fields_.push_back(row);
      }
    };
    append(own, -1);
    for (int l = 0; model_.lengths.empty() && l < int(model_.lists.size()); ++l) append(of_list(model_.lists[l]), l);
    return int(rows_.size() - before);
  };
  inputs_ = add_rows(model_.inputs, [](const ListTable& l) -> const auto& { return l.inputs; });
  states_ = add_rows(model_.state, [](const ListTable& l) -> const auto& { return l.state; });
  params_ = add_rows(model_.params, [](const ListTable& l) -> const auto& { return l.params; });
  has_lists_ = model_.lengths.empty() && !model_.lists.empty();
}

const Signature& Signature::with_lengths(const std::vector<std::int32_t>& lengths) const {
  std::lock_guard lock(mutex_);
  auto& made = expanded_[lengths];
  if (!made) made = std::make_unique<Signature>(synaptorch::with_lengths(model_, lengths), form_);
  return *made;
}

std::vector<double> Signature::standard(int k) const {
  const ListTable& of = model_.lists[list(k)];
  int first = k;
  while (first > inputs_ + states_ && list(first - 1) == list(k)) --first;
  std::vector<double> values;
  for (int e = 0; e < of.info.standard; ++e) values.push_back(of.standard_of(k - first, e));
  return values;
}

/// The name, or one with underscores that nothing has yet.
std::string Signature::free_name(std::string name) {
  name = identifier(name);
  while (is_reserved(name) || taken_.count(name)) name += "_";
  taken_.insert(name);
  return name;
}

int Signature::add(const std::string& type, std::string name, const std::string& default_value) {
  if (!argument_text_.empty()) argument_text_ += ", ";
  arguments_.push_back(free_name(std::move(name)));
  argument_text_ += type + " " + arguments_.back() + (default_value.empty() ? "" : "=" + default_value);
  return arguments() - 1;
}

void Signature::add_tensor(int k, const std::string& type, const std::string& name, const std::string& default_value) {
  position_[k] = add(type, name, default_value);
  names_[k] = arguments_.back();
}

std::string Signature::op_name() const { return model_.stem + (sequence() ? "" : "_step"); }

std::string Signature::schema() const {
  std::string returns = "Tensor spike";
  for (int k = 0; k < states(); ++k) returns += ", Tensor " + name(inputs() + k);
  for (int k = 0; sequence() && k < states(); ++k) returns += ", Tensor trace_" + name(inputs() + k);
  return op_name() + "(" + argument_text_ + ") -> (" + returns + ")";
}

std::string Signature::backward_schema() const {
  return op_name() + "_backward(Tensor?[] grads, " + argument_text_ + ", *, bool[] mask) -> Tensor[]";
}

std::string Signature::initial_schema() const {
  std::string in, out;   // the same names as in the other ops of the model
  const auto list = [&](std::string& text, int first, int count) {
    for (int k = first; k < first + count; ++k) text += (text.empty() ? "Tensor " : ", Tensor ") + name(k);
  };
  if (packed()) in = "Tensor[] params";
  else list(in, inputs() + states(), params());
  if (initial_takes_dt()) in += ", float dt";
  list(out, inputs(), states());
  return model_.stem + "_initial(" + in + ") -> (" + out + ")";
}

Constants Signature::constants(const c10::IValue* a) const {
  Constants c;
  c.dt = a[dt_].toDouble();
  if (!(c.dt > 0.0) || !std::isfinite(c.dt))
    throw OutOfRange(std::string(model_.info.name) + ": dt must be > 0 ms, got " + std::to_string(c.dt));
  const auto kind = choice(model_, "surrogate", a[surrogate_].toInt(), std::int64_t(surrogate_table().size()));
  const auto given = a[surrogate_ + 1].toDoubleList();
  c.surrogate = choose_surrogate(int(kind), given.size());
  for (std::size_t k = 0; k < given.size(); ++k) c.surrogate.a[k] = given.get(k);
  c.reset = ResetMode(choice(model_, "reset", a[reset_].toInt(), 4));
  if (seed_ >= 0) {
    c.key = philox_key(std::uint64_t(a[seed_].toInt()), 0);
    c.first_step = a[seed_ + 1].toInt();
  }
  if (solver_ >= 0) {
    c.solver = Solver(choice(model_, "solver", a[solver_].toInt(), 4));
    c.tolerance = a[solver_ + 1].toDouble();
  }
  return c;
}

std::uint64_t Signature::recorded(const c10::IValue* a) const {
  return record_ < 0 ? 0 : std::uint64_t(a[record_].toInt());
}

torch::jit::Stack Signature::scalar_arguments(const Choices& c) const {
  torch::jit::Stack stack(arguments());
  stack[dt_] = c.dt;
  stack[surrogate_] = c.surrogate;
  stack[surrogate_ + 1] = c.surrogate_params;
  stack[reset_] = c.reset;
  if (seed_ >= 0) {
    stack[seed_] = c.seed;
    stack[seed_ + 1] = c.step;
  }
  if (solver_ >= 0) {
    stack[solver_] = c.solver;
    stack[solver_ + 1] = c.tolerance;
  }
  if (record_ >= 0) stack[record_] = c.record;
  return stack;
}

const c10::OperatorHandle& Signature::handle() const {
  std::call_once(found_, [&] {
    handle_ = c10::Dispatcher::singleton().findSchemaOrThrow(("synaptorch::" + op_name()).c_str(), "");
  });
  return *handle_;
}

Tensors tensors_of(const Signature& s, const c10::IValue* arguments) {
  Tensors t;
  t.reserve(s.tensors());
  const int alone = s.packed() ? s.inputs() + s.states() : s.tensors();
  for (int k = 0; k < alone; ++k) {
    const c10::IValue& v = arguments[s.position(k)];
    t.push_back(v.isNone() ? at::Tensor() : v.toTensor());
  }
  if (s.packed()) unpack(s, arguments[s.position(alone)], t);
  return t;
}

void put_tensors(const Signature& s, const Tensors& tensors, c10::IValue* arguments) {
  for (int k = 0; k < s.tensors() && !s.packed(k); ++k) arguments[s.position(k)] = tensors[k].defined() ? c10::IValue(tensors[k]) : c10::IValue();
  if (s.packed()) arguments[s.position(s.tensors() - 1)] = std::vector<at::Tensor>(tensors.end() - s.params(), tensors.end());
}

Tensors params_of(const Signature& s, const c10::IValue* arguments) {
  Tensors params;
  if (s.packed()) unpack(s, *arguments, params);
  else for (int k = 0; k < s.params(); ++k) params.push_back(arguments[k].toTensor());
  return params;
}

BackwardCall backward_call(const Signature& s, const torch::jit::Stack& stack) {
  const c10::IValue* first = stack.data() + stack.size() - (s.arguments() + 2);
  BackwardCall call{{}, first + 1, {}};
  for (const std::optional<at::Tensor>& g : first->toOptionalTensorList()) call.grads.push_back(g.value_or(at::Tensor()));
  if (int(call.grads.size()) != s.outputs())
    throw WrongShape(s.op_name() + "_backward takes " + std::to_string(s.outputs()) + " gradients, got " +
                     std::to_string(call.grads.size()));
  const auto wanted = stack.back().toBoolList();
  if (int(wanted.size()) != s.tensors())
    throw WrongShape(s.op_name() + "_backward takes a mask of " + std::to_string(s.tensors()) + " tensors, got " + std::to_string(wanted.size()));
  for (int k = 0; k < s.tensors(); ++k) if (wanted[k]) call.mask.add(k);
  return call;
}

bool has_ops(const Model& model) {
  if (model.inputs.empty() != model.state.empty()) return false;
  const auto any = [&](auto of_list) { return std::any_of(model.lists.begin(), model.lists.end(), [&](const ListTable& l) { return !(l.*of_list).empty(); }); };
  return !model.inputs.empty() || (any(&ListTable::inputs) && any(&ListTable::state));
}

bool is_coupled(const Model& model, c10::ArrayRef<at::Tensor> tensors) {
  if (!model.coupled) return false;
  for (std::size_t k = 0; k < model.inputs.size(); ++k)
    if (model.inputs[k].kind == PortKind::conductance && tensors[k].defined()) return true;
  return false;
}

}  // namespace synaptorch::ops
