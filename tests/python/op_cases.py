"""Arguments for the ops of any model, made from its tables: what the registry-wide suites share."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import torch

import synaptorch as st
from synaptorch import _C

TABLES = {t.name: t for t in _C.tables()}
MODELS = {m["name"]: m for m in _C.op_models()}
MODULES = {n: m for n, m in MODELS.items() if m["module"]}
DIFFERENTIABLE = [n for n in MODELS if TABLES[n].differentiable]
STOCHASTIC = [n for n in MODELS if TABLES[n].stochastic]

ELEMENTS = 2    # of each list

# Not the defaults: switches that are off, so that every part of a model takes part.
_OTHER = {name: 1.0 for name in ("adapting_threshold", "after_spike_currents", "spike_dependent_threshold", "gbar_Na", "gbar_K")}
# Few elements where parameters decide how many.
_FEW = {"len_kernel": 4.0}
_OTHER |= _FEW

# Inputs of this size drive neurons of the unit's tier across their threshold.
_SCALE = {"pA": 400.0, "nA": 1.0, "mA": 20.0, "nS": 4.0, "S": 0.1, "mV": 3.0, "1": 1.0}


def _value(row) -> float:
    return _OTHER.get(row.name, row.default)


def element_values(row, n: int = ELEMENTS) -> list[float]:
    """Values of a list's parameter that differ between elements; whole numbers, which may name other elements, count on."""
    values = [_value(row) + e if row.type == "integer" else _value(row) * (1.0 + 0.4 * e) for e in range(n)]
    return [min(v, row.bound[1]) for v in values]


def arrays(name: str, n: int = ELEMENTS) -> dict[str, list[float]]:
    """Values of all parameters of a model's lists."""
    return {a: element_values(r, n) for a, r in zip(MODELS[name]["params"], TABLES[name].params) if r.list >= 0}


def module(name: str, *args, **options):
    """A module of the model; with elements, if its inputs are all those of elements, and with few where parameters decide how many."""
    needed = arrays(name) if TABLES[name].ports[0].list >= 0 else {}
    needed |= {a: _FEW[r.name] for a, r in zip(MODELS[name]["params"], TABLES[name].params) if r.name in _FEW}
    return getattr(st, name)(*args, **{**needed, **options})


def drive(name: str, x: torch.Tensor, timed: bool = False, elements: int = ELEMENTS) -> torch.Tensor:
    """A first input: `x`, for each element if it is one of elements."""
    if TABLES[name].ports[0].list < 0:
        return x
    axis = 1 if timed else 0
    return x.unsqueeze(axis).expand(*x.shape[:axis], elements, *x.shape[axis:])


def packed(name: str, tensors: dict[str, torch.Tensor]) -> dict[str, Any]:
    """Tensors by name as the ops of a model take them: of many tensors, the parameters are one list."""
    names = MODELS[name]
    if not names["packed"]:
        return tensors
    return {**{k: t for k, t in tensors.items() if k not in names["params"]}, "params": [tensors[k] for k in names["params"]]}


@dataclass
class Case:
    """One call of an op: tensors in schema order, and the choices."""

    name: str
    tensors: dict[str, torch.Tensor]
    choices: dict[str, Any] = field(default_factory=dict)

    def op(self, suffix: str):
        return getattr(torch.ops.synaptorch, MODELS[self.name]["stem"] + suffix)

    def arguments(self, tensors: dict[str, torch.Tensor] | None = None) -> dict[str, Any]:
        return packed(self.name, tensors or self.tensors)

    def __call__(self, suffix: str, tensors: dict[str, torch.Tensor] | None = None, **choices):
        out = self.op(suffix)(**self.arguments(tensors), dt=0.1, **{**self.choices, **choices})
        return out if isinstance(out, (tuple, list)) else (out,)

    def reference(self, suffix: str, tensors: dict[str, torch.Tensor] | None = None, **choices):
        """The tensor evaluation, whose gradients are plain autograd's."""
        op = self.op(suffix).default
        given = {**self.arguments(tensors), "dt": 0.1, **self.choices, **choices}
        out = op._op_dk(torch._C.DispatchKey.CompositeExplicitAutograd, **given)
        return out if isinstance(out, (tuple, list)) else (out,)

    def lead(self, argument: str, steps: int | None) -> int:
        """Axes of a tensor in front of those of a step: time, elements of a list."""
        names, table = MODELS[self.name], TABLES[self.name]
        rows = dict(zip(names["inputs"] + names["states"] + names["params"], [*table.ports, *table.state, *table.params]))
        return (steps is not None and argument in names["inputs"]) + (rows[argument].list >= 0)

    def lead_of_outputs(self, steps: int | None) -> list[int]:
        lists = [row.list >= 0 for row in TABLES[self.name].state]
        return [int(steps is not None), *map(int, lists)] + [1 + x for x in lists if steps is not None]

    def with_grad(self) -> dict[str, torch.Tensor]:
        return {k: t.detach().clone().requires_grad_() for k, t in self.tensors.items()}


def make_case(name: str, shape=(3, 5), steps: int | None = None, *, per_neuron: bool = False, inputs: str = "all",
              dtype=torch.double, seed: int = 0, conductance: bool = True, smooth: bool = False) -> Case:
    """A case with random inputs and states near the initial ones.

    Args:
        shape: of a step; steps: time axis in front of inputs.
        per_neuron: parameters differ between neurons (last dimension), else they are single numbers.
        inputs: "all" ports or the "first" only.
        conductance: whether a conductance port is connected.
        smooth: whether the surrogate is smooth, for finite differences.
    """
    g = torch.Generator().manual_seed(seed)
    table, names = TABLES[name], MODELS[name]
    rand = lambda *s: torch.rand(*s, generator=g, dtype=torch.double)  # noqa: E731
    full = shape if steps is None else (steps, *shape)
    tensors: dict[str, torch.Tensor] = {}
    for k, (argument, port) in enumerate(zip(names["inputs"], table.ports)):
        if k > 0 and (inputs == "first" or (port.kind == "conductance" and not conductance)):
            continue
        elements = [] if port.list < 0 else [ELEMENTS]
        tensors[argument] = (_SCALE.get(port.unit, 1.0) * rand(*full[:len(full) - len(shape)], *elements, *shape)).to(dtype)
    params = {}
    for argument, row in zip(names["params"], table.params):
        spread = 1.0 + 0.02 * rand(shape[-1]) if per_neuron and row.type == "real" else torch.tensor(1.0)
        value = _value(row) * spread
        if row.list >= 0:
            value = torch.stack([torch.as_tensor(v) * spread for v in element_values(row)])
        params[argument] = value.to(dtype)
    at = {"dt": 0.1} if names["initial_takes_dt"] else {}
    initial = getattr(torch.ops.synaptorch, names["stem"] + "_initial")(**packed(name, {k: v.double() for k, v in params.items()}), **at)
    initial = initial if isinstance(initial, (tuple, list)) else (initial,)
    for argument, row, value in zip(names["states"], table.state, initial):
        spread = 0.0 if row.type != "real" or row.hidden or row.unit == "1" else 1.0
        value = value.double()
        elements = [] if row.list < 0 else [len(value)]
        if elements:
            value = value.reshape(*elements, *[1] * (len(shape) - value.dim() + 1), *value.shape[1:])
        tensors[argument] = (value.expand(*elements, *shape) + spread * rand(*elements, *shape)).clone().to(dtype)
    choices: dict[str, Any] = {"surrogate": st.surrogate.Sigmoid.kind} if smooth else {}
    return Case(name, {**tensors, **params}, choices)


def random_grads(outputs, seed: int = 1) -> list[torch.Tensor]:
    g = torch.Generator().manual_seed(seed)
    return [torch.randn(o.shape, generator=g, dtype=torch.double).to(o.dtype) for o in outputs]


def gradients(outputs, tensors: dict[str, torch.Tensor], **options) -> dict[str, torch.Tensor]:
    """Gradients of a random projection of the outputs."""
    pairs = [(o, w) for o, w in zip(outputs, random_grads(outputs)) if o.requires_grad and o.numel()]
    if not pairs:
        return {k: torch.zeros_like(t) for k, t in tensors.items()}
    loss = sum((o * w).sum() for o, w in pairs)
    found = torch.autograd.grad(loss, list(tensors.values()), allow_unused=True, **options)
    return {k: torch.zeros_like(t) if f is None else f for (k, t), f in zip(tensors.items(), found)}


def assert_close(a, b, tolerance: float = 1e-12, what: str = "") -> None:
    error = ((a - b).abs() / (1.0 + b.abs())).max().item() if a.numel() else 0.0
    assert a.shape == b.shape and error <= tolerance, f"{what}: {error:.2e}, shapes {tuple(a.shape)} {tuple(b.shape)}"
