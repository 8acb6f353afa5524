#pragma once
// A kernel call apart from its arithmetic: which rows and vectors there are, where their numbers lie, what becomes of incomplete vectors and of
// gradients of parameters. It is the same for all models, so it is compiled once (rows.cpp) and not with every model and instruction set.
#include <cstdint>
#include <vector>

#include "kernels/kernel_table.h"

namespace synaptorch {

/// How many numbers of each kind an element of a model has.
struct NumberCounts {
  int inputs, states, params, coeffs;
};

/// Columns [first, last) of a row; `element` is the flat index of the first.
struct RowPiece {
  std::int64_t row, first, last, element;
};

/// An operand along a row. One number for all, or none, is a vector that stands still.
template <class F> struct Line {
  F* first = nullptr;
  std::int64_t moves = 0, time = 0;           ///< moves: all bits or none
  SYNAPTORCH_FN F* at(std::int64_t c, std::int64_t t) const { return first + (c & moves) + t * time; }
};

/// The lines of `count` operands from column `column` of a row on. A single step of a simple model takes less time than finding out where its
/// numbers are, so this is done once a row and nothing is asked for a vector. `still` has `width` numbers an operand, for those that do not move.
/// Absent operands (all, if `o` is null) read as 0 and take what nobody reads.
template <class F> void find_lines(const Operand* o, int count, std::int64_t row, std::int64_t column, int width, Line<F>* lines, F* still);

/// Is it the same number for all elements?
bool all_same(const Operand* o, int count);

/// Notes the first element of columns [0, columns) whose state after `step` steps is not finite, unless another failed before it.
template <class F> void find_failure(Failure& failure, const Line<F>* states, int count, std::int64_t columns, std::int64_t element, std::int64_t step);

/// Working memory of one block: the recomputed trajectory, the running adjoint and parameter gradients.
template <class F> struct Scratch {
  std::vector<F> trajectory, adjoint, params, coeffs;
  std::vector<Operand> before, grad, p, c;
  Scratch(const NumberCounts& n, std::int64_t steps, bool with_params);
};

/// What the file of a model does, on whole vectors of `width` elements.
template <class F> struct RowKernel {
  int width, chain_width;
  bool leaves_late;
  NumberCounts (*count)(const std::int32_t* lengths);
  /// All steps of a piece, of which the first `lanes` lanes of each vector count.
  void (*forward)(const Forward&, const NumberCounts&, const RowPiece&, int lanes);
  /// Their adjoint. Gradients of parameters are added to those of the scratch, from column `at` on.
  void (*backward)(const Backward&, const NumberCounts&, Scratch<F>&, bool with_params, const RowPiece&, std::int64_t at);
  /// Adds the gradient of the coefficients of `chain_width` elements to that of the parameters they were made from.
  void (*chain_prepare)(const Forward&, const double* params, const double* grad_coeffs, double* grad_params);
};
template <class F> void run_forward(const RowKernel<F>& kernel, const Forward& f);
template <class F> void run_backward(const RowKernel<F>& kernel, const Backward& b);

}  // namespace synaptorch
