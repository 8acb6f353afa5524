#pragma once
// Philox4x32-10 of 16 counters at once, for functions that are compiled for several instruction sets (isa.h).
#include "synaptorch/core/philox.h"

namespace synaptorch::network {

inline constexpr int lanes = 16;

typedef PhiloxLanes<lanes>::Wide Wide;
typedef std::uint32_t Word __attribute__((vector_size(4 * lanes)));

inline constexpr std::uint64_t low_word = PhiloxLanes<lanes>::low_word;

/// Words 0 to 3 of all lanes; `counter` holds the four words of each lane's counter and is used up.
inline __attribute__((always_inline)) void philox_lanes(std::uint64_t key, Wide (&counter)[4], Word out[4]) {
  PhiloxLanes<lanes>::block(key, counter);
  for (int w = 0; w < 4; ++w) out[w] = __builtin_convertvector(counter[w], Word);
}

}  // namespace synaptorch::network
