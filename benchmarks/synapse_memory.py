"""Peak memory that a static synapse with its own weight adds, in Brunel's network (15.6 million synapses)."""
import setups
from harness import THREADS, compare, peer, resident_bytes


def run(model):
    import synaptorch as st

    b = setups.brunel(model)
    before, _ = resident_bytes()
    net = st.Network(dt=setups.RESOLUTION, seed=1, threads=THREADS)
    neurons = net.add(model, b.N_E + b.N_I)
    for source, inputs, J in ((neurons[:b.N_E], b.C_E, b.J_E), (neurons[b.N_E:], b.C_I, b.J_I)):
        net.connect(source, neurons, st.fixed_indegree(inputs), weight=st.normal(J, 0.1 * abs(J)), delay=b.delay)
    net.simulate(10 * b.delay)
    _, peak = resident_bytes()
    return dict(bytes_per_synapse=(peak - before) / (len(neurons) * (b.C_E + b.C_I)))


def peers(model):
    return {"NEST": peer("peers", "nest_brunel.py", model)}


if __name__ == "__main__":
    compare("synapse_memory", __file__, ["iaf_psc_alpha"], run, peers)
