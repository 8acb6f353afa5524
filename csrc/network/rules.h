#pragma once
// The connection rules: each enumerates the pairs whose target belongs to one thread.
#include <algorithm>
#include <cmath>

#include "network/draw.h"
#include "network/projection.h"

namespace synaptorch::network {

/// Positions within a selection and the node each stands for.
class Nodes {
 public:
  Nodes(const Selection& s, int64_t group_size) : n_(s.index.empty() ? group_size : int64_t(s.index.size())) {
    if (s.index.empty()) return;
    first_ = s.index[0];
    for (int64_t k = 0; k < n_ && !index_; ++k) if (s.index[k] != first_ + k) index_ = &s.index;
  }
  int64_t size() const { return n_; }
  int64_t operator[](int64_t position) const { return index_ ? (*index_)[position] : first_ + position; }
  /// Do the nodes follow each other?
  bool contiguous() const { return !index_; }
  /// Positions of nodes within a range, by node.
  std::vector<int64_t> within(Range r) const {
    std::vector<int64_t> positions;
    for (int64_t k = 0; k < n_; ++k)
      if ((*this)[k] >= r.begin && (*this)[k] < r.end) positions.push_back(k);
    if (index_) std::stable_sort(positions.begin(), positions.end(), [&](auto a, auto b) { return (*index_)[a] < (*index_)[b]; });
    return positions;
  }

 private:
  const std::vector<int64_t>* index_ = nullptr;   ///< nullptr: contiguous
  int64_t n_, first_ = 0;
};

/// Enumerates pairs. `to.one(source, target, element, k)`: (element, k) names the connection for random draws; element
/// * width + k is its place in an array of weights. `to.row(sources, n, target, element, k)`: connections k to k + n - 1.
class Enumeration {
 public:
  Enumeration(const ConnectRequest& r, std::uint64_t key, Range mine)
      : rule_(*r.rule), pre_(*r.pre, r.pre_size), post_(*r.post, r.post_size), same_(r.same_group), key_(key), mine_(mine),
        positions_(post_.within(mine)) {}

  /// Are the targets of each source visited in ascending order?
  bool ascending() const {
    return rule_.kind == Rule::Kind::all_to_all || rule_.kind == Rule::Kind::fixed_indegree ||
           rule_.kind == Rule::Kind::pairwise_bernoulli || rule_.kind == Rule::Kind::one_to_one;
  }
  int64_t width() const {
    switch (rule_.kind) {
      case Rule::Kind::all_to_all: return pre_.size();
      case Rule::Kind::fixed_indegree:
      case Rule::Kind::fixed_outdegree: return rule_.number;
      default: return 1;
    }
  }

  template <class To> void operator()(To& to) const {
    switch (rule_.kind) {
      case Rule::Kind::one_to_one:
        for (const int64_t t : positions_) to.one(pre_[t], post_[t], t, 0);
        break;
      case Rule::Kind::all_to_all:
        for (const int64_t t : positions_)
          for (int64_t s = 0; s < pre_.size(); ++s)
            if (allowed(pre_[s], post_[t])) to.one(pre_[s], post_[t], t, s);
        break;
      case Rule::Kind::fixed_indegree: indegree(to); break;
      case Rule::Kind::fixed_outdegree: outdegree(to); break;
      case Rule::Kind::fixed_total_number: total_number(to); break;
      case Rule::Kind::pairwise_bernoulli: bernoulli(to); break;
      case Rule::Kind::explicit_pairs:
        for (std::size_t k = 0; k < rule_.sources.size(); ++k)
          if (const int64_t t = post_[rule_.targets[k]]; owned(t)) to.one(pre_[rule_.sources[k]], t, k, 0);
        break;
    }
  }

 private:
  bool owned(int64_t target) const { return target >= mine_.begin && target < mine_.end; }
  bool allowed(int64_t s, int64_t t) const { return rule_.allow_autapses || !same_ || s != t; }

  /// Draws the partners of one element: the nodes at `rule.number` positions of `other`, redrawn where not allowed.
  template <class Allowed>
  void partners(const IndexDraw& draw, int64_t element, const Nodes& other, std::vector<std::uint32_t>& out, std::vector<int64_t>& taken,
                Allowed&& ok) const {
    draw(element, rule_.number, out);
    for (int64_t k = 0; k < rule_.number && !(rule_.allow_multapses && (rule_.allow_autapses || !same_)); ++k) {
      std::uint32_t attempt = 0;
      while (!ok(out[k]) || (!rule_.allow_multapses && taken[out[k]] == element + 1)) out[k] = draw(element, k, ++attempt);
      if (!rule_.allow_multapses) taken[out[k]] = element + 1;
    }
    if (other.contiguous()) for (auto& p : out) p += std::uint32_t(other[0]);
    else for (auto& p : out) p = std::uint32_t(other[p]);
  }
  template <class To> void indegree(To& to) const {
    const IndexDraw draw(key_, pre_.size());
    std::vector<std::uint32_t> drawn;
    std::vector<int64_t> taken(rule_.allow_multapses ? 0 : pre_.size());
    for (const int64_t t : positions_) {
      partners(draw, t, pre_, drawn, taken, [&](int64_t p) { return allowed(pre_[p], post_[t]); });
      to.row(drawn.data(), rule_.number, post_[t], t, 0);
    }
  }
  template <class To> void outdegree(To& to) const {
    const IndexDraw draw(key_, post_.size());
    std::vector<std::uint32_t> drawn;
    std::vector<int64_t> taken(rule_.allow_multapses ? 0 : post_.size());
    for (int64_t s = 0; s < pre_.size(); ++s) {
      partners(draw, s, post_, drawn, taken, [&](int64_t p) { return allowed(pre_[s], post_[p]); });
      for (int64_t k = 0; k < rule_.number; ++k)
        if (owned(drawn[k])) to.one(pre_[s], drawn[k], s, k);
    }
  }
  template <class To> void total_number(To& to) const {
    const IndexDraw sources(key_, pre_.size()), targets(key_ ^ 0x9E3779B97F4A7C15ull, post_.size());
    for (int64_t k = 0; k < rule_.number; ++k) {
      std::uint32_t attempt = 0;
      int64_t s = pre_[sources(0, k)], t = post_[targets(0, k)];
      while (!allowed(s, t)) { s = pre_[sources(0, k, ++attempt)]; t = post_[targets(0, k, attempt)]; }
      if (owned(t)) to.one(s, t, k, 0);
    }
  }
  /// Jumps from one connected pair to the next: the gaps are geometric.
  template <class To> void bernoulli(To& to) const {
    if (rule_.p <= 0.0) return;
    const double scale = rule_.p < 1.0 ? 1.0 / std::log1p(-rule_.p) : 0.0;
    for (const int64_t t : positions_) {
      int64_t s = -1;
      for (int64_t k = 0;; ++k) {
        const double gap = std::floor(std::log(philox_uniform(key_, t, k, 0)) * scale);
        if (gap >= double(pre_.size() - s - 1)) break;
        s += 1 + int64_t(gap);
        if (allowed(pre_[s], post_[t])) to.one(pre_[s], post_[t], t, k);
      }
    }
  }

  const Rule& rule_;
  Nodes pre_, post_;
  bool same_;
  std::uint64_t key_;
  Range mine_;
  std::vector<int64_t> positions_;
};

}  // namespace synaptorch::network
