"""An excitatory-inhibitory network composed from modules, in the manner of brainpy.state: neurons, and projections onto them.

4,000 neurons, 80 % of them excitatory; each source reaches 2 % of all neurons. Random weights are drawn anew in every step instead
of being stored, and steps cost what their spikes cost. (`balanced_network.py` runs such a network in the network engine,
which is faster; this one can be trained.)

    python examples/ei_network_module.py [--form coba cuba] [--size full|small] [--duration 1000]

Two details that are easily got wrong: a resting potential of -60 mV needs V_reset and the initial V there, too (the
defaults are 0 mV, above the threshold of -50 mV); and conductances of 0.6 and 6.7 are siemens if the resistance is 1 ohm:
in mS the neurons hardly notice each other.
"""
import argparse
import time
from pathlib import Path

import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

import synaptorch as st
from synaptorch.units import u


class EINet(nn.Module):
    """The network; a call is one step and returns its spikes."""

    def __init__(self, form: str = "coba", scale: float = 1.0, refractory: bool = True, seed: int = 0):
        super().__init__()
        self.n_exc, n_inh = int(3200 * scale), int(800 * scale)
        n = self.n_exc + n_inh
        cells = dict(V_rest=(-60 if form == "coba" else -49) * u.mV, V_th=-50 * u.mV, V_reset=-60 * u.mV, tau=20 * u.ms,
                     V_initializer=st.normal(-55 * u.mV, 2 * u.mV))
        self.N = st.LIFRef(n, tau_ref=5 * u.ms, **cells) if refractory else st.LIF(n, **cells)
        weights = (0.6 * u.siemens, 6.7 * u.siemens) if form == "coba" else (1.62 * u.mS, -9.0 * u.mS)
        outputs = (st.COBA.desc(E=0 * u.mV), st.COBA.desc(E=-80 * u.mV)) if form == "coba" else (st.CUBA.desc(),) * 2
        self.E, self.I = (
            st.AlignPostProj(comm=st.EventFixedProb(sources, n, min(1.0, 0.02 / scale), weight, seed=2 * seed + k),
                             syn=st.Expon.desc(n, tau=tau), out=out, post=self.N)
            for k, (sources, weight, tau, out) in enumerate(zip((self.n_exc, n_inh), weights, (5 * u.ms, 10 * u.ms), outputs)))

    def forward(self, inp) -> Tensor:
        spikes = self.N.get_spike()
        self.E(spikes[..., :self.n_exc])
        self.I(spikes[..., self.n_exc:])
        return self.N(inp)


@torch.no_grad()
def simulate(net: EINet, steps: int, inp=20 * u.mA) -> Tensor:
    """Spikes [steps, neurons] as bool."""
    current = torch.full((), inp.m_as("mA"))
    return torch.stack([net(current) > 0 for _ in range(steps)])


def raster(spikes: Tensor, dt: float, path: Path, title: str) -> None:
    figure = Figure(figsize=(9, 4), layout="constrained")
    axes = figure.subplots()
    times, neurons = spikes[:, ::8].nonzero(as_tuple=True)
    axes.plot(times * dt, 8 * neurons, ",k")
    axes.set(xlabel="time (ms)", ylabel="neuron", title=title)
    figure.savefig(path, dpi=120)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--form", nargs="+", choices=("coba", "cuba"), default=["coba", "cuba"])
    parser.add_argument("--size", choices=("full", "small"), default="full")
    parser.add_argument("--duration", type=float, default=1000.0, help="ms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--picture", type=Path, default=Path("ei_network.png"))
    options = parser.parse_args()
    scale, duration = (1.0, options.duration) if options.size == "full" else (0.2, min(options.duration, 100.0))

    for form in options.form:
        torch.manual_seed(options.seed)
        net = EINet(form, scale, seed=options.seed)
        start = time.perf_counter()
        spikes = simulate(net, round(duration / net.N.dt))
        seconds = time.perf_counter() - start
        rates = [float(part.float().mean()) * 1000 / net.N.dt for part in (spikes[:, :net.n_exc], spikes[:, net.n_exc:])]
        path = options.picture.with_stem(f"{options.picture.stem}_{form}")
        raster(spikes, net.N.dt, path, f"{form.upper()} network of modules")
        print(f"{form.upper()}: excitatory {rates[0]:.2f} Hz, inhibitory {rates[1]:.2f} Hz; {duration:g} ms in {seconds:.1f} s; picture: {path}")


if __name__ == "__main__":
    main()
