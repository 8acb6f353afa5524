"""Neurons with array parameters in networks: number of receptors, growing, shrinking, refusals; every model with lists."""
import numpy as np
import pytest
import torch

import synaptorch as st
from synaptorch import _C

TABLES = {t.name: t for t in _C.tables() if t.lists}
# Elements that are given as dictionaries are tested in test_network_elements.py, those that are connections in
# test_network_connections_as_elements.py; a list without parameters has no arrays.
every_list = pytest.mark.parametrize("name, number", [
    (n, k) for n, t in TABLES.items() for k, info in enumerate(t.lists)
    if info.dictionaries is None and not info.connections and any(f.list == k for f in t.params)])


def rows(name, number):
    """Array parameters of a list."""
    return [f for f in TABLES[name].params if f.list == number]


def arrays(name, number, n):
    return {f.name: [min(f.default * (1.0 + 0.25 * k), f.bound[1]) for k in range(n)] for f in rows(name, number)}


def has_ports(name, number):
    return any(p.list == number for p in TABLES[name].ports)


def ports(name, number):
    return sorted(p.receptor for p in TABLES[name].ports if p.list == number)


@every_list
@pytest.mark.parametrize("n", [0, 1, 3])
def test_arrays_are_read_as_they_were_set(name, number, n):
    neurons = st.Network().add(name, 4, **arrays(name, number, n))
    for key, value in arrays(name, number, n).items():
        assert neurons.get(key).tolist() == [value] * 4
        for k in range(n):
            assert neurons.get(f"{key}_{k + 1}").tolist() == [value[k]] * 4
    if count := TABLES[name].lists[number].count:
        assert neurons.get(count).tolist() == [n] * 4


@every_list
def test_arrays_may_differ_between_neurons(name, number):
    first = rows(name, number)[0].name
    values = {k: np.array([v, v[::-1]]) for k, v in arrays(name, number, 3).items()}
    neurons = st.Network().add(name, 2, **values)
    assert neurons.get(first).tolist() == values[first].tolist()
    neurons[1:].set(**{k: v[0] for k, v in values.items()})
    assert neurons.get(first).tolist() == [values[first][0].tolist()] * 2
    assert neurons[1:].get(first).tolist() == [values[first][0].tolist()]


@every_list
def test_arrays_of_a_list_have_one_length(name, number):
    keys = [f.name for f in rows(name, number)]
    neurons = st.Network().add(name, 2, **arrays(name, number, 2))
    before = [neurons.get(k).tolist() for k in keys]
    wrong = arrays(name, number, 3)
    if len(keys) > 1:
        for values in ({keys[0]: wrong[keys[0]]}, {**wrong, keys[0]: wrong[keys[0]][:1]}):
            with pytest.raises(st.errors.WrongShape, match="same length"):
                neurons.set(**values)
    with pytest.raises(st.errors.WrongShape, match="all neurons of a population"):
        neurons[:1].set(**wrong)
    with pytest.raises(st.errors.WrongType, match="array"):
        neurons.set(**{keys[0]: 1.0})
    assert [neurons.get(k).tolist() for k in keys] == before


@every_list
def test_bounds_of_elements_are_refused(name, number):
    neurons = st.Network().add(name, 2, **arrays(name, number, 2))
    for f in rows(name, number):
        lo, _, lo_open, _ = f.bound
        if lo > float("-inf"):
            with pytest.raises(st.OutOfRange, match=f"{f.name}_2"):
                neurons.set(**{f.name: [f.default, lo if lo_open else lo - 1.0]})
    if count := TABLES[name].lists[number].count:
        with pytest.raises(st.OutOfRange, match="cannot be set"):
            neurons.set(**{count: 3})


@every_list
def test_lists_grow_but_do_not_shrink_below_connections(name, number):
    net = st.Network(threads=1)
    neurons = net.add(name, 2, **arrays(name, number, 2))
    source = net.add("spike_generator", 1, spike_times=[1.0])
    receptor = ports(name, number)[0] + 1 if has_ports(name, number) else None
    if receptor:
        net.connect(source, neurons, receptor=receptor, weight=1.0)
    net.simulate(3.0)
    key = rows(name, number)[0].name
    states = [f.name for f in TABLES[name].state if f.list == number]
    before = {f"{s}_2": neurons.get(f"{s}_2") for s in states}
    neurons.set(**arrays(name, number, 3))
    assert neurons.get(key).shape == (2, 3)
    for s, value in before.items():
        assert torch.equal(neurons.get(s), value)
    if receptor:
        net.connect(source, neurons, receptor=receptor + 1, weight=1.0)
        with pytest.raises(st.errors.WrongShape, match="cannot be reduced"):
            neurons.set(**arrays(name, number, 1))
        with pytest.raises(st.UnknownName, match="receptor"):
            net.connect(source, neurons, receptor=receptor + 2, weight=1.0)
    else:
        neurons.set(**arrays(name, number, 1))
    net.simulate(1.0)


def test_growing_does_not_disturb_what_is_under_way():
    """A receptor added during a run that nothing reaches changes nothing."""
    def run(grow):
        net = st.Network(threads=2)
        neurons = net.add("iaf_psc_exp_multisynapse", 40, tau_syn=[2.0, 5.0], I_e=390.0, V_m=st.uniform(-70, -56))
        for receptor, weight in ((1, 60.0), (2, -30.0)):
            net.connect(neurons, neurons, st.fixed_indegree(5), receptor=receptor, weight=weight, delay=1.7)
        spikes, samples = net.record(neurons), net.record(neurons, ["V_m", "I_syn_2"])
        net.simulate(30.0)
        if grow:
            neurons.set(tau_syn=[2.0, 5.0, 7.0])
        net.simulate(30.0)
        return spikes.steps, samples["V_m"], samples["I_syn_2"]
    for a, b in zip(run(False), run(True)):
        assert len(a) > 50 and torch.equal(a, b)


@pytest.mark.parametrize("name", [n for n in TABLES if hasattr(st, n) and not any(i.dictionaries for i in TABLES[n].lists)])
def test_network_and_module_agree(name):
    """The engine and the op run the same kernel: states after a run without input are equal (of elements given as dictionaries: test_op_elements.py)."""
    if TABLES[name].stochastic:
        pytest.skip("draws are keyed differently")
    values = {k: v for number, info in enumerate(TABLES[name].lists) if not info.connections for k, v in arrays(name, number, 3).items()}
    if "I_e" in (f.name for f in TABLES[name].params):
        values["I_e"] = 500.0
    else:
        values["E_L"] = -60.0     # the potential moves without a current
    net = st.Network()
    neurons = net.add(name, 3, **values)
    net.simulate(20.0)
    module = getattr(st, name)(3, solver="rkf45", dtype=torch.double, **values)
    with torch.no_grad():
        module.run(torch.zeros(200, 3, dtype=torch.double))
    assert torch.equal(module.V_m, neurons.V_m)
