"""Unconnected neurons under a constant current in Brian2, fixed step: `python brian2_neuron_step.py aeif_cond_exp`.

The equations and the default parameters are those of the models of that name in NEST; units as in `setups`.
"""
import sys

from brian2 import NeuronGroup, SpikeMonitor, ms

import brian2_standalone
import setups
from harness import emit

PSC = "dV/dt = (-(V - E_L) / tau_m + (I + I_e) / C_m) / ms : 1 (unless refractory)\n"
COND = "dg_ex/dt = -g_ex / tau_ex / ms : 1\n dg_in/dt = -g_in / tau_in / ms : 1\n"
PSC_PARAMETERS = dict(E_L=-70.0, V_th=-55.0, V_reset=-70.0, tau_m=10.0, C_m=250.0, tau_ex=2.0, tau_in=2.0, t_ref=2.0)
ALPHA = """dI_ex/dt = (Y_ex - I_ex / tau_ex) / ms : 1
           dY_ex/dt = -Y_ex / tau_ex / ms : 1
           dI_in/dt = (Y_in - I_in / tau_in) / ms : 1
           dY_in/dt = -Y_in / tau_in / ms : 1
"""
EXP = "dI_ex/dt = -I_ex / tau_ex / ms : 1\n dI_in/dt = -I_in / tau_in / ms : 1\n"

# model -> equations, method, threshold, reset, parameters
MODELS = {
    "iaf_psc_delta": (PSC.replace("I + I_e", "I_e"), "exact", "V >= V_th", "V = V_reset", PSC_PARAMETERS),
    "iaf_psc_exp": (PSC.replace("I +", "I_ex + I_in +") + EXP, "exact", "V >= V_th", "V = V_reset", PSC_PARAMETERS),
    "iaf_psc_alpha": (PSC.replace("I +", "I_ex + I_in +") + ALPHA, "exact", "V >= V_th", "V = V_reset", PSC_PARAMETERS),
    "iaf_cond_exp": (
        "dV/dt = (-g_L * (V - E_L) - g_ex * (V - E_ex) - g_in * (V - E_in) + I_e) / C_m / ms : 1 (unless refractory)\n" + COND,
        "rk4", "V >= V_th", "V = V_reset",
        dict(E_L=-70.0, V_th=-55.0, V_reset=-60.0, C_m=250.0, g_L=16.6667, E_ex=0.0, E_in=-85.0, tau_ex=0.2, tau_in=2.0,
             t_ref=2.0)),
    "aeif_cond_exp": (
        """dV/dt = (-g_L * (V_c - E_L) + g_L * Delta_T * exp((V_c - V_T) / Delta_T)
                    - g_ex * (V_c - E_ex) - g_in * (V_c - E_in) - w + I_e) / C_m / ms : 1
           dw/dt = (a * (V_c - E_L) - w) / tau_w / ms : 1
           V_c = clip(V, -1000, V_peak) : 1\n""" + COND,
        "rk4", "V >= V_peak", "V = V_reset; w += b",
        dict(E_L=-70.6, V_T=-50.4, V_peak=0.0, V_reset=-60.0, C_m=281.0, g_L=30.0, Delta_T=2.0, a=4.0, b=80.5, tau_w=144.0,
             E_ex=0.0, E_in=-85.0, tau_ex=0.2, tau_in=2.0, t_ref=0.0)),
    "hh_psc_alpha": (
        """dV/dt = (-g_Na * m**3 * h * (V - E_Na) - g_K * n**4 * (V - E_K) - g_L * (V - E_L) + I_ex + I_in + I_e) / C_m / ms : 1
           dm/dt = (0.1 * (V + 40) / (1 - exp(-(V + 40) / 10)) * (1 - m) - 4 * exp(-(V + 65) / 18) * m) / ms : 1
           dh/dt = (0.07 * exp(-(V + 65) / 20) * (1 - h) - h / (1 + exp(-(V + 35) / 10))) / ms : 1
           dn/dt = (0.01 * (V + 55) / (1 - exp(-(V + 55) / 10)) * (1 - n) - 0.125 * exp(-(V + 65) / 80) * n) / ms : 1\n"""
        + ALPHA,
        "rk4", "V > 0", "",
        dict(E_L=-54.402, g_L=30.0, C_m=100.0, g_Na=12000.0, g_K=3600.0, E_Na=50.0, E_K=-77.0, tau_ex=0.2, tau_in=2.0,
             t_ref=2.0)),
}

model = sys.argv[1]
current, steps, resolution = setups.NEURON_STEP[model]
brian2_standalone.start(resolution)
equations, method, threshold, reset, parameters = MODELS[model]
# An upward crossing counts once: hh_psc_alpha is silent for as long as it stays above threshold.
refractory = "V > 0" if model == "hh_psc_alpha" else parameters["t_ref"] * ms
group = NeuronGroup(setups.NEURONS, equations, method=method, threshold=threshold, reset=reset, refractory=refractory,
                    namespace=parameters | {"I_e": current})
group.V = "-70 + 14 * rand()"
if model == "hh_psc_alpha":  # the gates at rest; from zero the neuron would not start
    group.m, group.h, group.n = 0.05, 0.6, 0.32
spikes = SpikeMonitor(group, record=False)

duration = steps * resolution
clocks = brian2_standalone.build_and_run(duration)
emit("neuron_step/" + model, simulator=brian2_standalone.NAME, method=method, **clocks,
     rates={"all": spikes.num_spikes / setups.NEURONS / (duration / 1000)},
     ns_per_step=1e9 * clocks["sim_s"] / steps / setups.NEURONS)
