"""Modules of neurons whose elements are dictionaries: the tree of the network, with gradients."""
import numpy as np
import pytest
import torch
from test_network_elements import DEND, RECEPTORS, SOMA, TREE, needs_cm

import synaptorch as st

DELAY = 9     # steps until what a device sends at t acts: its delay of 1 ms, and a step that starts at t
WEIGHTS = {"AMPA": [0.004, 0.012], "GABA": [0.008], "AMPA_NMDA": [0.016]}     # of RECEPTORS, by kind


def driven(module, steps=150):
    """Inputs as a network brings them: a current to compartment 2, spikes to all receptors."""
    I = torch.zeros(steps, 4, 1, dtype=torch.double)  # noqa: E741
    I[30 + DELAY:80 + DELAY, 2] = 0.05
    spikes = {kind: torch.zeros(steps, len(w), 1, dtype=torch.double) for kind, w in WEIGHTS.items()}
    for kind, w in WEIGHTS.items():
        for t in (10, 40, 45, 90):
            spikes[kind][t + DELAY] = torch.tensor(w, dtype=torch.double)[:, None]
    return module.sequence(I, module.initial_state(), **spikes, record=module.record_mask("v_comp"))


@needs_cm
def test_a_module_of_dictionaries_is_the_neuron_of_the_network():
    module = st.cm_default(1, compartments=TREE, receptors=RECEPTORS, dtype=torch.double)
    _, _, traces = driven(module)
    v = traces[module.state_names.index("v_comp")][..., 0]
    net = st.Network()
    cells = net.add("cm_default", 1, compartments=TREE, receptors=RECEPTORS)
    spikes = net.add("spike_generator", 1, spike_times=[1.0, 4.0, 4.5, 9.0])
    current = net.add("dc_generator", 1, amplitude=0.05, start=3.0, stop=8.0)
    for k, weight in enumerate((0.004, 0.008, 0.012, 0.016)):
        net.connect(spikes, cells, receptor=k, weight=weight)
    net.connect(current, cells, receptor=2)
    recorded = net.record(cells, [f"v_comp{i}" for i in range(4)])
    net.simulate(15.0)
    expected = np.stack([recorded[x].numpy().squeeze() for x in recorded.variables], axis=-1)
    assert np.ptp(expected) > 5.0
    np.testing.assert_allclose(v.numpy(), expected, rtol=1e-12)


@needs_cm
def test_conductances_of_a_tree_are_learnt():
    """Gradient descent finds the coupling and the leak with which the target was made."""
    torch.manual_seed(0)
    target = driven(st.cm_default(1, compartments=TREE, receptors=RECEPTORS, dtype=torch.double))[2]
    module = st.cm_default(1, compartments=[SOMA, *({**c, "params": {**c["params"], "g_C": 0.01}} for c in TREE[1:])], receptors=RECEPTORS,
                           learn=("g_C",), dtype=torch.double)
    optimizer = torch.optim.Adam(module.parameters(), lr=3e-4)
    k, losses = module.state_names.index("v_comp"), []
    for _ in range(120):
        optimizer.zero_grad()
        loss = (driven(module)[2][k] - target[k]).square().mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.02 * losses[0]
    assert torch.allclose(module.g_C[1:], torch.full((3,), 0.015, dtype=torch.double), atol=1.5e-3)


@needs_cm
def test_dictionaries_replace_elements_and_are_checked():
    module = st.cm_default(2, compartments=SOMA)
    module(torch.zeros(1, 2))
    module.compartments = [SOMA, DEND]
    assert module.get_state()[0].shape == (2, 2) and module(torch.zeros(2, 2)).shape == (2,)
    with pytest.raises(st.OutOfRange, match="parent_idx must be"):
        module.set_parameters(compartments=[DEND])
    with pytest.raises(st.errors.UnknownName, match="gbar_Ca"):
        st.cm_default(2, compartments=[{**SOMA, "params": {"gbar_Ca": 1.0}}])


@needs_cm
def test_a_neuron_without_elements_does_nothing():
    module = st.cm_default(3)
    assert not module(torch.zeros(0, 2, 3)).any() and module().shape == (3,)
    assert module.run(torch.zeros(5, 0, 3)).shape == (5, 3)
