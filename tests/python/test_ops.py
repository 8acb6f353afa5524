"""Registry-wide suite of the ops: every model, no code per model."""
import pytest
import torch
from op_cases import DIFFERENTIABLE, MODELS, STOCHASTIC, TABLES, assert_close, gradients, make_case

import synaptorch as st

FORMS = [("_step", None), ("", 7)]
every_model = pytest.mark.parametrize("name", MODELS)
every_differentiable_model = pytest.mark.parametrize("name", DIFFERENTIABLE)
every_form = pytest.mark.parametrize("suffix, steps", FORMS, ids=["step", "sequence"])


def record_all(suffix, name):
    return {} if suffix else {"record": (1 << len(MODELS[name]["states"])) - 1}


@every_model
@every_form
@pytest.mark.parametrize("per_neuron", [False, True], ids=["scalar", "per_neuron"])
@pytest.mark.parametrize("conductance", [True, False], ids=["coupled", "plain"])
def test_kernel_equals_tensor_evaluation(name, suffix, steps, per_neuron, conductance):
    case = make_case(name, (3, 37), steps, per_neuron=per_neuron, conductance=conductance)
    options = record_all(suffix, name)
    for a, b in zip(case(suffix, **options), case.reference(suffix, **options)):
        assert_close(a, b)


@every_differentiable_model
@every_form
@pytest.mark.parametrize("per_neuron", [False, True], ids=["scalar", "per_neuron"])
@pytest.mark.parametrize("reset", range(4))
def test_gradients_equal_plain_autograd(name, suffix, steps, per_neuron, reset):
    case = make_case(name, (3, 37), steps, per_neuron=per_neuron)
    options = {**record_all(suffix, name), "reset": reset}
    mine, plain = case.with_grad(), case.with_grad()
    a = gradients(case(suffix, mine, **options), mine)
    b = gradients(case.reference(suffix, plain, **options), plain)
    for key in a:
        assert_close(a[key], b[key], 1e-11, key)


@every_differentiable_model
def test_gradients_of_states_alone_equal_those_with_parameters(name):
    """Of more elements than a block of the kernels has."""
    case = make_case(name, (1300,))
    everything = case.with_grad()
    expected = gradients(case("_step", everything), everything)
    some = {k: t.requires_grad_(k in MODELS[name]["states"]) for k, t in case.with_grad().items()}
    for _ in range(2):
        found = gradients(case("_step", some), {k: t for k, t in some.items() if t.requires_grad})
        for key in found:
            assert_close(found[key], expected[key], 1e-12, key)


@every_differentiable_model
def test_adjoint_on_tensors_equals_kernel(name):
    case = make_case(name, (2, 5), 4)
    tensors = case.with_grad()
    with_kernel = gradients(case("", tensors), tensors)
    with_tensors = gradients(case("", tensors), tensors, create_graph=True)
    for key in with_kernel:
        assert_close(with_tensors[key].detach(), with_kernel[key], 1e-11, key)


@every_differentiable_model
@every_form
def test_sequence_gradient_of_inputs_constant_in_time_is_summed(name, suffix, steps):
    if steps is None:
        pytest.skip("single step")
    case = make_case(name, (2, 5), steps)
    first = MODELS[name]["inputs"][0]
    for key in MODELS[name]["inputs"][1:]:
        if key in case.tensors:
            case.tensors[key] = case.tensors[key][:1]
    assert case.tensors[first].shape[0] == steps
    mine, plain = case.with_grad(), case.with_grad()
    a, b = gradients(case(suffix, mine), mine), gradients(case.reference(suffix, plain), plain)
    for key in a:
        assert_close(a[key], b[key], 1e-11, key)


@every_model
def test_sequence_equals_steps(name):
    case = make_case(name, (2, 5), 6)
    n = len(MODELS[name]["states"])
    spikes, *rest = case("", record=(1 << n) - 1)
    tensors = dict(case.tensors)
    for t in range(6):
        for key in MODELS[name]["inputs"]:
            if key in tensors:
                tensors[key] = case.tensors[key][t]
        extra = {"step": t} if TABLES[name].stochastic else {}
        z, *states = case("_step", tensors, **extra)
        assert torch.equal(z, spikes[t])
        tensors.update(zip(MODELS[name]["states"], states))
        for state, trace in zip(states, rest[n:]):
            assert torch.equal(state, trace[t])


@every_model
@every_form
def test_batch_equals_loop(name, suffix, steps):
    if TABLES[name].stochastic:
        pytest.skip("draws are numbered by element")
    case = make_case(name, (3, 5), steps)
    whole = case(suffix)
    for b in range(3):
        one = {k: t.select(case.lead(k, steps), b) if k not in MODELS[name]["params"] else t for k, t in case.tensors.items()}
        for axis, a, c in zip(case.lead_of_outputs(steps), whole, case(suffix, one)):
            if a.numel():
                assert torch.equal(a.select(axis, b), c)


@every_model
@every_form
def test_memory_layout_does_not_matter(name, suffix, steps):
    case = make_case(name, (4, 40), steps, per_neuron=True)
    strided = {k: t.transpose(-1, -2).contiguous().transpose(-1, -2) if t.dim() > 1 else t for k, t in case.tensors.items()}
    gaps = {k: torch.stack([t, t], -1)[..., 0] for k, t in case.tensors.items()}
    for other in (strided, gaps):
        for a, b in zip(case(suffix), case(suffix, other)):
            assert torch.equal(a, b)


@every_model
def test_batch_first_view_equals_copy(name):
    case = make_case(name, (3, 40), 5)
    view = {k: t.transpose(0, 1).contiguous().transpose(0, 1) if k in MODELS[name]["inputs"] else t
            for k, t in case.tensors.items()}
    for a, b in zip(case(""), case("", view)):
        assert torch.equal(a, b)


@every_model
@every_form
def test_empty_input(name, suffix, steps):
    case = make_case(name, (0, 5), steps)
    assert all(out.numel() == 0 for out in case(suffix))
    if name in DIFFERENTIABLE:
        tensors = case.with_grad()
        outputs = case(suffix, tensors)
        for key, g in zip(tensors, torch.autograd.grad(sum(o.sum() for o in outputs), list(tensors.values()))):
            assert g.shape == tensors[key].shape and not g.any()


@every_differentiable_model
def test_gradcheck_of_states_and_parameters(name):
    """Finite differences do not see the surrogate, so spikes are kept away from and resets detached."""
    case = make_case(name, (2, 2), per_neuron=True)
    case.choices["reset"] = 2
    for key, row in zip(MODELS[name]["params"], TABLES[name].params):
        if key in ("V_th", "V_peak", "theta"):
            case.tensors[key] = torch.tensor(1e3, dtype=torch.double)
    tensors = {k: t for k, t in case.with_grad().items()}
    keys = [k for k, row in [*zip(MODELS[name]["states"], TABLES[name].state)] if row.type == "real" and not row.hidden]
    keys += [k for k in MODELS[name]["inputs"] if k in tensors]
    keys += [k for k, row in zip(MODELS[name]["params"], TABLES[name].params) if row.unit in ("ms", "pF") and row.default]
    fixed = {k: t.detach() for k, t in tensors.items() if k not in keys}

    def states(*values):
        return case("_step", {**dict(zip(keys, values)), **fixed})[1:]

    assert torch.autograd.gradcheck(states, [tensors[k] for k in keys], eps=1e-6, atol=1e-5, rtol=1e-4)


ADAPTIVE = [n for n in DIFFERENTIABLE if TABLES[n].kind == "ode"]
RKF45 = 0


def adaptive_case(name, shape=(2, 3), **options):
    """A step that takes several sub-steps."""
    case = make_case(name, shape, **options)
    case.choices["solver"] = RKF45
    case.tensors["substep"] = torch.full(shape, 0.03, dtype=torch.double)
    return case


@pytest.mark.parametrize("name", ADAPTIVE)
def test_adaptive_solver_on_tensors_equals_kernel_with_gradients(name):
    case = adaptive_case(name)
    for a, b in zip(case("_step"), case.reference("_step")):
        assert_close(a, b, 1e-9)
    mine, plain = case.with_grad(), case.with_grad()
    a, b = gradients(case("_step", mine), mine), gradients(case.reference("_step", plain), plain)
    for key in a:
        assert a[key].isfinite().all()
        assert_close(a[key], b[key], 1e-9, key)


@pytest.mark.parametrize("name, current", [(n, i) for n, i in (("iaf_cond_alpha", 800.0), ("aeif_cond_exp", 500.0), ("hh_psc_alpha", 200.0)) if n in MODELS])
def test_adaptive_solver_and_fixed_one_have_the_same_gradient(name, current):
    found = []
    for solver in ("rkf45", "rk4"):
        module = getattr(st, name)(2, solver=solver, dtype=torch.double)
        x, I = torch.zeros(60, 2, dtype=torch.double), torch.full((60, 2), current, dtype=torch.double, requires_grad=True)  # noqa: E741
        _, states, _ = module.sequence(x, module.initial_state(), I=I)
        found.append(torch.autograd.grad(states[0].sum(), I)[0])
    torch.testing.assert_close(*found, rtol=3e-4, atol=1e-9)     # as far as the solutions agree


@pytest.mark.parametrize("name", ADAPTIVE)
def test_gradcheck_of_adaptive_solver(name):
    """Where sub-steps do not depend on the values: they grow as far as they may."""
    case = adaptive_case(name, (2, 2))
    case.choices["reset"] = 2
    case.tensors.update({k: torch.tensor(1e3, dtype=torch.double) for k in ("V_th", "V_peak", "theta") if k in MODELS[name]["params"]})
    tensors = case.with_grad()
    keys = [k for k, row in zip(MODELS[name]["states"], TABLES[name].state) if row.type == "real" and not row.hidden]
    keys += [k for k, row in zip(MODELS[name]["params"], TABLES[name].params) if row.unit == "pF"]
    fixed = {k: t.detach() for k, t in tensors.items() if k not in keys}

    def states(*values):
        return [s for s, row in zip(case("_step", {**dict(zip(keys, values)), **fixed})[1:], TABLES[name].state) if not row.hidden]

    assert torch.autograd.gradcheck(states, [tensors[k] for k in keys], eps=1e-6, atol=1e-4, rtol=1e-3)


@every_differentiable_model
def test_double_backward_equals_derivative_of_gradient(name):
    case = make_case(name, (2, 2), smooth=True)
    case.choices["reset"] = 2   # an undetached reset has a pseudo-derivative, which differences cannot see
    tensors = case.with_grad()
    state = MODELS[name]["states"][0]

    def gradient(value):
        out = case("_step", {**tensors, state: value})
        return torch.autograd.grad(sum(o.sum() for o in out), value, create_graph=True)[0]

    x = tensors[state]
    first = gradient(x)
    second = torch.autograd.grad(first.sum(), x, allow_unused=True)[0] if first.requires_grad else None
    second = torch.zeros_like(x) if second is None else second
    eps = 1e-6
    with torch.enable_grad():
        plus, minus = (gradient((x + e).detach().requires_grad_()).detach() for e in (eps, -eps))
    numeric = (plus - minus) / (2 * eps)
    torch.testing.assert_close(second, numeric, atol=1e-4, rtol=1e-3)


@every_differentiable_model
@every_form
def test_forward_mode_equals_reverse_mode(name, suffix, steps):
    case = make_case(name, (2, 3), steps)
    tensors = {k: t.detach() for k, t in case.tensors.items()}
    keys = list(tensors)
    weights = [torch.randn_like(o) for o in case(suffix)]
    directions = {k: torch.randn_like(t) for k, t in tensors.items()}

    def loss(*values):
        return sum((o * w).sum() for o, w in zip(case(suffix, dict(zip(keys, values))), weights) if o.numel())

    _, tangent = torch.func.jvp(loss, tuple(tensors.values()), tuple(directions.values()))
    grads = torch.func.grad(loss, argnums=tuple(range(len(keys))))(*tensors.values())
    expected = sum((g * directions[k]).sum() for k, g in zip(keys, grads))
    torch.testing.assert_close(tangent, expected, atol=1e-8, rtol=1e-8)


@every_model
@every_form
def test_vmap_equals_loop(name, suffix, steps):
    if TABLES[name].stochastic:
        pytest.skip("draws are numbered by element")
    case = make_case(name, (4, 5), steps)
    keys = [k for k, t in case.tensors.items() if t.dim() > 1]
    dims = tuple(case.lead(k, steps) for k in keys)
    fixed = {k: t for k, t in case.tensors.items() if k not in keys}

    def run(*values):
        return tuple(o for o in case(suffix, {**dict(zip(keys, values)), **fixed}) if o.numel())

    batched = torch.func.vmap(run, in_dims=dims)(*(case.tensors[k] for k in keys))
    for b in range(4):
        one = run(*(case.tensors[k].select(d, b) for k, d in zip(keys, dims)))
        for x, y in zip(batched, one):
            assert torch.equal(x[b], y)


@every_differentiable_model
@every_form
def test_per_sample_gradients_by_vmap(name, suffix, steps):
    if TABLES[name].stochastic:
        pytest.skip("draws are numbered by element")
    case = make_case(name, (3, 5), steps)
    first, param = MODELS[name]["inputs"][0], MODELS[name]["params"][0]
    axis = case.lead(first, steps)
    states = {k: case.tensors[k].select(case.lead(k, None), 0) for k in MODELS[name]["states"]}
    fixed = {k: case.tensors[k] for k in MODELS[name]["params"]}

    def loss(p, x):
        return sum(o.sum() for o in case(suffix, {first: x, **states, **fixed, param: p}))

    per_sample = torch.func.vmap(torch.func.grad(loss), in_dims=(None, axis))(fixed[param], case.tensors[first])
    for b in range(3):
        assert_close(per_sample[b], torch.func.grad(loss)(fixed[param], case.tensors[first].select(axis, b)), 1e-10)


@every_model
@every_form
def test_opcheck(name, suffix, steps):
    case = make_case(name, (2, 3), steps)
    with_grad = case.with_grad() if name in DIFFERENTIABLE else case.tensors
    torch.library.opcheck(case.op(suffix).default, (), {**case.arguments(with_grad), "dt": 0.1},
                          test_utils=("test_schema", "test_autograd_registration", "test_faketensor", "test_aot_dispatch_static"))


@every_model
def test_float_agrees_with_double(name):
    double, single = make_case(name, (2, 40), 1), make_case(name, (2, 40), 1, dtype=torch.float)
    for a, b in zip(single("")[1:], double("")[1:]):
        assert a.dtype == torch.float
        if a.numel():
            torch.testing.assert_close(a.double(), b, atol=1e-2, rtol=1e-3)


@pytest.mark.parametrize("name", STOCHASTIC)
def test_draws_depend_on_seed_and_step_only(name):
    case = make_case(name, (50,), 40)
    spikes = case("", seed=3)[0]
    assert torch.equal(spikes, case("", seed=3)[0])
    threads = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        assert torch.equal(spikes, case("", seed=3)[0])
    finally:
        torch.set_num_threads(threads)


def test_scalar_gradient_does_not_depend_on_threads():
    case = make_case("LIF", (50, 997), 5)
    threads, found = torch.get_num_threads(), []
    try:
        for n in (1, 2):
            torch.set_num_threads(n)
            tensors = case.with_grad()
            found.append(gradients(case("", tensors), tensors)["tau"])
    finally:
        torch.set_num_threads(threads)
    assert torch.equal(*found)


@pytest.mark.parametrize("change, error, text", [
    (lambda t: {**t, "V": t["V"].float()}, st.errors.WrongType, "V is Float but x is Double"),
    (lambda t: {**t, "x": t["x"].int()}, st.errors.WrongType, "x must be of a floating point dtype"),
    (lambda t: {**t, "V": t["V"][:, :2]}, st.errors.WrongShape, "does not broadcast"),
    (lambda t: {**t, "V": t["V"].to("meta")}, st.errors.WrongDevice, "is on meta"),
    (lambda t: {**t, "x": t["x"] * float("nan")}, st.errors.NumericalError, "not a finite number"),
])
def test_bad_tensors_are_refused_by_name(change, error, text):
    case = make_case("LIF", (3, 5), conductance=False)
    with pytest.raises(error, match=text):
        case("_step", change(case.tensors))


@pytest.mark.parametrize("choice", [{"surrogate": 99}, {"surrogate": -1}, {"reset": 7}, {"surrogate_params": [1.0] * 5}])
def test_bad_choices_are_refused(choice):
    with pytest.raises((st.errors.OutOfRange, st.errors.WrongShape)):
        make_case("LIF")("_step", **choice)


@pytest.mark.parametrize("name", [n for n in MODELS if MODELS[n]["packed"]])
def test_parameters_in_one_list_are_counted_and_take_part_in_autocast(name):
    case = make_case(name, (3, 5))
    given = case.arguments()
    with pytest.raises(st.errors.WrongShape, match=f"params holds the {len(MODELS[name]['params'])} parameters"):
        case.op("_step")(**{**given, "params": given["params"][:-1]}, dt=0.1)
    single, mixed = make_case(name, (3, 5), dtype=torch.float), make_case(name, (3, 5), dtype=torch.half)
    mixed.tensors.update({k: single.tensors[k] for k in MODELS[name]["params"][::2]})
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert all(out.dtype == torch.float for out in mixed("_step"))


def test_no_time_steps_are_refused():
    case = make_case("LIF", (5,), 3)
    with pytest.raises(st.errors.WrongShape, match="no time steps"):
        case("", {**case.tensors, **{k: case.tensors[k][:0] for k in MODELS["LIF"]["inputs"]}})
