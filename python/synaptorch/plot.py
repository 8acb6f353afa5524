"""Pictures of what was recorded; needs matplotlib (``pip install matplotlib``)."""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .recording import Spikes

__all__ = ["raster"]

_COLOURS = ("#3465a4", "#cc3333", "#4e9a06", "#75507b")


def raster(groups: Mapping[str, Spikes], path: str | Path | None = None, *, title: str = "", bin_ms: float = 5.0,
           neurons: int = 250, until: float | None = None) -> Any:
    """Spikes of some neurons of each group (above) and the groups' rates over time (below).

    Args:
        groups: what was recorded, by the name shown.
        path: file to write (PNG, PDF, ...); None writes none.
        title: heading.
        bin_ms: width of the bins of the rate.
        neurons: number of neurons shown; each group gets a share by its size.
        until: last time shown, ms.

    Returns: the figure.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as e:
        raise ImportError("pictures need the package matplotlib: pip install matplotlib") from e
    figure = Figure(figsize=(9, 6), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
    total, row = sum(len(s.population) for s in groups.values()), 0
    for (name, spikes), colour in zip(groups.items(), _COLOURS * len(groups)):
        shown = max(1, neurons * len(spikes.population) // total)
        first = int(spikes.population.index[0])
        senders = spikes.senders - first
        keep = senders < shown
        above.plot(spikes.times[keep], senders[keep] + row, ".", color=colour, markersize=1.5, label=name)
        edges, rate = spikes.population_rate(bin_ms)
        below.step(edges, rate, where="post", color=colour, linewidth=1.0, label=f"{name}: {spikes.rate:.1f} Hz")
        row += shown
    above.set(ylabel="neuron", ylim=(-0.5, row - 0.5), title=title)
    below.set(xlabel="time (ms)", ylabel="rate (Hz)", ylim=(0.0, None),
              xlim=(0.0, until or max(s.start + s.duration for s in groups.values())))
    above.legend(loc="upper right", markerscale=6, framealpha=0.9)
    below.legend(loc="upper right", framealpha=0.9)
    if path is not None:
        figure.savefig(path, dpi=150)
    return figure
