"""Networks of populations: the Python face of the C++ engine.

    >>> import synaptorch as st
    >>> net = st.Network(dt=0.1 * st.u.ms, seed=1)
    >>> neurons = net.add("iaf_psc_alpha", 100, I_e=400 * st.u.pA, V_m=st.uniform(-70, -55))
    >>> net.connect(neurons, neurons, st.fixed_indegree(10), weight=-20 * st.u.pA, delay=1.5 * st.u.ms)
    >>> spikes = net.record(neurons)
    >>> net.simulate(1 * st.u.s)
    >>> print(spikes.rate, spikes.cv)
"""
from __future__ import annotations

import sys
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import _C
from .connect import Distribution, Projection, Rule, all_to_all, flat, rule_from
from .errors import WrongType, unknown_name
from .population import Population, plain_values, python_names, table_names
from .recording import Samples, Spikes
from .tables import chosen, model_name, solver_number, unit_of, weight_unit
from .units import to_number

__all__ = ["Network"]

#: Settings of waveform relaxation and their units.
_RELAXATION = {"wfr_comm_interval": "ms", "wfr_tol": "1", "wfr_max_iterations": "1", "wfr_interpolation_order": "1"}


class Network:
    """Populations, devices and the connections between them, and their simulation.

    The same seed gives the same spikes for every number of threads and however the simulation is divided.

    Args:
        dt: resolution; a number in ms or a quantity.
        seed: all random numbers follow from it.
        threads: 0 for as many as PyTorch uses.
        solver: of neurons that are differential equations: "rkf45", NEST's, which adapts its sub-steps to each neuron, or, faster and less
            exact, one with a fixed step: "rk4", "midpoint" or "euler".
        use_wfr: whether coupling without delay (gap junctions, instantaneous rates) is solved by waveform relaxation;
            if not it acts one step later.
        relaxation: its settings, by NEST's names: `wfr_comm_interval` (ms, the longest interval that is relaxed at a
            time), `wfr_tol` (largest change of a value in the last iteration), `wfr_max_iterations`,
            `wfr_interpolation_order` (of potentials within a step: 0, 1 or 3).

    Raises:
        OutOfRange, UnknownName: a setting is not allowed.
    """

    def __init__(self, dt: Any = 0.1, seed: int = 1, threads: int = 0, solver: str = "rkf45", use_wfr: bool = True,
                 **relaxation: Any):
        if unknown := set(relaxation) - set(_RELAXATION):
            raise unknown_name("setting", min(unknown), _RELAXATION, "Network")
        settings = {k: to_number(v, _RELAXATION[k], model="Network", name=k) for k, v in relaxation.items()}
        self._engine = _C.Network(resolution=float(to_number(dt, "ms", model="Network", name="dt")), seed=seed,
                                  threads=threads, solver=solver_number(solver, "Network"), use_wfr=use_wfr, **settings)
        self._seed = seed
        self._receptors: dict[tuple[int, str], str] = {}    # (population, name) -> weight unit

    # ------------------------------------------------------------------------------------ building

    def add(self, model: Any, n: int = 1, **values: Any) -> Population:
        """Adds `n` nodes of a neuron, generator or recorder model.

        Args:
            model: name of the model, or the class of that name.
            n: number of nodes.
            values: parameters and initial states: numbers, quantities, arrays of `n`, or laws (`uniform`, ...).
                A trailing underscore is ignored (``lambda_``); compartments take dictionaries (``soma={"C_m": 100}``).

        Raises:
            UnknownName, WrongUnit, OutOfRange, WrongShape: nothing is added then.
        """
        model = model_name(model)
        if isinstance(n, bool) or int(n) != n:
            raise WrongType(f"{model}: n must be a whole number, got {n!r}")
        plain = plain_values(self, model, table_names(model, values), int(n), f"{self._engine.groups()}")
        return Population(self, self._engine.create(model, int(n), plain), model)

    def connect(self, pre: Population, post: Population, rule: Rule | str | None = None, *, weight: Any = 1.0,
                delay: Any = 1.0, synapse: str = "static_synapse", receptor: str | int = 0,
                make_symmetric: bool = False, **params: Any) -> Projection:
        """Connects two populations, subsets of them, or a device.

        Args:
            pre, post: sources and targets.
            rule: how they are paired (`fixed_indegree(100)`, ...) or its name, with its arguments as keywords
                (``"fixed_indegree", indegree=100``); by default all to all.
            weight, delay: a number, a quantity, an array in the order of the rule, or a law. Delays in ms.
            synapse: name of the synapse model.
            receptor: number or name of the target's receptor.
            make_symmetric: also connect the same pairs the other way round, as gap junctions need it.
            params: parameters and initial states of the synapse model.

        Raises:
            UnknownName, WrongUnit, OutOfRange, WrongShape: nothing is connected then.
        """
        for end, role in ((pre, "pre"), (post, "post")):
            if not isinstance(end, Population) or end._network is not self:
                raise WrongType(f"connect: {role} must be a population of this network, got {end!r}")
        params = python_names(params)
        rule = rule_from(rule, params) if rule is not None else all_to_all()
        synapse = model_name(synapse)
        ends = unit, factor = self._weight_unit(pre, post, receptor)
        plain = {k: flat(to_number(chosen(synapse, k, v), unit_of(synapse, k), model=synapse, name=k))
                 for k, v in _flattened(params).items()}
        number = self._engine.connect(
            _selection(pre), _selection(post),
            _C.Rule(kind=rule.kind, number=rule.number, p=rule.p, allow_autapses=rule.allow_autapses,
                    allow_multapses=rule.allow_multapses, sources=rule.sources, targets=rule.targets,
                    make_symmetric=make_symmetric),
            _C.Synapse(model=synapse, weight=_number(weight, unit, synapse, "weight", factor),
                       delay=_number(delay, "ms", synapse, "delay"), params=plain,
                       receptor=receptor if isinstance(receptor, str) else "",
                       receptor_type=receptor if isinstance(receptor, int) else 0))
        return Projection(self, number, pre, post, synapse, ends)

    def record(self, population: Population, variables: str | Sequence[str] | None = None, *, every: Any = None,
               **options: Any) -> Spikes | Samples:
        """Records the spikes of a population or, if `variables` are given, these states over time.

        Args:
            variables: a name or several; None: spikes.
            every: interval between samples, by default one step.
            options: further parameters of the recorder (start, stop, ...).
        """
        if variables is None:
            recorder = self.add("spike_recorder", **options)
            self.connect(population, recorder)
            return Spikes(self, recorder._group, population, self.time)
        variables = [variables] if isinstance(variables, str) else list(variables)
        if every is not None:
            options["interval"] = every
        recorder = self.add("multimeter", **{"interval": self.dt, **options})
        self._engine.record_from(recorder._group, variables)
        self.connect(recorder, population)
        return Samples(self, recorder._group, population, variables)

    # ------------------------------------------------------------------------------------- running

    def simulate(self, duration: Any, *, progress: bool | None = None) -> None:
        """Simulates `duration` (ms or a quantity), a whole number of steps.

        Args:
            progress: show a progress bar; by default on a terminal, for runs of more than a second.

        Raises:
            NumericalError: a state became NaN or a step size collapsed; names model, neuron and time.
        """
        ms = float(to_number(duration, "ms", model="simulate", name="duration"))
        bar = _progress_bar(ms, progress)
        if bar is None:
            self._engine.simulate(ms)
            return
        start = self.time

        def show(now: float) -> bool:
            bar.update(now - start - bar.n)
            return True

        with bar:
            self._engine.simulate(ms, show)
            bar.update(ms - bar.n)

    @property
    def time(self) -> float:
        """Simulated time so far in ms."""
        return self._engine.time()

    @property
    def dt(self) -> float:
        """Resolution in ms."""
        return self._engine.resolution()

    @property
    def threads(self) -> int:
        """Number of threads."""
        return self._engine.threads()

    @property
    def min_delay(self) -> float:
        """Smallest delay of all connections in ms."""
        return self._engine.min_delay()

    @property
    def max_delay(self) -> float:
        """Largest delay of all connections in ms."""
        return self._engine.max_delay()

    def __repr__(self) -> str:
        e = self._engine
        nodes = sum(e.size(g) for g in range(e.groups()))
        connections = sum(e.connections_count(p) for p in range(e.projections()))
        return f"<Network: {nodes} nodes, {connections} connections, {self.time:g} ms simulated>"

    # ------------------------------------------------------------------------------------- helpers

    def _weight_unit(self, pre: Population, post: Population, receptor: str | int) -> tuple[str, float]:
        added = self._receptors.get((post._group, receptor))
        return (added, 1.0) if added else weight_unit(pre.model, post.model, receptor)

    def _random(self, *stream: str) -> np.random.Generator:
        """Random numbers of one purpose; the same whatever else is drawn."""
        key = [self._seed % 2**64, zlib.crc32("/".join(stream).encode())]
        return np.random.Generator(np.random.Philox(key=np.array(key, np.uint64)))


def _selection(population: Population) -> Any:
    return _C.Selection(group=population._group, index=[] if population._index is None else population._index)


def _flattened(params: dict[str, Any]) -> dict[str, Any]:
    """NEST's dictionaries of parameters, like ``optimizer={"type": "adam", "eta": 0.1}``, as parameters of their own."""
    plain = {}
    for name, value in params.items():
        if isinstance(value, dict):
            plain.update({name if k == "type" else k: v for k, v in value.items()})
        else:
            plain[name] = value
    return plain


def _number(value: Any, unit: str, model: str, name: str, factor: float = 1.0) -> Any:
    if isinstance(value, Distribution):
        law = value.plain(unit, model=model, name=name)
        return _C.Distribution(law=law.law, a=law.a, b=law.b, lo=law.lo, hi=law.hi)
    plain = to_number(value, unit, model=model, name=name)
    return float(plain) * factor if isinstance(plain, (bool, int, float)) else flat(plain) * factor


def _progress_bar(ms: float, wanted: bool | None) -> Any:
    if wanted is False or (wanted is None and not sys.stderr.isatty()):
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return tqdm(total=ms, unit="ms", delay=0.0 if wanted else 1.0, leave=False,
                bar_format="{l_bar}{bar}| {n:.0f}/{total:.0f} ms [{elapsed}<{remaining}]")
