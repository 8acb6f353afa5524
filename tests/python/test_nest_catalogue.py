"""Neurons of the NEST tier have the parameters, defaults, units, ranges, receptors and recordables of NEST 3.10.

`tests/data/nest_neurons.json` is NEST's own list, read from its models: a default and unit for every property, what each
accepts, and the conditions under which setting properties fails."""
import json
import re
from pathlib import Path

import pytest

import synaptorch as st
from synaptorch.tables import has_model, table

CATALOGUE = json.loads((Path(__file__).resolve().parents[1] / "data" / "nest_neurons.json").read_text())
NEURONS = [name for name in CATALOGUE if has_model(name)]

# Conditions that NEST words, as values that fulfil them.
WORDED = {
    "t_ref of zero steps": {"t_ref": 0.0},
    "t_ref shorter than one step": {"t_ref": 0.0},
    "t_ref_abs or t_ref_tot shorter than one step": {"t_ref_abs": 0.0},
    "tau_syn == tau_m": {"tau_syn_ex": 10.0, "tau_syn_in": 10.0},
    "any tau_syn == tau_m": {"tau_syn": [10.0], "tau_m": 10.0},
    "tau_m equal to tau_syn_ex, tau_syn_in or tau_v": {"tau_m": 5.0, "tau_syn_ex": 5.0},
    "tau_v equal to tau_syn_ex, tau_syn_in or tau_m": {"tau_v": 1.0, "tau_syn_ex": 1.0},
    "N <= 0": {"N": 0},
    "x + y > 1.0": {"x": 0.6, "y": 0.6},
    "th_spike_decay <= 0.0": {"spike_dependent_threshold": True, "th_spike_decay": 0.0},
    "th_voltage_decay <= 0.0": {"spike_dependent_threshold": True, "after_spike_currents": True, "adapting_threshold": True,
                                "th_voltage_decay": 0.0},
    "voltage_reset_fraction < 0.0 or voltage_reset_fraction > 1.0": {"spike_dependent_threshold": True, "voltage_reset_fraction": 1.1},
    "h_IP3R[ Ca_astro ] < 0": {"Ca_astro": -1.0},
    "h_IP3R[ IP3 ] < 0": {"IP3": -1.0},
    "h_IP3R[ h_IP3R ] < 0 || h_IP3R[ h_IP3R ] > 1": {"h_IP3R": 1.5},
}
# Forced spiking and the cutoff of traces belong to every neuron of NEST, but few obey them: those list them. The update
# intervals of e-prop belong to the whole simulation there.
INHERITED = {"ignore_and_spike", "ignore_and_spike_interval", "ignore_and_spike_offset", "eprop_isi_trace_cutoff",
             "eprop_update_interval", "eprop_learning_window", "eprop_reset_neurons_on_update"}
# What every device has, also the one that is a neuron for NEST (spike_train_injector).
WINDOW = {"start", "stop", "origin"}
# NEST lists one conductance more than there are receptors, or one whatever their number.
MISCOUNTED = {("gif_cond_exp_multisynapse", "g"), ("glif_cond", "g"), ("glif_cond", "dg")}
# What connections or dictionaries are refused for is shown where those are tested.
ELSEWHERE = {"negative spike weights", "unknown keys in compartment or receptor dictionaries"}


def number(x):
    return float(x) if isinstance(x, str) and x in ("inf", "-inf", "nan") else x


def make(name, **values):
    return st.Network(dt=0.1).add(name, 1, **values)


def value_of(neuron, name):
    values = neuron.get(name)
    values = values if isinstance(values, list) else values.tolist()     # compartments are dictionaries
    return values[0] if len(values) == 1 else values


def names_of(name, field):
    """The names among which a property chooses."""
    return next(f.choices.split("|") for f in table(name).params if f.name == field)


def writable(properties):
    return {k: p for k, p in properties.items() if p.get("note") != "read-only" and not isinstance(p["default"], dict)}


def violations(condition):
    """Values that fulfil each part of a condition like ``a <= 0 or b > c``; b and c are looked up by `default`."""
    for part in re.split(r"\s*(?:\bor\b|\|\|)\s*", condition):
        found = re.fullmatch(r"(\w+) (<=|<|>=|>|==|!=) ([\w.+-]+)", part)
        assert found, f"word the condition {part!r} in WORDED"
        yield found.groups()


def violating(name, left, relation, right):
    properties = {**CATALOGUE[name]["parameters"], **CATALOGUE[name]["state_variables"]}
    bound = float(number(properties[right]["default"])) if right in properties else float(right)
    if bound == float("-inf") or abs(bound) > 1e300:   # a bound that is off by default
        bound = -60.0
        extra = {right: bound}
    else:
        extra = {right: bound} if right in properties else {}
    step = {"<": -1.0, "<=": 0.0, ">": 1.0, ">=": 0.0, "==": 0.0, "!=": 1.0}[relation]
    value = bound + step
    if isinstance(properties[left]["default"], list):
        return {left: [value] * max(1, len(properties[left]["default"])), **extra}
    return {left: value, **extra}


@pytest.mark.parametrize("name", NEURONS)
def test_properties_and_defaults_are_those_of_nest(name):
    neuron, wanted = make(name), CATALOGUE[name]
    for field, p in {**wanted["parameters"], **wanted["state_variables"]}.items():
        if field in ("has_connections",) or (name, field) in MISCOUNTED:
            continue
        if isinstance(p["default"], dict):   # of a compartment
            have = {k: v.tolist() for k, v in neuron.get(field).items()}
            assert {k: have[k] for k in p["default"]} == {k: [v] for k, v in p["default"].items()}, field
            continue
        have, want = value_of(neuron, field), number(p["default"])
        if p["unit"] == "1/s when set, reported in 1/ms":
            have /= 1000.0
        if isinstance(want, str):
            assert names_of(name, field)[int(have)] == want, field
        elif isinstance(want, list):
            have = have if isinstance(have, list) else [have]
            assert have == pytest.approx([number(x) for x in want], rel=1e-15), field
        elif abs(want) > 1e300 or abs(want) == float("inf"):
            assert abs(have) > 1e300 and (have > 0) == (want > 0), field
        else:
            assert have == pytest.approx(float(want), rel=1e-14, abs=1e-300), field


@pytest.mark.parametrize("name", NEURONS)
def test_no_parameter_is_invented(name):
    wanted = CATALOGUE[name]["parameters"]
    # Rows of elements that are dictionaries are keys there, those of elements that are connections the connections' weights.
    lists = table(name).lists
    invented = {f.name for f in (*table(name).params, *table(name).arrays)
                if f.list < 0 or not (lists[f.list].dictionaries or lists[f.list].connections)}
    invented -= set(wanted) | INHERITED
    invented -= {k + end for part, end in table(name).compartments.items() for k in wanted[part]["default"]}
    invented -= set(CATALOGUE[name]["state_variables"]) | (WINDOW if table(name).kind == "device" else set())
    assert not invented


@pytest.mark.parametrize("name", NEURONS)
def test_units_are_those_of_nest(name):
    fields = {f.name: f for f in (*table(name).params, *table(name).arrays, *table(name).state)}
    counts = {"steps": "1", "1/step": "1"}
    for field, p in {**CATALOGUE[name]["parameters"], **CATALOGUE[name]["state_variables"]}.items():
        if field in fields and p["unit"] not in (None, "1/s when set, reported in 1/ms"):
            assert fields[field].unit == counts.get(p["unit"], p["unit"]), field


@pytest.mark.parametrize("name", NEURONS)
def test_zero_is_accepted_where_nest_accepts_it(name):
    for field, p in writable(CATALOGUE[name]["parameters"]).items():
        if "zero_accepted" not in p:
            continue
        if p["zero_accepted"]:
            make(name, **{field: 0.0})
        else:
            with pytest.raises(st.OutOfRange, match=re.escape(name)):
                make(name, **{field: 0.0})


@pytest.mark.parametrize("name", NEURONS)
def test_what_nest_rejects_is_refused_and_changes_nothing(name):
    neuron = make(name)
    for condition in set(CATALOGUE[name]["rejects"]) - ELSEWHERE:
        cases = [WORDED[condition]] if condition in WORDED else [violating(name, *c) for c in violations(condition)]
        for values in cases:
            before = {k: value_of(neuron, k) for k in values}
            with pytest.raises(st.OutOfRange, match=re.escape(name)):
                neuron.set(**values)
            assert {k: value_of(neuron, k) for k in values} == before, condition


@pytest.mark.parametrize("name", NEURONS)
def test_recordables_are_those_of_nest(name):
    lists = table(name).lists
    have = {f"{f.name}_{e + 1}" if f.list >= 0 else f.name for f in table(name).state if not f.hidden
            for e in range(lists[f.list].standard if f.list >= 0 else 1)}
    assert have >= set(CATALOGUE[name]["recordables"])


@pytest.mark.parametrize("name", NEURONS)
def test_receptors_have_the_numbers_of_nest(name):
    have = {p.receptor for p in table(name).ports}
    assert have >= set(CATALOGUE[name]["receptor_types"].values())

