#include "synaptorch/nn/state.h"

#include <ATen/ops/empty.h>

namespace synaptorch::nn {

at::Tensor StateBuffer::get() const {
  const bool shared = state_.defined() && state_.is_alias_of(mirror_) && state_.scalar_type() == mirror_.scalar_type() &&
                      state_.sizes() == mirror_.sizes();
  return shared ? state_ : mirror_;
}

void StateBuffer::set(const at::Tensor& value) {
  state_ = value;
  mirror_.set_data(value.detach());
}

void StateBuffer::reset() {
  state_ = at::Tensor();
  mirror_.set_data(at::empty({0}, mirror_.options()));
}

void StateBuffer::detach() {
  if (state_.defined()) state_ = state_.detach();
}

}  // namespace synaptorch::nn
