"""Writes the type stubs of the generated module and surrogate classes: ``python -m synaptorch._stubs``."""
from __future__ import annotations

from pathlib import Path

from . import modules
from .elements import dictionary_names
from ._library import _C

_MODULES = '''\
# Written by `python -m synaptorch._stubs` from the model tables.
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

from .dynamics import Dynamics
from .surrogate import Surrogate

class Neuron(Dynamics):
    size: list[int]
    dt: float
    step_count: int
    param_names: tuple[str, ...]
    state_names: tuple[str, ...]
    input_names: tuple[str, ...]
    has_threshold: bool
    def initial_state(self) -> list[Tensor]: ...
    def get_state(self) -> list[Tensor]: ...
    def set_state(self, states: list[Tensor]) -> None: ...
    def init_state(self, batch_size: int | Sequence[int] | None = None) -> None: ...
    def reset_state(self, batch_size: int | None = None) -> None: ...
    def detach_(self) -> Neuron: ...
    def set_parameters(self, **params: Any) -> None: ...
    def record_mask(self, *names: str) -> int: ...
    def get_spike(self, V: Tensor | None = None) -> Tensor: ...
    def after_reset(self) -> Tensor: ...

class Synapse(Neuron): ...
'''

_CLASS = '''
class {name}({base}):
    """{brief}"""
{attributes}
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, {params}) -> None: ...
    def cell(self, {inputs[0]}: Tensor, states: list[Tensor]{optional}) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, {inputs[0]}: Tensor, states: list[Tensor]{optional}, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, {inputs[0]}: Tensor{optional}) -> Tensor: ...
    def run(self, {inputs[0]}: Tensor{optional}) -> Tensor: ...
'''


def modules_stub() -> str:
    """Text of modules.pyi."""
    text = _MODULES
    tables = {t.name: t for t in _C.tables()}
    for names in (m for m in _C.op_models() if m["module"]):
        table = tables[names["name"]]
        text += _CLASS.format(
            name=table.name, base=getattr(modules, table.name).__base__.__name__, brief=table.brief, inputs=names["inputs"],
            attributes="\n".join(f"    {n}: Tensor" for n in [*names["params"], *names["states"]]),
            params=", ".join(f"{n}: Any = ..." for n in [*names["params"], *dictionary_names(table.name)]) or "**params: Any",
            optional="".join(f", {n}: Tensor | None = None" for n in names["inputs"][1:]))
    return text


def surrogate_stub() -> str:
    """Text of surrogate.pyi."""
    text = "# Written by `python -m synaptorch._stubs` from the table of surrogates.\nfrom typing import Any\n\nfrom torch import Tensor\n\n"
    text += "class Surrogate:\n    kind: int\n    values: list[float]\n"
    text += "".join(f"    def {name}(self, x: Tensor) -> Tensor: ...\n" for name in ("__call__", "surrogate_grad", "surrogate_fun"))
    for name, fields in _C.surrogates():
        arguments = ", ".join(f"{f.name}: Any = ..." for f in fields)
        text += f"\nclass {name}(Surrogate):\n    def __init__(self, *, {arguments}) -> None: ...\n"
    return text


def write(folder: Path) -> None:
    """Writes both stubs into a package folder."""
    (folder / "modules.pyi").write_text(modules_stub())
    (folder / "surrogate.pyi").write_text(surrogate_stub())


if __name__ == "__main__":
    write(Path(modules.__file__).parent)
