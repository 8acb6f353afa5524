"""Statistics of stochastic models: populations of independent neurons or trains against recorded means.

Every measure comes with the standard error of the reference; ours is of the same size, so a difference counts as
one if it exceeds five standard errors of the difference: a false alarm in two million measures.
"""
from __future__ import annotations

from typing import Any

import numpy as np

from .replay_build import Missing, Run

__all__ = ["as_scenario", "worst_score"]


def as_scenario(entry: dict) -> dict:
    """The network of a statistics entry: `n` independent neurons, or one generator and `n` parrots."""
    if "model" not in entry or entry.get("half_width") or entry.get("pairs") or entry.get("mother"):
        raise Missing("a measure other than of single trains")
    base = {"id": entry["id"], "resolution": entry.get("resolution", 0.1), "t_sim": entry["t_sim"],
            "rng_seed": entry["rng_seed"], "kernel": entry.get("kernel"), "outputs": {}}
    node = {"name": "n", "model": entry["model"], "params": entry.get("params", {}), "n": entry["n"]}
    if not _is_generator(entry):
        record: list[dict[str, Any]] = [{"spikes": "n"}] if entry.get("spikes", True) else []
        if entry.get("variables"):
            record.append({"multimeter": "n", "variables": entry["variables"], "interval": entry["sample_interval"]})
        return {**base, "nodes": [node, *entry.get("extra_nodes", [])],
                "connections": entry.get("connections", []), "record": record}
    parrot = "parrot_neuron_ps" if entry.get("precise") else "parrot_neuron"
    generator = {**node, "name": "gen", "n": 1, "defaults": entry.get("defaults", {})}
    return {**base, "nodes": [generator, {"name": "n", "model": parrot, "n": entry["n"]}],
            "connections": [{"pre": "gen", "post": "n", "params": {"weight": 1.0, "delay": 1.0}}],
            "record": [{"spikes": "n", "precise": entry.get("precise", False)}]}


def worst_score(entry: dict, reference: dict[str, np.ndarray], threads: int = 0) -> tuple[float, str]:
    """The largest difference in standard errors of the difference, and the measure that has it."""
    arrays = Run(as_scenario(entry), threads).arrays()
    scores: dict[str, float] = {}
    if entry.get("spikes", True):
        result = entry["result"] if _is_generator(entry) else entry["result"]["spikes"]
        scores.update(_spike_scores(entry, arrays, result))
    for variable in entry.get("variables", []):
        scores.update(_sample_scores(variable, arrays[f"n/{variable}"], reference))
    worst = max(scores, key=scores.__getitem__, default="")
    return scores.get(worst, 0.0), worst


def _is_generator(entry: dict) -> bool:
    return "t_from" in entry["result"]


def _score(ours: Any, expected: Any, error: Any) -> float:
    """Largest |difference| / (√2 × standard error); deterministic quantities have an error of rounding size."""
    floor = 1e-9 * np.maximum(np.abs(expected), 1e-3)
    return float(np.max(np.abs(np.subtract(ours, expected)) / np.maximum(np.sqrt(2.0) * np.asarray(error), floor)))


def _spike_scores(entry: dict, arrays: dict, result: dict) -> dict[str, float]:
    shift = 1.0 if _is_generator(entry) else 0.0      # delay between generator and parrot
    times, senders = arrays["n/spike_times"] - shift, arrays["n/spike_senders"]
    keep = (times > result["t_from"]) & (times <= result["t_to"])
    times, senders = times[keep], senders[keep]
    counts = np.bincount(senders, minlength=entry["n"])
    ours = {"rate": counts.mean() / (result["t_to"] - result["t_from"]) * 1000.0,
            "count_variance": counts.var(ddof=1), "fano": counts.var(ddof=1) / max(counts.mean(), 1e-300)}
    order = np.lexsort((times, senders))
    intervals = np.diff(times[order])[np.diff(senders[order]) == 0]
    if len(intervals) > 200:
        ours |= {"isi_mean": intervals.mean(), "isi_cv": intervals.std() / intervals.mean()}
    return {k: _score(v, result[k], result[f"{k}_se"]) for k, v in ours.items() if f"{k}_se" in result}


def _sample_scores(variable: str, x: np.ndarray, reference: dict[str, np.ndarray]) -> dict[str, float]:
    x = x[:, :len(reference[f"{variable}_mean"])]
    squares = (x - x.mean(axis=0)) ** 2
    ours = {"mean": (x.mean(axis=0), squares)}
    if not np.isin(x, (0.0, 1.0)).all():     # of two values: a function of the mean, whose first-order error vanishes at 1/2
        ours["var"] = (x.var(axis=0, ddof=1), (squares - squares.mean(axis=0)) ** 2)
    # Where events are rare one side may have seen none, and so no error: that of the other side counts.
    return {f"{variable}_{k}": _score(v, reference[f"{variable}_{k}"],
                                      np.maximum(reference[f"{variable}_{k}_se"], np.sqrt(spread.mean(axis=0) / len(x))))
            for k, (v, spread) in ours.items()}
