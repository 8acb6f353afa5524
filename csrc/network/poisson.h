#pragma once
// Poisson numbers of spikes, one draw per synapse and step.
#include <cstdint>
#include <vector>

#include "network/clock.h"

namespace synaptorch::network {

/// The Poisson law as cut points of a 32-bit uniform number: the draw is the number of cut points at or below it.
class PoissonLaw {
 public:
  explicit PoissonLaw(double mean);
  double mean() const { return mean_; }
  int64_t largest() const { return int64_t(cuts_.size()); }
  const std::vector<std::uint32_t>& cuts() const { return cuts_; }

 private:
  double mean_;
  std::vector<std::uint32_t> cuts_;
};

/// Draws for four consecutive steps (those of `block` = step / 4) of `n` elements: out[step % 4 * n + i].
/// `element[i]` is the counter of the draw, a function of the synapse alone.
void poisson_block(const PoissonLaw& law, std::uint64_t key, std::int64_t block, const std::uint32_t* element, int64_t n,
                   std::uint16_t* out);

}  // namespace synaptorch::network
