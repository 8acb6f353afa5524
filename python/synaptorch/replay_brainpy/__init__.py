"""Replays reference traces of brainpy.state: ``python -m synaptorch.replay_brainpy <folder>``.

The folder holds `manifest.json`, which describes every scenario, and one npz file per scenario. Each is rebuilt, run in
double precision and compared with what the reference recorded, or with the array `fixed_<name>` of the release that corrected
it: spikes exactly, trajectories to 1e-9 and gradients to 1e-8, relative to the largest magnitude of an array. One line is
printed per group; the exit status is 0 only if every scenario agrees.

A kind of scenario is a function with the decorator `kind` in one of the files that `runner` imports.
"""
from .compare import GRADIENT, TRAJECTORY, compare
from .runner import GroupResult, main, replay
from .scenario import KINDS, Scenario, kind, load

__all__ = ["GRADIENT", "KINDS", "TRAJECTORY", "GroupResult", "Scenario", "compare", "kind", "load", "main", "replay"]
