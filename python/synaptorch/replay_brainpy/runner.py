"""The command: runs the scenarios of a folder, group by group."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ..replay_build import Missing
from ..replay_compare import Deviation
from ..replay_result import GroupResult
from . import functions, gradients, networks, neurons  # noqa: F401  (they fill the table of kinds)
from .compare import compare
from .scenario import KINDS, Scenario, load

__all__ = ["GroupResult", "main", "replay"]


def replay(scenarios: list[Scenario]) -> dict[str, GroupResult]:
    """Replays scenarios; returns the results by group."""
    results: dict[str, GroupResult] = {}
    for s in scenarios:
        result = results.setdefault(s.group, GroupResult(s.group))
        result.attempt(s.id, lambda s=s, result=result: result.judge(s.id, _deviation(s)))
    return results


def _deviation(s: Scenario) -> Deviation:
    if s.kind not in KINDS:
        raise Missing(f"kind {s.kind}")
    return compare(s, KINDS[s.kind](s))


def main(argv: list[str] | None = None) -> int:
    """The command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m synaptorch.replay_brainpy",
                                     description="Replays reference traces of brainpy.state.")
    parser.add_argument("folder", type=Path, help="folder with manifest.json and its npz files")
    parser.add_argument("--group", nargs="*", default=[], help="only groups that begin so, such as neuron/LIF or grad")
    parser.add_argument("--verbose", action="store_true", help="print every difference")
    options = parser.parse_args(argv)
    if not (options.folder / "manifest.json").exists():
        print(f"no manifest.json in {options.folder}", file=sys.stderr)
        return 2
    scenarios = [s for s in load(options.folder) if not options.group or s.id.startswith(tuple(options.group))]
    if not scenarios:
        print(f"no scenarios in {options.folder}", file=sys.stderr)
        return 2
    results = list(replay(scenarios).values())
    for result in results:
        result.show(options.verbose, width=40)
    good = sum(r.agrees() for r in results)
    print(f"{sum(r.replayed for r in results)} of {len(scenarios)} scenarios replayed; {good} of {len(results)} groups agree")
    return 0 if good == len(results) else 1
