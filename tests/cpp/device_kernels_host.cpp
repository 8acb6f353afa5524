#include "device_kernels_host.h"

#include <map>

#include "kernels/device_kernels.h"
#include "synaptorch/models/neurons/HH.h"
#include "synaptorch/models/neurons/LIF.h"
#include "synaptorch/models/neurons/aeif_cond_exp.h"
#include "synaptorch/models/neurons/iaf_psc_alpha.h"
#include "synaptorch/models/neurons/iaf_psc_exp.h"
#include "synaptorch/models/neurons/pp_psc_delta.h"
#include "synaptorch/models/plasticity/STP.h"

namespace synaptorch {
namespace {

struct HostLoop {
  template <class Body, class A> static void run(const A& arguments, std::int64_t begin, std::int64_t end, const DeviceQueue&) {
    for (std::int64_t e = begin; e < end; ++e) Body::run(arguments, e);
  }
};

template <class... M> std::map<std::string, DeviceKernelTable> make_tables() {
  return {{std::string(M::info.name), make_device_table<M, HostLoop>()}...};
}
const auto& tables() {
  using namespace models;
  static const auto all = make_tables<LIF, HH, iaf_psc_alpha, iaf_psc_exp, aeif_cond_exp, STP, pp_psc_delta>();
  return all;
}

}  // namespace

DeviceKernelTable host_device_kernels(const std::string& model) { return tables().at(model); }

}  // namespace synaptorch
