"""Smoke test of an installed wheel, for an environment that holds only the wheel and its dependencies.

Imports the package from outside the source tree, runs one op with its gradient and one small network.
"""
from pathlib import Path

import torch

import synaptorch as st

package = Path(st.__file__).resolve().parent
source_tree = Path(__file__).resolve().parents[2]
assert source_tree / "python" not in package.parents, f"imported from the source tree: {package}"

# One module over time: a strong current makes it fire, and the gradient reaches the current.
current = torch.full((50, 4), 20.0, requires_grad=True)
spikes = st.LIF(4).run(current)
spikes.sum().backward()
assert spikes.sum() > 0, "LIF under a strong current must fire"
assert torch.isfinite(current.grad).all() and current.grad.abs().sum() > 0

# One network: a neuron driven above its threshold fires regularly, and the recorder has it.
net = st.Network(dt=0.1, seed=1)
neuron = net.add("iaf_psc_exp", 1, I_e=1000.0)
recorded = net.record(neuron)
net.simulate(100.0)
assert len(recorded) > 5, f"{len(recorded)} spikes"
print(f"synaptorch in {package} works with torch {torch.__version__}")
