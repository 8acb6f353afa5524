"""Reference traces are reproduced; the runner itself notices every kind of difference."""
import json
from pathlib import Path

import numpy as np
import pytest

from synaptorch import replay
from synaptorch.replay_compare import Deviation, compare_arrays, relative

DATA = Path(__file__).resolve().parents[1] / "data" / "nest"
GROUPS = sorted(f.stem for f in DATA.glob("*.json"))


def load(group):
    with np.load(DATA / f"{group}.npz") as arrays:
        return json.loads((DATA / f"{group}.json").read_text()), dict(arrays)


@pytest.mark.parametrize("group", GROUPS)
def test_reference_traces_are_reproduced(group):
    result = replay.replay_group(*load(group))
    assert not result.failures, "\n".join(result.failures)
    if not result.replayed:
        pytest.skip("needs " + ", ".join(sorted(result.needs)) if result.needs else "statistics only")


@pytest.mark.slow
@pytest.mark.parametrize("group", [g for g in GROUPS if json.loads((DATA / f"{g}.json").read_text()).get("statistics")])
def test_statistics_of_stochastic_models_are_reproduced(group):
    meta, data = load(group)
    meta["scenarios"] = []
    result = replay.replay_group(meta, data, statistics=True)
    assert not result.failures, "\n".join(result.failures)
    if not result.replayed:
        pytest.skip("needs " + ", ".join(sorted(result.needs)))


@pytest.mark.parametrize("change, complaint", [
    (lambda a: a.__setitem__("n/V_m", a["n/V_m"] + 1e-8), "n/V_m by"),
    (lambda a: a.__setitem__("n/spike_times", a["n/spike_times"][:-1]), "instead of"),
    (lambda a: a.__setitem__("n/spike_times", a["n/spike_times"] + 0.1), "n/spike_times by"),
    (lambda a: a.__setitem__("n/nothing", np.zeros(3)), "was not recorded"),
])
def test_a_changed_reference_is_noticed(change, complaint):
    meta, data = load("iaf_psc_alpha")
    meta["scenarios"] = [s for s in meta["scenarios"] if s["id"] == "dc_spiking"]
    arrays = {k[len("dc_spiking/"):]: v for k, v in data.items() if k.startswith("dc_spiking/")}
    change(arrays)
    result = replay.replay_group(meta, {f"dc_spiking/{k}": v for k, v in arrays.items()})
    assert len(result.failures) == 1 and complaint in result.failures[0]


def test_unknown_models_are_needed_and_make_the_exit_status_nonzero(tmp_path, capsys):
    meta, data = load("iaf_psc_alpha")
    meta["scenarios"][0]["nodes"][0]["model"] = "no_such_model"
    meta["scenarios"] = meta["scenarios"][:2]
    (tmp_path / "iaf_psc_alpha.json").write_text(json.dumps(meta))
    np.savez(tmp_path / "iaf_psc_alpha.npz", **data)
    assert replay.main([str(tmp_path)]) == 1
    assert "needs no_such_model" in capsys.readouterr().out
    assert replay.main([str(tmp_path), "--available"]) == 0


def test_empty_folder_is_an_error(tmp_path):
    assert replay.main([str(tmp_path)]) != 0


def test_deviation_is_relative_to_the_largest_magnitude():
    reference = np.array([0.0, 1e-30, -70.0])
    assert relative(reference, reference) == 0.0
    assert relative(reference + [7e-11, 0.0, 0.0], reference) == pytest.approx(1e-12)
    assert np.isnan(relative(np.array([np.nan]), np.array([1.0])))


def test_nan_is_never_within_tolerance():
    deviation = Deviation()
    compare_arrays("n/V_m", np.array([np.nan, 1.0]), np.array([1.0, 1.0]), deviation)
    compare_arrays("n/w", np.array([1.0, 1.0]), np.array([1.0, 1.0]), deviation)
    assert not deviation.within(1.0)
