#pragma once
// An array whose length is known at run time, for steps over lists: few elements live in place.
#include <algorithm>
#include <vector>

namespace synaptorch {

template <class T, int most = 24> class SmallArray {
 public:
  explicit SmallArray(int n = 0) : n_(n), many_(n > most ? n : 0), values_(n > most ? many_.data() : few_) {}
  SmallArray(const SmallArray& o) : n_(o.n_), many_(o.many_), values_(n_ > most ? many_.data() : few_) { std::copy_n(o.few_, std::min(n_, most), few_); }
  SmallArray& operator=(const SmallArray& o) {
    n_ = o.n_;
    many_ = o.many_;
    values_ = n_ > most ? many_.data() : few_;
    std::copy_n(o.few_, std::min(n_, most), few_);
    return *this;
  }
  int size() const { return n_; }
  T* data() { return values_; }
  T& operator[](int i) { return values_[i]; }
  const T& operator[](int i) const { return values_[i]; }

 private:
  int n_;
  T few_[most];
  std::vector<T> many_;
  T* values_;
};

}  // namespace synaptorch
