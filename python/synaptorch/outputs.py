"""How a synaptic conductance acts on a neuron: the outputs of projections."""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from .dynamics import Describable
from .errors import WrongType
from .tables import conductance_unit, table
from .units import to_number

__all__ = ["COBA", "CUBA", "MgBlock", "SynOut"]


class SynOut(Describable, nn.Module):
    """Base of outputs: `bind_cond` gives one the conductance of the step, calling it with V (mV) the current.

    The equation and the parameters are those of the model of the same name.
    """

    def __init__(self, **params: Any):
        super().__init__()
        for field in table(type(self).__name__).params:
            value = params[field.name]
            if isinstance(value, nn.Parameter):
                self.register_parameter(field.name, value)
                continue
            number = to_number(value, field.unit, model=type(self).__name__, name=field.name)
            keep = number if isinstance(number, Tensor) else torch.as_tensor(number, dtype=torch.get_default_dtype())
            self.register_buffer(field.name, keep)
        self._g: Tensor | None = None

    def _step(self, V: Tensor | None) -> tuple[Tensor, Tensor, Tensor]:
        """The current and its linearisation I = x - slope V: (I, x, slope)."""
        name, g = type(self).__name__, self.bound()
        g = g if V is None else g.to(V)
        zero = torch.zeros((), dtype=g.dtype, device=g.device)
        params = {f.name: getattr(self, f.name).to(g) for f in table(name).params}
        return getattr(torch.ops.synaptorch, name.lower() + "_step")(g, x=zero, slope=zero, dt=1.0, V=V, **params)

    def forward(self, V: Tensor | None = None) -> Tensor:
        return self._step(V)[0]

    def linear(self, post: Any) -> tuple[Tensor, Tensor | None]:
        """The current as x - g V: (x, g)."""
        return self._step(None)[1:]

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
        names = [f.name for f in table(type(self).__name__).params]
        return ", ".join(f"{n}={getattr(self, n).item():g}" for n in names if getattr(self, n).numel() == 1)


class COBA(SynOut):
    """Conductance-based: I = g (E - V), g in S.

    Args:
        E: reversal potential, mV.
    """

    def __init__(self, E: Any):
        super().__init__(E=E)


class CUBA(SynOut):
    """Current-based: I = g scale, g in mS.

    Args:
        scale: V.
    """

    def __init__(self, scale: Any = 1.0):
        super().__init__(scale=scale)

    def linear(self, post: Any) -> tuple[Tensor, None]:
        return self._step(None)[1], None


class MgBlock(SynOut):
    """The magnesium block of NMDA receptors: I = g (E - V) / (1 + cc_Mg / beta exp(alpha (V_offset - V))), g in S.

    Args:
        E, V_offset: mV. cc_Mg, beta: relative to 1 mM. alpha: 1/mV.
    """

    def __init__(self, E: Any = 0.0, cc_Mg: Any = 1.2, alpha: Any = 0.062, beta: Any = 3.57, V_offset: Any = 0.0):
        super().__init__(E=E, cc_Mg=cc_Mg, alpha=alpha, beta=beta, V_offset=V_offset)

    def linear(self, post: Any) -> tuple[Tensor, Tensor]:
        """The current linearised at the potential of the step: exponential Euler sees value and slope only."""
        return self._step(post.after_reset())[1:]


def require_output(out: Any) -> None:
    if not isinstance(out, SynOut):
        raise WrongType(f"out must be an output such as COBA(E=0.0) or CUBA(), got {out!r}")
