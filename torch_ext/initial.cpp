#include <ATen/ExpandUtils.h>
#include <ATen/ops/broadcast_tensors.h>
#include <ATen/ops/empty.h>

#include <algorithm>

#include "evaluate.h"
#include "lists.h"
#include "synaptorch/core/error.h"

namespace synaptorch::ops {
namespace {

/// Calls body(element, parameter values) for every element of the broadcast parameters.
template <class Body> at::DimVector for_elements(const Tensors& params, Body&& body) {
  std::vector<at::Tensor> values;
  for (const auto& p : params) values.push_back(p.detach().to(at::kCPU, at::kDouble));
  if (values.empty()) {
    body(0, nullptr);
    return {};
  }
  values = at::broadcast_tensors(values);
  const at::DimVector shape(values[0].sizes().begin(), values[0].sizes().end());
  const std::int64_t n = values[0].numel();
  for (auto& v : values) v = v.contiguous();
  std::vector<double> element(values.size());
  for (std::int64_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < values.size(); ++k) element[k] = values[k].const_data_ptr<double>()[i];
    body(i, element.data());
  }
  return shape;
}

/// A call of which only the parameters are known.
Tensors with_params(const Signature& s, const Tensors& params) {
  Tensors tensors(s.inputs() + s.states());
  tensors.append(params.begin(), params.end());
  return tensors;
}

/// Lengths of the lists that parameters decide: the largest that one of the neurons needs.
std::vector<std::int32_t> decided(const Signature& s, const Tensors& params, double dt) {
  if (!s.model().decided_lengths) return {};
  const Unbound u(s, with_params(s, params));
  std::vector<std::int32_t> lengths;
  for_elements(u.params(), [&](std::int64_t, const double* p) {
    const auto wanted = wanted_lengths(u.signature().model(), p, dt);
    lengths.resize(wanted.size(), 0);
    for (std::size_t l = 0; l < wanted.size(); ++l) lengths[l] = std::max(lengths[l], wanted[l]);
  });
  return lengths;
}

/// Calls run(model, params) -> states with elements of lists apart.
template <class Run> Tensors states_of(const Signature& s, const Tensors& params, const std::vector<std::int32_t>& decided, Run&& run) {
  if (!s.has_lists()) return run(s.model(), params);
  const Unbound u(s, with_params(s, params), decided);
  const Tensors states = run(u.signature().model(), u.params());
  Tensors outputs{states.empty() ? u.no_spikes() : states[0]};   // in place of the spike
  outputs.append(states.begin(), states.end());
  const Tensors bound = u.bind_outputs(std::move(outputs));
  return Tensors(bound.begin() + 1, bound.end());
}

Tensors initial_values(const Model& model, const Tensors& params) {
  std::vector<std::vector<double>> columns(model.state.size());
  std::vector<double> state(model.state.size());
  const at::DimVector shape = for_elements(params, [&](std::int64_t, const double* p) {
    model.initial(model.lengths.data(), p, state.data());
    for (std::size_t k = 0; k < state.size(); ++k) columns[k].push_back(state[k]);
  });
  const auto options = params.empty() ? at::TensorOptions(at::kFloat) : params[0].options();
  Tensors out;
  for (const auto& column : columns) {
    at::Tensor t = at::empty(shape, at::kDouble);
    std::copy(column.begin(), column.end(), t.mutable_data_ptr<double>());
    out.push_back(t.to(options.requires_grad(std::nullopt)));
  }
  return out;
}

c10::SymDimVector common_shape(const Tensors& params) {
  c10::SymDimVector shape;
  for (const auto& p : params) shape = at::infer_size_symdimvector(shape, p.sym_sizes());
  return shape;
}

Tensors initial_tensors(const Model& model, const Tensors& params) {
  const std::vector<TensorScalar> in(params.begin(), params.end());
  std::vector<TensorScalar> states(model.state.size());
  model.initial_on_tensors(model.lengths.data(), in.data(), states.data());
  const c10::SymDimVector shape = common_shape(params);
  Tensors out;
  for (const auto& s : states) out.push_back(s.tensor(params[0]).expand_symint(shape).contiguous());
  return out;
}

Tensors initial_shapes(const Model& model, const Tensors& params) {
  const c10::SymDimVector shape = common_shape(params);
  Tensors out;
  for (std::size_t k = 0; k < model.state.size(); ++k) out.push_back(at::empty_symint(shape, params[0].options()));
  return out;
}

}  // namespace

Tensors initial_state(const Signature& s, const Tensors& params, double dt) { return states_of(s, params, decided(s, params, dt), initial_values); }
Tensors initial_on_tensors(const Signature& s, const Tensors& params, double dt) { return states_of(s, params, decided(s, params, dt), initial_tensors); }
Tensors meta_initial_state(const Signature& s, const Tensors& params) {
  if (s.model().decided_lengths)
    throw WrongType(s.model().stem + "_initial: the shapes of initial states depend on the values of parameters; make them outside of what is traced");
  return states_of(s, params, {}, initial_shapes);
}

bool initial_has_gradient(const Model& model, const Tensors& params) {
  return at::GradMode::is_enabled() && model.initial_on_tensors &&
         std::any_of(params.begin(), params.end(), [](const at::Tensor& p) { return p.requires_grad(); });
}

void check_parameters(const Signature& s, const Tensors& given) {
  if (s.has_lists()) {
    const Unbound u(s, with_params(s, given));
    return check_parameters(u.signature(), u.params());
  }
  const Model& model = s.model();
  for_elements(given, [&](std::int64_t, const double* p) {
    for (std::size_t k = 0; k < model.params.size(); ++k) check_value(model, model.params[k], p[k]);
    if (const char* broken = model.check ? model.check(model.lengths.data(), p) : nullptr)
      throw OutOfRange(std::string(model.info.name) + ": " + broken);
  });
}

}  // namespace synaptorch::ops
