"""What was recorded, as tensors, and the usual measures of spike trains."""
from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from .errors import unknown_name

if TYPE_CHECKING:
    from .network import Network
    from .population import Population

__all__ = ["Samples", "Spikes", "cv_of_intervals"]


class Spikes:
    """The spikes of a population, or of a part of it, as recorded so far."""

    def __init__(self, network: Network, recorder: int, population: Population, start: float):
        self._network, self._recorder = network, recorder
        self.population = population
        self.start = start   #: ms; recording began here

    def _data(self):
        return self._network._engine.spikes(self._recorder)

    @property
    def times(self) -> torch.Tensor:
        """Spike times in ms, ascending; shape [spikes]."""
        return torch.as_tensor(self._data().times, dtype=torch.float64)

    @property
    def senders(self) -> torch.Tensor:
        """Index of each spike's neuron in its whole population; shape [spikes]."""
        return torch.as_tensor(self._data().senders, dtype=torch.int64)

    @property
    def steps(self) -> torch.Tensor:
        """Time stamps in steps; the time is ``step * dt - offset``."""
        return torch.as_tensor(self._data().steps, dtype=torch.int64)

    @property
    def offsets(self) -> torch.Tensor:
        """Time from each spike to its stamp in ms; zeros for neurons that spike on the grid."""
        offsets = torch.as_tensor(self._data().offsets, dtype=torch.float64)
        return offsets if len(offsets) else torch.zeros(len(self), dtype=torch.float64)

    @property
    def duration(self) -> float:
        """Recorded time in ms."""
        return self._network.time - self.start

    def __len__(self) -> int:
        return len(self._data().times)

    def __repr__(self) -> str:
        return f"<{len(self)} spikes of {self.population!r} in {self.duration:g} ms>"

    def counts(self) -> torch.Tensor:
        """Number of spikes of each recorded neuron; shape [neurons]."""
        size = self._network._engine.size(self.population._group)
        return torch.bincount(self.senders, minlength=size)[self.population.index]

    def rates(self) -> torch.Tensor:
        """Firing rate of each recorded neuron in 1/s; shape [neurons]."""
        return self.counts().double() * (1000.0 / self.duration)

    @property
    def rate(self) -> float:
        """Mean firing rate in 1/s."""
        return float(self.rates().mean())

    @property
    def cv(self) -> float:
        """Coefficient of variation of the inter-spike intervals, averaged over neurons with at least 5 intervals."""
        return cv_of_intervals(self.times, self.senders)

    def population_rate(self, bin_ms: float = 5.0) -> tuple[torch.Tensor, torch.Tensor]:
        """Rate of the population over time: left bin edges in ms and rates in 1/s."""
        bins = max(1, int(round(self.duration / bin_ms)))
        where = ((self.times - self.start) / bin_ms - 1e-9).long().clamp_(0, bins - 1)
        counts = torch.bincount(where, minlength=bins).double()
        edges = self.start + bin_ms * torch.arange(bins, dtype=torch.float64)
        return edges, counts * (1000.0 / (bin_ms * len(self.population)))

    def clear(self) -> None:
        """Forgets the spikes recorded so far."""
        self._network._engine.clear(self._recorder)
        self.start = self._network.time


class Samples:
    """State variables of neurons sampled over time: ``samples["V_m"]`` has shape [samples, neurons]."""

    def __init__(self, network: Network, recorder: int, population: Population, variables: list[str]):
        self._network, self._recorder = network, recorder
        self.population, self.variables = population, variables

    def __getitem__(self, name: str) -> torch.Tensor:
        if name not in self.variables:
            raise unknown_name("recorded variable", name, self.variables, self.population.model)
        data = self._network._engine.samples(self._recorder)
        values = data.values[list(data.variables).index(name)]
        return torch.as_tensor(values, dtype=torch.float64).reshape(len(data.times), -1)

    @property
    def times(self) -> torch.Tensor:
        """Sample times in ms."""
        return torch.as_tensor(self._network._engine.samples(self._recorder).times, dtype=torch.float64)

    def __repr__(self) -> str:
        return f"<{', '.join(self.variables)} of {self.population!r}, {len(self.times)} samples>"


def cv_of_intervals(times: torch.Tensor, senders: torch.Tensor, at_least: int = 5) -> float:
    """Coefficient of variation of inter-spike intervals, averaged over neurons with `at_least` intervals.

    Args:
        times, senders: spike times and the neuron of each spike, in any order.

    Returns: NaN if no neuron has enough spikes.
    """
    order = torch.argsort(times, stable=True)
    order = order[torch.argsort(senders[order], stable=True)]
    times, senders = times[order], senders[order]
    same = senders[1:] == senders[:-1]
    intervals, owner = times.diff()[same], senders[1:][same]
    n = int(owner.max()) + 1 if len(owner) else 0
    count = torch.bincount(owner, minlength=n).double()
    mean = torch.bincount(owner, intervals, minlength=n) / count
    variance = torch.bincount(owner, (intervals - mean[owner]) ** 2, minlength=n) / count
    enough = count >= at_least
    return float((variance[enough].sqrt() / mean[enough]).mean()) if enough.any() else float("nan")
