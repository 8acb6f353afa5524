"""gif_pop_psc_exp as a module: a population whose number of spikes is random, with the gradient of its expectation."""
import pytest
import torch
from op_cases import gradients
from test_network_elements import needs_pop

import synaptorch as st

SHORT = {"t_ref": 0.3, "len_kernel": 12, "lambda_0": 400.0, "N": 500.0, "tau_m": 5.0, "dtype": torch.double}
pytestmark = needs_pop


def current(steps, mean=900.0, n=1):
    x = torch.zeros(steps, n, dtype=torch.double)
    return x, torch.full((steps, n), mean, dtype=torch.double)


def test_parameters_decide_how_many_ages_there_are():
    module = st.gif_pop_psc_exp(3, len_kernel=7)
    assert module.n_age.numel() == 0 and module.initial_state()[module.state_names.index("n_age")].shape == (7, 3)
    module(torch.zeros(3))
    module.set_parameters(len_kernel=9)
    module(torch.zeros(3))
    assert module.n_age.shape == (9, 3)
    module.set_parameters(E_L=1.0)      # the same ages: the state stays
    assert module.n_age.any()
    # Until the threshold has come back to a tenth of Delta_V: 0.5 exp(-t/300 ms) = 0.2.
    assert abs(st.gif_pop_psc_exp(1).initial_state()[-1].shape[0] - 2749) <= 1
    assert st.gif_pop_psc_exp(1, dt=0.5).initial_state()[-1].shape[0] in (549, 550)
    with pytest.raises(st.OutOfRange, match="gif_pop_psc_exp.*elements"):
        st.gif_pop_psc_exp(1, t_ref=1e6).initial_state()


def test_means_agree_with_the_network():
    """A module and a network draw different numbers of the same law."""
    values = {k: v for k, v in SHORT.items() if k != "dtype"}
    steps, n = 400, 300
    module = st.gif_pop_psc_exp(n, seed=3, **SHORT)
    x, I = current(steps, n=n)  # noqa: E741
    spikes, *_ = module.sequence(x, module.initial_state(), I=I)
    net = st.Network(seed=5)
    cells = net.add("gif_pop_psc_exp", n, I_e=900.0, **values)
    counts = net.record(cells, ["n_events"])
    net.simulate(0.1 * steps)
    there = torch.as_tensor(counts["n_events"]).reshape(steps, n)
    for part in (slice(100, 200), slice(200, 400)):
        a, b = spikes[part].mean(0), there[part].mean(0)
        assert a.mean() > 1.0 and (a.mean() - b.mean()).abs() < 4.0 * (a.var() / n + b.var() / n).sqrt()


def test_smooth_quantities_have_the_gradient_of_finite_differences():
    """With resets detached the drawn numbers are constants, and everything else is a smooth function where neurons of all ages are."""
    module = st.gif_pop_psc_exp(2, seed=1, detach_reset=True, **{**SHORT, "N": 20000.0})
    x, I = current(40, n=2)  # noqa: E741
    _, states, _ = module.sequence(x, module.initial_state(), I=I)
    assert states[module.state_names.index("n_age")].gt(0).all()
    names = {"step": 0, "reset": 2, "seed": 2}
    keys = ["V_m", "m_age", "v_age", "u_age", "lambda_age", "lambda_free", "n_old", "rate_sfa", "I_syn_ex"]
    params = ["Delta_V", "tau_m", "V_T_star", "lambda_0", "q_sfa", "tau_sfa", "C_m", "tau_syn_ex", "E_L", "V_reset"]
    fixed = {**dict(zip(module.state_names, states)), **{p: getattr(module, p) for p in module.param_names}}

    def after(*values):
        given = {**fixed, **dict(zip(keys + params, values)), "ex": x[0] + 5.0, "I": I[0]}
        return torch.ops.synaptorch.gif_pop_psc_exp_step(**given, dt=0.1, **names)[1:]

    leaves = [fixed[k].detach().clone().requires_grad_() for k in keys + params]
    assert torch.autograd.gradcheck(after, leaves, eps=1e-5, atol=1e-5, rtol=1e-4)


def test_gradient_of_spikes_is_that_of_their_expectation():
    """Of the first step, whose expectation is a function: over many populations the mean of both agrees."""
    module = st.gif_pop_psc_exp(1, seed=1, **SHORT)
    x, I = current(30)  # noqa: E741
    _, states, _ = module.sequence(x, module.initial_state(), I=I)
    n = 20000
    wide = [s.detach().expand(*s.shape[:-1], n).clone() for s in states]
    V = wide[0].requires_grad_()
    spikes, after = module.cell(x[0].expand(n), wide, I=I[0])
    by_spikes, by_mean = (torch.autograd.grad(y.sum(), V, retain_graph=True)[0] for y in (spikes, after[module.state_names.index("mean")]))
    assert torch.equal(by_spikes, by_mean) and by_mean.ne(0).all()
    mean = after[module.state_names.index("mean")][0].item()
    assert abs(spikes.mean().item() - mean) < 4.0 * (mean / n) ** 0.5


def test_the_activity_of_a_population_is_learnt():
    """Gradient descent on the spikes drawn finds the threshold with which a population has the activity wanted."""
    x, I = current(150, n=8)  # noqa: E741
    target = 0.6 * SHORT["N"]     # spikes of 15 ms: 40 Hz, more than there are at first
    module = st.gif_pop_psc_exp(8, learn=("V_T_star",), V_T_star=25.0, **SHORT)
    optimizer = torch.optim.Adam(module.parameters(), lr=0.3)
    for step in range(60):
        module.seed = step
        optimizer.zero_grad()
        spikes, *_ = module.sequence(x, module.initial_state(), I=I)
        loss = (spikes.sum(0).mean() / target - 1.0) ** 2
        loss.backward()
        optimizer.step()
    assert loss.item() < 0.05


def test_one_gradient_whatever_the_device_of_computation():
    module = st.gif_pop_psc_exp(5, seed=4, **SHORT)
    x, I = current(25, n=5)  # noqa: E741
    given = {**dict(zip(module.state_names, module.initial_state())), **{p: getattr(module, p) for p in module.param_names}, "ex": x, "I": I}
    op, found = torch.ops.synaptorch.gif_pop_psc_exp.default, []
    for call in (op, lambda **kw: op._op_dk(torch._C.DispatchKey.CompositeExplicitAutograd, **kw)):
        tensors = {k: t.detach().clone().requires_grad_() for k, t in given.items()}
        found.append(gradients(call(**tensors, dt=0.1, seed=4), tensors))
    for key, g in found[0].items():
        torch.testing.assert_close(g, found[1][key], rtol=1e-9, atol=1e-9)
    assert found[0]["V_T_star"].abs() > 0.0
