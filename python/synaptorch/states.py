"""Buffers that hold states: they take any shape, and may carry a graph."""
from __future__ import annotations

from typing import Any

import torch


class StatesAsBuffers:
    """For modules whose buffers `state_names` are states: copies and pickles hold their values, not the graph behind
    them, and loading gives them the shape they were saved with."""

    state_names: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        content = dict(self.__dict__)
        content["_buffers"] = {k: b if b is None else b.detach() for k, b in self._buffers.items()}
        return content

    def _load_from_state_dict(self, state_dict, prefix, *args) -> None:
        for name in self.state_names:
            saved = state_dict.get(prefix + name)
            if saved is not None and saved.shape != getattr(self, name).shape:
                setattr(self, name, torch.empty_like(getattr(self, name), memory_format=torch.contiguous_format)
                        .resize_(saved.shape))
        super()._load_from_state_dict(state_dict, prefix, *args)
