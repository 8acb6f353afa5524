"""Unconnected neurons under a constant current, ns per neuron and step: synaptorch, NEST and Brian2.

`ns_per_step` is the simulation loop of a network, with an adaptive solver where NEST has one. `fixed_ns_per_step`,
to be compared with Brian2's `ns_per_step`, is the over-time op with the fixed-step method that Brian2 uses.
"""
import setups
from harness import THREADS, Stopwatch, compare, peer

FIXED_STEP = ("iaf_cond_exp", "aeif_cond_exp", "hh_psc_alpha")
CHUNK = 100


def simulate(model):
    """Seconds and rate of a network of the neurons."""
    import synaptorch as st

    current, steps, _ = setups.NEURON_STEP[model]
    net = st.Network(dt=setups.RESOLUTION, seed=1, threads=THREADS)
    neurons = net.add(model, setups.NEURONS, I_e=current, V_m=st.uniform(-70.0, -56.0))
    spikes = net.record(neurons)
    watch = Stopwatch()
    net.simulate(steps * setups.RESOLUTION)
    return watch.lap(), spikes.rate


def fixed_step(model):
    """Seconds that the over-time op needs with the classic Runge-Kutta method."""
    import torch

    import synaptorch as st

    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    current, steps, resolution = setups.NEURON_STEP[model]
    neurons = getattr(st, model)(setups.NEURONS, dt=resolution, solver="rk4", I_e=current, dtype=torch.float64)
    neurons.init_state()
    neurons.V_m = torch.empty(setups.NEURONS, dtype=torch.float64).uniform_(-70.0, -56.0)
    no_input = torch.zeros(1, 1, dtype=torch.float64).expand(CHUNK, setups.NEURONS)
    with torch.no_grad():
        neurons.run(no_input)
        watch = Stopwatch()
        for _ in range(steps // CHUNK):
            neurons.run(no_input)
        return watch.lap()


def run(model):
    steps = setups.NEURON_STEP[model][1]
    sim_s, rate = simulate(model)
    result = dict(sim_s=sim_s, rates={"all": rate}, ns_per_step=1e9 * sim_s / steps / setups.NEURONS)
    if model in FIXED_STEP:
        result["fixed_ns_per_step"] = 1e9 * fixed_step(model) / steps / setups.NEURONS
    return result


def peers(model):
    return {"NEST": peer("peers", "nest_neuron_step.py", model), "Brian2": peer("peers", "brian2_neuron_step.py", model)}


if __name__ == "__main__":
    compare("neuron_step", __file__, list(setups.NEURON_STEP), run, peers)
