"""The model tables, looked up by name: the single home of names, units, defaults and bounds."""
from __future__ import annotations

import functools
from typing import Any

from . import _C
from .errors import unknown_name
from .units import prefix_factor

__all__ = ["array_names", "chosen", "conductance_unit", "has_model", "model_name", "model_names", "output_names",
           "parameter_units", "table", "unit_of", "units", "weight_unit"]

#: What every connection has, and every neuron that plastic synapses end at.
_COMMON = {"weight": "1", "delay": "ms", "tau_minus": "ms", "flush_event_send_interval": "ms"}


@functools.cache
def _tables() -> dict[str, Any]:
    return {t.name: t for t in _C.tables()}


def model_names() -> list[str]:
    """Names of all models: neurons, receptors, outputs, synapses and devices."""
    return sorted(_tables())


def has_model(name: str) -> bool:
    """Whether the library has a model of that name."""
    return name in _tables()


def table(name: str) -> Any:
    """The table of a model: `params`, `arrays`, `state`, `ports`, `brief`, `equations`, `reference`, `kind`.

    Raises:
        UnknownName: with the nearest names.
    """
    if name not in _tables():
        raise unknown_name("model", name, _tables())
    return _tables()[name]


def model_name(model: Any) -> str:
    """The name of a model given by name, by the class of that name or by an instance of it."""
    name = model if isinstance(model, str) else getattr(model, "__name__", type(model).__name__)
    return table(name).name


@functools.cache
def units(model: str) -> dict[str, str]:
    """Units of the parameters and states of a model, by name."""
    t = table(model)
    fields = (*t.state, *t.arrays, *t.params)
    return {f.name: f.unit for f in fields} | {f.alias: f.unit for f in fields if f.alias}


def parameter_units(model: str) -> dict[str, str]:
    """Units of the parameters of a model alone, by name."""
    return {f.name: f.unit for f in table(model).params}


def output_names() -> list[str]:
    """Names of the synaptic outputs (COBA, CUBA, MgBlock)."""
    return sorted(n for n, t in _tables().items() if t.output)


@functools.cache
def array_names(model: str) -> frozenset[str]:
    """Parameters and states of a neuron that have one value per element of a list (receptor, adaptation term, ...)."""
    t = table(model)
    own = {f.name for f in (*t.params, *t.state) if f.list < 0}
    return frozenset(f.name for f in (*t.params, *t.state) if f.list >= 0) - own


def unit_of(model: str, name: str) -> str:
    """The unit of a parameter or state.

    Raises:
        UnknownName: the model has none of that name; the message suggests the nearest.
    """
    fields = units(model)
    if name not in fields and (row := name.rstrip("0123456789").removesuffix("_")) in array_names(model):
        return fields[row]          # an element of an array: tau_syn_1, v_comp0
    if name in (info.count for info in table(model).lists):
        return "1"
    if name not in fields and name not in _COMMON:
        raise unknown_name("parameter", name, fields, model)
    return fields.get(name) or _COMMON[name]


#: Methods that integrate differential equations, by the number that stands for them (synaptorch/core/constants.h).
SOLVERS = ("rkf45", "rk4", "midpoint", "euler")


def solver_number(solver: str, owner: str) -> int:
    """The number that stands for a solver.

    Raises:
        UnknownName: there is no such solver.
    """
    if solver not in SOLVERS:
        raise unknown_name("solver", solver, SOLVERS, owner=owner)
    return SOLVERS.index(solver)


def chosen(model: str, name: str, value: Any) -> Any:
    """The number that stands for a name, where a parameter is chosen by name; other values as they are.

    Raises:
        UnknownName: there is no such choice.
    """
    if not isinstance(value, str):
        return value
    t = table(model)
    names = next((f.choices.split("|") for f in (*t.params, *t.state) if f.name == name and f.choices), None)
    if names is None:
        return value
    if value not in names:
        raise unknown_name(name, value, names, model)
    return names.index(value)


def weight_unit(source: str, target: str, receptor: str | int) -> tuple[str, float]:
    """The unit of a weight between two models, and a factor that makes up for different units of both ends.

    Spikes: the unit of the receptor they reach, or of the weights of its channels where each connection has its own. Currents: a weight is a plain factor, and a generator of pA that
    drives a neuron whose current is in mA needs the factor 1e-9.
    """
    sends = table(source).sends
    kinds = ("current",) if sends == "current" else ("spikes", "events", "payload", "transitions", "rate")
    ports = [p for p in table(target).ports if p.kind in kinds]
    chosen = [p for p in ports if receptor in (p.name, p.receptor)] or ports
    if sends == "current":
        return "1", prefix_factor("pA", chosen[0].unit) if chosen else 1.0
    if chosen and (own := chosen[0].list) >= 0 and table(target).lists[own].connections:
        return next(f.unit for f in table(target).params if f.list == own), 1.0
    return (chosen[0].unit if chosen else "1"), 1.0


def conductance_unit(neuron: str, output: str) -> str:
    """The unit of a conductance that acts on a neuron: that of its port g, or of its current per volt for CUBA."""
    ports = {p.kind: p.unit for p in table(neuron).ports}
    if output != "CUBA":
        return ports.get("conductance", "1")
    return ports.get("current", "1").removesuffix("A") + "S"
