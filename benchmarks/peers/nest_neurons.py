"""Unconnected neurons of many models in NEST: ns per neuron and step.

    python nest_neurons.py iaf_psc_exp iaf_psc_alpha ...
"""
import sys

import nest

import setups
from harness import THREADS, emit, typical

NEURONS, STEPS = 2_000, 1_000

nest.verbosity = nest.VerbosityLevel.ERROR


def measure(model):
    nest.ResetKernel()
    nest.set(resolution=setups.RESOLUTION, local_num_threads=THREADS, rng_seed=1)
    neurons = nest.Create(model, NEURONS, setups.drive(model))
    if setups.drive(model):
        # Spread over the phases of the spiking cycle, else all neurons spike in the same step.
        neurons.V_m = [v + 10.0 * k / NEURONS for k, v in enumerate(neurons.V_m)]
    nest.Simulate(10 * setups.RESOLUTION)
    nest.Prepare()
    elapsed = typical(lambda: nest.Run(STEPS * setups.RESOLUTION))
    nest.Cleanup()
    return 1e9 * elapsed / STEPS / NEURONS


emit("nest_neurons", simulator=f"NEST {nest.__version__}", ns={model: measure(model) for model in sys.argv[1:] if model in nest.node_models})
