#include "sparse/sums.h"

#include "network/isa.h"
#include "synaptorch/core/vec.h"

namespace synaptorch::sparse {
namespace {

/// `count` sums, in vectors of `bytes` where they fill one. The sums stay in registers: with a plain array GCC keeps them in memory,
/// which takes four times as long, and with vectors wider than the processor's even longer. Four shares are added at once, so that a sum
/// is waited for a fourth as often.
template <int bytes, int count, class F>
inline __attribute__((always_inline)) void add_up_to(const Share<F>* y, std::int64_t n, const F* grad, F* sum) {
  constexpr int fit = bytes / int(sizeof(F)), lanes = count < fit ? count : fit, vectors = count / lanes;
  using V = typename VecStorage<F, lanes>::V;
  using Anywhere = typename VecStorage<F, lanes>::Anywhere;
  V sums[vectors];
  for (V& s : sums) s = V{};
  const auto term = [&](const Share<F>& share, int v) __attribute__((always_inline)) {
    return share.weight * *reinterpret_cast<const Anywhere*>(grad + share.at + v * lanes);
  };
  for (; n >= 4; n -= 4, y += 4) {
#pragma GCC unroll 16
    for (int v = 0; v < vectors; ++v) sums[v] += (term(y[0], v) + term(y[1], v)) + (term(y[2], v) + term(y[3], v));
  }
  for (; n > 0; --n, ++y) {
#pragma GCC unroll 16
    for (int v = 0; v < vectors; ++v) sums[v] += term(*y, v);
  }
#pragma GCC unroll 16
  for (int v = 0; v < vectors; ++v) *reinterpret_cast<Anywhere*>(sum + v * lanes) = sums[v];
}

template <int bytes, class F>
inline __attribute__((always_inline)) void add_up_all(const Share<F>* shares, std::int64_t n, const F* grad, std::int64_t width, F* sum) {
  constexpr int most = int(kMost<F>);
  if (width > most / 2) add_up_to<bytes, most>(shares, n, grad, sum);
  else if (width > most / 8) add_up_to<bytes, most / 2>(shares, n, grad, sum);
  else if (width > 1) add_up_to<bytes, most / 8>(shares, n, grad, sum);
  else add_up_to<bytes, 1>(shares, n, grad, sum);
}

#define SYNAPTORCH_ADD_UP(bytes, target, F)                                                                                         \
  SYNAPTORCH_TARGET(target) void add_up_here(const Share<F>* shares, std::int64_t n, const F* grad, std::int64_t width, F* sum) { \
    add_up_all<bytes>(shares, n, grad, width, sum);                                                                                 \
  }
SYNAPTORCH_ADD_UP(16, "default", float)
SYNAPTORCH_ADD_UP(16, "default", double)
#if defined(SYNAPTORCH_SEVERAL_TARGETS)
SYNAPTORCH_ADD_UP(32, "arch=x86-64-v3", float)
SYNAPTORCH_ADD_UP(32, "arch=x86-64-v3", double)
SYNAPTORCH_ADD_UP(64, "arch=x86-64-v4", float)
SYNAPTORCH_ADD_UP(64, "arch=x86-64-v4", double)
#endif

}  // namespace

void add_up(const Share<float>* shares, std::int64_t n, const float* grad, std::int64_t width, float* sum) {
  add_up_here(shares, n, grad, width, sum);
}
void add_up(const Share<double>* shares, std::int64_t n, const double* grad, std::int64_t width, double* sum) {
  add_up_here(shares, n, grad, width, sum);
}

}  // namespace synaptorch::sparse
