#include "registry/registry.h"

#include <ATen/Version.h>

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "synaptorch/core/error.h"

namespace synaptorch {

#define SYNAPTORCH_MODEL(NAME)                \
  Model make_model_##NAME();                  \
  const KernelTable& kernels_##NAME##_DEFAULT(); \
  const KernelTable& kernels_##NAME##_AVX2(); \
  const KernelTable& kernels_##NAME##_AVX512();
#include "model_list.inc"
#undef SYNAPTORCH_MODEL

namespace {

enum class InstructionSet { basic, avx2, avx512 };

/// What LibTorch chose for its own kernels (ATEN_CPU_CAPABILITY overrides it for both).
InstructionSet instruction_set() {
  const std::string capability = at::get_cpu_capability();
  if (capability == "AVX512") return InstructionSet::avx512;
  return capability == "AVX2" ? InstructionSet::avx2 : InstructionSet::basic;
}

void insert(std::vector<Model>& all, Model model) {
  if (model.tape_size > model.tape_capacity)
    throw Error(fmt::format("{}: a step writes {} entries on the gradient tape; set `static constexpr int tape_capacity` to at least that in its header",
                            model.info.name, model.tape_size));
  const auto at = std::lower_bound(all.begin(), all.end(), model, [](const Model& a, const Model& b) { return a.stem < b.stem; });
  if (at != all.end() && at->stem == model.stem) throw Error(fmt::format("a model named {} is already registered", model.info.name));
  all.insert(at, std::move(model));
}

std::vector<Model>& storage() {
  static std::vector<Model> all = [] {
    std::vector<Model> list;
    [[maybe_unused]] const InstructionSet isa = instruction_set();
    [[maybe_unused]] const auto add = [&](Model m, const KernelTable& basic, const KernelTable& avx2, const KernelTable& avx512) {
      m.cpu = isa == InstructionSet::avx512 ? &avx512 : isa == InstructionSet::avx2 ? &avx2 : &basic;
      insert(list, std::move(m));
    };
#define SYNAPTORCH_MODEL(NAME) add(make_model_##NAME(), kernels_##NAME##_DEFAULT(), kernels_##NAME##_AVX2(), kernels_##NAME##_AVX512());
#include "model_list.inc"
#undef SYNAPTORCH_MODEL
    return list;
  }();
  return all;
}

template <class Rows> int find_row(const Rows& rows, std::string_view name) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (name == rows[i].name) return static_cast<int>(i);
  return -1;
}

std::string describe(const Bound& b) {
  if (std::isinf(b.hi)) return fmt::format("{} {}", b.lo_open ? ">" : ">=", b.lo);
  if (std::isinf(b.lo)) return fmt::format("{} {}", b.hi_open ? "<" : "<=", b.hi);
  return fmt::format("in {}{}, {}{}", b.lo_open ? '(' : '[', b.lo, b.hi, b.hi_open ? ')' : ']');
}

}  // namespace

int Model::find_param(std::string_view name) const { return find_row(params, name); }
int Model::find_state(std::string_view name) const { return find_row(state, name); }
int Model::find_input(std::string_view name) const { return find_row(inputs, name); }

const std::vector<Model>& all_models() { return storage(); }

const Model& find_model(std::string_view name) {
  std::vector<std::string> names;
  for (const Model& m : all_models()) {
    if (name == m.info.name || name == m.stem) return m;
    names.emplace_back(m.info.name);
  }
  throw unknown_name("synaptorch", "model", name, names);
}

void register_model(Model model) { insert(storage(), std::move(model)); }

void check_value(const Model& model, const Field& field, double value) {
  const auto refuse = [&](const std::string& expected) {
    throw OutOfRange(fmt::format("{}: {} = {} {} is not allowed; it must be {}", model.info.name, field.name, value,
                                 field.unit, expected));
  };
  if (std::isnan(value)) refuse("a number");
  if (!field.bound.holds(value)) refuse(describe(field.bound));
  if (field.type == Type::integer && value != std::floor(value)) refuse("a whole number");
  if (field.type == Type::boolean && value != 0.0 && value != 1.0) refuse("true or false");
}

}  // namespace synaptorch
