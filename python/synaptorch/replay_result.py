"""What the replay of a group of scenarios came to, and how it is told."""
from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from .errors import SynaptorchError
from .replay_build import Missing
from .replay_compare import Deviation

__all__ = ["GroupResult", "Judged"]


@dataclass(frozen=True)
class Judged:
    """A scenario that was replayed, the largest deviation and the one allowed."""
    scenario: str
    deviation: Deviation
    tolerance: float


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
    judged: list[Judged] = field(default_factory=list)

    def attempt(self, scenario: str, action: Callable[[], None]) -> None:
        """Calls `action`, which replays a scenario; notes what it lacks and the error it ends in."""
        try:
            action()
        except Missing as e:
            self.needs.add(str(e))
        except SynaptorchError as e:
            self.failures.append(f"{scenario}: {type(e).__name__}: {e}")

    def judge(self, scenario: str, deviation: Deviation, tolerance: float = math.inf) -> None:
        """Counts a scenario that was replayed, and notes if it differs."""
        self.replayed += 1
        self.judged.append(Judged(scenario, deviation, tolerance))
        self.deviation.add(deviation.largest, f"{scenario}: {deviation.where}")
        if deviation.wrong:
            self.failures.append(f"{scenario}: {deviation.wrong}")
        elif not deviation.within(tolerance):
            self.failures.append(f"{scenario}: {deviation.where} by {deviation.largest:.1e} > {tolerance:.0e}")

    def agrees(self, available: bool = False) -> bool:
        """Whether every scenario (with `available`: every one whose models exist) agreed."""
        return not self.failures and (available or not self.needs)

    def line(self, width: int = 34) -> str:
        """The printed line, the name taking `width` columns."""
        parts = [f"{self.name:<{width}}{self.replayed:>3} scenarios"]
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

    def show(self, verbose: bool = False, width: int = 34) -> None:
        """Prints the line and, if `verbose`, every difference."""
        print(self.line(width), flush=True)
        for failure in self.failures if verbose else []:
            print(f"    {failure}")
