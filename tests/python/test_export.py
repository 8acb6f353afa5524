"""Deployment: TorchScript, torch.compile, torch.export, AOTInductor."""
import io
import warnings

import pytest
import torch
from op_cases import DIFFERENTIABLE, MODULES, TABLES, drive, module

import synaptorch as st

every_model = pytest.mark.parametrize("name", MODULES)
# torch.compile and AOTInductor take seconds: one model of each kind.
ONE_OF_EACH_KIND = sorted({(TABLES[n].kind, TABLES[n].stochastic): n for n in DIFFERENTIABLE if n in MODULES}.values())

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


class Net(torch.nn.Module):
    """A layer with synapses in front, in functional form: what a user deploys."""

    def __init__(self, name: str):
        super().__init__()
        self.synapses = torch.nn.Linear(4, 4)
        self.name, self.neurons = name, module(name, 4)

    def forward(self, x: torch.Tensor, states: list[torch.Tensor]):
        return self.neurons.cell(drive(self.name, self.synapses(x).abs()), states)


def arguments(net, batch=3):
    torch.manual_seed(0)
    net.neurons.init_state(batch)
    states = net.neurons.get_state()
    net.neurons.reset_state()
    return 50.0 * torch.rand(batch, 4), states


def assert_same(a, b, tolerance=1e-5):
    torch.testing.assert_close(a[0], b[0], atol=tolerance, rtol=tolerance)
    for x, y in zip(a[1], b[1]):
        torch.testing.assert_close(x, y, atol=tolerance, rtol=tolerance)


@every_model
def test_script_saves_loads_and_equals_eager(name):
    scripted, eager = torch.jit.script(module(name, 4)), module(name, 4)
    file = io.BytesIO()
    torch.jit.save(scripted, file)
    file.seek(0)
    loaded = torch.jit.load(file)
    x = drive(name, 50.0 * torch.rand(8, 3, 4), timed=True)
    expected = eager.run(x)
    assert torch.equal(torch.stack([loaded(t) for t in x]), expected)
    loaded.reset_state()
    assert torch.equal(loaded.run(x), expected)


def test_errors_in_script_carry_the_text():
    scripted = torch.jit.script(st.LIF(4))
    with pytest.raises(RuntimeError, match="does not broadcast"):
        scripted(torch.ones(3, 5))
    assert scripted(torch.ones(3, 4)).shape == (3, 4)


@every_model
def test_export_with_dynamic_batch_saves_and_loads(name):
    net = Net(name)
    example = arguments(net)
    batch = torch.export.Dim("batch", min=2, max=64)
    shapes = ({0: batch}, [{0 if row.list < 0 else 1: batch} for row in TABLES[name].state])
    other, file = arguments(net, batch=7), io.BytesIO()
    with torch.no_grad():   # some models have no gradient
        program = torch.export.export(net, example, dynamic_shapes=shapes)
        torch.export.save(program, file)
        file.seek(0)
        assert_same(torch.export.load(file).module()(*other), net(*other))


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_compile_fullgraph_with_gradients(name):
    net = Net(name)
    x, states = arguments(net)
    compiled = torch.compile(net, fullgraph=True, backend="aot_eager")
    found = []
    for f in (net, compiled):
        net.zero_grad()
        spikes, after = f(x, states)
        (spikes.sum() + sum(s.sum() for s in after)).backward()
        found.append([p.grad.clone() for p in net.synapses.parameters()])
    for a, b in zip(*found):
        torch.testing.assert_close(a, b)


def test_compiled_stateful_module_equals_eager():
    eager, module = st.LIF(4), st.LIF(4)
    compiled = torch.compile(module, fullgraph=True, backend="aot_eager")
    x = 50.0 * torch.rand(4, 3, 4)
    for t in x:
        assert torch.equal(compiled(t), eager(t))
    assert torch.equal(module.V, eager.V)


@pytest.mark.slow
def test_inductor_package_equals_eager(tmp_path):
    net = Net("LIF")
    x, states = arguments(net)
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        program = torch.export.export(net, (x, states))
        path = torch._inductor.aoti_compile_and_package(program, package_path=str(tmp_path / "net.pt2"))
        loaded = torch._inductor.aoti_load_package(path)
        assert_same(loaded(x, states), net(x, states))
