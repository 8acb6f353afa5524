#include "network/poisson.h"

#include <algorithm>
#include <cmath>

#include "network/isa.h"
#include "network/philox_lanes.h"

namespace synaptorch::network {
namespace {

constexpr int few = 48;                    // cut points up to which comparing with all is fastest

typedef std::int32_t Truth __attribute__((vector_size(4 * lanes)));
typedef std::uint16_t Half __attribute__((vector_size(2 * lanes)));

SYNAPTORCH_CLONES void draw_lanes(const std::uint32_t* cuts, int n_cuts, std::uint64_t key, std::uint64_t block,
                                  const std::uint32_t* element, int64_t n, std::uint16_t* out) {
  for (int64_t begin = 0; begin < n; begin += lanes) {
    const int m = int(std::min<int64_t>(lanes, n - begin));
    Word counter{}, w[4];
    __builtin_memcpy(&counter, element + begin, m * sizeof(element[0]));
    Wide words[4] = {__builtin_convertvector(counter, Wide), Wide{}, Wide{} + (block & low_word), Wide{} + (block >> 32)};
    philox_lanes(key, words, w);
    Word count[4] = {};
    if (n_cuts <= few) {
      for (int c = 0; c < n_cuts; ++c)
        for (int step = 0; step < 4; ++step) count[step] -= Word(Truth(w[step] >= cuts[c]));
    } else {
      for (int step = 0; step < 4; ++step)
        for (int l = 0; l < m; ++l) count[step][l] = std::uint32_t(std::upper_bound(cuts, cuts + n_cuts, w[step][l]) - cuts);
    }
    for (int step = 0; step < 4; ++step) {
      const Half narrow = __builtin_convertvector(count[step], Half);
      __builtin_memcpy(out + step * n + begin, &narrow, m * sizeof(out[0]));
    }
  }
}

}  // namespace

PoissonLaw::PoissonLaw(double mean) : mean_(mean) {
  // Cumulated probabilities P(X <= k); beyond 2^-32 of the end a draw cannot tell.
  double cumulated = 0.0;
  for (int k = 0; k < 65535; ++k) {
    cumulated += std::exp(-mean + k * std::log(mean > 0.0 ? mean : 1.0) - std::lgamma(k + 1.0)) * (mean > 0.0 || k == 0);
    const double cut = std::ceil(cumulated * 0x1.0p32);
    if (cut >= 0x1.0p32 || (k > mean && mean == 0.0)) break;
    cuts_.push_back(std::uint32_t(cut));
    if (k > mean && 1.0 - cumulated < 0x1.0p-34) break;
  }
}

void poisson_block(const PoissonLaw& law, std::uint64_t key, std::int64_t block, const std::uint32_t* element, int64_t n,
                   std::uint16_t* out) {
  draw_lanes(law.cuts().data(), int(law.cuts().size()), key, std::uint64_t(block), element, n, out);
}

}  // namespace synaptorch::network
