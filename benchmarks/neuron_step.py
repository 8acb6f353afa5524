"""Unconnected neurons under a constant current, ns per neuron and step: synaptorch, NEST and Brian2.

`ns_per_step` is the simulation loop of a network, with an adaptive solver where NEST has one; `fixed_ns_per_step`, to be
compared with Brian2's `ns_per_step`, with the fixed-step method that Brian2 uses.
"""
import setups
from harness import THREADS, Stopwatch, compare, peer

FIXED_STEP = ("iaf_cond_exp", "aeif_cond_exp", "hh_psc_alpha")


def simulate(model, resolution, solver):
    """Seconds and rate of a network of the neurons."""
    import synaptorch as st

    current, steps, _ = setups.NEURON_STEP[model]
    net = st.Network(dt=resolution, seed=1, threads=THREADS, solver=solver)
    neurons = net.add(model, setups.NEURONS, I_e=current, V_m=st.uniform(-70.0, -56.0))
    spikes = net.record(neurons)
    watch = Stopwatch()
    net.simulate(steps * resolution)
    return watch.lap(), spikes.rate


def run(model):
    _, steps, fixed_resolution = setups.NEURON_STEP[model]
    per_step = 1e9 / steps / setups.NEURONS
    sim_s, rate = simulate(model, setups.RESOLUTION, "rkf45")
    result = dict(sim_s=sim_s, rates={"all": rate}, ns_per_step=sim_s * per_step)
    if model in FIXED_STEP:
        result["fixed_ns_per_step"] = simulate(model, fixed_resolution, "rk4")[0] * per_step
    return result


def peers(model):
    return {"NEST": peer("peers", "nest_neuron_step.py", model), "Brian2": peer("peers", "brian2_neuron_step.py", model)}


if __name__ == "__main__":
    compare("neuron_step", __file__, list(setups.NEURON_STEP), run, peers)
