#pragma once
// Turns a model header into its run-time view, and evaluates its step on tensors.
#include <cctype>
#include <vector>

#include "kernels/values.h"
#include "registry/registry.h"
#include "synaptorch/core/env.h"

namespace synaptorch {
extern template void surrogates::choose_rest(const SurrogateChoice&, const TensorScalar&, TensorScalar&);   // in tensor_scalar.cpp

namespace {

using Number = Vec<double, 1>;   // once-per-call scalar arithmetic

/// Draws for whole tensors: the numbers the kernels draw element by element.
struct TensorDraws {
  std::uint64_t key;
  std::int64_t first, step;
  TensorScalar uniform(const TensorScalar& like, int draw) const { return philox_uniform_like(like, key, first, step, draw); }
  template <int C> Rev<TensorScalar, C> uniform(const Rev<TensorScalar, C>& like, int draw) const {
    return Rev<TensorScalar, C>::constant(uniform(like.v, draw));
  }
  static bool needed(const TensorMask&) { return true; }   // asking would wait for the device
};

template <class M> struct Evaluation {
  using N = Counts<M>;

  template <class V> static void fill(V& values, const auto* from) {
    for (int i = 0; i < values.size(); ++i) values[i] = from[i];
  }
  /// Step with the numbers `in`: inputs, state, parameters.
  template <bool Coupled, class T> static T step(const T* in, Values<M, T>& v, const Constants& k) {
    fill(v.x, in);
    fill(v.s, in + v.x.size());
    fill(v.p, in + v.x.size() + v.s.size());
    v.prepare(k.dt);
    return v.step(Env<Coupled, TensorDraws>{k.dt, k, {k.key, k.first_element, k.first_step}});
  }
  template <bool Coupled> static void forward_as(const std::int32_t* lengths, const TensorScalar* in, TensorScalar* out, const Constants& k) {
    Values<M, TensorScalar> v(lengths);
    out[0] = step<Coupled>(in, v, k);
    for (int i = 0; i < v.s.size(); ++i) out[1 + i] = v.s[i];
  }
  static void forward(const std::int32_t* lengths, const TensorScalar* in, TensorScalar* out, const Constants& k, bool coupled) {
    if constexpr (has_conductance_port<M>) { if (coupled) return forward_as<true>(lengths, in, out, k); }
    forward_as<false>(lengths, in, out, k);
  }

  using R = Rev<TensorScalar, 0>;
  template <bool Coupled> static void backward_as(const std::int32_t* lengths, const TensorScalar* in, const TensorScalar* grad_out,
                                                  TensorScalar* grad_in, const Constants& k) {
    Values<M, R> v(lengths);
    const int n = v.x.size() + v.s.size() + v.p.size();
    typename R::Tape tape;
    std::vector<R> leaf(n);
    for (int i = 0; i < n; ++i) leaf[i] = R::variable(in[i], i, &tape);
    tape.start(n);
    const R z = step<Coupled>(leaf.data(), v, k);
    std::vector<TensorScalar> g(tape.size);
    if (z.id >= 0) g[z.id] = g[z.id] + grad_out[0];
    for (int i = 0; i < v.s.size(); ++i)
      if (const int id = v.s[i].id; id >= 0) g[id] = g[id] + grad_out[1 + i];
    for (int i = tape.size - 1; i >= n; --i) {
      if (g[i].is_number() && g[i].number() == 0.0) continue;
      g[tape.a[i]] = g[tape.a[i]] + g[i] * tape.da[i];
      if (tape.b[i] >= 0) g[tape.b[i]] = g[tape.b[i]] + g[i] * tape.db[i];
    }
    for (int i = 0; i < n; ++i) grad_in[i] = g[i];
  }
  static void backward(const std::int32_t* lengths, const TensorScalar* in, const TensorScalar* grad_out, TensorScalar* grad_in,
                       const Constants& k, bool coupled) {
    if constexpr (has_conductance_port<M>) { if (coupled) return backward_as<true>(lengths, in, grad_out, grad_in, k); }
    backward_as<false>(lengths, in, grad_out, grad_in, k);
  }

  // ---- plain numbers ----
  static void prepare(const std::int32_t* lengths, const double* params, double dt, double* coeffs) {
    Values<M, Number> v(lengths);
    fill(v.p, params);
    v.prepare(dt);
    for (int i = 0; i < v.c.size(); ++i) coeffs[i] = v.c[i].x;
  }
  static void prepare_vjp(const std::int32_t* lengths, const double* params, double dt, const double* grad_coeffs, double* grad_params) {
    using P = Rev<Number, 0>;
    Values<M, P> v(lengths);
    const int n = v.p.size();
    typename P::Tape tape;
    tape.start(n);
    for (int i = 0; i < n; ++i) v.p[i] = P::variable(Number(params[i]), i, &tape);
    v.prepare(dt);
    std::vector<double> g(tape.size, 0.0);
    for (int i = 0; i < v.c.size(); ++i)
      if (const int id = v.c[i].id; id >= 0) g[id] += grad_coeffs[i];
    for (int i = tape.size - 1; i >= n; --i) {
      g[tape.a[i]] += g[i] * tape.da[i].x;
      if (tape.b[i] >= 0) g[tape.b[i]] += g[i] * tape.db[i].x;
    }
    for (int i = 0; i < n; ++i) grad_params[i] += g[i];
  }
  static void initial(const std::int32_t* lengths, const double* params, double* state) {
    Values<M, Number> v(lengths);
    fill(v.p, params);
    start(v);
    for (int i = 0; i < v.s.size(); ++i) state[i] = v.s[i].x;
  }
  static void initial_on_tensors(const std::int32_t* lengths, const TensorScalar* params, TensorScalar* state) {
    Values<M, TensorScalar> v(lengths);
    fill(v.p, params);
    start(v);
    for (int i = 0; i < v.s.size(); ++i) state[i] = v.s[i];
  }
  template <class T> static void start(Values<M, T>& v) {
    for (int i = 0; i < N::states; ++i) v.s[i] = member<Field>(M::state, i).value;
    if constexpr (requires { M::initial(v.p.own()); }) v.s.own() = M::initial(v.p.own());
    v.with_lists([&](const auto&... lists) { (start_list(lists, v.p.own()), ...); });
  }
  template <class L, class T> static void start_list(const Elements<L, T>& list, const auto& model) {
    for (auto e : list) {
      for (int i = 0; i < Counts<L>::states; ++i) member<T>(e.s, i) = member<Field>(L::state, i).value;
      if constexpr (starts_from_params<L>()) e.s = L::initial(e.p, model);
    }
  }
  static void decided_lengths(const std::int32_t* lengths, const double* params, double dt, std::int32_t* wanted) {
    Values<M, Number> v(lengths);
    fill(v.p, params);
    v.with_lists([&](const auto&... lists) {
      const auto decide = [&]<class L>(const Elements<L, Number>&, std::int32_t& length) {
        if constexpr (requires { L::length(v.p.own(), dt, lists...); }) length = L::length(v.p.own(), dt, lists...);
      };
      (decide(lists, *wanted++), ...);
    });
  }
  template <class L, class... All> static constexpr bool decided() {
    return requires(const typename M::template Params<Number>& p, const Elements<All, Number>&... lists) { L::length(p, 1.0, lists...); };
  }
  template <class... L> static constexpr bool any_decided(ListsOf<L...>) { return (decided<L, L...>() || ...); }
  /// Do initial states of a list depend on parameters?
  template <class L> static constexpr bool starts_from_params() {
    return requires(typename L::template Params<TensorScalar> e, typename M::template Params<TensorScalar> p) { L::initial(e, p); };
  }
  static double arriving(const double* params, double value) {
    typename M::template Params<Number> p;
    for (int i = 0; i < N::params; ++i) member<Number>(p, i) = Number(params[i]);
    return M::arriving(Number(value), p).x;
  }
  template <class... L> static constexpr bool any_starts_from_params(ListsOf<L...>) { return (starts_from_params<L>() || ...); }
  static const char* check(const std::int32_t* lengths, const double* params) {
    const char* broken = nullptr;
    [[maybe_unused]] Values<M, Number> v(lengths);
    fill(v.p, params);
    v.with_lists([&](const auto&... lists) {
      if constexpr (requires { M::check(v.p.own()); }) broken = M::check(v.p.own());
      else if constexpr (requires { M::check(v.p.own(), lists...); }) broken = M::check(v.p.own(), lists...);
      ((broken = broken ? broken : check_list(lists, v.p.own())), ...);
    });
    return broken;
  }
  static constexpr bool checks_state = requires(const typename M::template State<Number>& s) { M::check_state(s); };
  static const char* check_state(const std::int32_t* lengths, const double* state) requires checks_state {
    Values<M, Number> v(lengths);
    fill(v.s, state);
    return M::check_state(v.s.own());
  }
  template <class L> static const char* check_list([[maybe_unused]] const Elements<L, Number>& list, [[maybe_unused]] const auto& model) {
    if constexpr (requires { L::check(list[0].p, model); })
      for (auto e : list)
        if (const char* broken = L::check(e.p, model)) return broken;
    return nullptr;
  }
  /// Entries the tape of `prepare` needs, for the check against its capacity.
  static int prepare_tape_size() {
    using P = Rev<Number, 0>;
    typename P::Tape tape;
    Values<M, P> v(nullptr);
    tape.start(v.p.size());
    for (int k = 0; k < v.p.size(); ++k) v.p[k] = P::variable(Number(member<Field>(M::params, k).value), k, &tape);
    v.prepare(0.1);
    return tape.size;
  }
  /// The same of a step.
  static int tape_size() {
    using P = Rev<Number, 0>;
    typename P::Tape tape;
    constexpr bool coupled = has_conductance_port<M>;
    Values<M, P> v(nullptr);
    int i = 0;
    tape.start(v.x.size() + v.s.size() + v.p.size() + v.c.size());
    for (int k = 0; k < v.x.size(); ++k, ++i) v.x[k] = P::variable(Number(0.0), i, &tape);
    for (int k = 0; k < v.s.size(); ++k, ++i) v.s[k] = P::variable(Number(member<Field>(M::state, k).value), i, &tape);
    for (int k = 0; k < v.p.size(); ++k, ++i) v.p[k] = P::variable(Number(member<Field>(M::params, k).value), i, &tape);
    for (int k = 0; k < v.c.size(); ++k, ++i) v.c[k] = P::variable(Number(1.0), i, &tape);
    Constants k;
    k.solver = Solver::rk4;
    v.step(Env<coupled>{k.dt, k, LaneDraws{0, 0, 0}});
    return tape.size;
  }
};

/// The tables of a list.
template <class L> ListTable list_table() {
  using N = Counts<L>;
  ListTable t{L::list, {}, {}, {}, N::coeffs, {}};
  for (int i = 0; i < N::params; ++i) t.params.push_back(member<Field>(L::params, i));
  for (int i = 0; i < N::states; ++i) t.state.push_back(member<Field>(L::state, i));
  for (int i = 0; i < N::inputs; ++i) t.inputs.push_back(member<Port>(L::input, i));
  if constexpr (requires { L::standard; }) {
    static_assert(std::size(L::standard) == L::list.standard);
    for (const auto& e : L::standard) t.standard.emplace_back(&member<double>(e, 0), &member<double>(e, 0) + N::params);
  }
  return t;
}
template <class... L> std::vector<ListTable> list_tables(ListsOf<L...>) { return {list_table<L>()...}; }
/// What the engine takes for granted of lists whose elements are connections (Note [Connections as elements]).
template <class M, class L> constexpr bool fits_connections() {
  if constexpr (!L::list.connections) return true;
  else if constexpr (Counts<L>::params != 1 || Counts<L>::inputs != 1) return false;
  else {
    const auto& [port] = L::input;
    return port.sign == Sign::both && L::list.standard == 0 && !L::list.dictionaries && !Evaluation<M>::template starts_from_params<L>() && !requires { M::sends; };
  }
}
template <class M, class... L> constexpr bool all_fit_connections(ListsOf<L...>) {
  return (fits_connections<M, L>() && ...) && (connection_list<M> < 0 || connection_list<M> == int(sizeof...(L)) - 1);
}
/// The functions of an e-prop neuron on plain arrays.
template <class M> EpropModel eprop_model() {
  using P = typename M::template Params<double>;
  using C = typename M::template Coeffs<double>;
  EpropModel e{M::eprop_role};
  e.gradient = [](EpropTrace& t, double z, const EpropEntry& h, double kappa, const double* p, const double* c) {
    return M::gradient(t, z, h, kappa, *reinterpret_cast<const P*>(p), *reinterpret_cast<const C*>(c));
  };
  if constexpr (requires { &M::skip; })
    e.skip = [](EpropTrace& t, double steps, const double* p, const double* c) {
      M::skip(t, steps, *reinterpret_cast<const P*>(p), *reinterpret_cast<const C*>(c));
    };
  return e;
}

template <class M> Model make_model() {
  using E = Evaluation<M>;
  using N = Counts<M>;
  Model m;
  m.info = M::info;
  for (const char* c = M::info.name; *c; ++c) m.stem += char(std::tolower(static_cast<unsigned char>(*c)));
  for (int i = 0; i < N::params; ++i) m.params.push_back(member<Field>(M::params, i));
  for (int i = 0; i < N::states; ++i) m.state.push_back(member<Field>(M::state, i));
  for (int i = 0; i < N::inputs; ++i) m.inputs.push_back(member<Port>(M::input, i));
  if constexpr (requires { &M::compartments; }) m.compartments.assign(std::begin(M::compartments), std::end(M::compartments));
  m.coeffs = N::coeffs;
  m.lists = list_tables(lists_of<M>{});
  static_assert(all_fit_connections<M>(lists_of<M>{}), "see Note [Connections as elements] in core/lists.h");
  m.coupled = has_conductance_port<M>;
  m.differentiable = has_adjoint<M>;
  if constexpr (requires { M::stochastic; }) m.stochastic = M::stochastic;
  m.multiple = m.stochastic || requires { M::multiple; };
  if constexpr (requires { M::adaptive; }) m.kind = Kind::ode;
  if constexpr (requires { M::linear; }) m.output = M::linear ? OutputKind::linear : OutputKind::nonlinear;
  m.initial = E::initial;
  if constexpr (requires { M::initial(typename M::template Params<TensorScalar>{}); } || E::any_starts_from_params(lists_of<M>{})) m.initial_on_tensors = E::initial_on_tensors;
  m.check = E::check;
  if constexpr (E::checks_state) m.check_state = E::check_state;
  if constexpr (E::any_decided(lists_of<M>{})) m.decided_lengths = E::decided_lengths;
  if constexpr (is_precise<M>) m.kind = Kind::precise;
  if constexpr (requires { M::sends; }) m.sends = M::sends;
  if constexpr (requires { M::sends_too; }) m.sends_too = M::sends_too;
  if constexpr (requires { M::eprop_role; }) m.eprop = eprop_model<M>();
  if constexpr (requires { M::arrives_unchanged; }) {
    m.arriving = E::arriving;
    m.arrives_unchanged = M::arrives_unchanged;
  }
  m.prepare = E::prepare;
  m.prepare_vjp = E::prepare_vjp;
  m.tensor_forward = E::forward;
  if constexpr (has_adjoint<M>) {
    m.tensor_backward = E::backward;
    if constexpr (!has_lists<M>) {
      m.tapes = {{"a step", E::tape_size(), tape_capacity<M>}, {"prepare", E::prepare_tape_size(), prepare_capacity<M>}};
    }
  }
  return m;
}

}  // namespace
}  // namespace synaptorch
