#pragma once
// The only CPU loops of the library: they run any model over rows of elements, forward and backward.
// Compiled once per model and instruction set, in an anonymous namespace. What files share beyond that the linker takes from the first,
// which has the least capable instruction set (Models.cmake).
#include "kernels/cpu_backward.h"
#include "kernels/cpu_forward.h"
#include "kernels/cpu_precise.h"
#include "kernels/cpu_vectors.h"

namespace synaptorch {
namespace {

template <class M, class F, int W, bool Coupled> struct Driver {
  static NumberCounts count(const std::int32_t* lengths) {
    using V = Vec<F, W>;
    return {Numbers<M, OfInput, V>(lengths).size(), Numbers<M, OfState, V>(lengths).size(), Numbers<M, OfParams, V>(lengths).size(),
            Numbers<M, OfCoeffs, V>(lengths).size()};
  }
  static constexpr RowKernel<F> rows() {
    RowKernel<F> k{W, Doubles::lanes, leaves_late<M>, count, ForwardPass<M, F, W, Coupled>::run, nullptr, nullptr};
    if constexpr (has_adjoint<M>) {
      k.backward = BackwardPass<M, F, W, Coupled>::run;
      k.chain_prepare = chain_prepare<M, Doubles::lanes>;
    }
    return k;
  }
  static void forward(const Forward& f) { run_forward(rows(), f); }
  static void backward(const Backward& b) { run_backward(rows(), b); }
};

template <class M> KernelTable make_kernel_table() {
  constexpr int f = Floats::lanes, d = Doubles::lanes;
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
