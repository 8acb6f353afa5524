#pragma once
// The spikes of a slice, one buffer per population and thread.
#include <cstdlib>
#include <new>
#include <vector>

#include "kernels/kernel_table.h"
#include "network/array.h"
#include "network/clock.h"

namespace synaptorch::network {

/// A growing list and its memory.
template <class T> struct GrowingBuffer : Growing<T> {
  GrowingBuffer() { this->grow = more; }
  ~GrowingBuffer() { std::free(this->data); }
  GrowingBuffer(const GrowingBuffer&) = delete;
  GrowingBuffer& operator=(const GrowingBuffer&) = delete;
  T* begin() const { return this->data; }
  T* end() const { return this->data + this->size; }

 private:
  static void more(Growing<T>& list, std::int64_t at_least) {
    const std::int64_t capacity = at_least > 2 * list.capacity ? at_least : 2 * list.capacity;
    void* data = std::realloc(list.data, capacity * sizeof(T));
    if (!data) throw std::bad_alloc();
    list.data = static_cast<T*>(data);
    list.capacity = capacity;
  }
};

class alignas(cache_line) SpikeBuffer {
 public:
  SpikeList* list() { return &list_; }
  int64_t size() const { return list_.size; }
  Growing<double>* offset_list() { return &offsets_; }
  void clear() { list_.size = offsets_.size = payloads_.size = 0; }
  /// Of neurons that spike between grid points: ms from each spike to its time stamp; nullptr for neurons on the grid.
  const double* offsets() const { return offsets_.size ? offsets_.data : nullptr; }
  /// Of neurons that send one: the payload of each spike (Note [Payload]); nullptr for others.
  const double* payloads() const { return payloads_.size ? payloads_.data : nullptr; }
  const Spike* begin() const { return list_.begin(); }
  const Spike* end() const { return list_.end(); }
  void push(Spike s) { list_.push(s); }
  void push(Spike s, double offset) { list_.push(s), offsets_.push(offset); }
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
    place_.clear();
    for (const Spike& s : sorted_) place_.push_back(from + count_[s.step]++);
    move(list_, sorted_);
    for (GrowingBuffer<double>* values : {&offsets_, &payloads_}) {
      if (values->size == 0) continue;
      values_.assign(values->begin() + from, values->end());
      move(*values, values_);
    }
  }

 private:
  template <class F> void load(GrowingBuffer<double>& values, F&& value) {
    for (int64_t i = values.size; i < list_.size; ++i) values.push(value(list_.data[i]));
  }
  template <class T> void move(GrowingBuffer<T>& to, const std::vector<T>& from) {
    for (std::size_t i = 0; i < from.size(); ++i) to.data[place_[i]] = from[i];
  }
  GrowingBuffer<Spike> list_;
  GrowingBuffer<double> offsets_, payloads_;
  std::vector<Spike> sorted_;
  std::vector<double> values_;
  std::vector<int64_t> count_, place_;
};

}  // namespace synaptorch::network
