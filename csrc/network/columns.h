#pragma once
// A table of numbers per element in which a column that is the same for all elements is stored once.
#include <algorithm>
#include <string>
#include <vector>

#include "network/array.h"
#include "network/clock.h"

namespace synaptorch::network {

class Column {
 public:
  explicit Column(double value = 0.0) : values_{value} {}
  bool uniform() const { return values_.size() == 1; }
  double operator[](int64_t i) const { return values_[uniform() ? 0 : i]; }
  double* data() { return values_.data(); }
  const double* data() const { return values_.data(); }
  int64_t stride() const { return uniform() ? 0 : 1; }
  /// One value for all.
  void fill(double value) { values_.assign(1, value); }
  /// One value for all, if they are the same.
  void narrow() {
    if (std::all_of(values_.begin(), values_.end(), [&](double x) { return x == values_[0]; }) && !values_.empty()) fill(values_[0]);
  }
  /// One value per element.
  void expand(int64_t n) {
    if (int64_t(values_.size()) != n) values_.assign(n, values_[0]);
  }
  /// Sets all elements, or those of `index`, to one value or to one value each.
  void set(const std::vector<double>& values, const std::vector<int64_t>& index, int64_t n) {
    if (index.empty()) {
      values_.assign(values.begin(), values.end());
      return;
    }
    std::vector<double> all = to_vector(n);
    for (std::size_t k = 0; k < index.size(); ++k) all[index[k]] = values[values.size() == 1 ? 0 : k];
    values_.assign(all.begin(), all.end());
  }
  std::vector<double> values() const { return {values_.begin(), values_.end()}; }
  std::vector<double> to_vector(int64_t n) const {
    return uniform() ? std::vector<double>(n, values_[0]) : values();
  }

 private:
  AlignedArray<double> values_;
};

/// Checks that `values` is one value or one per element; throws WrongShape.
inline void check_length(const std::string& owner, const std::string& name, std::size_t values, int64_t n) {
  if (values == 1 || int64_t(values) == n) return;
  throw WrongShape(owner + ": '" + name + "' has " + std::to_string(values) + " values; expected 1 or " + std::to_string(n) + ".");
}

}  // namespace synaptorch::network
