# Written by `python -m synaptorch._stubs` from the model tables.
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from .surrogate import Surrogate

class Neuron(nn.Module):
    size: list[int]
    dt: float
    step_count: int
    param_names: tuple[str, ...]
    state_names: tuple[str, ...]
    def initial_state(self) -> list[Tensor]: ...
    def get_state(self) -> list[Tensor]: ...
    def set_state(self, states: list[Tensor]) -> None: ...
    def init_state(self, batch: int | Sequence[int] | None = None) -> None: ...
    def reset_state(self) -> None: ...
    def detach_(self) -> Neuron: ...
    def set_parameters(self, **params: Any) -> None: ...
    def record_mask(self, *names: str) -> int: ...

class aeif_cond_alpha(Neuron):
    """Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_w: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 281.0, Delta_T: Any = 2.0, E_L: Any = -70.6, E_ex: Any = 0.0, E_in: Any = -85.0, I_e: Any = 0.0, V_peak: Any = 0.0, V_reset: Any = -60.0, V_th: Any = -50.4, a: Any = 4.0, b: Any = 80.5, g_L: Any = 30.0, gsl_error_tol: Any = 1e-06, t_ref: Any = 0.0, tau_syn_ex: Any = 0.2, tau_syn_in: Any = 2.0, tau_w: Any = 144.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class aeif_cond_exp(Neuron):
    """Adaptive exponential integrate-and-fire neuron with exponentially decaying conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_w: Tensor
    V_m: Tensor
    g_ex: Tensor
    g_in: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 281.0, Delta_T: Any = 2.0, E_L: Any = -70.6, E_ex: Any = 0.0, E_in: Any = -85.0, I_e: Any = 0.0, V_peak: Any = 0.0, V_reset: Any = -60.0, V_th: Any = -50.4, a: Any = 4.0, b: Any = 80.5, g_L: Any = 30.0, gsl_error_tol: Any = 1e-06, t_ref: Any = 0.0, tau_syn_ex: Any = 0.2, tau_syn_in: Any = 2.0, tau_w: Any = 144.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class Alpha(Neuron):
    """Synaptic conductance that follows an alpha function."""
    tau: Tensor
    g: Tensor
    h: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = 8.0) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class ExpIF(Neuron):
    """Exponential integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_T: Tensor
    delta_T: Tensor
    V: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = 1.0, tau: Any = 10.0, V_th: Any = -30.0, V_reset: Any = -68.0, V_rest: Any = -65.0, V_T: Any = -59.9, delta_T: Any = 3.48) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class Expon(Neuron):
    """Synaptic conductance that jumps and decays exponentially."""
    tau: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = 8.0) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class HH(Neuron):
    """Hodgkin-Huxley neuron."""
    ENa: Tensor
    gNa: Tensor
    EK: Tensor
    gK: Tensor
    EL: Tensor
    gL: Tensor
    V_th: Tensor
    C: Tensor
    V: Tensor
    m: Tensor
    h: Tensor
    n: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, ENa: Any = 50.0, gNa: Any = 120.0, EK: Any = -77.0, gK: Any = 36.0, EL: Any = -54.387, gL: Any = 0.03, V_th: Any = 20.0, C: Any = 1.0) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class hh_psc_alpha(Neuron):
    """Hodgkin-Huxley neuron with alpha-shaped synaptic currents."""
    C_m: Tensor
    E_K: Tensor
    E_L: Tensor
    E_Na: Tensor
    I_e: Tensor
    g_K: Tensor
    g_L: Tensor
    g_Na: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    Act_m: Tensor
    Inact_h: Tensor
    Act_n: Tensor
    dI_syn_ex: Tensor
    I_syn_ex: Tensor
    dI_syn_in: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 100.0, E_K: Any = -77.0, E_L: Any = -54.402, E_Na: Any = 50.0, I_e: Any = 0.0, g_K: Any = 3600.0, g_L: Any = 30.0, g_Na: Any = 12000.0, t_ref: Any = 2.0, tau_syn_ex: Any = 0.2, tau_syn_in: Any = 2.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_alpha(Neuron):
    """Leaky integrate-and-fire neuron with alpha-shaped conductances."""
    C_m: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 250.0, E_L: Any = -70.0, E_ex: Any = 0.0, E_in: Any = -85.0, I_e: Any = 0.0, V_reset: Any = -60.0, V_th: Any = -55.0, g_L: Any = 16.6667, t_ref: Any = 2.0, tau_syn_ex: Any = 0.2, tau_syn_in: Any = 2.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_exp(Neuron):
    """Leaky integrate-and-fire neuron with exponentially decaying conductances."""
    C_m: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    g_ex: Tensor
    g_in: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 250.0, E_L: Any = -70.0, E_ex: Any = 0.0, E_in: Any = -85.0, I_e: Any = 0.0, V_reset: Any = -60.0, V_th: Any = -55.0, g_L: Any = 16.6667, t_ref: Any = 2.0, tau_syn_ex: Any = 0.2, tau_syn_in: Any = 2.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_alpha(Neuron):
    """Leaky integrate-and-fire neuron with alpha-shaped synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_reset: Tensor
    V_th: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    dI_syn_ex: Tensor
    dI_syn_in: Tensor
    I_stim: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 250.0, E_L: Any = -70.0, I_e: Any = 0.0, V_min: Any = -inf, V_reset: Any = -70.0, V_th: Any = -55.0, t_ref: Any = 2.0, tau_m: Any = 10.0, tau_syn_ex: Any = 2.0, tau_syn_in: Any = 2.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_delta(Neuron):
    """Leaky integrate-and-fire neuron with delta-shaped synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_reset: Tensor
    V_th: Tensor
    refractory_input: Tensor
    t_ref: Tensor
    tau_m: Tensor
    V_m: Tensor
    I_stim: Tensor
    refractory: Tensor
    refractory_buffer: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 250.0, E_L: Any = -70.0, I_e: Any = 0.0, V_min: Any = -inf, V_reset: Any = -70.0, V_th: Any = -55.0, refractory_input: Any = 0.0, t_ref: Any = 2.0, tau_m: Any = 10.0) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_exp(Neuron):
    """Leaky integrate-and-fire neuron with exponential synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    delta: Tensor
    rho: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    I_1_stim: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = 250.0, E_L: Any = -70.0, I_e: Any = 0.0, V_reset: Any = -70.0, V_th: Any = -55.0, delta: Any = 0.0, rho: Any = 0.01, t_ref: Any = 2.0, tau_m: Any = 10.0, tau_syn_ex: Any = 2.0, tau_syn_in: Any = 2.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...

class LIF(Neuron):
    """Leaky integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = 1.0, tau: Any = 5.0, V_th: Any = 1.0, V_reset: Any = 0.0, V_rest: Any = 0.0) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class LIFRef(Neuron):
    """Leaky integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    tau_ref: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = 1.0, tau: Any = 5.0, tau_ref: Any = 5.0, V_th: Any = 1.0, V_reset: Any = 0.0, V_rest: Any = 0.0) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class lin_rate_ipn(Neuron):
    """Linear rate neuron with noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    g_ex: Tensor
    g_in: Tensor
    theta_ex: Tensor
    theta_in: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = 1.0, tau: Any = 10.0, mu: Any = 0.0, sigma: Any = 1.0, g: Any = 1.0, g_ex: Any = 1.0, g_in: Any = 1.0, theta_ex: Any = 0.0, theta_in: Any = 0.0, rectify_rate: Any = 0.0, mult_coupling: Any = 0.0, linear_summation: Any = 1.0, rectify_output: Any = 0.0) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
