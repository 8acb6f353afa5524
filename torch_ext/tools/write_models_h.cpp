// Writes synaptorch/nn/models.h: the typed options and module names of every model, from the tables.
#include <cstdio>
#include <limits>
#include <string>

#include "registry/registry.h"
#include "signature.h"

namespace {

using synaptorch::Field;
using synaptorch::Model;

std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%g", x);
  return text;
}

std::string numbers(const std::vector<double>& all) {
  std::string text;
  for (const double x : all) text += (text.empty() ? "" : ", ") + number(x);
  return "{" + text + "}";
}

std::string bound_text(const Field& f) {
  std::string text;
  if (f.bound.lo > -std::numeric_limits<double>::infinity()) text += (f.bound.lo_open ? ", > " : ", >= ") + number(f.bound.lo);
  if (f.bound.hi < std::numeric_limits<double>::infinity()) text += (f.bound.hi_open ? ", < " : ", <= ") + number(f.bound.hi);
  return text;
}

void write_model(std::FILE* out, const Model& m) {
  const char* name = m.info.name;
  std::fprintf(out, "/// Options of %s: %s\nclass %sOptions : public OptionsOf<%sOptions> {\n public:\n", name, m.info.brief, name, name);
  std::fprintf(out, "  %sOptions() : OptionsOf(\"%s\", {}) {}\n", name, name);
  std::fprintf(out, "  explicit %sOptions(std::int64_t n) : OptionsOf(\"%s\", {n}) {}\n", name, name);
  std::fprintf(out, "  explicit %sOptions(std::vector<std::int64_t> shape) : OptionsOf(\"%s\", std::move(shape)) {}\n", name, name);
  const synaptorch::ops::Signature s(m, synaptorch::ops::Form::step);
  for (int k = s.inputs() + s.states(); k < s.tensors(); ++k) {
    const Field& f = s.field(k);
    std::fprintf(out, "  /// %s [%s]%s, default %s%s\n", f.doc, f.unit, s.is_list(k) ? ", one per element" : "",
                 s.is_list(k) ? numbers(s.standard(k)).c_str() : number(f.value).c_str(), bound_text(f).c_str());
    std::fprintf(out, "  %sOptions& %s(Value value) { return set(\"%s\", std::move(value)); }\n", name, synaptorch::ops::identifier(f.name).c_str(), f.name);
  }
  for (int k = s.inputs(); k < s.inputs() + s.states(); ++k)
    std::fprintf(out, "  /// where %s starts [%s]\n  %sOptions& %s_initializer(Value value) { return start(\"%s\", std::move(value)); }\n", s.name(k).c_str(),
                 s.field(k).unit, name, s.name(k).c_str(), s.name(k).c_str());
  std::fprintf(out, "};\n/// %s\n///\n///     %s\nclass %s : public torch::nn::ModuleHolder<NeuronImpl> {\n public:\n", m.info.brief, m.info.equations, name);
  std::fprintf(out, "  using ModuleHolder::ModuleHolder;\n");
  std::fprintf(out, "  explicit %s(%sOptions options = {}) : ModuleHolder(std::make_shared<NeuronImpl>(std::move(options))) {}\n};\n\n", name, name);
}

}  // namespace

int main(int argc, char** argv) {
  std::FILE* out = argc == 2 ? std::fopen(argv[1], "w") : nullptr;
  if (!out) {
    std::fprintf(stderr, "usage: %s <file to write>\n", argv[0]);
    return 1;
  }
  std::fprintf(out, "#pragma once\n// Generated from the model tables.\n#include \"synaptorch/nn/neuron.h\"\n\nnamespace synaptorch::nn {\n\n");
  for (const Model& m : synaptorch::all_models())
    if (synaptorch::ops::has_module(m)) write_model(out, m);
  std::fprintf(out, "}  // namespace synaptorch::nn\n");
  return std::fclose(out) == 0 ? 0 : 1;
}
