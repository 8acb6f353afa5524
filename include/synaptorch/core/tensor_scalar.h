#pragma once
// TensorScalar: a tensor used as the scalar type of a model, so that `step` becomes a sequence of
// ATen calls: the reference on any device and the way to higher derivatives. The class is opaque
// here (its functions are compiled once, in csrc/registry/tensor_scalar.cpp), so model headers and
// their translation units stay free of torch.
#include <cstdint>
#include <utility>

namespace at { class Tensor; }
namespace synaptorch {

/// A tensor, or a plain number that is folded into the next operation.
class TensorScalar {
 public:
  TensorScalar(double c = 0.0) : number_(c) {}
  explicit TensorScalar(const at::Tensor& t);
  TensorScalar(const TensorScalar& o);
  TensorScalar(TensorScalar&& o) noexcept : impl_(std::exchange(o.impl_, nullptr)), number_(o.number_) {}
  TensorScalar& operator=(TensorScalar o) noexcept { std::swap(impl_, o.impl_); number_ = o.number_; return *this; }
  ~TensorScalar();
  bool is_number() const { return impl_ == nullptr; }
  double number() const { return number_; }
  /// The tensor; a number becomes a 0-dim tensor like `like`.
  at::Tensor tensor() const;
  at::Tensor tensor(const at::Tensor& like) const;

 private:
  void* impl_ = nullptr;   // at::TensorImpl*, owned
  double number_ = 0.0;
};

/// Result of a comparison: a bool tensor or a plain truth value.
class TensorMask {
 public:
  TensorMask(bool b = false) : truth_(b) {}
  explicit TensorMask(TensorScalar t) : t_(std::move(t)), is_tensor_(true) {}
  bool is_bool() const { return !is_tensor_; }
  bool truth() const { return truth_; }
  const TensorScalar& scalar() const { return t_; }
 private:
  TensorScalar t_;
  bool is_tensor_ = false, truth_ = false;
};

TensorScalar operator+(const TensorScalar&, const TensorScalar&);
TensorScalar operator-(const TensorScalar&, const TensorScalar&);
TensorScalar operator*(const TensorScalar&, const TensorScalar&);
TensorScalar operator/(const TensorScalar&, const TensorScalar&);
TensorScalar operator-(const TensorScalar&);
TensorMask operator<(const TensorScalar&, const TensorScalar&);
TensorMask operator>(const TensorScalar&, const TensorScalar&);
TensorMask operator<=(const TensorScalar&, const TensorScalar&);
TensorMask operator>=(const TensorScalar&, const TensorScalar&);
TensorMask operator&&(const TensorMask&, const TensorMask&);
TensorMask operator||(const TensorMask&, const TensorMask&);
TensorMask operator!(const TensorMask&);
bool any(const TensorMask&);   ///< waits for the device

TensorScalar where(const TensorMask&, const TensorScalar&, const TensorScalar&);
TensorMask where(const TensorMask&, const TensorMask&, const TensorMask&);
TensorScalar exp(const TensorScalar&);
TensorScalar expm1(const TensorScalar&);
TensorScalar log(const TensorScalar&);
TensorScalar log1p(const TensorScalar&);
TensorScalar sqrt(const TensorScalar&);
TensorScalar tanh(const TensorScalar&);
TensorScalar erf(const TensorScalar&);
TensorScalar atan(const TensorScalar&);
TensorScalar cos(const TensorScalar&);
TensorScalar sin(const TensorScalar&);
TensorScalar pow(const TensorScalar&, const TensorScalar&);
TensorScalar abs(const TensorScalar&);
TensorScalar min(const TensorScalar&, const TensorScalar&);
TensorScalar max(const TensorScalar&, const TensorScalar&);
TensorScalar round(const TensorScalar&);   ///< derivative 0
TensorScalar floor(const TensorScalar&);   ///< derivative 0
TensorScalar ceil(const TensorScalar&);    ///< derivative 0
TensorScalar heaviside(const TensorScalar&);  ///< 1 where >= 0; derivative 0
TensorScalar finite_exponent(const TensorScalar&, double powers = 1.0);
TensorScalar detach(const TensorScalar&);
/// h + g * (u - detach(u)): value of h, derivative g with respect to u.
TensorScalar straight_through(const TensorScalar& h, const TensorScalar& g, const TensorScalar& u);
/// Philox draws for every element of a broadcast shape (same numbers as the kernels).
TensorScalar philox_uniform_like(const TensorScalar& like, std::uint64_t key, std::int64_t first_element,
                                 std::int64_t step, int draw);

}  // namespace synaptorch
