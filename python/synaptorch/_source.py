"""Source text of the methods that name a model's own arguments.

TorchScript compiles source, and tensors can only be passed to an op by writing the arguments out. So these
few methods are written from the model's table when its class is made; everything else is in `modules.Neuron`.
The text is registered with `linecache`, so that tracebacks, debuggers and TorchScript can read it.
"""
from __future__ import annotations

import linecache
from typing import Any, List, Optional, Tuple

import torch

_TEMPLATE = '''\
class {name}(Neuron):
    dt: float
    reset_mode: int
    surrogate_kind: int
    surrogate_params: List[float]
    size: List[int]
    seed: int
    step_count: int
    solver: int
    batch_first: bool

    def cell(self, {arguments}, states: List[Tensor]{optional}) -> Tuple[Tensor, List[Tensor]]:
        """One step without touching the module's state: returns the spikes and the states after the step."""
        spike, {locals} = torch.ops.synaptorch.{stem}_step({first}, {states}, {params}, self.dt{choices})
        return spike, [{locals}]

    def sequence(self, {arguments}, states: List[Tensor]{optional}, record: int = 0) -> Tuple[Tensor, List[Tensor], List[Tensor]]:
        """All steps of a time axis in front: returns spikes, final states and the traces of the states whose bit
        is set in `record` (see `record_mask`); other traces are empty."""
        spike, {locals}, {traces} = torch.ops.synaptorch.{stem}({first}, {states}, {params}, self.dt{choices}, record=record)
        return spike, [{locals}], [{traces}]

    def forward(self, {arguments}{optional}) -> Tensor:
        """Advances the module's state by one step and returns the spikes."""
        spike, states = self.cell({first}, self.get_state(){passed})
        self.set_state(states)
        self.step_count += 1
        return spike

    @torch.jit.export
    def run(self, {arguments}{optional}) -> Tensor:
        """Advances the module's state by all steps of the time axis and returns the spikes over time."""
        if self.batch_first:
{transposed}        spike, states, _ = self.sequence({first}, self.get_state(){passed})
        self.set_state(states)
        self.step_count += {first}.size(0)
        return spike.transpose(0, 1) if self.batch_first else spike

    @torch.jit.export
    def initial_state(self) -> List[Tensor]:
        """The states a neuron starts from; they broadcast with any input."""
        {locals} = torch.ops.synaptorch.{stem}_initial({params}{initial_dt})
        states = [{locals}]
{starts}        if len(self.size) > 0:
            states = [{expanded}]
        return states

    @torch.jit.export
    def get_state(self) -> List[Tensor]:
        """The states, or the initial ones before the first step."""
        if {first_state}.numel() == 0:
            return self.initial_state()
        return [{own_states}]

    @torch.jit.export
    def set_state(self, states: List[Tensor]) -> None:
        """Replaces the states, for instance by those of a checkpoint."""
        {set_states}

    @torch.jit.export
    def reset_state(self, batch_size: Optional[int] = None) -> None:
        """Forgets the states and the graph behind them; the next step starts from the initial ones. With `batch_size` they
        are set at once, with that batch dimension in front."""
        {clear_states}
        self.step_count = 0
        if batch_size is not None:
            initial = self.initial_state()
            self.set_state([{batched}])
'''


def _time_first(row: Any) -> str:
    return "transpose(0, 1)" if row.list < 0 else "movedim(0, 2)"     # batch behind the elements of a list


def _expanded(k: int, row: Any) -> str:
    """State k with the shape of the layer, behind the elements of a list."""
    if row.list < 0:
        return f"states[{k}].expand(self.size)"
    return f"states[{k}].movedim(0, -1).expand(self.size + [states[{k}].size(0)]).movedim(-1, 0)"


def _batched(k: int, row: Any) -> str:
    """Initial state k with a batch dimension, behind the elements of a list."""
    s = f"initial[{k}]"
    if row.list < 0:
        return f"{s}.expand([batch_size] + list({s}.shape)).clone()"
    return f"{s}.unsqueeze(1).expand([{s}.size(0), batch_size] + list({s}.shape)[1:]).clone()"


def class_source(table, names: dict[str, Any]) -> str:
    """The source of the module class of a model."""
    first, *others = names["inputs"]
    n = len(names["states"])
    own = [f"self.{s}" for s in names["states"]]
    choices = ["surrogate=self.surrogate_kind", "surrogate_params=self.surrogate_params", "reset=self.reset_mode"]
    if table.stochastic:
        choices += ["seed=self.seed", "step=self.step_count"]
    if table.kind == "ode":
        choices += ["solver=self.solver"]
    passed = "".join(f", {o}={o}" for o in others)
    params = ", ".join(f"self.{p}" for p in names["params"])
    return _TEMPLATE.format(
        name=table.name, stem=names["stem"], first=first, arguments=f"{first}: Tensor",
        optional="".join(f", {o}: Optional[Tensor] = None" for o in others), passed=passed,
        choices=passed + "".join(f", {c}" for c in choices),
        transposed=f"            {first} = {first}.{_time_first(table.ports[0])}\n" + "".join(
            f"            if {o} is not None:\n                {o} = {o}.{_time_first(row)}\n" for o, row in zip(others, table.ports[1:])),
        batched=", ".join(_batched(k, row) for k, row in enumerate(table.state)),
        expanded=", ".join(_expanded(k, row) for k, row in enumerate(table.state)),
        locals=", ".join(f"s{k}" for k in range(n)), traces=", ".join(f"t{k}" for k in range(n)),
        states=", ".join(f"states[{k}]" for k in range(n)),
        initial_dt=", self.dt" if names["initial_takes_dt"] else "",
        params=f"[{params}]" if names["packed"] else params,
        starts="".join(f"        if self.{s}_start.numel() > 0:\n            states[{k}] = self.{s}_start\n"
                       for k, s in enumerate(names["states"])),
        own_states=", ".join(own), first_state=own[0],
        set_states="\n        ".join(f"{s} = states[{k}]" for k, s in enumerate(own)),
        clear_states="\n        ".join(f"{s} = torch.empty(0, dtype={s}.dtype, device={s}.device)" for s in own),
    )


def compile_class(table, names: dict[str, Any], base: type) -> Any:
    """The module class of a model."""
    filename = f"<synaptorch {table.name}>"
    text = class_source(table, names)
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    scope = {"torch": torch, "Tensor": torch.Tensor, "List": List, "Optional": Optional, "Tuple": Tuple,
             "Neuron": base, "__name__": base.__module__}
    exec(compile(text, filename, "exec", dont_inherit=True), scope)   # annotations must be types, not strings
    return scope[table.name]
