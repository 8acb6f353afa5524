#include "network/poisson.h"

#include <algorithm>
#include <cmath>

#include "network/isa.h"

namespace synaptorch::network {
namespace {

constexpr int lanes = 16;                  // elements drawn together
constexpr std::size_t few = 48;            // cut points up to which comparing with all is fastest

/// Philox4x32-10 for `lanes` counters (element, 0, block, block >> 32), word by word.
inline __attribute__((always_inline)) void philox_lanes(std::uint64_t key, std::int64_t block, const std::uint32_t* element,
                                                        std::uint32_t w[4][lanes]) {
  std::uint32_t k0 = std::uint32_t(key), k1 = std::uint32_t(key >> 32);
  for (int l = 0; l < lanes; ++l) {
    w[0][l] = element[l];
    w[1][l] = 0;
    w[2][l] = std::uint32_t(block);
    w[3][l] = std::uint32_t(std::uint64_t(block) >> 32);
  }
  for (int r = 0; r < 10; ++r) {
    for (int l = 0; l < lanes; ++l) {
      const std::uint64_t a = std::uint64_t(0xD2511F53u) * w[0][l], b = std::uint64_t(0xCD9E8D57u) * w[2][l];
      w[0][l] = std::uint32_t(b >> 32) ^ w[1][l] ^ k0;
      w[1][l] = std::uint32_t(b);
      w[2][l] = std::uint32_t(a >> 32) ^ w[3][l] ^ k1;
      w[3][l] = std::uint32_t(a);
    }
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

SYNAPTORCH_CLONES void draw_lanes(const std::uint32_t* cuts, std::size_t n_cuts, std::uint64_t key, std::int64_t block,
                                  const std::uint32_t* element, int64_t n, std::uint16_t* out) {
  for (int64_t begin = 0; begin < n; begin += lanes) {
    std::uint32_t counters[lanes] = {}, w[4][lanes];
    const int m = int(std::min<int64_t>(lanes, n - begin));
    for (int l = 0; l < m; ++l) counters[l] = element[begin + l];
    philox_lanes(key, block, counters, w);
    for (int step = 0; step < 4; ++step) {
      std::uint32_t count[lanes] = {};
      if (n_cuts <= few) {
        for (std::size_t c = 0; c < n_cuts; ++c)
          for (int l = 0; l < lanes; ++l) count[l] += w[step][l] >= cuts[c];
      } else {
        for (int l = 0; l < lanes; ++l) count[l] = std::uint32_t(std::upper_bound(cuts, cuts + n_cuts, w[step][l]) - cuts);
      }
      std::uint16_t* to = out + step * n + begin;
      for (int l = 0; l < m; ++l) to[l] = std::uint16_t(count[l]);
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
  draw_lanes(law.cuts().data(), law.cuts().size(), key, block, element, n, out);
}

}  // namespace synaptorch::network
