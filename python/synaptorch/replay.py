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
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from .replay_build import Missing, Run, explicit_network, models_of, stationary_rates
from .replay_compare import Deviation, compare, compare_arrays, relative
from .replay_result import GroupResult
from .replay_statistics import as_scenario, worst_score
from .replay_table import markdown
from .tables import has_model, table

__all__ = ["GroupResult", "main", "replay_folder", "replay_group", "tolerance_of"]

EXACT, ADAPTIVE, STANDARD_ERRORS = 1e-11, 1e-8, 5.0


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
        result.attempt(scenario["id"], lambda s=scenario: _replay(s, _of(data, s["id"]), result, threads))
    for special in meta.get("special", []):
        if special.get("axes") == ["mu", "sigma2", "tau_syn"]:
            result.attempt(special["id"], lambda s=special: _replay_rates(s, _of(data, s["id"]), result))
        if {"neuron_model", "neuron", "stdp"} <= special.keys():
            result.attempt(special["id"],
                     lambda s=special: _replay_explicit(s, _of(data, s["id"]), result, threads))
    for entry in meta.get("statistics", []) if statistics else []:
        result.attempt(entry["id"], lambda e=entry: _replay_statistics(e, _of(data, e["id"]), result, threads))
    result.seconds = time.perf_counter() - start
    return result


def replay_folder(folder: Path, groups: Sequence[str] = (), *, statistics: bool = False, threads: int = 0) -> Iterator[GroupResult]:
    """Replays the groups of a folder (all, or those named), in alphabetical order."""
    for file in sorted(folder.glob("*.json")):
        arrays = file.with_suffix(".npz")
        if arrays.exists() and (not groups or file.stem in groups):
            with np.load(arrays) as data:
                yield replay_group(json.loads(file.read_text()), dict(data), statistics=statistics, threads=threads)


def _of(data: dict[str, np.ndarray], scenario: str) -> dict[str, np.ndarray]:
    return {k[len(scenario) + 1:]: v for k, v in data.items() if k.startswith(scenario + "/")}


def _require(models: set[str]) -> None:
    missing = sorted(m for m in models if not has_model(m))
    if missing:
        raise Missing(", ".join(missing))


def _replay(scenario: dict, reference: dict, result: GroupResult, threads: int) -> None:
    _require(models_of(scenario))
    result.judge(scenario["id"], compare(Run(scenario, threads), reference), tolerance_of(scenario))


def _replay_explicit(meta: dict, reference: dict, result: GroupResult, threads: int) -> None:
    _require({meta["neuron_model"], "stdp_synapse", "static_synapse"})
    deviation = Deviation()
    for name, ours in explicit_network(meta, reference, threads).items():
        compare_arrays(name, ours, reference[name], deviation)
    result.judge(meta["id"], deviation, EXACT)


def _replay_rates(meta: dict, reference: dict, result: GroupResult) -> None:
    _require({"siegert_neuron", "diffusion_connection"})
    deviation = Deviation()
    ours = stationary_rates(meta)
    # Rates differ by orders of magnitude: each is compared with itself.
    for where, expected in np.ndenumerate(reference["rates"]):
        deviation.add(relative(ours[where], expected), f"rates{list(where)}")
    result.judge(meta["id"], deviation, ADAPTIVE)


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
    parser.add_argument("--table", type=Path, help="write model, trace and largest deviation to this Markdown file")
    options = parser.parse_args(argv)

    results = []
    for result in replay_folder(options.folder, options.group or (), statistics=options.statistics, threads=options.threads):
        result.show(options.verbose)
        results.append(result)
    if not results:
        print(f"no groups in {options.folder}", file=sys.stderr)
        return 2
    if options.table:
        options.table.write_text(markdown(results))
    good = sum(r.agrees(options.available) for r in results)
    print(f"{sum(r.replayed for r in results)} scenarios replayed; {good} of {len(results)} groups agree")
    return 0 if good == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
