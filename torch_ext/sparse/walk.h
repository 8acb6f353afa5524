#pragma once
// What all event-driven products share: the walk over active rows, and its adjoint.
//
// A connectivity is a type with `visit(row, f)`, which calls f(Synapse) for each synapse of a source neuron. Spikes
// are an array [columns, n_pre], a column being a sample (and a step); results are [columns', n_post].
#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include "synaptorch/core/vec.h"

namespace synaptorch::sparse {

template <class F> struct Synapse {
  std::int64_t index;      ///< position among all synapses, or within the row
  std::int64_t target;
  F weight;
  std::int64_t delay = 0;  ///< whole steps
  F fraction = 0;          ///< of the next step; where it is not 0, delay + 1 <= max_delay
  F draw = 0;              ///< the number that the weight was made from
};

/// columns = steps * batch; a delay of one step is `batch` columns.
struct Geometry {
  std::int64_t n_pre, n_post, steps, batch, max_delay;
  std::int64_t columns() const { return steps * batch; }
  std::int64_t columns_out() const { return (steps + max_delay) * batch; }
};

/// Work (synapses) below which a second thread does not pay.
inline constexpr std::int64_t kGrain = 16384;

/// out[column + delay, target] += spike * weight, for the spikes that are not 0.
template <class F, class Connectivity>
void gather_active(const Connectivity& c, const Geometry& g, const F* spikes, F* out) {
  const auto column = [&](std::int64_t k) {
    const F* s = spikes + k * g.n_pre;
    for (std::int64_t i = 0; i < g.n_pre; ++i) {
      if (s[i] == F(0)) continue;
      c.visit(i, [&](const Synapse<F>& y) {
        F* to = out + (k + y.delay * g.batch) * g.n_post + y.target;
        const F value = s[i] * y.weight;
        if (y.fraction == F(0)) {
          *to += value;
        } else {
          *to += (1 - y.fraction) * value;
          to[g.batch * g.n_post] += y.fraction * value;
        }
      });
    }
  };
  // Samples are independent; the steps of one sample meet in `out` when there are delays.
  at::parallel_for(0, g.batch, std::max<std::int64_t>(1, kGrain / (g.n_pre * g.steps + 1)), [&](auto begin, auto end) {
    for (std::int64_t t = 0; t < g.steps; ++t)
      for (auto b = begin; b < end; ++b) column(t * g.batch + b);
  });
}

/// The spikes that are not 0, ordered by source neuron.
template <class F> struct Events {
  std::vector<std::int64_t> first, column;
  std::vector<F> value;

  Events(const Geometry& g, const F* spikes) : first(g.n_pre + 1, 0) {
    const std::int64_t columns = g.columns();
    for (std::int64_t k = 0; k < columns * g.n_pre; k += g.n_pre)
      for (std::int64_t i = 0; i < g.n_pre; ++i) first[i + 1] += spikes[k + i] != F(0);
    for (std::int64_t i = 0; i < g.n_pre; ++i) first[i + 1] += first[i];
    column.resize(first.back());
    value.resize(first.back());
    std::vector<std::int64_t> next(first.begin(), first.end() - 1);
    for (std::int64_t k = 0; k < columns; ++k)
      for (std::int64_t i = 0; i < g.n_pre; ++i)
        if (const F s = spikes[k * g.n_pre + i]; s != F(0)) {
          column[next[i]] = k;
          value[next[i]++] = s;
        }
  }
};

/// Calls rows(begin, end) on pieces of the source neurons.
template <class Rows> void over_rows(const Geometry& g, std::int64_t synapses_per_row, const Rows& rows) {
  const std::int64_t work = std::max<std::int64_t>(1, synapses_per_row * g.columns());
  at::parallel_for(0, g.n_pre, std::max<std::int64_t>(1, kGrain / work), rows);
}

/// A place in the gradients of a target, and how much of it a synapse brings back.
template <class F> struct Share {
  std::int64_t at;
  F weight;
};

/// sum[0..N) = the shares' gradients. The sums stay in registers: with a plain array of N numbers GCC keeps them in memory, which
/// takes four times as long.
template <int N, class F> void add_up(const std::vector<Share<F>>& shares, const F* grad, F* sum) {
  constexpr int kLanes = N % (16 / int(sizeof(F))) ? 1 : 16 / int(sizeof(F)), kVectors = N / kLanes;
  using V = Vec<F, kLanes>;
  V sums[kVectors];
  for (V& s : sums) s = V(0);
  for (const Share<F>& y : shares) {
#pragma GCC unroll 16
    for (int v = 0; v < kVectors; ++v) sums[v] = sums[v] + V(y.weight) * V::load(grad + y.at + v * kLanes);
  }
  for (int v = 0; v < kVectors; ++v) sums[v].store(sum + v * kLanes);
}

/// grad_spikes^T[row, column] = sum of weight * grad^T[target, column + delay]; `grad_t` is [n_post, columns_out].
template <class F, class Connectivity>
void gather_transposed(const Connectivity& c, const Geometry& g, std::int64_t synapses_per_row, const F* grad_t, F* grad_spikes_t) {
  constexpr std::int64_t kBlock = 64;                      // columns whose gradients of all targets stay in the cache
  constexpr std::int64_t kMost = 128 / sizeof(F);          // columns that are summed at once: eight registers
  const std::int64_t columns = g.columns(), wide = g.columns_out();
  over_rows(g, synapses_per_row, [&](auto begin, auto end) {
    std::vector<Share<F>> shares;
    for (std::int64_t from = 0; from < columns; from += kBlock) {
      const std::int64_t to = std::min(from + kBlock, columns);
      for (auto i = begin; i < end; ++i) {
        shares.clear();
        c.visit(i, [&](const Synapse<F>& y) {
          const std::int64_t at = y.target * wide + y.delay * g.batch;
          shares.push_back({at, y.fraction == F(0) ? y.weight : (1 - y.fraction) * y.weight});
          if (y.fraction != F(0)) shares.push_back({at + g.batch, y.fraction * y.weight});
        });
        // The last sums begin earlier where columns are too few, and write some a second time.
        const auto sum = [&]<int N>(std::integral_constant<int, N>, std::int64_t at) {
          at = std::min(at, columns - N);
          add_up<N>(shares, grad_t + at, grad_spikes_t + i * columns + at);
          return at + N;
        };
        for (std::int64_t at = from; at < to;) {
          const std::int64_t left = to - at;
          if (left > kMost / 2 && columns >= kMost) at = sum(std::integral_constant<int, kMost>(), at);
          else if (left > kMost / 8 && columns >= kMost / 2) at = sum(std::integral_constant<int, kMost / 2>(), at);
          else if (left > 1 && columns >= kMost / 8) at = sum(std::integral_constant<int, kMost / 8>(), at);
          else at = sum(std::integral_constant<int, 1>(), at);
        }
      }
    }
  });
}

/// Calls f(row, synapse, sum of spike * grad, sum of spike * (change of grad from one step to the next)) for every
/// synapse of the rows that had a spike.
template <class F, class Connectivity, class Visit>
void visit_active(const Connectivity& c, const Geometry& g, std::int64_t synapses_per_row, const Events<F>& events,
                  const F* grad_t, bool slopes, const Visit& f) {
  const std::int64_t wide = g.columns_out();
  over_rows(g, synapses_per_row, [&](auto begin, auto end) {
    for (auto i = begin; i < end; ++i) {
      if (events.first[i] == events.first[i + 1]) continue;
      c.visit(i, [&](const Synapse<F>& y) {
        const F* at = grad_t + y.target * wide + y.delay * g.batch;
        F sum = 0, slope = 0;
        for (auto e = events.first[i]; e < events.first[i + 1]; ++e) {
          const F* here = at + events.column[e];
          const F s = events.value[e];
          sum += y.fraction == F(0) ? s * here[0] : s * ((1 - y.fraction) * here[0] + y.fraction * here[g.batch]);
          if (slopes) slope += s * (here[g.batch] - here[0]);
        }
        f(i, y, sum, slope);
      });
    }
  });
}

}  // namespace synaptorch::sparse
