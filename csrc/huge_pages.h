#pragma once
// Large memory in huge pages.
#include <cstddef>
#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace synaptorch {

constexpr std::size_t huge_page = 2 << 20;

/// Asks the system for huge pages where [p, p + bytes) holds whole ones: fewer page faults and fewer addresses to look up.
inline void ask_for_huge_pages(void* p, std::size_t bytes) {
#if defined(MADV_HUGEPAGE)
  const auto at = reinterpret_cast<std::uintptr_t>(p), begin = (at + huge_page - 1) / huge_page * huge_page, end = (at + bytes) / huge_page * huge_page;
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
#else
  (void)p, (void)bytes;
#endif
}

}  // namespace synaptorch
