"""The conductance-based network of Vogels and Abbott in brainpy.state: `python brainpy_coba.py [32|64]` (bits of a float)."""
import os
import sys

import setups
from harness import THREADS, Stopwatch, emit

os.environ["JAX_PLATFORMS"] = "cpu"
os.environ["NUMBA_NUM_THREADS"] = str(THREADS)

import brainpy_state as bp  # noqa: E402
import brainstate  # noqa: E402
import braintools  # noqa: E402
import brainunit as u  # noqa: E402
import jax  # noqa: E402
import numpy as np  # noqa: E402

bits = int((sys.argv[1:] or ["32"])[0])
jax.config.update("jax_enable_x64", bits == 64)
brainstate.environ.set(precision=bits, dt=setups.RESOLUTION * u.ms)
brainstate.random.seed(1)
net = setups.coba()
STEPS = round(setups.DURATION / setups.RESOLUTION)


class Network(brainstate.nn.Module):
    def __init__(self):
        super().__init__()
        self.neurons = bp.LIFRef(
            net.N_E + net.N_I, V_rest=net.V_rest * u.mV, V_th=net.V_th * u.mV, V_reset=net.V_reset * u.mV,
            tau=net.tau_m * u.ms, tau_ref=net.t_ref * u.ms,
            V_initializer=braintools.init.Normal(net.V_mean * u.mV, net.V_sd * u.mV))
        self.excitatory = self.project(net.N_E, net.w_E, net.tau_E, net.E_E)
        self.inhibitory = self.project(net.N_I, net.w_I, net.tau_I, net.E_I)

    def project(self, sources, weight, tau, reversal):
        """Weights in siemens: with the package's 1 Ohm, they are in units of the leak."""
        n = net.N_E + net.N_I
        synapse = bp.Expon.desc(n, tau=tau * u.ms, g_initializer=braintools.init.Constant(0.0 * u.siemens))
        return bp.AlignPostProj(comm=brainstate.nn.EventFixedProb(sources, n, net.p, weight * u.siemens), syn=synapse,
                                out=bp.COBA.desc(E=reversal * u.mV), post=self.neurons)

    def step(self, k):
        with brainstate.environ.context(i=k, t=k * brainstate.environ.get_dt()):
            spikes = self.neurons.get_spike() != 0.0
            self.excitatory(spikes[:net.N_E])
            self.inhibitory(spikes[net.N_E:])
            return self.neurons(net.drive * u.mA) != 0.0


watch = Stopwatch()
network = Network()
brainstate.nn.init_all_states(network)
build_s = watch.lap()
simulate = brainstate.transform.jit(lambda steps: brainstate.transform.for_loop(network.step, steps))
jax.block_until_ready(simulate(np.arange(STEPS)))
compile_s = watch.lap()
# The compiled program is bound to these states, so the measured second is the one that follows.
spikes = np.asarray(jax.block_until_ready(simulate(np.arange(STEPS, 2 * STEPS))))
sim_s = watch.lap()

seconds = setups.DURATION / 1000
emit("coba", simulator=f"brainpy.state {bp.__version__}, float{bits}", sim_s=sim_s, build_s=build_s, compile_s=compile_s - sim_s,
     rates={"E": float(spikes[:, :net.N_E].sum() / net.N_E / seconds), "I": float(spikes[:, net.N_E:].sum() / net.N_I / seconds)})
