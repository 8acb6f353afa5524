"""Loads the C++ library: importing ``synaptorch._C`` registers the ops of all models with PyTorch."""
from __future__ import annotations

import torch


def _load():
    try:
        from . import _C
    except ImportError as e:
        raise ImportError(
            f"the C++ part of synaptorch could not be loaded with torch {torch.__version__}: {e}. It is built for one "
            "minor version of torch; install the matching wheel or build from source with this torch."
        ) from e
    return _C


_C = _load()
