#pragma once
// What composes: modules that receive inputs by name, run others before and after themselves, and remember.
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <torch/nn/cloneable.h>
#include <torch/serialize/archive.h>

#include "synaptorch/nn/outputs.h"
#include "synaptorch/nn/state.h"

namespace synaptorch::nn {

/// Inputs that other modules register for a step, by name: tensors, used once; functions of the potential and outputs, which stay.
class NamedInputs {
 public:
  using OfPotential = std::function<at::Tensor(const at::Tensor& V)>;
  using Entry = std::variant<at::Tensor, OfPotential, std::shared_ptr<Output>>;
  /// Without a key several add up. Throws UnknownName where the key is taken by another object.
  void add(const std::string& owner, const std::string& key, Entry entry, const std::string& label = {});
  /// In place of what has that key.
  void set(const std::string& key, Entry entry);
  /// The input of that key ("label // key" where it has a label), or null.
  const Entry* find(const std::string& key) const;
  std::vector<std::string> keys() const;
  /// `init` (undefined: nothing) plus all inputs, of that label if it is not empty; tensors are consumed if `pop`.
  at::Tensor sum(at::Tensor init, const at::Tensor& V = {}, const std::string& label = {}, bool pop = true);
  /// All inputs; tensors are consumed.
  std::vector<Entry> take();
  /// Forgets the tensors.
  void clear();

 private:
  std::vector<std::pair<std::string, Entry>> entries_;   // in the order in which they came
};

/// Reads a state or an output, now or as it was.
using Reader = std::function<at::Tensor()>;

/// The last values of a state, newest first, with their graph.
class StateDelay {
 public:
  /// Makes room for a delay of so many steps and returns them.
  std::int64_t reach(std::int64_t steps);
  void push(const at::Tensor& value);
  /// The value of `steps` steps before the last one; undefined before there was one.
  at::Tensor at(std::int64_t steps) const;
  void clear() { values_.clear(); }
  void detach();
  const std::vector<at::Tensor>& values() const { return values_; }
  /// What was `values()` of a line like this one.
  void restore(std::vector<at::Tensor> values);

 private:
  std::int64_t longest_ = 0;
  std::vector<at::Tensor> values_;
};

/// Base of what changes in time. A step runs the updates before it, adds the registered inputs, and runs the updates after it.
class Dynamics : public Stateful {
 public:
  /// Currents and jumps of the next step, beside its arguments; several add up.
  void add_current_input(const at::Tensor& current) { current_inputs.add(title(), {}, current); }
  void add_delta_input(const at::Tensor& jump) { delta_inputs.add(title(), {}, jump); }
  /// The same under a key; functions and outputs act in every step from now on. Throws UnknownName where the key is taken.
  void add_current_input(const std::string& key, NamedInputs::Entry current, const std::string& label = {});
  void add_delta_input(const std::string& key, NamedInputs::Entry jump, const std::string& label = {});
  /// `init` plus the registered inputs (of that label); those for one step are consumed unless `pop` is false.
  at::Tensor sum_current_inputs(at::Tensor init, const at::Tensor& V = {}, const std::string& label = {}, bool pop = true) {
    return current_inputs.sum(std::move(init), V, label, pop);
  }
  at::Tensor sum_delta_inputs(at::Tensor init, const std::string& label = {}, bool pop = true) {
    return delta_inputs.sum(std::move(init), {}, label, pop);
  }
  /// Forgets the inputs that were registered for the next step only.
  void clear_inputs();

  /// Runs `update` at the start of every step, or with its output at the end.
  void add_before_update(const std::string& key, std::function<void()> update);
  void add_after_update(const std::string& key, std::function<void(const at::Tensor& output)> update);
  bool has_before_update(const std::string& key) const;
  bool has_after_update(const std::string& key) const;

  /// One state by name. Throws UnknownName.
  virtual at::Tensor state(const std::string& name) const = 0;
  /// What delay lines give for the time before the start: of a state, or of the output (no name).
  virtual at::Tensor initial_value(const std::string& name) const = 0;
  /// Reads the state as the last step left it. A reader must not outlive the module.
  Reader prefetch(const std::string& name) const;
  /// Reads it `delay` (ms) before the last step; before the start it has its initial value. Delays of one state share one line.
  Reader prefetch_delay(const std::string& name, Number delay);
  /// Reads what a step returned `delay` (ms) before the last one; zeros before the start.
  Reader output_delay(Number delay);

  NamedInputs current_inputs, delta_inputs;

 protected:
  /// Name for messages, and step in ms.
  virtual std::string title() const = 0;
  virtual double dt() const = 0;
  void run_before();
  void run_after(const at::Tensor& output);
  void clear_lines();
  void detach_lines();
  void save_lines(torch::serialize::OutputArchive& archive) const;
  /// Throws UnknownName where the archive lacks a line.
  void load_lines(torch::serialize::InputArchive& archive);
  /// A copy belongs to no network.
  void disconnect();

 private:
  Reader delayed(const std::string& name, Number delay);

  std::vector<std::pair<std::string, std::function<void()>>> before_;   // in the order in which they came
  std::vector<std::pair<std::string, std::function<void(const at::Tensor&)>>> after_;
  std::map<std::string, std::shared_ptr<StateDelay>> lines_;
};

/// Base of modules that compose. What their delay lines hold is saved with them, without its graph.
template <class Self> class DynamicModule : public torch::nn::Cloneable<Self>, public Dynamics {
 public:
  void save(torch::serialize::OutputArchive& archive) const override {
    torch::nn::Cloneable<Self>::save(archive);
    save_lines(archive);
  }
  void load(torch::serialize::InputArchive& archive) override {
    torch::nn::Cloneable<Self>::load(archive);
    load_lines(archive);
  }
};

/// Every module of a network starts anew, with a batch dimension in front if one is given; the graph behind the states is forgotten.
void reset_all_states(torch::nn::Module& network, std::optional<std::int64_t> batch_size = std::nullopt);
/// Cuts the graph behind the states of every module, for truncated back-propagation through time.
void detach_all_states(torch::nn::Module& network);

}  // namespace synaptorch::nn
