#include "bindings/bindings.h"
#include "synaptorch/core/error.h"

namespace synaptorch::python {
namespace {

namespace py = pybind11;

/// Raises the class of the same name in synaptorch.errors.
void raise(const char* type, const std::exception& e) {
  PyErr_SetString(py::module_::import("synaptorch.errors").attr(type).ptr(), e.what());
}

}  // namespace

void bind_errors(py::module_&) {
  py::register_exception_translator([](std::exception_ptr p) {
    try {
      if (p) std::rethrow_exception(p);
    } catch (const UnknownName& e) { raise("UnknownName", e);
    } catch (const OutOfRange& e) { raise("OutOfRange", e);
    } catch (const WrongUnit& e) { raise("WrongUnit", e);
    } catch (const WrongShape& e) { raise("WrongShape", e);
    } catch (const WrongType& e) { raise("WrongType", e);
    } catch (const WrongDevice& e) { raise("WrongDevice", e);
    } catch (const NumericalError& e) { raise("NumericalError", e);
    } catch (const Error& e) { raise("SynaptorchError", e); }
  });
}

}  // namespace synaptorch::python
