#pragma once
// InputRing: what will arrive at one port of a population.
#include <cstdint>
#include <vector>

#include "network/array.h"
#include "network/clock.h"

namespace synaptorch::network {

// Note [Counting spikes]
// A projection with one weight only needs the number of spikes that arrive at each target in each step. 16-bit
// counts cause a quarter of the cache traffic of doubles, and integer sums do not depend on their order. Projections
// with the same weight share a channel. A channel admits a projection only while the largest possible count fits.

/// Rows [slot][neuron]; slot = step modulo the number of slots. A row is cleared when it is read.
class InputRing {
 public:
  explicit InputRing(int64_t neurons) : stride_((neurons + 63) / 64 * 64) {}

  int64_t stride() const { return stride_; }
  bool used() const { return !sums_.empty() || !channels_.empty(); }

  /// Sets the number of slots, moving what is pending from step `now` on.
  void resize(int64_t slots, int64_t now);
  /// Makes the rows of doubles.
  void need_sums();
  /// Index of a channel of that weight that admits `largest` more counts per slot, or -1.
  int admit(double weight, int64_t largest);
  /// Forgets which projections were admitted; what is pending moves to the sums.
  void close_channels();

  double* sums(int64_t slot) { return sums_.data() + slot * stride_; }
  std::uint16_t* counts(int channel, int64_t slot) { return channels_[channel].counts.data() + slot * stride_; }

  /// Adds up the input of neurons [begin, end) in `steps` slots from `slot` on (cyclically) into rows of `out`, and
  /// clears it.
  void take(int64_t slot, int64_t steps, int64_t begin, int64_t end, double* out, int64_t out_stride);
  /// The same, leaving it there.
  void peek(int64_t slot, int64_t steps, int64_t begin, int64_t end, double* out, int64_t out_stride) const;

 private:
  struct Channel {
    double weight;
    int64_t largest;
    AlignedArray<std::uint16_t> counts;
  };
  int64_t stride_, slots_ = 0;
  AlignedArray<double> sums_;
  std::vector<Channel> channels_;
};

}  // namespace synaptorch::network
