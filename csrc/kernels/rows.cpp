#include "kernels/rows.h"

#include <algorithm>
#include <cmath>

#include "kernels/stage.h"

namespace synaptorch {

template <class F> void find_lines(const Operand* o, int count, std::int64_t row, std::int64_t column, int width, Line<F>* lines, F* still) {
  for (int k = 0; k < count; ++k, still += width) {
    F* const data = o && o[k].data ? static_cast<F*>(o[k].data) + row * o[k].row + column * o[k].column : nullptr;
    if (data && o[k].column == 1) {
      lines[k] = {data, -1, o[k].time};
    } else {
      std::fill_n(still, width, data ? *data : F(0));
      lines[k] = {still, 0, 0};
    }
  }
}

template <class F> void find_failure(Failure& failure, const Line<F>* states, int count, std::int64_t columns, std::int64_t element, std::int64_t step) {
  if (failure.what) return;
  for (std::int64_t c = 0; c < columns; ++c)
    for (int k = 0; k < count; ++k)
      if (!std::isfinite(*states[k].at(c, 0))) {
        failure = {element + c, step, kNotFinite};
        return;
      }
}

namespace {

/// Elements whose trajectory the backward pass recomputes at a time, at most. Long rows suit memory: half of it costs LIF a third.
constexpr std::int64_t kBlock = 512;
/// Distance of the rows of the scratch: a cache line more, or the states of an element would contend for the same places of the cache.
constexpr std::int64_t kRow = kBlock + 16;
/// Bytes of a trajectory that fit the L2 cache; half a block is taken where that of a block does not.
constexpr std::int64_t kTrajectory = 1 << 19;

template <class Holds> bool every(const Operand* o, int n, Holds holds) {
  return !o || std::all_of(o, o + n, [&](const Operand& x) { return !x.data || holds(x); });
}
// What an operand must be like to be read, or written, along a line.
bool is_line(const Operand& o) { return o.column == 1 || o.time == 0; }
bool moves(const Operand& o) { return o.column == 1; }

bool fits(const Forward& f, const NumberCounts& n) {
  return every(f.input, n.inputs, is_line) && every(f.state, n.states, is_line) && every(f.state_out, n.states, moves) && every(&f.spike, 1, moves) &&
         every(f.trace, n.states, moves);
}
bool fits(const Backward& b, const NumberCounts& n) {
  return every(b.forward.input, n.inputs, is_line) && every(b.forward.state, n.states, is_line) && every(&b.grad_spike, 1, moves) &&
         every(b.grad_trace, n.states, moves) && every(b.grad_state_out, n.states, moves) && every(b.grad_input, n.inputs, moves) &&
         every(b.grad_state, n.states, moves);
}

/// Calls whole(piece) for the whole vectors of each row piece of at most `limit` elements, rest(piece) for each incomplete vector.
/// after(piece) ends it.
template <class Whole, class Rest, class After>
void for_rows(const Forward& f, std::int64_t limit, int width, bool fits, Whole&& whole, Rest&& rest, After&& after) {
  for (std::int64_t e = f.begin; e < f.end;) {
    const std::int64_t row = e / f.columns, first = e % f.columns, length = std::min({f.end - e, f.columns - first, limit});
    const std::int64_t last = first + length, vectors = fits ? first + length / width * width : first;
    if (vectors > first) whole(RowPiece{row, first, vectors, e});
    for (std::int64_t c = vectors; c < last; c += width) rest(RowPiece{row, c, std::min(last, c + width), e + c - first}, c - first);
    after(RowPiece{row, first, last, e});
    e += length;
  }
}

Forward staged(const Forward& f, const NumberCounts& n, auto& stage) {
  Forward g = f;
  g.input = stage.in(f.input, n.inputs);
  g.state = stage.in(f.state, n.states);
  g.param = stage.in(f.param, n.params);
  g.coeff = stage.in(f.coeff, n.coeffs);
  return g;
}
/// Steps of the elements on a stage, of which the first counts as `element`.
template <class F>
void forward_staged(const RowKernel<F>& kernel, const Forward& f, const NumberCounts& n, Stage<F> stage, std::int64_t element) {
  Forward g = staged(f, n, stage);
  g.state_out = stage.out(f.state_out, n.states);
  g.trace = stage.out(f.trace, n.states);
  g.spike = stage.write(f.spike);
  kernel.forward(g, n, {0, 0, kernel.width, element}, stage.lanes());
  stage.finish();
}
// Note [Late lanes]
// An adaptive neuron that spikes takes twenty sub-steps where its neighbours take one, and they would wait for it. With `Forward::late` a step leaves the
// last half of a vector as it was and names it; the late of a piece fill vectors of their own. Every lane computes what it would have computed.
template <class F> class StepsWithLate {
 public:
  StepsWithLate(const RowKernel<F>& kernel, const Forward& f, const NumberCounts& n, const RowPiece& piece)
      : kernel_(kernel), f_(f), n_(n), piece_(piece), columns_(2 * (piece.last - piece.first)), late_{columns_.data(), 0, std::int64_t(columns_.size())} {}

  void run() {
    for (std::int64_t t = 0; t < f_.steps; ++t) {
      const std::int64_t spikes = f_.spikes ? f_.spikes->size : 0;
      const bool failed = has_failed();
      const Forward g = step(t);
      late_.size = 0;
      kernel_.forward(g, n_, piece_, kernel_.width);
      for (std::int64_t i = 0; i < late_.size; i += kernel_.width) together(g, i);
      if (f_.spikes) {
        Spike *const first = f_.spikes->data + spikes, *const last = f_.spikes->data + f_.spikes->size;
        if (late_.size > 0) std::sort(first, last, [](const Spike& a, const Spike& b) { return a.neuron < b.neuron; });
        for (Spike* s = first; s != last; ++s) s->step = std::uint16_t(t);
      }
      if (has_failed() && !failed) f_.failure->step += t;
    }
  }

 private:
  bool has_failed() const { return f_.failure && f_.failure->what; }
  /// The operands of one step.
  Forward step(std::int64_t t) {
    Forward g = f_;
    g.steps = 1;
    g.late = &late_;
    g.constants.first_step += t;
    g.input = at(f_.input, n_.inputs, t, input_);
    g.trace = at(f_.trace, n_.states, t, trace_);
    g.spike = at(f_.spike, t);
    if (t > 0) g.state = f_.state_out;
    return g;
  }
  static Operand at(Operand o, std::int64_t t) {
    if (o.data) o.data = static_cast<F*>(o.data) + t * o.time;
    return o;
  }
  static const Operand* at(const Operand* o, int count, std::int64_t t, std::vector<Operand>& to) {
    if (!o) return nullptr;
    to.assign(1, {});                         // so that there is an address where there are none
    for (int k = 0; k < count; ++k) to.insert(to.end() - 1, at(o[k], t));
    return to.data();
  }
  /// The step of a vector of late columns, from the `first` on. Those that are late even here line up again, unless they would be alone.
  void together(Forward one, std::int64_t first) {
    const std::int64_t last = std::min<std::int64_t>(late_.size, first + kernel_.width), spikes = f_.spikes ? f_.spikes->size : 0;
    std::vector<std::int64_t> columns(columns_.begin() + first, columns_.begin() + last);
    for (auto& c : columns) c += piece_.first;
    one.late = late_.size >= first + 2 * kernel_.width ? &late_ : nullptr;
    const std::int64_t to_element = piece_.element - piece_.first, queue = late_.size;
    const bool failed = has_failed();
    forward_staged(kernel_, one, n_, Stage<F>(kernel_.width, piece_.row, columns, 1), 0);
    for (std::int64_t i = queue; i < late_.size; ++i) columns_[i] = columns[columns_[i]] - piece_.first;
    if (f_.spikes) for (std::int64_t i = spikes; i < f_.spikes->size; ++i) f_.spikes->data[i].neuron = std::uint32_t(to_element + columns[f_.spikes->data[i].neuron]);
    if (has_failed() && !failed) f_.failure->element = to_element + columns[f_.failure->element];
  }

  const RowKernel<F>& kernel_;
  const Forward& f_;
  const NumberCounts& n_;
  const RowPiece& piece_;
  std::vector<std::int64_t> columns_;
  Growing<std::int64_t> late_;
  std::vector<Operand> input_, trace_;
};
/// Worth it where there are several vectors.
template <class F> bool takes_late_together(const RowKernel<F>& kernel, const Forward& f, const RowPiece& piece) {
  return kernel.leaves_late && f.constants.solver == Solver::rkf45 && piece.last - piece.first >= 4 * kernel.width;
}

template <class F>
void backward_staged(const RowKernel<F>& kernel, const Backward& b, const NumberCounts& n, Scratch<F>& w, bool with_params, const RowPiece& piece, std::int64_t at) {
  Stage<F> stage(kernel.width, piece.row, piece.first, int(piece.last - piece.first), b.forward.steps);
  Backward g = b;
  g.forward = staged(b.forward, n, stage);
  g.grad_spike = stage.read(b.grad_spike);
  g.grad_trace = stage.in(b.grad_trace, n.states);
  g.grad_state_out = stage.in(b.grad_state_out, n.states);
  g.grad_input = stage.sums(b.grad_input, n.inputs);
  g.grad_state = stage.out(b.grad_state, n.states);
  kernel.backward(g, n, w, with_params, {0, 0, kernel.width, piece.element}, at);
  stage.finish();
}

/// Adds up the rows of a block.
template <class F> void add_sums(const std::vector<F>& values, std::int64_t count, std::int64_t width, double* sums) {
  constexpr std::int64_t lanes = 8;
  for (std::int64_t m = 0; m < count; ++m) {
    const F* row = values.data() + m * kRow;
    double part[lanes] = {}, sum = 0.0;
    std::int64_t c = 0;
    for (; c + lanes <= width; c += lanes)
      for (std::int64_t l = 0; l < lanes; ++l) part[l] += double(row[c + l]);
    for (; c < width; ++c) sum += double(row[c]);
    for (const double p : part) sum += p;
    sums[m] += sum;
  }
}
/// Parameter gradients of each element of a finished block.
template <class F> void write_params(const RowKernel<F>& kernel, const Backward& b, const NumberCounts& n, const Scratch<F>& w, const RowPiece& piece) {
  const int width = kernel.chain_width;
  std::vector<double> p(n.params * width), gp(n.params * width), gc(n.coeffs * width);
  for (std::int64_t c = piece.first; c < piece.last; c += width) {
    const std::int64_t lanes = std::min<std::int64_t>(width, piece.last - c), at = c - piece.first;
    for (int m = 0; m < n.params; ++m) {
      const Operand& o = b.forward.param[m];
      const F* const from = static_cast<const F*>(o.data) + piece.row * o.row + c * o.column;
      for (int l = 0; l < width; ++l) p[m * width + l] = double(from[(l < lanes ? l : 0) * o.column]);   // as in a stage
      std::copy_n(&w.params[m * kRow + at], width, &gp[m * width]);
    }
    for (int m = 0; m < n.coeffs; ++m) std::copy_n(&w.coeffs[m * kRow + at], width, &gc[m * width]);
    if (n.coeffs > 0) kernel.chain_prepare(b.forward, p.data(), gc.data(), gp.data());
    for (int m = 0; m < n.params; ++m) {
      const Operand& o = b.grad_param[m];
      if (o.data) std::copy_n(&gp[m * width], lanes, static_cast<F*>(o.data) + piece.row * o.row + c * o.column);
    }
  }
}

/// Elements of a row that are taken at a time. The scratch holds what several steps, or parameters, need.
template <class F> std::int64_t block_of(const Backward& b, const NumberCounts& n, bool with_params) {
  if (b.forward.steps == 1) return with_params ? kBlock : b.forward.end - b.forward.begin;
  const std::int64_t trajectory = b.forward.steps * n.states * kBlock * std::int64_t(sizeof(F));
  return trajectory <= kTrajectory ? kBlock : kBlock / 2;
}

/// Rows of a block, one operand each.
template <class F> std::vector<Operand> rows_of(std::vector<F>& values, std::int64_t count, std::int64_t steps) {
  values.resize(std::size_t(steps) * count * kRow);
  std::vector<Operand> o(count);
  for (std::int64_t k = 0; steps > 0 && k < count; ++k) o[k] = {values.data() + k * kRow, 1, 0, steps > 1 ? count * kRow : 0};
  return o;
}

}  // namespace

bool all_same(const Operand* o, int count) {
  return every(o, count, [](const Operand& x) { return x.column == 0 && x.row == 0; });
}

// Rows are left out where there would be none to read; what kernels write then nobody reads.
template <class F> Scratch<F>::Scratch(const NumberCounts& n, std::int64_t steps, bool with_params)
    : before(rows_of(trajectory, n.states, steps > 1 ? steps : 0)), grad(rows_of(adjoint, n.states, steps > 1)), p(rows_of(params, n.params, with_params)),
      c(rows_of(coeffs, n.coeffs, with_params)) {}

template <class F> void run_forward(const RowKernel<F>& kernel, const Forward& f) {
  const NumberCounts n = kernel.count(f.lengths);
  for_rows(f, 2 * kBlock, kernel.width, fits(f, n), [&](const RowPiece& piece) {
             if (takes_late_together(kernel, f, piece)) StepsWithLate<F>(kernel, f, n, piece).run();
             else kernel.forward(f, n, piece, kernel.width);
           },
           [&](const RowPiece& piece, std::int64_t) {
             forward_staged(kernel, f, n, Stage<F>(kernel.width, piece.row, piece.first, int(piece.last - piece.first), f.steps), piece.element);
           },
           [](const RowPiece&) {});
}

template <class F> void run_backward(const RowKernel<F>& kernel, const Backward& b) {
  const NumberCounts n = kernel.count(b.forward.lengths);
  const bool with_params = b.grad_param_sum || b.grad_param;
  Scratch<F> w(n, b.forward.steps, with_params);
  for_rows(b.forward, block_of<F>(b, n, with_params), kernel.width, fits(b, n), [&](const RowPiece& piece) { kernel.backward(b, n, w, with_params, piece, 0); },
           [&](const RowPiece& piece, std::int64_t at) { backward_staged(kernel, b, n, w, with_params, piece, at); },
           [&](const RowPiece& piece) {
             if (!with_params) return;
             if (b.grad_param_sum) {
               add_sums(w.params, n.params, piece.last - piece.first, b.grad_param_sum);
               add_sums(w.coeffs, n.coeffs, piece.last - piece.first, b.grad_coeff_sum);
             } else {
               write_params(kernel, b, n, w, piece);
             }
             std::fill(w.params.begin(), w.params.end(), F(0));
             std::fill(w.coeffs.begin(), w.coeffs.end(), F(0));
           });
}

#define SYNAPTORCH_ROWS(F)                                                                                                     \
  template void find_lines(const Operand*, int, std::int64_t, std::int64_t, int, Line<F>*, F*);                                \
  template void find_failure(Failure&, const Line<F>*, int, std::int64_t, std::int64_t, std::int64_t);                         \
  template struct Scratch<F>;                                                                                                  \
  template void run_forward(const RowKernel<F>&, const Forward&);                                                              \
  template void run_backward(const RowKernel<F>&, const Backward&);
SYNAPTORCH_ROWS(float)
SYNAPTORCH_ROWS(double)
#undef SYNAPTORCH_ROWS

}  // namespace synaptorch
