"""Networks composed from modules: the reference's trajectories are in tests of the replay; here what a user relies on."""
import copy

import pytest
import torch

import synaptorch as st
from synaptorch.units import u

F = dict(dtype=torch.double)


def spikes(*shape, chance=0.3, seed=0):
    g = torch.Generator().manual_seed(seed)
    return (torch.rand(*shape, generator=g) < chance).double()


def chain(out="COBA", merge=True, weight=None, **options):
    """6 inputs -> 3 LIF, and the projection between."""
    post = st.LIF(3, tau=10.0, **F)
    w = torch.full((6, 3), 0.1, dtype=torch.double) if weight is None else weight
    make_out = st.COBA if out == "COBA" else st.CUBA
    arguments = dict(E=8.0) if out == "COBA" else {}
    syn, output = st.Expon.desc(3, tau=4.0, **F), make_out.desc(**arguments)
    if not merge:
        syn, output = syn(), output()
    return post, st.AlignPostProj(comm=st.Linear(6, 3, w, b_init=None), syn=syn, out=output, post=post, **options)


@pytest.mark.parametrize("out", ["COBA", "CUBA"])
@pytest.mark.parametrize("merge", [True, False])
def test_align_post_equals_ops_by_hand(out, merge):
    post, proj = chain(out, merge)
    x = spikes(40, 6)
    V, g = torch.zeros(3, **F), torch.zeros(3, **F)
    with torch.no_grad():
        for t in range(40):
            proj(x[t])
            z = post(torch.tensor(0.2))
            g = g * torch.exp(torch.tensor(-0.1 / 4.0, **F)) + x[t] @ torch.full((6, 3), 0.1, **F)
            inputs = (0.2 + g * 8.0, g) if out == "COBA" else (0.2 + g, None)
            expected, (V,) = post.cell(inputs[0], [V], *([inputs[1]] if out == "COBA" else []))
            assert torch.allclose(post.V, V, atol=1e-13) and torch.equal(z, expected)
    assert proj.syn.g.max() > 0.1


def test_gradients_reach_weights_through_time():
    post, proj = chain()
    x = spikes(30, 6)
    total = sum(post(torch.tensor(0.2)) .sum() + post.V.sum() for t in range(30) if proj(x[t]) is None)
    total.backward()
    assert proj.comm.weight.grad.abs().sum() > 0


def test_equal_descriptors_share_a_synapse():
    post = st.LIF(3)
    make = lambda tau, label=None: st.AlignPostProj(  # noqa: E731
        comm=st.Linear(6, 3), syn=st.Expon.desc(3, tau=tau), out=st.COBA.desc(E=0.0), post=post, label=label)
    a, b, c, d = make(4.0), make(4.0), make(5.0), make(4.0, "other")
    assert a.syn is b.syn and a.syn is not c.syn and a.syn is not d.syn
    assert len([m for m in post.modules() if isinstance(m, st.Synapse)]) == 3
    x = torch.ones(6)
    a(x), b(x)
    post()
    assert torch.allclose(a.syn.g, (x @ a.comm.weight + a.comm.bias) + (x @ b.comm.weight + b.comm.bias))


def test_weights_convert_units():
    post, proj = chain(weight=100.0 * u.mS)       # COBA conductances are in S
    proj(torch.ones(6, **F))
    post()
    assert torch.allclose(proj.syn.g, torch.full((3,), 0.6, **F))
    with pytest.raises(st.WrongUnit, match="AlignPostProj.weight"):
        chain(weight=1.0 * u.mV)


def test_a_second_call_before_the_update_is_refused():
    post, proj = chain()
    proj(torch.ones(6, **F))
    with pytest.raises(st.UnknownName, match="consumed by the next call"):
        proj(torch.ones(6, **F))


def test_delta_projection_makes_the_potential_jump():
    post = st.LIF(3, **F)
    proj = st.DeltaProj(comm=st.OneToOne(3, 0.4 * u.mV), post=post)
    proj(torch.tensor([1.0, 0.0, 2.0]))
    post()
    assert torch.allclose(post.V, torch.tensor([0.4, 0.0, 0.8], **F))


def test_current_projection_and_pre_aligned_synapse_agree():
    results = []
    for build in ("by hand", "align_pre"):
        pre, post = st.LIF(4, tau=10.0, **F), st.LIF(3, tau=10.0, **F)
        syn = st.Expon(4, tau=5.0, **F)
        comm = st.Linear(4, 3, torch.full((4, 3), 0.02, **F), b_init=None)
        if build == "by hand":
            inner = st.CurrentProj(syn.prefetch("g"), comm=comm, out=st.COBA(E=6.0), post=post)
            proj = lambda: (syn(pre.get_spike()), inner())  # noqa: E731
        else:
            proj = st.align_pre_projection(pre.get_spike, syn=syn, comm=comm, out=st.COBA(E=6.0), post=post)
        trace = []
        with torch.no_grad():
            for _ in range(100):
                proj()
                pre(3.0)
                post(0.1)
                trace.append(post.V.clone())
        results.append(torch.stack(trace))
    assert torch.equal(*results) and results[0].max() > 0.1


def test_pre_aligned_modules_receive_the_output():
    pre, by_hand = st.LIF(2, tau=1.0, dt=0.2, **F), st.Expon(2, tau=4.0, dt=0.2, **F)
    syn = pre.align_pre(st.Expon.desc(tau=4.0, **F))          # with the size and step of `pre`
    assert pre.align_pre(st.Expon.desc(tau=4.0, **F)) is syn
    for _ in range(20):
        by_hand(pre(2.0))
        assert torch.equal(syn.g, by_hand.g)
    assert syn.g.sum() > 0


def test_output_delay_delays_spikes():
    pre = st.LIF(2, tau=1.0, **F)
    read = pre.output_delay(0.3)                  # 3 steps, although 0.3 / 0.1 rounds to 2.9999...
    sent, received = [], []
    for _ in range(30):
        received.append(read())
        sent.append(pre(2.0 * u.mA))
    sent, received = torch.stack(sent), torch.stack(received)
    assert sent.sum() > 0 and torch.equal(received[4:], sent[:-4]) and received[:4].sum() == 0


def test_delayed_potential_starts_from_its_initial_value():
    pre = st.LIF(2, V_rest=-60.0, V_th=-50.0, V_reset=-60.0, V_initializer=-60.0)
    read = pre.prefetch_delay("V", 0.5)
    assert torch.equal(read(), torch.full((2,), -60.0)) and pre.get_spike(read()).sum() == 0


@pytest.mark.parametrize("kind", ["symmetric", "asymmetric"])
def test_gap_junctions_on_batches(kind):
    pop = st.LIF(3, V_initializer=torch.tensor([0.0, 0.2, 0.5]), **F)
    conn = lambda a, b: ([0, 1], [1, 2])  # noqa: E731
    gap = (st.SymmetryGapJunction(pop, "V", conn, 0.1) if kind == "symmetric"
           else st.AsymmetryGapJunction(pop, "V", pop, "V", conn, torch.tensor([0.1, 0.2])))
    st.init_all_states(pop, 2)
    gap(), gap()                                  # the second call replaces the first
    d = torch.tensor([0.0 - 0.2, 0.2 - 0.5], **F)
    back = 0.1 if kind == "symmetric" else 0.2
    expected = torch.stack([-back * d[0], 0.1 * d[0] - back * d[1], 0.1 * d[1]])
    current = pop.sum_current_inputs(torch.zeros(2, 3, **F))
    assert torch.allclose(current, expected.expand(2, 3))


def test_inputs_are_consumed_once_and_callables_stay():
    pop = st.LIF(2, **F)
    pop.add_current_input("once", torch.ones(2), label="a")
    pop.add_current_input("always", lambda V: 2.0 - V)
    assert set(pop.current_inputs) == {"a // once", "always"}
    assert torch.equal(pop.sum_current_inputs(0.0, torch.zeros(2), label="a", pop=False), torch.ones(2))
    assert torch.equal(pop.sum_current_inputs(0.0, torch.zeros(2)), torch.full((2,), 3.0))
    assert set(pop.current_inputs) == {"always"} and pop.delta_inputs is None
    assert callable(pop.get_input("always"))
    with pytest.raises(st.UnknownName):
        pop.get_input("once")


def test_connected_modules_copy_save_and_refuse_to_be_scripted(tmp_path):
    post, proj = chain()
    net = torch.nn.ModuleDict({"post": post, "proj": proj})
    step = lambda n: (n["proj"](torch.ones(6, **F)), n["post"](torch.tensor(0.1)))  # noqa: E731
    step(net)
    st.detach_all_states(net)
    other = copy.deepcopy(net)
    assert other["proj"].post is other["post"] and other["proj"].syn is not proj.syn
    step(net), step(other)
    assert torch.equal(net["post"].V, other["post"].V)
    torch.save(net.state_dict(), tmp_path / "net.pt")
    step(net)
    net.load_state_dict(torch.load(tmp_path / "net.pt"))
    assert torch.equal(net["post"].V, other["post"].V)
    with pytest.raises(st.WrongType, match="TorchScript"):
        torch.jit.script(post)


def test_reset_starts_anew():
    post, proj = chain()
    runs = []
    for _ in range(2):
        st.reset_all_states(torch.nn.ModuleList([post, proj]), 2)
        for t in range(20):
            proj(spikes(20, 2, 6)[t])
            post()
        runs.append(post.V.detach().clone())
    assert runs[0].shape == (2, 3) and torch.equal(*runs)


def test_magnesium_block_is_linearised_at_the_potential_of_the_step():
    post = st.LIF(2, tau=10.0, V_initializer=-60.0, V_rest=-60.0, V_th=-40.0, V_reset=-60.0, **F)
    out = st.MgBlock()
    out.bind_cond(torch.tensor([0.1, 0.4], **F))
    V = torch.tensor([-55.0, -42.0], **F)
    post.set_state([V])
    x, g = out.linear(post)
    leaf = V.clone().requires_grad_()
    slope = torch.autograd.grad(out(leaf).sum(), leaf)[0]
    assert torch.allclose(x - g * V, out(V)) and torch.allclose(g, -slope)


@pytest.mark.parametrize("make, error", [
    (lambda post: st.AlignPostProj(comm=st.Linear(2, 3), syn=st.Expon.desc(3), out=st.CUBA(), post=post), st.WrongType),
    (lambda post: st.AlignPostProj(comm=3, syn=st.Expon(3), out=st.CUBA(), post=post), st.WrongType),
    (lambda post: st.CurrentProj(comm=st.Linear(2, 3), out="COBA", post=post), st.WrongType),
    (lambda post: st.DeltaProj(comm=st.Linear(2, 3), post=torch.nn.Linear(2, 3)), st.WrongType),
    (lambda post: post.prefetch("W"), st.UnknownName),
    (lambda post: post.prefetch_delay("V", -1.0), st.OutOfRange),
    (lambda post: st.SymmetryGapJunction(post, "V", lambda a, b: ([0], [3]), 0.1), st.OutOfRange),
])
def test_wrong_arguments_are_refused(make, error):
    with pytest.raises(error):
        make(st.LIF(3))
