#pragma once
// Numbers with a unit, for the edges of the library: `10_ms`, `-60_mV`, `0.6_S`, `3 * unit("mV/ms")`. Inside it numbers are plain,
// in the unit of their table row.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "synaptorch/core/error.h"

namespace synaptorch {

/// Exponents of the units that all others are made of.
struct Dimension {
  int volt = 0, second = 0, ampere = 0, molar = 0;
  friend constexpr bool operator==(const Dimension&, const Dimension&) = default;
};

/// number * 10^power in the units of the dimension. The power is kept apart so that a number comes back as it was given; the name
/// is that of its unit where it has one, for messages.
struct Quantity {
  double number;
  int power = 0;
  Dimension dimension = {};
  char name[12] = {};

  friend constexpr Quantity operator*(double a, Quantity q) { q.number *= a; return q; }
  friend constexpr Quantity operator*(const Quantity& a, const Quantity& b) { return combined(a, b, 1, a.number * b.number); }
  friend constexpr Quantity operator/(const Quantity& a, const Quantity& b) { return combined(a, b, -1, a.number / b.number); }
  constexpr Quantity operator-() const { return -1.0 * *this; }

 private:
  static constexpr Quantity combined(const Quantity& a, const Quantity& b, int sign, double number) {
    const Dimension &x = a.dimension, &y = b.dimension;
    return {number, a.power + sign * b.power,
            {x.volt + sign * y.volt, x.second + sign * y.second, x.ampere + sign * y.ampere, x.molar + sign * y.molar}};
  }
};

/// The unit of that name: "mV", "1/s", "mV/ms", "1/(ms*mM)", "mV^2"; "1" is a plain number. Throws UnknownName.
constexpr Quantity unit(std::string_view name) {
  struct Named { std::string_view name; Dimension dimension; };
  constexpr Named known[] = {{"s", {0, 1}}, {"V", {1}}, {"A", {0, 0, 1}}, {"S", {-1, 0, 1}}, {"F", {-1, 1, 1}}, {"ohm", {1, 0, -1}},
                             {"Ohm", {1, 0, -1}}, {"Hz", {0, -1}}, {"M", {0, 0, 0, 1}}, {"degree", {}}};
  struct Prefix { char letter; int power; };
  constexpr Prefix prefixes[] = {{'p', -12}, {'n', -9}, {'u', -6}, {'m', -3}, {'k', 3}, {'M', 6}, {'G', 9}};
  const auto simple = [&](std::string_view word) -> Quantity {
    for (const Named& n : known) {
      if (word == n.name) return {1, 0, n.dimension};
      for (const Prefix& p : prefixes)
        if (word.size() == n.name.size() + 1 && word[0] == p.letter && word.substr(1) == n.name) return {1, p.power, n.dimension};
    }
    if (word == "1") return {1};
    throw UnknownName("no unit is called " + std::string(word));
  };
  constexpr std::string_view between = "*/() ";
  Quantity product{1};
  bool below = false;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_of(between, at), name.size());
    std::string_view word = name.substr(at, end - at);
    const bool squared = word.ends_with("^2");
    if (squared) word.remove_suffix(2);
    for (int times = word.empty() ? 0 : squared ? 2 : 1; times > 0; --times) product = below ? product / simple(word) : product * simple(word);
    below = below || (end < name.size() && name[end] == '/');
    at = end + 1;
  }
  if (name.size() < std::size(product.name)) std::copy(name.begin(), name.end(), product.name);
  return product;
}

/// "3 mV", or "3e-3 V s^-1" where the unit has no name.
inline std::string text(const Quantity& q) {
  char number[40];
  std::snprintf(number, sizeof number, "%g", q.number);
  if (q.name[0]) return std::string(number) + " " + q.name;
  std::string words = number + (q.power ? "e" + std::to_string(q.power) : "");
  const auto add = [&](const char* base, int exponent) {
    if (exponent) words += std::string(" ") + base + (exponent == 1 ? "" : "^" + std::to_string(exponent));
  };
  add("V", q.dimension.volt);
  add("s", q.dimension.second);
  add("A", q.dimension.ampere);
  add("M", q.dimension.molar);
  return words;
}

/// A number as a user gives it: with a unit, or plain, in the unit that is expected.
class Number {
 public:
  constexpr Number(double x) : quantity_{x} {}
  constexpr Number(const Quantity& q) : quantity_(q), plain_(false) {}
  /// The number in a unit. Throws WrongUnit, saying what it is for ("LIF.tau").
  double in(const Quantity& expected, std::string_view what) const {
    if (plain_) return quantity_.number;
    const Quantity r = quantity_ / expected;
    if (r.dimension == Dimension{}) return r.power < 0 ? r.number / std::pow(10.0, -r.power) : r.number * std::pow(10.0, r.power);
    throw WrongUnit(std::string(what) + " expects a quantity in " + (expected.name[0] ? expected.name : text(expected)) + ", got " + text(quantity_));
  }
  /// Its unit, if it has one, and the number in it.
  constexpr std::optional<Quantity> unit() const {
    Quantity one = quantity_;
    one.number = 1;
    return plain_ ? std::nullopt : std::optional(one);
  }
  constexpr double magnitude() const { return quantity_.number; }

 private:
  Quantity quantity_;
  bool plain_ = true;
};

/// `10_ms`, `-60_mV`: using namespace synaptorch::literals.
namespace literals {
#define SYNAPTORCH_LITERAL(NAME)                                                                                        \
  constexpr Quantity operator""_##NAME(long double x) { return double(x) * unit(#NAME); }                               \
  constexpr Quantity operator""_##NAME(unsigned long long x) { return double(x) * unit(#NAME); }
SYNAPTORCH_LITERAL(s) SYNAPTORCH_LITERAL(ms) SYNAPTORCH_LITERAL(us) SYNAPTORCH_LITERAL(V) SYNAPTORCH_LITERAL(mV) SYNAPTORCH_LITERAL(uV)
SYNAPTORCH_LITERAL(A) SYNAPTORCH_LITERAL(mA) SYNAPTORCH_LITERAL(uA) SYNAPTORCH_LITERAL(nA) SYNAPTORCH_LITERAL(pA)
SYNAPTORCH_LITERAL(S) SYNAPTORCH_LITERAL(mS) SYNAPTORCH_LITERAL(uS) SYNAPTORCH_LITERAL(nS)
SYNAPTORCH_LITERAL(uF) SYNAPTORCH_LITERAL(nF) SYNAPTORCH_LITERAL(pF)
SYNAPTORCH_LITERAL(Ohm) SYNAPTORCH_LITERAL(kOhm) SYNAPTORCH_LITERAL(MOhm) SYNAPTORCH_LITERAL(GOhm) SYNAPTORCH_LITERAL(Hz) SYNAPTORCH_LITERAL(kHz)
#undef SYNAPTORCH_LITERAL
}  // namespace literals

}  // namespace synaptorch
