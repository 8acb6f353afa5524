#include "synaptorch/nn/options.h"

#include <sstream>

#include <ATen/ops/empty.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/tensor.h>

namespace synaptorch::nn {
namespace {

void write(std::ostream& out, const Number& n) {
  out << n.magnitude();
  if (const auto unit = n.unit()) {
    const Dimension& d = unit->dimension;
    out << "e" << unit->power << "V" << d.volt << "s" << d.second << "A" << d.ampere << "M" << d.molar;
  }
}

}  // namespace

Value::Value(const std::vector<double>& elements) : content_(at::tensor(elements, at::kDouble)) {}

at::Tensor Value::tensor(at::ScalarType dtype, const Quantity& unit, const std::string& what, at::IntArrayRef shape) const {
  if (const Number* number = std::get_if<Number>(&content_)) return at::scalar_tensor(number->in(unit, what), dtype);
  if (const Law* law = std::get_if<Law>(&content_)) {
    const double a = law->a.in(unit, what), b = law->b.in(unit, what);
    const at::Tensor t = at::empty(shape, dtype);
    return law->kind == Law::normal ? t.normal_(a, b) : law->kind == Law::uniform ? t.uniform_(a, b) : t.fill_(a);
  }
  return std::get<at::Tensor>(content_).detach().to(dtype).clone();
}

std::optional<Quantity> Value::unit() const {
  const Number* number = std::get_if<Number>(&content_);
  const Law* law = std::get_if<Law>(&content_);
  return law ? law->unit() : number ? number->unit() : std::nullopt;
}

at::ScalarType Value::type() const {
  const at::Tensor* tensor = std::get_if<at::Tensor>(&content_);
  return tensor && tensor->is_floating_point() ? tensor->scalar_type() : at::kFloat;
}

std::string Value::identity() const {
  std::ostringstream out;
  out.precision(17);
  if (const Number* number = std::get_if<Number>(&content_)) write(out, *number);
  else if (const Law* law = std::get_if<Law>(&content_)) {
    out << "law " << int(law->kind) << " ";
    write(out, law->a);
    out << " ";
    write(out, law->b);
  } else out << "tensor " << std::get<at::Tensor>(content_).unsafeGetTensorImpl();
  return out.str();
}

std::string NeuronOptions::identity() const {
  std::ostringstream out;
  out.precision(17);
  out << model << at::IntArrayRef(size) << " dt=" << step << " " << surrogate_name << at::ArrayRef<double>(surrogate_params) << int(reset)
      << int(ode_solver) << " seed=" << seed_value << " " << dtype;
  for (const auto* set : {&values, &starts})
    for (const auto& [name, value] : *set) out << " " << name << "=" << value.identity();
  for (const auto& name : learnt) out << " learn " << name;
  return out.str();
}

}  // namespace synaptorch::nn
