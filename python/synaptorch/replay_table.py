"""The results of a replay as a page: model, trace, largest deviation."""
from __future__ import annotations

from collections.abc import Iterable

from .replay_result import GroupResult, Judged

__all__ = ["markdown"]

_HEAD = """\
# Accuracy

Every reference trace that the library replays, with the largest deviation that is left: relative to the largest magnitude of the trace, over all
recorded quantities and times. Spikes fall into the same steps in all of them. Up to 1e-11 is allowed where a model is integrated exactly
(both sides round differently), up to 1e-8 where an adaptive solver or a quadrature takes part (the same sub-steps are taken, but the
rounding of a sub-step's length shows), or the tolerance of the waveform relaxation where a trace sets one.

| model or synapse | trace | largest deviation | in | allowed |
|---|---|---|---|---|
"""


def markdown(results: Iterable[GroupResult]) -> str:
    """The page, one row a scenario; groups without a comparable scenario are listed below with the reason."""
    results = list(results)
    lines = [_row(r.name, judged) for r in results for judged in r.judged]
    rest = [f"* {r.name}: {'needs ' + ', '.join(sorted(r.needs)) if r.needs else 'statistics only'}" for r in results if not r.judged]
    below = ["", "Not compared:", "", *rest] if rest else []
    return _HEAD + "\n".join([*lines, *below]) + "\n"


def _row(group: str, judged: Judged) -> str:
    found = judged.deviation
    size = f"**{found.wrong}**" if found.wrong else f"{found.largest:.1e}" if found.largest else "0"
    mark = "" if found.within(judged.tolerance) else " **differs**"
    return f"| {group} | {judged.scenario} | {size}{mark} | {found.where} | {judged.tolerance:.0e} |"
