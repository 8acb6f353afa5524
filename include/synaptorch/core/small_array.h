#pragma once
// An array whose length is known at run time, for steps over lists: few elements live in place.
#include <algorithm>
#include <type_traits>
#include <utility>
#include <vector>

namespace synaptorch {

/// Memory of arrays that are gone, for the next ones of the thread: a solver asks for the same few again and again, and the system would
/// take large ones back each time. Only for plain numbers.
template <class T> class Recycled {
 public:
  static std::vector<T> take(int n) {
    std::vector<T> memory;
    if constexpr (std::is_trivially_destructible_v<T>) {
      if (auto& all = spare(); n > 0 && !all.empty()) {
        memory = std::move(all.back());
        all.pop_back();
      }
    }
    memory.resize(n);
    return memory;
  }
  static void give_back(std::vector<T>& memory) {
    if constexpr (std::is_trivially_destructible_v<T>)
      if (auto& all = spare(); memory.capacity() > 0 && all.size() < most) all.push_back(std::move(memory));
  }

 private:
  static constexpr std::size_t most = 16;
  static std::vector<std::vector<T>>& spare() {
    thread_local std::vector<std::vector<T>> all;
    return all;
  }
};

template <class T, int most = 24> class SmallArray {
 public:
  explicit SmallArray(int n = 0) : n_(n), many_(n > most ? Recycled<T>::take(n) : std::vector<T>()), values_(n > most ? many_.data() : few_) {}
  SmallArray(const SmallArray& o) : SmallArray(o.n_) { std::copy_n(o.values_, n_, values_); }
  SmallArray(SmallArray&& o) : SmallArray() { *this = std::move(o); }
  SmallArray& operator=(const SmallArray& o) { return *this = SmallArray(o); }
  SmallArray& operator=(SmallArray&& o) {
    n_ = o.n_;
    std::swap(many_, o.many_);
    values_ = n_ > most ? many_.data() : few_;
    if (n_ <= most) std::copy_n(o.few_, n_, few_);
    o.n_ = 0;
    return *this;
  }
  ~SmallArray() { if (many_.capacity() > 0) Recycled<T>::give_back(many_); }
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
