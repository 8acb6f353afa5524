"""Populations: nodes of one model, or some of them."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from .connect import Distribution, flat
from .elements import dictionaries_of, dictionary_names, spread_dictionaries
from .errors import OutOfRange, WrongShape, WrongType, unknown_name
from .tables import (array_names, chosen, conductance_unit, model_name, output_names, parameter_units, table, unit_of,
                     units)
from .units import to_number

if TYPE_CHECKING:
    from .network import Network

__all__ = ["Population"]


class Population:
    """Nodes of one model in a network: neurons, generators or recorders.

    ``exc[:100]``, ``exc[[3, 5]]`` and ``exc[mask]`` are subsets that can be connected, recorded and set like the
    whole. Parameters and states are attributes: ``exc.V_m`` is a tensor with one value per node, and
    ``exc.V_m = -60 * st.u.mV`` sets it.
    """

    __slots__ = ("_network", "_group", "_index", "model")

    def __init__(self, network: Network, group: int, model: str, index: np.ndarray | None = None):
        for name, value in (("_network", network), ("_group", group), ("_index", index), ("model", model)):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return self._network._engine.size(self._group) if self._index is None else len(self._index)

    def __repr__(self) -> str:
        return f"<{len(self)} × {self.model}>"

    @property
    def index(self) -> torch.Tensor:
        """Position of each node in the whole population."""
        return torch.as_tensor(np.arange(len(self)) if self._index is None else self._index)

    def __getitem__(self, which: Any) -> Population:
        """A subset: by slice, number, list of numbers, integer or boolean array or tensor."""
        if isinstance(which, torch.Tensor):
            which = which.cpu().numpy()
        positions = np.arange(len(self)) if self._index is None else self._index
        try:
            chosen = np.atleast_1d(positions[which if isinstance(which, (slice, int)) else np.asarray(which)])
        except IndexError as e:
            raise OutOfRange(f"{self!r}: {e}") from None
        return Population(self._network, self._group, self.model, chosen.astype(np.int64))

    def get(self, name: str) -> Any:
        """Values of a parameter or state, one per node, as a tensor; of an array parameter of neurons one row per node, of a
        device the whole array. The name of a compartment (``soma``) stands for all its properties, as a dictionary; lists of
        compartments and receptors are the dictionaries of the first node.

        Raises:
            UnknownName: the model has no parameter or state of that name.
        """
        if end := table(self.model).compartments.get(name):
            names = [n for n in self._network._engine.names(self._group) if n.endswith(end)]
            return {n.removesuffix(end): self.get(n) for n in names}
        self._check(name)
        node = 0 if self._index is None or not len(self._index) else int(self._index[0])
        if name in dictionary_names(self.model):
            return dictionaries_of(self.model, name, lambda array: self._node_array(array, node))
        values = torch.as_tensor(self._network._engine.get(self._group, name, node), dtype=torch.float64)
        if name in array_names(self.model):
            values = values.reshape(self._network._engine.size(self._group), -1)
        whole = self._index is None or len(values) != self._network._engine.size(self._group)
        return values if whole else values[torch.as_tensor(self._index)]

    def _node_array(self, name: str, node: int) -> list[float]:
        values = self._network._engine.get(self._group, name, node)
        return list(values if name in dictionary_names(self.model) else values.reshape(len(self), -1)[node])

    def set(self, **values: Any) -> None:
        """Sets parameters and states: numbers, quantities, one value per node, or a law to draw from. Array parameters
        (``tau_syn=[2.0, 10.0]``) are arrays, the same for all nodes, or have one row per node; their length, that of all
        arrays that belong together, is the number of receptors (or the like) and may grow at any time.
        Compartments and their receptors are lists of dictionaries, which make them anew.

        Raises:
            UnknownName, WrongUnit, OutOfRange, WrongShape: nothing is changed then.
        """
        index = [] if self._index is None else self._index
        self._network._engine.set(self._group, self._plain(values), index)

    def __getattr__(self, name: str) -> torch.Tensor:
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        self.set(**{name: value})

    def __dir__(self):
        return [*super().__dir__(), *self._network._engine.names(self._group)]

    def add_receptor(self, name: str, model: Any, output: Any = "COBA", **values: Any) -> Population:
        """Adds a receptor: spikes that reach `name` drive a conductance g of `model` (Expon, AMPA, ...), which acts
        on the neurons through `output`, COBA: g (E - V), CUBA: g × scale, or MgBlock: g (E - V) times the open fraction.

        AMPA, GABAa and BioNMDA open with every spike alike: weights only have to be positive.

        Args:
            name: connections name it, ``net.connect(..., receptor=name)``.
            model, output: names or classes.
            values: parameters of the receptor and of the output, by their names; one that both have by ``<model>_<name>``.

        Returns: the population, so that calls can be chained.
        """
        model, output = model_name(model), output if isinstance(output, str) else output.__name__
        if output not in output_names():
            raise unknown_name("output", output, output_names())
        own, outer = units(model), parameter_units(output)
        names = {n if (n in own) != (n in outer) else f"{m}_{n}": (m, n, fields[n])
                 for m, fields in ((model, own), (output, outer)) for n in fields}
        plain: dict[str, dict[str, Any]] = {model: {}, output: {}}
        for given, value in values.items():
            if given not in names:
                raise unknown_name("parameter", given, names, f"{model} with {output}")
            owner, parameter, unit = names[given]
            plain[owner][parameter] = flat(to_number(value, unit, model=owner, name=parameter))
        self._network._engine.add_receptor(self._group, name, model, plain[model], output, plain[output])
        counts = all(p.unit == "1" for p in table(model).ports)     # spikes, whatever their weight
        self._network._receptors[self._group, name] = "1" if counts else conductance_unit(self.model, output)
        return self

    def _check(self, name: str) -> None:
        names = self._network._engine.names(self._group)
        if name not in names:
            raise unknown_name("parameter or state", name, names, self.model)

    def _plain(self, values: dict[str, Any]) -> dict[str, np.ndarray]:
        values = table_names(self.model, values)
        for name in values:
            self._check(name)
        return plain_values(self._network, self.model, values, len(self), f"{self._group}")


def plain_values(network: Network, model: str, values: dict[str, Any], n: int, stream: str) -> dict[str, np.ndarray]:
    """Values in the units of the model's table; laws are drawn, `n` numbers each, from a stream of their own."""
    plain = {}
    for name, value in spread_dictionaries(model, values).items():
        if name in dictionary_names(model):
            plain[name] = flat(value)
            continue
        unit, value = unit_of(model, name), chosen(model, name, value)
        if isinstance(value, Distribution):
            value = value.plain(unit, model=model, name=name).sample(n, network._random(stream, name))
        elif value is None or isinstance(value, (str, bytes)):
            raise WrongType(f"{model}.{name} must be a number or a quantity in {unit}, got {value!r}")
        try:
            number = to_number(value, unit, model=model, name=name)
            plain.update(array_values(model, name, number, n) if name in array_names(model) else {name: flat(number)})
        except WrongShape as e:
            raise WrongShape(f"{model}.{name}: {e}") from None
    return plain


def array_values(model: str, name: str, value: Any, n: int) -> dict[str, np.ndarray]:
    """An array that is the same for `n` nodes, or with one row per node: the values of its elements."""
    dims = np.ndim(value.detach().cpu() if isinstance(value, torch.Tensor) else value)
    if dims == 1:
        return {name: flat(value)}
    if dims == 2 and any(f.name == name and table(model).lists[f.list].dictionaries for f in (*table(model).params, *table(model).state)):
        raise WrongType(f"{model}.{name}: set {name}_0, {name}_1, ... to one value per node, after the elements are there")
    if dims != 2:
        raise WrongType(f"{model}.{name} must be an array, or have one row per node; got {value!r}")
    rows = np.stack([flat(row) for row in value]) if len(value) else np.empty((0, 0))
    if len(rows) != n:
        raise WrongShape(f"{len(rows)} rows for {n} nodes")
    return {f"{name}_{e + 1}": rows[:, e] for e in range(rows.shape[1])}


def table_names(model: str, values: dict[str, Any]) -> dict[str, Any]:
    """Values by the names of the model's table: ``lambda_`` stands for lambda, a word that Python reserves, and a
    dictionary of the name of a compartment for its properties, ``soma={"C_m": 100}`` for C_m.s."""
    ends, named = table(model).compartments, {}
    for name, value in python_names(values).items():
        if name in ends and not isinstance(value, dict):
            raise WrongType(f"{model}.{name} is a compartment: give a dictionary of its properties, got {value!r}")
        named.update({k + ends[name]: v for k, v in value.items()} if name in ends else {name: value})
    return named


def python_names(values: dict[str, Any]) -> dict[str, Any]:
    """``lambda_`` stands for the parameter lambda, a word that Python reserves."""
    return {k.removesuffix("_"): v for k, v in values.items()}
