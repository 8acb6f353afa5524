"""How a synaptic conductance acts on a neuron: the outputs of projections."""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from .dynamics import Describable
from .errors import WrongType
from .tables import conductance_unit
from .units import to_number

__all__ = ["COBA", "CUBA", "MgBlock", "SynOut"]


class SynOut(Describable, nn.Module):
    """Base of outputs: `bind_cond` gives one the conductance of the step, calling it with V (mV) the current (mA)."""

    parameters_of: dict[str, tuple[float, str]] = {}   # name: (default, unit)

    def __init__(self, **params: Any):
        super().__init__()
        for name, (_, unit) in self.parameters_of.items():
            value = params[name]
            if isinstance(value, nn.Parameter):
                self.register_parameter(name, value)
                continue
            number = to_number(value, unit, model=type(self).__name__, name=name)
            keep = number if isinstance(number, Tensor) else torch.as_tensor(number, dtype=torch.get_default_dtype())
            self.register_buffer(name, keep)
        self._g: Tensor | None = None

    def bind_cond(self, conductance: Tensor) -> None:
        """The conductance that acts in the next step."""
        self._g = conductance

    def bound(self) -> Tensor:
        """The conductance of this step; 0 before any was bound."""
        return torch.zeros(()) if self._g is None else self._g

    def unit_for(self, post: Any) -> str:
        """The unit of a conductance that acts on that neuron, S or mS for brainpy.state's neurons."""
        return conductance_unit(post.table.name, type(self).__name__)

    def reset_state(self, batch_size: int | None = None) -> None:
        self._g = None

    def detach_(self) -> SynOut:
        self._g = None if self._g is None else self._g.detach()
        return self

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_g": None if self._g is None else self._g.detach()}

    def extra_repr(self) -> str:
        return ", ".join(f"{n}={getattr(self, n).item():g}" for n in self.parameters_of if getattr(self, n).numel() == 1)


class COBA(SynOut):
    """Conductance-based: I = g (E - V), g in S.

    Args:
        E: reversal potential, mV.
    """

    parameters_of = {"E": (0.0, "mV")}

    def __init__(self, E: Any):
        super().__init__(E=E)

    def forward(self, V: Tensor) -> Tensor:
        return self.bound() * (self.E - V)

    def linear(self, post: Any) -> tuple[Tensor, Tensor]:
        """The current as x - g V: (x, g)."""
        g = self.bound()
        return g * self.E, g


class CUBA(SynOut):
    """Current-based: I = g scale, g in mS.

    Args:
        scale: V.
    """

    parameters_of = {"scale": (1.0, "V")}

    def __init__(self, scale: Any = 1.0):
        super().__init__(scale=scale)

    def forward(self, V: Tensor | None = None) -> Tensor:
        return self.bound() * self.scale

    def linear(self, post: Any) -> tuple[Tensor, None]:
        return self.bound() * self.scale, None


class MgBlock(SynOut):
    """The magnesium block of NMDA receptors: I = g (E - V) / (1 + cc_Mg / beta exp(alpha (V_offset - V))), g in S.

    Args:
        E, V_offset: mV. cc_Mg, beta: mM. alpha: 1/mV.
    """

    parameters_of = {"E": (0.0, "mV"), "cc_Mg": (1.2, "1"), "alpha": (0.062, "1/mV"), "beta": (3.57, "1"), "V_offset": (0.0, "mV")}

    def __init__(self, E: Any = 0.0, cc_Mg: Any = 1.2, alpha: Any = 0.062, beta: Any = 3.57, V_offset: Any = 0.0):
        super().__init__(E=E, cc_Mg=cc_Mg, alpha=alpha, beta=beta, V_offset=V_offset)

    def unit_for(self, post: Any) -> str:
        return conductance_unit(post.table.name, "COBA")

    def _open(self, V: Tensor) -> Tensor:
        return torch.reciprocal(1.0 + self.cc_Mg / self.beta * torch.exp(self.alpha * (self.V_offset - V)))

    def forward(self, V: Tensor) -> Tensor:
        return self.bound() * (self.E - V) * self._open(V)

    def linear(self, post: Any) -> tuple[Tensor, Tensor]:
        """The current linearised at the potential of the step: exponential Euler sees value and slope only."""
        V = post.after_reset()
        opened = self._open(V)
        g = self.bound() * opened * (1.0 - (self.E - V) * self.alpha * (1.0 - opened))
        return self(V) + g * V, g


def require_output(out: Any) -> None:
    if not isinstance(out, SynOut):
        raise WrongType(f"out must be an output such as COBA(E=0.0) or CUBA(), got {out!r}")
