#include "registry/registry.h"

#include <ATen/Version.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <fmt/format.h>
#include <map>
#include <mutex>

#include "synaptorch/core/error.h"

namespace synaptorch {

#include "instruction_sets.inc"   // generated: SYNAPTORCH_FOR_EACH_ISA(X, NAME), least capable first

#if defined(SYNAPTORCH_WITH_CUDA)
#define SYNAPTORCH_CUDA(NAME) &kernels_##NAME##_CUDA()
#else
#define SYNAPTORCH_CUDA(NAME) nullptr
#endif
#define SYNAPTORCH_KERNELS(NAME, ISA) const KernelTable& kernels_##NAME##_##ISA();
#define SYNAPTORCH_MODEL(NAME) Model make_model_##NAME(); const DeviceKernelTable& kernels_##NAME##_CUDA(); SYNAPTORCH_FOR_EACH_ISA(SYNAPTORCH_KERNELS, NAME)
#include "model_list.inc"
#undef SYNAPTORCH_MODEL
#undef SYNAPTORCH_KERNELS

namespace {

enum class InstructionSet { DEFAULT, AVX2, AVX512 };

/// What LibTorch chose for its own kernels (ATEN_CPU_CAPABILITY overrides it for both).
InstructionSet instruction_set() {
  const std::string capability = at::get_cpu_capability();
  if (capability == "AVX512") return InstructionSet::AVX512;
  return capability == "AVX2" ? InstructionSet::AVX2 : InstructionSet::DEFAULT;
}

void insert(std::vector<Model>& all, Model model) {
  // A word that op schemas reserve, and a name that differs from that of a NEST model in case only.
  if (model.stem == "if" || (model.info.tier == Tier::brainpy && model.stem == "izhikevich")) model.stem += "_";
  for (const TapeNeed& tape : model.tapes)
    if (tape.size > tape.capacity)
      throw Error(fmt::format("{}: {} writes {} entries on the gradient tape; set `static constexpr int tape_capacity` to at least that in its header",
                              model.info.name, tape.of, tape.size));
  const auto at = std::lower_bound(all.begin(), all.end(), model, [](const Model& a, const Model& b) { return a.stem < b.stem; });
  if (at != all.end() && at->stem == model.stem) throw Error(fmt::format("a model named {} is already registered", model.info.name));
  all.insert(at, std::move(model));
}

std::vector<Model>& storage() {
  static std::vector<Model> all = [] {
    std::vector<Model> list;
    [[maybe_unused]] const InstructionSet here = instruction_set();
    // The most capable of the compiled sets that this machine has.
    using Compiled = std::pair<InstructionSet, const KernelTable*>;
    [[maybe_unused]] const auto add = [&](Model m, std::initializer_list<Compiled> compiled, const DeviceKernelTable* cuda) {
      for (const auto& [isa, table] : compiled)
        if (isa <= here) m.cpu = table;
      if (!m.cpu) throw Error(fmt::format("{}: no kernels for this processor were compiled (CMake: SYNAPTORCH_INSTRUCTION_SETS)", m.info.name));
      if (cuda && cuda->forward[0]) m.cuda = cuda;
      insert(list, std::move(m));
    };
#define SYNAPTORCH_KERNELS(NAME, ISA) Compiled{InstructionSet::ISA, &kernels_##NAME##_##ISA()},
#define SYNAPTORCH_MODEL(NAME) add(make_model_##NAME(), {SYNAPTORCH_FOR_EACH_ISA(SYNAPTORCH_KERNELS, NAME)}, SYNAPTORCH_CUDA(NAME));
#include "model_list.inc"
#undef SYNAPTORCH_MODEL
#undef SYNAPTORCH_KERNELS
    return list;
  }();
  return all;
}

template <class Rows> int find_row(const Rows& rows, std::string_view name) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (name == rows[i].name) return static_cast<int>(i);
  return -1;
}

/// The same by name or alias.
int find_field(const std::vector<Field>& rows, std::string_view name) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].alias && name == rows[i].alias) return static_cast<int>(i);
  return find_row(rows, name);
}

std::string describe(const Bound& b) {
  if (std::isinf(b.hi)) return fmt::format("{} {}", b.lo_open ? ">" : ">=", b.lo);
  if (std::isinf(b.lo)) return fmt::format("{} {}", b.hi_open ? "<" : "<=", b.hi);
  return fmt::format("in {}{}, {}{}", b.lo_open ? '(' : '[', b.lo, b.hi, b.hi_open ? ')' : ']');
}

}  // namespace

int Model::find_param(std::string_view name) const { return find_field(params, name); }
int Model::find_state(std::string_view name) const { return find_field(state, name); }
int Model::find_input(std::string_view name) const { return find_row(inputs, name); }
int Model::find_recorded(std::string_view name) const {
  const int k = find_state(name);
  return k >= 0 && state[k].recorded ? find_state(state[k].recorded) : k;
}

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

std::string element_name(std::string_view row, int number) { return fmt::format("{}_{}", row, number); }

namespace {

/// Appends the rows of an element of a list; names are kept in `names`.
template <class Row> void add_rows(std::vector<Row>& to, const std::vector<Row>& rows, int number, int place, std::deque<std::string>& names) {
  for (Row row : rows) {
    row.name = names.emplace_back(element_name(row.name, number)).c_str();
    if constexpr (std::is_same_v<Row, Port>) row.receptor += place;
    else if (row.alias) row.alias = names.emplace_back(fmt::format(fmt::runtime(row.alias), number)).c_str();
    to.push_back(row);
  }
}

void add_elements(Model& m, std::deque<std::string>& names) {
  for (std::size_t l = 0; l < m.lists.size(); ++l) {
    const ListTable& list = m.lists[l];
    for (int e = 0; e < m.lengths[l]; ++e) {
      const int number = m.number_of(int(l), e), place = list.info.dictionaries ? number : e;
      add_rows(m.params, list.params, number, place, names);
      for (std::size_t r = 0; r < list.params.size(); ++r) m.params[m.params.size() - list.params.size() + r].value = list.standard_of(int(r), e);
      add_rows(m.state, list.state, number, place, names);
      add_rows(m.inputs, list.inputs, number, place, names);
      m.coeffs += list.coeffs;
    }
  }
}

}  // namespace

const Model& with_shape(const Model& model, const ListShape& shape) {
  if (model.lists.empty() || model.shape() == shape) return model;
  if (!model.lengths.empty()) return with_shape(find_model(model.stem), shape);
  static std::mutex mutex;
  static std::deque<std::string> names;
  static std::map<std::pair<std::string, ListShape>, Model> made;
  std::lock_guard lock(mutex);
  const auto [at, is_new] = made.try_emplace({model.stem, shape});
  Model& m = at->second;
  if (!is_new) return m;
  m = model;
  m.lengths = shape.lengths;
  m.numbers = shape.numbers;
  add_elements(m, names);
  return m;
}

const Model& with_lengths(const Model& model, const std::vector<std::int32_t>& lengths) {
  ListShape shape{lengths, std::vector<std::vector<std::int32_t>>(lengths.size())};
  std::map<std::string_view, int> next;
  for (std::size_t l = 0; l < lengths.size(); ++l)
    if (const char* together = model.lists[l].info.dictionaries)
      for (int e = 0; e < lengths[l]; ++e) shape.numbers[l].push_back(next[together]++);
  return with_shape(model, shape);
}

std::vector<std::int32_t> wanted_lengths(const Model& model, const double* params, double dt) {
  std::vector<std::int32_t> wanted = model.lengths;
  if (model.decided_lengths) model.decided_lengths(model.lengths.data(), params, dt, wanted.data());
  for (const auto length : wanted)
    if (length > most_elements)
      throw OutOfRange(fmt::format("{}: these parameters ask for {} elements of a list, more than {}.", model.info.name, length, most_elements));
  return wanted;
}

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
