"""Functions without time: surrogate gradients and synaptic outputs."""
from __future__ import annotations

from typing import Any

import torch

from .. import outputs, surrogate
from ..replay_build import Missing
from .scenario import Scenario, kind


@kind("surrogate")
def surrogate_functions(s: Scenario) -> dict[str, Any]:
    chosen = getattr(surrogate, s.cls)(**s.meta["params"])
    x = s.tensor("x").requires_grad_()
    spike = chosen(x)
    ours = {"spike": spike, "grad": torch.autograd.grad(spike.sum(), x)[0]}
    return {**ours, "primitive": chosen.surrogate_fun(x)} if "primitive" in s.outputs else ours


@kind("output")
def output(s: Scenario) -> dict[str, Any]:
    if not hasattr(outputs, s.cls):
        raise Missing(s.cls)
    out = getattr(outputs, s.cls)(**{k: torch.tensor(v, dtype=torch.double) for k, v in s.params(s.cls).items()})
    out.bind_cond(s.tensor("g"))
    return {"I": out(s.tensor("V"))}
