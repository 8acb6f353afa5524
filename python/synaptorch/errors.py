"""Errors a user can make, as types. Each message names the model, the parameter, the value, the unit and
what would be right; the object that raised it keeps its former state.

The C++ core has the same types (``include/synaptorch/core/error.h``); the bindings raise the classes below.
"""
from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "NumericalError", "OutOfRange", "SynaptorchError", "UnknownName", "WrongDevice", "WrongShape", "WrongType",
    "WrongUnit", "nearest_names", "unknown_name",
]


class SynaptorchError(Exception):
    """Base of all errors of the library."""


class UnknownName(SynaptorchError, AttributeError, KeyError, ValueError):
    """No model, parameter, state, receptor or rule of that name. The message lists the nearest names."""

    __str__ = Exception.__str__  # KeyError would show the message in quotes


class OutOfRange(SynaptorchError, ValueError):
    """A value outside the bound of its field, or a combination of values that the model excludes."""


class WrongUnit(SynaptorchError, ValueError):
    """A quantity of another dimension than the parameter."""


class WrongShape(SynaptorchError, ValueError):
    """An array whose shape does not fit the population or the connections."""


class WrongType(SynaptorchError, TypeError):
    """A value of a type or dtype that cannot be used here."""


class WrongDevice(SynaptorchError, ValueError):
    """Tensors on different devices."""


class NumericalError(SynaptorchError, ArithmeticError):
    """A NaN, or a step size that collapsed, during a simulation."""


def nearest_names(name: str, candidates: Iterable[str], count: int = 3) -> list[str]:
    """The candidates most like `name`, best first; upper and lower case count as equal."""
    by_lower = {}
    for candidate in candidates:
        by_lower.setdefault(candidate.lower(), candidate)
    close = difflib.get_close_matches(str(name).lower(), list(by_lower), n=count, cutoff=0.5)
    return [by_lower[c] for c in close]


def unknown_name(kind: str, name: str, candidates: Iterable[str], owner: str = "") -> UnknownName:
    """The error for a name that does not exist.

    Args:
        kind: what the name should have named ("parameter", "rule", ...).
        name: the name given.
        candidates: the names that exist.
        owner: the model or object whose name it should be.
    """
    candidates = sorted(candidates)
    close = nearest_names(name, candidates)
    hint = f"; did you mean {' or '.join(repr(c) for c in close)}?" if close else ""
    if not close and candidates:
        hint = "; there are: " + ", ".join(candidates[:20]) + (", ..." if len(candidates) > 20 else "")
    return UnknownName(f"{owner + ' has no' if owner else 'no'} {kind} {name!r}{hint}")
