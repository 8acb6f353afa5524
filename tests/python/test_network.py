"""The Python face of networks: building, recording, reading and setting."""
import pytest
import torch

import synaptorch as st

u = pytest.importorskip("synaptorch.units").u


def ring(threads=1, seed=7, n=100):
    """Neurons that inhibit each other at random, kept firing by a constant current."""
    net = st.Network(dt=0.1, seed=seed, threads=threads)
    neurons = net.add("iaf_psc_alpha", n, I_e=500.0, V_m=st.uniform(-70.0, -55.0))
    net.connect(neurons, neurons, st.fixed_indegree(10), weight=st.uniform(-30.0, -10.0), delay=st.uniform(0.5, 3.0))
    noise = net.add("poisson_generator", rate=2000.0)
    net.connect(noise, neurons, weight=20.0, delay=1.0)
    return net, neurons, net.record(neurons)


def trains(spikes):
    return list(zip(spikes.steps.tolist(), spikes.senders.tolist()))


# ------------------------------------------------------------------------------------- determinism

def test_same_spikes_with_one_and_two_threads():
    runs = []
    for threads in (1, 2):
        net, _, spikes = ring(threads)
        net.simulate(300.0)
        runs.append(trains(spikes))
    assert len(runs[0]) > 100
    assert runs[0] == runs[1]


def test_one_long_simulation_equals_ten_short_ones():
    whole, _, spikes_whole = ring()
    whole.simulate(1000.0)
    parts, _, spikes_parts = ring()
    for _ in range(10):
        parts.simulate(100.0)
    assert trains(spikes_whole) == trains(spikes_parts)
    assert parts.time == whole.time == 1000.0


@pytest.mark.parametrize("solver", ["rkf45", "rk4", "midpoint", "euler"])
def test_neurons_take_the_solver_of_the_network(solver):
    """As modules do: the same potentials, bit for bit, and other ones with another solver."""
    def potentials(solver):
        net = st.Network(solver=solver)
        neurons = net.add("iaf_cond_exp", 3, I_e=600.0, V_m=-65.0, g_ex=2.0)
        net.simulate(5.0)
        return neurons.V_m.tolist()

    module = st.iaf_cond_exp(3, solver=solver, dtype=torch.double, I_e=600.0, V_m_initializer=-65.0, g_ex_initializer=2.0)
    module.init_state()
    module.run(torch.zeros(50, 3, dtype=torch.double))
    assert potentials(solver) == module.V_m.tolist()
    assert all(potentials(solver) != potentials(other) for other in ("rkf45", "rk4", "midpoint", "euler") if other != solver)


def test_seed_decides_the_network():
    first, again, other = (ring(seed=s) for s in (3, 3, 4))
    for net, *_ in (first, again, other):
        net.simulate(100.0)
    assert trains(first[2]) == trains(again[2])
    assert trains(first[2]) != trains(other[2])


# ---------------------------------------------------------------------------------------- building

def test_quantities_build_the_same_network_as_numbers():
    pytest.importorskip("pint")
    net = st.Network(dt=100 * u.us)
    a = net.add("iaf_psc_alpha", 3, I_e=0.4 * u.nA, V_m=[-0.06, -0.061, -0.062] * u.V)
    made = net.connect(a, a, weight=0.02 * u.nA, delay=0.0015 * u.s)
    assert a.I_e.tolist() == [400.0] * 3
    torch.testing.assert_close(a.V_m, torch.tensor([-60.0, -61.0, -62.0], dtype=torch.float64))
    assert made.weight.tolist() == [20.0] * 9 and made.delay.tolist() == pytest.approx([1.5] * 9)


@pytest.mark.parametrize("rule, pairs", [
    (lambda: st.one_to_one(), 20),
    (lambda: st.all_to_all(), 400),
    (lambda: st.all_to_all(allow_autapses=False), 380),
    (lambda: st.fixed_indegree(5), 100),
    (lambda: st.fixed_outdegree(5), 100),
    (lambda: st.fixed_total_number(33), 33),
    (lambda: st.explicit([0, 1, 1], [5, 5, 6]), 3),
    (lambda: st.pairwise_bernoulli(1.0), 400),
    (lambda: st.pairwise_bernoulli(0.0), 0),
])
def test_number_of_connections_of_each_rule(rule, pairs):
    net = st.Network()
    a = net.add("iaf_psc_alpha", 20)
    assert len(net.connect(a, a, rule())) == pairs


def test_indegree_and_outdegree_are_exact():
    net = st.Network()
    a = net.add("iaf_psc_alpha", 30)
    into = net.connect(a, a, "fixed_indegree", indegree=4, allow_autapses=False, allow_multapses=False)
    assert torch.bincount(into.targets, minlength=30).tolist() == [4] * 30
    assert (into.sources != into.targets).all()
    assert len(set(zip(into.sources.tolist(), into.targets.tolist()))) == 120
    out = net.connect(a, a, st.fixed_outdegree(7))
    assert torch.bincount(out.sources, minlength=30).tolist() == [7] * 30


def test_explicit_weights_arrive_at_their_pairs():
    net = st.Network()
    a = net.add("iaf_psc_alpha", 10)
    sources, targets = [3, 0, 3, 9], [1, 2, 0, 9]
    made = net.connect(a, a, st.explicit(sources, targets), weight=[1.0, 2.0, 3.0, 4.0], delay=[1.0, 2.0, 0.5, 0.1])
    found = dict(zip(zip(made.sources.tolist(), made.targets.tolist()), made.weight.tolist()))
    assert found == {(3, 1): 1.0, (0, 2): 2.0, (3, 0): 3.0, (9, 9): 4.0}


def test_subsets_connect_and_record_by_their_place_in_the_population():
    net = st.Network()
    a = net.add("iaf_psc_alpha", 10)
    made = net.connect(a[2:4], a[[7, 9]], st.one_to_one())
    assert made.sources.tolist() == [2, 3] and made.targets.tolist() == [7, 9]
    a[5:].I_e = 600.0
    assert a.I_e.tolist() == [0.0] * 5 + [600.0] * 5
    spikes = net.record(a[5:])
    net.simulate(100.0)
    assert set(spikes.senders.tolist()) == {5, 6, 7, 8, 9}
    assert spikes.counts().shape == (5,) and spikes.rate > 10.0


def test_weights_and_plastic_states_can_be_read_and_set():
    net = st.Network()
    a = net.add("parrot_neuron", 3)
    made = net.connect(a, a, st.all_to_all(), synapse="stdp_synapse", weight=2.0, lambda_=0.05)
    assert made["lambda"].tolist() == [0.05] * 9
    made["weight"] = torch.arange(9.0)
    assert made.weight.tolist() == list(range(9))


# --------------------------------------------------------------------------------------- recording

def test_sampled_variables_are_tensors_of_time_by_neuron():
    net = st.Network(dt=0.1)
    a = net.add("iaf_psc_alpha", 4, I_e=[0.0, 100.0, 200.0, 300.0])
    samples = net.record(a, ["V_m"], every=1.0)
    net.simulate(50.0)
    assert samples["V_m"].shape == (len(samples.times), 4)
    assert samples.times[:3].tolist() == pytest.approx([1.0, 2.0, 3.0])
    current = torch.arange(4, dtype=torch.float64) * 100.0
    expected = -70.0 + current * 10.0 / 250.0 * (1 - torch.exp(-samples.times[-1] / 10.0))
    torch.testing.assert_close(samples["V_m"][-1], expected, rtol=1e-10, atol=1e-10)
    with pytest.raises(st.UnknownName, match="V_m"):
        samples["V_n"]


def test_rate_and_irregularity_of_a_poisson_train():
    net = st.Network(seed=2)
    generator, parrots = net.add("poisson_generator", rate=50.0), net.add("parrot_neuron", 200)
    net.connect(generator, parrots)
    spikes = net.record(parrots)
    net.simulate(2000.0)
    # 20,000 spikes: the rate has a standard error of 0.35 Hz, the CV one of about 0.01.
    assert spikes.rate == pytest.approx(50.0, abs=1.8)
    assert spikes.cv == pytest.approx(1.0, abs=0.05)
    _, rate = spikes.population_rate(100.0)
    assert rate.mean() == pytest.approx(spikes.rate, rel=1e-9)


# --------------------------------------------------------------------------------------- bad input

def wrong_calls():
    """What is called, the error, and words that the message must contain."""
    yield lambda n, a: st.Network(solver="rk5"), st.UnknownName, ["Network", "rk5", "rk4"]
    yield lambda n, a: n.add("iaf_psc_alpah", 2), st.UnknownName, ["iaf_psc_alpha"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2, tau_M=3.0), st.UnknownName, ["iaf_psc_alpha", "tau_m"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2, tau_m=-3.0), st.OutOfRange, ["iaf_psc_alpha", "tau_m", "-3", "ms"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2, V_m=[1.0, 2.0, 3.0]), st.WrongShape, ["V_m", "2", "3"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2, V_m=float("nan")), st.OutOfRange, ["V_m", "nan"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2, V_m="high"), st.WrongType, ["V_m", "high"]
    yield lambda n, a: n.add("iaf_psc_alpha", 2.5), st.WrongType, ["2.5"]
    yield lambda n, a: n.add("iaf_psc_alpha", -1), st.OutOfRange, ["-1"]
    yield lambda n, a: n.connect(a, a, "fixed_indegre"), st.UnknownName, ["fixed_indegree"]
    yield lambda n, a: n.connect(a, a, delay=0.01), st.OutOfRange, ["delay", "0.01", "0.1"]
    yield lambda n, a: n.connect(a, a, synapse="static_synapse", weigth=2.0), st.UnknownName, ["weigth"]
    yield lambda n, a: n.connect(a, a, st.one_to_one(), weight=[1.0, 2.0]), st.WrongShape, ["weight"]
    yield lambda n, a: n.connect(a, a[:2], st.one_to_one()), st.WrongShape, ["3", "2"]
    yield lambda n, a: n.connect(a, a, st.explicit([0, 3], [0, 0])), st.OutOfRange, ["3"]
    yield lambda n, a: n.connect(a, a, receptor=7), st.SynaptorchError, ["7"]
    yield lambda n, a: n.connect(a, a, weight=float("nan")), st.OutOfRange, ["weight"]
    yield lambda n, a: n.connect(a, "b"), st.WrongType, ["post", "'b'"]
    yield lambda n, a: st.pairwise_bernoulli(1.5), st.OutOfRange, ["1.5", "[0, 1]"]
    yield lambda n, a: n.record(a, "V_n"), st.UnknownName, ["V_n", "V_m"]
    yield lambda n, a: n.simulate(-1.0), st.OutOfRange, ["-1"]
    yield lambda n, a: n.simulate(0.05), st.OutOfRange, ["0.05", "0.1"]
    yield lambda n, a: n.simulate("long"), st.WrongType, ["long"]
    yield lambda n, a: a.tau_M, st.UnknownName, ["tau_m"]
    yield lambda n, a: setattr(a, "tau_m", 0.0), st.OutOfRange, ["tau_m", "0"]
    yield lambda n, a: setattr(a, "tua_m", 1.0), st.UnknownName, ["tau_m"]
    yield lambda n, a: a[17], st.OutOfRange, ["17"]


@pytest.mark.parametrize("call, error, words", list(wrong_calls()))
def test_bad_input_is_a_typed_error_that_names_what_is_wrong(call, error, words):
    net = st.Network(dt=0.1)
    a = net.add("iaf_psc_alpha", 3, tau_m=12.0)
    with pytest.raises(error) as e:
        call(net, a)
    for word in words:
        assert word in str(e.value), str(e.value)
    assert a.tau_m.tolist() == [12.0] * 3
    net.simulate(1.0)


@pytest.mark.parametrize("call, words", [
    (lambda net, a: net.add("iaf_psc_alpha", 1, V_m=3 * u.ms), ["V_m", "mV", "ms"]),
    (lambda net, a: net.connect(a, a, weight=3 * u.nS), ["weight", "pA", "nS"]),
    (lambda net, a: net.connect(a, a, delay=3 * u.mV), ["delay", "ms", "mV"]),
    (lambda net, a: net.simulate(3 * u.mV), ["duration", "ms", "mV"]),
])
def test_wrong_unit_names_both_units(call, words):
    pytest.importorskip("pint")
    net = st.Network()
    a = net.add("iaf_psc_alpha", 3)
    with pytest.raises(st.WrongUnit) as e:
        call(net, a)
    assert all(word in str(e.value) for word in words), str(e.value)


def test_a_failed_set_changes_nothing():
    net = st.Network()
    a = net.add("iaf_psc_alpha", 3)
    with pytest.raises(st.OutOfRange):
        a.set(tau_syn_ex=5.0, tau_m=-1.0)
    assert a.tau_syn_ex.tolist() == [2.0] * 3


# ------------------------------------------------------------------------------ BrainPy-style tier

@pytest.mark.slow
@pytest.mark.parametrize("form, expected, deviation", [("coba", 21.72, 0.55), ("cuba", 24.72, 1.03)])
def test_balanced_network_fires_at_the_reference_rate(form, expected, deviation):
    """Mean and standard deviation over five seeds of the same network in brainpy.state 0.0.4."""
    balanced = pytest.importorskip("balanced_network")
    net, spikes = balanced.balanced_network(form)
    net.simulate(1000.0, progress=False)
    for s in spikes.values():
        assert abs(s.rate - expected) < 5 * deviation


def test_balanced_network_runs_small_and_draws_its_picture(tmp_path):
    pytest.importorskip("matplotlib")
    balanced = pytest.importorskip("balanced_network")
    from synaptorch import plot
    net, spikes = balanced.balanced_network("coba", scale=0.2)
    net.simulate(100.0, progress=False)
    assert 1.0 < spikes["excitatory"].rate < 100.0
    plot.raster(spikes, tmp_path / "raster.png")
    assert (tmp_path / "raster.png").stat().st_size > 10_000


# --------------------------------------------------------------------------------------- receptors

def stepped_by_hand(neuron, params, V, arrivals, pushes, steps):
    """What a neuron with BioNMDA + MgBlock and Expon + CUBA does: the modules and ops, one step after the other."""
    double = {"dtype": torch.double}
    cells, nmda, expon = getattr(st, neuron)(3, **params, **double), st.BioNMDA(3, **double), st.Expon(3, tau=2.0, **double)
    E, zero = torch.zeros((), **double), torch.zeros((), **double)
    block = {n: torch.tensor(f.default, **double) for n, f in zip(("E", "cc_Mg", "alpha", "beta", "V_offset"), st.tables.table("MgBlock").params)}
    states = [torch.tensor(V, **double), *(s.expand(3) for s in cells.initial_state()[1:])]
    trace = []
    for k in range(steps):
        g = nmda(torch.full((3,), float(k in arrivals), **double))
        push = expon(torch.full((3,), 300.0 * (k in pushes), **double))
        start = torch.where(states[0] >= params["V_th"], states[0] - params["V_th"] + params["V_reset"], states[0])
        _, x, slope = torch.ops.synaptorch.mgblock_step(g, x=zero, slope=zero, dt=0.1, V=start, **{**block, "E": E})
        _, states = cells.cell(x + push, states, g=slope)
        trace.append(states[0])
    return torch.stack(trace)


@pytest.mark.parametrize("threads", [1, 2])
def test_currents_that_are_not_linear_are_linearised_in_every_step(threads):
    params = {"V_rest": -65.0, "V_reset": -65.0, "V_th": -50.0, "tau": 10.0}
    start = [-65.0, -60.0, -52.0]
    net = st.Network(dt=0.1, threads=threads)
    neurons = net.add("LIF", 3, V=start, **params)
    neurons.add_receptor("nmda", "BioNMDA", "MgBlock", E=0.0)
    neurons.add_receptor("push", "Expon", "CUBA", tau=2.0)
    for receptor, times, weight in (("nmda", [1.0, 5.0, 5.3, 20.0], 1.0), ("push", [8.0, 8.5, 12.0], 300.0)):
        net.connect(net.add("spike_generator", spike_times=times), neurons, receptor=receptor, weight=weight, delay=0.5)
    spikes, voltage = net.record(neurons), net.record(neurons, "V")
    net.simulate(40.0)
    assert len(spikes) > 5
    arrivals, pushes = ({round(t / 0.1) + 4 for t in times} for times in ([1.0, 5.0, 5.3, 20.0], [8.0, 8.5, 12.0]))
    expected = stepped_by_hand("LIF", params, start, arrivals, pushes, 399)
    torch.testing.assert_close(voltage["V"][:399], expected, rtol=1e-12, atol=1e-12)


def test_receptors_refuse_what_they_cannot_do():
    net = st.Network()
    neurons, other = net.add("LIF", 2), net.add("parrot_neuron", 2)
    with pytest.raises(st.errors.UnknownName, match="MgBlock"):
        neurons.add_receptor("a", "Expon", "MgBlok")
    with pytest.raises(st.errors.UnknownName, match="AMPA_alpha"):
        neurons.add_receptor("a", "AMPA", "MgBlock", alpha=1.0)
    with pytest.raises(st.errors.OutOfRange, match="beta"):
        neurons.add_receptor("a", "Expon", "MgBlock", beta=-1.0)
    with pytest.raises(st.errors.WrongType, match="synaptic current"):
        other.add_receptor("a", "Expon", "MgBlock")
    neurons.add_receptor("a", "AMPA", "MgBlock", MgBlock_alpha=0.05, T=0.4)
    with pytest.raises(st.errors.OutOfRange, match="must not be negative"):
        net.connect(neurons, neurons, receptor="a", weight=-1.0)


# ------------------------------------------------------------------------------------------ flushes

@pytest.mark.parametrize("model, params, receptor, state", [
    ("iaf_psc_exp", {"I_e": 400.0}, 0, "V_m"), ("iaf_psc_exp_ps", {"I_e": 400.0}, 0, "V_m"),
    ("iaf_tum_2000", {"I_e": 400.0}, 1, "V_m"), ("mcculloch_pitts_neuron", {"theta": 1.0}, 0, "h"),
    ("ginzburg_neuron", {}, 0, "h")])
def test_flushes_reach_no_neuron(model, params, receptor, state):
    """They only tell e-prop synapses that a neuron is silent, whatever its spikes carry."""
    found = []
    for interval in (1e300, 0.7):
        net = st.Network(dt=0.1, threads=1)
        pre = net.add(model, 3, **params, flush_event_send_interval=interval)
        post = net.add(model, 2)
        net.connect(pre, post, weight=20.0, delay=1.0, receptor=receptor)
        spikes = net.record(pre)
        net.simulate(100.0)
        found.append((trains(spikes), post.get(state).tolist()))
    assert found[0] == found[1]
