#include "network/list_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "synaptorch/core/error.h"

namespace synaptorch::network {
namespace {

std::string owner(const Model& model) { return model.info.name; }

/// Number of the element that `name` names in row `row` (`tau_syn_3`: 3), or 0.
int element_number(std::string_view name, std::string_view row) {
  if (name.size() < row.size() + 2 || name.substr(0, row.size()) != row || name[row.size()] != '_') return 0;
  int number = 0;
  const char* end = name.data() + name.size();
  const auto read = std::from_chars(name.data() + row.size() + 1, end, number);
  return read.ptr == end ? std::max(number, 0) : 0;
}

/// Elements that values give a row of a list: -1 if they do not name it.
int width_of(const Values& values, std::string_view row) {
  if (const auto found = values.find(row); found != values.end()) return int(found->second.size());
  int width = -1;
  for (const auto& [name, v] : values) if (const int e = element_number(name, row)) width = std::max(width, e);
  return width;
}

}  // namespace

ListName find_list_name(const Model& model, std::string_view name) {
  ListName none{ListName::What::param};
  const auto own = [&](const std::vector<Field>& rows) { return std::any_of(rows.begin(), rows.end(), [&](const Field& f) { return name == f.name; }); };
  if (own(model.params) || own(model.state)) return none;
  for (int l = 0; l < int(model.lists.size()); ++l) {
    const ListTable& list = model.lists[l];
    if (*list.info.count && name == list.info.count) return {ListName::What::count, l};
    if (list.info.dictionaries && name == list.info.dictionaries) return {ListName::What::kinds, l};
    for (int r = 0; r < int(list.params.size()); ++r) if (name == list.params[r].name) return {ListName::What::param, l, r};
    for (int r = 0; r < int(list.state.size()); ++r) if (name == list.state[r].name) return {ListName::What::state, l, r};
  }
  return none;
}

std::vector<std::string> list_names(const Model& model) {
  std::vector<std::string> names;
  for (const auto& list : model.lists) {
    for (const auto& f : list.params) names.push_back(f.name);
    for (const auto& f : list.state) if (find_list_name(model, f.name).list >= 0) names.push_back(f.name);
    if (*list.info.count) names.push_back(list.info.count);
    if (const char* together = list.info.dictionaries; together && std::find(names.begin(), names.end(), together) == names.end()) names.push_back(together);
  }
  return names;
}

ListShape standard_shape(const Model& model) {
  std::vector<std::int32_t> lengths;
  for (const auto& list : model.lists) lengths.push_back(list.info.standard);
  return with_lengths(model, lengths).shape();
}

bool made_anew(const Model& model, int list, const Values& values) {
  const char* together = list < 0 ? nullptr : model.lists[list].info.dictionaries;
  return together && values.count(together) > 0;
}

std::vector<int> lists_of_rows(const Model& model, std::vector<Field> ListTable::*rows) {
  const Model& bare = find_model(model.stem);
  std::vector<int> lists((rows == &ListTable::params ? bare.params : bare.state).size(), -1);
  for (std::size_t l = 0; l < model.lists.size(); ++l) lists.insert(lists.end(), model.lengths[l] * (model.lists[l].*rows).size(), int(l));
  return lists;
}

std::vector<double> kinds_of(const Model& model, int list) {
  const std::string_view together = model.lists[list].info.dictionaries;
  std::map<int, double> kinds;   // by number
  double kind = 0.0;
  for (std::size_t l = 0; l < model.lists.size(); ++l) {
    if (!model.lists[l].info.dictionaries || together != model.lists[l].info.dictionaries) continue;
    for (const int number : model.numbers[l]) kinds[number] = kind;
    ++kind;
  }
  std::vector<double> array;
  for (const auto& [number, k] : kinds) array.push_back(k);
  return array;
}

namespace {

/// Takes the kinds of elements that are numbered together from the array of that name.
void take_kinds(const Model& model, std::string_view together, const std::vector<double>& kinds, ListShape& shape) {
  std::vector<int> lists;
  for (int l = 0; l < int(model.lists.size()); ++l)
    if (model.lists[l].info.dictionaries && together == model.lists[l].info.dictionaries) lists.push_back(l);
  for (const int l : lists) shape.numbers[l].clear();
  for (std::size_t e = 0; e < kinds.size(); ++e) {
    if (!(kinds[e] >= 0.0 && kinds[e] < double(lists.size()) && kinds[e] == std::floor(kinds[e])))
      throw OutOfRange(owner(model) + ": " + std::string(together) + "[" + std::to_string(e) + "] = " + std::to_string(kinds[e]) +
                       " must be the number of a kind, below " + std::to_string(lists.size()) + ".");
    shape.numbers[lists[std::size_t(kinds[e])]].push_back(std::int32_t(e));
  }
  for (const int l : lists) shape.lengths[l] = std::int32_t(shape.numbers[l].size());
}

}  // namespace

ListShape shape_of(const Model& model, const ListShape& now, const Values& values) {
  ListShape shape = now;
  for (const auto& [name, kinds] : values)
    if (const ListName found = find_list_name(model, name); found.list >= 0 && found.what == ListName::What::kinds) take_kinds(model, name, kinds, shape);
  for (std::size_t l = 0; l < shape.lengths.size(); ++l) {
    if (model.lists[l].info.dictionaries) continue;
    const auto& rows = model.lists[l].params;
    const int before = now.lengths[l];
    std::vector<int> widths;
    for (const auto& row : rows) {
      const bool array = values.count(row.name) > 0;
      const int width = width_of(values, row.name);
      widths.push_back(array || width > before ? width : -1);
    }
    for (const int w : widths) if (w >= 0 && w != before) shape.lengths[l] = w;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const int width = widths[r] < 0 ? before : widths[r];
      if (width == shape.lengths[l]) continue;
      std::string text;
      for (const auto& row : rows) text += (text.empty() ? "" : ", ") + std::string(row.name);
      throw WrongShape(owner(model) + ": " + text + " must have the same length, but " + rows[r].name + " has " + std::to_string(width) +
                       " of " + std::to_string(shape.lengths[l]) + " values; a new length takes all of them.");
    }
  }
  return shape;
}

void refuse_weights(const Model& model, const Values& values) {
  if (!model.has_connections()) return;
  const ListTable& list = model.lists.back();
  const std::string weight = list.params[0].name;
  if (width_of(values, weight) >= 0)
    throw WrongType(owner(model) + ": " + weight + " holds the weights of the connections to receptor " + list.inputs[0].name + "; set them there.");
}

Values spread_arrays(const Model& model, const Values& values) {
  Values spread;
  for (const auto& [name, v] : values) {
    const ListName found = find_list_name(model, name);
    if (found.list < 0) { spread[name] = v; continue; }
    if (found.what == ListName::What::kinds) continue;
    if (found.what == ListName::What::count)
      throw OutOfRange(owner(model) + ": " + name + " cannot be set; it is the length of " + model.lists[found.list].params[0].name + ".");
    const int n = model.lengths[found.list];
    if (int(v.size()) != n) throw WrongShape(owner(model) + ": '" + name + "' has " + std::to_string(v.size()) + " values; expected " + std::to_string(n) + ".");
    for (int e = 0; e < n; ++e) spread[element_name(name, model.number_of(found.list, e))] = {v[e]};
  }
  return spread;
}

}  // namespace synaptorch::network
