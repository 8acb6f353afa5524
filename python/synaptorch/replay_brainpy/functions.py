"""Functions without time: surrogate gradients and synaptic outputs."""
from __future__ import annotations

from typing import Any

import torch

from .. import surrogate
from ..replay_build import Missing
from ..tables import has_model
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
    if not has_model(s.cls):
        raise Missing(s.cls)
    given = {k: torch.tensor(v, dtype=torch.double) for k, v in s.params(s.cls).items()}
    zero = torch.zeros((), dtype=torch.double)
    step = getattr(torch.ops.synaptorch, s.cls.lower() + "_step")
    return {"I": step(s.tensor("g"), x=zero, slope=zero, dt=1.0, V=s.tensor("V"), **given)[0]}
