"""Readouts: their equations, gradients, and compilation; trajectories are held to the reference's traces."""
import math

import pytest
import torch

import synaptorch as st
from synaptorch.units import u


def spikes(*shape):
    return (torch.rand(*shape, generator=torch.Generator().manual_seed(0)) < 0.3).float()


def test_rate_readout_is_a_leaky_sum():
    readout = st.LeakyRateReadout(8, 3, tau=5 * u.ms, dt=0.5)
    x = spikes(12, 2, 8)
    with torch.no_grad():
        over_time = readout.run(x)
        r = torch.zeros(2, 3)
        for t in range(12):
            r = math.exp(-0.1) * r + x[t] @ readout.weight
            assert torch.allclose(over_time[t], r, atol=1e-6)
        assert torch.allclose(readout.r, r, atol=1e-6)
        readout.reset_state()
        assert torch.allclose(torch.stack([readout(s) for s in x]), over_time, atol=1e-6)


def test_time_constants_are_per_output_and_learnt():
    readout = st.LeakyRateReadout(8, 3, tau=[5.0, 10.0, 20.0], learn=("tau",))
    readout.run(spikes(12, 2, 8)).sum().backward()
    assert readout.leak.tau.grad.shape == (3,) and readout.leak.tau.grad.abs().min() > 0


def test_readouts_script_and_compile():
    x = spikes(12, 2, 8)
    readout = st.LeakyRateReadout(8, 3)
    scripted = torch.jit.script(readout)
    assert torch.equal(scripted.run(x), readout.run(x))
    for layer in (readout, st.LeakySpikeReadout(8, V_th=0.1)):
        layer.reset_state()
        expected = layer.run(x)
        layer.reset_state()
        found = torch.compile(layer.run, backend="aot_eager", fullgraph=True)(x)
        assert torch.allclose(found, expected, atol=1e-6)


def test_spike_readout_tells_the_spike_before_the_delta_input():
    readout = st.LeakySpikeReadout(2, w_init=0.0, V_th=1.0)
    readout.add_delta_input("jump", torch.tensor([1.5, 0.5]))
    assert readout(torch.zeros(2)).sum() == 0 and readout.V.tolist() == [1.5, 0.5]
    assert readout(torch.zeros(2)).sum() == 0 and readout.V[0] < 1.0      # reset at the start of the next step


@pytest.mark.parametrize("w_init, error", [(torch.zeros(3, 8), st.WrongShape), (1.0 * u.mS, st.WrongUnit)])
def test_wrong_weights_are_refused(w_init, error):
    with pytest.raises(error):
        st.LeakyRateReadout(8, 3, w_init=w_init)
