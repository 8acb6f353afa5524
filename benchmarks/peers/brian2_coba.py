"""The conductance-based network of Vogels and Abbott in Brian2, fixed step."""
from brian2 import NeuronGroup, SpikeMonitor, Synapses, ms

import brian2_standalone
import setups
from harness import emit

brian2_standalone.start()
net = setups.coba()
names = {name: getattr(net, name) for name in ("V_rest", "V_th", "V_reset", "V_mean", "V_sd", "drive", "w_E", "w_I", "E_E", "E_I")}
names |= {name: getattr(net, name) * ms for name in ("tau_m", "tau_E", "tau_I")}

group = NeuronGroup(net.N_E + net.N_I, """
    dV/dt = (V_rest - V + drive + g_E * (E_E - V) + g_I * (E_I - V)) / tau_m : 1 (unless refractory)
    dg_E/dt = -g_E / tau_E : 1
    dg_I/dt = -g_I / tau_I : 1""", method="exponential_euler", threshold="V >= V_th", reset="V = V_reset",
    refractory=net.t_ref * ms, namespace=names)
group.V = "V_mean + V_sd * randn()"
exc, inh = group[:net.N_E], group[net.N_E:]
to_E = Synapses(exc, group, on_pre="g_E_post += w_E", namespace=names)
to_I = Synapses(inh, group, on_pre="g_I_post += w_I", namespace=names)
to_E.connect(p=net.p)
to_I.connect(p=net.p)
spikes_E, spikes_I = SpikeMonitor(exc), SpikeMonitor(inh)

clocks = brian2_standalone.build_and_run(setups.DURATION)
emit("coba", simulator=brian2_standalone.NAME, **clocks,
     rates=brian2_standalone.rates(net, spikes_E, spikes_I))
