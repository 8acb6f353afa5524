#pragma once
// What all event-driven products share: the walk over active rows, and its adjoint.
//
// A connectivity is a type with `visit(row, f)`, which calls f(Synapse) for each synapse of a source neuron, `most(row)`, as many of them
// at most, and `prefetch(row)`. Spikes are an array [columns, n_pre], a column being a sample (and a step); results are [columns', n_post].
#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>

#include "sparse/sums.h"

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

/// Calls f(i) where s[i] is not 0. Most are 0: sixteen are looked at together.
template <class F, class Visit> void each_active(const F* s, std::int64_t n, const Visit& f) {
  for (std::int64_t i = 0; i < n; i += 16) {
    const std::int64_t end = std::min<std::int64_t>(i + 16, n);
    int any = end < i + 16;
    if (!any)
      for (int l = 0; l < 16; ++l) any |= s[i + l] != F(0);
    for (auto k = i; any && k < end; ++k)
      if (s[k] != F(0)) f(k);
  }
}

/// Has the synapses of a row read that is visited soon after rows[r]: rows that spiked lie far apart.
template <class Connectivity> void prefetch_next(const Connectivity& c, const std::vector<std::int64_t>& rows, std::size_t r) {
  constexpr std::size_t kAhead = 2;
  if (r + kAhead < rows.size()) c.prefetch(rows[r + kAhead]);
}

/// out[column + delay, target] += spike * weight, for the spikes that are not 0.
template <class F, class Connectivity>
void gather_active(const Connectivity& c, const Geometry& g, const F* spikes, F* out) {
  const auto row = [&](std::int64_t i, F spike, F* column) {
    c.visit(i, [&](const Synapse<F>& y) {
      F* to = column + y.delay * g.batch * g.n_post + y.target;
      const F value = spike * y.weight;
      if (y.fraction == F(0)) {
        *to += value;
      } else {
        *to += (1 - y.fraction) * value;
        to[g.batch * g.n_post] += y.fraction * value;
      }
    });
  };
  // Samples are independent; the steps of one sample meet in `out` when there are delays.
  at::parallel_for(0, g.batch, std::max<std::int64_t>(1, kGrain / (g.n_pre * g.steps + 1)), [&](auto begin, auto end) {
    std::vector<std::int64_t> active;
    for (std::int64_t t = 0; t < g.steps; ++t)
      for (auto k = t * g.batch + begin; k < t * g.batch + end; ++k) {
        const F* s = spikes + k * g.n_pre;
        active.clear();
        each_active(s, g.n_pre, [&](std::int64_t i) { active.push_back(i); });
        for (std::size_t e = 0; e < active.size(); ++e) {
          prefetch_next(c, active, e);
          row(active[e], s[active[e]], out + k * g.n_post);
        }
      }
  });
}

/// The spikes that are not 0, ordered by source neuron: those of rows[r] lie from first[r] to first[r + 1].
template <class F> struct Events {
  std::vector<std::int64_t> rows, first, column;
  std::vector<F> value;

  Events(const Geometry& g, const F* spikes) {
    std::vector<std::int64_t> found, next(g.n_pre, 0);
    each_active(spikes, g.columns() * g.n_pre, [&](std::int64_t k) { found.push_back(k); });
    for (const auto k : found) ++next[k % g.n_pre];
    for (std::int64_t i = 0, at = 0; i < g.n_pre; ++i) {
      if (next[i] == 0) continue;
      rows.push_back(i);
      first.push_back(at);
      at += std::exchange(next[i], at);
    }
    first.push_back(std::int64_t(found.size()));
    column.resize(found.size());
    value.resize(found.size());
    for (const auto k : found) {
      const std::int64_t at = next[k % g.n_pre]++;
      column[at] = k / g.n_pre;
      value[at] = spikes[k];
    }
  }
};

inline constexpr std::int64_t kTile = 16;   ///< rows whose sums are written together: whole cache lines

/// grad_spikes[column, row] = sum of weight * grad_t[target, column + delay], for the columns [from, to) of the rows [begin, end), at
/// most kTile; `grad_t` is [n_post, columns_out].
template <class F, int kBlock, class Connectivity>
void sum_rows(const Connectivity& c, const Geometry& g, const F* grad_t, std::int64_t begin, std::int64_t end, std::int64_t from,
              std::int64_t to, std::vector<Share<F>>& shares, F* grad_spikes) {
  F tile[kTile * kBlock];
  const std::int64_t wide = g.columns_out();
  for (auto i = begin; i < end; ++i) {
    shares.resize(std::max(shares.size(), std::size_t(2 * c.most(i))));
    Share<F>* share = shares.data();   // in a register, which the end of a vector would not be
    c.visit(i, [&](const Synapse<F>& y) {
      const std::int64_t at = y.target * wide + y.delay * g.batch;
      *share++ = {at, y.fraction == F(0) ? y.weight : (1 - y.fraction) * y.weight};
      if (y.fraction != F(0)) *share++ = {at + g.batch, y.fraction * y.weight};
    });
    for (auto at = from; at < to; at += kMost<F>)
      add_up(shares.data(), share - shares.data(), grad_t + at, std::min(kMost<F>, to - at), tile + (i - begin) * kBlock + at - from);
  }
  for (auto k = from; k < to; ++k)
    for (auto i = begin; i < end; ++i) grad_spikes[k * g.n_pre + i] = tile[(i - begin) * kBlock + k - from];
}

/// Calls f(row, synapse, sum of spike * grad, sum of spike * (change of grad from one step to the next)) for every
/// synapse of the rows in [begin, end) that had a spike.
template <class F, class Connectivity, class Visit>
void visit_active(const Connectivity& c, const Geometry& g, const F* grad_t, std::int64_t begin, std::int64_t end, const Events<F>& events,
                  bool slopes, const Visit& f) {
  const std::int64_t wide = g.columns_out(), *column = events.column.data();
  const F* value = events.value.data();
  for (auto r = std::lower_bound(events.rows.begin(), events.rows.end(), begin) - events.rows.begin();
       r < std::int64_t(events.rows.size()) && events.rows[r] < end; ++r) {
    prefetch_next(c, events.rows, r);
    const std::int64_t row = events.rows[r], first = events.first[r], last = events.first[r + 1];
    c.visit(row, [&](const Synapse<F>& y) {
      const F* at = grad_t + y.target * wide + y.delay * g.batch;
      F sum = 0, slope = 0;
      for (auto e = first; e < last; ++e) {
        const F* here = at + column[e];
        const F s = value[e];
        sum += y.fraction == F(0) ? s * here[0] : s * ((1 - y.fraction) * here[0] + y.fraction * here[g.batch]);
        if (slopes) slope += s * (here[g.batch] - here[0]);
      }
      f(row, y, sum, slope);
    });
  }
}

/// The way back, where gradients are wanted: of the spikes by sum_rows (`grad_spikes`), of synapses by visit_active (`events`), which then
/// finds a row's synapses and what they bring back in the cache.
template <class F, class Connectivity, class Visit>
void walk_back(const Connectivity& c, const Geometry& g, std::int64_t synapses_per_row, const F* grad_t, F* grad_spikes,
               const Events<F>* events, bool slopes, const Visit& f) {
  constexpr std::int64_t kBlock = 64;                      // columns whose gradients of all targets stay in the cache
  const std::int64_t work = std::max<std::int64_t>(1, synapses_per_row * g.columns());
  at::parallel_for(0, g.n_pre, std::max<std::int64_t>(1, kGrain / work), [&](auto first, auto last) {
    std::vector<Share<F>> shares;
    for (std::int64_t from = 0; from < g.columns(); from += kBlock)
      for (auto begin = first; begin < last; begin += kTile) {
        const auto end = std::min(begin + kTile, last);
        if (grad_spikes) sum_rows<F, kBlock>(c, g, grad_t, begin, end, from, std::min(from + kBlock, g.columns()), shares, grad_spikes);
        if (events && from == 0) visit_active(c, g, grad_t, begin, end, *events, slopes, f);
      }
  });
}

}  // namespace synaptorch::sparse
