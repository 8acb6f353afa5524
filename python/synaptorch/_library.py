"""Loads the C++ library: importing ``synaptorch._C`` registers the ops of all models with PyTorch."""
from __future__ import annotations

import torch


def _load():
    from . import _build_info

    built, here = _build_info.torch_version.split(".")[:2], torch.__version__.split(".")[:2]
    if built != here:
        raise ImportError(f"this build of synaptorch is for torch {'.'.join(built)}, but torch {torch.__version__} is "
                          "installed; install the wheel for it, or build from source with this torch")
    if _build_info.cuda and torch.version.cuda is None:
        raise ImportError("this build of synaptorch is for a CUDA build of torch, but one for the CPU is installed; "
                          "install the wheel for it, or build from source with this torch")
    from . import _C

    return _C


_C = _load()
