"""Surrogate gradients: what stands in for the derivative of the spike.

One class per surrogate of the C++ table, with its parameters as arguments:

    >>> import synaptorch as st
    >>> st.LIF(100, surrogate=st.surrogate.Arctan(alpha=2.0))

Called, it is a spike function for neurons of one's own: 1 where x >= 0, with the surrogate's derivative:

    >>> spikes = st.surrogate.Arctan()(v - 1.0)
"""
from __future__ import annotations

import torch
from torch import Tensor

from ._library import _C
from .errors import OutOfRange, WrongType, unknown_name
from .units import to_number

__all__ = ["Surrogate"]


class Surrogate:
    """A surrogate gradient with its parameters.

    Attributes:
        kind: number of the surrogate, the argument ``surrogate`` of ops.
        values: its parameters, the argument ``surrogate_params`` of ops.
    """

    kind: int
    _fields: tuple = ()

    def __init__(self, **params: float):
        names = [f.name for f in self._fields]
        for name in params:
            if name not in names:
                raise unknown_name("parameter", name, names, owner=type(self).__name__)
        self.values = [self._value(f, params.get(f.name, f.default)) for f in self._fields]

    def _value(self, field, value) -> float:
        number = to_number(value, field.unit, model=type(self).__name__, name=field.name)
        if not isinstance(number, (int, float)):
            raise WrongType(f"{type(self).__name__}.{field.name} must be a single number, got {value!r}")
        lo, hi, lo_open, hi_open = field.bound
        if not ((number > lo if lo_open else number >= lo) and (number < hi if hi_open else number <= hi)):
            raise OutOfRange(f"{type(self).__name__}: {field.name} = {number} is not allowed; it must be "
                             f"{'>' if lo_open else '>='} {lo}")
        return float(number)

    def __call__(self, x: Tensor) -> Tensor:
        """1 where x >= 0, else 0; its derivative is `surrogate_grad`."""
        return torch.ops.synaptorch.spike(x, self.kind, self.values)

    def surrogate_grad(self, x: Tensor) -> Tensor:
        """What stands in for the derivative of the step at x."""
        return torch.ops.synaptorch.surrogate_gradient(x, self.kind, self.values)

    def surrogate_fun(self, x: Tensor) -> Tensor:
        """The smooth step whose derivative is `surrogate_grad`.

        Raises:
            WrongType: none is known (ReluGrad, GaussianGrad, InvSquareGrad, MultiGaussianGrad, SlayerGrad).
        """
        return torch.ops.synaptorch.surrogate_primitive(x, self.kind, self.values)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{f.name}={v:g}' for f, v in zip(self._fields, self.values))})"


def _make(kind: int, name: str, fields) -> type[Surrogate]:
    rows = "\n".join(f"    {f.name}: {f.doc} (default {f.default:g})" for f in fields)
    doc = f"Surrogate gradient {name}.\n\nArgs:\n{rows}"
    return type(name, (Surrogate,), {"kind": kind, "_fields": tuple(fields), "__doc__": doc, "__module__": __name__})


for _kind, (_name, _fields) in enumerate(_C.surrogates()):
    globals()[_name] = _make(_kind, _name, _fields)
    __all__.append(_name)
