#pragma once
// States of modules.
#include <cstdint>
#include <optional>

#include <ATen/core/Tensor.h>

namespace synaptorch::nn {

/// What all modules with a state can do.
struct Stateful {
  virtual ~Stateful() = default;
  /// Forgets the state and the graph behind it. Given a batch size, neurons have their initial state at once, with that dimension in front.
  virtual void reset_state(std::optional<std::int64_t> batch_size = std::nullopt) = 0;
  /// Cuts the graph behind the state, for truncated back-propagation through time.
  virtual void detach_() = 0;
};

/// A state that a module registers as a buffer and whose graph is kept from call to call.
///
/// Note [State buffers]
/// Module::register_buffer refuses to replace a buffer, and a buffer that carries a graph cannot be copied. So the
/// registered buffer is a detached mirror of the state; the handle with the graph is kept here and used as long as both
/// share their storage (not after to(), load() or clone()).
class StateBuffer {
 public:
  StateBuffer() = default;
  /// `buffer`: what register_buffer returned.
  explicit StateBuffer(at::Tensor buffer) : mirror_(std::move(buffer)) {}
  /// Whether nothing was set since construction or `reset`.
  bool empty() const { return mirror_.numel() == 0; }
  at::Tensor get() const;
  void set(const at::Tensor& value);
  void reset();
  /// Cuts the graph behind the state.
  void detach();

 private:
  at::Tensor mirror_, state_;
};

}  // namespace synaptorch::nn
