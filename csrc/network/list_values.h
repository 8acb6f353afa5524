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
  enum class What { param, state, count } what;
  int list = -1, row = -1;   ///< row of the list's table
};
/// What `name` stands for in the lists of a model; list = -1: for none of them. Rows of the model itself come first.
ListName find_list_name(const Model& model, std::string_view name);
/// Names of all arrays and counts.
std::vector<std::string> list_names(const Model& model);

/// Lengths of neurons without values.
std::vector<std::int32_t> standard_lengths(const Model& model);
/// The lengths that values lead to: arrays (`tau_syn`), or arrays given per neuron by their elements (`tau_syn_1`, ...).
/// A length changes only if every array of the list is given with the new one. Throws WrongShape.
std::vector<std::int32_t> lengths_of(const Model& model, const std::vector<std::int32_t>& now, const Values& values);
/// The same values with arrays replaced by their elements. Throws WrongShape, and OutOfRange for a count.
Values spread_arrays(const Model& model, const Values& values);

}  // namespace synaptorch::network
