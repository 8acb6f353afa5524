"""Neurons with exact spike times: the step on the grid agrees with networks, and spike times have gradients."""
import pytest
import torch

import synaptorch as st
from synaptorch import _C

PRECISE = [t.name for t in _C.tables() if t.kind == "precise" and t.differentiable]
STEM = {m["name"]: m for m in _C.op_models()}
OFFSET = {name: next(s for s in STEM[name]["states"] if s.endswith("offset")) for name in PRECISE}


def run(name, inputs, **params):
    """Spikes and their exact times over a sequence of inputs [T, n]: (T, n) each; times are 0 where there is no spike.
    Resets are detached: the derivatives of spike times are then exact."""
    op, names = getattr(torch.ops.synaptorch, STEM[name]["stem"]), STEM[name]
    fields = {f.name: torch.tensor(f.default, dtype=torch.double) for f in st.tables.table(name).params}
    fields.update({k: torch.as_tensor(v, dtype=torch.double) for k, v in params.items()})
    steps, n = next(iter(inputs.values())).shape
    first, *others = names["inputs"]
    states = {f.name: torch.full((n,), f.default, dtype=torch.double) for f in st.tables.table(name).state}
    given = {k: inputs.get(k, torch.zeros(steps, n, dtype=torch.double)) for k in [first, *others]}
    k = names["states"].index(OFFSET[name])
    spikes, *rest = op(**given, **states, **fields, dt=0.1, reset=2, record=1 << k)
    offsets = rest[len(names["states"]) + k]
    stamps = 0.1 * (1.0 + torch.arange(steps, dtype=torch.double))[:, None]
    return spikes, torch.where(spikes > 0, stamps - offsets, 0.0)


@pytest.mark.parametrize("name", PRECISE)
def test_a_layer_spikes_when_a_network_does(name):
    generator = torch.Generator().manual_seed(5)
    steps = 1500
    weight = 3.0 if "delta" in name else 400.0
    arriving = (torch.rand(steps, generator=generator) < 0.05) * torch.where(torch.rand(steps, generator=generator) < 0.7, 1.0, -0.8)
    values = weight * arriving.double()
    values[:20] = 0.0
    net = st.Network(dt=0.1)
    neuron = net.add(name, 1, I_e=350.0)
    for sign in (1.0, -1.0):
        at = torch.nonzero(sign * values > 0).flatten()
        source = net.add("spike_generator", 1, spike_times=((at.double() + 1) * 0.1 - 1.0).tolist())
        for w in torch.unique(values[at]):
            net.connect(source, neuron, weight=float(w), delay=1.0)
    recorded = net.record(neuron)
    net.simulate(steps * 0.1, progress=False)
    ports = STEM[name]["inputs"]
    inputs = {ports[0]: values[:, None]} if "delta" in name else {ports[0]: values.clamp(min=0)[:, None], ports[1]: values.clamp(max=0)[:, None]}
    spikes, times = run(name, inputs, I_e=350.0)
    assert len(recorded.times) > 5
    torch.testing.assert_close(times[spikes > 0], recorded.times, atol=1e-11, rtol=0.0)


@pytest.mark.parametrize("name", PRECISE)
@pytest.mark.parametrize("parameter", ["I_e", "tau_m", "V_th", "t_ref"])
def test_the_gradient_of_spike_times_is_that_of_finite_differences(name, parameter):
    """Between grid points a spike time is a smooth function of the parameters, the times of earlier spikes included."""
    default = {f.name: f.default for f in st.tables.table(name).params}
    base = {"I_e": 700.0, **{k: default[k] for k in ("tau_m", "V_th", "t_ref")}}
    nothing = {STEM[name]["inputs"][0]: torch.zeros(400, 1, dtype=torch.double)}

    def times(x):
        spikes, t = run(name, nothing, **{**base, parameter: x})
        return t[spikes > 0]

    x = torch.tensor(base[parameter], dtype=torch.double, requires_grad=True)
    found = torch.stack([torch.autograd.grad(t, x, retain_graph=True)[0] for t in times(x)])
    assert len(found) > 2
    if parameter == "t_ref":                 # counted in steps: no derivative
        assert not found.any()
        return
    eps = 1e-6 * max(1.0, abs(base[parameter]))
    with torch.no_grad():
        numeric = (times(x + eps) - times(x - eps)) / (2 * eps)
    torch.testing.assert_close(found, numeric, rtol=1e-6, atol=1e-8)


def test_a_spike_time_can_be_learnt():
    target, current = 21.234, torch.tensor(450.0, dtype=torch.double, requires_grad=True)
    nothing = {"ex": torch.zeros(500, 1, dtype=torch.double)}
    for _ in range(30):
        spikes, times = run("iaf_psc_exp_ps", nothing, I_e=current)
        error = times[spikes > 0][0] - target
        (slope,) = torch.autograd.grad(error, current)
        with torch.no_grad():
            current -= error / slope         # Newton's method needs an exact gradient to end at 1e-10
    assert abs(error.item()) < 1e-10
