"""Functions without time: surrogate gradients and synaptic outputs."""
from __future__ import annotations

from typing import Any

import torch

from .. import modules, surrogate
from ..replay_build import Missing
from .scenario import Scenario, kind


@kind("surrogate")
def surrogate_functions(s: Scenario) -> dict[str, Any]:
    chosen = getattr(surrogate, s.cls)(**s.meta["params"])
    if not callable(chosen):
        raise Missing("surrogate functions")
    x = s.tensor("x").requires_grad_()
    spike = chosen(x)
    ours = {"spike": spike, "grad": torch.autograd.grad(spike.sum(), x)[0]}
    return {**ours, "primitive": chosen.surrogate_fun(x)} if "primitive" in s.outputs else ours


@kind("output")
def output(s: Scenario) -> dict[str, Any]:
    if not hasattr(modules, s.cls):
        raise Missing(s.cls)
    current = getattr(modules, s.cls)(dtype=torch.double, **s.params(s.cls))
    return {"I": current(s.tensor("g"), s.tensor("V"))}
