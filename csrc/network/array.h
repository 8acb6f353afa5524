#pragma once
// Array: large plain numbers that are written before they are read.
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "huge_pages.h"

namespace synaptorch::network {

/// Leaves new elements uninitialised, and asks for huge pages: synapses are visited in an order that no cache of page
/// addresses follows.
template <class T> struct RawAllocator {
  using value_type = T;
  RawAllocator() = default;
  template <class U> RawAllocator(const RawAllocator<U>&) {}

  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    void* p = ::operator new(bytes, alignment(bytes));
    ask_for_huge_pages(p, bytes);
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t n) { ::operator delete(p, alignment(n * sizeof(T))); }
  template <class U> void construct(U* p) { ::new (static_cast<void*>(p)) U; }
  template <class U, class... Args> void construct(U* p, Args&&... args) { ::new (static_cast<void*>(p)) U(std::forward<Args>(args)...); }
  friend bool operator==(const RawAllocator&, const RawAllocator&) { return true; }

 private:
  static std::align_val_t alignment(std::size_t bytes) { return std::align_val_t(bytes >= huge_page ? huge_page : 64); }
};

template <class T> using Array = std::vector<T, RawAllocator<T>>;

}  // namespace synaptorch::network
