#pragma once
// Array parameters of models with lists (Note [Lists]): how many elements they ask for, and the values of each element.
#include <cstdint>
#include <string>
#include <vector>

#include "registry/registry.h"
#include "synaptorch/network/connection.h"

namespace synaptorch::network {


/// A name that stands for a whole list.
struct ListName {
  enum class What { param, state, count, kinds } what;   ///< kinds: of all elements that are numbered together
  int list = -1, row = -1;   ///< row of the list's table
};
/// What `name` stands for in the lists of a model; list = -1: for none of them. Rows of the model itself come first.
ListName find_list_name(const Model& model, std::string_view name);
/// Names of all arrays and counts.
std::vector<std::string> list_names(const Model& model);

/// The elements of neurons without values.
ListShape standard_shape(const Model& model);
/// The elements that values lead to: arrays (`tau_syn`), or arrays given per neuron by their elements (`tau_syn_1`, ...).
/// A length changes only if every array of the list is given with the new one. Elements that are numbered together are given by
/// an array of their kinds (0, 1, ...: the lists of that name, ListInfo::dictionaries). Throws WrongShape, OutOfRange.
ListShape shape_of(const Model& model, const ListShape& now, const Values& values);
/// The array of kinds of the elements that list `list` is numbered together with.
std::vector<double> kinds_of(const Model& model, int list);
/// Do values make the elements of the list anew, so that nothing stays of those before?
bool made_anew(const Model& model, int list, const Values& values);
/// The list that each parameter or state of a model belongs to, -1: none. `rows`: the rows of that kind.
std::vector<int> lists_of_rows(const Model& model, std::vector<Field> ListTable::*rows);
/// Throws WrongType for weights of connections (Note [Connections as elements]): they are the connections' to set.
void refuse_weights(const Model& model, const Values& values);
/// The same values with arrays replaced by their elements, without those that say the kinds. Throws WrongShape, and OutOfRange for a count.
Values spread_arrays(const Model& model, const Values& values);

}  // namespace synaptorch::network
