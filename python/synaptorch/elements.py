"""Elements of a neuron as dictionaries: ``compartments=[{"parent_idx": -1, "params": {"C_m": 1.0}}, ...]``.

The engine has arrays, one per row of the model's lists; the tables say which rows a dictionary holds (`Field.key`).
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .errors import UnknownName, WrongType, unknown_name
from .tables import table
from .units import to_number

__all__ = ["arrays_of", "dictionaries_of", "dictionary_names", "spread_dictionaries"]

_KIND = "receptor_type"


def dictionary_names(model: str) -> list[str]:
    """Properties of a model that are lists of dictionaries."""
    return list(dict.fromkeys(info.dictionaries for info in table(model).lists if info.dictionaries))


def spread_dictionaries(model: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with dictionaries replaced by arrays; rows that a dictionary leaves out have their defaults.

    Raises:
        UnknownName: a key or kind that the model does not have. WrongType: no dictionary.
    """
    names = dictionary_names(model)
    spread = {k: v for k, v in values.items() if k not in names}
    for name in names:
        if name in values:
            spread |= _arrays(model, name, values[name])
    return spread


def arrays_of(model: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The same without the kinds of elements: what a module takes, where each list has an axis of its own."""
    return {k: v for k, v in spread_dictionaries(model, values).items() if k not in dictionary_names(model)}


def _arrays(model: str, name: str, given: Any) -> dict[str, Any]:
    entries = [given] if isinstance(given, Mapping) else list(given)
    lists = _lists(model, name)
    kinds = list(lists)
    arrays: dict[str, Any] = {name: []}
    for fields in lists.values():
        arrays |= {f.name: [] for f in fields}
    for number, entry in enumerate(entries):
        if not isinstance(entry, Mapping):
            raise WrongType(f"{model}.{name} takes dictionaries, got {entry!r}")
        kind, flat = _flat(model, name, number, entry, kinds)
        arrays[name].append(float(kinds.index(kind)))
        fields = {f.key: f for f in lists[kind]}
        for key in flat:
            if key not in fields:
                raise unknown_name("key", key, fields, f"{model}.{name}[{number}]")
        for key, f in fields.items():
            arrays[f.name].append(to_number(flat[key], f.unit, model=model, name=key) if key in flat else f.default)
    return arrays


def _flat(model: str, name: str, number: int, entry: Mapping[str, Any], kinds: list[str | None]) -> tuple[str | None, dict]:
    """The kind of an element and its values, those under "params" beside the others."""
    flat = {k: v for k, v in entry.items() if k not in ("params", _KIND if kinds != [None] else "comp_idx")}
    if kinds == [None] and entry.get("comp_idx", number) != number:
        raise WrongType(f"{model}.{name}[{number}] cannot be number {entry['comp_idx']}: numbers follow the order")
    for key, value in (entry.get("params") or {}).items():
        if key in flat:
            raise WrongType(f"{model}.{name}[{number}]: {key} is given twice")
        flat[key] = value
    if kinds == [None]:
        return None, flat
    if _KIND not in entry:
        raise UnknownName(f"{model}.{name}[{number}] needs a {_KIND}: {', '.join(map(str, kinds))}")
    if entry[_KIND] not in kinds:
        raise unknown_name(_KIND, str(entry[_KIND]), map(str, kinds), model)
    return entry[_KIND], flat


def dictionaries_of(model: str, name: str, get: Callable[[str], Any]) -> list[dict[str, Any]]:
    """The elements of the first node as dictionaries, as they can be set again. get(name): an array of the node."""
    lists = _lists(model, name)
    kinds = list(lists)
    arrays = {f.name: get(f.name) for fields in lists.values() for f in fields}
    seen: dict[str | None, int] = {}
    entries = []
    for number, k in enumerate(get(name)):
        kind = kinds[int(k)]
        place = seen[kind] = seen.get(kind, -1) + 1
        entry: dict[str, Any] = {"comp_idx": number} if kind is None else {_KIND: kind}
        numbers = {f.key: (int if f.type == "integer" else float)(arrays[f.name][place]) for f in lists[kind]}
        entry |= {key: numbers.pop(key) for key in ("parent_idx", "comp_idx") if key in numbers}
        entries.append({**entry, "params": numbers})
    return entries


def _lists(model: str, name: str) -> dict[str | None, list[Any]]:
    """The parameters of each kind of element."""
    t = table(model)
    return {info.kind: [f for f in t.params if f.list == number]
            for number, info in enumerate(t.lists) if info.dictionaries == name}
