#pragma once
// The loops over plain arrays of event-driven products, compiled for several instruction sets; the loader picks one. None adds in another
// order than the others, so results do not depend on the processor.
#include <cstdint>

namespace synaptorch::sparse {

/// A place in the gradients of a target, and how much of it a synapse brings back.
template <class F> struct Share {
  std::int64_t at;
  F weight;
};

/// Columns that are summed at once: eight vector registers of 16 bytes. As many are read and written where `width` is less.
template <class F> inline constexpr std::int64_t kMost = 128 / sizeof(F);

/// sum[0 .. width) = sum over `n` shares of weight * grad[at ..], width <= kMost.
void add_up(const Share<float>* shares, std::int64_t n, const float* grad, std::int64_t width, float* sum);
void add_up(const Share<double>* shares, std::int64_t n, const double* grad, std::int64_t width, double* sum);

}  // namespace synaptorch::sparse
