#pragma once
// The adjoint of steps of elements that lie side by side. The trajectory of a block is computed again and walked backwards.
#include "kernels/cpu_lines.h"
#include "kernels/cpu_vjp.h"

namespace synaptorch {
namespace {

template <class M, class F, int W, bool Coupled> class BackwardPass {
  using Step = Vjp<M, F, W, Coupled>;
  using V = typename Step::V;
  using Values = typename Step::Values;
  template <int Count> using Lines = synaptorch::Lines<F, W, has_lists<M> ? -1 : Count>;
  using N = Counts<M>;

 public:
  BackwardPass(const Backward& b, const NumberCounts& n, Scratch<F>& w) : b_(b), f_(b.forward), w_(w), n_(n), sums_up_(n_.inputs) {}

  /// RowKernel::backward.
  static void run(const Backward& b, const NumberCounts& n, Scratch<F>& w, bool with_params, const RowPiece& piece, std::int64_t at) {
    BackwardPass(b, n, w).run(with_params, piece, at);
  }

 private:
  void run(bool with_params, const RowPiece& piece, std::int64_t at) {
    find_lines(piece.row, piece.first, at);
    const std::int64_t n = piece.last - piece.first, element = piece.element;
    for (std::int64_t t0 = 0; t0 < f_.steps - 1; t0 += kChunk)
      constants_.template for_alike<Values>(f_, n, [&](Values& v, std::int64_t begin, std::int64_t end) {
        recompute(v, begin, end, element, t0, std::min(f_.steps - 1, t0 + kChunk));
      });
    for (std::int64_t t1 = f_.steps; t1 > 0; t1 -= std::min(t1, kChunk))
      constants_.template for_alike<Values>(f_, n, [&](Values& v, std::int64_t begin, std::int64_t end) {
        const std::int64_t t0 = std::max<std::int64_t>(0, t1 - kChunk);
        // With the gradients of parameters long steps take a tenth more time; a second version of them would take as long again to compile.
        // The same in double, which is rarely trained in.
        if constexpr (!has_short_steps<M> || sizeof(F) == sizeof(double)) reverse<true>(v, begin, end, element, t0, t1);
        else with_params ? reverse<true>(v, begin, end, element, t0, t1) : reverse<false>(v, begin, end, element, t0, t1);
      });
  }
  void find_lines(std::int64_t row, std::int64_t c0, std::int64_t at) {
    input_.find(f_.input, n_.inputs, row, c0);
    state_.find(f_.state, n_.states, row, c0);
    constants_.find(f_, n_, row, c0);
    before_.find(w_.before.data(), n_.states, 0, at);
    adjoint_.find(w_.grad.data(), n_.states, 0, at);
    grad_param_.find(w_.p.data(), n_.params, 0, at);
    grad_coeff_.find(w_.c.data(), n_.coeffs, 0, at);
    grad_spike_.find(&b_.grad_spike, 1, row, c0);
    grad_trace_.find(b_.grad_trace, n_.states, row, c0);
    grad_out_.find(b_.grad_state_out, n_.states, row, c0);
    grad_input_.find(b_.grad_input, n_.inputs, row, c0);
    grad_state_.find(b_.grad_state, n_.states, row, c0);
    for (int k = 0; k < n_.inputs; ++k) sums_up_[k] = f_.steps > 1 && grad_input_[k].moves && grad_input_[k].time == 0;
  }

  /// Fills the scratch with the states before steps [t0, t1] of columns [begin, end), whose parameters and coefficients are in `given`.
  void recompute(Values& given, std::int64_t begin, std::int64_t end, std::int64_t element, std::int64_t t0, std::int64_t t1) const {
    typename Step::OwnValues v = given;
    for (std::int64_t c = begin; c < end; c += W) {
      (t0 > 0 ? before_ : state_).load(v.s, c, t0);
      if (t0 == 0) before_.store(v.s, c);
      for (std::int64_t t = t0; t < t1; ++t) {
        input_.load(v.x, c, t);
        v.step(Step::env_at(f_.constants, element + c, t));
        before_.store(v.s, c, t + 1);
      }
    }
  }

  /// A call that is left (of a lambda in a model, say) would move the whole tape out of registers. With conductances LIF took three times as
  /// long, HH twice.
  template <bool WithParams>
  SYNAPTORCH_FLAT void reverse(Values& given, std::int64_t begin, std::int64_t end, std::int64_t element, std::int64_t t0, std::int64_t t1) const {
    const auto &before = f_.steps > 1 ? before_ : state_, &from = t1 == f_.steps ? grad_out_ : adjoint_, &to = t0 == 0 ? grad_state_ : adjoint_;
    typename Step::OwnValues v = given;
    typename Step::Gradients g(f_.lengths);
    for (std::int64_t c = begin; c < end; c += W) {
      from.load(g.s, c);
      if constexpr (WithParams) { grad_param_.load(g.p, c); grad_coeff_.load(g.c, c); }
      for (std::int64_t t = t1 - 1; t >= t0; --t) {
        before.load(v.s, c, t);
        input_.load(v.x, c, t);
        if (b_.grad_trace) for (int k = 0; k < g.s.size(); ++k) g.s[k] = g.s[k] + V::load(grad_trace_[k].at(c, t));
        Step::template step<WithParams>(f_, v, V::load(grad_spike_[0].at(c, t)), g, element + c, t);
        for (int k = 0; k < g.x.size(); ++k) {
          F* const to_input = grad_input_[k].at(c, t);
          (sums_up_[k] ? V::load(to_input) + g.x[k] : g.x[k]).store(to_input);
        }
      }
      to.store(g.s, c);
      if constexpr (WithParams) { grad_param_.store(g.p, c); grad_coeff_.store(g.c, c); }
    }
  }

  const Backward& b_;
  const Forward& f_;
  Scratch<F>& w_;
  const NumberCounts& n_;
  Lines<N::inputs> input_, grad_input_;
  Lines<N::states> state_, before_, adjoint_, grad_trace_, grad_out_, grad_state_;
  Lines<N::params> grad_param_;
  Lines<N::coeffs> grad_coeff_;
  Lines<1> grad_spike_;
  ConstantLines<M, F, W> constants_;
  std::vector<char> sums_up_;                  ///< constant input: collects the gradients of all steps (the caller clears it)
};

}  // namespace
}  // namespace synaptorch
