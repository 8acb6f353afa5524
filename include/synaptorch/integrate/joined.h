#pragma once
// The state of an ODE neuron with a list: the variables of its membrane, then those of each element (Note [Lists]).
#include "synaptorch/core/lists.h"
#include "synaptorch/core/small_array.h"

namespace synaptorch {

/// Own: variables of the membrane; Of: of an element; as many elements as the list has.
template <class T, class Own, class Of> class Joined {
 public:
  Joined() : values_(0) {}
  explicit Joined(int elements) : values_(own_size + elements * element_size) {}
  template <class L> Joined(const Own& own, const Elements<L, T>& list) : Joined(list.size()) {
    this->own() = own;
    for (int i = 0; i < list.size(); ++i) element(i) = list[i].s;
  }
  int size() const { return values_.size(); }
  T& operator[](int m) { return values_[m]; }
  const T& operator[](int m) const { return values_[m]; }
  Own& own() { return reinterpret_cast<Own&>(values_[0]); }
  const Own& own() const { return reinterpret_cast<const Own&>(values_[0]); }
  Of& element(int i) { return reinterpret_cast<Of&>(values_[own_size + i * element_size]); }
  const Of& element(int i) const { return reinterpret_cast<const Of&>(values_[own_size + i * element_size]); }
  int elements() const { return (size() - own_size) / element_size; }
  template <class L> void split(Own& own, const Elements<L, T>& list) const {
    own = this->own();
    for (int i = 0; i < list.size(); ++i) list[i].s = element(i);
  }

 private:
  static constexpr int own_size = members<Own, T>, element_size = members<Of, T>;
  SmallArray<T> values_;
};

// Its variables by number, as those of an aggregate.
template <class U, class T, class Own, class Of> T& member(Joined<T, Own, Of>& y, int m) { return y[m]; }
template <class U, class T, class Own, class Of> const T& member(const Joined<T, Own, Of>& y, int m) { return y[m]; }

}  // namespace synaptorch
