"""Delay layers: over time and step by step, whole and fractional delays, and the gradient with respect to the delay."""
import copy

import pytest
import torch

import synaptorch as st
from synaptorch.units import u

F = dict(dtype=torch.double)


def shifted(x, steps):
    """x delayed by fractional steps per element of the last dimension."""
    out = torch.zeros_like(x)
    for j, d in enumerate(steps):
        k = int(d)
        for t in range(len(x)):
            near = x[t - k, ..., j] if t >= k else 0.0
            far = x[t - k - 1, ..., j] if t >= k + 1 else 0.0
            out[t, ..., j] = (1 - (d - k)) * near + (d - k) * far
    return out


def test_every_element_has_its_own_delay():
    x = torch.randn(12, 2, 4, **F)
    layer = st.Delay(4, [0.0, 0.1, 0.25, 0.3], **F)
    y = layer.run(x)
    assert torch.allclose(y, shifted(x, [0.0, 1.0, 2.5, 3.0]), atol=1e-12)


def test_steps_and_pieces_equal_one_run():
    x = torch.randn(12, 2, 3, **F)
    whole = st.Delay(3, [0.15, 0.4, 0.0], **F)
    steps, pieces = copy.deepcopy(whole), copy.deepcopy(whole)
    expected = whole.run(x)
    assert torch.allclose(torch.stack([steps(s) for s in x]), expected, atol=1e-14)
    assert torch.allclose(torch.cat([pieces.run(x[:5]), pieces.run(x[5:])]), expected, atol=1e-14)
    whole.reset_state()
    assert torch.equal(whole.run(x), expected)


def test_gradient_of_the_delay():
    x = torch.randn(12, 2, 3, **F).requires_grad_()
    layer = st.Delay(3, torch.tensor([0.13, 0.25, 0.38], **F), learn=True, **F)

    run = type("Run", (torch.nn.Module,), {"forward": lambda self, x: self.inner.run(x)})()
    run.inner = layer
    assert torch.autograd.gradcheck(lambda x, d: torch.func.functional_call(
        run, {"inner.delay": d, "inner.history": torch.empty(0, **F)}, (x,)), (x, layer.delay))


def test_a_delay_is_learnt():
    torch.manual_seed(0)
    x = torch.randn(400, 1, **F)
    x = torch.nn.functional.avg_pool1d(x.T, 9, 1, 4).T     # smooth: neighbouring steps resemble each other
    target = st.Delay(1, 1.0, **F).run(x)
    layer = st.Delay(1, 0.3, max_delay=2.0, learn=True, **F)
    optimizer = torch.optim.Adam(layer.parameters(), lr=0.02)
    for _ in range(300):
        layer.reset_state()
        loss = (layer.run(x) - target).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert abs(layer.delay.item() - 1.0) < 0.05


def test_synapses_with_delays_step_by_step():
    weight = torch.tensor([[1.0, 0.0], [2.0, 3.0]], **F)
    x = torch.randn(9, 2, 2, **F)
    delay = torch.tensor([0.0, 1.5, 3.0], **F)
    make = lambda: st.SparseLinear(weight, delay=delay, learn_delay=True)  # noqa: E731
    whole, steps = make(), make()
    y = whole.run(x)
    assert torch.allclose(torch.stack([steps(s) for s in x]), y)
    expected = torch.stack([x[..., 0] + shifted(x[..., 1:] * 2.0, [1.5])[..., 0], shifted(x[..., 1:] * 3.0, [3.0])[..., 0]], -1)
    assert torch.allclose(y, expected)
    y.sum().backward()
    assert whole.delay.grad is not None and whole.weight.grad.abs().sum() > 0


@pytest.mark.parametrize("make", [lambda: st.Delay(2, [0.25, 0.3], learn=True, **F),
                                  lambda: st.SparseLinear(torch.ones(2, 2, **F), delay=1.5, learn_delay=True)])
def test_what_is_on_its_way_is_saved_copied_and_loaded(make):
    a, b = make(), make()
    x = torch.randn(4, 3, 2, **F)
    a.run(x)
    copied = copy.deepcopy(a)
    b.load_state_dict(a.state_dict())
    expected = a.run(x)
    assert torch.equal(b.run(x), expected) and torch.equal(copied.run(x), expected)
    with pytest.raises(st.WrongShape, match="reset_state"):
        a.run(x[:, :1])


def test_spikes_of_any_type_are_delayed():
    x = torch.rand(8, 3) < 0.5
    assert torch.allclose(st.Delay(3, 0.15).run(x), shifted(x.float(), [1.5] * 3))


def test_quantities_and_refusals():
    assert st.Delay(2, 1 * u.ms, dt=0.5 * u.ms).steps_kept == 2
    for bad in (dict(delay=-1.0), dict(delay=2.0, max_delay=1.0), dict(delay=float("nan"))):
        with pytest.raises(st.OutOfRange):
            st.Delay(2, **bad)
    with pytest.raises(st.WrongShape):
        st.Delay(2, [1.0, 2.0, 3.0])
    with pytest.raises(st.WrongShape):
        st.Delay(2, 1.0).run(torch.zeros(5, 3))
    with pytest.raises(st.OutOfRange):
        st.SparseLinear(torch.eye(2), delay=3.0, max_delay=2)
