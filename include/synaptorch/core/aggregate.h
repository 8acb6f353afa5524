#pragma once
// Note [Homogeneous aggregates]
// Params<T>, State<T>, Input<T> and Coeffs<T> hold members of the one type T only, possibly in
// nested parts. They are laid out like an array of T, so that every driver can loop over them
// while the model uses names.
#include <cstddef>
#include <utility>

#include "synaptorch/core/macros.h"

namespace synaptorch {

/// Number of T in the aggregate S (0 for an empty one).
template <class S, class T> inline constexpr int members = static_cast<int>(sizeof(S) / sizeof(T));

/// The k-th member in declaration order.
template <class T, class S> SYNAPTORCH_FN T& member(S& s, int k) { return reinterpret_cast<T*>(&s)[k]; }
template <class T, class S> SYNAPTORCH_FN const T& member(const S& s, int k) {
  return reinterpret_cast<const T*>(&s)[k];
}

/// Calls body(k) for k in [0, N): without a loop, which the compiler would have to undo before it sees which numbers, and which entries of a
/// tape, belong to what. Where it sees that late an adjoint takes five times as long, and twice as long to compile.
template <int N, class Body> SYNAPTORCH_FN void for_each_of(Body&& body) {
  [&]<int... k>(std::integer_sequence<int, k...>) SYNAPTORCH_LAMBDA { (body(k), ...); }(std::make_integer_sequence<int, N>{});
}

}  // namespace synaptorch
