#pragma once
// The numbers a step works on: of one vector of elements in the CPU driver, of whole tensors in their evaluation.
// For most models these are the aggregates of the header; those of a model with lists lie in memory (Note [Lists]).
#include <tuple>
#include <utility>
#include <vector>

#include "kernels/model_traits.h"

namespace synaptorch {

// The four kinds of aggregates, in a model or in the element of a list.
struct OfParams { template <class M, class T> using in = typename M::template Params<T>; };
struct OfState { template <class M, class T> using in = typename M::template State<T>; };
struct OfInput { template <class M, class T> using in = typename M::template Input<T>; };
struct OfCoeffs { template <class M, class T> using in = typename M::template Coeffs<T>; };

/// Numbers of one kind: `own()` are the model's, operator[] counts through all.
template <class M, class Kind, class T, bool = has_lists<M>> class Numbers {
 public:
  using Own = typename Kind::template in<M, T>;
  SYNAPTORCH_FN explicit Numbers(const std::int32_t*) {}
  SYNAPTORCH_FN static constexpr int size() { return members<Own, T>; }
  SYNAPTORCH_FN T& operator[](int k) { return member<T>(own_, k); }
  SYNAPTORCH_FN const T& operator[](int k) const { return member<T>(own_, k); }
  SYNAPTORCH_FN Own& own() { return own_; }

 private:
  Own own_;
};

template <class M, class Kind, class T> class Numbers<M, Kind, T, true> {
 public:
  using Own = typename Kind::template in<M, T>;
  explicit Numbers(const std::int32_t* lengths) : lengths_(lengths), size_(total(lengths, lists_of<M>{})), values_(size_ + 1) {}
  int size() const { return size_; }
  T& operator[](int k) { return values_[k]; }
  const T& operator[](int k) const { return values_[k]; }
  Own& own() { return reinterpret_cast<Own&>(values_[0]); }
  /// Numbers of the first element of list `l`.
  T* list(int l) { return values_.data() + first(l, lists_of<M>{}); }

 private:
  static constexpr int own_size = members<Own, T>;
  template <class... L> int first(int l, ListsOf<L...>) const {
    const int widths[] = {members<typename Kind::template in<L, T>, T>...};
    int at = own_size;
    for (int i = 0; i < l; ++i) at += lengths_[i] * widths[i];
    return at;
  }
  template <class... L> static int total(const std::int32_t* lengths, ListsOf<L...>) {
    int n = own_size, l = 0;
    ((n += lengths[l++] * members<typename Kind::template in<L, T>, T>), ...);
    return n;
  }
  const std::int32_t* lengths_;
  int size_;
  std::vector<T> values_;
};

/// Calls body(k) for all numbers of an aggregate: without a loop where their count is known.
template <class S, class Body> SYNAPTORCH_FN void for_numbers(const S& numbers, Body&& body) {
  if constexpr (requires { std::integral_constant<int, S::size()>{}; }) {
    for_each_of<S::size()>(body);
  } else {
    for (int k = 0; k < numbers.size(); ++k) body(k);
  }
}

/// All numbers of a step, and the calls of the header with them.
template <class M, class T> struct Values {
  Numbers<M, OfParams, T> p;
  Numbers<M, OfState, T> s;
  Numbers<M, OfInput, T> x;
  Numbers<M, OfCoeffs, T> c;
  const std::int32_t* lengths;

  SYNAPTORCH_FN explicit Values(const std::int32_t* lengths) : p(lengths), s(lengths), x(lengths), c(lengths), lengths(lengths) {}

  template <class E> SYNAPTORCH_FN T step(const E& env) {
    if constexpr (!has_lists<M>) return M::step(s.own(), x.own(), p.own(), c.own(), env);
    else return with_lists([&](const auto&... lists) { return M::step(s.own(), x.own(), p.own(), c.own(), env, lists...); });
  }
  SYNAPTORCH_FN void prepare(double dt) {
    c.own() = M::prepare(p.own(), dt);
    if constexpr (has_lists<M>) with_lists([&](const auto&... lists) { (lists.prepare(p.own(), dt), ...); });
  }
  /// Calls body with the elements of each list.
  template <class B> SYNAPTORCH_FN decltype(auto) with_lists(B&& body) { return call(body, lists_of<M>{}); }

 private:
  template <class B, class... L> SYNAPTORCH_FN decltype(auto) call(B& body, ListsOf<L...>) {
    if constexpr (sizeof...(L) == 0) return body();
    else {
      int l = 0;
      const auto next = [&]<class A>(A*) { const int i = l++; return Elements<A, T>(p.list(i), s.list(i), x.list(i), c.list(i), lengths[i]); };
      const std::tuple<Elements<L, T>...> all{next(static_cast<L*>(nullptr))...};   // braces: from left to right
      return std::apply(body, all);
    }
  }
};

}  // namespace synaptorch
