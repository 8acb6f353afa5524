#pragma once
// The only CPU loop of the library: runs any model over blocks of elements, forward and backward.
// Compiled once per model and instruction set, in an anonymous namespace. What files share beyond that the linker takes from the first,
// which has the least capable instruction set (Models.cmake).
#include "kernels/cpu_backward.h"
#include "kernels/cpu_forward.h"
#include "kernels/cpu_precise.h"

namespace synaptorch {
namespace {

template <class M, class F, int W, bool Coupled> struct Driver {
  using Step = Vjp<M, F, W, Coupled>;
  using Forwards = ForwardPass<M, F, W, Coupled>;
  using Backwards = BackwardPass<M, F, W, Coupled>;
  using A = Access<F, W>;
  using Params = typename Step::Params;
  using Coeffs = typename Step::Coeffs;
  using Scratch = typename Step::Scratch;

  /// Calls body(row, first column, last column, flat index of the first) for each row piece of [begin, end).
  template <class B> static void for_rows(const Forward& f, std::int64_t limit, B&& body) {
    for (std::int64_t e = f.begin; e < f.end;) {
      const std::int64_t row = e / f.columns, col = e % f.columns;
      const std::int64_t length = std::min({f.end - e, f.columns - col, limit});
      body(row, col, col + length, e);
      e += length;
    }
  }

  static void forward(const Forward& f) {
    Forwards pass(f);
    const bool fits = pass.fits();
    for_rows(f, 2 * kBlock, [&](std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
      const std::int64_t whole = fits ? c0 + (c1 - c0) / W * W : c0;
      if (whole > c0) pass.run(row, c0, whole, e0);
      for (std::int64_t c = whole; c < c1; c += W) Forwards::run_staged(f, row, c, int(std::min<std::int64_t>(W, c1 - c)), e0 + c - c0);
    });
  }

  template <class S> static void load_all(S& s, const Operand* o, std::int64_t row, std::int64_t col, int n) {
    for (int k = 0; k < s.size(); ++k) s[k] = A::load(o[k], row, col, 0, n);
  }
  /// Adds up the rows of a block.
  static void add_sums(const std::vector<F>& values, std::int64_t count, std::int64_t width, double* sums) {
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
  /// Hands the parameter gradients of a finished block over: summed, or per element.
  static void finish_params(const Backward& b, Scratch& w, std::int64_t row, std::int64_t c0, std::int64_t c1) {
    Params p(b.forward.lengths), gp(b.forward.lengths);
    Coeffs gc(b.forward.lengths);
    if (b.grad_param_sum) {
      add_sums(w.params, p.size(), c1 - c0, b.grad_param_sum);
      add_sums(w.coeffs, gc.size(), c1 - c0, b.grad_coeff_sum);
      return;
    }
    for (std::int64_t c = c0; c < c1; c += W) {
      const int n = int(std::min<std::int64_t>(W, c1 - c));
      load_all(p, b.forward.param, row, c, n);
      load_all(gp, w.p.data(), 0, c - c0, W);
      load_all(gc, w.c.data(), 0, c - c0, W);
      Step::chain_prepare(b.forward, p, gc, gp);
      for (int m = 0; m < p.size(); ++m) A::store(b.grad_param[m], row, c, 0, n, gp[m]);
    }
  }

  /// Elements of a row that are taken at a time. The scratch holds what several steps, or parameters, need.
  static std::int64_t block_of(const Backward& b, bool with_params) {
    if (b.forward.steps == 1) return with_params ? kBlock : 2 * kBlock;
    const std::int64_t trajectory = b.forward.steps * NumberCounts<M>(b.forward.lengths).states * kBlock * std::int64_t(sizeof(F));
    return trajectory <= kTrajectory ? kBlock : kBlock / 2;
  }
  static void backward(const Backward& b) {
    Scratch w(b.forward);
    Backwards pass(b, w);
    const bool fits = pass.fits(), with_params = b.grad_param_sum || b.grad_param;
    for_rows(b.forward, block_of(b, with_params), [&](std::int64_t row, std::int64_t c0, std::int64_t c1, std::int64_t e0) {
      if (with_params) {
        std::fill(w.params.begin(), w.params.end(), F(0));
        std::fill(w.coeffs.begin(), w.coeffs.end(), F(0));
      }
      const std::int64_t whole = fits ? c0 + (c1 - c0) / W * W : c0;
      if (whole > c0) pass.run(with_params, row, c0, whole, e0, 0);
      for (std::int64_t c = whole; c < c1; c += W)
        Backwards::run_staged(b, w, with_params, row, c, int(std::min<std::int64_t>(W, c1 - c)), e0 + c - c0, c - c0);
      if (with_params) finish_params(b, w, row, c0, c1);
    });
  }
};

template <class M> KernelTable make_kernel_table() {
  constexpr int f = SYNAPTORCH_VECTOR_BYTES / sizeof(float), d = SYNAPTORCH_VECTOR_BYTES / sizeof(double);
  KernelTable t{M::info.name, {Driver<M, float, f, false>::forward, Driver<M, double, d, false>::forward}, {}, {}, {}, nullptr};
  if constexpr (has_adjoint<M>) {
    t.backward[0] = Driver<M, float, f, false>::backward;
    t.backward[1] = Driver<M, double, d, false>::backward;
  }
  if constexpr (has_conductance_port<M>) {
    t.forward_coupled[0] = Driver<M, float, f, true>::forward;
    t.forward_coupled[1] = Driver<M, double, d, true>::forward;
    if constexpr (has_adjoint<M>) {
      t.backward_coupled[0] = Driver<M, float, f, true>::backward;
      t.backward_coupled[1] = Driver<M, double, d, true>::backward;
    }
  }
  if constexpr (is_precise<M>) t.precise = PreciseDriver<M, d>::run;
  return t;
}

}  // namespace
}  // namespace synaptorch
