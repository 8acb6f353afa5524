"""Brunel's balanced network, 12,500 neurons with 1,250 inputs each, 1 s: synaptorch, NEST and Brian2."""
import setups
from harness import THREADS, Stopwatch, compare, peer


def network(model):
    """The network, not yet simulated, and the recordings of its two populations."""
    import synaptorch as st

    b = setups.brunel(model)
    net = st.Network(dt=setups.RESOLUTION, seed=1, threads=THREADS)
    parameters = dict(C_m=b.C_m, tau_m=b.tau_m, t_ref=b.t_ref, E_L=b.E_L, V_reset=b.V_reset, V_th=b.V_th, V_m=b.E_L)
    if model == "iaf_psc_alpha":
        parameters |= dict(tau_syn_ex=b.tau_syn, tau_syn_in=b.tau_syn)
    neurons = net.add(model, b.N_E + b.N_I, **parameters)
    exc, inh = neurons[:b.N_E], neurons[b.N_E:]
    net.connect(net.add("poisson_generator", rate=b.rate_in), neurons, weight=b.J_E, delay=b.delay)
    net.connect(exc, neurons, st.fixed_indegree(b.C_E), weight=b.J_E, delay=b.delay)
    net.connect(inh, neurons, st.fixed_indegree(b.C_I), weight=b.J_I, delay=b.delay)
    return net, {"E": net.record(exc), "I": net.record(inh)}


def run(model):
    import synaptorch  # noqa: F401  (before the clock starts)

    watch = Stopwatch()
    net, spikes = network(model)
    build_s = watch.lap()
    net.simulate(setups.DURATION)
    return dict(sim_s=watch.lap(), build_s=build_s, rates={name: s.rate for name, s in spikes.items()})


def peers(model):
    return {"NEST": peer("peers", "nest_brunel.py", model), "Brian2": peer("peers", "brian2_brunel.py", model)}


if __name__ == "__main__":
    compare("brunel", __file__, ["iaf_psc_alpha", "iaf_psc_delta"], run, peers)
