#pragma once
// Arrays of plain numbers that begin on a cache line, so that vectors do not lie across two and threads share none.
#include <cstddef>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "huge_pages.h"

namespace synaptorch::network {

inline constexpr std::size_t cache_line = 64;

/// Asks for huge pages: synapses are visited in an order that no cache of page addresses follows.
template <class T> struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <class U> AlignedAllocator(const AlignedAllocator<U>&) {}

  T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    void* p = ::operator new(bytes, alignment(bytes));
    ask_for_huge_pages(p, bytes);
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t n) { ::operator delete(p, alignment(n * sizeof(T))); }
  friend bool operator==(const AlignedAllocator&, const AlignedAllocator&) { return true; }

 private:
  /// A number or two, such as a parameter that all neurons share, may lie anywhere.
  static std::align_val_t alignment(std::size_t bytes) {
    return std::align_val_t(bytes >= huge_page ? huge_page : bytes >= cache_line ? cache_line : alignof(std::max_align_t));
  }
};

/// Leaves new elements uninitialised.
template <class T> struct RawAllocator : AlignedAllocator<T> {
  template <class U> struct rebind { using other = RawAllocator<U>; };
  RawAllocator() = default;
  template <class U> RawAllocator(const RawAllocator<U>&) {}
  template <class U> void construct(U* p) { ::new (static_cast<void*>(p)) U; }
  template <class U, class... Args> void construct(U* p, Args&&... args) { ::new (static_cast<void*>(p)) U(std::forward<Args>(args)...); }
};

template <class T> using AlignedArray = std::vector<T, AlignedAllocator<T>>;
/// A list that one thread appends to while others append to theirs.
template <class T> struct alignas(cache_line) ThreadList : std::vector<T> {};
/// Large plain numbers that are written before they are read.
template <class T> using Array = std::vector<T, RawAllocator<T>>;

}  // namespace synaptorch::network
