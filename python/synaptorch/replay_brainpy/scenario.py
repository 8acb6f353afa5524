"""Scenarios as data, the table of kinds, and how modules are built from them."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .. import modules, surrogate
from ..replay_build import Missing
from ..tables import unit_of
from ..units import to_number, u

__all__ = ["KINDS", "Scenario", "kind", "load"]

#: What runs a kind of scenario: returns our arrays under the names of the scenario's outputs.
KINDS: dict[str, Callable[[Scenario], dict[str, Any]]] = {}


def kind(*names: str):
    """Registers the function that runs scenarios of these kinds.

    It takes a `Scenario` and returns arrays or tensors by output name; trajectories may have a row for every step where the
    reference kept every `record_stride`-th. It raises `Missing` for what the library does not have.
    """
    def register(run):
        KINDS.update(dict.fromkeys(names, run))
        return run
    return register


@dataclass
class Scenario:
    """One entry of the manifest and its arrays."""
    meta: dict[str, Any]
    arrays: dict[str, np.ndarray]

    def __getattr__(self, name: str) -> Any:
        if name not in self.meta:
            raise AttributeError(f"{self.meta.get('id')} says nothing about {name}")
        return self.meta[name]

    @property
    def group(self) -> str:
        return "/".join(self.id.split("/")[:2])

    @property
    def sizes(self) -> list[int]:
        """Shape of one step: that of any array over time, without the time."""
        return next(list(a.shape[1:]) for a in self.arrays.values() if a.ndim > 1 and len(a) == self.n_steps)

    def tensor(self, name: str) -> torch.Tensor:
        """An array in double precision."""
        return torch.as_tensor(self.arrays[name].astype(float))

    def params(self, model: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
        """Parameters ({name: [value, unit]}) in the units of the model's table."""
        given = self.meta.get("params", {}) if given is None else given
        return {k: _in_unit(v, unit_of(model, k)) for k, v in given.items()}

    def surrogate(self) -> surrogate.Surrogate:
        """The surrogate gradient of the scenario."""
        chosen = {k: v for k, v in self.meta.get("spk_fun", {"name": "ReluGrad"}).items() if k != "name"}
        return getattr(surrogate, self.meta.get("spk_fun", {"name": "ReluGrad"})["name"])(**chosen)

    def module(self, model: str = "", params: dict[str, Any] | None = None, **options: Any) -> modules.Neuron:
        """The module of the scenario's class, with its parameters, step, surrogate and reset.

        Args:
            params: {name: [value, unit]} instead of those of the scenario.
            options: further arguments of the module (size, learn, ...).
        """
        model = model or self.cls
        if not hasattr(modules, model):
            raise Missing(model)
        return getattr(modules, model)(dt=self.dt_ms, dtype=torch.double, surrogate=self.surrogate(),
                                       spk_reset=self.meta.get("spk_reset", "soft"),
                                       **{**self.params(model, params), **options})

    def initial(self, module: modules.Neuron, sizes: list[int]) -> list[torch.Tensor]:
        """The states before step 0: those of the scenario, otherwise the module's own."""
        given = dict(self.meta.get("initial_state", {}))
        for name, (value, unit) in self.meta.get("initializers", {}).items():
            name = name.removesuffix("_initializer")
            for state in module.state_names:       # g_initializer is that of all conductances: g, h; g_rise, g_decay
                if state not in given and (state == name or (name == "g" and state in ("h", "g_rise", "g_decay"))):
                    given[state] = _in_unit((value, unit), unit_of(self.cls, state))
        states = []
        for name, state in zip(module.state_names, module.initial_state()):
            value = torch.as_tensor(given[name], dtype=torch.double) if name in given else state
            states.append(value.expand(sizes).clone())
        return states


def _in_unit(value: Any, unit: str) -> Any:
    number, given = value
    return number if given in (unit, "1") else to_number(np.asarray(number) * u(given), unit)


def load(folder: Path) -> list[Scenario]:
    """All scenarios of a folder, in the order of the manifest."""
    entries = json.loads((Path(folder) / "manifest.json").read_text())["scenarios"]
    scenarios = []
    for meta in entries:
        with np.load(Path(folder) / meta["file"]) as arrays:
            scenarios.append(Scenario(meta, dict(arrays)))
    return scenarios
