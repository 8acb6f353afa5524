"""Comparison of what we computed with what the reference recorded."""
from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ..replay_compare import Deviation, relative
from .scenario import Scenario

__all__ = ["GRADIENT", "TRAJECTORY", "compare"]

TRAJECTORY, GRADIENT = 1e-9, 1e-8
_BOOKKEEPING = {"spike_arrival_time"}   # repeats the input


def compare(s: Scenario, ours: dict[str, Any]) -> Deviation:
    """Compares all outputs of a scenario: `TRAJECTORY` for trajectories, `GRADIENT` for gradients, spikes exactly."""
    result, compared = Deviation(), 0
    limits = _limits(s)
    for name in s.outputs:
        reference = target(s, name)
        if reference is None or name in _BOOKKEEPING:
            continue
        compared += 1
        if name not in ours:
            result.fail(f"{name} was not computed")
            continue
        value = ours[name]
        _compare_one(name, value.detach().numpy() if isinstance(value, torch.Tensor) else np.asarray(value), reference, s, limits, result)
    if not compared:
        result.fail("the scenario has nothing to compare with")
    return result


def target(s: Scenario, name: str) -> np.ndarray | None:
    """The array that is right: the corrected one where there is one; None where the reference is wrong."""
    if f"fixed_{name}" in s.arrays:
        return s.arrays[f"fixed_{name}"]
    right = s.meta.get("parity", True) or s.meta.get("parity_fields", {}).get(name, False)
    return s.arrays[name] if right else None


def _limits(s: Scenario) -> np.ndarray | None:
    """Per element of a step, the number of leading steps that can be compared; None: all.

    Errors of a model grow beyond `horizon_steps`. Where the reference overflows on the upstroke, a step ends after its
    first spike.
    """
    horizon = s.meta.get("horizon_steps")
    overflows = any(b.startswith("EXPIF-OVERFLOW") for b in s.meta.get("bugs", []))
    if horizon is None and not overflows:
        return None
    limits = np.full(s.sizes, s.n_steps if horizon is None else horizon)
    if overflows:
        spikes = target(s, "spike").astype(bool)
        limits = np.where(spikes.any(0), np.minimum(limits, spikes.argmax(0)), limits)
    return limits


def _compare_one(name: str, ours: np.ndarray, reference: np.ndarray, s: Scenario, limits: np.ndarray | None, result: Deviation) -> None:
    exact = reference.dtype == np.uint8
    ours, reference = ours.astype(float), reference.astype(float)
    steps = s.meta.get("n_steps")
    if steps and ours.ndim and len(ours) == steps != len(reference):
        if name == "last_spike_time" and len(reference) == 1:       # one row: no spike at all
            reference = np.broadcast_to(reference, ours.shape)
        else:
            ours = ours[::s.meta.get("record_stride", 1)]
    if ours.shape != reference.shape:
        return result.fail(f"{name}: shape {ours.shape} instead of {reference.shape}")
    if limits is not None and reference.ndim > 1 and reference.shape[1:] == limits.shape:
        stride = -(-steps // len(reference))
        beyond = np.arange(len(reference)).reshape(-1, *[1] * limits.ndim) * stride >= limits
        reference, ours = np.where(beyond, 0.0, reference), np.where(beyond, 0.0, ours)
    if exact:
        if (ours != reference).any():
            result.fail(f"{name} differ, first in row {int(np.argwhere(ours != reference)[0][0])}")
        return None
    deviation, tolerance = relative(ours, reference), GRADIENT if name.startswith("grad_") else TRAJECTORY
    result.add(deviation, name)
    if not deviation <= tolerance:
        result.fail(f"{name} by {deviation:.1e} > {tolerance:.0e}")
    return None
