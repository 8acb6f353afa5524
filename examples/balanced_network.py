"""A balanced network: 3,200 excitatory and 800 inhibitory neurons, randomly connected with probability 2 %.

The classic benchmark of Vogels and Abbott (2005) in the form of Brette et al. (2007), with conductances (COBA) and
with currents (CUBA). Every neuron gets a constant drive that would make it fire at 53 Hz (COBA) or at once (CUBA);
recurrent inhibition keeps the rates near 20 Hz and the spike trains irregular.

    python examples/balanced_network.py [--form coba cuba] [--size full|small] [--picture balanced.png]
"""
import argparse
import time
from pathlib import Path

import synaptorch as st
from synaptorch import plot
from synaptorch.units import u


def balanced_network(form: str, scale: float = 1.0, seed: int = 1, threads: int = 0):
    """The network, and recordings of its excitatory and inhibitory spikes."""
    net = st.Network(dt=0.1 * u.ms, seed=seed, threads=threads)
    n_exc, n_inh = int(3200 * scale), int(800 * scale)
    neurons = net.add("LIFRef", n_exc + n_inh, V_th=-50 * u.mV, V_reset=-60 * u.mV, tau=20 * u.ms, tau_ref=5 * u.ms,
                      V_rest=(-60 if form == "coba" else -49) * u.mV, V=st.normal(-55 * u.mV, 2 * u.mV))
    exc, inh = neurons[:n_exc], neurons[n_exc:]

    if form == "coba":
        neurons.add_receptor("excitatory", "Expon", "COBA", tau=5 * u.ms, E=0 * u.mV)
        neurons.add_receptor("inhibitory", "Expon", "COBA", tau=10 * u.ms, E=-80 * u.mV)
        to_exc, to_inh = 0.6 * u.siemens, 6.7 * u.siemens
    else:
        neurons.add_receptor("excitatory", "Expon", "CUBA", tau=5 * u.ms, scale=1 * u.V)
        neurons.add_receptor("inhibitory", "Expon", "CUBA", tau=10 * u.ms, scale=1 * u.V)
        to_exc, to_inh = 1.62 * u.mS, -9.0 * u.mS

    # A smaller network keeps the number of inputs of each neuron.
    chance = st.pairwise_bernoulli(min(1.0, 0.02 / scale))
    net.connect(exc, neurons, chance, receptor="excitatory", weight=to_exc, delay=0.1 * u.ms)
    net.connect(inh, neurons, chance, receptor="inhibitory", weight=to_inh, delay=0.1 * u.ms)

    drive = net.add("dc_generator", amplitude=20 * u.mA)
    net.connect(drive, neurons, delay=0.1 * u.ms)
    return net, {"excitatory": net.record(exc), "inhibitory": net.record(inh)}


def report(form: str, spikes: dict[str, st.Spikes], build_s: float, run_s: float, simulated_ms: float) -> None:
    """Prints rates, irregularity and speed."""
    print(f"{form.upper()}: built in {build_s:.2f} s, simulated {simulated_ms:g} ms in {run_s:.2f} s "
          f"({simulated_ms / 1000 / run_s:.2f} × biological time)")
    for name, s in spikes.items():
        print(f"  {name:<11} {s.rate:6.2f} Hz, CV of the intervals {s.cv:.2f}, {len(s)} spikes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--form", nargs="+", choices=("coba", "cuba"), default=["coba", "cuba"])
    parser.add_argument("--size", choices=("full", "small"), default="full")
    parser.add_argument("--duration", type=float, default=1000.0, help="ms")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--picture", type=Path, default=Path("balanced_network.png"))
    options = parser.parse_args()
    scale, duration = (1.0, options.duration) if options.size == "full" else (0.2, min(options.duration, 200.0))

    for form in options.form:
        start = time.perf_counter()
        net, spikes = balanced_network(form, scale, options.seed, options.threads)
        built = time.perf_counter()
        net.simulate(duration * u.ms)
        report(form, spikes, built - start, time.perf_counter() - built, duration)
        picture = options.picture.with_stem(f"{options.picture.stem}_{form}")
        plot.raster(spikes, picture, title=f"Balanced network, {form.upper()}")
        print(f"  picture: {picture}")


if __name__ == "__main__":
    main()
