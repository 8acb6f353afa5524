#include "kernels/cpu_vectors.h"

namespace synaptorch {

template void surrogates::choose_rest(const SurrogateChoice&, const Floats&, Floats&);
template void surrogates::choose_rest(const SurrogateChoice&, const Doubles&, Doubles&);

}  // namespace synaptorch
