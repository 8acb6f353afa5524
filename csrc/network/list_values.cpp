#include "network/list_values.h"

#include <algorithm>
#include <charconv>

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
  }
  return names;
}

std::vector<std::int32_t> standard_lengths(const Model& model) {
  std::vector<std::int32_t> lengths;
  for (const auto& list : model.lists) lengths.push_back(list.info.standard);
  return lengths;
}

std::vector<std::int32_t> lengths_of(const Model& model, const std::vector<std::int32_t>& now, const Values& values) {
  std::vector<std::int32_t> lengths = now;
  for (std::size_t l = 0; l < lengths.size(); ++l) {
    const auto& rows = model.lists[l].params;
    std::vector<int> widths;
    for (const auto& row : rows) {
      const bool array = values.count(row.name) > 0;
      const int width = width_of(values, row.name);
      widths.push_back(array || width > now[l] ? width : -1);
    }
    for (const int w : widths) if (w >= 0 && w != now[l]) lengths[l] = w;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const int width = widths[r] < 0 ? now[l] : widths[r];
      if (width == lengths[l]) continue;
      std::string text;
      for (const auto& row : rows) text += (text.empty() ? "" : ", ") + std::string(row.name);
      throw WrongShape(owner(model) + ": " + text + " must have the same length, but " + rows[r].name + " has " + std::to_string(width) +
                       " of " + std::to_string(lengths[l]) + " values; a new length takes all of them.");
    }
  }
  return lengths;
}

Values spread_arrays(const Model& model, const Values& values) {
  Values spread;
  for (const auto& [name, v] : values) {
    const ListName found = find_list_name(model, name);
    if (found.list < 0) { spread[name] = v; continue; }
    if (found.what == ListName::What::count)
      throw OutOfRange(owner(model) + ": " + name + " cannot be set; it is the length of " + model.lists[found.list].params[0].name + ".");
    const int n = model.lengths[found.list];
    if (int(v.size()) != n) throw WrongShape(owner(model) + ": '" + name + "' has " + std::to_string(v.size()) + " values; expected " + std::to_string(n) + ".");
    for (int e = 0; e < n; ++e) spread[element_name(name, e)] = {v[e]};
  }
  return spread;
}

}  // namespace synaptorch::network
