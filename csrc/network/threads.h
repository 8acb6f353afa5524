#pragma once
// Threads of a run. They live for one call of `simulate` or `connect` and meet at a barrier once per slice, which
// costs a fraction of a microsecond; forking and joining twice per slice would cost more than a small slice.
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "network/array.h"

namespace synaptorch::network {

/// Spins for about as long as a thread needs to fall asleep and be woken, then sleeps: on a busy machine the others may
/// not be running, and a spin would take their time.
class Barrier {
 public:
  explicit Barrier(int threads)
      : threads_(threads), spins_(threads <= int(std::thread::hardware_concurrency()) ? longest_spin : 0) {}
  void wait() {
    if (threads_ == 1) return;
    const unsigned round = round_.load(std::memory_order_acquire);
    if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == threads_) {
      arrived_.store(0, std::memory_order_relaxed);
      round_.store(round + 1, std::memory_order_release);
      round_.notify_all();
      return;
    }
    for (int spin = 0; spin < spins_; ++spin) {
      if (round_.load(std::memory_order_acquire) != round) return;
      pause();
    }
    while (round_.load(std::memory_order_acquire) == round) round_.wait(round, std::memory_order_acquire);
  }

 private:
  static constexpr int longest_spin = 1000;
  static void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
  const int threads_, spins_;
  alignas(cache_line) std::atomic<int> arrived_{0};   // together: who arrives last also ends the round
  std::atomic<unsigned> round_{0};
};

/// Runs f(0) ... f(threads - 1), one on the calling thread; rethrows the first exception.
template <class F> void run_threads(int threads, F&& f) {
  std::exception_ptr error;
  std::mutex guard;
  const auto run = [&](int t) {
    try {
      f(t);
    } catch (...) {
      const std::lock_guard lock(guard);
      if (!error) error = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (int t = 1; t < threads; ++t) others.emplace_back(run, t);
    run(0);
  }
  if (error) std::rethrow_exception(error);
}

}  // namespace synaptorch::network
