"""Gap junctions: currents between pairs of neurons, proportional to the difference of their potentials. The arithmetic lies in
C++ (``torch.ops.synaptorch.gap_currents``, ``synaptorch/nn/gap.h``), which C++ programs use as well."""
from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from .comm import make_weight
from .errors import WrongShape, WrongType
from .units import conversion

__all__ = ["AsymmetryGapJunction", "SymmetryGapJunction"]


class _GapJunction(nn.Module):
    """I_post += w (V_pre - V_post), I_pre -= w (V_pre - V_post), summed over pairs, from the states of the last step."""

    columns = 0   # of the weights: 0 for one weight per pair

    def __init__(self, pre: Any, pre_state: str, post: Any, post_state: str, conn: Any, weight: Any):
        super().__init__()
        self._ends = (pre, post)
        self.states = (pre_state, post_state)
        for end, state in zip(self._ends, self.states):
            end.read_state(state)
        n_pre, n_post = (int(torch.Size(end.varshape).numel()) for end in self._ends)
        pre_ids, post_ids = (torch.as_tensor(ids).long().reshape(-1) for ids in conn(pre.varshape, post.varshape))
        torch.ops.synaptorch.check_pairs(type(self).__name__, pre_ids, post_ids, n_pre, n_post)
        self.register_buffer("pre_ids", pre_ids)
        self.register_buffer("post_ids", post_ids)
        per_pair = (pre_ids.numel(),) + ((self.columns,) if self.columns else ())
        number, unit = make_weight(weight, per_pair if _numel(weight) == torch.Size(per_pair).numel() else per_pair[1:], type(self).__name__)
        if self.columns and number.numel() == 1:
            raise WrongShape(f"{type(self).__name__}: the weights must be a pair, or one per pair of neurons")
        self.weight = nn.Parameter(number * conversion(unit, "S", model=type(self).__name__, name="weight"))
        self.key = f"{type(self).__name__} {id(self)}"

    def forward(self) -> Tensor:
        """Adds the currents of this step to both populations; a second call before their update replaces the first.
        Returns what the sources lose."""
        pre, post = self._ends
        to_post, to_pre = self._directions()
        lost, gained = torch.ops.synaptorch.gap_currents(pre.read_state(self.states[0]), post.read_state(self.states[1]), self.pre_ids,
                                                         self.post_ids, to_pre, to_post, len(pre.varshape), len(post.varshape))
        self._put(pre, f"{self.key} pre", -lost)
        self._put(post, f"{self.key} post", gained)
        return lost

    @staticmethod
    def _put(end: Any, key: str, current: Tensor) -> None:
        end._current.pop(key, None)
        end.add_current_input(key, current)

    def _directions(self) -> tuple[Tensor, Tensor]:
        """The conductances that act on post and on pre."""
        return self.weight, self.weight


def _numel(weight: Any) -> int:
    value = getattr(weight, "magnitude", weight)
    return torch.as_tensor(value).numel() if not callable(value) else -1


def _pair(value: Any, what: str) -> tuple[Any, Any]:
    if not isinstance(value, (tuple, list)):
        return value, value
    if len(value) != 2:
        raise WrongType(f"{what} must be one or a pair, got {len(value)}")
    return tuple(value)


class SymmetryGapJunction(_GapJunction):
    """Gap junctions that conduct equally well in both directions.

    Args:
        couples: one population, or a pair (pre, post).
        states: the name of the potential, or a pair of names.
        conn: function of both sizes that returns (pre_ids, post_ids).
        weight: conductance, S: one, or one per pair.
    """

    def __init__(self, couples: Any, states: Any, conn: Any, weight: Any):
        pre, post = _pair(couples, "couples")
        pre_state, post_state = _pair(states, "states")
        super().__init__(pre, pre_state, post, post_state, conn, weight)


class AsymmetryGapJunction(_GapJunction):
    """Gap junctions whose two directions differ: weight[:, 0] acts on post, weight[:, 1] on pre.

    Args:
        pre, pre_state, post, post_state: the populations and the names of their potentials.
        conn: function of both sizes that returns (pre_ids, post_ids).
        weight: conductances, S: [2], or [pairs, 2].
    """

    columns = 2

    def _directions(self) -> tuple[Tensor, Tensor]:
        return self.weight[..., 0], self.weight[..., 1]
