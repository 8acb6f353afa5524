#pragma once
// Device kernels with the threads of a device as a loop on the host, apart from what is done with them: the one file waits for headers of models, the
// other for those of torch.
#include <string>
#include <vector>

#include "kernels/kernel_table.h"

namespace synaptorch {

/// The models whose kernels there are on the host: one of each kind, and one that has lists.
std::vector<std::string> host_device_models();
/// Throws std::out_of_range for other models.
DeviceKernelTable host_device_kernels(const std::string& model);

}  // namespace synaptorch
