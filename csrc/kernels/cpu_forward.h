#pragma once
// Steps of elements that lie side by side.
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
  explicit ForwardPass(const Forward& f) : f_(f), n_(f.lengths) {}

  /// Can it read and write all operands where they are?
  bool fits() const {
    return every(f_.input, n_.inputs, is_line) && every(f_.state, n_.states, is_line) && every(f_.state_out, n_.states, moves) &&
           every(&f_.spike, 1, moves) && every(f_.trace, n_.states, moves);
  }
  /// All steps of columns [c0, c1) of a row, a whole number of vectors, of which the first `lanes` lanes count; `element` is the flat index
  /// of the first.
  void run(std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t element, int lanes = W) {
    input_.find(f_.input, n_.inputs, row, c0);
    state_.find(f_.state, n_.states, row, c0);
    out_.find(f_.state_out, n_.states, row, c0);
    trace_.find(f_.trace, n_.states, row, c0);
    spike_.find(&f_.spike, 1, row, c0);
    constants_.find(f_, n_, row, c0);
    constexpr std::int64_t chunk = has_short_steps<M> ? kChunk : 8 * kChunk;   // long steps keep the processor busy without their neighbours
    for (std::int64_t t0 = 0; t0 < f_.steps; t0 += chunk)
      advance(t0 == 0 ? state_ : out_, c1 - c0, element, t0, std::min(f_.steps, t0 + chunk), lanes);
  }
  /// Columns [c, c + lanes) of a row, less than a vector or anywhere.
  static void run_staged(const Forward& f, std::int64_t row, std::int64_t c, int lanes, std::int64_t element) {
    const NumberCounts<M> n(f.lengths);
    Stage<F, W> stage(row, c, lanes, f.steps);
    Forward g = f;
    g.input = stage.in(f.input, n.inputs);
    g.state = stage.in(f.state, n.states);
    g.param = stage.in(f.param, n.params);
    g.coeff = stage.in(f.coeff, n.coeffs);
    g.state_out = stage.out(f.state_out, n.states);
    g.trace = stage.out(f.trace, n.states);
    g.spike = stage.write(f.spike);
    ForwardPass(g).run(0, 0, W, element, lanes);
    stage.finish();
  }

 private:
  void advance(const Lines<N::states>& from, std::int64_t n, std::int64_t element, std::int64_t t0, std::int64_t t1, int lanes) {
    bool bad = false;
    constants_.template for_alike<Values>(f_, n, [&](Values& v, std::int64_t begin, std::int64_t end) {
      bad |= advance_alike(v, from, begin, end, element, t0, t1, lanes);
    });
    if (f_.failure && bad) find_failure(n, element, t1, lanes);
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
        const V z = v.step(Step::env_at(f_.constants, element + c, t));
        z.store(spike_[0].at(c, t));
        if (f_.spikes) push_spikes(*f_.spikes, z, element + c, t, lanes);
        if (f_.trace) trace_.store(v.s, c, t);
      }
      out_.store(v.s, c);
      for (int k = 0; k < v.s.size(); ++k) bad = bad + nan_unless_finite(v.s[k]);
    }
    return any(!(bad == V(0.0)));
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
  void find_failure(std::int64_t n, std::int64_t element, std::int64_t step, int lanes) {
    for (std::int64_t c = 0; c < n; c += W) {
      V bad(0.0);
      for (int k = 0; k < n_.states; ++k) bad = bad + nan_unless_finite(V::load(out_[k].at(c, 0)));
      report<F, W>(*f_.failure, bad, element + c, step, lanes);
    }
  }

  const Forward& f_;
  NumberCounts<M> n_;
  Lines<N::inputs> input_;
  Lines<N::states> state_, out_, trace_;
  Lines<1> spike_;
  ConstantLines<M, F, W> constants_;
};

}  // namespace
}  // namespace synaptorch
