"""Readouts: from the spikes of a hidden population to the output of a network."""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from . import modules
from .comm import make_weight
from .units import conversion

__all__ = ["LeakyRateReadout", "LeakySpikeReadout"]


def _weight(w_init: Any, shape: tuple[int, int], unit: str, owner: str) -> nn.Parameter:
    weight, given = make_weight(w_init, shape, owner)
    return nn.Parameter((weight * conversion(given, unit, model=owner, name="w_init")).expand(shape).clone())


class LeakyRateReadout(nn.Module):
    """Leaky sum of weighted spikes: r ← exp(-dt/tau) r + x @ weight.

    Args:
        in_size, out_size: numbers of inputs and outputs.
        tau: time constant, ms; one or one per output.
        w_init: weights [in, out]; by default Kaiming.
        dt: step, ms. learn: parameters that are learnt beside the weights ("tau").
    """

    def __init__(self, in_size: int, out_size: int, tau: Any = 5.0, w_init: Any = None, name: str | None = None, *, dt: Any = 0.1,
                 learn: Any = ()):
        super().__init__()
        self.in_size, self.out_size, self.name = in_size, out_size, name
        self.weight = _weight(w_init, (in_size, out_size), "1", "LeakyRateReadout")
        self.leak = modules.Expon(out_size, tau=tau, dt=dt, learn=learn, dtype=self.weight.dtype)

    @property
    def r(self) -> Tensor:
        """The state, [.., out_size]."""
        return self.leak.get_state()[0]

    def forward(self, x: Tensor) -> Tensor:
        """One step of spikes [.., in_size]."""
        return self.leak(x.to(self.weight.dtype) @ self.weight)

    @torch.jit.export
    def run(self, x: Tensor) -> Tensor:
        """All steps of spikes [T, .., in_size]."""
        return self.leak.run(x.to(self.weight.dtype) @ self.weight)

    @torch.jit.export
    def reset_state(self, batch_size: int | None = None) -> None:
        self.leak.reset_state(batch_size)

    def init_state(self, batch_size: int | None = None) -> None:
        self.leak.init_state(batch_size)


class LeakySpikeReadout(modules.Dynamics):
    """Leaky integrate-and-fire outputs: tau dV/dt = -V + x @ weight; spike and reset at V_th, resting and reset potential 0.
    A delta input is added after the spike was told.

    Args:
        in_size: number of inputs and outputs.
        tau: ms. V_th: mV. w_init: weights [in, in], mV; by default Kaiming.
        V_initializer, spk_fun, spk_reset: as of neurons. dt: step, ms.
        learn: parameters that are learnt beside the weights.
    """

    def __init__(self, in_size: int, tau: Any = 5.0, V_th: Any = 1.0, w_init: Any = None, V_initializer: Any = 0.0, spk_fun: Any = None,
                 spk_reset: str = "soft", name: str | None = None, *, dt: Any = 0.1, learn: Any = ()):
        super().__init__()
        self.size, self.name = [in_size], name
        self.weight = _weight(w_init, (in_size, in_size), "mV", "LeakySpikeReadout")
        self.neurons = modules.LIF(in_size, tau=tau, V_th=V_th, V_initializer=V_initializer, surrogate=spk_fun, spk_reset=spk_reset, dt=dt,
                                   learn=learn, dtype=self.weight.dtype)
        self.dt = self.neurons.dt

    @property
    def V(self) -> Tensor:
        """The state, [.., in_size], mV."""
        return self.neurons.get_state()[0]

    def read_state(self, name: str) -> Tensor:
        return self.neurons.read_state(name)

    def initial_value(self, name: str | None) -> Tensor:
        return self.neurons.initial_value(name)

    def forward(self, x: Tensor) -> Tensor:
        """One step of spikes [.., in_size]."""
        spike = self.neurons(x.to(self.weight.dtype) @ self.weight)
        if self._delta:
            self.neurons.set_state([self.sum_delta_inputs(self.V)])
        return spike

    def run(self, x: Tensor) -> Tensor:
        """All steps of spikes [T, .., in_size]."""
        return self.neurons.run(x.to(self.weight.dtype) @ self.weight)

    def _with_inputs(self, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
        return args, kwargs       # delta inputs are added in `forward`

    def get_spike(self) -> Tensor:
        return self.neurons.get_spike()

    def init_state(self, batch_size: int | None = None) -> None:
        self.neurons.init_state(batch_size)

    def reset_state(self, batch_size: int | None = None) -> None:
        self.neurons.reset_state(batch_size)
