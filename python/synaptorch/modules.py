"""Neuron modules: one `torch.nn.Module` per model, made from the model tables at import.

    >>> import synaptorch as st
    >>> lif = st.LIF(100, tau=10.0, learn=("tau",))
    >>> spikes = lif(torch.randn(32, 100))             # one step, stateful
    >>> spikes = lif.run(torch.randn(50, 32, 100))     # 50 steps in one kernel
    >>> z, states = lif.cell(x, states)                # functional: for export and torch.func

A module holds parameters (scalars or one value per neuron) and, in buffers, the state. All classes share the
base `Neuron`.
"""
from __future__ import annotations

import functools
import inspect
import math
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

import numpy as np
import torch
from torch import Tensor, nn

from . import surrogate as surrogates
from ._library import _C
from ._source import compile_class
from .connect import Distribution
from .dynamics import Dynamics
from .elements import arrays_of, dictionary_names
from .errors import OutOfRange, WrongShape, WrongType, unknown_name
from .states import StatesAsBuffers
from .tables import solver_number
from .units import is_quantity, to_number

__all__ = ["Neuron", "Synapse"]

_RESETS = {("soft", False): 0, ("hard", False): 1, ("soft", True): 2, ("hard", True): 3}


#: What brainpy.state calls the arguments.
_SAME = {"in_size": "size", "spk_fun": "surrogate"}


def _renamed(make):
    """Accepts brainpy.state's names of the arguments, too."""
    @functools.wraps(make)
    def init(self, *args: Any, name: str | None = None, **kwargs: Any):
        make(self, *args, **{_SAME.get(k, k): v for k, v in kwargs.items()})
        self.name = name
    return init


class Neuron(StatesAsBuffers, Dynamics):
    """Base of all neuron modules; use the class of a model.

    Args:
        size: number of neurons, or shape. Left out, parameters and input decide.
        dt: step in ms; a number or a quantity.
        surrogate: derivative of the spike, from `synaptorch.surrogate`.
        spk_reset: "soft" subtracts, "hard" assigns; concerns models that do not fix their reset.
        detach_reset: whether the reset is a constant for gradients.
        learn: names of the parameters that are learnt (`nn.Parameter`), or True for all.
        solver: of ODE models: "rk4", "midpoint", "euler", or "rkf45" (adaptive, as NEST's; its gradient takes the sub-steps
            as given and is slow).
        seed: of stochastic models; the draws depend on it, the element and the step only.
        batch_first: whether `run` takes ``[B, T, ...]`` instead of ``[T, B, ...]``.
        dtype, device: of parameters and states.
        **params: parameters of the model: numbers, arrays or tensors that broadcast with `size`, or
            quantities around them. Values left out are the defaults. `<state>_initializer` sets where a state
            starts: such a value, a law like ``normal(-55.0, 2.0)``, or a function of the shape. Elements of lists may
            be given as dictionaries, as in networks.

    `in_size` and `spk_fun`, brainpy.state's names of `size` and `surrogate`, are accepted, too.

    Raises:
        UnknownName, OutOfRange, WrongUnit, WrongShape, WrongType: a wrong parameter; the message says how to
            correct it.
    """

    table: ClassVar[Any] = None
    param_names: ClassVar[tuple[str, ...]] = ()
    state_names: ClassVar[tuple[str, ...]] = ()
    input_names: ClassVar[tuple[str, ...]] = ()
    initial_takes_dt: ClassVar[bool] = False             # lists as long as parameters and dt decide
    dictionary_names: ClassVar[tuple[str, ...]] = ()     # properties whose elements are given as dictionaries
    has_threshold: ClassVar[bool] = False      # spikes are a function of V, V_th and V_reset

    @_renamed
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1,
                 surrogate: surrogates.Surrogate | None = None, spk_reset: str = "soft", detach_reset: bool = False,
                 learn: Iterable[str] | bool = (), solver: str = "rk4", seed: int = 0, batch_first: bool = False,
                 dtype: torch.dtype | None = None, device: Any = None, **params: Any):
        super().__init__()
        model = self.table.name
        self.size = [] if size is None else [size] if isinstance(size, int) else [int(n) for n in size]
        self.dt = float(to_number(dt, "ms", model=model, name="dt"))
        if not 0.0 < self.dt < float("inf"):
            raise OutOfRange(f"{model}: dt = {self.dt} ms is not allowed; it must be > 0")
        surrogate = surrogates.ReluGrad() if surrogate is None else surrogate
        if not isinstance(surrogate, surrogates.Surrogate):
            raise WrongType(f"{model}: surrogate must be one of synaptorch.surrogate, got {surrogate!r}")
        self.surrogate_kind, self.surrogate_params = surrogate.kind, list(surrogate.values)
        if (spk_reset, bool(detach_reset)) not in _RESETS:
            raise unknown_name("spk_reset", spk_reset, ["soft", "hard"], owner=model)
        self.reset_mode = _RESETS[spk_reset, bool(detach_reset)]
        self.solver = solver_number(solver, model)
        self.seed, self.step_count, self.batch_first = int(seed), 0, bool(batch_first)
        factory = {"dtype": dtype or torch.get_default_dtype(), "device": device}
        starts = {name: params.pop(f"{name}_initializer") for name in self.state_names if f"{name}_initializer" in params}
        self._register_parameters(params, learn, factory)
        for field, name in zip(self.table.state, self.state_names):
            self.register_buffer(name, torch.empty(0, **factory))
            start = self._start(field, starts[name], factory) if name in starts else torch.empty(0, **factory)
            self.register_buffer(f"{name}_start", start, persistent=name in starts)
        self._last_spike: Tensor | None = None

    # ---- parameters ----
    def _register_parameters(self, params: dict[str, Any], learn: Iterable[str] | bool, factory: dict) -> None:
        learnt = set(self.param_names) if learn is True else set(learn or ())
        for name in learnt:
            self._require_parameter(name)
        values = self._checked(arrays_of(self.table.name, params), factory)
        for name in self.param_names:
            if name in learnt:
                self.register_parameter(name, nn.Parameter(values[name].clone()))
            else:
                self.register_buffer(name, values[name])

    def _require_parameter(self, name: str) -> None:
        if name not in self.param_names:
            raise unknown_name("parameter", name, self.param_names, owner=self.table.name)

    def _checked(self, params: dict[str, Any], factory: dict) -> dict[str, Tensor]:
        """Tensors of all parameters: the given ones, otherwise the present or default ones. Raises before
        anything is changed."""
        for name in params:
            self._require_parameter(name)
        values = {}
        for name, field in zip(self.param_names, self.table.params):
            if name in params:
                values[name] = self._tensor(field, params[name], factory)
            else:
                present = getattr(self, name, None)
                values[name] = torch.tensor(_default(self.table, field), **factory) if present is None else present
        self._check_values(values)
        return values

    def _tensor(self, field: Any, value: Any, factory: dict) -> Tensor:
        number = to_number(value, field.unit, model=self.table.name, name=field.name)
        t = number.detach() if isinstance(number, Tensor) else torch.as_tensor(number, dtype=torch.double)
        t = t.to(**factory)
        if field.list >= 0 and t.dim() == 0:
            raise WrongType(f"{self.table.name}: {field.name} must be an array, one value per element, got {value!r}")
        try:
            if self.size:
                torch.broadcast_to(t if field.list < 0 else t.new_empty(t.shape[1:]), self.size)
        except RuntimeError:
            raise WrongShape(f"{self.table.name}: {field.name} has shape {tuple(t.shape)}, which does not broadcast "
                             f"to {tuple(self.size)}") from None
        return t.clone() if t is number else t

    def _start(self, field: Any, value: Any, factory: dict) -> Tensor:
        """Where a state starts: a value, a law, or a function of the shape."""
        if isinstance(value, Distribution):
            if field.list >= 0:
                raise WrongType(f"{self.table.name}: {field.name} has one value per element of a list; it takes no law")
            law = value.plain(field.unit, model=self.table.name, name=field.name)
            drawn = law.sample(math.prod(self.size), np.random.default_rng(int(torch.randint(2**62, ()))))
            value = torch.from_numpy(drawn).reshape(self.size)
        elif callable(value) and not is_quantity(value):
            value = value(tuple(self.size))
        return self._tensor(field, value, factory)

    def _check_values(self, values: dict[str, Tensor]) -> None:
        tensors = [values[name].detach().double().cpu() for name in self.param_names]
        columns = [list(t) if f.list >= 0 else [t] for t, f in zip(tensors, self.table.params)]
        shape = torch.broadcast_shapes(*(c.shape for some in columns for c in some))
        _C.check_parameters(self.table.name, [[(c.expand(shape) if c.numel() > 1 else c).reshape(-1).tolist() for c in some]
                                              for some in columns])

    def set_parameters(self, **params: Any) -> None:
        """Changes parameters in place; learnt ones stay learnt. Nothing changes if a value is refused. Arrays of
        another length reset the state."""
        params = arrays_of(self.table.name, params)
        some = getattr(self, self.param_names[0])
        values = self._checked(params, {"dtype": some.dtype, "device": some.device})
        resized = any(f.list >= 0 and len(getattr(self, n)) != len(values[n]) for n, f in zip(self.param_names, self.table.params))
        with torch.no_grad():
            for name in params:
                old = getattr(self, name)
                if old.shape == values[name].shape:
                    old.copy_(values[name])
                else:
                    old.set_(values[name].clone()) if not old.requires_grad else setattr(
                        self, name, nn.Parameter(values[name].clone()))
        if resized or self._other_lengths():
            self.reset_state()

    def _other_lengths(self) -> bool:
        """Do lists that parameters decide have lengths that the state has not?"""
        if not self.initial_takes_dt or getattr(self, self.state_names[0]).numel() == 0:
            return False
        pairs = zip(self.initial_state(), self.get_state(), self.table.state)
        return any(row.list >= 0 and len(a) != len(b) for a, b, row in pairs)

    def __setattr__(self, name: str, value: Any) -> None:
        is_row = name in self.param_names and not isinstance(value, Tensor) and name in {**self._buffers, **self._parameters}
        if is_row or name in self.dictionary_names:
            self.set_parameters(**{name: value})
        else:
            super().__setattr__(name, value)

    # ---- state ----
    def init_state(self, batch_size: int | Sequence[int] | None = None) -> None:
        """Sets the initial state with batch dimensions in front of `size`."""
        batch = [] if batch_size is None else [batch_size] if isinstance(batch_size, int) else list(batch_size)
        states = []
        for s, row in zip(self.initial_state(), self.table.state):
            elements = [] if row.list < 0 else [len(s)]      # stay in front
            s = s.reshape(elements + [1] * len(batch) + list(s.shape)[len(elements):])
            states.append(s.expand(elements + batch + list(s.shape)[len(elements) + len(batch):]).clone())
        self.set_state(states)
        self.step_count, self._last_spike = 0, None

    def detach_(self) -> Neuron:
        """Cuts the graph behind the state, for truncated back-propagation through time."""
        for name in self.state_names:
            setattr(self, name, getattr(self, name).detach())
        self._last_spike = None if self._last_spike is None else self._last_spike.detach()
        return self

    def read_state(self, name: str) -> Tensor:
        if name not in self.state_names:
            raise unknown_name("state", name, self.state_names, owner=self.table.name)
        return self.get_state()[self.state_names.index(name)]

    def initial_value(self, name: str | None) -> Tensor:
        return self.initial_state()[0 if name is None else self.state_names.index(name)]

    # ---- inputs from other modules (see `Dynamics`) ----
    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        output = super().__call__(*args, **kwargs)
        self._last_spike = output
        return output

    def port(self, *kinds: str) -> Any:
        """The first input of one of these kinds ("current", "conductance", "spikes", ...)."""
        for kind in kinds:
            for k, port in enumerate(self.table.ports):
                if port.kind == kind:
                    return self.input_names[k], port
        raise WrongType(f"{self.table.name} has no input of kind {' or '.join(kinds)}; it has "
                        f"{', '.join(f'{p.name} ({p.kind})' for p in self.table.ports)}")

    def _with_inputs(self, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
        given = dict(zip(self.input_names, args)) | kwargs
        for name, port in zip(self.input_names, self.table.ports):
            if given.get(name) is not None:
                given[name] = to_number(given[name], port.unit, model=self.table.name, name=name)
        if self._current:
            self._add_currents(given)
        if self._delta:
            name, _ = self.port("spikes", "current")
            given[name] = self.sum_delta_inputs(given.get(name))
        first = self.input_names[0]
        given[first] = self._as_input(given.get(first, 0.0))
        if self.table.ports[0].list >= 0 and given[first].dim() == 0:
            given[first] = given[first].expand(self._elements(self.table.ports[0].list))
        return (), {k: v if v is None or k == first else self._as_input(v) for k, v in given.items()}

    def _elements(self, list_number: int) -> int:
        """Number of elements of a list."""
        return next(len(getattr(self, n)) for n, row in zip(self.param_names, self.table.params) if row.list == list_number)

    def _as_input(self, value: Any) -> Tensor:
        like = getattr(self, self.param_names[0])
        return torch.as_tensor(value, dtype=like.dtype, device=like.device)

    def _add_currents(self, given: dict[str, Any]) -> None:
        """Adds the registered currents: those linear in V, x - g V, in two parts, so that the step sees how they depend on V."""
        name, _ = self.port("current")
        x, g = given.get(name), None
        for key, entry in list(self._current.items()):
            if hasattr(entry, "linear"):
                dx, dg = entry.linear(self)
            elif callable(entry):
                dx, dg = entry(self.after_reset()), None
            else:
                dx, dg = self._current.pop(key), None
            x = dx if x is None else x + dx
            g = dg if g is None else g if dg is None else g + dg
        given[name] = x
        if g is not None:
            conductance, _ = self.port("conductance")
            given[conductance] = g if given.get(conductance) is None else given[conductance] + g

    # ---- spikes ----
    def get_spike(self, V: Tensor | None = None) -> Tensor:
        """The spikes that the last step left; with `V`, those of neurons at that potential, V >= V_th. Differentiable
        through the surrogate.

        Raises:
            WrongType: the model's spikes are no function of V alone.
        """
        if V is None:
            if self._last_spike is not None:
                return self._last_spike
            V = self.read_state("V")
            if not self.has_threshold:
                return torch.zeros_like(V)
        if not self.has_threshold:
            raise WrongType(f"{self.table.name}: whether a neuron spikes is not a function of V, V_th and V_reset; use get_spike()")
        return torch.ops.synaptorch.spike((V - self.V_th) / (self.V_th - self.V_reset), self.surrogate_kind, self.surrogate_params)

    def after_reset(self) -> Tensor:
        """The potential that the next step starts from, after the reset of a spike of the last one."""
        V = self.read_state("V")
        if not self.has_threshold:
            return V
        return torch.ops.synaptorch.after_reset(V, self.get_spike(), self.V_th, self.V_reset, self.reset_mode)

    def record_mask(self, *names: str) -> int:
        """The argument `record` of `sequence` for the traces of these states."""
        for name in names:
            if name not in self.state_names:
                raise unknown_name("state", name, self.state_names, owner=self.table.name)
        return sum(1 << self.state_names.index(name) for name in set(names))

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "_last_spike": None}

    def extra_repr(self) -> str:
        shown = [f"{n}={getattr(self, n).item():g}" for n in self.param_names if getattr(self, n).numel() == 1]
        return ", ".join([f"size={tuple(self.size)}", f"dt={self.dt:g}"] + shown)


class Synapse(Neuron):
    """Base of synapses and their short-term plasticity: modules that turn spikes into a conductance or an amount released."""

    def get_spike(self, V: Tensor | None = None) -> Tensor:
        raise WrongType(f"{self.table.name} does not spike")


# ---- one class per model -------------------------------------------------------------------------
def _bound_text(field: Any) -> str:
    lo, hi, lo_open, hi_open = field.bound
    parts = [f"{'>' if lo_open else '>='} {lo:g}"] * (lo > float("-inf")) + [
        f"{'<' if hi_open else '<='} {hi:g}"] * (hi < float("inf"))
    return f", {' and '.join(parts)}" if parts else ""


def _default(table: Any, field: Any) -> Any:
    """The default of a parameter: a number, or the array of a list."""
    return field.default if field.list < 0 else field.standard


def _unit_text(unit: str) -> str:
    return "" if unit in ("", "1") else f" [{unit}]"


def _default_text(table: Any, field: Any) -> str:
    default = _default(table, field)
    return f"{default:g}" if field.list < 0 else str(default) + ", any length"


def _doc(table: Any, names: dict[str, Any]) -> str:
    lines = [table.brief, ""]
    lines += ["::", ""] + [f"    {e.strip()}" for e in table.equations.split(";")] + [""] if table.equations else []
    lines += ["Parameters:"]
    lines += [f"    {n}: {f.doc}{_unit_text(f.unit)} (default {_default_text(table, f)}{_bound_text(f)})"
              for n, f in zip(names["params"], table.params)]
    lines += [f"    {n}: elements as dictionaries, with the keys of their parameters" for n in dictionary_names(table.name)]
    lines += ["", "States:"]
    lines += [f"    {n}: {f.doc}{_unit_text(f.unit)}" for n, f in zip(names["states"], table.state)]
    lines += ["", "Inputs:"]
    lines += [f"    {n}: {p.doc}{_unit_text(p.unit)}" for n, p in zip(names["inputs"], table.ports)]
    lines += ["", "Further arguments are those of `Neuron`."]
    return "\n".join(lines + (["", f"Reference: {table.reference}"] if table.reference else []))


def _signature(table: Any, names: dict[str, Any]) -> inspect.Signature:
    own = [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=_default(table, f))
           for n, f in zip(names["params"], table.params)]
    own += [inspect.Parameter(n, inspect.Parameter.KEYWORD_ONLY, default=()) for n in dictionary_names(table.name)]
    common = [p for p in inspect.signature(Neuron.__init__).parameters.values()
              if p.name != "self" and p.kind is not inspect.Parameter.VAR_KEYWORD]
    return inspect.Signature(common + own)


def _is_synapse(table: Any) -> bool:
    """Models of the trainable tier that take spikes and no current turn them into conductances."""
    return table.tier == "brainpy" and all(port.kind == "spikes" for port in table.ports)


def make_module(table: Any, names: dict[str, Any]) -> type[Neuron]:
    """The module class of a model from its table and the argument names of its ops."""
    cls = compile_class(table, names, Synapse if _is_synapse(table) else Neuron)
    cls.table = table
    cls.param_names, cls.state_names = tuple(names["params"]), tuple(names["states"])
    cls.input_names, cls.dictionary_names = tuple(names["inputs"]), tuple(dictionary_names(table.name))
    cls.initial_takes_dt, cls.has_threshold = names["initial_takes_dt"], names["threshold"]
    cls.__doc__ = _doc(table, names)
    cls.__signature__ = _signature(table, names)
    return cls


_tables = {table.name: table for table in _C.tables()}
for _names in _C.op_models():
    if _names["module"]:
        globals()[_names["name"]] = make_module(_tables[_names["name"]], _names)
        __all__.append(_names["name"])
