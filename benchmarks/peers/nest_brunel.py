"""Brunel's network in NEST: seconds to build and to simulate, rates, bytes per synapse.

    python nest_brunel.py iaf_psc_alpha [static_synapse_hom_w]
"""
import sys

import nest

import setups
from harness import THREADS, Stopwatch, emit, resident_bytes

model, synapse = sys.argv[1], (sys.argv[2:] or ["static_synapse"])[0]
net = setups.brunel(model)
nest.verbosity = nest.VerbosityLevel.ERROR
nest.set(resolution=setups.RESOLUTION, local_num_threads=THREADS, rng_seed=1, overwrite_files=True)

parameters = dict(C_m=net.C_m, tau_m=net.tau_m, t_ref=net.t_ref, E_L=net.E_L, V_reset=net.V_reset, V_th=net.V_th, V_m=net.E_L)
if model == "iaf_psc_alpha":
    parameters |= dict(tau_syn_ex=net.tau_syn, tau_syn_in=net.tau_syn)

before, _ = resident_bytes()
watch = Stopwatch()
exc = nest.Create(model, net.N_E, parameters)
inh = nest.Create(model, net.N_I, parameters)
noise = nest.Create("poisson_generator", params={"rate": net.rate_in})
recorders = nest.Create("spike_recorder", 2)
nest.CopyModel(synapse, "excitatory", {"weight": net.J_E, "delay": net.delay})
nest.CopyModel(synapse, "inhibitory", {"weight": net.J_I, "delay": net.delay})
nest.Connect(noise, exc + inh, syn_spec="excitatory")
nest.Connect(exc, exc + inh, {"rule": "fixed_indegree", "indegree": net.C_E}, "excitatory")
nest.Connect(inh, exc + inh, {"rule": "fixed_indegree", "indegree": net.C_I}, "inhibitory")
nest.Connect(exc, recorders[0])
nest.Connect(inh, recorders[1])
nest.Prepare()
build_s = watch.lap()
_, peak = resident_bytes()
nest.Run(setups.DURATION)
sim_s = watch.lap()
nest.Cleanup()

seconds = setups.DURATION / 1000
events = recorders.n_events
emit("brunel/" + model, simulator=f"NEST {nest.__version__}", synapse=synapse, sim_s=sim_s, build_s=build_s,
     rates={"E": events[0] / net.N_E / seconds, "I": events[1] / net.N_I / seconds},
     bytes_per_synapse=(peak - before) / ((net.N_E + net.N_I) * (net.C_E + net.C_I)))
