"""Ops on a CUDA device equal those of the CPU. All but the first two need a device."""
import pytest
import torch
from op_cases import DIFFERENTIABLE, MODELS, TABLES, assert_close, gradients, make_case, random_grads

import synaptorch as st
from synaptorch import _build_info, _library

needs_device = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
every_model = pytest.mark.parametrize("name", MODELS)
every_differentiable_model = pytest.mark.parametrize("name", DIFFERENTIABLE)
every_form = pytest.mark.parametrize("suffix, steps", [("_step", None), ("", 7)], ids=["step", "sequence"])


def has_lists(name):
    return any(row.list >= 0 for row in [*TABLES[name].ports, *TABLES[name].params, *TABLES[name].state])


def record_all(suffix, name):
    return {} if suffix else {"record": (1 << len(MODELS[name]["states"])) - 1}


def on_device(case):
    """The tensors of a case on the device, leaves of their own."""
    return {k: t.cuda().requires_grad_(t.requires_grad) for k, t in case.items()}


def assert_same(found, expected, tolerance=1e-9):
    """Not to the last bit: exponentials of a device are its own, and it rounds a product and a sum together."""
    for a, b in zip(found, expected, strict=True):
        assert a.is_cuda and a.dtype == b.dtype
        assert_close(a.detach().cpu().double(), b.detach().double(), tolerance)


@pytest.mark.skipif(not _build_info.cuda, reason="built for the CPU alone")
@every_model
@pytest.mark.parametrize("op", ["_step", "", "_step_backward", "_backward"])
def test_a_build_for_cuda_has_kernels_for_all_models_without_lists(name, op):
    if "backward" in op and not TABLES[name].differentiable:
        pytest.skip("no backward op")
    qualified = f"synaptorch::{MODELS[name]['stem']}{op}"
    assert torch._C._dispatch_has_kernel_for_dispatch_key(qualified, "CUDA") == (not has_lists(name))


def test_a_build_for_cuda_says_that_torch_is_one_for_the_cpu(monkeypatch):
    monkeypatch.setattr(_build_info, "cuda", True)
    monkeypatch.setattr(torch.version, "cuda", None)
    with pytest.raises(ImportError, match="CUDA build of torch"):
        _library._load()


@needs_device
@every_model
@every_form
@pytest.mark.parametrize("per_neuron", [False, True], ids=["scalar", "per_neuron"])
@pytest.mark.parametrize("conductance", [True, False], ids=["coupled", "plain"])
def test_values_equal_those_of_the_cpu(name, suffix, steps, per_neuron, conductance):
    case = make_case(name, (3, 37), steps, per_neuron=per_neuron, conductance=conductance)
    options = record_all(suffix, name)
    assert_same(case(suffix, on_device(case.tensors), **options), case(suffix, **options))


@needs_device
@every_model
@every_form
def test_values_in_single_precision_equal_those_of_the_cpu(name, suffix, steps):
    case = make_case(name, (3, 37), steps, per_neuron=True, dtype=torch.float)
    assert_same(case(suffix, on_device(case.tensors)), case(suffix), 1e-3)


@needs_device
@every_differentiable_model
@every_form
@pytest.mark.parametrize("per_neuron", [False, True], ids=["scalar", "per_neuron"])
@pytest.mark.parametrize("reset", range(4))
def test_gradients_equal_those_of_the_cpu(name, suffix, steps, per_neuron, reset):
    case = make_case(name, (3, 37), steps, per_neuron=per_neuron)
    options = {**record_all(suffix, name), "reset": reset}
    here, there = case.with_grad(), on_device(case.with_grad())
    expected = gradients(case(suffix, here, **options), here)
    outputs = case(suffix, there, **options)
    pairs = [(o, w.cuda()) for o, w in zip(outputs, random_grads(outputs)) if o.requires_grad and o.numel()]
    found = torch.autograd.grad([o for o, _ in pairs], list(there.values()), [w for _, w in pairs], allow_unused=True)
    for a, (key, b) in zip(found, expected.items(), strict=True):
        assert_close(torch.zeros_like(b) if a is None else a.cpu(), b, 1e-8, key)


@needs_device
@every_model
def test_inputs_that_are_constant_in_time_and_strided_tensors(name):
    case = make_case(name, (4, 40), 5, per_neuron=True)
    for key in MODELS[name]["inputs"][1:]:
        if key in case.tensors:
            case.tensors[key] = case.tensors[key][:1]
    strided = {k: t.transpose(-1, -2).contiguous().transpose(-1, -2) if t.dim() > 1 else t for k, t in on_device(case.tensors).items()}
    assert_same(case("", strided), case(""))


@needs_device
def test_half_precision_and_empty_tensors():
    case = make_case("LIF", (3, 37), 7, dtype=torch.half)
    assert_same(case("", on_device(case.tensors)), case(""), 2e-3)
    assert all(out.numel() == 0 for out in make_case("LIF", (0, 5), 3)("", on_device(make_case("LIF", (0, 5), 3).tensors)))


@needs_device
def test_a_failure_is_reported_by_the_next_call_and_then_forgotten():
    case = make_case("LIF", (3, 37), 7)
    bad = {**case.tensors, "V": case.tensors["V"].clone()}
    bad["V"][1, 5] = float("nan")
    case("", on_device(bad))
    torch.cuda.synchronize()
    with pytest.raises(st.errors.NumericalError, match=r"element 42, step 1 of an earlier call"):
        case("", on_device(case.tensors))
    assert_same(case("", on_device(case.tensors)), case(""))


@needs_device
def test_calls_run_on_the_current_stream_and_are_captured_in_graphs():
    case = make_case("LIF", (3, 37), 7)
    tensors = on_device(case.tensors)
    case("", tensors)   # before a capture, as for all operators
    torch.cuda.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        outputs = case("", tensors)
    tensors["x"].mul_(2.0)
    graph.replay()
    torch.cuda.synchronize()
    assert_same(outputs, case("", {**case.tensors, "x": 2.0 * case.tensors["x"]}))


@needs_device
def test_a_module_learns():
    lif = st.LIF(50, tau=10.0, dt=1.0, learn=("tau",)).cuda()
    optimizer = torch.optim.Adam(lif.parameters(), lr=0.5)
    x = 2 * torch.rand(60, 8, 50, device="cuda")
    losses = []
    for _ in range(20):
        lif.reset_state()
        loss = (lif.run(x).mean() - 0.2) ** 2
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]
