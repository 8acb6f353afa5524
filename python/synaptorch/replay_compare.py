"""Comparison of a run with reference arrays: one number, the largest deviation, or a sentence that says what differs."""
from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

__all__ = ["Deviation", "compare", "compare_arrays", "compare_status"]

_BOOKKEEPING = {"spike_states"}     # recorded by devices that are compared by their spikes


@dataclass
class Deviation:
    """The largest relative deviation so far, and the first thing that differs in kind."""
    largest: float = 0.0
    where: str = ""
    wrong: str = ""

    def add(self, value: float, where: str) -> None:
        if math.isnan(value) or value > self.largest:      # NaN stays: nothing is larger than it
            self.largest, self.where = value, where

    def fail(self, sentence: str) -> None:
        self.wrong = self.wrong or sentence

    def within(self, tolerance: float) -> bool:
        return not self.wrong and self.largest <= tolerance


def relative(ours: np.ndarray, reference: np.ndarray, least: float = 0.0) -> float:
    """max |a - b| / max(|b|, scale), where the scale is the largest magnitude in the reference trace, or `least`."""
    if not reference.size:
        return 0.0
    scale = np.abs(reference[np.isfinite(reference)]).max(initial=least) or 1.0
    same = (ours == reference) | (np.isnan(ours) & np.isnan(reference))
    with np.errstate(invalid="ignore"):
        return float(np.where(same, 0.0, np.abs(ours - reference) / np.maximum(np.abs(reference), scale)).max())


def compare_arrays(name: str, ours: np.ndarray, reference: np.ndarray, result: Deviation) -> None:
    """Compares one array. A sampled trace may be longer than the reference, which lacks the last slice of a run."""
    quantity = name.rsplit("/", 1)[-1]
    ours, reference = np.asarray(ours, float), np.asarray(reference, float)
    if quantity.startswith(("spike_", "w_")):
        if ours.shape != reference.shape:
            return result.fail(f"{name}: {ours.size} instead of {reference.size}")
    elif ours.shape[:-1] != reference.shape[:-1] or ours.shape[-1:] < reference.shape[-1:]:
        return result.fail(f"{name}: shape {ours.shape} instead of {reference.shape}")
    else:
        ours = ours[..., :reference.shape[-1]]
    if quantity in ("spike_senders", "spike_steps", "w_pre_gid", "w_post_gid"):
        if (ours != reference).any():
            result.fail(f"{name} differ, first at {int(np.flatnonzero(ours != reference)[0])}")
        return None
    # An offset is part of a spike time: small ones count as times of a millisecond.
    result.add(relative(ours, reference, least=1.0 if quantity == "spike_offsets" else 0.0), name)
    return None


def compare_status(name: str, ours: np.ndarray, reference, result: Deviation) -> None:
    """Compares the final value of a quantity of a synapse (one number, or one per connection)."""
    reference = np.atleast_1d(np.asarray(reference, float))
    ours = np.asarray(ours, float)
    if ours.shape != reference.shape:
        result.fail(f"{name}: {ours.size} values instead of {reference.size}")
    else:
        result.add(relative(ours, reference), f"final {name}")


def compare(run, reference: dict[str, np.ndarray]) -> Deviation:
    """Compares everything that a scenario recorded.

    Args:
        run: a `replay_build.Run`.
        reference: arrays by name, without the scenario's id.
    """
    result, ours, outputs = Deviation(), run.arrays(), run.scenario["outputs"]
    for name, expected in _sorted_weights(reference).items():
        if name.rsplit("/", 1)[-1] in _BOOKKEEPING:
            continue
        if name not in ours:
            result.fail(f"{name} was not recorded")
            continue
        compare_arrays(name, ours[name], expected, result)
    for name, grid in outputs.get("multimeter", {}).items():
        expected = grid["t0"] + grid["dt"] * np.arange(grid["n_samples"])
        compare_arrays(f"{name}/t", ours[f"{name}/t"], expected, result)
    for name, status in outputs.get("final_synapse_status", {}).items():
        for key, value in status.items():
            values = [p[key].numpy() for p, _, _ in run.projections[name]]
            compare_status(f"{name}/{key}", np.concatenate(values), value, result)
    for name, status in outputs.get("final_node_status", {}).items():
        for key, value in status.items():
            values = [np.atleast_1d(part.get(key).numpy()) for part in run.nodes[name].parts]
            compare_status(f"{name}/{key}", np.concatenate(values), value, result)
    return result


def _sorted_weights(reference: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Recorded weights in order of time, sender and target: within a step their order has no meaning."""
    arrays = dict(reference)
    for name in [k[:-len("/w_times")] for k in reference if k.endswith("/w_times")]:
        if f"{name}/w_pre_gid" in arrays:
            keys = [f"{name}/{k}" for k in ("w_post_gid", "w_pre_gid", "w_times", "w_weights")]
            order = np.lexsort([arrays[k] for k in keys[:3]])
            arrays.update({k: arrays[k][order] for k in keys})
    return arrays
