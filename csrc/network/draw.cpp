#include "network/draw.h"

#include "network/isa.h"
#include "network/philox_lanes.h"

namespace synaptorch::network {
namespace {

/// First attempts of IndexDraw for blocks [block, block + lanes), in order; lanes that need another are marked.
SYNAPTORCH_CLONES bool draw_blocks(std::uint64_t key, std::uint64_t n, std::uint64_t element, std::uint64_t block, std::uint32_t* out,
                                   std::uint8_t* rejected) {
  Wide counter[4] = {Wide{} + (element & low_word), Wide{} + (element >> 32), Wide{}, Wide{}};
  for (int l = 0; l < lanes; ++l) counter[2][l] = block + l;
  Word w[4], low[4];
  philox_lanes(key, counter, w);
  for (int i = 0; i < 4; ++i) {
    const Wide m = __builtin_convertvector(w[i], Wide) * n;
    w[i] = __builtin_convertvector(m >> 32, Word);
    low[i] = __builtin_convertvector(m, Word);
  }
  bool any = false;
  for (int i = 0; i < 4; ++i)
    for (int l = 0; l < lanes; ++l) {
      out[4 * l + i] = w[i][l];
      rejected[4 * l + i] = low[i][l] < n;
      any |= low[i][l] < n;
    }
  return any;
}

}  // namespace

void IndexDraw::operator()(std::uint64_t element, int64_t count, std::vector<std::uint32_t>& out) const {
  constexpr int64_t width = 4 * lanes;
  out.resize((count + width - 1) / width * width);
  for (int64_t k = 0; k < count && n_ >= four_a_block; ++k) out[k] = (*this)(element, k);
  std::uint8_t rejected[width];
  for (int64_t k = 0; k < count && n_ < four_a_block; k += width) {
    if (!draw_blocks(key_, n_, element, std::uint64_t(k) >> 2, out.data() + k, rejected)) continue;
    for (int64_t i = 0; i < width; ++i) if (rejected[i]) out[k + i] = (*this)(element, k + i);
  }
  out.resize(count);
}

}  // namespace synaptorch::network
