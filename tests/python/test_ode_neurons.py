"""Neurons of the adaptive solver: extreme input ends in numbers or in a named error, compartments, refractory input,
rules that read the state of their target."""
import math

import pytest
import torch

import synaptorch as st
from synaptorch.tables import has_model, model_names, table

ODE = [n for n in model_names() if table(n).kind == "ode" and table(n).tier == "nest"]


def needs(*names):
    missing = [n for n in names if not has_model(n)]
    return pytest.mark.skipif(bool(missing), reason=f"built without {missing}")


def spikes_at(net, target, times, weight, **options):
    generator = net.add("spike_generator", spike_times=times)
    net.connect(generator, target, weight=weight, **options)


@pytest.mark.parametrize("name", ODE)
@pytest.mark.parametrize("current", [1e5, -1e5, 1e9, -1e9, 1e300])
def test_extreme_currents_end_in_numbers_or_an_error_that_says_where(name, current):
    net = st.Network()
    neuron = net.add(name, 3)
    for port in table(name).ports:
        if port.kind == "current":
            net.connect(net.add("dc_generator", amplitude=current), neuron, receptor=port.receptor)
    try:
        net.simulate(20.0)
    except st.NumericalError as e:
        assert name in str(e) and "neuron 0" in str(e) and "ms" in str(e)
    else:
        assert all(neuron.get(f.name).isfinite().all() for f in table(name).state if f.list < 0)


def driven(name, amplitudes):
    """States and spikes of neurons that currents of these sizes drive."""
    net = st.Network()
    neurons = net.add(name, len(amplitudes))
    port = next(p for p in table(name).ports if p.kind == "current")
    net.connect(net.add("dc_generator", len(amplitudes), amplitude=amplitudes), neurons, st.one_to_one(), receptor=port.receptor)
    spikes = net.record(neurons)
    net.simulate(30.0)
    trains = [spikes.steps[spikes.senders == k].tolist() for k in range(len(amplitudes))]
    return {f.name: neurons.get(f.name) for f in table(name).state if f.list < 0}, trains, list(zip(spikes.steps.tolist(), spikes.senders.tolist()))


@pytest.mark.parametrize("name", [n for n in ODE if any(p.kind == "current" for p in table(n).ports)])
def test_neurons_that_need_many_substeps_leave_the_others_as_they_are(name):
    """Where lanes of vectors are taken together with those of others, each computes what it would compute alone."""
    if table(name).stochastic:
        pytest.skip("draws depend on the place in the population")
    amplitudes = torch.linspace(0.0, 3000.0, 70, dtype=torch.double)
    states, trains, order = driven(name, amplitudes)
    assert order == sorted(order)
    for k in range(0, 70, 6):
        alone, train, _ = driven(name, amplitudes[k:k + 1])
        assert train == trains[k:k + 1]
        for state, value in alone.items():
            assert torch.equal(value, states[state][k:k + 1]), state


@needs("iaf_cond_alpha_mc")
def test_compartments_take_and_give_dictionaries():
    net = st.Network()
    neuron = net.add("iaf_cond_alpha_mc", 2, soma={"C_m": 120.0, "V_m": -66.0}, distal={"g_L": [5.0, 6.0]})
    assert neuron.get("C_m.s").tolist() == [120.0, 120.0] and neuron.get("V_m.s").tolist() == [-66.0, -66.0]
    assert neuron.get("g_L.d").tolist() == [5.0, 6.0]
    neuron.proximal = {"I_e": 7.0}
    soma, proximal = neuron.soma, neuron.get("proximal")
    assert soma["C_m"].tolist() == [120.0, 120.0] and proximal["I_e"].tolist() == [7.0, 7.0]
    assert set(soma) >= {"C_m", "E_L", "E_ex", "E_in", "I_e", "V_m", "g_L", "tau_syn_ex", "tau_syn_in"}


@needs("iaf_cond_alpha_mc")
@pytest.mark.parametrize("values, error, words", [
    ({"soma": {"C_n": 1.0}}, st.UnknownName, "C_m.s"),
    ({"soma": {"C_m": -1.0}}, st.OutOfRange, "C_m.s"),
    ({"soma": 3.0}, st.WrongType, "dictionary"),
])
def test_wrong_compartments_are_refused_by_name(values, error, words):
    with pytest.raises(error, match=words):
        st.Network().add("iaf_cond_alpha_mc", 1, **values)


@needs("aeif_psc_delta")
@pytest.mark.parametrize("keep, share", [(True, 1.0), (False, 0.0)])
def test_input_of_the_refractory_period_acts_decayed_at_its_end(keep, share):
    """NEST 3.10 gives NaN here; iaf_psc_delta has the rule."""
    t_ref, weight, found = 3.0, 2.0, []
    for kick in (0.0, weight):
        net = st.Network()
        neuron = net.add("aeif_psc_delta", 1, Delta_T=0.0, V_th=-60.0, V_reset=-65.0, I_e=900.0, t_ref=t_ref,
                         refractory_input=keep, a=0.0, b=0.0)
        spikes, samples = net.record(neuron), net.record(neuron, ["V_m"])
        spikes_at(net, neuron, [5.0], kick)     # arrives at 6 ms
        net.simulate(12.0)
        found.append((spikes.times, samples["V_m"][:, 0], samples.times))
    (times, without, t), (same, with_kick, _) = found
    first = times[0].item()
    assert first < 6.0 < first + t_ref and same[0] == first
    free = int(((t > first + t_ref + 1e-9).nonzero())[0])
    waited = round((first + t_ref - 6.0) / 0.1) + 1
    expected = share * weight * math.exp(-waited * 0.1 * 30.0 / 281.0)
    assert torch.equal(without[:free], with_kick[:free])
    assert (with_kick - without)[free].item() == pytest.approx(expected, rel=1e-9, abs=1e-12)


@needs("aeif_psc_delta_clopath")
def test_a_spike_without_clamp_resets_at_once():
    net = st.Network()
    neuron = net.add("aeif_psc_delta_clopath", 1, I_e=1500.0, t_clamp=0.0, t_ref=2.0)
    spikes, samples = net.record(neuron), net.record(neuron, ["V_m"])
    net.simulate(100.0)
    assert 1 <= len(spikes.times) < 40
    at = spikes.steps[0].item() - 1
    assert torch.equal(samples["V_m"][at:at + 20, 0], torch.full((20,), -60.0, dtype=torch.float64))


@needs("iaf_cond_alpha", "parrot_neuron")
@pytest.mark.parametrize("synapse", ["clopath_synapse", "urbanczik_synapse"])
def test_rules_that_read_their_target_refuse_one_that_lacks_it(synapse):
    net = st.Network()
    source, target = net.add("parrot_neuron", 1), net.add("iaf_cond_alpha", 1)
    with pytest.raises(st.WrongType, match=f"{synapse} needs a target with .*iaf_cond_alpha"):
        net.connect(source, target, synapse=synapse)


@needs("hh_psc_alpha_clopath", "parrot_neuron")
def test_voltage_based_plasticity_does_not_depend_on_threads_or_division():
    found = []
    for threads, parts in ((1, 1), (2, 1), (1, 7)):
        net = st.Network(threads=threads)
        sources, targets = net.add("parrot_neuron", 20), net.add("hh_psc_alpha_clopath", 130, I_e=700.0, A_LTP=1e-3)
        spikes_at(net, sources, [5.0, 11.0, 12.0, 30.0, 44.0, 60.0], 1.0)
        made = net.connect(sources, targets, st.fixed_indegree(5), weight=st.uniform(1.0, 2.0), delay=st.uniform(0.5, 3.0),
                           synapse="clopath_synapse")
        for _ in range(parts):
            net.simulate(70.0 / parts)
        found.append(made.weight)
    assert torch.equal(found[0], found[1]) and torch.equal(found[0], found[2])
    assert found[0].std() > 0.0 and not torch.equal(found[0].clamp(1.0, 2.0), found[0])
