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

/// log(n!), within 1e-13 of its value; Stirling's series from 8 on.
template <class T> SYNAPTORCH_FN T log_factorial(const T& n) {
  T x = n + 1.0, below(1.0);
  for (int k = 0; k < 8; ++k) below = below * (x + double(k));
  x = x + 8.0;
  const T r = 1.0 / (x * x);
  return (x - 0.5) * log(x) - x + 0.9189385332046727 + (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680)))) / x - log(below);
}

/// How many of n (`of`) come about, each with probability mean/n, where `drawn`; by inversion from the most probable number outwards.
/// The derivative with respect to the mean is 1, that of the expectation.
template <class T, class M, class E> SYNAPTORCH_FN T binomial_where(const M& drawn, const T& of, const T& mean, const T& like, int draw, const E& env) {
  const T n = detach(of);
  const T p = where(drawn, min(max(detach(mean / n), T(0.0)), T(1.0)), T(0.0));
  const auto random = p > T(0.0) && p < T(1.0);
  const T inner = where(random, p, T(0.5)), odds = inner / (1.0 - inner);
  T up = floor((n + 1.0) * inner), down = up, k = up;
  T p_up = exp(log_factorial(n) - log_factorial(up) - log_factorial(n - up) + up * log(inner) + (n - up) * log(1.0 - inner)), p_down = p_up;
  T left = env.uniform_where(random, like, draw) - p_up;
  // A number is found when its probability takes what is left of the uniform one; the tails end where they round to nothing.
  for (auto open = random && left > T(0.0) && p_up > T(0.0); any(open); open = open && left > T(0.0) && p_up + p_down > T(0.0)) {
    p_up = where(open, p_up * (n - up) / (up + 1.0) * odds, p_up);
    up = where(open, up + 1.0, up);
    left = where(open, left - p_up, left);
    k = where(open && left <= T(0.0), up, k);
    const auto below = open && left > T(0.0);
    p_down = where(below, p_down * down / ((n - down + 1.0) * odds), p_down);
    down = where(below, down - 1.0, down);
    left = where(below, left - p_down, left);
    k = where(below && left <= T(0.0), down, k);
  }
  return straight_through(where(random, k, p * n), where(drawn, T(1.0), T(0.0)), mean);
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
