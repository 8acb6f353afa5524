"""Neurons whose elements are dictionaries (compartments and their receptors), or whose parameters decide how many there are."""
import numpy as np
import pytest
import torch

import synaptorch as st
from synaptorch.tables import has_model

needs_cm = pytest.mark.skipif(not has_model("cm_default"), reason="a build without cm_default")
needs_pop = pytest.mark.skipif(not has_model("gif_pop_psc_exp"), reason="a build without gif_pop_psc_exp")

SOMA = {"parent_idx": -1, "params": {"C_m": 0.1, "g_L": 0.01, "gbar_Na": 4.6, "gbar_K": 0.95, "e_Na": 60.0, "e_K": -90.0}}
DEND = {"parent_idx": 0, "params": {"C_m": 0.02, "g_C": 0.015, "g_L": 0.002}}
TREE = [SOMA, DEND, {**DEND, "parent_idx": 1}, DEND]
RECEPTORS = [{"comp_idx": 0, "receptor_type": "AMPA"}, {"comp_idx": 1, "receptor_type": "GABA", "params": {"tau_d_GABA": 8.0}},
             {"comp_idx": 2, "receptor_type": "AMPA", "params": {"e_AMPA": 5.0}}, {"comp_idx": 3, "receptor_type": "AMPA_NMDA"}]


def simulated(trees, receptors=RECEPTORS, n=1, threads=1, compartment=2, set_later=lambda cells: None):
    """Potentials of neurons with the same input, [population][time, compartment]."""
    net = st.Network(threads=threads)
    cells = [net.add("cm_default", n, compartments=tree, receptors=receptors) for tree in trees]
    spikes = net.add("spike_generator", 1, spike_times=[1.0, 4.0, 4.5, 9.0])
    current = net.add("dc_generator", 1, amplitude=0.05, start=3.0, stop=8.0)
    recorded = []
    for c in cells:
        set_later(c)
        for k in range(len(receptors)):
            net.connect(spikes, c, receptor=k, weight=0.004 * (k + 1))
        net.connect(current, c, receptor=compartment)
        recorded.append(net.record(c, [f"v_comp{i}" for i in range(len(trees[0]))]))
    net.simulate(15.0)
    return [np.stack([r[v].numpy() for v in r.variables], axis=-1) for r in recorded]


@needs_cm
def test_dictionaries_are_read_as_they_can_be_set_again():
    net = st.Network()
    cells = net.add("cm_default", 3, compartments=TREE, receptors=RECEPTORS)
    assert [c["parent_idx"] for c in cells.compartments] == [-1, 0, 1, 0]
    assert [c["comp_idx"] for c in cells.compartments] == [0, 1, 2, 3]
    assert cells.compartments[0]["params"]["gbar_Na"] == 4.6 and cells.compartments[1]["params"]["gbar_Na"] == 0.0
    assert [(r["receptor_type"], r["comp_idx"]) for r in cells.receptors] == [("AMPA", 0), ("GABA", 1), ("AMPA", 2), ("AMPA_NMDA", 3)]
    assert cells.receptors[1]["params"] == {"e_GABA": -80.0, "tau_r_GABA": 0.2, "tau_d_GABA": 8.0}
    again = net.add("cm_default", 1, compartments=cells.compartments, receptors=cells.receptors)
    assert again.compartments == cells.compartments and again.receptors == cells.receptors


@needs_cm
def test_elements_are_appended():
    cells = st.Network().add("cm_default", 2, compartments=SOMA)
    cells.compartments += [DEND, DEND]
    cells.receptors += [RECEPTORS[0]]
    cells.receptors += [RECEPTORS[1]]
    assert len(cells.compartments) == 3 and [r["receptor_type"] for r in cells.receptors] == ["AMPA", "GABA"]
    assert cells.get("v_comp2").shape == (2,) and cells.get("g_d_GABA_1").tolist() == [0.0, 0.0]


@needs_cm
def test_a_tree_gives_the_same_whichever_way_it_is_numbered():
    """Compartments 1 and 3 exchanged, with what is attached to them."""
    other = [SOMA, DEND, DEND, {**DEND, "parent_idx": 2}]      # 1 -> 2, 2 -> 3, 3 -> 1
    place = {0: 0, 1: 2, 2: 3, 3: 1}
    moved = [{**r, "comp_idx": place[r["comp_idx"]]} for r in RECEPTORS]
    (a,) = simulated([TREE])
    (b,) = simulated([other], moved, compartment=3)
    assert np.ptp(a) > 5.0
    np.testing.assert_allclose(b[..., [place[k] for k in range(4)]], a, rtol=1e-12)


@needs_cm
def test_neurons_of_one_population_may_have_different_trees():
    """In one vector of the kernel some neurons attach compartment 3 to 0, some to 2."""
    other = [*TREE[:3], {**DEND, "parent_idx": 2}]
    (a,), (b,) = simulated([TREE], n=20), simulated([other], n=20)
    (mixed,) = simulated([TREE], n=20, set_later=lambda cells: cells[::2].set(parent_idx_3=2))
    np.testing.assert_array_equal(mixed[:, 1::2], a[:, 1::2])
    np.testing.assert_array_equal(mixed[:, ::2], b[:, ::2])
    assert np.abs(a - b).max() > 1e-3


@needs_cm
@pytest.mark.parametrize("n", [1, 30])
def test_large_trees_are_solved_as_by_dense_matrices(n):
    """60 passive compartments, more than live in place; threads do not matter."""
    parents = [-1, *np.random.default_rng(2).integers(0, np.arange(1, 60))]
    tree = [{"parent_idx": int(p), "params": {"C_m": 0.02, "g_C": 0.01 + 0.001 * k, "g_L": 0.002, "e_L": -70.0 + 0.1 * k}} for k, p in enumerate(parents)]
    (a,), (b,) = (simulated([tree], [], n=n, threads=t, compartment=59) for t in (1, 3))
    np.testing.assert_array_equal(a, b)
    G = np.diag([0.002] * 60)
    for k in range(1, 60):
        pair = np.ix_([k, parents[k]], [k, parents[k]])
        G[pair] += tree[k]["params"]["g_C"] * np.array([[1.0, -1.0], [-1.0, 1.0]])
    v, leak = np.full(60, -70.0), np.array([0.002 * c["params"]["e_L"] for c in tree])
    for step in range(len(a)):
        current = np.where((np.arange(60) == 59) & (39 <= step < 89), 0.05, 0.0)     # from 3 to 8 ms, a delay of 1 ms, from the step of arrival on
        v = np.linalg.solve(0.2 * np.eye(60) + G / 2, (0.2 * np.eye(60) - G / 2) @ v + leak + current)
        np.testing.assert_allclose(a[step], np.tile(v, (n, 1)), rtol=1e-12)
    assert np.ptp(v) > 1.0


@needs_cm
def test_compartments_set_again_start_anew():
    net = st.Network()
    cells = net.add("cm_default", 1, compartments=[{**SOMA, "params": {**SOMA["params"], "v_comp": -50.0}}])
    start = cells.get("v_comp0").item()
    net.simulate(5.0)
    assert start == -50.0 and cells.get("v_comp0").item() != -50.0
    cells.compartments = [SOMA]
    assert cells.get("v_comp0").item() == -70.0


@needs_cm
@pytest.mark.parametrize("values, error, words", [
    ({"compartments": [{**SOMA, "params": {"c_m": 1.0}}]}, st.UnknownName, "C_m"),
    ({"compartments": [DEND]}, st.OutOfRange, "parent_idx must be -1 for the first"),
    ({"compartments": [SOMA, {**DEND, "parent_idx": 1}]}, st.OutOfRange, "earlier one"),
    ({"compartments": [SOMA, {**DEND, "parent_idx": 0.5}]}, st.OutOfRange, "whole number"),
    ({"compartments": [SOMA, SOMA]}, st.OutOfRange, "parent_idx"),
    ({"compartments": [3.0]}, st.WrongType, "dictionaries"),
    ({"compartments": [{**SOMA, "comp_idx": 1}]}, st.WrongType, "numbers follow the order"),
    ({"compartments": [{**SOMA, "params": {"C_m": 0.0}}]}, st.OutOfRange, "C_m"),
    ({"compartments": [SOMA], "receptors": [{"comp_idx": 1, "receptor_type": "AMPA"}]}, st.OutOfRange, "number of a compartment"),
    ({"compartments": [SOMA], "receptors": [{"comp_idx": 0, "receptor_type": "AMBA"}]}, st.UnknownName, "AMPA"),
    ({"compartments": [SOMA], "receptors": [{"comp_idx": 0}]}, st.UnknownName, "needs a receptor_type"),
    ({"compartments": [SOMA], "receptors": [{"comp_idx": 0, "receptor_type": "AMPA", "params": {"tau_d_GABA": 1.0}}]}, st.UnknownName, "tau_d_AMPA"),
    ({"compartments": [SOMA], "receptors": [{"comp_idx": 0, "receptor_type": "AMPA", "params": {"tau_d_AMPA": 0.2}}]}, st.OutOfRange, "must differ"),
])
def test_wrong_elements_are_refused_and_change_nothing(values, error, words):
    cells = st.Network().add("cm_default", 2, compartments=TREE, receptors=RECEPTORS)
    before = cells.compartments, cells.receptors
    with pytest.raises(error, match=words):
        cells.set(**values)
    assert (cells.compartments, cells.receptors) == before
    with pytest.raises(error):
        st.Network().add("cm_default", 2, **values)


@needs_cm
def test_receptors_with_connections_stay():
    net = st.Network()
    cells = net.add("cm_default", 1, compartments=TREE, receptors=RECEPTORS)
    net.connect(net.add("spike_generator", 1, spike_times=[1.0]), cells, receptor=1, weight=0.1)
    with pytest.raises(st.errors.WrongShape, match="cannot be reduced"):
        cells.receptors = RECEPTORS[:1]
    with pytest.raises(st.errors.WrongShape, match="cannot be reduced"):
        cells.receptors = RECEPTORS[::-1]
    with pytest.raises(st.OutOfRange, match="not be negative"):
        net.connect(net.add("spike_generator", 1), cells, receptor=1, weight=-0.1)
    with pytest.raises(st.UnknownName, match="AMPA_0"):
        net.connect(net.add("spike_generator", 1), cells, receptor=4)
    cells.receptors += [RECEPTORS[0]]
    net.simulate(5.0)
    assert cells.get("g_d_GABA_1").item() > 0.0


@needs_pop
def test_the_ages_of_a_population_are_as_many_as_its_parameters_ask_for():
    net = st.Network(dt=0.5)
    pop = net.add("gif_pop_psc_exp", 2, q_sfa=[0.8], tau_sfa=[100.0])
    assert pop.get("n_age").shape == (2, 277)       # 0.8 mV exp(-t/100 ms) = 0.2 mV at 138.6 ms
    pop.len_kernel = 50
    assert pop.get("n_age").shape == (2, 50)
    pop.set(q_sfa=[0.1, 0.2], tau_sfa=[10.0, 20.0], len_kernel=-1)
    assert pop.get("n_age").shape == (2, 200)       # 5 tau_m
    pop[:1].len_kernel = 30
    assert pop.get("n_age").shape == (2, 200)       # the most that one of them needs
    with pytest.raises(st.errors.WrongShape, match="all neurons of a population"):
        pop[:1].len_kernel = 300
    assert pop.get("n_age").shape == (2, 200) and pop.len_kernel.tolist() == [30.0, -1.0]


@needs_pop
@pytest.mark.parametrize("values", [{"t_ref": 1e6}, {"t_ref": 1e300}, {"tau_sfa": [1e9], "t_ref": 5e4}])
def test_more_ages_than_memory_holds_are_refused(values):
    pop = st.Network().add("gif_pop_psc_exp", 1)
    ages = pop.get("n_age").shape
    with pytest.raises(st.OutOfRange, match="gif_pop_psc_exp.*elements"):
        pop.set(**values)
    assert pop.get("n_age").shape == ages and pop.t_ref.item() == 4.0


@needs_pop
def test_neurons_of_a_population_are_neither_lost_nor_made():
    """Those told apart by age and the older ones are N on average; no step has more spikes than neurons."""
    net = st.Network(dt=0.2, seed=3)
    pop = net.add("gif_pop_psc_exp", 400, N=50, I_e=300.0, lambda_0=200.0)
    samples = net.record(pop, ["n_events", "mean"])
    net.simulate(100.0)
    neurons = pop.get("m_age").sum(1) + pop.get("n_old")
    assert abs(neurons.mean() - 50.0) < 5.0 * neurons.std() / 20.0 + 1e-9
    events, mean = samples["n_events"], samples["mean"]
    assert events.max() <= 50.0 and (events == events.round()).all() and events.mean() > 0.1
    assert abs((events - mean).mean()) < 5.0 * mean.mean().sqrt() / events.numel() ** 0.5


@needs_pop
@pytest.mark.parametrize("binomial", [True, False])
def test_the_number_of_spikes_has_its_law(binomial):
    """Mean and variance, whatever the expectation of each population is."""
    net = st.Network(dt=1.0, seed=5)
    pop = net.add("gif_pop_psc_exp", 20000, N=40, lambda_0=300.0, Delta_V=1e9, t_ref=0.0, len_kernel=1, q_sfa=[0.0], tau_sfa=[1.0], BinoRand=binomial)
    samples = net.record(pop, ["n_events", "mean"])
    net.simulate(3.0)
    n, mean = samples["n_events"][-1].double(), samples["mean"][-1].double()
    p = mean / 40.0
    variance = (mean * (1.0 - p) if binomial else mean).mean()
    z = n - mean
    assert abs(z.mean()) < 5.0 * (variance / len(n)).sqrt()
    assert abs(z.square().mean() / variance - 1.0) < 5.0 * (2.2 / len(n)) ** 0.5
    assert torch.unique(n).numel() > 10
