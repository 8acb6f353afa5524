"""Reference traces of brainpy.state are reproduced; the runner itself notices every kind of difference."""
import copy
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from synaptorch import replay_brainpy as rb

DATA = Path(__file__).resolve().parents[1] / "data" / "brainpy"
SCENARIOS = {s.id: s for s in rb.load(DATA)}
GROUPS = sorted({s.group for s in SCENARIOS.values()})


@pytest.mark.parametrize("group", GROUPS)
def test_reference_traces_are_reproduced(group):
    result = rb.replay([s for s in SCENARIOS.values() if s.group == group])[group]
    assert not result.failures, "\n".join(result.failures)
    if result.needs:
        pytest.skip("needs " + ", ".join(sorted(result.needs)))


def changed(name, change):
    s = SCENARIOS[name]
    s = rb.Scenario(copy.deepcopy(s.meta), {k: a.copy() for k, a in s.arrays.items()})
    change(s)
    return list(rb.replay([s]).values())[0]


def shift(name, by):
    return lambda s: s.arrays.__setitem__(name, s.arrays[name] + by)


@pytest.mark.parametrize("scenario, change, complaint", [
    ("neuron/LIF/default", shift("V", 1e-8), "V by"),
    ("neuron/LIF/default", lambda s: s.arrays["spike"].__setitem__((700, 1), 1 - s.arrays["spike"][700, 1]), "row 700"),
    ("neuron/LIF/default", lambda s: s.arrays.__setitem__("V", s.arrays["V"][:-1]), "shape"),
    ("neuron/LIF/default", lambda s: s.outputs.append("input"), "input was not computed"),
    ("neuron/LIF/default", lambda s: s.meta.update(parity=False), "nothing to compare"),
    ("neuron/LIFRef/default", lambda s: s.meta.update(rounding_sensitive=False), "V by"),
    ("neuron/HH/default", lambda s: s.arrays.__delitem__("fixed_V"), "V by"),
    ("grad/LIF/Arctan_soft", shift("grad_tau", 1e-6), "grad_tau by"),
    ("grad/LIF/Arctan_soft", lambda s: s.meta.update(spk_reset="hard"), "by"),
])
def test_a_difference_is_noticed(scenario, change, complaint):
    result = changed(scenario, change)
    assert len(result.failures) == 1 and complaint in result.failures[0]


def test_nothing_is_compared_beyond_the_horizon():
    def spoil(s):
        s.meta["horizon_steps"] = 500
        s.arrays["V"][500:] += 1.0
        s.arrays["spike"][500:] ^= 1
    assert changed("neuron/LIF/default", spoil).agrees()


def test_parameters_are_converted_to_the_units_of_the_model():
    result = changed("neuron/LIF/nondefault", lambda s: s.meta["params"].update(
        {k: [v * 1e-3, {"ms": "s", "mV": "V"}[u]] for k, (v, u) in s.meta["params"].items() if u in ("ms", "mV")}))
    assert result.agrees()


def folder(tmp_path, *scenarios):
    for s in scenarios:
        shutil.copy(DATA / s["file"], tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"scenarios": scenarios}))
    return str(tmp_path)


def test_what_is_missing_is_told_and_fails(tmp_path, capsys):
    good, unknown = SCENARIOS["neuron/LIF/default"].meta, {**SCENARIOS["neuron/LIF/nondefault"].meta, "kind": "no_such_kind"}
    assert rb.main([folder(tmp_path, good)]) == 0
    assert rb.main([folder(tmp_path, good, unknown)]) == 1
    assert "needs kind no_such_kind" in capsys.readouterr().out
    assert rb.main([folder(tmp_path, {**good, "cls": "NoSuchNeuron"})]) == 1
    assert rb.main([str(tmp_path / "nowhere")]) == 2


def test_nan_is_never_within_tolerance():
    assert not changed("neuron/LIF/default", lambda s: s.arrays["V"].__setitem__((3, 0), np.nan)).agrees()
