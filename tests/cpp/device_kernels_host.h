#pragma once
// Device kernels with the threads of a device as a loop on the host, apart from what is done with them: the one file waits for headers of models, the
// other for those of torch.
#include <string>

#include "kernels/kernel_table.h"

namespace synaptorch {

/// Of one model of each kind, and one that has lists; throws std::out_of_range for others.
DeviceKernelTable host_device_kernels(const std::string& model);

}  // namespace synaptorch
