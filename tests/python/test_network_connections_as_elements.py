"""Neurons that keep variables for every connection to a receptor: each connection is an element of a list."""
import pytest
import torch

import synaptorch as st
from synaptorch import _C
from synaptorch.tables import has_model

u = pytest.importorskip("synaptorch.units").u
TABLES = {t.name: t for t in _C.tables() if t.lists and t.lists[-1].connections}
every_model = pytest.mark.parametrize("name", TABLES)
needs_bw = pytest.mark.skipif(not has_model("iaf_bw_2001_exact"), reason="a build without iaf_bw_2001_exact")
BW = "iaf_bw_2001_exact"


def rows(name):
    """Weight, states, port and count of the list."""
    t = TABLES[name]
    last = len(t.lists) - 1
    return (next(f.name for f in t.params if f.list == last), [f.name for f in t.state if f.list == last],
            next(p for p in t.ports if p.list == last), t.lists[last].count)


def recurrent(threads=1, parts=1, name=BW):
    """Neurons that excite each other through channels of their own, kept firing by Poisson input, and what happens in 40 ms."""
    net = st.Network(seed=3, threads=threads)
    neurons = net.add(name, 150, V_m=st.uniform(-70.0, -55.0))
    noise = net.add("poisson_generator", rate=2000.0)
    port = rows(name)[2].receptor
    net.connect(noise, neurons, weight=40.0, receptor="AMPA")
    net.connect(neurons, neurons, st.fixed_indegree(7), weight=st.uniform(0.5, 1.5), delay=st.uniform(0.5, 3.0), receptor=port)
    net.connect(neurons, neurons, st.pairwise_bernoulli(0.03), weight=1.0, delay=0.7, receptor=port)
    net.connect(noise, neurons[:20], weight=0.02, receptor=port)
    spikes, samples = net.record(neurons), net.record(neurons, ["V_m", "s_NMDA"])
    for _ in range(parts):
        net.simulate(40.0 / parts)
    return spikes.steps, spikes.senders, samples["V_m"], samples["s_NMDA"]


@every_model
def test_connections_make_elements_and_set_their_weights(name):
    weight, states, port, count = rows(name)
    net = st.Network(threads=2)
    sources, neurons = net.add("parrot_neuron", 3), net.add(name, 100)
    assert neurons.get(count).tolist() == [0] * 100 and neurons.get(weight).shape == (100, 0)
    made = net.connect(sources, neurons[10:12], weight=[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], receptor=port.name)
    net.connect(sources[1], neurons[11:], weight=7.0, delay=2.0, receptor=port.receptor)
    assert neurons.get(count).tolist() == [4] * 100
    weights = neurons.get(weight)
    assert weights[9].tolist() == [0, 0, 0, 0] and weights[10].tolist() == [1, 2, 3, 0]
    assert weights[11].tolist() == [4, 5, 6, 7] and weights[12].tolist() == weights[99].tolist() == [7, 0, 0, 0]
    made["weight"] = made.weight * 10.0
    assert neurons.get(weight)[10].tolist() == [10, 20, 30, 0] and neurons.get(f"{weight}_4")[11] == 7
    for state in states:
        assert neurons.get(state).shape == (100, 4) and neurons.get(f"{state}_4").shape == (100,)


@every_model
def test_weights_are_the_connections_to_set(name):
    weight, _, port, _ = rows(name)
    net = st.Network()
    with pytest.raises(st.errors.WrongType, match="connections"):
        net.add(name, 1, **{weight: [1.0]})
    neurons = net.add(name, 2)
    net.connect(neurons, neurons, weight=2.0, receptor=port.name)
    for values in ({weight: [1.0, 1.0]}, {weight: [1.0, 1.0, 1.0]}, {weight: []}, {f"{weight}_1": [3.0, 3.0]}):
        with pytest.raises(st.errors.SynaptorchError, match=weight):
            neurons.set(**values)
    assert neurons.get(weight).tolist() == [[2.0, 2.0]] * 2


@every_model
def test_weights_have_the_unit_of_the_element(name):
    pytest.importorskip("pint")
    weight, _, port, _ = rows(name)
    net = st.Network()
    neurons = net.add(name, 2)
    net.connect(neurons, neurons, weight=0.003 * u.uS, receptor=port.name)
    assert neurons.get(weight)[0].tolist() == pytest.approx([3.0, 3.0], rel=1e-15)
    with pytest.raises(st.errors.WrongUnit):
        net.connect(neurons, neurons, weight=1.0 * u.mV, receptor=port.name)


@every_model
def test_plastic_synapses_and_too_many_connections_are_refused(name):
    weight, _, port, count = rows(name)
    net = st.Network(threads=1)
    neurons, one = net.add(name, 2), net.add("parrot_neuron", 1)
    with pytest.raises(st.errors.WrongType, match=f"{name}, receptor {port.receptor}.*stdp_synapse"):
        net.connect(neurons, neurons, synapse="stdp_synapse", receptor=port.receptor)
    with pytest.raises(st.OutOfRange, match="200001 connections onto a neuron"):
        net.connect(one, neurons[:1], st.fixed_indegree(200001), receptor=port.name)
    with pytest.raises(st.UnknownName):     # the first direction exists by then, and goes again
        net.connect(one, neurons, receptor=port.name, make_symmetric=True)
    assert neurons.get(count).tolist() == [0, 0]
    net.simulate(1.0)


@needs_bw
def test_same_numbers_for_any_number_of_threads_and_calls():
    whole = recurrent()
    assert len(whole[0]) > 100 and whole[3].max() > 0.1
    for other in (recurrent(threads=2), recurrent(threads=3, parts=40), recurrent(parts=8)):
        assert all(torch.equal(a, b) for a, b in zip(whole, other))


@needs_bw
def test_network_and_module_agree():
    """Two connections of different weight and delay, one of which saturates."""
    steps, times = 300, [[1.0, 1.3, 4.0, 4.1, 20.0], [2.0]]
    net = st.Network()
    neuron = net.add(BW, 1, V_m=-65.0)
    for sent, weight in zip(times, (30.0, 200.0)):
        net.connect(net.add("spike_generator", spike_times=sent), neuron, weight=weight, delay=0.2, receptor="NMDA")
    samples = net.record(neuron, ["V_m", "s_NMDA", "x_NMDA_1", "open_NMDA_2"])
    net.simulate(0.1 * steps)
    spikes = torch.zeros(steps, 2, 1, dtype=torch.double)
    for k, sent in enumerate(times):
        for t in sent:
            spikes[round(10 * t) + 1, k] += 1.0
    module = getattr(st, BW)(1, w_NMDA=[30.0, 200.0], solver="rkf45", dtype=torch.double, V_m_initializer=-65.0)
    none = torch.zeros(steps, 1, dtype=torch.double)
    with torch.no_grad():
        names = ("V_m", "s_NMDA", "x_NMDA", "open_NMDA")
        traces = dict(zip(names, (t for t in module.sequence(none, module.initial_state(), NMDA=spikes, record=module.record_mask(*names))[2] if t.dim() > 1)))
    assert torch.equal(traces["V_m"], samples["V_m"]) and torch.equal(traces["s_NMDA"], samples["s_NMDA"])
    assert torch.equal(traces["x_NMDA"][:, 0], samples["x_NMDA_1"]) and torch.equal(traces["open_NMDA"][:, 1], samples["open_NMDA_2"])
    assert samples["s_NMDA"].max() > 20.0


@needs_bw
def test_every_way_a_spike_can_come():
    """From neurons on the grid and between its points, generators, several at once: each counts one, whatever the weight."""
    net = st.Network()
    grid, precise = net.add("parrot_neuron", 1), net.add("parrot_neuron_ps", 1)
    neurons = net.add(BW, 4)
    twice = net.add("spike_generator", spike_times=[1.0], spike_multiplicities=[2])
    for target, source in ((grid, twice), (precise, net.add("spike_generator", spike_times=[1.03], precise_times=True))):
        net.connect(source, target, delay=1.0)
    for k, source in enumerate((grid, precise, twice)):
        net.connect(source, neurons[k], weight=5.0 + k, receptor="NMDA")
    random = net.add("poisson_generator", rate=20000.0)
    net.connect(random, neurons[3], weight=0.01, receptor="NMDA")
    samples = net.record(neurons, "x_NMDA_1")
    net.simulate(10.0)
    largest = samples["x_NMDA_1"].max(0).values.tolist()
    assert largest[:3] == [2.0, 1.0, 2.0] and largest[3] > 10.0


@needs_bw
def test_connections_made_later_do_not_disturb_what_is_under_way():
    def run(grow):
        net = st.Network(threads=2)
        neurons = net.add(BW, 70, V_m=st.uniform(-70.0, -55.0))
        noise, silent = net.add("poisson_generator", rate=2000.0), net.add("parrot_neuron", 1)
        net.connect(noise, neurons, weight=50.0, receptor="AMPA")
        net.connect(neurons, neurons, st.fixed_indegree(5), weight=2.0, delay=1.7, receptor="NMDA")
        spikes, samples = net.record(neurons), net.record(neurons, ["V_m", "open_NMDA_2"])
        net.simulate(20.0)
        if grow:
            net.connect(silent, neurons[::3], weight=3.0, delay=1.7, receptor="NMDA")
            assert neurons.n_NMDA[0] == 6
        net.simulate(20.0)
        return spikes.steps, samples["V_m"], samples["open_NMDA_2"]
    for a, b in zip(run(False), run(True)):
        assert len(a) > 30 and torch.equal(a, b)
