"""What a connection is made of: rules that pair nodes, laws to draw numbers from, and the made projection."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from .errors import OutOfRange, WrongShape, WrongType, unknown_name
from .tables import unit_of
from .units import to_number

if TYPE_CHECKING:
    from .network import Network
    from .population import Population

__all__ = [
    "Distribution", "Projection", "Rule", "all_to_all", "explicit", "exponential", "fixed_indegree", "fixed_outdegree",
    "fixed_total_number", "lognormal", "normal", "one_to_one", "pairwise_bernoulli", "uniform",
]

_INF = float("inf")


# ---------------------------------------------------------------------------------------------- laws

@dataclass(frozen=True)
class Distribution:
    """A law that weights, delays, parameters or initial states are drawn from.

    Attributes:
        law: "uniform", "normal", "lognormal" or "exponential".
        a, b: its two numbers (see the functions of the same names); numbers or quantities.
        lo, hi: a value outside is drawn again.
    """
    law: str
    a: Any
    b: Any = 0.0
    lo: Any = -_INF
    hi: Any = _INF

    def within(self, lo: Any, hi: Any) -> Distribution:
        """The same law, where a value outside [lo, hi] is drawn again."""
        return replace(self, lo=lo, hi=hi)

    def plain(self, unit: str, *, model: str = "", name: str = "value") -> Distribution:
        """The same law in plain numbers of `unit`."""
        law_unit = "1" if self.law == "lognormal" else unit     # of the logarithm

        def number(x: Any, u: str) -> float:
            return float(to_number(x, u, model=model, name=name))

        return Distribution(self.law, number(self.a, law_unit), number(self.b, law_unit),
                            number(self.lo, unit), number(self.hi, unit))

    def sample(self, n: int, random: np.random.Generator) -> np.ndarray:
        """`n` numbers of a plain law."""
        draw = {"uniform": lambda k: random.uniform(self.a, self.b, k),
                "normal": lambda k: random.normal(self.a, self.b, k),
                "lognormal": lambda k: random.lognormal(self.a, self.b, k),
                "exponential": lambda k: random.exponential(self.a, k)}[self.law]
        x = draw(n)
        for _ in range(1000):
            outside = np.flatnonzero((x < self.lo) | (x > self.hi))
            if not len(outside):
                return x
            x[outside] = draw(len(outside))
        raise OutOfRange(f"{self.law}({self.a:g}, {self.b:g}) has almost no values within [{self.lo:g}, {self.hi:g}]")


def uniform(lo: Any, hi: Any) -> Distribution:
    """Evenly distributed between `lo` and `hi`."""
    return Distribution("uniform", lo, hi)


def normal(mean: Any, std: Any) -> Distribution:
    """Gaussian of that mean and standard deviation."""
    return Distribution("normal", mean, std)


def lognormal(mean: float, std: float) -> Distribution:
    """The logarithm (of the number in the parameter's unit) is Gaussian with that mean and standard deviation."""
    return Distribution("lognormal", mean, std)


def exponential(mean: Any) -> Distribution:
    """Exponential law of that mean."""
    return Distribution("exponential", mean)


# --------------------------------------------------------------------------------------------- rules

@dataclass(frozen=True)
class Rule:
    """Which pairs of nodes are connected; made by the functions of the rules' names."""
    kind: str
    number: int = 0
    p: float = 1.0
    allow_autapses: bool = True
    allow_multapses: bool = True
    sources: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64), compare=False)
    targets: np.ndarray = field(default_factory=lambda: np.empty(0, np.int64), compare=False)


def one_to_one() -> Rule:
    """The i-th source to the i-th target. Arrays of weights: one per pair."""
    return Rule("one_to_one")


def all_to_all(*, allow_autapses: bool = True) -> Rule:
    """Every source to every target. Arrays of weights: [target, source]."""
    return Rule("all_to_all", allow_autapses=allow_autapses)


def fixed_indegree(indegree: int, *, allow_autapses: bool = True, allow_multapses: bool = True) -> Rule:
    """`indegree` random sources for every target. Arrays of weights: [target, indegree]."""
    return Rule("fixed_indegree", _count(indegree, "indegree"), 1.0, allow_autapses, allow_multapses)


def fixed_outdegree(outdegree: int, *, allow_autapses: bool = True, allow_multapses: bool = True) -> Rule:
    """`outdegree` random targets for every source. Arrays of weights: [source, outdegree]."""
    return Rule("fixed_outdegree", _count(outdegree, "outdegree"), 1.0, allow_autapses, allow_multapses)


def fixed_total_number(number: int, *, allow_autapses: bool = True, allow_multapses: bool = True) -> Rule:
    """`number` random pairs in all. Arrays of weights: one per pair."""
    return Rule("fixed_total_number", _count(number, "number"), 1.0, allow_autapses, allow_multapses)


def pairwise_bernoulli(p: float, *, allow_autapses: bool = True) -> Rule:
    """Every pair with probability `p`. The number of connections is random, so weights cannot be arrays."""
    if not 0.0 <= p <= 1.0:
        raise OutOfRange(f"pairwise_bernoulli: p must be in [0, 1], got {p!r}")
    return Rule("pairwise_bernoulli", 0, float(p), allow_autapses)


def explicit(sources: Sequence[int], targets: Sequence[int]) -> Rule:
    """The pairs `sources[k]`, `targets[k]`: positions within the connected populations."""
    sources, targets = _positions(sources, "sources"), _positions(targets, "targets")
    if len(sources) != len(targets):
        raise WrongShape(f"explicit: {len(sources)} sources but {len(targets)} targets")
    return Rule("explicit_pairs", sources=sources, targets=targets)


_RULES = {f.__name__: f for f in (one_to_one, all_to_all, fixed_indegree, fixed_outdegree, fixed_total_number,
                                   pairwise_bernoulli, explicit)}
_ARGUMENTS = ("indegree", "outdegree", "number", "p", "sources", "targets", "allow_autapses", "allow_multapses")


def rule_from(rule: Rule | str, options: dict[str, Any]) -> Rule:
    """The rule that a name and keyword arguments describe; the arguments it takes are removed from `options`."""
    if isinstance(rule, Rule):
        return rule
    if not isinstance(rule, str):
        raise WrongType(f"rule must be a rule or its name, got {rule!r}")
    if rule not in _RULES:
        raise unknown_name("rule", rule, _RULES)
    arguments = {k: options.pop(k) for k in _ARGUMENTS if k in options}
    try:
        return _RULES[rule](**arguments)
    except TypeError as e:
        raise WrongType(f"{rule}: {e}") from None


def _count(value: Any, name: str) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise WrongType(f"{name} must be a whole number, got {value!r}")
    if value < 0:
        raise OutOfRange(f"{name} must not be negative, got {value!r}")
    return int(value)


def _positions(values: Any, name: str) -> np.ndarray:
    array = np.asarray(values.cpu() if isinstance(values, torch.Tensor) else values)
    if array.size and array.dtype.kind not in "iu":
        raise WrongType(f"explicit: {name} must be whole numbers, got an array of {array.dtype}")
    return array.astype(np.int64).ravel()


# --------------------------------------------------------------------------------------- projections

class Projection:
    """The connections that one call of `Network.connect` made.

    Connections are ordered by source, then target, then order of creation. Any quantity of the synapse model can
    be read and set by name: ``projection["weight"]``, ``projection["weight"] = 2.0``.
    """

    def __init__(self, network: Network, number: int, pre: Population, post: Population, synapse: str,
                 weight_unit: tuple[str, float]):
        self._network, self._number = network, number
        self.pre, self.post, self.synapse = pre, post, synapse
        self._weight_unit, self._weight_factor = weight_unit

    def __len__(self) -> int:
        return self._network._engine.connections_count(self._number)

    def __repr__(self) -> str:
        return f"<{len(self)} × {self.synapse}: {self.pre.model} → {self.post.model}>"

    @property
    def sources(self) -> torch.Tensor:
        """Index of each connection's source in its population."""
        return torch.as_tensor(self._network._engine.connections(self._number).source)

    @property
    def targets(self) -> torch.Tensor:
        """Index of each connection's target in its population."""
        return torch.as_tensor(self._network._engine.connections(self._number).target)

    @property
    def weight(self) -> torch.Tensor:
        """Weights, in the unit of the target's receptor."""
        return self["weight"]

    @property
    def delay(self) -> torch.Tensor:
        """Delays, ms."""
        return self["delay"]

    def __getitem__(self, name: str) -> torch.Tensor:
        values = self._network._engine.get_connections(self._number, name)
        return torch.as_tensor(values, dtype=torch.float64) / (self._weight_factor if name == "weight" else 1.0)

    def __setitem__(self, name: str, values: Any) -> None:
        unit = self._weight_unit if name == "weight" else unit_of(self.synapse, name)
        plain = flat(to_number(values, unit, model=self.synapse, name=name))
        self._network._engine.set_connections(
            self._number, {name: plain * self._weight_factor if name == "weight" else plain})

    def record_weights(self) -> None:
        """From now on the weight of every transmitted spike is recorded; see `transmitted`."""
        self._network._engine.record_weights(self._number)

    @property
    def transmitted(self) -> dict[str, torch.Tensor]:
        """Recorded transmissions: `times` (ms, of the presynaptic spike), `weights`, `sources`, `targets`."""
        data = self._network._engine.weights(self._number)
        return {k: torch.as_tensor(getattr(data, k)) for k in ("times", "weights", "sources", "targets")}


def flat(value: Any) -> np.ndarray:
    """A number, array, tensor or sequence as one-dimensional float64 array."""
    if isinstance(value, torch.Tensor):
        value = value.detach().cpu().double().numpy()
    try:
        return np.ascontiguousarray(value, dtype=np.float64).ravel()
    except (TypeError, ValueError):
        raise WrongShape(f"expected a number or a rectangular array, got {value!r}") from None
