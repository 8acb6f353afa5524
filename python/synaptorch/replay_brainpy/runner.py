"""The command: runs the scenarios of a folder, group by group."""
from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import SynaptorchError
from ..replay_build import Missing
from ..replay_compare import Deviation
from . import functions, gradients, networks, neurons  # noqa: F401  (they fill the table of kinds)
from .compare import compare
from .scenario import KINDS, Scenario, load

__all__ = ["GroupResult", "main", "replay"]


@dataclass
class GroupResult:
    """What the scenarios of one group came to."""
    name: str
    replayed: int = 0
    deviation: Deviation = field(default_factory=Deviation)
    failures: list[str] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)

    def agrees(self) -> bool:
        """Whether every scenario was replayed and agreed."""
        return not self.failures and not self.needs

    def line(self) -> str:
        """The printed line."""
        parts = [f"{self.name:<40}{self.replayed:>3} scenarios"]
        if self.replayed:
            parts.append(f"largest deviation {self.deviation.largest:.1e}")
        if self.failures:
            more = f" (and {len(self.failures) - 1} more)" if len(self.failures) > 1 else ""
            parts.append(f"DIFFERS: {self.failures[0]}{more}")
        elif self.replayed:
            parts.append("agrees")
        if self.needs:
            parts.append("needs " + ", ".join(sorted(self.needs)))
        return "  ".join(parts)


def replay(scenarios: list[Scenario]) -> dict[str, GroupResult]:
    """Replays scenarios; returns the results by group."""
    results: dict[str, GroupResult] = {}
    for s in scenarios:
        result = results.setdefault(s.group, GroupResult(s.group))
        try:
            if s.kind not in KINDS:
                raise Missing(f"kind {s.kind}")
            deviation = compare(s, KINDS[s.kind](s))
        except Missing as e:
            result.needs.add(str(e))
            continue
        except SynaptorchError as e:
            result.failures.append(f"{s.id}: {type(e).__name__}: {e}")
            continue
        result.replayed += 1
        result.deviation.add(deviation.largest, f"{s.id}: {deviation.where}")
        if deviation.wrong:
            result.failures.append(f"{s.id}: {deviation.wrong}")
    return results


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
        print(result.line(), flush=True)
        for failure in result.failures if options.verbose else []:
            print(f"    {failure}")
    good = sum(r.agrees() for r in results)
    print(f"{sum(r.replayed for r in results)} of {len(scenarios)} scenarios replayed; {good} of {len(results)} groups agree")
    return 0 if good == len(results) else 1
