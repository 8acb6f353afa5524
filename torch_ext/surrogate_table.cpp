#include "surrogate_table.h"

#include <array>
#include <string>
#include <utility>

#include "synaptorch/core/error.h"
#include "synaptorch/surrogate.h"

namespace synaptorch {
namespace {

template <class S> SurrogateInfo info_of() {
  SurrogateInfo info{S::name, {std::begin(S::params), std::end(S::params)}, S::template gradient<TensorScalar>, nullptr};
  if constexpr (requires(TensorScalar x) { S::primitive(x, nullptr); }) info.primitive = S::template primitive<TensorScalar>;
  return info;
}

}  // namespace

const std::vector<SurrogateInfo>& surrogate_table() {
  static const std::vector<SurrogateInfo> table = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::vector<SurrogateInfo>{info_of<std::tuple_element_t<I, surrogates::All>>()...};
  }(std::make_index_sequence<surrogates::count>());
  return table;
}

int find_surrogate(std::string_view name) {
  const auto& table = surrogate_table();
  for (std::size_t k = 0; k < table.size(); ++k)
    if (name == table[k].name) return int(k);
  std::vector<std::string> names;
  for (const auto& s : table) names.emplace_back(s.name);
  throw unknown_name("synaptorch", "surrogate gradient", name, names);
}

SurrogateChoice choose_surrogate(int kind, std::size_t given) {
  static const std::vector<SurrogateChoice> defaults = [] {
    std::vector<SurrogateChoice> d;
    for (const auto& s : surrogate_table()) {
      SurrogateChoice c;
      c.kind = int(d.size());
      for (std::size_t k = 0; k < s.params.size(); ++k) c.a[k] = s.params[k].value;
      d.push_back(c);
    }
    return d;
  }();
  if (given > surrogate_table().at(kind).params.size())
    throw WrongShape(std::string(surrogate_table()[kind].name) + " has " +
                     std::to_string(surrogate_table()[kind].params.size()) + " parameters, got " + std::to_string(given));
  return defaults[kind];
}

}  // namespace synaptorch
