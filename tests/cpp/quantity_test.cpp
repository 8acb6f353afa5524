// Numbers with a unit.
#include <gtest/gtest.h>

#include "registry/registry.h"
#include "synaptorch/core/quantity.h"

using namespace synaptorch;
using namespace synaptorch::literals;

namespace {

double in(const Quantity& q, const char* name) { return Number(q).in(unit(name), "X.y"); }

std::string refusal(const Quantity& q, const Quantity& expected) {
  try {
    Number(q).in(expected, "X.y");
  } catch (const WrongUnit& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST(Quantity, ComesBackAsGiven) {
  EXPECT_EQ(in(-49_mV, "mV"), -49.0);
  EXPECT_EQ(in(0.1_ms, "ms"), 0.1);
  EXPECT_EQ(in(0.02_s, "ms"), 20.0);
  EXPECT_EQ(in(250_pF, "pF"), 250.0);
  EXPECT_EQ(Number(3.0).in(unit("mV"), "X.y"), 3.0);   // plain: in the unit that is expected
}

TEST(Quantity, UnitsCombine) {
  EXPECT_EQ(in(1_MOhm * 2_nA, "mV"), 2.0);
  EXPECT_EQ(in(3_mV / 2_ms, "mV/ms"), 1.5);
  EXPECT_EQ(in(1_kHz, "1/s"), 1000.0);
  EXPECT_EQ(in(2_nS * 3_mV, "pA"), 6.0);
  EXPECT_EQ(in(4_pF / 2_nS, "ms"), 2.0);
  EXPECT_EQ(in(Quantity{1} / (2_s * 5_mV), "1/(s mV)"), 0.1);
}

TEST(Quantity, KnowsTheUnitsOfAllTables) {
  for (const Model& model : all_models()) {
    for (const auto* rows : {&model.params, &model.state})
      for (const Field& f : *rows) EXPECT_NO_THROW(unit(f.unit)) << model.info.name << "." << f.name;
    for (const Port& p : model.inputs) EXPECT_NO_THROW(unit(p.unit)) << model.info.name << "." << p.name;
  }
  for (const char* name : {"1", "degree", "1/(ms*mM)", "1/(s mV)", "pA/ms", "nS/ms", "us", "uF", "uA", "ohm", "MOhm"}) EXPECT_NO_THROW(unit(name));
  EXPECT_EQ(in(3_mV * 2_V, "mV^2"), 6000.0);
}

TEST(Quantity, RefusalsNameBothUnits) {
  EXPECT_EQ(refusal(3_mV, unit("ms")), "X.y expects a quantity in ms, got 3 mV");
  EXPECT_EQ(refusal(3_mV / 2_ms, unit("mA") / unit("mV")), "X.y expects a quantity in 1 V^-1 A, got 1.5 V s^-1");
  EXPECT_THROW(unit("furlong"), UnknownName);
}
