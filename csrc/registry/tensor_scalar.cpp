// The vocabulary of model headers on at::Tensor. Numbers are folded, so that a model evaluated with
// constants 0 and 1 (derivatives of unused inputs, absent ports) costs no operation for them.
#include "synaptorch/core/tensor_scalar.h"

#include <cmath>

#include <ATen/EmptyTensor.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/where.h>

#include "synaptorch/core/math.h"
#include "synaptorch/core/philox.h"
#include "synaptorch/surrogate.h"

namespace synaptorch {
namespace {

at::TensorImpl* impl_of(void* p) { return static_cast<at::TensorImpl*>(p); }

/// A truth value as a number or as a tensor of 0 and 1 in the type of the operands. Keeping the
/// type lets `where` choose between two plain numbers without leaving the precision of the model.
TensorMask mask_of(const at::Tensor& truth, const at::Tensor& like) {
  return TensorMask(TensorScalar(truth.to(like.scalar_type())));
}
at::Tensor bool_tensor(const TensorMask& m) { return m.scalar().tensor().ne(0); }

template <class Numbers, class Left, class Right, class Both>
auto binary(const TensorScalar& a, const TensorScalar& b, Numbers numbers, Left tensor_number, Right number_tensor,
            Both tensors) {
  using Result = std::invoke_result_t<Both, at::Tensor, at::Tensor>;
  if (a.is_number() && b.is_number()) return Result(numbers(a.number(), b.number()));
  if (b.is_number()) return tensor_number(a.tensor(), b.number());
  if (a.is_number()) return number_tensor(a.number(), b.tensor());
  return tensors(a.tensor(), b.tensor());
}

template <class Numbers, class Tensors> TensorScalar unary(const TensorScalar& a, Numbers numbers, Tensors tensors) {
  return a.is_number() ? TensorScalar(numbers(a.number())) : TensorScalar(tensors(a.tensor()));
}

TensorScalar of(const at::Tensor& t) { return TensorScalar(t); }

}  // namespace

TensorScalar::TensorScalar(const at::Tensor& t) {
  if (t.defined()) impl_ = at::Tensor(t).unsafeReleaseTensorImpl();
}
TensorScalar::TensorScalar(const TensorScalar& o) : impl_(o.impl_), number_(o.number_) {
  if (impl_) c10::raw::intrusive_ptr::incref(impl_of(impl_));
}
TensorScalar::~TensorScalar() {
  if (impl_) c10::raw::intrusive_ptr::decref(impl_of(impl_));
}
at::Tensor TensorScalar::tensor() const {
  if (!impl_) return at::scalar_tensor(number_, at::kDouble);
  return at::Tensor(c10::intrusive_ptr<at::TensorImpl, at::UndefinedTensorImpl>::reclaim_copy(impl_of(impl_)));
}
at::Tensor TensorScalar::tensor(const at::Tensor& like) const {
  return impl_ ? tensor() : at::scalar_tensor(number_, like.options());
}

TensorScalar operator+(const TensorScalar& a, const TensorScalar& b) {
  if (a.is_number() && a.number() == 0.0) return b;
  if (b.is_number() && b.number() == 0.0) return a;
  return binary(a, b, [](double x, double y) { return x + y; },
                [](const at::Tensor& x, double y) { return of(x.add(y)); },
                [](double x, const at::Tensor& y) { return of(y.add(x)); },
                [](const at::Tensor& x, const at::Tensor& y) { return of(x.add(y)); });
}
TensorScalar operator-(const TensorScalar& a, const TensorScalar& b) {
  if (b.is_number() && b.number() == 0.0) return a;
  if (a.is_number() && a.number() == 0.0) return -b;
  return binary(a, b, [](double x, double y) { return x - y; },
                [](const at::Tensor& x, double y) { return of(x.sub(y)); },
                [](double x, const at::Tensor& y) { return of(y.neg().add(x)); },
                [](const at::Tensor& x, const at::Tensor& y) { return of(x.sub(y)); });
}
TensorScalar operator*(const TensorScalar& a, const TensorScalar& b) {
  if (a.is_number() && a.number() == 1.0) return b;
  if (b.is_number() && b.number() == 1.0) return a;
  if ((a.is_number() && a.number() == 0.0) || (b.is_number() && b.number() == 0.0)) return 0.0;
  return binary(a, b, [](double x, double y) { return x * y; },
                [](const at::Tensor& x, double y) { return of(x.mul(y)); },
                [](double x, const at::Tensor& y) { return of(y.mul(x)); },
                [](const at::Tensor& x, const at::Tensor& y) { return of(x.mul(y)); });
}
TensorScalar operator/(const TensorScalar& a, const TensorScalar& b) {
  if (b.is_number() && b.number() == 1.0) return a;
  if (a.is_number() && a.number() == 0.0) return 0.0;
  return binary(a, b, [](double x, double y) { return x / y; },
                [](const at::Tensor& x, double y) { return of(x.div(y)); },
                [](double x, const at::Tensor& y) { return of(at::scalar_tensor(x, y.options()).div(y)); },
                [](const at::Tensor& x, const at::Tensor& y) { return of(x.div(y)); });
}
TensorScalar operator-(const TensorScalar& a) {
  return unary(a, [](double x) { return -x; }, [](const at::Tensor& x) { return x.neg(); });
}

TensorMask operator<(const TensorScalar& a, const TensorScalar& b) {
  return binary(a, b, [](double x, double y) { return x < y; },
                [](const at::Tensor& x, double y) { return mask_of(x.lt(y), x); },
                [](double x, const at::Tensor& y) { return mask_of(y.gt(x), y); },
                [](const at::Tensor& x, const at::Tensor& y) { return mask_of(x.lt(y), x); });
}
TensorMask operator<=(const TensorScalar& a, const TensorScalar& b) {
  return binary(a, b, [](double x, double y) { return x <= y; },
                [](const at::Tensor& x, double y) { return mask_of(x.le(y), x); },
                [](double x, const at::Tensor& y) { return mask_of(y.ge(x), y); },
                [](const at::Tensor& x, const at::Tensor& y) { return mask_of(x.le(y), x); });
}
TensorMask operator>(const TensorScalar& a, const TensorScalar& b) { return b < a; }
TensorMask operator>=(const TensorScalar& a, const TensorScalar& b) { return b <= a; }

TensorMask operator&&(const TensorMask& a, const TensorMask& b) {
  if (a.is_bool()) return a.truth() ? b : TensorMask(false);
  if (b.is_bool()) return b.truth() ? a : TensorMask(false);
  return TensorMask(a.scalar() * b.scalar());
}
TensorMask operator||(const TensorMask& a, const TensorMask& b) { return !(!a && !b); }
TensorMask operator!(const TensorMask& a) {
  return a.is_bool() ? TensorMask(!a.truth()) : TensorMask(1.0 - a.scalar());
}
bool any(const TensorMask& m) { return m.is_bool() ? m.truth() : bool_tensor(m).any().item<bool>(); }

TensorScalar where(const TensorMask& m, const TensorScalar& a, const TensorScalar& b) {
  if (m.is_bool()) return m.truth() ? a : b;
  if (a.is_number() && b.is_number()) {
    if (a.number() == b.number()) return a;
    if (a.number() == 1.0 && b.number() == 0.0) return m.scalar();
  }
  const at::Tensor like = m.scalar().tensor();
  return TensorScalar(at::where(bool_tensor(m), a.tensor(like), b.tensor(like)));
}
TensorMask where(const TensorMask& m, const TensorMask& a, const TensorMask& b) { return (m && a) || (!m && b); }

#define SYNAPTORCH_UNARY(NAME)                                                               \
  TensorScalar NAME(const TensorScalar& a) {                                                 \
    return unary(a, [](double x) { return std::NAME(x); }, [](const at::Tensor& x) { return x.NAME(); }); \
  }
SYNAPTORCH_UNARY(exp)
SYNAPTORCH_UNARY(expm1)
SYNAPTORCH_UNARY(log)
SYNAPTORCH_UNARY(log1p)
SYNAPTORCH_UNARY(sqrt)
SYNAPTORCH_UNARY(tanh)
SYNAPTORCH_UNARY(erf)
SYNAPTORCH_UNARY(atan)
SYNAPTORCH_UNARY(cos)
SYNAPTORCH_UNARY(sin)
SYNAPTORCH_UNARY(floor)
SYNAPTORCH_UNARY(ceil)
#undef SYNAPTORCH_UNARY

TensorScalar pow(const TensorScalar& a, const TensorScalar& b) {
  return binary(a, b, [](double x, double y) { return std::pow(x, y); },
                [](const at::Tensor& x, double y) { return of(x.pow(y)); },
                [](double x, const at::Tensor& y) { return of(at::scalar_tensor(x, y.options()).pow(y)); },
                [](const at::Tensor& x, const at::Tensor& y) { return of(x.pow(y)); });
}
// Written with `where` so that ties and NaN fall to the same side as in the kernels.
TensorScalar abs(const TensorScalar& a) { return where(a < 0.0, -a, a); }
TensorScalar min(const TensorScalar& a, const TensorScalar& b) { return where(a < b, a, b); }
TensorScalar max(const TensorScalar& a, const TensorScalar& b) { return where(a > b, a, b); }
TensorScalar round(const TensorScalar& a) {
  // Halves go away from zero as in C; at::round takes them to even.
  return unary(a, [](double x) { return std::round(x); }, [](const at::Tensor& x) {
    const at::Tensor whole = x.trunc();
    return whole.add(x.sub(whole).abs().ge(0.5).to(x.scalar_type()).mul(x.sign()));
  });
}
TensorScalar heaviside(const TensorScalar& a) { return where(a >= 0.0, TensorScalar(1.0), TensorScalar(0.0)); }
TensorScalar finite_exponent(const TensorScalar& a, double powers) {
  return unary(a, [&](double x) { return finite_exponent(Vec<double, 1>(x), powers).x; }, [&](const at::Tensor& x) {
    const double top = x.scalar_type() == at::kDouble ? detail::exp_finite<double> : detail::exp_finite<float>;
    return x.clamp_max(top / powers);
  });
}
TensorScalar detach(const TensorScalar& a) {
  return unary(a, [](double x) { return x; }, [](const at::Tensor& x) { return x.detach(); });
}
TensorScalar straight_through(const TensorScalar& h, const TensorScalar& g, const TensorScalar& u) {
  // g counts as a constant here; adjoints (Rev) keep it, so that second derivatives see that of the surrogate.
  return h + detach(g) * (u - detach(u));
}

TensorScalar philox_uniform_like(const TensorScalar& like, std::uint64_t key, std::int64_t first_element,
                                 std::int64_t step, int draw) {
  if (like.is_number()) return philox_uniform(key, std::uint64_t(first_element), std::uint64_t(step), draw);
  const at::Tensor t = like.tensor();
  const at::Tensor u = at::detail::empty_cpu(t.sizes(), at::kDouble);   // plain memory, also under torch.func
  double* p = u.mutable_data_ptr<double>();
  for (std::int64_t i = 0; i < u.numel(); ++i)
    p[i] = philox_uniform(key, std::uint64_t(first_element + i), std::uint64_t(step), draw);
  return TensorScalar(u.to(t.options()));
}

template void surrogates::choose_rest(const SurrogateChoice&, const TensorScalar&, TensorScalar&);

}  // namespace synaptorch
