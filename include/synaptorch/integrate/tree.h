#pragma once
// Linear equations on a tree, whose nodes come after their parents: a symmetric matrix with one number off the diagonal for
// every node and its parent is solved in one pass to the root and one back (Hines 1984, Int. J. Biomed. Comput. 15, 69-76).
#include "synaptorch/core/math.h"
#include "synaptorch/core/rev.h"
#include "synaptorch/core/tensor_scalar.h"

namespace synaptorch {

namespace detail {
inline constexpr int differs = -2;
/// The number that all lanes of an index hold; -1: none of the nodes; `differs`: lanes differ, or would have to be asked.
template <class F, int N> SYNAPTORCH_FN int common_index(const Vec<F, N>& index) {
  const F first = index.lane(0);
  for (int l = 1; l < N; ++l) if (index.lane(l) != first) return differs;
  return first > F(-0.5) && first < F(1e9) ? int(first + F(0.5)) : -1;
}
inline int common_index(const TensorScalar& index) { return index.is_number() ? int(index.number()) : differs; }
template <class T, int C> SYNAPTORCH_FN int common_index(const Rev<T, C>& index) { return common_index(index.v); }
}  // namespace detail

/// Calls body(j, mask) for each j < n that `index` names, with the lanes that do.
template <class T, class B> SYNAPTORCH_FN void at_index(const T& index, int n, B&& body) {
  const int same = detail::common_index(index);
  if (same != detail::differs) {
    if (same >= 0 && same < n) body(same, T(0.0) <= T(0.0));
    return;
  }
  for (int j = 0; j < n; ++j) body(j, abs(index - T(double(j))) < T(0.5));
}

/// Solves for n nodes; `right` becomes the solution, `diagonal` is used up. parent(i): number of the parent; beside(i): the entry
/// that couples them (i > 0).
template <class T, class P, class C> SYNAPTORCH_FN void solve_tree(int n, T* diagonal, T* right, P&& parent, C&& beside) {
  for (int i = n - 1; i > 0; --i) {
    const T up = beside(i) / diagonal[i];
    at_index(parent(i), i, [&](int j, const auto& here) {
      diagonal[j] = diagonal[j] - where(here, beside(i) * up, T(0.0));
      right[j] = right[j] - where(here, right[i] * up, T(0.0));
    });
  }
  for (int i = 0; i < n; ++i) {
    T from_parent(0.0);
    if (i > 0) at_index(parent(i), i, [&](int j, const auto& here) { from_parent = from_parent + where(here, beside(i) * right[j], T(0.0)); });
    right[i] = (right[i] - from_parent) / diagonal[i];
  }
}

}  // namespace synaptorch
