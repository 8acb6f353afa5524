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

/// sum[0..n) += what the synapse brings back from `at`, its target's gradients; `next` lies one step later.
template <int N, class F> void bring_back(const Synapse<F>& y, const F* at, std::int64_t next, std::int64_t n, F* sum) {
  const std::int64_t end = N > 0 ? N : n;
  if (y.fraction == F(0)) {
    for (std::int64_t k = 0; k < end; ++k) sum[k] += y.weight * at[k];
  } else {
    const F now = (1 - y.fraction) * y.weight, later = y.fraction * y.weight;
    for (std::int64_t k = 0; k < end; ++k) sum[k] += now * at[k] + later * at[k + next];
  }
}

/// grad_spikes^T[row, column] = sum of weight * grad^T[target, column + delay]; `grad_t` is [n_post, columns_out].
template <class F, class Connectivity>
void gather_transposed(const Connectivity& c, const Geometry& g, std::int64_t synapses_per_row, const F* grad_t, F* grad_spikes_t) {
  constexpr std::int64_t kBlock = 64;   // columns whose gradients of all targets stay in the cache
  const std::int64_t columns = g.columns(), wide = g.columns_out();
  const auto row = [&]<int N>(std::integral_constant<int, N>, std::int64_t i, std::int64_t from, std::int64_t n) {
    F sum[N > 0 ? N : kBlock] = {};
    c.visit(i, [&](const Synapse<F>& y) { bring_back<N>(y, grad_t + y.target * wide + from + y.delay * g.batch, g.batch, n, sum); });
    std::copy(sum, sum + n, grad_spikes_t + i * columns + from);
  };
  over_rows(g, synapses_per_row, [&](auto begin, auto end) {
    for (std::int64_t from = 0; from < columns; from += kBlock) {
      const std::int64_t n = std::min(kBlock, columns - from);
      for (auto i = begin; i < end; ++i) {
        if (n == 1) row(std::integral_constant<int, 1>(), i, from, n);
        else if (n == kBlock) row(std::integral_constant<int, kBlock>(), i, from, n);
        else row(std::integral_constant<int, 0>(), i, from, n);
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
