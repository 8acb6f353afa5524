"""The conductance-based network of Vogels and Abbott, 4,000 neurons, 1 s, fixed step: synaptorch, Brian2, brainpy.state."""
import setups
from harness import THREADS, Stopwatch, compare, peer


def run(_):
    import synaptorch as st
    from synaptorch import u

    c = setups.coba()
    siemens, mA = u.siemens, u.mA          # the unit registry is read when it is first used: an import
    watch = Stopwatch()
    net = st.Network(dt=setups.RESOLUTION, seed=1, threads=THREADS)
    neurons = net.add("LIFRef", c.N_E + c.N_I, V_rest=c.V_rest, V_th=c.V_th, V_reset=c.V_reset, tau=c.tau_m,
                      tau_ref=c.t_ref, V=st.normal(c.V_mean, c.V_sd))
    neurons.add_receptor("excitatory", "Expon", "COBA", tau=c.tau_E, E=c.E_E)
    neurons.add_receptor("inhibitory", "Expon", "COBA", tau=c.tau_I, E=c.E_I)
    exc, inh = neurons[:c.N_E], neurons[c.N_E:]
    step, chance = setups.RESOLUTION, st.pairwise_bernoulli(c.p)
    # The input resistance is 1 Ohm, so that a leak's conductance is 1 S and the drive in mV a current in mA.
    net.connect(exc, neurons, chance, receptor="excitatory", weight=c.w_E * siemens, delay=step)
    net.connect(inh, neurons, chance, receptor="inhibitory", weight=c.w_I * siemens, delay=step)
    net.connect(net.add("dc_generator", amplitude=c.drive * mA), neurons, delay=step)
    spikes = {"E": net.record(exc), "I": net.record(inh)}
    build_s = watch.lap()
    net.simulate(setups.DURATION)
    return dict(sim_s=watch.lap(), build_s=build_s, rates={name: s.rate for name, s in spikes.items()})


def peers(_):
    return {"Brian2": peer("peers", "brian2_coba.py"), "brainpy.state": peer("brainpy", "brainpy_coba.py")}


if __name__ == "__main__":
    compare("coba", __file__, ["LIFRef"], run, peers)
