#pragma once
// The short way through a forward call, for what networks and most layers ask: whole vectors of elements that lie side by side
// and have the same parameters. A single step of a simple model takes less time than finding out where its numbers are, so
// addresses are found once a row and nothing is asked for a vector.
#include "kernels/cpu_access.h"

namespace synaptorch {
namespace {

template <class M, class F, int W, bool Coupled, bool = has_short_steps<M>> class Dense {
  using V = Vec<F, W>;
  using N = Counts<M>;

 public:
  static bool fits(const Forward& f) {
    const auto still_or_side_by_side = [](const Operand& o) { return o.column == 1 || o.time == 0; };
    const auto side_by_side = [](const Operand& o) { return o.column == 1; };
    return same_constants(f, N::params, N::coeffs) && every(f.input, N::inputs, still_or_side_by_side) &&
           every(f.state, N::states, still_or_side_by_side) && every(f.state_out, N::states, side_by_side) && every(&f.spike, 1, side_by_side) &&
           (!f.trace || every(f.trace, N::states, side_by_side));
  }

  explicit Dense(const Forward& f) : f_(f) {
    for (int k = 0; k < N::params; ++k) member<V>(params_, k) = Access<F, W>::load(f.param[k], 0, 0, 0, W);
    for (int k = 0; k < N::coeffs; ++k) member<V>(coeffs_, k) = Access<F, W>::load(f.coeff[k], 0, 0, 0, W);
  }

  /// All steps of columns [c0, c1) of a row, a whole number of vectors; `element` is the flat index of the first.
  void run(std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t element) {
    for (int k = 0; k < N::inputs; ++k) input_[k] = line(f_.input[k], row, c0, still_[k]);
    for (int k = 0; k < N::states; ++k) {
      state_[k] = line(f_.state[k], row, c0, still_[N::inputs + k]);
      out_[k] = line(f_.state_out[k], row, c0, unread_);
      trace_[k] = f_.trace ? line(f_.trace[k], row, c0, unread_) : Line{};
    }
    spike_ = line(f_.spike, row, c0, unread_);
    for (std::int64_t t0 = 0; t0 < f_.steps; t0 += kChunk)
      advance(t0 == 0 ? state_ : out_, c1 - c0, element, t0, std::min(f_.steps, t0 + kChunk));
  }

 private:
  /// An operand along a row. One number for all, or none, is a vector that stands still.
  struct Line {
    F* first = nullptr;
    std::int64_t moves = 0, time = 0;         ///< moves: all bits or none
    SYNAPTORCH_FN F* at(std::int64_t c, std::int64_t t) const { return first + (c & moves) + t * time; }
  };
  static Line line(const Operand& o, std::int64_t row, std::int64_t c0, F* still) {
    F* const data = o.data ? static_cast<F*>(o.data) + row * o.row + c0 * o.column : nullptr;
    if (data && o.column == 1) return {data, -1, o.time};
    std::fill_n(still, W, data ? *data : F(0));
    return {still, 0, 0};
  }

  void advance(const Line* from, std::int64_t n, std::int64_t element, std::int64_t t0, std::int64_t t1) {
    typename M::template State<V> s;
    typename M::template Input<V> x;
    V bad(0.0);
    for (std::int64_t c = 0; c < n; c += W) {
      for (int k = 0; k < N::states; ++k) member<V>(s, k) = V::load(from[k].at(c, 0));
      for (std::int64_t t = t0; t < t1; ++t) {
        for (int k = 0; k < N::inputs; ++k) member<V>(x, k) = V::load(input_[k].at(c, t));
        const Env<Coupled> env{double(F(f_.constants.dt)), f_.constants, LaneDraws{f_.constants.key, f_.constants.first_element + element + c, f_.constants.first_step + t}};
        const V z = M::step(s, x, params_, coeffs_, env);
        z.store(spike_.at(c, t));
        if (f_.spikes) push_spikes(*f_.spikes, z, element + c, t, W);
        if (f_.trace) for (int k = 0; k < N::states; ++k) member<V>(s, k).store(trace_[k].at(c, t));
      }
      for (int k = 0; k < N::states; ++k) { member<V>(s, k).store(out_[k].at(c, 0)); bad = bad + member<V>(s, k) * V(0.0); }
    }
    if (f_.failure && any(!(bad == V(0.0)))) find_failure(n, element, t1);
  }
  void find_failure(std::int64_t n, std::int64_t element, std::int64_t step) {
    for (std::int64_t c = 0; c < n; c += W) {
      V bad(0.0);
      for (int k = 0; k < N::states; ++k) bad = bad + V::load(out_[k].at(c, 0)) * V(0.0);
      report<F, W>(*f_.failure, bad, element + c, step, W);
    }
  }

  const Forward& f_;
  typename M::template Params<V> params_;
  typename M::template Coeffs<V> coeffs_;
  Line input_[N::inputs + 1], state_[N::states + 1], out_[N::states + 1], trace_[N::states + 1], spike_;
  alignas(64) F still_[N::inputs + N::states + 1][W], unread_[W];
};

/// Longer steps hide the search for their numbers and are compiled once.
template <class M, class F, int W, bool Coupled> struct Dense<M, F, W, Coupled, false> {
  explicit Dense(const Forward&) {}
  static bool fits(const Forward&) { return false; }
  void run(std::int64_t, std::int64_t, std::int64_t, std::int64_t) {}
};

}  // namespace
}  // namespace synaptorch
