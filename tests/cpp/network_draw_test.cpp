// Draws for connectivity: many at once are the same as one by one.
#include <gtest/gtest.h>

#include "network/draw.h"

namespace synaptorch::network {
namespace {

TEST(NetworkDraw, ManyIndicesAtOnceAreThoseDrawnOneByOne) {
  // Below 1000003 one draw in 4295 is rejected and made again; below 5000000 every draw takes a block of its own.
  for (const std::uint64_t n : {1ull, 7ull, 1000003ull, 5000000ull}) {
    const IndexDraw draw(philox_key(1, 2), n);
    std::vector<std::uint32_t> many;
    for (const std::uint64_t element : {0ull, 12345ull, 1ull << 40}) {
      draw(element, 20001, many);
      ASSERT_EQ(many.size(), 20001u);
      for (std::uint64_t k = 0; k < many.size(); ++k) {
        ASSERT_LT(many[k], n);
        ASSERT_EQ(many[k], draw(element, k)) << "draw " << k << " of element " << element << " below " << n;
      }
    }
  }
}

}  // namespace
}  // namespace synaptorch::network
