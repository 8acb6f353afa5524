"""Brunel's network in Brian2: `python brian2_brunel.py iaf_psc_alpha`."""
import sys

from brian2 import Hz, NeuronGroup, PoissonInput, SpikeMonitor, Synapses, ms

import brian2_standalone
import setups
from harness import emit

brian2_standalone.start()
model = sys.argv[1]
net = setups.brunel(model)
names = dict(tau_m=net.tau_m * ms, tau_syn=net.tau_syn * ms, V_th=net.V_th, V_reset=net.V_reset)

if model == "iaf_psc_alpha":
    # An alpha current as a chain of two decays: a spike adds e J / tau to its derivative. V in mV, I in mV / tau_m.
    equations = """dV/dt = (I - V) / tau_m : 1 (unless refractory)
                   dI/dt = Y - I / tau_syn : 1
                   dY/dt = -Y / tau_syn : Hz"""
    target, scale, unit = "Y", 2.718281828459045 * net.tau_m / (net.C_m * net.tau_syn), 1 / ms
else:
    equations = "dV/dt = -V / tau_m : 1 (unless refractory)"
    target, scale, unit = "V", 1.0, 1

group = NeuronGroup(net.N_E + net.N_I, equations, method="exact", threshold="V >= V_th", reset="V = V_reset",
                    refractory=net.t_ref * ms, namespace=names)
exc, inh = group[:net.N_E], group[net.N_E:]


def project(source, inputs, J):
    """Synapses of weight J from `inputs` random neurons of the source to every neuron."""
    synapses = Synapses(source, group, on_pre=f"{target}_post += weight", delay=net.delay * ms,
                        namespace={"weight": J * scale * unit})
    synapses.connect(i="k for k in sample(N_pre, size=inputs)", namespace={"inputs": inputs})
    return synapses


# Brian2 simulates the objects that have a name here: it does not look into lists.
from_exc, from_inh = project(exc, net.C_E, net.J_E), project(inh, net.C_I, net.J_I)
noise = PoissonInput(group, target, N=net.C_E, rate=net.rate_source * Hz, weight=net.J_E * scale * unit)
spikes_E, spikes_I = SpikeMonitor(exc), SpikeMonitor(inh)

clocks = brian2_standalone.build_and_run(setups.DURATION)
emit("brunel/" + model, simulator=brian2_standalone.NAME, **clocks,
     rates=brian2_standalone.rates(net, spikes_E, spikes_I))
