"""Replays reference traces: ``python -m synaptorch.replay <folder>``.

A folder holds groups, `<group>.json` (scenarios: complete networks as data) and `<group>.npz` (what the reference
simulator recorded). Every scenario is built, simulated and compared: spike times exactly, everything else to 1e-11
relative to the largest magnitude of its trace, and 1e-8 where an adaptive solver or a quadrature takes part. One line is printed per group; the exit status is 0 only if all agree.
"""
from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .errors import SynaptorchError
from .replay_build import Missing, Run, explicit_network, models_of, stationary_rates
from .replay_compare import Deviation, compare, compare_arrays, relative
from .replay_statistics import as_scenario, worst_score
from .tables import has_model, table

__all__ = ["GroupResult", "main", "replay_group", "tolerance_of"]

EXACT, ADAPTIVE, STANDARD_ERRORS = 1e-11, 1e-8, 5.0


@dataclass
class GroupResult:
    """What the replay of one group came to."""
    name: str
    replayed: int = 0
    deviation: Deviation = field(default_factory=Deviation)
    failures: list[str] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    score: float = 0.0
    seconds: float = 0.0

    def agrees(self, available: bool = False) -> bool:
        """Whether every scenario (with `available`: every one whose models exist) agreed."""
        return not self.failures and (available or not self.needs)

    def line(self) -> str:
        """The printed line."""
        parts = [f"{self.name:<34}{self.replayed:>3} scenarios"]
        if self.replayed:
            parts.append(f"largest deviation {self.deviation.largest:.1e}")
        if self.score:
            parts.append(f"statistics within {self.score:.1f} standard errors")
        if self.failures:
            more = f" (and {len(self.failures) - 1} more)" if len(self.failures) > 1 else ""
            parts.append(f"DIFFERS: {self.failures[0]}{more}")
        elif self.replayed:
            parts.append("agrees")
        if self.needs:
            parts.append("needs " + ", ".join(sorted(self.needs)))
        return "  ".join(parts)


def tolerance_of(scenario: dict) -> float:
    """The tolerance that the models of a scenario allow."""
    adaptive = any(table(m).kind == "ode" or m == "siegert_neuron" for m in models_of(scenario))
    return ADAPTIVE if adaptive else EXACT


def replay_group(meta: dict, data: dict[str, np.ndarray], *, statistics: bool = False,
                 threads: int = 0) -> GroupResult:
    """Replays all scenarios of a group.

    Args:
        meta: the content of the group's JSON file.
        data: its arrays.
        statistics: also simulate the populations of stochastic models and compare their statistics.
    """
    result, start = GroupResult(meta["group"]), time.perf_counter()
    for scenario in meta.get("scenarios", []):
        _attempt(result, scenario["id"], lambda s=scenario: _replay(s, _of(data, s["id"]), result, threads))
    for special in meta.get("special", []):
        if special.get("axes") == ["mu", "sigma2", "tau_syn"]:
            _attempt(result, special["id"], lambda s=special: _replay_rates(s, _of(data, s["id"]), result))
        if {"neuron_model", "neuron", "stdp"} <= special.keys():
            _attempt(result, special["id"],
                     lambda s=special: _replay_explicit(s, _of(data, s["id"]), result, threads))
    for entry in meta.get("statistics", []) if statistics else []:
        _attempt(result, entry["id"], lambda e=entry: _replay_statistics(e, _of(data, e["id"]), result, threads))
    result.seconds = time.perf_counter() - start
    return result


def _of(data: dict[str, np.ndarray], scenario: str) -> dict[str, np.ndarray]:
    return {k[len(scenario) + 1:]: v for k, v in data.items() if k.startswith(scenario + "/")}


def _attempt(result: GroupResult, scenario: str, action) -> None:
    try:
        action()
    except Missing as e:
        result.needs.add(str(e))
    except SynaptorchError as e:
        result.failures.append(f"{scenario}: {type(e).__name__}: {e}")


def _require(models: set[str]) -> None:
    missing = sorted(m for m in models if not has_model(m))
    if missing:
        raise Missing(", ".join(missing))


def _judge(result: GroupResult, name: str, deviation: Deviation, tolerance: float) -> None:
    result.replayed += 1
    result.deviation.add(deviation.largest, f"{name}: {deviation.where}")
    if deviation.wrong:
        result.failures.append(f"{name}: {deviation.wrong}")
    elif not deviation.within(tolerance):
        result.failures.append(f"{name}: {deviation.where} by {deviation.largest:.1e} > {tolerance:.0e}")


def _replay(scenario: dict, reference: dict, result: GroupResult, threads: int) -> None:
    _require(models_of(scenario))
    _judge(result, scenario["id"], compare(Run(scenario, threads), reference), tolerance_of(scenario))


def _replay_explicit(meta: dict, reference: dict, result: GroupResult, threads: int) -> None:
    _require({meta["neuron_model"], "stdp_synapse", "static_synapse"})
    deviation = Deviation()
    for name, ours in explicit_network(meta, reference, threads).items():
        compare_arrays(name, ours, reference[name], deviation)
    _judge(result, meta["id"], deviation, EXACT)


def _replay_rates(meta: dict, reference: dict, result: GroupResult) -> None:
    _require({"siegert_neuron", "diffusion_connection"})
    deviation = Deviation()
    ours = stationary_rates(meta)
    # Rates differ by orders of magnitude: each is compared with itself.
    for where, expected in np.ndenumerate(reference["rates"]):
        deviation.add(relative(ours[where], expected), f"rates{list(where)}")
    _judge(result, meta["id"], deviation, ADAPTIVE)


def _replay_statistics(entry: dict, reference: dict, result: GroupResult, threads: int) -> None:
    _require(models_of(as_scenario(entry)))
    score, measure = worst_score(entry, reference, threads)
    result.replayed += 1
    result.score = max(result.score, score)
    if score > STANDARD_ERRORS:
        result.failures.append(f"{entry['id']}: {measure} is {score:.1f} standard errors off")


def main(argv: list[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m synaptorch.replay", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with <group>.json and <group>.npz")
    parser.add_argument("--group", nargs="*", help="only these groups")
    parser.add_argument("--available", action="store_true",
                        help="succeed although some scenarios need models that the library does not have")
    parser.add_argument("--statistics", action="store_true", help="also replay populations of stochastic models")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--verbose", action="store_true", help="print every difference")
    options = parser.parse_args(argv)

    files = [f for f in sorted(options.folder.glob("*.json")) if f.with_suffix(".npz").exists()
             and (not options.group or f.stem in options.group)]
    if not files:
        print(f"no groups in {options.folder}", file=sys.stderr)
        return 2
    results = []
    for file in files:
        with np.load(file.with_suffix(".npz")) as arrays:
            results.append(replay_group(json.loads(file.read_text()), dict(arrays), statistics=options.statistics,
                                        threads=options.threads))
        print(results[-1].line(), flush=True)
        for failure in results[-1].failures if options.verbose else []:
            print(f"    {failure}")
    good = sum(r.agrees(options.available) for r in results)
    print(f"{sum(r.replayed for r in results)} scenarios replayed; {good} of {len(results)} groups agree")
    return 0 if good == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
