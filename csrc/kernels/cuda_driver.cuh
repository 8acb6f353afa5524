#pragma once
// The only CUDA launch of the library: one thread an element, all steps in registers. Gradients come
// from duals, a few directions at a time (the reverse tape would spill).
#include <cuda_runtime.h>

#include "kernels/kernel_table.h"
#include "kernels/model_traits.h"
#include "synaptorch/core/dual.h"
#include "synaptorch/core/env.h"

namespace synaptorch {
namespace {

/// Operands by value: kernel arguments cannot point to host memory.
template <int N> struct DeviceOperands {
  Operand at[N > 0 ? N : 1];
  DeviceOperands() = default;
  explicit DeviceOperands(const Operand* from) { for (int k = 0; from && k < N; ++k) at[k] = from[k]; }
};

template <class F> __device__ Vec<F, 1> read(const Operand& o, std::int64_t row, std::int64_t col, std::int64_t t) {
  return o.data ? Vec<F, 1>::of(static_cast<const F*>(o.data)[row * o.row + t * o.time + col * o.column]) : Vec<F, 1>(0.0);
}
template <class F> __device__ void write(const Operand& o, std::int64_t row, std::int64_t col, std::int64_t t, const Vec<F, 1>& v) {
  if (o.data) static_cast<F*>(o.data)[row * o.row + t * o.time + col * o.column] = v.x;
}

/// Forward as the device sees it.
template <class M> struct DeviceForward {
  using N = Counts<M>;
  std::int64_t steps, columns, begin, end;
  DeviceOperands<N::inputs> input;
  DeviceOperands<N::states> state, state_out, trace;
  DeviceOperands<N::params> param;
  Operand spike;
  Constants constants;
  explicit DeviceForward(const Forward& f)
      : steps(f.steps), columns(f.columns), begin(f.begin), end(f.end), input(f.input), state(f.state), state_out(f.state_out),
        trace(f.trace), param(f.param), spike(f.spike), constants(f.constants) {}
};

/// Backward as the device sees it. workspace: steps × states × elements, the states before each step.
template <class M> struct DeviceBackward {
  using N = Counts<M>;
  DeviceForward<M> forward;
  Operand grad_spike;
  DeviceOperands<N::states> grad_trace, grad_state_out, grad_state;
  DeviceOperands<N::inputs> grad_input;
  DeviceOperands<N::params> grad_param;
  void* workspace;
  DeviceBackward(const Backward& b, void* memory)
      : forward(b.forward), grad_spike(b.grad_spike), grad_trace(b.grad_trace), grad_state_out(b.grad_state_out), grad_state(b.grad_state),
        grad_input(b.grad_input), grad_param(b.grad_param), workspace(memory) {}
};

/// The draws of one element, for values and for duals (a draw has no derivative).
struct DeviceDraws : LaneDraws {
  using LaneDraws::uniform;
  template <class T, int K> SYNAPTORCH_FN Dual<T, K> uniform(const Dual<T, K>& like, int draw) const {
    return Dual<T, K>(LaneDraws::uniform(like.v, draw));
  }
};

template <class M, class F, bool Coupled> struct DeviceStep {
  using N = Counts<M>;
  static constexpr int leaves = N::inputs + N::states + N::params;
  /// Step of the values in `in` (inputs, states, params); T may be a dual.
  template <class T> static __device__ T run(const T* in, typename M::template State<T>& s, const Constants& k, std::int64_t element, std::int64_t t) {
    typename M::template Input<T> x;
    typename M::template Params<T> p;
    for (int i = 0; i < N::inputs; ++i) member<T>(x, i) = in[i];
    for (int i = 0; i < N::states; ++i) member<T>(s, i) = in[N::inputs + i];
    for (int i = 0; i < N::params; ++i) member<T>(p, i) = in[N::inputs + N::states + i];
    const auto c = M::prepare(p, double(F(k.dt)));
    const Env<Coupled, DeviceDraws> env{double(F(k.dt)), k, {{k.key, k.first_element + element, k.first_step + t}}};
    return M::step(s, x, p, c, env);
  }
};

template <class M, class F, bool Coupled> __global__ void forward_kernel(DeviceForward<M> f) {
  using N = Counts<M>;
  using V = Vec<F, 1>;
  const std::int64_t e = f.begin + std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x;
  if (e >= f.end) return;
  const std::int64_t row = e / f.columns, col = e % f.columns;
  typename M::template Params<V> p;
  typename M::template State<V> s;
  for (int k = 0; k < N::params; ++k) member<V>(p, k) = read<F>(f.param.at[k], row, col, 0);
  for (int k = 0; k < N::states; ++k) member<V>(s, k) = read<F>(f.state.at[k], row, col, 0);
  const auto c = M::prepare(p, double(F(f.constants.dt)));
  for (std::int64_t t = 0; t < f.steps; ++t) {
    typename M::template Input<V> x;
    for (int k = 0; k < N::inputs; ++k) member<V>(x, k) = read<F>(f.input.at[k], row, col, t);
    const Env<Coupled> env{double(F(f.constants.dt)), f.constants,
                           LaneDraws{f.constants.key, f.constants.first_element + e, f.constants.first_step + t}};
    write<F>(f.spike, row, col, t, M::step(s, x, p, c, env));
    for (int k = 0; k < N::states; ++k) write<F>(f.trace.at[k], row, col, t, member<V>(s, k));
  }
  for (int k = 0; k < N::states; ++k) write<F>(f.state_out.at[k], row, col, 0, member<V>(s, k));
}

template <class M, class F, bool Coupled> __global__ void backward_kernel(DeviceBackward<M> b) {
  using N = Counts<M>;
  using V = Vec<F, 1>;
  using S = DeviceStep<M, F, Coupled>;
  constexpr int directions = 4, padded = (S::leaves + directions - 1) / directions * directions;
  using D = Dual<V, directions>;
  const DeviceForward<M>& f = b.forward;
  const std::int64_t e = f.begin + std::int64_t(blockIdx.x) * blockDim.x + threadIdx.x, count = f.end - f.begin;
  if (e >= f.end) return;
  const std::int64_t row = e / f.columns, col = e % f.columns;
  F* before = static_cast<F*>(b.workspace) + (e - f.begin);
  V in[S::leaves], adjoint[N::states + 1], sum[N::params + 1];
  const auto load_inputs = [&](std::int64_t t) { for (int k = 0; k < N::inputs; ++k) in[k] = read<F>(f.input.at[k], row, col, t); };
  for (int k = 0; k < N::params; ++k) { in[N::inputs + N::states + k] = read<F>(f.param.at[k], row, col, 0); sum[k] = V(0.0); }
  for (int k = 0; k < N::states; ++k) { in[N::inputs + k] = read<F>(f.state.at[k], row, col, 0); adjoint[k] = read<F>(b.grad_state_out.at[k], row, col, 0); }
  for (std::int64_t t = 0; t < f.steps; ++t) {
    for (int k = 0; k < N::states; ++k) before[(t * N::states + k) * count] = in[N::inputs + k].x;
    load_inputs(t);
    typename M::template State<V> s;
    S::template run<V>(in, s, f.constants, e, t);
    for (int k = 0; k < N::states; ++k) in[N::inputs + k] = member<V>(s, k);
  }
  for (std::int64_t t = f.steps - 1; t >= 0; --t) {
    load_inputs(t);
    for (int k = 0; k < N::states; ++k) {
      in[N::inputs + k] = V::of(before[(t * N::states + k) * count]);
      adjoint[k] = adjoint[k] + read<F>(b.grad_trace.at[k], row, col, t);
    }
    const V seed = read<F>(b.grad_spike, row, col, t);
    V g[padded];
    for (int first = 0; first < padded; first += directions) {
      D leaf[S::leaves];
      for (int k = 0; k < S::leaves; ++k) leaf[k] = k >= first && k < first + directions ? D::variable(in[k], k - first) : D(in[k]);
      typename M::template State<D> s;
      const D z = S::template run<D>(leaf, s, f.constants, e, t);
      for (int d = 0; d < directions; ++d) {
        V total = seed * z.d[d];
        for (int k = 0; k < N::states; ++k) total = total + adjoint[k] * member<D>(s, k).d[d];
        g[first + d] = total;
      }
    }
    for (int k = 0; k < N::inputs; ++k) {
      const Operand& o = b.grad_input.at[k];
      write<F>(o, row, col, t, o.time == 0 && f.steps > 1 ? read<F>(o, row, col, t) + g[k] : g[k]);
    }
    for (int k = 0; k < N::states; ++k) adjoint[k] = g[N::inputs + k];
    for (int k = 0; k < N::params; ++k) sum[k] = sum[k] + g[N::inputs + N::states + k];
  }
  for (int k = 0; k < N::states; ++k) write<F>(b.grad_state.at[k], row, col, 0, adjoint[k]);
  for (int k = 0; k < N::params; ++k) write<F>(b.grad_param.at[k], row, col, 0, sum[k]);
}

constexpr int kThreads = 128;

template <class M, class F, bool Coupled> void launch_forward(const Forward& f, void* stream) {
  const auto blocks = unsigned((f.end - f.begin + kThreads - 1) / kThreads);
  if (blocks) forward_kernel<M, F, Coupled><<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(DeviceForward<M>(f));
}
template <class M, class F, bool Coupled> void launch_backward(const Backward& b, void* workspace, void* stream) {
  const auto blocks = unsigned((b.forward.end - b.forward.begin + kThreads - 1) / kThreads);
  if (blocks) backward_kernel<M, F, Coupled><<<blocks, kThreads, 0, static_cast<cudaStream_t>(stream)>>>(DeviceBackward<M>(b, workspace));
}

template <class M> CudaKernelTable make_cuda_table() {
  CudaKernelTable t{M::info.name, {}, {}, {}, {}};
  if constexpr (!has_lists<M>) {   // lists would need memory per thread
    t.forward[0] = launch_forward<M, float, false>;
    t.forward[1] = launch_forward<M, double, false>;
    if constexpr (has_conductance_port<M>) { t.forward_coupled[0] = launch_forward<M, float, true>; t.forward_coupled[1] = launch_forward<M, double, true>; }
    if constexpr (has_adjoint<M>) {
      t.backward[0] = launch_backward<M, float, false>;
      t.backward[1] = launch_backward<M, double, false>;
      if constexpr (has_conductance_port<M>) { t.backward_coupled[0] = launch_backward<M, float, true>; t.backward_coupled[1] = launch_backward<M, double, true>; }
    }
  }
  return t;
}

}  // namespace
}  // namespace synaptorch
