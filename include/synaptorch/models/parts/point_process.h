#pragma once
// Random numbers of laws that are not uniform, from the uniform draws of a step.
#include "synaptorch/core/env.h"

namespace synaptorch::models {

/// A number of events of that mean where `drawn`, 0 elsewhere; the mean may be large: it is drawn in pieces of at most 16,
/// each by inversion. `draw`: number of the first draw. The derivative with respect to the mean is 1, that of the expectation.
/// A mean beyond 30000, more than a spike can carry, gives NaN.
template <class T, class M, class E> SYNAPTORCH_FN T poisson_where(const M& drawn, const T& mean, const T& like, int draw, const E& env) {
  const T all = where(drawn, detach(mean), T(0.0));
  T left = where(all <= T(30000.0), all, T(0.0)), n = where(all <= T(30000.0), T(0.0), T(std::nan("")));
  for (int piece = 0; any(left > T(0.0)); ++piece) {
    const T m = min(left, T(16.0)), u = env.uniform_where(left > T(0.0), like, draw + piece);
    T p = exp(-m), cdf = p;
    for (int k = 1; k < 100 && any(u > cdf); ++k) {   // 100: beyond any draw of double precision
      n = n + where(u > cdf, T(1.0), T(0.0));
      p = p * m * (1.0 / k);
      cdf = cdf + p;
    }
    left = left - m;
  }
  return straight_through(n, where(drawn, T(1.0), T(0.0)), mean);
}

/// A time of a gamma law of integer shape and that mean where `drawn`.
template <class T, class M, class E> SYNAPTORCH_FN T gamma_where(const M& drawn, const T& shape, const T& mean, const T& like, int draw, const E& env) {
  const T events = where(drawn, shape, T(0.0));
  T sum(0.0);
  for (int k = 0; any(events > T(double(k))); ++k) {
    const auto counts = events > T(double(k));
    sum = sum - where(counts, log(env.uniform_where(counts, like, draw + k)), T(0.0));
  }
  return sum * mean / shape;
}

}  // namespace synaptorch::models
