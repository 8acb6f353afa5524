"""Projections: what brings the spikes of one population to another.

    >>> exc = st.AlignPostProj(comm=st.EventFixedProb(3200, 4000, 0.02, 0.6 * u.siemens), syn=st.Expon.desc(4000, tau=5 * u.ms),
    ...                        out=st.COBA.desc(E=0 * u.mV), post=neurons)
    >>> exc(spikes); neurons(20 * u.mA)            # in each step: projections first, then neurons
"""
from __future__ import annotations

from typing import Any

from torch import Tensor, nn

from .dynamics import AlignedSynapse, Descriptor, Dynamics
from .errors import WrongType
from .outputs import require_output
from .units import conversion, is_quantity, magnitude_of

__all__ = ["AlignPostProj", "CurrentProj", "DeltaProj", "SynapticProjection", "align_post_projection", "align_pre_projection"]


class _Converter:
    """Brings what a communication layer returns to the unit of what receives it."""

    def __init__(self, comm: Any, unit: str, owner: str):
        self.unit, self.owner = unit, owner
        self.factor = conversion(getattr(comm, "unit", None), unit, model=owner, name="weight")

    def __call__(self, value: Any) -> Tensor:
        if is_quantity(value):
            return magnitude_of(value, self.unit, model=self.owner, name="comm")
        return value if self.factor == 1.0 else value * self.factor


class SynapticProjection(nn.Module):
    """Base of projections: modules in front of the weights run in turn; the first gets the argument of the call, if any."""

    def __init__(self, modules: tuple, comm: Any, post: Any):
        super().__init__()
        for role, m in (("comm", comm), *((f"module {k}", m) for k, m in enumerate(modules))):
            if not callable(m):
                raise WrongType(f"{type(self).__name__}: {role} must be callable, got {m!r}")
        if not isinstance(post, Dynamics):
            raise WrongType(f"{type(self).__name__}: post must be a module of neurons, got {post!r}")
        self.pre = nn.ModuleList(m for m in modules if isinstance(m, nn.Module))
        self.comm = comm
        self._stages, self._post = modules, (post,)      # not registered: they belong to the network
        self.key = f"{type(self).__name__} {id(self)}"

    @property
    def post(self) -> Any:
        return self._post[0]

    def _through(self, x: tuple) -> Any:
        for stage in self._stages:
            x = (stage(*x),)
        if len(x) != 1:
            raise WrongType(f"{type(self).__name__}: give the spikes, or a first module that reads them (pre.prefetch('V'), ...)")
        return x[0]


class AlignPostProj(SynapticProjection):
    """Weights, then a synapse of the size of the target population: x -> comm -> syn -> out -> post.

    With descriptors (``Expon.desc(...)``, ``COBA.desc(...)``) projections onto one population that have equal
    descriptors and labels share synapse and output; they advance when `post` is called. With instances the
    synapse advances in the call of the projection.

    Args:
        *modules: run before `comm`; the first gets the argument of the call.
        comm: weights, any callable.
        syn, out: both descriptors or both instances.
        post: the target population.
        label: of the current input of `post`.
        delay: of the spikes, ms or one per source; fractions of a step are interpolated.
    """

    def __init__(self, *modules: Any, comm: Any, syn: Any, out: Any, post: Any, label: str | None = None, delay: Any = None):
        super().__init__(modules, comm, post)
        if isinstance(syn, Descriptor) != isinstance(out, Descriptor):
            raise WrongType("AlignPostProj: syn and out must both be descriptors (Class.desc(...)) or both be instances")
        self.merges = isinstance(syn, Descriptor)
        if self.merges:
            self._pair: tuple = post.align_post(syn, out, label)
        else:
            require_output(out)
            self._pair = (syn, out)
            self.own_syn, self.own_out = syn, out
            post.add_current_input(self.key, out, label)
        self._convert = _Converter(comm, self.out.unit_for(post), self.key.split()[0])
        self.delay_line = _input_delay(delay, comm, post)

    @property
    def syn(self) -> Any:
        return self._pair[0]

    @property
    def out(self) -> Any:
        return self._pair[1]

    def forward(self, *x: Any) -> None:
        spikes = self._through(x)
        if self.delay_line is not None:
            spikes = self.delay_line(spikes)
        self.syn.add_delta_input(self.key, self._convert(self.comm(spikes)))
        if not self.merges:
            AlignedSynapse(self.syn, self.out)()


class DeltaProj(SynapticProjection):
    """Spikes make the potential of `post` jump by their weight.

    Args:
        *prefetch: modules that run before `comm`.
        comm: weights, mV; any callable.
        post, label: the target population, and the label of its delta input.
    """

    def __init__(self, *prefetch: Any, comm: Any, post: Any, label: str | None = None):
        super().__init__(prefetch, comm, post)
        self.label = label
        self._convert = _Converter(comm, post.port("spikes")[1].unit, "DeltaProj")

    def forward(self, *x: Any) -> None:
        self.post.add_delta_input(self.key, self._convert(self.comm(self._through(x))), self.label)


class CurrentProj(SynapticProjection):
    """Conductances of the source population, weighted, act on `post` through `out`.

    Args:
        *prefetch: modules that run before `comm`, for instance ``syn.prefetch("g")``.
        comm: weights without unit; any callable.
        out: an instance of an output.
        post: the target population.
    """

    def __init__(self, *prefetch: Any, comm: Any, out: Any, post: Any, delay: Any = None):
        super().__init__(prefetch, comm, post)
        require_output(out)
        self.out = out
        unit = getattr(comm, "unit", None)
        self._convert = _Converter(comm, "1" if unit is None else out.unit_for(post), "CurrentProj")
        self.delay_line = _input_delay(delay, comm, post)
        post.add_current_input(self.key, out)

    def forward(self, *x: Any) -> None:
        g = self._through(x)
        if self.delay_line is not None:
            g = self.delay_line(g)
        self.out.bind_cond(self._convert(self.comm(g)))


def _input_delay(delay: Any, comm: Any, post: Any) -> nn.Module | None:
    from .delay import Delay
    if delay is None:
        return None
    sources = getattr(comm, "in_size", None)
    if sources is None:
        raise WrongType("delay needs a communication layer that knows its in_size")
    return Delay(sources, delay, dt=post.dt)


class align_pre_projection(nn.Module):
    """Synapse in the source population: x -> generators -> stp -> syn -> comm -> out -> post.

    Args:
        *spike_generator: modules that make the spikes; the first gets the argument of the call.
        syn: a synapse of the size of the source population.
        comm, out, post: as in `CurrentProj`.
        stp: short-term plasticity, of the size of the source population.
    """

    def __init__(self, *spike_generator: Any, syn: Any, comm: Any, out: Any, post: Any, stp: Any = None):
        super().__init__()
        syn = syn() if isinstance(syn, Descriptor) else syn
        self.syn, self.stp = syn, stp
        stages = (*spike_generator, *(() if stp is None else (stp,)), syn)
        self.projection = CurrentProj(*stages, comm=comm, out=out() if isinstance(out, Descriptor) else out, post=post)

    def forward(self, *x: Any) -> None:
        self.projection(*x)


class align_post_projection(nn.Module):
    """Synapse in the target population: x -> generators -> stp -> comm -> syn -> out -> post.

    Args:
        *spike_generator: modules that make the spikes; the first gets the argument of the call.
        comm, syn, out, post: as in `AlignPostProj`.
        stp: short-term plasticity, of the size of the source population.
    """

    def __init__(self, *spike_generator: Any, comm: Any, syn: Any, out: Any, post: Any, stp: Any = None):
        super().__init__()
        self.stp = stp
        stages = spike_generator if stp is None else (*spike_generator, stp)
        self.projection = AlignPostProj(*stages, comm=comm, syn=syn, out=out, post=post)

    def forward(self, *x: Any) -> None:
        self.projection(*x)
