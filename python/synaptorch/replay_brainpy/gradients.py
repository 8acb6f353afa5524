"""Gradients through neurons and synapses, over time."""
from __future__ import annotations

from typing import Any

import numpy as np
import torch

from .scenario import Scenario, kind


def learning(s: Scenario, names: list[str]) -> Any:
    """The module of the scenario with one value per neuron of every parameter; those of `names` are learnt."""
    given = {k: [np.broadcast_to(v, s.sizes).tolist(), unit] for k, (v, unit) in s.meta["params"].items()}
    return s.module(params=given, learn=names)


def gradients(s: Scenario, module: Any, loss: torch.Tensor, inputs: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """`loss` and `grad_<name>` of everything that the scenario asks for."""
    wanted = [n.removeprefix("grad_") for n in s.outputs if n.startswith("grad_")]
    leaves = [inputs[n] if n in inputs else getattr(module, n) for n in wanted]
    found = torch.autograd.grad(loss, leaves)
    return {"loss": loss, **{f"grad_{n}": g for n, g in zip(wanted, found)}}


def _asked(s: Scenario, *inputs: str) -> list[str]:
    return [n.removeprefix("grad_") for n in s.outputs if n.startswith("grad_") and n.removeprefix("grad_") not in inputs]


@kind("grad_neuron")
def grad_neuron(s: Scenario) -> dict[str, Any]:
    module = learning(s, _asked(s, "input"))
    x = s.tensor("input").requires_grad_()
    spike, _, traces = module.sequence(x, s.initial(module, s.sizes), record=module.record_mask("V"))
    V = traces[module.state_names.index("V")]
    loss = (s.c_v * (V - s.V_ref) ** 2).sum() + (s.tensor("c_spike") * spike).sum()
    return {"V": V, "spike": spike, **gradients(s, module, loss, {"input": x})}


@kind("grad_synapse", "grad_plasticity")
def grad_synapse(s: Scenario) -> dict[str, Any]:
    module = learning(s, _asked(s, "x"))
    x = s.tensor("x").requires_grad_()
    out, _, _ = module.sequence(x, s.initial(module, s.sizes))
    loss = (s.tensor("c1") * out + s.c2 * out ** 2).sum()
    return {"out": out, **gradients(s, module, loss, {"x": x})}
