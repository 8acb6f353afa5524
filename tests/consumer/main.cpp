// What a C++ program does with the installed library: list the models, run a network.
#include <iostream>

#include "registry/registry.h"
#include "synaptorch/network/network.h"

int main() {
  std::cout << synaptorch::all_models().size() << " models\n";

  synaptorch::Network net({.resolution = 0.1, .seed = 1});
  const int neurons = net.create("iaf_psc_exp", 10);
  const int noise = net.create("poisson_generator", 1, {{"rate", {10000.0}}});
  const int recorder = net.create("spike_recorder");
  net.connect(noise, neurons, {}, {.weight = 100.0});
  net.connect(neurons, recorder);
  net.simulate(100.0);

  const auto spikes = net.spikes(recorder).times.size();
  std::cout << spikes << " spikes of 10 neurons in 100 ms\n";
  return spikes > 0 ? 0 : 1;
}
