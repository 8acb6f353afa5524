// Sees the toy neuron of one added header as table, op and network neuron.
#include <ATen/core/dispatch/Dispatcher.h>

#include <cmath>
#include <iostream>

#include "registry/registry.h"
#include "synaptorch/network/network.h"

namespace {

int failures = 0;
void expect(bool holds, const char* claim) {
  std::cout << (holds ? "ok    " : "FAILED ") << claim << '\n';
  failures += !holds;
}

/// Spikes of one neuron with C = 100 pF under 500 pA for 100 ms: 0.5 mV a step of 0.1 ms.
std::size_t spikes_of_driven_neuron() {
  synaptorch::Network net;
  const int neuron = net.create("toy_integrator");
  const int drive = net.create("dc_generator", 1, {{"amplitude", {500.0}}});
  const int recorder = net.create("spike_recorder");
  net.connect(drive, neuron);
  net.connect(neuron, recorder);
  net.simulate(100.0);
  return net.spikes(recorder).times.size();
}

}  // namespace

int main() {
  const synaptorch::Model& model = synaptorch::find_model("toy_integrator");
  expect(model.params.size() == 2 && model.state.size() == 1, "the registry knows its tables");

  auto& ops = c10::Dispatcher::singleton();
  for (const char* op : {"synaptorch::toy_integrator_step", "synaptorch::toy_integrator"})
    expect(ops.findSchema({op, ""}).has_value(), op);

  // The current reaches the neuron after the delay of 1 ms: 99 ms of 5 mV/ms, a spike every 10 mV.
  const auto spikes = spikes_of_driven_neuron();
  std::cout << spikes << " spikes\n";
  expect(spikes == 49, "the network runs it");
  return failures;
}
