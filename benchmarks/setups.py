"""The simulated setups, stated once for every simulator. Units: ms, mV, pA, pF, nS, Hz. No imports beyond math."""
import math
from types import SimpleNamespace

RESOLUTION = 0.1
DURATION = 1000.0


def alpha_peak(tau_m, tau_syn, C_m):
    """Peak of the postsynaptic potential (mV) that an alpha current of 1 pA amplitude evokes at rest.

    With a = 1/tau_syn, b = 1/tau_m and c = a - b, the potential is
    V(t) = e a / C_m * (exp(-b t) - (1 + c t) exp(-a t)) / c^2; its maximum is found by bisection of dV/dt.
    """
    a, b = 1 / tau_syn, 1 / tau_m
    c = a - b

    def slope(t):
        return -b * math.exp(-b * t) + (a * (1 + c * t) - c) * math.exp(-a * t)

    low, high = 1e-6, 10 * tau_m
    for _ in range(200):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slope(middle) > 0 else (low, middle)
    return math.e * a / C_m * (math.exp(-b * low) - (1 + c * low) * math.exp(-a * low)) / c**2


def brunel(model, order=2500):
    """Brunel's balanced random network (J. Comput. Neurosci. 8, 2000) in its asynchronous irregular regime.

    4 `order` excitatory and `order` inhibitory neurons, each with inputs from a tenth of either population.
    For `iaf_psc_alpha` the weight J is an amplitude in pA that gives a potential of 0.1 mV, for `iaf_psc_delta` a jump in mV.
    `rate_in` is the rate of the Poisson input to each neuron (all external sources together, Hz).
    """
    net = SimpleNamespace(model=model, N_E=4 * order, N_I=order, C_E=4 * order // 10, C_I=order // 10,
                          delay=1.5, tau_m=20.0, tau_syn=0.5, t_ref=2.0, V_th=20.0, V_reset=0.0, E_L=0.0)
    amplitude, g, eta = 0.1, 5.0, 2.0
    if model == "iaf_psc_alpha":
        net.C_m = 250.0
        net.J_E = amplitude / alpha_peak(net.tau_m, net.tau_syn, net.C_m)
        rate_threshold = net.V_th * net.C_m / (net.J_E * net.C_E * math.e * net.tau_m * net.tau_syn)
    else:
        net.C_m = 1.0
        net.J_E = amplitude
        rate_threshold = net.V_th / (amplitude * net.C_E * net.tau_m)
    net.J_I = -g * net.J_E
    net.rate_source = 1000.0 * eta * rate_threshold
    net.rate_in = net.rate_source * net.C_E
    return net


def coba():
    """Vogels and Abbott's network with conductance synapses (J. Neurosci. 25, 2005), driven by a constant current.

    Conductances are in units of the leak, so that `drive` is the product of input resistance and current (mV).
    """
    return SimpleNamespace(N_E=3200, N_I=800, p=0.02, tau_m=20.0, t_ref=5.0, V_rest=-60.0, V_th=-50.0, V_reset=-60.0,
                           V_mean=-55.0, V_sd=2.0, drive=20.0, w_E=0.6, w_I=6.7, tau_E=5.0, tau_I=10.0, E_E=0.0, E_I=-80.0)


NEURONS = 10_000
# model -> constant current (pA) that makes its default neuron fire regularly, steps to simulate, and resolution (ms) for
# the fixed-step method: classic Runge-Kutta is unstable for the squid axon's sodium current at 0.1 ms.
NEURON_STEP = {
    "iaf_psc_exp": (400.0, 10_000, RESOLUTION),
    "iaf_psc_alpha": (400.0, 10_000, RESOLUTION),
    "iaf_psc_delta": (400.0, 10_000, RESOLUTION),
    "iaf_cond_exp": (300.0, 2_000, RESOLUTION),
    "aeif_cond_exp": (700.0, 2_000, RESOLUTION),
    "hh_psc_alpha": (700.0, 2_000, RESOLUTION / 2),
}

# Constant currents (pA) under which NEST's neurons fire; neurons that take none are left alone at their defaults.
DRIVEN = {"aeif": 700.0, "hh": 700.0, "gif_p": 100.0, "gif_c": 100.0, "izhikevich": 10.0, "pp_": 400.0, "iaf": 400.0, "mat2": 500.0,
          "amat2": 500.0, "eprop_iaf": 500.0}


def drive(model):
    """The properties to set on a NEST neuron of the benchmark of all neurons."""
    undriven = {"iaf_bw_2001", "iaf_bw_2001_exact", "iaf_chs_2007", "iaf_cond_alpha_mc", "pp_cond_exp_mc_urbanczik"}
    found = [current for start, current in DRIVEN.items() if model.startswith(start) and model not in undriven]
    return {"I_e": found[0]} if found else {}
