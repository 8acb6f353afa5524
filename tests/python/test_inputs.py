"""Input sources: values and their limits (the deterministic ones are held to the reference's traces, too), statistics of the others."""
import math

import pytest
import torch

import synaptorch as st
from synaptorch.units import u


@pytest.mark.parametrize("make", [
    lambda: st.SectionInput(3, [0.0, 1.0, -0.5], [0.5, 1.0, 0.3]), lambda: st.ConstantInput(3, 1.5 * u.mA, 0.7 * u.ms),
    lambda: st.StepInput(3, [1.0, 2.0], [0.5, 1.0]), lambda: st.RampInput(3, 0.5, 2.5, 1.0, 0.2),
    lambda: st.SinusoidalInput(3, 2.0, 500 * u.Hz, 1.5, 0.3), lambda: st.SpikeTime(3, [0, 1, 1], [0.1, 0.4, 0.4]),
])
def test_calls_and_runs_agree(make):
    one, many = make(), make()
    values = many.run(25)
    assert values.shape == (25, 3) and torch.equal(torch.stack([one() for _ in range(25)]), values)
    assert values.abs().sum() > 0
    many.reset_state()
    assert torch.equal(torch.cat([many.run(10), many.run(15)]), values)


def test_limits_fall_on_whole_steps():
    assert st.ConstantInput(1, 1.0, 0.3).run(5).flatten().tolist() == [1, 1, 1, 0, 0]          # 0.3 / 0.1 rounds to 2.9999...
    assert st.StepInput(1, [2.0, 1.0], [0.3, 0.1]).run(5).flatten().tolist() == [0, 1, 1, 2, 2]
    assert st.SectionInput(1, [1.0, 2.0], [0.2, 0.1]).run(4).flatten().tolist() == [1, 1, 2, 0]


def test_spike_times_outside_the_window_are_zeros():
    source = st.SpikeTime(2, [0], [0.3])
    assert source.update(index=3).tolist() == [1, 0] and source.update(time=0.3 * u.ms).tolist() == [1, 0]
    assert source.update(index=-1).sum() == 0 and source.update(index=10**6).sum() == 0


@pytest.mark.parametrize("how, steps", [("round", [1, 4]), ("floor", [1, 3]), ("ceil", [2, 4]), (lambda x: x.floor() + 2, [3, 5])])
def test_spike_times_are_rounded_as_told(how, steps):
    assert st.SpikeTime(1, [0, 0], [0.14, 0.36], time_as_step=how).run(6).flatten().nonzero().flatten().tolist() == steps


def test_poisson_probability():
    torch.manual_seed(1)
    n = 1_000_000
    p = 1 - math.exp(-0.5)                       # 5 kHz in 0.1 ms
    for spikes in (st.PoissonSpike(1000, 5000.0).run(n // 1000), st.PoissonEncoder(1000).run(torch.full((1000,), 5000.0), n // 1000)):
        assert spikes.dtype == torch.bool and abs(spikes.float().mean() - p) < 5 * math.sqrt(p * (1 - p) / n)


@pytest.mark.parametrize("number, freq", [(10, 50.0), (10_000, 500.0)])
def test_poisson_input_is_binomial(number, freq):
    torch.manual_seed(1)
    V = st.poisson_input(freq, number, 0.5, torch.zeros(200_000, dtype=torch.double))
    p = 1 - math.exp(-freq * 1e-4)
    counts = V / 0.5
    assert torch.equal(counts, counts.round()) and counts.min() >= 0
    sd = math.sqrt(number * p * (1 - p))
    assert abs(counts.mean() - number * p) < 5 * sd / math.sqrt(len(V)) and abs(counts.std() / sd - 1) < 0.02


def test_poisson_input_reaches_chosen_neurons():
    torch.manual_seed(1)
    neurons = st.LIF(6)
    st.PoissonInput(neurons.prefetch("V"), [1, 4], 1000, 1000.0, 0.01)()
    assert (neurons.V > 0).tolist() == [False, True, False, False, True, False]
    held = torch.tensor([False, True, False, False, False, False])
    assert torch.equal(st.poisson_input(1000.0, 1000, 0.01, torch.zeros(6), refractory=held) > 0, ~held)


def test_noise():
    torch.manual_seed(1)
    white = st.WienerProcessInput(1000, 2.0, 50.0).run(600)
    assert abs(white[:500].std() - 2.0 * math.sqrt(0.1)) < 0.01 and white[500:].abs().sum() == 0
    source = st.OUProcessInput(2000, 1.0, 0.3, 5.0)
    late = source.run(800)[400:]
    assert abs(late.mean() - 1.0) < 0.01
    a = 1 - 0.1 / 5.0                            # variance of x ← a x + noise
    assert abs(late.std() - 0.3 * math.sqrt(0.1 / (1 - a * a))) < 0.01
    source.reset_state()
    assert torch.equal(source.x, torch.ones(2000))


@pytest.mark.parametrize("make, error", [
    (lambda: st.SectionInput(1, [1.0], [1.0, 2.0]), st.WrongShape), (lambda: st.ConstantInput(1, 1.0, -1.0), st.OutOfRange),
    (lambda: st.SpikeTime(2, [2], [0.1]), st.OutOfRange), (lambda: st.SpikeTime(2, [1], [0.1], time_as_step="nearest"), st.UnknownName),
    (lambda: st.PoissonSpike(2, -1.0), st.OutOfRange), (lambda: st.ConstantInput(1, 1.0 * u.mV, 1.0), st.WrongUnit),
    (lambda: st.RampInput(1, 0.0, 1.0, 1.0, dt=0.0), st.OutOfRange), (lambda: st.PoissonSpike(2, 1.0, spk_type="text"), st.WrongType),
])
def test_wrong_arguments_are_refused(make, error):
    with pytest.raises(error):
        make()


def test_an_encoder_can_be_scripted():
    encoder = st.PoissonEncoder(3, torch.float, dt=0.5)
    scripted, rates = torch.jit.script(encoder), torch.tensor([0.0, 500.0, 1e9])
    torch.manual_seed(1)
    expected = encoder.run(rates * u.Hz, 40)
    torch.manual_seed(1)
    assert torch.equal(scripted.run(rates, 40), expected) and expected.sum(0)[[0, 2]].tolist() == [0, 40]
