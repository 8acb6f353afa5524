#pragma once
// Steps of elements that lie side by side.
#include <algorithm>

#include "kernels/cpu_lines.h"
#include "kernels/cpu_vjp.h"

namespace synaptorch {
namespace {

template <class M, class F, int W, bool Coupled> class ForwardPass {
  using Step = Vjp<M, F, W, Coupled>;
  using V = typename Step::V;
  using Values = typename Step::Values;
  template <int Count> using Lines = synaptorch::Lines<F, W, has_lists<M> ? -1 : Count>;
  using N = Counts<M>;

 public:
  ForwardPass(const Forward& f, const NumberCounts& n) : f_(f), n_(n) {}

  /// RowKernel::forward.
  static void run(const Forward& f, const NumberCounts& n, const RowPiece& piece, int lanes) { ForwardPass(f, n).run(piece, lanes); }

 private:
  void run(const RowPiece& piece, int lanes) {
    input_.find(f_.input, n_.inputs, piece.row, piece.first);
    state_.find(f_.state, n_.states, piece.row, piece.first);
    out_.find(f_.state_out, n_.states, piece.row, piece.first);
    trace_.find(f_.trace, n_.states, piece.row, piece.first);
    spike_.find(&f_.spike, 1, piece.row, piece.first);
    constants_.find(f_, n_, piece.row, piece.first);
    constexpr std::int64_t chunk = has_short_steps<M> ? kChunk : 8 * kChunk;   // long steps keep the processor busy without their neighbours
    for (std::int64_t t0 = 0; t0 < f_.steps; t0 += chunk)
      advance(t0 == 0 ? state_ : out_, piece.last - piece.first, piece.element, t0, std::min(f_.steps, t0 + chunk), lanes);
  }
  void advance(const Lines<N::states>& from, std::int64_t n, std::int64_t element, std::int64_t t0, std::int64_t t1, int lanes) {
    bool bad = false;
    constants_.template for_alike<Values>(f_, n, [&](Values& v, std::int64_t begin, std::int64_t end) {
      bad |= advance_alike(v, from, begin, end, element, t0, t1, lanes);
    });
    if (f_.failure && bad) find_failure(*f_.failure, &out_[0], n_.states, lanes < W ? lanes : n, element, t1);
  }
  /// The same for vectors with the parameters and coefficients in `given`; tells whether a state is not finite.
  bool advance_alike(Values& given, const Lines<N::states>& from, std::int64_t begin, std::int64_t end, std::int64_t element, std::int64_t t0,
                     std::int64_t t1, int lanes) {
    typename Step::OwnValues v = given;
    V bad(0.0);
    for (std::int64_t c = begin; c < end; c += W) {
      from.load(v.s, c);
      for (std::int64_t t = t0; t < t1; ++t) {
        input_.load(v.x, c, t);
        if constexpr (connection_list<M> >= 0) add_arriving(v.x, element + c, t, lanes);
        auto env = Step::env_at(f_.constants, element + c, t);
        unsigned late = 0;
        if constexpr (leaves_late<M>) env.late = f_.late ? &late : nullptr;
        V z = v.step(env);
        if constexpr (leaves_late<M>) if (late) leave(late, from, c, v.s, z);
        z.store(spike_[0].at(c, t));
        if (f_.spikes) push_spikes(*f_.spikes, z, element + c, t, lanes);
        if (f_.trace) trace_.store(v.s, c, t);
      }
      out_.store(v.s, c);
      for (int k = 0; k < v.s.size(); ++k) bad = bad + nan_unless_finite(v.s[k]);
    }
    return any(!(bad == V(0.0)));
  }
  /// Undoes the step of these lanes.
  __attribute__((noinline)) void leave(unsigned late, const Lines<N::states>& from, std::int64_t c, typename Step::State& s, V& z) const {
    typename Step::State before(f_.lengths);
    from.load(before, c);
    V left(0.0);
    for (; late; late &= late - 1) {
      const int lane = __builtin_ctz(late);
      left.set(lane, F(1));
      f_.late->push(c + lane);
    }
    for (int k = 0; k < s.size(); ++k) s[k] = where(left > V(0.0), before[k], s[k]);
    z = where(left > V(0.0), V(0.0), z);
  }
  /// Adds the spikes of a step that arrive one by one, each at the input of an element of the last list.
  template <class Input> void add_arriving(Input& x, std::int64_t element, std::int64_t t, int lanes) const {
    const int first = x.size() - f_.lengths[connection_list<M>];
    const ArrivingSpike* s =
        std::lower_bound(f_.arriving, f_.arriving_end, element, [](const ArrivingSpike& a, std::int64_t neuron) { return a.neuron < neuron; });
    for (; s != f_.arriving_end && s->neuron < element + lanes; ++s) {
      if (s->step != f_.constants.first_step + t) continue;
      const int lane = int(s->neuron - element);
      V& to = x[first + s->receptor];
      to.set(lane, to.lane(lane) + F(s->weight * s->multiplicity));
    }
  }

  const Forward& f_;
  const NumberCounts& n_;
  Lines<N::inputs> input_;
  Lines<N::states> state_, out_, trace_;
  Lines<1> spike_;
  ConstantLines<M, F, W> constants_;
};

}  // namespace
}  // namespace synaptorch
