#pragma once
// What `Network::connect` needs to know: which nodes, by which rule, through which synapse.
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace synaptorch {

/// Named numbers: one value, or one per element.
using Values = std::map<std::string, std::vector<double>, std::less<>>;

/// Nodes of one group (population or device); an empty index means all of them.
struct Selection {
  int group = -1;
  std::vector<std::int64_t> index = {};
};

/// A probability law for weights and delays. Values outside [lo, hi] are drawn again.
struct Distribution {
  enum class Law {
    uniform,      ///< between a and b
    normal,       ///< mean a, standard deviation b
    lognormal,    ///< of the logarithm: mean a, standard deviation b
    exponential,  ///< mean a
  };
  Law law = Law::uniform;
  double a = 0.0, b = 1.0;
  double lo = -std::numeric_limits<double>::infinity(), hi = std::numeric_limits<double>::infinity();
  bool operator==(const Distribution&) const = default;
};

/// A weight or delay: one number, one per connection (see Rule for the order), or a law to draw from.
using Number = std::variant<double, std::vector<double>, Distribution>;

/// Which pairs of nodes are connected. Arrays of weights follow the order given for each rule.
struct Rule {
  enum class Kind {
    one_to_one,            ///< i-th source to i-th target; order: i
    all_to_all,            ///< order: [target][source]
    fixed_indegree,        ///< `number` random sources per target; order: [target][draw]
    fixed_outdegree,       ///< `number` random targets per source; order: [source][draw]
    fixed_total_number,    ///< `number` random pairs; order: draw
    pairwise_bernoulli,    ///< every pair with probability p; no arrays
    explicit_pairs,        ///< `sources[k]` to `targets[k]` (positions within the selections); order: k
  };
  Kind kind = Kind::all_to_all;
  std::int64_t number = 0;
  double p = 1.0;
  bool allow_autapses = true;    ///< a neuron may connect to itself
  bool allow_multapses = true;   ///< a pair may be connected more than once
  std::vector<std::int64_t> sources = {}, targets = {};
  bool make_symmetric = false;   ///< also connects the same pairs the other way, as a projection of its own
};

/// The rule of that name ("fixed_indegree", ...); throws UnknownName.
Rule::Kind rule_kind(const std::string& name);

/// The synapses of a projection.
struct Synapse {
  std::string model = "static_synapse";
  Number weight = 1.0;
  Number delay = 1.0;              ///< ms; rounded to the nearest step, halves up
  int receptor_type = 0;
  std::string receptor = "";       ///< receptor by name; used instead of receptor_type unless empty
  Values params = {};              ///< of the synapse model: one value or one per connection
};

/// Connections of a projection, ordered by source, then target, then order of creation.
struct Connections {
  std::vector<std::int64_t> source, target;   ///< index within their groups
  std::vector<double> weight, delay;          ///< delay in ms
};

}  // namespace synaptorch
