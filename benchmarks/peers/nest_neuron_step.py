"""Unconnected neurons under a constant current in NEST: ns per neuron and step.

    python nest_neuron_step.py aeif_cond_exp
"""
import sys

import nest

import setups
from harness import THREADS, Stopwatch, emit

model = sys.argv[1]
current, steps, _ = setups.NEURON_STEP[model]
nest.verbosity = nest.VerbosityLevel.ERROR
nest.set(resolution=setups.RESOLUTION, local_num_threads=THREADS, rng_seed=1)

watch = Stopwatch()
neurons = nest.Create(model, setups.NEURONS, {"I_e": current})
# Spread over the phases of the spiking cycle, else all neurons spike in the same step.
neurons.V_m = nest.random.uniform(-70.0, -56.0)
nest.Prepare()
build_s = watch.lap()
nest.Run(steps * setups.RESOLUTION)
sim_s = watch.lap()
nest.Cleanup()

duration_s = steps * setups.RESOLUTION / 1000
emit("neuron_step/" + model, simulator=f"NEST {nest.__version__}", sim_s=sim_s, build_s=build_s,
     rates={"all": nest.local_spike_counter / setups.NEURONS / duration_s}, ns_per_step=1e9 * sim_s / steps / setups.NEURONS)
