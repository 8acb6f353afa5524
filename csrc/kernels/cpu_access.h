#pragma once
// How the CPU loops read and write vectors of elements, and what they tell of spikes.
#include "kernels/kernel_table.h"
#include "kernels/model_traits.h"
#include "synaptorch/core/env.h"

namespace synaptorch {
namespace {

/// State stays in registers for this many steps before the next vector of the block is taken.
constexpr std::int64_t kChunk = 8;

/// Reads and writes W neighbouring elements of an operand; `n` of them are real.
template <class F, int W> struct Access {
  using V = Vec<F, W>;
  SYNAPTORCH_FN static V load(const Operand& o, std::int64_t row, std::int64_t col, std::int64_t t, int n) {
    if (!o.data) return V(0.0);
    const F* p = static_cast<const F*>(o.data) + row * o.row + t * o.time + col * o.column;
    if (o.column == 0) return V::of(typename V::Storage{} + *p);
    V v;
    if (n == W) v = V::load(p); else load_some(p, n, v);
    return v;
  }
  SYNAPTORCH_FN static void store(const Operand& o, std::int64_t row, std::int64_t col, std::int64_t t, int n, const V& v) {
    if (!o.data) return;
    F* p = static_cast<F*>(o.data) + row * o.row + t * o.time + col * o.column;
    if (n == W) v.store(p); else store_some(p, n, v);
  }

 private:
  // The last, incomplete vector of a row: rare, so kept out of line. Idle lanes repeat the first.
  __attribute__((noinline)) static void load_some(const F* p, int n, V& v) {
    F buffer[W];
    for (int l = 0; l < W; ++l) buffer[l] = p[l < n ? l : 0];
    v = V::load(buffer);
  }
  __attribute__((noinline)) static void store_some(F* p, int n, const V& v) {
    F buffer[W];
    v.store(buffer);
    for (int l = 0; l < n; ++l) p[l] = buffer[l];
  }
};

template <class V> SYNAPTORCH_FN void push_spikes(SpikeList& list, const V& z, std::int64_t element, std::int64_t step, int n) {
  unsigned fired = bits(z > V(0.0)) & ((n >= 32 ? 0u : 1u << n) - 1u);
  if (!fired) return;
  if (list.size + V::lanes > list.capacity) list.grow(list, list.size + V::lanes);
  for (; fired; fired &= fired - 1) {
    const int l = __builtin_ctz(fired);
    list.data[list.size++] = {std::uint32_t(element + l), std::uint16_t(step), std::uint16_t(z.lane(l))};
  }
}

}  // namespace
}  // namespace synaptorch
