"""Communication layers: the weights of projections, ``comm`` of `AlignPostProj` and its siblings. y = x @ W.

Weights may carry a unit (``0.6 * u.siemens``); the projection converts to what its target expects. Spikes that are 0
cost nothing in the sparse layers, forward and in the gradient of the weights.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from .connect import Distribution
from .errors import OutOfRange, WrongShape, WrongType
from .states import StatesAsBuffers
from .units import is_quantity

__all__ = ["AllToAll", "EventFixedNumConn", "EventFixedProb", "EventLinear", "FixedNumConn", "FixedProb", "Linear", "OneToOne",
           "SignedWLinear", "SparseLinear"]

_ops = torch.ops.synaptorch
_LAWS = {"normal": 1, "uniform": 2}


def kaiming_normal(shape: Sequence[int]) -> Tensor:
    """Normal numbers of variance 2 / fan_in, truncated at two standard deviations, for weights [in, out]."""
    w = torch.empty(tuple(shape))
    # The truncation at ±2 leaves 0.7737 of the variance.
    std = math.sqrt(2.0 / max(1, shape[0])) / 0.87962566103423978
    return nn.init.trunc_normal_(w, std=std, a=-2 * std, b=2 * std)


def _plain(value: Any) -> tuple[Any, str | None]:
    """A value without its unit, and the unit (None if it had none)."""
    if is_quantity(value):
        return value.magnitude, f"{value.units}"
    return value, None


def make_weight(init: Any, shape: Sequence[int], owner: str) -> tuple[Tensor, str | None]:
    """Weights and their unit from a number, an array, a quantity, a law (`normal(...)`) or a function of the shape."""
    shape = tuple(shape)
    if init is None:
        return kaiming_normal(shape), None
    unit = None
    if isinstance(init, Distribution):
        _, unit = _plain(init.a)
        random = np.random.default_rng(int(torch.randint(2**62, ())))
        init = init.plain(unit or "1", model=owner, name="weight").sample(math.prod(shape), random).reshape(shape)
    elif callable(init) and not is_quantity(init):
        init = init(shape)
    value, given = _plain(init)
    tensor = torch.as_tensor(value)
    tensor = (tensor if isinstance(value, Tensor) and tensor.is_floating_point() else tensor.to(torch.get_default_dtype())).detach().clone()
    if tensor.numel() != 1 and tensor.shape != shape:
        raise WrongShape(f"{owner}: the weights must be one number or have the shape {shape}, got {tuple(tensor.shape)}")
    return tensor, given or unit


def _size(size: Any) -> int:
    return size if isinstance(size, int) else math.prod(size)


class Comm(nn.Module):
    """Base: `in_size`, `out_size`, and `unit`, the unit of the weights (None: plain numbers)."""

    unit: str | None = None

    def __init__(self, in_size: Any, out_size: Any):
        super().__init__()
        self.in_size, self.out_size = _size(in_size), _size(out_size)

    def _set_weight(self, init: Any, shape: Sequence[int]) -> None:
        weight, self.unit = make_weight(init, shape, type(self).__name__)
        self.weight = nn.Parameter(weight)

    def _set_bias(self, init: Any) -> None:
        self.bias = None if init is None else nn.Parameter(make_weight(init, (self.out_size,), type(self).__name__)[0])

    def _biased(self, y: Tensor) -> Tensor:
        return y if self.bias is None else y + self.bias

    def extra_repr(self) -> str:
        return f"in_size={self.in_size}, out_size={self.out_size}" + (f", unit={self.unit}" if self.unit else "")


class Linear(Comm):
    """Dense weights.

    Args:
        in_size, out_size: numbers of sources and targets.
        w_init: weights [in, out]: a number, an array, a quantity, a law or a function of the shape; by default Kaiming.
        b_init: bias; None for none.
        w_mask: where weights exist; others stay 0, also in training.
    """

    def __init__(self, in_size: Any, out_size: Any, w_init: Any = None, b_init: Any = 0.0, w_mask: Any = None):
        super().__init__(in_size, out_size)
        shape = (self.in_size, self.out_size)
        self._set_weight(w_init, shape)
        with torch.no_grad():
            self.weight = nn.Parameter(self.weight.expand(shape).clone())
        bias = None if b_init is None else make_weight(b_init, (self.out_size,), "Linear")[0].to(self.weight.dtype)
        self.bias = None if bias is None else nn.Parameter(bias.expand(self.out_size).clone())
        self.register_buffer("mask", None if w_mask is None else torch.as_tensor(w_mask).to(self.weight.dtype).expand(shape).clone())

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight if self.mask is None else self.weight * self.mask
        y = x.to(weight.dtype) @ weight
        return self._biased(y)


class EventLinear(Comm):
    """Dense weights for events: what is not 0 counts as 1 (unless `float_as_event` is False).

    Args:
        weight: [in, out], or one number.
    """

    def __init__(self, in_size: Any, out_size: Any, weight: Any, float_as_event: bool = True):
        super().__init__(in_size, out_size)
        self.float_as_event = float_as_event
        self._set_weight(weight, (self.in_size, self.out_size))

    def forward(self, x: Tensor) -> Tensor:
        s = events(x, self.weight.dtype) if self.float_as_event else x.to(self.weight.dtype)
        return s @ self.weight.expand(self.in_size, self.out_size)


class SignedWLinear(Comm):
    """Dense weights of fixed sign: y = x @ (|W| sign).

    Args:
        w_sign: +1 or -1 per weight, or None for all +1.
    """

    def __init__(self, in_size: Any, out_size: Any, w_init: Any = None, w_sign: Any = None):
        super().__init__(in_size, out_size)
        self._set_weight(w_init, (self.in_size, self.out_size))
        self.register_buffer("w_sign", None if w_sign is None else torch.as_tensor(w_sign).to(self.weight.dtype))

    def forward(self, x: Tensor) -> Tensor:
        weight = self.weight.abs().expand(self.in_size, self.out_size)
        return x.to(weight.dtype) @ (weight if self.w_sign is None else weight * self.w_sign)


class OneToOne(Comm):
    """Source i reaches target i.

    Args:
        w_init: one weight, or one per pair.
    """

    def __init__(self, in_size: Any, w_init: Any = 1.0, b_init: Any = None):
        super().__init__(in_size, in_size)
        self._set_weight(w_init, (self.in_size,))
        self._set_bias(b_init)

    def forward(self, x: Tensor) -> Tensor:
        y = x.to(self.weight.dtype) * self.weight
        return self._biased(y)


class AllToAll(Comm):
    """Every source reaches every target.

    Args:
        w_init: one weight, or [in, out].
        include_self: whether source i reaches target i (populations of equal size).
    """

    def __init__(self, in_size: Any, out_size: Any, w_init: Any = None, b_init: Any = None, include_self: bool = True):
        super().__init__(in_size, out_size)
        if not include_self and self.in_size != self.out_size:
            raise WrongShape("AllToAll: include_self=False needs populations of equal size")
        self.include_self = include_self
        self._set_weight(w_init, (self.in_size, self.out_size))
        self._set_bias(b_init)

    def forward(self, x: Tensor) -> Tensor:
        x = x.to(self.weight.dtype)
        if self.weight.numel() == 1:
            y = x.sum(-1, keepdim=True).expand(*x.shape[:-1], self.out_size) * self.weight
            y = y if self.include_self else y - x * self.weight
        else:
            y = x @ self.weight
            y = y if self.include_self else y - x * self.weight.diagonal()
        return self._biased(y)


class SparseLinear(StatesAsBuffers, Comm):
    """Stored synapses in compressed rows.

    Args:
        spar_mat: the weights [in, out]: a sparse tensor (any layout), a SciPy sparse matrix, a dense tensor whose zeros
            are left out, or the triple (indptr, indices, weights), which needs `shape`.
        b_init: bias; None for none.
        shape: (in_size, out_size) of a triple.
        delay: of each synapse in steps, or one number: its spikes arrive that much later; fractions are interpolated.
        max_delay: longest delay in steps that will be met.
        learn_delay: whether the delays are learnt.
    """

    state_names = ("pending",)

    def __init__(self, spar_mat: Any, b_init: Any = None, *, shape: tuple[int, int] | None = None, delay: Any = None,
                 max_delay: int | None = None, learn_delay: bool = False):
        indptr, indices, weight, size, unit = _compressed(spar_mat, shape)
        super().__init__(*size)
        self.unit = unit
        self.register_buffer("indptr", indptr)
        self.register_buffer("indices", indices)
        self.weight = nn.Parameter(weight)
        self._set_bias(b_init)
        self.max_delay, self.delay = 0, None
        if delay is not None:
            self._set_delay(delay, max_delay, learn_delay)
        self.register_buffer("pending", torch.empty(0, dtype=weight.dtype))

    def _set_delay(self, delay: Any, max_delay: int | None, learn: bool) -> None:
        value = torch.as_tensor(delay).detach().to(self.weight.dtype).clone()
        self.max_delay = _ops.csr_max_delay(value, self.indices.numel(), max_delay)
        if learn:
            self.delay = nn.Parameter(value)
        else:
            del self.delay
            self.register_buffer("delay", value)

    def forward(self, x: Tensor) -> Tensor:
        """One step: spikes [.., in] -> [.., out]. With delays, what arrives in this step."""
        if self.delay is None:
            return self._biased(_ops.csr_matvec(x, self.indptr, self.indices, self.weight, self.out_size))
        return self.run(x.unsqueeze(0)).squeeze(0)

    def run(self, x: Tensor) -> Tensor:
        """All steps of spikes [T, .., in]."""
        if self.delay is None:
            return self.forward(x)
        y, self.pending = _ops.csr_matvec_delayed(x, self.indptr, self.indices, self.weight, self.out_size, self.delay, self.max_delay,
                                                  self.pending)
        return self._biased(y)

    def reset_state(self, batch_size: int | None = None) -> None:
        self.pending = self.pending.new_empty(0)

    def detach_(self) -> SparseLinear:
        self.pending = self.pending.detach()
        return self


def _compressed(m: Any, shape: tuple[int, int] | None) -> tuple[Tensor, Tensor, Tensor, tuple[int, int], str | None]:
    """indptr, indices, weights, shape and unit of any form of sparse matrix."""
    m, unit = _plain(m)
    if isinstance(m, tuple):
        if shape is None or len(m) != 3:
            raise WrongType("SparseLinear: a triple (indptr, indices, weights) needs shape=(in_size, out_size)")
        weight, unit = make_weight(m[2], (len(m[1]),), "SparseLinear")
        return torch.as_tensor(m[0]).long(), torch.as_tensor(m[1]).long(), weight, shape, unit
    if hasattr(m, "tocsr"):
        c = m.tocsr()
        m = torch.sparse_csr_tensor(torch.from_numpy(c.indptr.astype(np.int64)), torch.from_numpy(c.indices.astype(np.int64)),
                                    torch.from_numpy(c.data), size=c.shape)
    if not isinstance(m, Tensor) or m.dim() != 2:
        raise WrongType(f"SparseLinear: expected a sparse matrix, got {type(m).__name__}")
    m = m.detach() if m.layout == torch.sparse_csr else m.detach().to_sparse_csr()
    return m.crow_indices().long(), m.col_indices().long(), m.values().clone(), tuple(m.shape), unit


class _StoredEvents(SparseLinear):
    """Stored synapses for events: what is not 0 counts as 1."""

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(events(x, self.weight.dtype))


def _seed(seed: int | None) -> int:
    return int(torch.randint(2**62, ())) if seed is None else int(seed)


class _Random(Comm):
    """Random weights that are drawn anew in every call instead of being stored: memory does not grow with synapses.

    Learnt is what the weights are made from: the number, or the two numbers of their law.
    """

    def __init__(self, in_size: Any, out_size: Any, conn_weight: Any, seed: int | None, count: int, chance: float):
        super().__init__(in_size, out_size)
        self.seed = _seed(seed)
        self.count, self.chance, self.law = count, chance, 0
        if isinstance(conn_weight, Distribution):
            if conn_weight.law not in _LAWS or conn_weight.lo > -math.inf or conn_weight.hi < math.inf:
                raise WrongType(f"{type(self).__name__}: weights can be normal(mean, std) or uniform(lo, hi); draw others and store "
                                "them in SparseLinear")
            self.law = _LAWS[conn_weight.law]
            _, self.unit = _plain(conn_weight.a)
            law = conn_weight.plain(self.unit or "1")
            a, b = torch.tensor(law.a), torch.tensor(law.b)
        else:
            a, self.unit = make_weight(conn_weight, (), type(self).__name__)
            b = torch.zeros_like(a)
        self.weight = nn.Parameter(a.reshape(()).to(torch.get_default_dtype()))
        if self.law:
            self.weight_b = nn.Parameter(b.reshape(()).to(torch.get_default_dtype()))
        else:
            self.register_buffer("weight_b", b.reshape(()).to(torch.get_default_dtype()))

    def forward(self, x: Tensor) -> Tensor:
        return _ops.random_matvec(x, self.weight, self.weight_b, self.out_size, self.law, self.count, self.chance, self.seed)

    def connectivity(self) -> tuple[Tensor, Tensor, Tensor]:
        """The synapses: indptr, indices, weights."""
        indptr, indices, z = _ops.random_connectivity(self.in_size, self.out_size, self.law, self.count, self.chance, self.seed)
        a, b, z = self.weight.detach(), self.weight_b.detach(), z.to(self.weight.dtype)
        return indptr, indices, a.expand_as(z) if self.law == 0 else a + b * z if self.law == 1 else a + (b - a) * z


class FixedProb(_Random):
    """Every pair is connected with probability `prob`, independently.

    Args:
        prob: probability.
        conn_weight: one number (or quantity), ``normal(mean, std)`` or ``uniform(lo, hi)``.
        seed: of the draws.
    """

    def __init__(self, in_size: Any, out_size: Any, prob: float, conn_weight: Any, seed: int | None = None):
        if not 0.0 <= prob <= 1.0:
            raise OutOfRange(f"FixedProb: prob = {prob} is not in [0, 1]")
        super().__init__(in_size, out_size, conn_weight, seed, -1, float(prob))


class FixedNumConn(_Random):
    """Every source has the same number of targets.

    Args:
        conn_num: targets of a source; a float is a share of all targets: int(conn_num × out_size).
        conn_weight: one number (or quantity), ``normal(mean, std)`` or ``uniform(lo, hi)``.
        allow_multi_conn: whether a target may be drawn several times. If not, `FixedNumConn` makes a `SparseLinear`.
        seed: of the draws.
    """

    stored = SparseLinear     # what has distinct targets

    def __new__(cls, in_size: Any = 0, out_size: Any = 0, conn_num: Any = 0, conn_weight: Any = 1.0, efferent_target: str = "post",
                allow_multi_conn: bool = True, seed: int | None = None):
        if efferent_target != "post":
            raise WrongType("FixedNumConn: efferent_target must be 'post'; for a fixed number of sources store the synapses in SparseLinear")
        if allow_multi_conn:
            return super().__new__(cls)
        n_pre, n_post = _size(in_size), _size(out_size)
        number = _ops.target_count(conn_num, n_post, cls.__name__)
        indices = _ops.distinct_targets(n_pre, n_post, number, _seed(seed))
        return cls.stored((torch.arange(n_pre + 1) * number, indices, conn_weight), shape=(n_pre, n_post))

    def __init__(self, in_size: Any, out_size: Any, conn_num: Any, conn_weight: Any, efferent_target: str = "post",
                 allow_multi_conn: bool = True, seed: int | None = None):
        super().__init__(in_size, out_size, conn_weight, seed, _ops.target_count(conn_num, _size(out_size), type(self).__name__), 1.0)


class EventFixedNumConn(FixedNumConn):
    """`FixedNumConn` for events: what is not 0 counts as 1."""

    stored = _StoredEvents

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(events(x, self.weight.dtype))


EventFixedProb = EventFixedNumConn


def events(x: Tensor, dtype: torch.dtype) -> Tensor:
    """1 where x is not 0; gradients pass as if it were x."""
    return _ops.events(x, dtype)
