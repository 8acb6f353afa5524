"""Quantities at the edges: numbers with a unit are accepted everywhere a number is.

Inside the library a parameter is a plain number in the unit of its table row: NEST's coherent set (ms, mV,
pA, nS, pF, 1/s, MOhm) for the NEST tier, the unit of the row for the others. `pint` is an optional
dependency: without it only plain numbers can be given.

    >>> import synaptorch as st
    >>> st.to_number(-0.06 * st.u.V, "mV")
    -60.0
"""
from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch

from .errors import WrongType, WrongUnit

__all__ = ["conversion", "is_quantity", "magnitude_of", "prefix_factor", "to_number", "u"]

_PREFIXES = {"p": 1e-12, "n": 1e-9, "u": 1e-6, "m": 1e-3, "": 1.0, "k": 1e3, "M": 1e6, "G": 1e9}
_SPELLING = {"MOhm": "megaohm", "kOhm": "kiloohm", "Ohm": "ohm", "1": "dimensionless", "": "dimensionless"}


@functools.cache
def _registry():
    try:
        import pint
    except ImportError as e:
        raise ImportError("units need the package pint: pip install pint (or give plain numbers)") from e
    return pint.get_application_registry()


class _Units:
    """The units of the application's pint registry as attributes: ``-60 * u.mV``, ``u.Quantity(tensor, "ms")``."""

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _SPELLING:
            name = _SPELLING[name]
        return getattr(_registry(), name)

    def __call__(self, text: str):
        """The quantity or unit that a text names: ``u("10 mV")``."""
        return _registry()(text)

    def __dir__(self):
        return ["ms", "s", "mV", "V", "pA", "nA", "mA", "nS", "mS", "pF", "uF", "MOhm", "ohm", "Hz", "Quantity"]


u = _Units()


def is_quantity(value: Any) -> bool:
    """Whether `value` carries a unit: a pint quantity of any registry."""
    return hasattr(value, "magnitude") and hasattr(value, "dimensionality")


def magnitude_of(value: Any, unit: str, *, model: str = "", name: str = "value") -> Any:
    """The magnitude of a quantity in `unit`; the number, array or tensor inside keeps its type and its gradient."""
    registry = value._REGISTRY
    target = registry.Unit(_SPELLING.get(unit, unit))
    units = getattr(value, "units", value)      # a bare unit (u.mV) stands for one of it
    if not units.is_compatible_with(target):
        raise WrongUnit(_message(value, units, unit, model, name))
    magnitude = value.magnitude if hasattr(value, "units") else 1.0
    one = registry.Quantity(1.0, units).m_as(target)
    zero = registry.Quantity(0.0, units).m_as(target)   # not 0 for scales with an offset (degree Celsius)
    if zero != 0.0:
        return magnitude * (one - zero) + zero
    factor = _clean(one)
    return magnitude if factor == 1.0 else magnitude * factor


def to_number(value: Any, unit: str, *, model: str = "", name: str = "value") -> Any:
    """`value` as a plain number, array or tensor in `unit`.

    Args:
        value: a number, NumPy array, tensor, a (nested) sequence of these, or a pint quantity around any of them.
        unit: the unit of the table row ("mV", "1/s", "1" for none).
        model, name: what the value is for; they only appear in error messages.

    Raises:
        WrongUnit: the quantity has another dimension than `unit`.
        WrongType: `value` is not a number.
    """
    if isinstance(value, (bool, int, float, torch.Tensor)):
        return value
    if is_quantity(value):
        return to_number(magnitude_of(value, unit, model=model, name=name), unit, model=model, name=name)
    if hasattr(value, "is_compatible_with"):
        return magnitude_of(value, unit, model=model, name=name)
    if isinstance(value, (np.ndarray, np.generic)):
        if value.dtype.kind not in "biuf":
            raise WrongType(f"{_owner(model, name)} must be a number, got an array of {value.dtype}")
        return value.item() if value.ndim == 0 else value
    if isinstance(value, Sequence) and not isinstance(value, (str, bytes)):
        return [to_number(v, unit, model=model, name=name) for v in value]
    raise WrongType(f"{_owner(model, name)} must be a number or a quantity in {unit}, "
                    f"got {value!r} ({type(value).__name__})")


def prefix_factor(unit: str, other: str) -> float:
    """How many of `other` one `unit` is, for units of one base ("pA", "mA"); 1 if the bases differ. Needs no pint."""
    base = next((b for b in ("A", "V", "S", "s", "F", "Ohm", "ohm", "Hz") if unit.endswith(b) and other.endswith(b)), "")
    given, wanted = unit.removesuffix(base), other.removesuffix(base)
    if not base or given not in _PREFIXES or wanted not in _PREFIXES:
        return 1.0
    return _clean(_PREFIXES[given] / _PREFIXES[wanted])


def conversion(given: str | None, unit: str, *, model: str = "", name: str = "value") -> float:
    """How many of `unit` one `given` is; 1 for None, a plain number. Raises WrongUnit."""
    return 1.0 if given is None else float(to_number(u(given), unit, model=model, name=name))


def _clean(factor: float) -> float:
    """1e-3 for 0.0009999...: conversion factors of SI prefixes are powers of ten and are rounded to them."""
    return float(f"{factor:.14g}")


def _owner(model: str, name: str) -> str:
    return f"{model}.{name}" if model else name


def _message(value: Any, units: Any, unit: str, model: str, name: str) -> str:
    expected = "a number without unit" if unit in ("1", "") else f"a quantity in {unit}"
    shown = repr(getattr(value, "magnitude", 1))
    shown = shown if len(shown) < 60 else shown[:57] + "..."
    return f"{_owner(model, name)} expects {expected}, got {shown} {units:~}".rstrip()
