#pragma once
// What drivers and registry read off a model header at compile time.
#include "synaptorch/core/aggregate.h"
#include "synaptorch/core/field.h"
#include "synaptorch/core/lists.h"

namespace synaptorch {

/// Numbers of a model's own members (or of an element of a list), counted on its tables.
template <class M> struct Counts {
  static constexpr int inputs = members<typename M::template Input<double>, double>;
  static constexpr int states = members<typename M::template State<double>, double>;
  static constexpr int params = members<typename M::template Params<double>, double>;
  static constexpr int coeffs = members<typename M::template Coeffs<double>, double>;
};

template <class M> inline constexpr bool has_lists = requires { typename M::Lists; };
template <class M> struct ListsOfModel { using type = ListsOf<>; };
template <class M> requires has_lists<M> struct ListsOfModel<M> { using type = typename M::Lists; };
/// The lists of a model as `ListsOf<...>`, empty for most (Note [Lists]).
template <class M> using lists_of = typename ListsOfModel<M>::type;

/// Place of the list whose elements are connections, -1: the model has none (Note [Connections as elements]).
template <class... L> constexpr int connection_list_of(ListsOf<L...>) {
  int place = -1, l = 0;
  ((place = L::list.connections ? l : place, ++l), ...);
  return place;
}
template <class M> inline constexpr int connection_list = connection_list_of(lists_of<M>{});

/// Entries on the tape of one step; models with long steps say so in `tape_capacity` (checked on registration).
/// 0: the tape grows in memory, as steps over lists need it.
template <class M> constexpr int tape_capacity_of() {
  if constexpr (has_lists<M>) return 0;
  else if constexpr (requires { M::tape_capacity; }) return M::tape_capacity;
  else return 128;
}
template <class M> inline constexpr int tape_capacity = tape_capacity_of<M>();
/// The same of `prepare`, which is differentiated where parameters differ between elements: in memory, so it may be long.
template <class M> inline constexpr int prepare_capacity = tape_capacity<M> == 0 ? 0 : tape_capacity<M> < 512 ? 512 : tape_capacity<M>;
template <class M> inline constexpr bool has_short_steps = tape_capacity<M> > 0 && tape_capacity<M> <= 128;

/// Models with `static constexpr bool differentiable = false` have no adjoint kernels.
template <class M> constexpr bool has_adjoint_of() {
  if constexpr (requires { M::differentiable; }) return M::differentiable;
  else return true;
}
template <class M> inline constexpr bool has_adjoint = has_adjoint_of<M>();
/// Adaptive models whose lanes need not wait for each other (Note [Late lanes]). Draws belong to the place of an element.
template <class M> constexpr bool leaves_late_of() {
  if constexpr (requires { M::stochastic; }) return false;
  else return requires { M::adaptive; } && !has_lists<M>;
}
template <class M> inline constexpr bool leaves_late = leaves_late_of<M>();
/// Models with `static constexpr bool precise = true` spike between grid points; networks run them in a driver of their own.
template <class M> inline constexpr bool is_precise = requires { M::precise; };
/// Models with an input `g` of kind conductance, their own or that of their `gaps`, are compiled with and without it
/// (Note [Coupled input]).
template <class M> constexpr bool has_conductance_port_of() {
  if constexpr (requires { M::input.g; }) return M::input.g.kind == PortKind::conductance;
  else if constexpr (requires { M::input.gaps.g; }) return M::input.gaps.g.kind == PortKind::conductance;
  else return false;
}
template <class M> inline constexpr bool has_conductance_port = has_conductance_port_of<M>();

}  // namespace synaptorch
