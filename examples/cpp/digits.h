#pragma once
// The images of the digit examples, as examples/digits.py writes them: a line of numbers an image, 1 or 0 (test image), label, 64 brightnesses.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <torch/types.h>

struct Digits {
  torch::Tensor x, y, x_test, y_test;   // [images, 64] and [images]
};

inline Digits read_digits(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path + "; python examples/digits.py writes it");
  std::vector<float> numbers;
  for (std::string line; std::getline(file, line);) {
    std::istringstream row(line);
    for (std::string number; std::getline(row, number, ',');) numbers.push_back(std::stof(number));
    if (numbers.size() % 66 != 0) throw std::runtime_error(path + " has a line that is not 66 numbers: " + line);
  }
  const torch::Tensor rows = torch::tensor(numbers).reshape({-1, 66}), training = rows.select(1, 0) == 1;
  const auto part = [&](const torch::Tensor& chosen) {
    const torch::Tensor some = rows.index({chosen});
    return std::pair(some.slice(1, 2).contiguous(), some.select(1, 1).to(torch::kLong));
  };
  const auto [x, y] = part(training);
  const auto [x_test, y_test] = part(~training);
  return {x, y, x_test, y_test};
}
