#pragma once
// The spikes of a slice, one buffer per population and thread.
#include <cstdlib>
#include <new>
#include <vector>

#include "kernels/kernel_table.h"
#include "network/clock.h"

namespace synaptorch::network {

class SpikeBuffer {
 public:
  SpikeBuffer() { list_.grow = grow; }
  ~SpikeBuffer() { std::free(list_.data); }
  SpikeBuffer(const SpikeBuffer&) = delete;
  SpikeBuffer& operator=(const SpikeBuffer&) = delete;

  SpikeList* list() { return &list_; }
  int64_t size() const { return list_.size; }
  void clear() { list_.size = 0; offsets_.clear(); payloads_.clear(); }
  /// Of neurons that spike between grid points: ms from each spike to its time stamp; nullptr for neurons on the grid.
  const double* offsets() const { return offsets_.empty() ? nullptr : offsets_.data(); }
  /// Of neurons that send one: the payload of each spike (Note [Payload]); nullptr for others.
  const double* payloads() const { return payloads_.empty() ? nullptr : payloads_.data(); }
  const Spike* begin() const { return list_.data; }
  const Spike* end() const { return list_.data + list_.size; }
  void push(Spike s) {
    if (list_.size == list_.capacity) grow(list_, list_.size + 1);
    list_.data[list_.size++] = s;
  }
  void push(Spike s, double offset) { push(s); offsets_.push_back(offset); }
  /// Adds value(spike) for the spikes that have none yet.
  template <class F> void load_payloads(F&& value) { load(payloads_, value); }
  template <class F> void load_offsets(F&& value) { load(offsets_, value); }
  /// A later part of a slice counts its steps from the start of the slice.
  void shift_steps(int64_t from, int64_t by) {
    for (int64_t i = from; i < list_.size; ++i) list_.data[i].step += std::uint16_t(by);
  }
  /// Sorts entries [from, size) by step, then neuron. Kernels append in order of neurons within a step, so a
  /// stable counting sort by step is enough.
  void sort(int64_t from, int64_t steps) {
    if (steps == 1) return;
    count_.assign(steps + 1, 0);
    sorted_.assign(begin() + from, end());
    for (const Spike& s : sorted_) ++count_[s.step + 1];
    for (int64_t k = 0; k < steps; ++k) count_[k + 1] += count_[k];
    const std::vector<double> offsets = offsets_, payloads = payloads_;
    for (std::size_t i = 0; i < sorted_.size(); ++i) {
      const int64_t to = from + count_[sorted_[i].step]++;
      list_.data[to] = sorted_[i];
      if (!offsets.empty()) offsets_[to] = offsets[from + i];
      if (!payloads.empty()) payloads_[to] = payloads[from + i];
    }
  }

 private:
  template <class F> void load(std::vector<double>& values, F&& value) {
    for (int64_t i = int64_t(values.size()); i < list_.size; ++i) values.push_back(value(list_.data[i]));
  }
  static void grow(SpikeList& list, std::int64_t at_least) {
    const std::int64_t capacity = at_least > 2 * list.capacity ? at_least : 2 * list.capacity;
    void* data = std::realloc(list.data, capacity * sizeof(Spike));
    if (!data) throw std::bad_alloc();
    list.data = static_cast<Spike*>(data);
    list.capacity = capacity;
  }
  SpikeList list_;
  std::vector<double> offsets_, payloads_;
  std::vector<Spike> sorted_;
  std::vector<int64_t> count_;
};

}  // namespace synaptorch::network
