#pragma once
// Env: what a step may ask of its surroundings.
#include "synaptorch/core/constants.h"
#include "synaptorch/core/math.h"
#include "synaptorch/core/philox.h"
#include "synaptorch/core/rev.h"
#include "synaptorch/surrogate.h"

namespace synaptorch {

// Note [Coupled input]
// Synaptic currents that are linear in the membrane potential, sum of g_k (E_k - V), reach a neuron as
// two numbers: x (the part that does not depend on V, here sum of g_k E_k) and g (sum of g_k), so the current is
// x - g V. Models with a port of kind `conductance` are compiled twice; E::coupled tells whether that
// port is connected, so that the plain case does not pay for it.

/// Random draws of the elements of a kernel call: lane l belongs to element first + l.
struct LaneDraws {
  std::uint64_t key;
  std::int64_t first, step;
  template <class F, int N> SYNAPTORCH_FN Vec<F, N> uniform(const Vec<F, N>&, int draw) const {
    if constexpr (N == 1) return Vec<F, 1>::of(F(philox_uniform(key, std::uint64_t(first), std::uint64_t(step), draw)));
#if !defined(__CUDACC__)
    else {   // a register of doubles at a time
      constexpr int n = N * sizeof(F) / sizeof(double);
      typedef F Some __attribute__((vector_size(n * sizeof(F))));
      F lane[N];
      for (int l = 0; l < N; l += n) {
        const Some u = __builtin_convertvector(PhiloxLanes<n>::uniform(key, std::uint64_t(first + l), std::uint64_t(step), draw), Some);
        __builtin_memcpy(lane + l, &u, sizeof(u));
      }
      return Vec<F, N>::load(lane);
    }
#endif
  }
  template <class T, int C> SYNAPTORCH_FN Rev<T, C> uniform(const Rev<T, C>& like, int draw) const {
    return Rev<T, C>::constant(uniform(like.v, draw));
  }
  template <class F, int N> SYNAPTORCH_FN static bool needed(const Mask<F, N>& where_drawn) { return any(where_drawn); }
};

template <bool Coupled, class Draws = LaneDraws> struct Env {
  static constexpr bool coupled = Coupled;
  double dt;                    ///< step, ms
  const Constants& constants;
  Draws draws;
  unsigned* late = nullptr;     ///< takes note of lanes that need more sub-steps than most of their vector, and are left; nullptr: it waits

  /// 1 where u >= 0, else 0; its derivative is the surrogate's.
  template <class T> SYNAPTORCH_FN T spike(const T& u) const {
    if constexpr (!differentiates<T>) return heaviside(u);
    else return straight_through(heaviside(u), surrogate_gradient(constants.surrogate, u), u);
  }
  // The reset mode changes values on the tape, never its shape: a tape of fixed shape stays in registers.
  SYNAPTORCH_FN double through_reset() const { return constants.reset >= ResetMode::soft_detached ? 0.0 : 1.0; }
  SYNAPTORCH_FN double hard() const { return constants.reset == ResetMode::hard || constants.reset == ResetMode::hard_detached ? 1.0 : 0.0; }
  /// z, with the gradient through the reset cut where the mode says so.
  template <class T> SYNAPTORCH_FN T resetting(const T& z) const {
    if constexpr (!differentiates<T>) return z;
    else return straight_through(detach(z), T(through_reset()), z);
  }
  /// Reset of trainable neurons: subtracts V_th - V_reset (soft) or sets V_reset (hard) where z = 1.
  template <class T> SYNAPTORCH_FN T reset(const T& z, const T& V, const T& V_th, const T& V_reset) const {
    if constexpr (!differentiates<T>) return V - (hard() > 0.5 ? V - V_reset : V_th - V_reset) * z;
    else return V - where(T(hard()) > T(0.5), detach(V) - V_reset, V_th - V_reset) * resetting(z);
  }
  /// Assignment where z = 1, exact in value: `to` there, `from` elsewhere.
  template <class T> SYNAPTORCH_FN T jump(const T& z, const T& from, const T& to) const {
    const T value = where(z > T(0.0), to, from);
    if constexpr (!differentiates<T>) return value;
    else return straight_through(value, detach(to - from), resetting(z));
  }
  /// Uniform draws in (0, 1): the same for every device and division of a run.
  template <class T> SYNAPTORCH_FN T uniform(const T& like, int draw) const { return draws.uniform(like, draw); }
  /// The same where `drawn` (`like`: a value of every element, such as a state; a parameter may be one number for all); nothing is drawn (and 0.5 returned) if that is nowhere.
  template <class M, class T> SYNAPTORCH_FN T uniform_where(const M& drawn, const T& like, int draw) const {
    if constexpr (requires { like.tape; }) return T::constant(uniform_where(drawn, like.v, draw));   // no branch between numbers of a tape
    else return Draws::needed(drawn) ? uniform(like, draw) : T(0.5);
  }
};

}  // namespace synaptorch
