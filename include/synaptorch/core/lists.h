#pragma once
// Note [Lists]
// A list is a part of a model whose number is known at run time: receptors, after-spike currents,
// adaptation terms, compartments. A header describes one element as it describes a neuron (Params, State,
// Input, Coeffs, tables, prepare); the model names its lists, and its `step` gets one `Elements` a list,
// behind `env`. Numbers lie flat: those of the model, then the elements of the first list one after the
// other, then those of the next. So everything outside of a header sees a model with more members.
//
// Note [Connections as elements]
// The elements of a list may be the connections to a receptor, one each (`ListInfo::connections`). In a network such a list is empty at
// first and grows as connections are made; the weight of a connection is the one parameter of its element, and a spike counts 1 at the one
// input, whatever the weight. It is the last list of its model, so that growing only appends numbers, and its states start from their table.
// Neurons with fewer connections than others of their population have elements that nothing reaches, of weight 0.
#include <cstdint>

#include "synaptorch/core/aggregate.h"

namespace synaptorch {

/// What a list is beside its tables. The elements of a neuron whose arrays are not given have the values of the table; where
/// they differ from one another, a list has a member `standard`, an array of Params<double>, one an element.
struct ListInfo {
  const char* count;    ///< name under which users read the number of elements ("n_receptors"); "" without one
  int standard = 1;     ///< elements of a neuron whose arrays are not given
  /// Elements are given as dictionaries, under this name ("receptors"). Lists with the same name are kinds of one thing: all their
  /// elements are numbered in the order given, from 0, in names and ports.
  const char* dictionaries = nullptr;
  const char* kind = nullptr;   ///< what `receptor_type` in a dictionary says, where there are several kinds
  bool connections = false;     ///< elements are the connections to a receptor (Note [Connections as elements])
};

/// The lists of a model: `using Lists = ListsOf<Receptors, Adaptation>;`
template <class... L> struct ListsOf {};

/// One element of list L: its parameters, state, input and coefficients.
template <class L, class T> struct Element {
  const typename L::template Params<T>& p;
  typename L::template State<T>& s;
  const typename L::template Input<T>& x;
  const typename L::template Coeffs<T>& c;
};

/// The elements of a list in one neuron (or vector of neurons): `for (auto r : receptors) r.s.g = ...`.
template <class L, class T> class Elements {
 public:
  SYNAPTORCH_FN Elements(T* p, T* s, T* x, T* c, int n) : p_(p), s_(s), x_(x), c_(c), n_(n) {}
  SYNAPTORCH_FN int size() const { return n_; }
  SYNAPTORCH_FN Element<L, T> operator[](int i) const {
    return {at<typename L::template Params<T>>(p_, i), at<typename L::template State<T>>(s_, i),
            at<typename L::template Input<T>>(x_, i), at<typename L::template Coeffs<T>>(c_, i)};
  }
  class Iterator {
   public:
    SYNAPTORCH_FN Iterator(const Elements& of, int i) : of_(of), i_(i) {}
    SYNAPTORCH_FN Element<L, T> operator*() const { return of_[i_]; }
    SYNAPTORCH_FN Iterator& operator++() { ++i_; return *this; }
    SYNAPTORCH_FN bool operator!=(const Iterator& o) const { return i_ != o.i_; }
   private:
    const Elements& of_;
    int i_;
  };
  SYNAPTORCH_FN Iterator begin() const { return {*this, 0}; }
  SYNAPTORCH_FN Iterator end() const { return {*this, n_}; }
  /// Makes the coefficients.
  template <class P> SYNAPTORCH_FN void prepare(const P& model, double dt) const {
    for (int i = 0; i < n_; ++i)
      at<typename L::template Coeffs<T>>(c_, i) = L::prepare(at<typename L::template Params<T>>(p_, i), model, dt);
  }
  /// The state variables of all elements, one after the other.
  SYNAPTORCH_FN T* states() const { return s_; }

 private:
  template <class A> SYNAPTORCH_FN static A& at(T* first, int i) { return *reinterpret_cast<A*>(first + i * members<A, T>); }
  T *p_, *s_, *x_, *c_;
  int n_;
};

}  // namespace synaptorch
