#pragma once
// Philox4x32-10 of 16 counters at once. Explicit vectors: left to the compiler, its widening multiplication is not
// vectorised. To be inlined into functions that are compiled for several instruction sets (isa.h).
#include <cstdint>

namespace synaptorch::network {

inline constexpr int lanes = 16;

typedef std::uint64_t Wide __attribute__((vector_size(8 * lanes)));
typedef std::uint32_t Word __attribute__((vector_size(4 * lanes)));

inline constexpr std::uint64_t low_word = 0xFFFFFFFFu;

/// Words 0 to 3 of all lanes; `counter` holds the four words of each lane's counter and is used up.
inline __attribute__((always_inline)) void philox_lanes(std::uint64_t key, Wide counter[4], Word out[4]) {
  std::uint64_t k0 = key & low_word, k1 = key >> 32;
  for (int r = 0; r < 10; ++r) {
    const Wide a = counter[0] * 0xD2511F53u, b = counter[2] * 0xCD9E8D57u;
    counter[0] = (b >> 32) ^ counter[1] ^ k0;
    counter[1] = b & low_word;
    counter[2] = (a >> 32) ^ counter[3] ^ k1;
    counter[3] = a & low_word;
    k0 = (k0 + 0x9E3779B9u) & low_word;
    k1 = (k1 + 0xBB67AE85u) & low_word;
  }
  for (int w = 0; w < 4; ++w) out[w] = __builtin_convertvector(counter[w], Word);
}

}  // namespace synaptorch::network
