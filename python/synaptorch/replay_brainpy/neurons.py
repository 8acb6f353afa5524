"""Neurons and synapses on their own: trajectories."""
from __future__ import annotations

from typing import Any

import torch

from .. import modules
from .scenario import Scenario, kind

NEVER = -1e7        # the reference's time of a spike that never was

#: Counters of steps, and the duration (parameter) whose comparison with float64 times decides in `rounding_sensitive` scenarios.
_CLOCKS = {"refractory": "tau_ref", "pulse": "T_dur"}


@kind("neuron")
def neuron(s: Scenario) -> dict[str, Any]:
    module = s.module()
    return simulate(s, module, s.tensor("input"))


@kind("extra_neuron")
def extra_neuron(s: Scenario) -> dict[str, Any]:
    """A constant current, and weighted spikes where the scenario has some."""
    module = s.module()
    current = torch.tensor(s.constant_current[0], dtype=torch.double).expand(s.n_steps, *s.sizes)
    return simulate(s, module, current, **({"delta": s.weight[0] * s.tensor("spikes")} if "spikes" in s.arrays else {}))


@kind("synapse")
def synapse(s: Scenario) -> dict[str, Any]:
    ours = simulate(s, s.module(), s.weight * s.tensor("spikes"))
    return {**ours, "out": ours["spike"]}


def simulate(s: Scenario, module: modules.Neuron, x: torch.Tensor, **inputs: torch.Tensor) -> dict[str, torch.Tensor]:
    """Runs a module over time; returns its output as `spike`, every state after each step, and `last_spike_time`.

    Args:
        x: the first input over time; further inputs by name.
    """
    states = s.initial(module, list(x.shape[1:]))
    if s.meta.get("rounding_sensitive"):
        spike, traces = _by_the_clock(s, module, states, x)
    else:
        spike, _, traces = module.sequence(x, states, record=module.record_mask(*module.state_names), **inputs)
    return {**dict(zip(module.state_names, traces)), "spike": spike, "last_spike_time": _last(spike, s.dt_ms)}


def _by_the_clock(s: Scenario, module, states, x):
    """Steps whose counters follow the reference's comparison of rounded times, k dt - j dt < duration, instead of
    counting the steps that a duration takes."""
    at, name = next((k, n) for k, n in enumerate(module.state_names) if n in _CLOCKS)
    duration = getattr(module, _CLOCKS[name])
    event = torch.full_like(states[at], NEVER)
    spikes, traces = [], []
    for k, now in enumerate(x):
        running = k * s.dt_ms - event < duration
        states[at] = torch.where(running, states[at].clamp(min=1.0), 0.0)
        spike, states = module.cell(now, states)
        event = torch.where((now if name == "pulse" else spike) > 0, k * s.dt_ms, event)
        spikes.append(spike)
        traces.append(states)
    return torch.stack(spikes), [torch.stack(t) for t in zip(*traces)]


def _last(spike: torch.Tensor, dt: float) -> torch.Tensor:
    """Time of the last spike at the end of every step."""
    steps = torch.arange(len(spike), dtype=spike.dtype).reshape(-1, *[1] * (spike.dim() - 1)) * dt
    return torch.where(spike > 0, steps, NEVER).cummax(0).values
