"""Module classes: parameters, state, copies, conversion; every model, no code per model."""
import copy
import inspect
import io
import pickle

import pytest
import torch
from op_cases import DIFFERENTIABLE, ELEMENTS, MODULES, TABLES, drive
from op_cases import module as make

import synaptorch as st
from synaptorch import _C

every_model = pytest.mark.parametrize("name", MODULES)
LIF = st.modules.LIF


def strong(*shape):
    return torch.rand(*shape) * 40


def arrays_with(cls, argument, value):
    """One-element arrays for the list that a parameter belongs to, with that value of the parameter."""
    rows = dict(zip(cls.param_names, cls.table.params))
    return {k: [value if k == argument else r.default] for k, r in rows.items() if r.list == rows[argument].list}


@every_model
def test_defaults_units_and_docs_come_from_the_table(name):
    cls, table = getattr(st, name), TABLES[name]
    module = cls(3)
    for argument, row in zip(cls.param_names, table.params):
        default = row.default if row.list < 0 else row.standard
        assert getattr(module, argument).tolist() == pytest.approx(default)
        assert f"{argument}: {row.doc}" in cls.__doc__
        assert inspect.signature(cls).parameters[argument].default == default
    assert table.brief in cls.__doc__


@every_model
def test_every_bound_is_refused_and_leaves_the_module_as_it_was(name):
    cls, table = getattr(st, name), TABLES[name]
    module = cls(3)
    for argument, row in zip(cls.param_names, table.params):
        lo, hi, lo_open, hi_open = row.bound
        outside = [lo if lo_open else lo - max(1.0, -1e-6 * lo)] if lo > float("-inf") else []            # float sees the difference
        outside += [hi if hi_open else hi + max(1.0, 1e-6 * hi)] if hi < float("inf") else []
        before = getattr(module, argument).clone()
        for value in [*outside, float("nan")]:
            values = {argument: value} if row.list < 0 else arrays_with(cls, argument, value)
            with pytest.raises(st.errors.OutOfRange, match=row.name):
                cls(3, **values)
            with pytest.raises(st.errors.OutOfRange, match=row.name):
                module.set_parameters(**values)
            assert torch.equal(getattr(module, argument), before)


@every_model
def test_run_equals_steps_and_state_round_trips(name):
    module, other = make(name, 4), make(name, 4)
    x = drive(name, strong(6, 2, 4), timed=True)
    spikes = module.run(x)
    assert torch.equal(spikes, torch.stack([other(t) for t in x]))
    for state in module.state_names:
        assert torch.equal(getattr(module, state), getattr(other, state))
    fresh = make(name, 4)
    fresh.load_state_dict(module.state_dict())
    fresh.step_count = module.step_count
    follow = drive(name, strong(2, 4))
    assert torch.equal(fresh(follow), module(follow))
    for state in module.state_names:
        assert torch.equal(getattr(fresh, state), getattr(module, state))


def test_initial_states_are_differentiable_where_they_depend_on_parameters():
    stp = st.STP(3, learn=("U",))
    u, x = stp.initial_state()
    (2.0 * u.sum() + x.sum()).backward()
    assert stp.U.grad.item() == 6.0


@every_model
def test_copies_are_independent(name):
    module = make(name, 4)
    module(drive(name, strong(2, 4)))
    for twin in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        before = [getattr(module, s).clone() for s in module.state_names]
        twin(drive(name, strong(2, 4)))
        assert all(torch.equal(b, getattr(module, s)) for b, s in zip(before, module.state_names))


@every_model
@pytest.mark.parametrize("dtype", [torch.double, torch.half, torch.bfloat16])
def test_conversion_moves_parameters_and_state(name, dtype):
    module = make(name, 4)
    module(drive(name, strong(2, 4)))
    module.to(dtype)
    assert module(drive(name, strong(2, 4)).to(dtype)).dtype == dtype
    assert all(getattr(module, s).dtype == dtype for s in module.state_names)


@every_model
def test_init_state_has_batch_and_reset_forgets(name):
    module = make(name, 4)
    module.init_state(3)
    elements = (ELEMENTS,) if TABLES[name].state[0].list >= 0 else ()
    assert getattr(module, module.state_names[0]).shape == (*elements, 3, 4)
    module(drive(name, strong(3, 4)))
    module.reset_state()
    assert module.get_state()[0].shape == (*elements, 4)
    assert module(drive(name, strong(5, 4))).shape == (5, 4)


@pytest.mark.parametrize("name", [n for n in DIFFERENTIABLE if n in MODULES])
def test_learnt_parameters_get_gradients(name):
    module = make(name, 4, learn=True)
    assert {n for n, _ in module.named_parameters()} == set(module.param_names)
    _, states, _ = module.sequence(drive(name, strong(5, 2, 4), timed=True), module.initial_state())
    sum(s.sum() for s in states).backward()
    assert all(p.grad is not None and p.grad.shape == p.shape for p in module.parameters())


def test_gradient_flows_through_the_state_until_detached_or_reset():
    lif = LIF(4, learn=("tau",))
    lif(strong(4))
    assert lif.V.requires_grad
    lif.detach_()
    assert not lif.V.requires_grad
    lif(strong(4))
    lif.reset_state()
    assert not lif.V.requires_grad and not lif.get_state()[0].requires_grad


def test_batch_first_transposes():
    a, b = LIF(4, batch_first=True), LIF(4)
    x = strong(2, 9, 4)
    assert torch.equal(a.run(x), b.run(x.transpose(0, 1)).transpose(0, 1))


def test_traces_of_named_states():
    lif = LIF(4)
    _, states, traces = lif.sequence(strong(9, 4), lif.initial_state(), record=lif.record_mask("V"))
    assert traces[0].shape == (9, 4) and torch.equal(traces[0][-1], states[0])


def test_quantities_and_per_neuron_values():
    lif = LIF(3, tau=[5.0, 10.0, 20.0] * st.u.ms, V_th=0.002 * st.u.V)
    assert lif.tau.tolist() == [5.0, 10.0, 20.0] and lif.V_th.item() == pytest.approx(2.0)
    lif.V_th = 3.0
    assert lif.V_th.item() == 3.0


def test_numbers_keep_double_precision():
    lif = LIF(2, tau=[5.1, 10.3], V_th=1.1, dtype=torch.double)
    assert lif.tau.tolist() == [5.1, 10.3] and lif.V_th.item() == 1.1


def test_hard_and_soft_reset_differ():
    soft, hard = LIF(1, spk_reset="soft"), LIF(1, spk_reset="hard")
    x = torch.full((30, 1), 40.0)
    soft.run(x), hard.run(x)
    assert soft.V.item() != hard.V.item()


@pytest.mark.parametrize("arguments, error, text", [
    ({"tua": 5.0}, st.errors.UnknownName, "did you mean 'tau'"),
    ({"tau": -5.0}, st.errors.OutOfRange, "tau = -5 ms is not allowed; it must be > 0"),
    ({"tau": 5 * st.u.mV}, st.errors.WrongUnit, "LIF.tau expects a quantity in ms"),
    ({"tau": [1.0, 2.0]}, st.errors.WrongShape, "does not broadcast"),
    ({"tau": "fast"}, st.errors.WrongType, "must be a number"),
    ({"dt": 0.0}, st.errors.OutOfRange, "dt"),
    ({"learn": ("tua",)}, st.errors.UnknownName, "tua"),
    ({"surrogate": "ReluGrad"}, st.errors.WrongType, "surrogate"),
    ({"spk_reset": "sotf"}, st.errors.UnknownName, "soft"),
])
def test_bad_arguments_are_refused(arguments, error, text):
    with pytest.raises(error, match=text):
        LIF(3, **arguments)


def test_wrong_input_keeps_the_state():
    lif = LIF(4)
    lif(strong(2, 4))
    before = lif.V.clone()
    with pytest.raises(st.errors.WrongShape):
        lif(strong(2, 3))
    with pytest.raises(st.errors.WrongType):
        lif(torch.ones(2, 4, dtype=torch.int))
    assert torch.equal(lif.V, before)


@pytest.mark.parametrize("kind", range(len(_C.surrogates())))
def test_every_surrogate_gives_a_finite_gradient(kind):
    name, fields = _C.surrogates()[kind]
    surrogate = getattr(st.surrogate, name)()
    assert surrogate.values == [f.default for f in fields]
    lif = LIF(50, surrogate=surrogate, dtype=torch.double)
    x = (strong(10, 50).double()).requires_grad_()
    lif.run(x).sum().backward()
    assert torch.isfinite(x.grad).all() and x.grad.any()


@pytest.mark.parametrize("kind", range(len(_C.surrogates())))
def test_surrogate_functions_belong_together(kind):
    """The spike function has the surrogate's derivative; a smooth step has it as its own, away from its kinks."""
    surrogate = getattr(st.surrogate, _C.surrogates()[kind][0])()
    x = torch.linspace(-2.5, 2.5, 41, dtype=torch.double).add(0.013).requires_grad_()
    spike = surrogate(x)
    assert torch.equal(spike, (x >= 0).double())
    slope = surrogate.surrogate_grad(x)
    assert torch.equal(torch.autograd.grad(spike.sum(), x)[0], slope)
    try:
        smooth = surrogate.surrogate_fun(x)
    except st.errors.WrongType as e:
        assert "no primitive" in str(e)
        return
    torch.testing.assert_close(torch.autograd.grad(smooth.sum(), x)[0], slope, rtol=1e-6, atol=1e-9)


def test_bad_surrogate_parameters_are_refused():
    with pytest.raises(st.errors.UnknownName, match="alpha"):
        st.surrogate.Sigmoid(alhpa=1.0)
    with pytest.raises(st.errors.OutOfRange, match="alpha"):
        st.surrogate.Sigmoid(alpha=-1.0)


def test_state_is_saved_to_file():
    lif = LIF(4)
    lif(strong(2, 4))
    file = io.BytesIO()
    torch.save(lif.state_dict(), file)
    file.seek(0)
    assert torch.equal(torch.load(file)["V"], lif.V)
