"""Delays: of states and outputs between modules, and as a layer with learnable delays.

The arithmetic lies in C++ (``torch.ops.synaptorch.delay_line``, ``synaptorch/nn/delay.h``), which C++ programs use as well.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from .states import StatesAsBuffers
from .units import to_number

__all__ = ["Delay"]

_ops = torch.ops.synaptorch


def delay_steps(delay: Any, dt: float) -> int:
    """The steps of a delay (ms or quantity), rounded up."""
    return _ops.delay_steps(float(to_number(0.0 if delay is None else delay, "ms", name="delay")), dt)


class StateDelay(nn.Module):
    """The last values of a state, newest first. Values keep their graph: gradients flow through delays."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0
        self.values: deque[Tensor] = deque(maxlen=1)

    def reach(self, steps: int) -> int:
        """Makes room for a delay of so many steps and returns them."""
        if steps > self.longest:
            self.longest = steps
            self.values = deque(self.values, maxlen=steps + 1)
        return steps

    def push(self, value: Tensor) -> None:
        self.values.appendleft(value)

    def at(self, steps: int, start: Callable[[], Tensor]) -> Tensor:
        """The value of `steps` steps before the last one, or that of `start` before there was one."""
        return self.values[steps] if steps < len(self.values) else start()

    def reset_state(self, batch_size: int | None = None) -> None:
        self.values.clear()

    def detach_(self) -> StateDelay:
        for k, value in enumerate(self.values):
            self.values[k] = value.detach()
        return self

    def get_extra_state(self) -> list[Tensor]:
        return [v.detach() for v in self.values]

    def set_extra_state(self, values: list[Tensor]) -> None:
        self.values = deque(values, maxlen=self.values.maxlen)

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "values": deque((v.detach() for v in self.values), maxlen=self.values.maxlen)}


class Delay(StatesAsBuffers, nn.Module):
    """Delays its input, each element by its own time; delays between two steps are interpolated linearly, so that they can
    be learnt.

    Args:
        size: number of elements, or shape; the last dimensions of the input.
        delay: ms or quantity; one number or one per element.
        dt: step, ms.
        max_delay: longest delay that will be met, ms; by default the longest given. Learnt delays stay within.
        learn: whether `delay` is an `nn.Parameter`.

    Raises:
        OutOfRange: a delay below 0 or above `max_delay`.
    """

    state_names = ("history",)

    def __init__(self, size: int | tuple[int, ...], delay: Any, *, dt: Any = 0.1, max_delay: Any = None, learn: bool = False,
                 dtype: torch.dtype | None = None, device: Any = None):
        super().__init__()
        self.size = (size,) if isinstance(size, int) else tuple(size)
        self.dt = float(to_number(dt, "ms", name="dt"))
        value = torch.as_tensor(to_number(delay, "ms", name="delay")).detach().to(dtype or torch.get_default_dtype()).to(device).clone()
        longest = None if max_delay is None else float(to_number(max_delay, "ms", name="max_delay"))
        self.steps_kept = _ops.delay_steps_kept(value, self.size, longest, self.dt)
        if learn:
            self.delay = nn.Parameter(value)
        else:
            self.register_buffer("delay", value)
        self.register_buffer("history", torch.empty(0, dtype=value.dtype, device=device))

    def run(self, x: Tensor) -> Tensor:
        """Delays all steps of an input [T, .., *size]; what came before, zeros at first, comes first."""
        y, self.history = _ops.delay_line(x, self.history, self.delay, self.size, self.steps_kept, self.dt)
        return y

    def forward(self, x: Tensor) -> Tensor:
        """Delays one step [.., *size]."""
        return self.run(x.unsqueeze(0)).squeeze(0)

    def reset_state(self, batch_size: int | None = None) -> None:
        self.history = self.history.new_empty(0)

    def detach_(self) -> Delay:
        self.history = self.history.detach()
        return self

    def extra_repr(self) -> str:
        return f"size={self.size}, dt={self.dt:g}, max_delay={self.steps_kept * self.dt:g}"
