"""Neurons and synapses on their own: trajectories."""
from __future__ import annotations

from typing import Any

import torch

from .. import modules
from .compare import target
from .scenario import Scenario, kind

NEVER = -1e7        # the reference's time of a spike that never was

#: Counters of steps: the duration (parameter) that they count, and the reference's array of the times it begins at.
_CLOCKS = {"refractory": ("tau_ref", "last_spike_time"), "pulse": ("T_dur", "spike_arrival_time")}


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
    """Runs a module over time; returns its output as `spike`, every state after each step, `last_spike_time`, and whether
    each step was `refractory` or spiked.

    Args:
        x: the first input over time; further inputs by name.
    """
    states = s.initial(module, list(x.shape[1:]))
    if s.meta.get("rounding_sensitive"):
        spike, traces = _by_the_clock(s, module, states, x)
    elif _amplifies(module, states, x, inputs) and (starts := _restarts(s, module)):
        spike, traces = _in_pieces(module, {0: states, **starts}, x, inputs)
    else:
        spike, traces = _run(module, states, x, inputs)
    ours = {**dict(zip(module.state_names, traces)), "spike": spike, "last_spike_time": _last(spike, s.dt_ms)}
    if "refractory" in ours:
        before = torch.cat([states[module.state_names.index("refractory")][None], ours["refractory"][:-1]])
        ours["refractory"] = ((before > 0) | (spike > 0)).double()
    return ours


def _run(module, states, x, inputs):
    spike, _, traces = module.sequence(x, states, record=module.record_mask(*module.state_names), **inputs)
    return spike, traces


def _amplifies(module, states, x, inputs) -> bool:
    """Whether the model makes rounding errors grow (Izhikevich's upstroke does): a run from a neighbouring state ends elsewhere."""
    shown = [k for k, f in enumerate(module.table.state) if not f.hidden]
    moved = [v * (1 + 1e-14) if k in shown else v for k, v in enumerate(states)]
    (_, here), (_, there) = (_run(module, start, x, inputs) for start in (states, moved))
    return any(((here[k] - there[k]).abs().max() > 1e-11 * here[k].abs().max()).item() for k in shown)


def _restarts(s: Scenario, module, every: int = 200) -> dict[int, list[torch.Tensor]]:
    """The reference's own states before some of the steps. Started there, a model that makes errors grow can be compared all along."""
    stride = s.meta.get("record_stride", 1)
    arrays = {n: _CLOCKS[n][1] if n in _CLOCKS else n for n in module.state_names}
    rows = {n: target(s, a) if a in s.arrays else None for n, a in arrays.items()}
    if any(r is None for r in rows.values()):
        return {}
    starts = {}
    for row in range(every // stride, s.n_steps // stride, every // stride):
        first = row * stride + 1
        at = {n: torch.as_tensor(r[min(row, len(r) - 1)]) for n, r in rows.items()}
        starts[first] = [steps_left(s, module, n, v, first) if n in _CLOCKS else v for n, v in at.items()]
    return starts


def _in_pieces(module, starts, x, inputs):
    ends = [*sorted(starts)[1:], len(x)]
    pieces = [_run(module, starts[a], x[a:b], {k: v[a:b] for k, v in inputs.items()}) for a, b in zip(sorted(starts), ends)]
    return torch.cat([z for z, _ in pieces]), [torch.cat(t) for t in zip(*(traces for _, traces in pieces))]


def steps_left(s: Scenario, module, counter: str, event: torch.Tensor, step: int) -> torch.Tensor:
    """Value of a counter before `step`, for the time of the last event."""
    return torch.ceil((event + getattr(module, _CLOCKS[counter][0])) / s.dt_ms - 1e-6).sub(step).clamp(min=0.0)


def _by_the_clock(s: Scenario, module, states, x):
    """Steps whose counters end where the reference's do. It compares rounded times, k dt - j dt < duration; where both sides are
    equal but for rounding, compilers decide (one fuses the product and the difference), so there the reference's next state does."""
    at, name = next((k, n) for k, n in enumerate(module.state_names) if n in _CLOCKS)
    duration, event = getattr(module, _CLOCKS[name][0]), torch.full_like(states[at], NEVER)
    shown = {k: target(s, n) for k, n in enumerate(module.state_names) if k != at and len(s.arrays.get(n, ())) == len(x)}
    spikes, traces = [], []

    def step(now, running):
        counter = torch.where(running, states[at].clamp(min=1.0), 0.0)
        return module.cell(now, [*states[:at], counter, *states[at + 1:]])

    for k, now in enumerate(x):
        left = duration - (k * s.dt_ms - event)
        spike, after = step(now, left > 0)
        tied = left.abs() < 1e-6 * s.dt_ms
        if tied.any() and shown:
            other_spike, other = step(now, (left > 0) ^ tied)
            distances = [sum((v[n] - torch.as_tensor(r[k])).abs() for n, r in shown.items()) for v in (after, other)]
            swap = tied & (distances[1] < distances[0])
            spike, after = torch.where(swap, other_spike, spike), [torch.where(swap, b, a) for a, b in zip(after, other)]
        states = after
        event = torch.where((now if name == "pulse" else spike) > 0, k * s.dt_ms, event)
        spikes.append(spike)
        traces.append(states)
    return torch.stack(spikes), [torch.stack(t) for t in zip(*traces)]


def _last(spike: torch.Tensor, dt: float) -> torch.Tensor:
    """Time of the last spike at the end of every step."""
    steps = torch.arange(len(spike), dtype=spike.dtype).reshape(-1, *[1] * (spike.dim() - 1)) * dt
    return torch.where(spike > 0, steps, NEVER).cummax(0).values
