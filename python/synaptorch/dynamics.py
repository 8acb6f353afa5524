"""What composes: modules that receive inputs by name, run others before and after themselves, and remember.

A step of a network is: projections read what the last step left and register inputs with their targets; then the
neurons are called, each consuming its inputs. Calling a `Dynamics` runs its before-updates (synapses that several
projections share), its own step, and its after-updates (delay lines).
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import torch
from torch import Tensor, nn

from .delay import StateDelay, delay_steps
from .errors import OutOfRange, UnknownName, WrongType

__all__ = ["Descriptor", "Dynamics", "Prefetch", "detach_all_states", "init_all_states", "reset_all_states"]


def _identity(value: Any) -> Any:
    """What makes two constructor arguments equal: their text, and for tensors and modules the object."""
    if isinstance(value, (Tensor, nn.Module)) or callable(value):
        return type(value).__name__, id(value)
    if isinstance(value, (list, tuple)):
        return tuple(_identity(v) for v in value)
    return repr(value)


class Descriptor:
    """A class with the arguments it will be made with: ``Expon.desc(tau=5.0)``. Equal descriptors of one target stand for
    one object."""

    def __init__(self, cls: type, args: tuple, kwargs: dict[str, Any]):
        self.cls, self.args, self.kwargs = cls, args, kwargs

    @property
    def key(self) -> tuple:
        return (self.cls.__name__, _identity(self.args), tuple((k, _identity(v)) for k, v in sorted(self.kwargs.items())))

    def __call__(self, **more: Any) -> Any:
        """Makes the object; `more` are arguments that were left out."""
        return self.cls(*self.args, **{**more, **self.kwargs})

    def __repr__(self) -> str:
        return f"{self.cls.__name__}.desc({', '.join([*map(repr, self.args), *(f'{k}={v!r}' for k, v in self.kwargs.items())])})"


class Describable:
    """Classes that can be described before they are made."""

    @classmethod
    def desc(cls, *args: Any, **kwargs: Any) -> Descriptor:
        return Descriptor(cls, args, kwargs)


class Prefetch:
    """Reads a state of a module as the last step left it. ``prefetch("V").delay.at(1.5)`` reads it delayed."""

    def __init__(self, owner: Dynamics, name: str):
        self.owner, self.name = owner, name

    def __call__(self) -> Tensor:
        return self.owner.read_state(self.name)

    @property
    def delay(self) -> Prefetch:
        return self

    def at(self, delay: Any) -> DelayedRead:
        return self.owner.prefetch_delay(self.name, delay)


class DelayedRead:
    """Reads a state or an output as it was `steps` steps before the last one."""

    def __init__(self, line: StateDelay, steps: int, start: Callable[[], Tensor]):
        self.line, self.steps, self.start = line, steps, start

    def __call__(self) -> Tensor:
        return self.line.at(self.steps, self.start)


class Dynamics(Describable, nn.Module):
    """Base of everything that changes in time.

    Inputs are registered by key, `add_current_input` and `add_delta_input`, and consumed by the next call; callables
    stay. With a label only the sums of that label see them.
    """

    __jit_unused_properties__ = ["current_inputs", "delta_inputs", "varshape", "in_size", "out_size"]   # TorchScript compiles others

    def __init__(self) -> None:
        super().__init__()
        self._current: dict[str, Any] = {}
        self._delta: dict[str, Any] = {}
        self._before: dict[Any, Callable] = {}
        self._after: dict[Any, tuple[Callable, bool]] = {}
        self._shared: dict[Any, tuple] = {}

    # ---- inputs ----
    @property
    def current_inputs(self) -> dict[str, Any] | None:
        return self._current or None

    @property
    def delta_inputs(self) -> dict[str, Any] | None:
        return self._delta or None

    def add_current_input(self, key: str, inp: Any, label: str | None = None) -> None:
        """Registers a current: a tensor, used once, or a callable of the membrane potential, which stays.

        Raises:
            UnknownName: the key is taken by another object.
        """
        self._add(self._current, key, inp, label)

    def add_delta_input(self, key: str, inp: Any, label: str | None = None) -> None:
        """Registers a jump of the state that incoming spikes reach; the rules are those of `add_current_input`."""
        self._add(self._delta, key, inp, label)

    def _add(self, entries: dict[str, Any], key: str, inp: Any, label: str | None) -> None:
        key = key if label is None else f"{label} // {key}"
        if key in entries and entries[key] is not inp:
            raise UnknownName(f"{type(self).__name__}: input {key!r} is there already; it is consumed by the next call of the module")
        entries[key] = inp

    def get_input(self, key: str) -> Any:
        """The input of that key (with its label), of either kind."""
        for entries in (self._current, self._delta):
            if key in entries:
                return entries[key]
        raise UnknownName(f"{type(self).__name__} has no input {key!r}")

    def sum_current_inputs(self, init: Any, *args: Any, label: str | None = None, pop: bool = True, **kwargs: Any) -> Any:
        """`init` plus all currents (of that label); callables get the arguments, tensors are consumed unless `pop` is False."""
        return self._sum(self._current, init, args, kwargs, label, pop)

    def sum_delta_inputs(self, init: Any, *args: Any, label: str | None = None, pop: bool = True, **kwargs: Any) -> Any:
        return self._sum(self._delta, init, args, kwargs, label, pop)

    @staticmethod
    def _sum(entries: dict[str, Any], init: Any, args: tuple, kwargs: dict, label: str | None, pop: bool) -> Any:
        for key in list(entries):
            if label is not None and not key.startswith(f"{label} // "):
                continue
            entry = entries[key]
            if callable(entry):
                entry = entry(*args, **kwargs)
            elif pop:
                del entries[key]
            init = entry if init is None else init + entry
        return init

    def clear_inputs(self) -> None:
        """Forgets the inputs that were registered for the next call only."""
        for entries in (self._current, self._delta):
            for key in [k for k, v in entries.items() if not callable(v)]:
                del entries[key]

    # ---- updates ----
    def add_before_update(self, key: Any, update: Callable) -> None:
        """Runs `update()` at the start of every call."""
        self._before[key] = update

    def add_after_update(self, key: Any, update: Callable, receives_output: bool = True) -> None:
        """Runs `update(output)`, or `update()`, at the end of every call."""
        self._after[key] = update, receives_output

    def has_before_update(self, key: Any) -> bool:
        return key in self._before

    def has_after_update(self, key: Any) -> bool:
        return key in self._after

    def get_before_update(self, key: Any) -> Callable:
        return self._before[key]

    def get_after_update(self, key: Any) -> Callable:
        return self._after[key][0]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for update in self._before.values():
            update()
        output = self.update(*args, **kwargs)
        for update, receives_output in self._after.values():
            update(output) if receives_output else update()
        return output

    def update(self, *args: Any, **kwargs: Any) -> Any:
        """The module's own step, without the updates before and after it."""
        if self._current or self._delta or not (args and isinstance(args[0], Tensor)):
            args, kwargs = self._with_inputs(args, kwargs)
        return super().__call__(*args, **kwargs)

    def _with_inputs(self, args: tuple, kwargs: dict) -> tuple[tuple, dict]:
        """The arguments of `forward`: numbers and quantities as tensors, and the registered inputs added."""
        return args, kwargs

    def __prepare_scriptable__(self) -> Dynamics:
        if self._current or self._delta or self._before or self._after:
            raise WrongType(f"{type(self).__name__} is connected to other modules, which TorchScript cannot see; script the modules "
                            "that do not use add_*_input and pass inputs as arguments")
        return self

    # ---- composition ----
    def align_pre(self, dyn: Any) -> Any:
        """A module that runs after this one and receives its output; the same descriptor gives the same module."""
        if not isinstance(dyn, Descriptor):
            self._own(dyn)
            self.add_after_update(id(dyn), dyn)
            return dyn
        if dyn.key not in self._shared:
            made = self._make(dyn)
            self._shared[dyn.key] = (made,)
            self.align_pre(made)
        return self._shared[dyn.key][0]

    def align_post(self, syn: Descriptor, out: Descriptor, label: str | None = None) -> tuple[Any, Any]:
        """The synapse and output that act on this module; equal descriptors and labels give the same pair. The synapse
        advances at the start of every call of this module."""
        key = (syn.key, out.key, label)
        if key not in self._shared:
            synapse, output = self._make(syn), out()
            self._own(synapse)
            self._own(output)
            self.add_current_input(f"output {len(self._shared)}", output, label)
            self.add_before_update(key, AlignedSynapse(synapse, output))
            self._shared[key] = synapse, output
        return self._shared[key]

    def _make(self, what: Descriptor) -> Any:
        """What advances with this module: with its dt and size where they are left open."""
        more = {} if what.args or "in_size" in what.kwargs else {"in_size": self.varshape}
        return what(dt=self.dt, **more)

    def _own(self, module: nn.Module) -> None:
        self.add_module(f"attached_{sum(name.startswith('attached_') for name in self._modules)}", module)

    # ---- reading ----
    @property
    def varshape(self) -> tuple[int, ...]:
        """The shape of the states, without batch dimensions."""
        return tuple(self.size)

    in_size = out_size = varshape

    def read_state(self, name: str) -> Tensor:
        return getattr(self, name)

    def prefetch(self, name: str) -> Prefetch:
        """A reader of the state as the last step left it."""
        self.read_state(name)
        return Prefetch(self, name)

    def prefetch_delay(self, name: str, delay: Any) -> DelayedRead:
        """A reader of the state `delay` (ms) before the last step. Before the start it has its initial value.
        Delays of one state share one line."""
        self.read_state(name)
        line = self._line(name)
        return DelayedRead(line, line.reach(delay_steps(delay, self.dt)), lambda: self.initial_value(name))

    def output_delay(self, delay: Any) -> DelayedRead:
        """A reader of what a call returned `delay` (ms) before the last step; zeros before the start."""
        line = self._line("output")
        return DelayedRead(line, line.reach(delay_steps(delay, self.dt)), lambda: torch.zeros_like(self.initial_value(None)))

    def initial_value(self, name: str | None) -> Tensor:
        """What delay lines return for the time before the start."""
        raise WrongType(f"{type(self).__name__} has no states to delay")

    def _line(self, name: str) -> StateDelay:
        if not hasattr(self, "delay_lines"):
            self.delay_lines = nn.ModuleDict()
        if name not in self.delay_lines:
            self.delay_lines[name] = StateDelay()
            self.add_after_update(("delay", name), _Push(self, name))
        return self.delay_lines[name]


class _Push:
    """Writes a state, or the output, of a module into its delay line."""

    def __init__(self, owner: Dynamics, name: str):
        self.owner, self.name = owner, name

    def __call__(self, output: Any) -> None:
        self.owner.delay_lines[self.name].push(output if self.name == "output" else self.owner.read_state(self.name))


class AlignedSynapse:
    """Advances a synapse with the inputs that projections registered, and binds the result to its output."""

    def __init__(self, synapse: Any, output: Any):
        self.synapse, self.output = synapse, output

    def __call__(self) -> None:
        self.output.bind_cond(self.synapse())


# ---- all modules of a network ----------------------------------------------------------------------
def _dynamics(module: nn.Module) -> Iterator[Any]:
    for m in module.modules():
        if callable(getattr(m, "reset_state", None)):
            yield m


def init_all_states(module: nn.Module, batch_size: int | None = None) -> nn.Module:
    """Sets the initial state of every module of a network, with a batch dimension in front."""
    return reset_all_states(module, batch_size)


def reset_all_states(module: nn.Module, batch_size: int | None = None) -> nn.Module:
    """Every module of a network starts anew; the graph behind the states is forgotten."""
    if batch_size is not None and batch_size < 0:
        raise OutOfRange(f"batch_size must be >= 0, got {batch_size}")
    for m in _dynamics(module):
        m.reset_state(batch_size)
        if isinstance(m, Dynamics):
            m.clear_inputs()
    return module


def detach_all_states(module: nn.Module) -> nn.Module:
    """Cuts the graph behind the states of every module, for truncated back-propagation through time."""
    for m in module.modules():
        if callable(getattr(m, "detach_", None)):
            m.detach_()
    return module
