// Building a projection: two passes over the enumeration (count, fill) with the draws made twice, so that nothing
// but the final arrays is ever held. The second pass writes to as many places as there are sources: what is touched for a
// connection decides its cost (hence huge pages, and one array of positions).
#include <limits>
#include <numeric>

#include "network/rules.h"
#include "network/threads.h"

namespace synaptorch::network {
namespace {

/// What is known of a weight or delay before the connections are drawn.
struct Values1 {
  const std::vector<double>* array = nullptr;
  const Distribution* law = nullptr;
  std::optional<double> same;
  bool floats = true;                      ///< every value is a float
  std::uint64_t key = 0;

  Values1(const Number& number, std::uint64_t key) : key(key) {
    if (const auto* x = std::get_if<double>(&number)) same = *x;
    law = std::get_if<Distribution>(&number);
    array = std::get_if<std::vector<double>>(&number);
    if (!array || array->empty()) return;
    const double first = array->front();
    if (std::all_of(array->begin(), array->end(), [&](double x) { return x == first; })) same = first;
    floats = std::all_of(array->begin(), array->end(), [](double x) { return double(float(x)) == x; });
  }
  double operator()(int64_t element, int64_t k, int64_t width) const {
    if (same) return *same;
    if (array) return (*array)[element * width + k];
    return double(float(draw(*law, key, std::uint64_t(element), std::uint64_t(k))));
  }
};

/// Sorts the synapses of a row by (delay, target), keeping the order of equals.
template <class T> void permute(Array<T>& values, int64_t begin, const std::vector<int64_t>& order, std::vector<T>& copy) {
  if (values.empty()) return;
  copy.resize(order.size());
  for (std::size_t k = 0; k < order.size(); ++k) copy[k] = values[order[k]];
  std::copy(copy.begin(), copy.end(), values.begin() + begin);
}

void sort_rows(const Projection& p, Part& part) {
  std::vector<int64_t> order;
  std::vector<std::uint16_t> c16;
  std::vector<std::uint32_t> c32;
  std::vector<std::uint8_t> c8;
  std::vector<float> cf;
  std::vector<double> cd;
  for (std::size_t s = 0; s + 1 < part.first.size(); ++s) {
    const int64_t begin = part.first[s];
    order.resize(part.first[s + 1] - begin);
    std::iota(order.begin(), order.end(), begin);
    const auto before = [&](int64_t a, int64_t b) {
      const int da = p.delay_of(part, a), db = p.delay_of(part, b);
      return da != db ? da < db : part.target(a) < part.target(b);
    };
    if (std::is_sorted(order.begin(), order.end(), before)) continue;
    std::stable_sort(order.begin(), order.end(), before);
    permute(part.target16, begin, order, c16);
    permute(part.target32, begin, order, c32);
    permute(part.delay8, begin, order, c8);
    permute(part.delay16, begin, order, c16);
    permute(part.weight32, begin, order, cf);
    permute(part.weight64, begin, order, cd);
  }
}

bool consecutive(const Part& part) {
  for (std::size_t s = 0; s + 1 < part.first.size(); ++s)
    for (int64_t k = part.first[s] + 1; k < part.first[s + 1]; ++k)
      if (part.target(k) != part.target(k - 1) + 1) return false;
  return true;
}

struct Extent {
  int64_t indegree = 0;
  int min_delay = std::numeric_limits<int>::max(), max_delay = 0;
  bool negative = false, positive = false;
  void sign(double w) { (w < 0.0 ? negative : positive) = true; }
};

/// Delays in steps, checked; the narrowest array that certainly holds them.
int delay_steps(const ConnectRequest& r, double ms) {
  const int64_t steps = r.clock->nearest(ms);
  if (!(ms >= 0.0) || steps < 1)
    throw OutOfRange("delay is " + std::to_string(ms) + " ms but must be at least the resolution, " +
                     std::to_string(r.clock->resolution()) + " ms.");
  if (steps > std::numeric_limits<std::uint16_t>::max())
    throw OutOfRange("delay is " + std::to_string(ms) + " ms, more than 65535 steps.");
  return int(steps);
}

/// First pass: connections per source and per target.
struct Count {
  std::vector<int64_t>& per_source;
  std::vector<int64_t> per_target;
  int64_t begin;
  void one(int64_t s, int64_t t, int64_t, int64_t) { ++per_source[s]; ++per_target[t - begin]; }
  void row(const std::uint32_t* sources, int64_t n, int64_t t, int64_t, int64_t) {
    int64_t* const counts = per_source.data();
    for (int64_t i = 0; i < n; ++i) ++counts[sources[i]];
    per_target[t - begin] += n;
  }
};

/// Second pass: each connection goes to the next free place of its source.
template <class Target> struct Fill {
  const Projection& p;
  Part& part;
  const ConnectRequest& request;
  const Values1 &weight, &delay;
  int64_t begin, width;
  Target* targets;
  std::vector<int64_t> next;                 ///< free place of each source
  Extent extent = {};

  void one(int64_t s, int64_t t, int64_t element, int64_t k) {
    const int64_t at = next[s]++;
    targets[at] = Target(t - begin);
    if (!p.delay) put_delay(at, delay_steps(request, delay(element, k, width)));
    if (!p.weight) put_weight(at, weight(element, k, width));
  }
  void row(const std::uint32_t* sources, int64_t n, int64_t t, int64_t element, int64_t k) {
    if (!p.delay || !p.weight) {
      for (int64_t i = 0; i < n; ++i) one(sources[i], t, element, k + i);
      return;
    }
    int64_t* const free = next.data();
    for (int64_t i = 0; i < n; ++i) targets[free[sources[i]]++] = Target(t - begin);
  }

 private:
  void put_delay(int64_t at, int d) {
    extent.min_delay = std::min(extent.min_delay, d);
    extent.max_delay = std::max(extent.max_delay, d);
    if (part.delay8.empty()) part.delay16[at] = std::uint16_t(d); else part.delay8[at] = std::uint8_t(d);
  }
  void put_weight(int64_t at, double w) {
    extent.sign(w);
    if (part.weight32.empty()) part.weight64[at] = w; else part.weight32[at] = float(w);
  }
};

Extent build_part(Projection& p, Part& part, const Enumeration& pairs, const ConnectRequest& r, Range mine, const Values1& weight,
                  const Values1& delay, bool narrow_delay) {
  part.first.assign(r.pre_size + 1, 0);
  Count count{part.first, std::vector<int64_t>(mine.size()), mine.begin};
  pairs(count);
  std::exclusive_scan(part.first.begin(), part.first.end(), part.first.begin(), int64_t(0));
  const int64_t n = part.first.back();
  if (!p.delay) { if (narrow_delay) part.delay8.resize(n); else part.delay16.resize(n); }
  if (!p.weight) { if (weight.floats) part.weight32.resize(n); else part.weight64.resize(n); }

  const auto fill = [&](auto& targets) {
    targets.resize(n);
    Fill<typename std::decay_t<decltype(targets)>::value_type> fill{
        p, part, r, weight, delay, mine.begin, pairs.width(), targets.data(), {part.first.begin(), part.first.end() - 1}};
    pairs(fill);
    return fill.extent;
  };
  Extent extent = mine.size() <= std::numeric_limits<std::uint16_t>::max() ? fill(part.target16) : fill(part.target32);
  for (const auto d : count.per_target) extent.indegree = std::max(extent.indegree, d);
  if (p.weight) extent.sign(*p.weight);
  if (p.delay) extent.min_delay = extent.max_delay = *p.delay;
  if (!pairs.ascending() || !p.delay) sort_rows(p, part);
  part.consecutive = consecutive(part);
  return extent;
}

/// Upper limit of the delays that can come up, in steps.
int64_t largest_delay(const Values1& delay, const ConnectRequest& r) {
  if (delay.law)
    return r.clock->nearest(delay.law->law == Distribution::Law::uniform ? std::max(delay.law->a, delay.law->b) : delay.law->hi);
  return r.clock->nearest(*std::max_element(delay.array->begin(), delay.array->end()));
}

}  // namespace

void build(Projection& p, const ConnectRequest& r) {
  const auto key = [&](int use) { return philox_key(r.seed, (std::uint64_t(p.number) << 8) + 0x10000000000ull + use); };
  const Values1 weight(*r.weight, key(1)), delay(*r.delay, key(2));
  if (weight.same) p.weight = *weight.same;
  bool narrow_delay = false;
  if (delay.same) p.delay = delay_steps(r, *delay.same);
  else if (!delay.array || !delay.array->empty()) narrow_delay = largest_delay(delay, r) <= std::numeric_limits<std::uint8_t>::max();
  p.parts.assign(r.threads, {});
  std::vector<Extent> extents(r.threads);
  run_threads(r.threads, [&](int t) {
    const Range mine = part_of(r.post_size, t, r.threads);
    const Enumeration pairs(r, key(0), mine);
    extents[t] = build_part(p, p.parts[t], pairs, r, mine, weight, delay, narrow_delay);
  });
  p.min_delay = std::numeric_limits<int>::max();
  p.max_delay = 1;
  for (const auto& e : extents) {
    p.min_delay = std::min(p.min_delay, e.min_delay);
    p.max_delay = std::max(p.max_delay, e.max_delay);
    p.largest_indegree = std::max(p.largest_indegree, e.indegree);
    p.any_negative |= e.negative;
    p.any_positive |= e.positive;
  }
}

std::vector<std::pair<int, int64_t>> listing(const Projection& p) {
  std::vector<std::pair<int, int64_t>> order;
  order.reserve(p.size());
  const std::size_t sources = p.parts.empty() ? 0 : p.parts[0].first.size() - 1;
  for (std::size_t s = 0; s < sources; ++s)
    for (std::size_t t = 0; t < p.parts.size(); ++t) {
      const auto begin = order.size();
      for (int64_t k = p.parts[t].first[s]; k < p.parts[t].first[s + 1]; ++k) order.emplace_back(int(t), k);
      std::stable_sort(order.begin() + begin, order.end(),
                       [&](const auto& a, const auto& b) { return p.parts[t].target(a.second) < p.parts[t].target(b.second); });
    }
  return order;
}

}  // namespace synaptorch::network
