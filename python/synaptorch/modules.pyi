# Written by `python -m synaptorch._stubs` from the model tables.
from collections.abc import Iterable, Sequence
from typing import Any

import torch
from torch import Tensor

from .dynamics import Dynamics
from .surrogate import Surrogate

class Neuron(Dynamics):
    size: list[int]
    dt: float
    step_count: int
    param_names: tuple[str, ...]
    state_names: tuple[str, ...]
    input_names: tuple[str, ...]
    has_threshold: bool
    def initial_state(self) -> list[Tensor]: ...
    def get_state(self) -> list[Tensor]: ...
    def set_state(self, states: list[Tensor]) -> None: ...
    def init_state(self, batch_size: int | Sequence[int] | None = None) -> None: ...
    def reset_state(self, batch_size: int | None = None) -> None: ...
    def detach_(self) -> Neuron: ...
    def set_parameters(self, **params: Any) -> None: ...
    def record_mask(self, *names: str) -> int: ...
    def get_spike(self, V: Tensor | None = None) -> Tensor: ...
    def after_reset(self) -> Tensor: ...

class Synapse(Neuron): ...

class AdExIF(Neuron):
    """Adaptive exponential integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    tau_w: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_T: Tensor
    delta_T: Tensor
    a: Tensor
    b: Tensor
    V: Tensor
    w: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_w: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_T: Any = ..., delta_T: Any = ..., a: Any = ..., b: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class AdExIFRef(Neuron):
    """Adaptive exponential integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    tau_w: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_T: Tensor
    delta_T: Tensor
    a: Tensor
    b: Tensor
    tau_ref: Tensor
    V: Tensor
    w: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_w: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_T: Any = ..., delta_T: Any = ..., a: Any = ..., b: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class AdQuaIF(Neuron):
    """Adaptive quadratic integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    tau_w: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_c: Tensor
    c: Tensor
    a: Tensor
    b: Tensor
    V: Tensor
    w: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_w: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_c: Any = ..., c: Any = ..., a: Any = ..., b: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class AdQuaIFRef(Neuron):
    """Adaptive quadratic integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    tau_w: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_c: Tensor
    c: Tensor
    a: Tensor
    b: Tensor
    tau_ref: Tensor
    V: Tensor
    w: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_w: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_c: Any = ..., c: Any = ..., a: Any = ..., b: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class aeif_cond_alpha(Neuron):
    """Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
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
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class aeif_cond_alpha_astro(Neuron):
    """Adaptive exponential integrate-and-fire neuron with alpha-shaped conductances and input from astrocytes."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    I_SIC: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, SIC: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, SIC: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, SIC: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, SIC: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class aeif_cond_alpha_multisynapse(Neuron):
    """Adaptive exponential integrate-and-fire neuron with any number of alpha-shaped conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    E_rev: Tensor
    tau_syn: Tensor
    V_m: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    dg: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., E_rev: Any = ..., tau_syn: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class aeif_cond_beta_multisynapse(Neuron):
    """Adaptive exponential integrate-and-fire neuron with any number of double-exponential conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    E_rev: Tensor
    tau_rise: Tensor
    tau_decay: Tensor
    V_m: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    dg: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., E_rev: Any = ..., tau_rise: Any = ..., tau_decay: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class aeif_cond_exp(Neuron):
    """Adaptive exponential integrate-and-fire neuron with exponentially decaying conductances."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
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
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class aeif_psc_alpha(Neuron):
    """Adaptive exponential integrate-and-fire neuron with alpha-shaped currents."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    dI_syn_ex: Tensor
    I_syn_ex: Tensor
    dI_syn_in: Tensor
    I_syn_in: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class aeif_psc_delta(Neuron):
    """Adaptive exponential integrate-and-fire neuron with delta-shaped synaptic currents."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    refractory_input: Tensor
    V_m: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    refractory_buffer: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., refractory_input: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class aeif_psc_delta_clopath(Neuron):
    """Adaptive exponential integrate-and-fire neuron with jumps of the potential, a moving threshold and filtered potentials for voltage-based plasticity."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th_rest: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    I_sp: Tensor
    V_clamp: Tensor
    V_th_max: Tensor
    t_clamp: Tensor
    tau_V_th: Tensor
    tau_z: Tensor
    A_LTD: Tensor
    A_LTD_const: Tensor
    A_LTP: Tensor
    delay_u_bars: Tensor
    tau_u_bar_bar: Tensor
    tau_u_bar_minus: Tensor
    tau_u_bar_plus: Tensor
    theta_minus: Tensor
    theta_plus: Tensor
    u_ref_squared: Tensor
    V_m: Tensor
    w: Tensor
    z: Tensor
    V_th: Tensor
    u_bar_plus: Tensor
    u_bar_minus: Tensor
    u_bar_bar: Tensor
    I_stim: Tensor
    clamped: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th_rest: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., I_sp: Any = ..., V_clamp: Any = ..., V_th_max: Any = ..., t_clamp: Any = ..., tau_V_th: Any = ..., tau_z: Any = ..., A_LTD: Any = ..., A_LTD_const: Any = ..., A_LTP: Any = ..., delay_u_bars: Any = ..., tau_u_bar_bar: Any = ..., tau_u_bar_minus: Any = ..., tau_u_bar_plus: Any = ..., theta_minus: Any = ..., theta_plus: Any = ..., u_ref_squared: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class aeif_psc_exp(Neuron):
    """Adaptive exponential integrate-and-fire neuron with exponentially decaying currents."""
    C_m: Tensor
    Delta_T: Tensor
    E_L: Tensor
    I_e: Tensor
    V_peak: Tensor
    V_reset: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_w: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    w: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_T: Any = ..., E_L: Any = ..., I_e: Any = ..., V_peak: Any = ..., V_reset: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_w: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class ALIF(Neuron):
    """Leaky integrate-and-fire neuron with an adaptive threshold."""
    R: Tensor
    tau: Tensor
    tau_a: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    beta: Tensor
    V: Tensor
    a: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_a: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., beta: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class Alpha(Synapse):
    """Synaptic conductance that follows an alpha function."""
    tau: Tensor
    g: Tensor
    h: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class amat2_psc_exp(Neuron):
    """Leaky integrator without reset whose threshold adapts to spikes and to the potential."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    alpha_1: Tensor
    alpha_2: Tensor
    beta: Tensor
    omega: Tensor
    t_ref: Tensor
    tau_1: Tensor
    tau_2: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_v: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    V_th: Tensor
    V_th_alpha_1: Tensor
    V_th_alpha_2: Tensor
    refractory: Tensor
    V_th_v: Tensor
    V_th_dv: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., alpha_1: Any = ..., alpha_2: Any = ..., beta: Any = ..., omega: Any = ..., t_ref: Any = ..., tau_1: Any = ..., tau_2: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., tau_v: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class AMPA(Synapse):
    """Conductance of an AMPA synapse, first-order kinetics."""
    alpha: Tensor
    beta: Tensor
    T: Tensor
    T_dur: Tensor
    g: Tensor
    pulse: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, alpha: Any = ..., beta: Any = ..., T: Any = ..., T_dur: Any = ...) -> None: ...
    def cell(self, pre_spike: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, pre_spike: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, pre_spike: Tensor) -> Tensor: ...
    def run(self, pre_spike: Tensor) -> Tensor: ...

class astrocyte_lr_1994(Neuron):
    """Astrocyte with dynamics of calcium, IP3 and its receptors."""
    Ca_tot: Tensor
    IP3_0: Tensor
    Kd_IP3_1: Tensor
    Kd_IP3_2: Tensor
    Kd_act: Tensor
    Kd_inh: Tensor
    Km_SERCA: Tensor
    SIC_scale: Tensor
    SIC_th: Tensor
    delta_IP3: Tensor
    k_IP3R: Tensor
    rate_IP3R: Tensor
    rate_L: Tensor
    rate_SERCA: Tensor
    ratio_ER_cyt: Tensor
    tau_IP3: Tensor
    IP3: Tensor
    Ca_astro: Tensor
    h_IP3R: Tensor
    SIC: Tensor
    J_noise: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, Ca_tot: Any = ..., IP3_0: Any = ..., Kd_IP3_1: Any = ..., Kd_IP3_2: Any = ..., Kd_act: Any = ..., Kd_inh: Any = ..., Km_SERCA: Any = ..., SIC_scale: Any = ..., SIC_th: Any = ..., delta_IP3: Any = ..., k_IP3R: Any = ..., rate_IP3R: Any = ..., rate_L: Any = ..., rate_SERCA: Any = ..., ratio_ER_cyt: Any = ..., tau_IP3: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class BioNMDA(Synapse):
    """Conductance of an NMDA synapse, second-order kinetics."""
    alpha1: Tensor
    beta1: Tensor
    alpha2: Tensor
    beta2: Tensor
    T: Tensor
    T_dur: Tensor
    g: Tensor
    x: Tensor
    pulse: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, alpha1: Any = ..., beta1: Any = ..., alpha2: Any = ..., beta2: Any = ..., T: Any = ..., T_dur: Any = ...) -> None: ...
    def cell(self, pre_spike: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, pre_spike: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, pre_spike: Tensor) -> Tensor: ...
    def run(self, pre_spike: Tensor) -> Tensor: ...

class cm_default(Neuron):
    """Tree of compartments with sodium and potassium channels and AMPA, GABA, NMDA and AMPA_NMDA receptors."""
    V_th: Tensor
    parent_idx: Tensor
    C_m: Tensor
    e_L: Tensor
    g_C: Tensor
    g_L: Tensor
    v_initial: Tensor
    gbar_Na: Tensor
    e_Na: Tensor
    gbar_K: Tensor
    e_K: Tensor
    comp_AMPA: Tensor
    e_AMPA: Tensor
    tau_r_AMPA: Tensor
    tau_d_AMPA: Tensor
    comp_GABA: Tensor
    e_GABA: Tensor
    tau_r_GABA: Tensor
    tau_d_GABA: Tensor
    comp_NMDA: Tensor
    e_NMDA: Tensor
    tau_r_NMDA: Tensor
    tau_d_NMDA: Tensor
    comp_AMPA_NMDA: Tensor
    e_AMPA_NMDA: Tensor
    tau_r_AN_AMPA: Tensor
    tau_d_AN_AMPA: Tensor
    tau_r_AN_NMDA: Tensor
    tau_d_AN_NMDA: Tensor
    NMDA_ratio: Tensor
    v_comp: Tensor
    m_Na: Tensor
    h_Na: Tensor
    n_K: Tensor
    g_r_AMPA: Tensor
    g_d_AMPA: Tensor
    g_r_GABA: Tensor
    g_d_GABA: Tensor
    g_r_NMDA: Tensor
    g_d_NMDA: Tensor
    g_r_AN_AMPA: Tensor
    g_d_AN_AMPA: Tensor
    g_r_AN_NMDA: Tensor
    g_d_AN_NMDA: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, V_th: Any = ..., parent_idx: Any = ..., C_m: Any = ..., e_L: Any = ..., g_C: Any = ..., g_L: Any = ..., v_initial: Any = ..., gbar_Na: Any = ..., e_Na: Any = ..., gbar_K: Any = ..., e_K: Any = ..., comp_AMPA: Any = ..., e_AMPA: Any = ..., tau_r_AMPA: Any = ..., tau_d_AMPA: Any = ..., comp_GABA: Any = ..., e_GABA: Any = ..., tau_r_GABA: Any = ..., tau_d_GABA: Any = ..., comp_NMDA: Any = ..., e_NMDA: Any = ..., tau_r_NMDA: Any = ..., tau_d_NMDA: Any = ..., comp_AMPA_NMDA: Any = ..., e_AMPA_NMDA: Any = ..., tau_r_AN_AMPA: Any = ..., tau_d_AN_AMPA: Any = ..., tau_r_AN_NMDA: Any = ..., tau_d_AN_NMDA: Any = ..., NMDA_ratio: Any = ..., compartments: Any = ..., receptors: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], AMPA: Tensor | None = None, GABA: Tensor | None = None, NMDA: Tensor | None = None, AMPA_NMDA: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], AMPA: Tensor | None = None, GABA: Tensor | None = None, NMDA: Tensor | None = None, AMPA_NMDA: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, AMPA: Tensor | None = None, GABA: Tensor | None = None, NMDA: Tensor | None = None, AMPA_NMDA: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, AMPA: Tensor | None = None, GABA: Tensor | None = None, NMDA: Tensor | None = None, AMPA_NMDA: Tensor | None = None) -> Tensor: ...

class CobaLIF(Neuron):
    """Leaky integrate-and-fire neuron with an exponential synaptic conductance."""
    R: Tensor
    tau: Tensor
    tau_syn: Tensor
    E: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_syn: Any = ..., E: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g_in: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g_in: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g_in: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g_in: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class CubaLIF(Neuron):
    """Leaky integrate-and-fire neuron with an exponential synaptic current."""
    R: Tensor
    tau: Tensor
    tau_syn: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., tau_syn: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g_in: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g_in: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g_in: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g_in: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class DualExpon(Synapse):
    """Synaptic conductance that rises and decays exponentially."""
    tau_decay: Tensor
    tau_rise: Tensor
    amplitude: Tensor
    normalize: Tensor
    g_rise: Tensor
    g_decay: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau_decay: Any = ..., tau_rise: Any = ..., amplitude: Any = ..., normalize: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class eprop_iaf(Neuron):
    """Leaky integrate-and-fire neuron that learns by e-prop."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    kappa: Tensor
    kappa_reg: Tensor
    eprop_isi_trace_cutoff: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., kappa: Any = ..., kappa_reg: Any = ..., eprop_isi_trace_cutoff: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_iaf_adapt(Neuron):
    """Leaky integrate-and-fire neuron with adaptive threshold that learns by e-prop."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    kappa: Tensor
    kappa_reg: Tensor
    eprop_isi_trace_cutoff: Tensor
    adapt_beta: Tensor
    adapt_tau: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    V_th_adapt: Tensor
    adaptation: Tensor
    spiked: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., kappa: Any = ..., kappa_reg: Any = ..., eprop_isi_trace_cutoff: Any = ..., adapt_beta: Any = ..., adapt_tau: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_iaf_adapt_bsshslm_2020(Neuron):
    """Leaky integrate-and-fire neuron with adaptive threshold that learns by e-prop once in an update interval."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    eprop_update_interval: Tensor
    eprop_learning_window: Tensor
    eprop_reset_neurons_on_update: Tensor
    regular_spike_arrival: Tensor
    adapt_beta: Tensor
    adapt_tau: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    V_th_adapt: Tensor
    adaptation: Tensor
    spiked: Tensor
    z: Tensor
    spikes: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., eprop_update_interval: Any = ..., eprop_learning_window: Any = ..., eprop_reset_neurons_on_update: Any = ..., regular_spike_arrival: Any = ..., adapt_beta: Any = ..., adapt_tau: Any = ...) -> None: ...
    def cell(self, spikes_in: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes_in: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes_in: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes_in: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_iaf_bsshslm_2020(Neuron):
    """Leaky integrate-and-fire neuron that learns by e-prop once in an update interval."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    eprop_update_interval: Tensor
    eprop_learning_window: Tensor
    eprop_reset_neurons_on_update: Tensor
    regular_spike_arrival: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    z: Tensor
    spikes: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., eprop_update_interval: Any = ..., eprop_learning_window: Any = ..., eprop_reset_neurons_on_update: Any = ..., regular_spike_arrival: Any = ...) -> None: ...
    def cell(self, spikes_in: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes_in: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes_in: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes_in: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_iaf_psc_delta(Neuron):
    """Leaky integrate-and-fire neuron with reset that learns by e-prop."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    kappa: Tensor
    kappa_reg: Tensor
    eprop_isi_trace_cutoff: Tensor
    V_reset: Tensor
    refractory_input: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    refractory_buffer: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., kappa: Any = ..., kappa_reg: Any = ..., eprop_isi_trace_cutoff: Any = ..., V_reset: Any = ..., refractory_input: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_iaf_psc_delta_adapt(Neuron):
    """Leaky integrate-and-fire neuron with reset and adaptive threshold that learns by e-prop."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    c_reg: Tensor
    f_target: Tensor
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    surrogate_gradient_function: Tensor
    surrogate_gradient_height: Tensor
    surrogate_gradient_width: Tensor
    t_ref: Tensor
    tau_m: Tensor
    kappa: Tensor
    kappa_reg: Tensor
    eprop_isi_trace_cutoff: Tensor
    adapt_beta: Tensor
    adapt_tau: Tensor
    V_reset: Tensor
    refractory_input: Tensor
    V_m: Tensor
    surrogate_gradient: Tensor
    learning_signal: Tensor
    eprop_history_duration: Tensor
    firing_rate_reg: Tensor
    I_stim: Tensor
    refractory: Tensor
    clock: Tensor
    V_th_adapt: Tensor
    adaptation: Tensor
    spiked: Tensor
    refractory_buffer: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., c_reg: Any = ..., f_target: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., surrogate_gradient_function: Any = ..., surrogate_gradient_height: Any = ..., surrogate_gradient_width: Any = ..., t_ref: Any = ..., tau_m: Any = ..., kappa: Any = ..., kappa_reg: Any = ..., eprop_isi_trace_cutoff: Any = ..., adapt_beta: Any = ..., adapt_tau: Any = ..., V_reset: Any = ..., refractory_input: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, learning: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, learning: Tensor | None = None) -> Tensor: ...

class eprop_readout(Neuron):
    """Leaky readout neuron that sends its error as learning signal."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    tau_m: Tensor
    eprop_isi_trace_cutoff: Tensor
    V_m: Tensor
    error_signal: Tensor
    readout_signal: Tensor
    target_signal: Tensor
    eprop_history_duration: Tensor
    I_stim: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., tau_m: Any = ..., eprop_isi_trace_cutoff: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, eprop_learning_window: Tensor | None = None, target_signal_in: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, eprop_learning_window: Tensor | None = None, target_signal_in: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, eprop_learning_window: Tensor | None = None, target_signal_in: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, eprop_learning_window: Tensor | None = None, target_signal_in: Tensor | None = None) -> Tensor: ...

class eprop_readout_bsshslm_2020(Neuron):
    """Leaky readout neuron that sends its error as learning signal, with update intervals."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    tau_m: Tensor
    eprop_update_interval: Tensor
    eprop_learning_window: Tensor
    eprop_reset_neurons_on_update: Tensor
    loss: Tensor
    regular_spike_arrival: Tensor
    V_m: Tensor
    error_signal: Tensor
    readout_signal: Tensor
    target_signal: Tensor
    eprop_history_duration: Tensor
    I_stim: Tensor
    readout_signal_unnorm: Tensor
    clock: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., tau_m: Any = ..., eprop_update_interval: Any = ..., eprop_learning_window: Any = ..., eprop_reset_neurons_on_update: Any = ..., loss: Any = ..., regular_spike_arrival: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, readout_signal_in: Tensor | None = None, target_signal_in: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, readout_signal_in: Tensor | None = None, target_signal_in: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, readout_signal_in: Tensor | None = None, target_signal_in: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, readout_signal_in: Tensor | None = None, target_signal_in: Tensor | None = None) -> Tensor: ...

class erfc_neuron(Neuron):
    """Binary neuron with an error function as gain, updated at random times."""
    sigma: Tensor
    tau_m: Tensor
    theta: Tensor
    S: Tensor
    h: Tensor
    until_update: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, sigma: Any = ..., tau_m: Any = ..., theta: Any = ...) -> None: ...
    def cell(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...

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
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_T: Any = ..., delta_T: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class ExpIFRef(Neuron):
    """Exponential integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_T: Tensor
    delta_T: Tensor
    tau_ref: Tensor
    V: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_T: Any = ..., delta_T: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class Expon(Synapse):
    """Synaptic conductance that jumps and decays exponentially."""
    tau: Tensor
    g: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class FitzHughNagumo(Neuron):
    """FitzHugh-Nagumo neuron, without units."""
    a: Tensor
    b: Tensor
    tau: Tensor
    tau_w: Tensor
    V_th: Tensor
    V: Tensor
    w: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, a: Any = ..., b: Any = ..., tau: Any = ..., tau_w: Any = ..., V_th: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class GABAa(Synapse):
    """Conductance of a GABA_A synapse, first-order kinetics."""
    alpha: Tensor
    beta: Tensor
    T: Tensor
    T_dur: Tensor
    g: Tensor
    pulse: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, alpha: Any = ..., beta: Any = ..., T: Any = ..., T_dur: Any = ...) -> None: ...
    def cell(self, pre_spike: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, pre_spike: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, pre_spike: Tensor) -> Tensor: ...
    def run(self, pre_spike: Tensor) -> Tensor: ...

class gauss_rate_ipn(Neuron):
    """Rate neuron with a Gaussian gain and noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mean: Tensor
    std: Tensor
    g: Tensor
    mu: Tensor
    sigma: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mean: Any = ..., std: Any = ..., g: Any = ..., mu: Any = ..., sigma: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class Gif(Neuron):
    """Generalised integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    V_rest: Tensor
    V_reset: Tensor
    V_th_inf: Tensor
    V_th_reset: Tensor
    a: Tensor
    b: Tensor
    k1: Tensor
    k2: Tensor
    R1: Tensor
    R2: Tensor
    A1: Tensor
    A2: Tensor
    V: Tensor
    I1: Tensor
    I2: Tensor
    V_th: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_rest: Any = ..., V_reset: Any = ..., V_th_inf: Any = ..., V_th_reset: Any = ..., a: Any = ..., b: Any = ..., k1: Any = ..., k2: Any = ..., R1: Any = ..., R2: Any = ..., A1: Any = ..., A2: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class gif_cond_exp(Neuron):
    """Generalised integrate-and-fire neuron: escape noise, adaptation, exponential conductances."""
    C_m: Tensor
    Delta_V: Tensor
    E_L: Tensor
    I_e: Tensor
    V_T_star: Tensor
    V_reset: Tensor
    g_L: Tensor
    lambda_0: Tensor
    t_ref: Tensor
    E_ex: Tensor
    E_in: Tensor
    gsl_error_tol: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    tau_stc: Tensor
    q_stc: Tensor
    V_m: Tensor
    g_ex: Tensor
    g_in: Tensor
    E_sfa: Tensor
    I_stc: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    sfa: Tensor
    stc: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_V: Any = ..., E_L: Any = ..., I_e: Any = ..., V_T_star: Any = ..., V_reset: Any = ..., g_L: Any = ..., lambda_0: Any = ..., t_ref: Any = ..., E_ex: Any = ..., E_in: Any = ..., gsl_error_tol: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ..., tau_stc: Any = ..., q_stc: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class gif_cond_exp_multisynapse(Neuron):
    """Generalised integrate-and-fire neuron: escape noise, adaptation, any number of exponential conductances."""
    C_m: Tensor
    Delta_V: Tensor
    E_L: Tensor
    I_e: Tensor
    V_T_star: Tensor
    V_reset: Tensor
    g_L: Tensor
    lambda_0: Tensor
    t_ref: Tensor
    gsl_error_tol: Tensor
    E_rev: Tensor
    tau_syn: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    tau_stc: Tensor
    q_stc: Tensor
    V_m: Tensor
    E_sfa: Tensor
    I_stc: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    g: Tensor
    sfa: Tensor
    stc: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_V: Any = ..., E_L: Any = ..., I_e: Any = ..., V_T_star: Any = ..., V_reset: Any = ..., g_L: Any = ..., lambda_0: Any = ..., t_ref: Any = ..., gsl_error_tol: Any = ..., E_rev: Any = ..., tau_syn: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ..., tau_stc: Any = ..., q_stc: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class gif_pop_psc_exp(Neuron):
    """Population of generalised integrate-and-fire neurons (escape noise, adaptation, exponential currents) as one mesoscopic neuron."""
    BinoRand: Tensor
    C_m: Tensor
    Delta_V: Tensor
    E_L: Tensor
    I_e: Tensor
    N: Tensor
    V_T_star: Tensor
    V_reset: Tensor
    lambda_0: Tensor
    len_kernel: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    V_m: Tensor
    E_sfa: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    mean: Tensor
    n_events: Tensor
    lambda_free: Tensor
    n_old: Tensor
    v_old: Tensor
    n_kept: Tensor
    I_stim: Tensor
    clock: Tensor
    rate_sfa: Tensor
    n_age: Tensor
    m_age: Tensor
    v_age: Tensor
    u_age: Tensor
    lambda_age: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, BinoRand: Any = ..., C_m: Any = ..., Delta_V: Any = ..., E_L: Any = ..., I_e: Any = ..., N: Any = ..., V_T_star: Any = ..., V_reset: Any = ..., lambda_0: Any = ..., len_kernel: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class gif_psc_exp(Neuron):
    """Generalised integrate-and-fire neuron: escape noise, adaptation, exponential synaptic currents."""
    C_m: Tensor
    Delta_V: Tensor
    E_L: Tensor
    I_e: Tensor
    V_T_star: Tensor
    V_reset: Tensor
    g_L: Tensor
    lambda_0: Tensor
    t_ref: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    tau_stc: Tensor
    q_stc: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    E_sfa: Tensor
    I_stc: Tensor
    I_stim: Tensor
    refractory: Tensor
    sfa: Tensor
    stc: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_V: Any = ..., E_L: Any = ..., I_e: Any = ..., V_T_star: Any = ..., V_reset: Any = ..., g_L: Any = ..., lambda_0: Any = ..., t_ref: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ..., tau_stc: Any = ..., q_stc: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class gif_psc_exp_multisynapse(Neuron):
    """Generalised integrate-and-fire neuron: escape noise, adaptation, any number of exponential synaptic currents."""
    C_m: Tensor
    Delta_V: Tensor
    E_L: Tensor
    I_e: Tensor
    V_T_star: Tensor
    V_reset: Tensor
    g_L: Tensor
    lambda_0: Tensor
    t_ref: Tensor
    tau_syn: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    tau_stc: Tensor
    q_stc: Tensor
    V_m: Tensor
    E_sfa: Tensor
    I_stc: Tensor
    I_stim: Tensor
    refractory: Tensor
    I_syn: Tensor
    sfa: Tensor
    stc: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., Delta_V: Any = ..., E_L: Any = ..., I_e: Any = ..., V_T_star: Any = ..., V_reset: Any = ..., g_L: Any = ..., lambda_0: Any = ..., t_ref: Any = ..., tau_syn: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ..., tau_stc: Any = ..., q_stc: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class GifRef(Neuron):
    """Generalised integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    V_rest: Tensor
    V_reset: Tensor
    V_th_inf: Tensor
    V_th_reset: Tensor
    a: Tensor
    b: Tensor
    k1: Tensor
    k2: Tensor
    R1: Tensor
    R2: Tensor
    A1: Tensor
    A2: Tensor
    tau_ref: Tensor
    V: Tensor
    I1: Tensor
    I2: Tensor
    V_th: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_rest: Any = ..., V_reset: Any = ..., V_th_inf: Any = ..., V_th_reset: Any = ..., a: Any = ..., b: Any = ..., k1: Any = ..., k2: Any = ..., R1: Any = ..., R2: Any = ..., A1: Any = ..., A2: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class ginzburg_neuron(Neuron):
    """Binary neuron with a sigmoidal gain, updated at random times."""
    c_1: Tensor
    c_2: Tensor
    c_3: Tensor
    tau_m: Tensor
    theta: Tensor
    S: Tensor
    h: Tensor
    until_update: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, c_1: Any = ..., c_2: Any = ..., c_3: Any = ..., tau_m: Any = ..., theta: Any = ...) -> None: ...
    def cell(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...

class glif_cond(Neuron):
    """Generalised leaky integrate-and-fire neuron (GLIF, five levels) with any number of alpha-shaped conductances."""
    C_m: Tensor
    E_L: Tensor
    V_reset: Tensor
    V_th: Tensor
    adapting_threshold: Tensor
    after_spike_currents: Tensor
    spike_dependent_threshold: Tensor
    t_ref: Tensor
    th_spike_add: Tensor
    th_spike_decay: Tensor
    th_voltage_decay: Tensor
    th_voltage_index: Tensor
    voltage_reset_add: Tensor
    voltage_reset_fraction: Tensor
    g_m: Tensor
    E_rev: Tensor
    tau_syn: Tensor
    asc_amps: Tensor
    asc_decay: Tensor
    asc_init: Tensor
    asc_r: Tensor
    V_m: Tensor
    threshold: Tensor
    threshold_spike: Tensor
    threshold_voltage: Tensor
    ASCurrents_sum: Tensor
    I: Tensor
    refractory: Tensor
    substep: Tensor
    dg: Tensor
    g: Tensor
    ASCurrents: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., V_reset: Any = ..., V_th: Any = ..., adapting_threshold: Any = ..., after_spike_currents: Any = ..., spike_dependent_threshold: Any = ..., t_ref: Any = ..., th_spike_add: Any = ..., th_spike_decay: Any = ..., th_voltage_decay: Any = ..., th_voltage_index: Any = ..., voltage_reset_add: Any = ..., voltage_reset_fraction: Any = ..., g_m: Any = ..., E_rev: Any = ..., tau_syn: Any = ..., asc_amps: Any = ..., asc_decay: Any = ..., asc_init: Any = ..., asc_r: Any = ...) -> None: ...
    def cell(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class glif_psc(Neuron):
    """Generalised leaky integrate-and-fire neuron (GLIF, five levels) with any number of alpha-shaped currents."""
    C_m: Tensor
    E_L: Tensor
    V_reset: Tensor
    V_th: Tensor
    adapting_threshold: Tensor
    after_spike_currents: Tensor
    spike_dependent_threshold: Tensor
    t_ref: Tensor
    th_spike_add: Tensor
    th_spike_decay: Tensor
    th_voltage_decay: Tensor
    th_voltage_index: Tensor
    voltage_reset_add: Tensor
    voltage_reset_fraction: Tensor
    g: Tensor
    tau_syn: Tensor
    asc_amps: Tensor
    asc_decay: Tensor
    asc_init: Tensor
    asc_r: Tensor
    V_m: Tensor
    I_syn: Tensor
    threshold: Tensor
    threshold_spike: Tensor
    threshold_voltage: Tensor
    ASCurrents_sum: Tensor
    I: Tensor
    refractory: Tensor
    I_syn_: Tensor
    dI_syn: Tensor
    ASCurrents: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., V_reset: Any = ..., V_th: Any = ..., adapting_threshold: Any = ..., after_spike_currents: Any = ..., spike_dependent_threshold: Any = ..., t_ref: Any = ..., th_spike_add: Any = ..., th_spike_decay: Any = ..., th_voltage_decay: Any = ..., th_voltage_index: Any = ..., voltage_reset_add: Any = ..., voltage_reset_fraction: Any = ..., g: Any = ..., tau_syn: Any = ..., asc_amps: Any = ..., asc_decay: Any = ..., asc_init: Any = ..., asc_r: Any = ...) -> None: ...
    def cell(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class glif_psc_double_alpha(Neuron):
    """Generalised leaky integrate-and-fire neuron (GLIF, five levels) whose receptors bring a fast and a slow alpha-shaped current."""
    C_m: Tensor
    E_L: Tensor
    V_reset: Tensor
    V_th: Tensor
    adapting_threshold: Tensor
    after_spike_currents: Tensor
    spike_dependent_threshold: Tensor
    t_ref: Tensor
    th_spike_add: Tensor
    th_spike_decay: Tensor
    th_voltage_decay: Tensor
    th_voltage_index: Tensor
    voltage_reset_add: Tensor
    voltage_reset_fraction: Tensor
    g: Tensor
    amp_slow: Tensor
    tau_syn_fast: Tensor
    tau_syn_slow: Tensor
    asc_amps: Tensor
    asc_decay: Tensor
    asc_init: Tensor
    asc_r: Tensor
    V_m: Tensor
    I_syn: Tensor
    threshold: Tensor
    threshold_spike: Tensor
    threshold_voltage: Tensor
    ASCurrents_sum: Tensor
    I: Tensor
    refractory: Tensor
    I_syn_fast: Tensor
    dI_syn_fast: Tensor
    I_syn_slow: Tensor
    dI_syn_slow: Tensor
    ASCurrents: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., V_reset: Any = ..., V_th: Any = ..., adapting_threshold: Any = ..., after_spike_currents: Any = ..., spike_dependent_threshold: Any = ..., t_ref: Any = ..., th_spike_add: Any = ..., th_spike_decay: Any = ..., th_voltage_decay: Any = ..., th_voltage_index: Any = ..., voltage_reset_add: Any = ..., voltage_reset_fraction: Any = ..., g: Any = ..., amp_slow: Any = ..., tau_syn_fast: Any = ..., tau_syn_slow: Any = ..., asc_amps: Any = ..., asc_decay: Any = ..., asc_init: Any = ..., asc_r: Any = ...) -> None: ...
    def cell(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I_in: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I_in: Tensor, spikes: Tensor | None = None) -> Tensor: ...

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
                 device: Any = None, ENa: Any = ..., gNa: Any = ..., EK: Any = ..., gK: Any = ..., EL: Any = ..., gL: Any = ..., V_th: Any = ..., C: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class hh_cond_beta_gap_traub(Neuron):
    """Hodgkin-Huxley neuron with channels of Traub, beta-shaped conductances and gap junctions."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_K: Tensor
    E_Na: Tensor
    g_K: Tensor
    g_Na: Tensor
    V_T: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_rise_ex: Tensor
    tau_decay_ex: Tensor
    tau_rise_in: Tensor
    tau_decay_in: Tensor
    V_m: Tensor
    Act_m: Tensor
    Inact_h: Tensor
    Act_n: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    slope_before: Tensor
    slope_after: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_K: Any = ..., E_Na: Any = ..., g_K: Any = ..., g_Na: Any = ..., V_T: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_rise_ex: Any = ..., tau_decay_ex: Any = ..., tau_rise_in: Any = ..., tau_decay_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> Tensor: ...

class hh_cond_exp_traub(Neuron):
    """Hodgkin-Huxley neuron with channels of Traub and exponentially decaying conductances."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_K: Tensor
    E_Na: Tensor
    g_K: Tensor
    g_Na: Tensor
    V_T: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    Act_m: Tensor
    Inact_h: Tensor
    Act_n: Tensor
    g_ex: Tensor
    g_in: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_K: Any = ..., E_Na: Any = ..., g_K: Any = ..., g_Na: Any = ..., V_T: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class hh_psc_alpha(Neuron):
    """Hodgkin-Huxley neuron with alpha-shaped synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_K: Tensor
    E_Na: Tensor
    g_K: Tensor
    g_Na: Tensor
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
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_K: Any = ..., E_Na: Any = ..., g_K: Any = ..., g_Na: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class hh_psc_alpha_clopath(Neuron):
    """Hodgkin-Huxley neuron with alpha-shaped synaptic currents and filtered potentials for voltage-based plasticity."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_K: Tensor
    E_Na: Tensor
    g_K: Tensor
    g_Na: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    A_LTD: Tensor
    A_LTD_const: Tensor
    A_LTP: Tensor
    delay_u_bars: Tensor
    tau_u_bar_bar: Tensor
    tau_u_bar_minus: Tensor
    tau_u_bar_plus: Tensor
    theta_minus: Tensor
    theta_plus: Tensor
    u_ref_squared: Tensor
    V_m: Tensor
    Act_m: Tensor
    Inact_h: Tensor
    Act_n: Tensor
    dI_syn_ex: Tensor
    I_syn_ex: Tensor
    dI_syn_in: Tensor
    I_syn_in: Tensor
    u_bar_plus: Tensor
    u_bar_minus: Tensor
    u_bar_bar: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_K: Any = ..., E_Na: Any = ..., g_K: Any = ..., g_Na: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., A_LTD: Any = ..., A_LTD_const: Any = ..., A_LTP: Any = ..., delay_u_bars: Any = ..., tau_u_bar_bar: Any = ..., tau_u_bar_minus: Any = ..., tau_u_bar_plus: Any = ..., theta_minus: Any = ..., theta_plus: Any = ..., u_ref_squared: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class hh_psc_alpha_gap(Neuron):
    """Hodgkin-Huxley neuron with two potassium channels, alpha-shaped currents and gap junctions."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_K: Tensor
    E_Na: Tensor
    g_Kv1: Tensor
    g_Kv3: Tensor
    g_Na: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    Act_m: Tensor
    Inact_h: Tensor
    Act_n: Tensor
    Inact_p: Tensor
    dI_syn_ex: Tensor
    I_syn_ex: Tensor
    dI_syn_in: Tensor
    I_syn_in: Tensor
    slope_before: Tensor
    slope_after: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_K: Any = ..., E_Na: Any = ..., g_Kv1: Any = ..., g_Kv3: Any = ..., g_Na: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, g: Tensor | None = None, V0: Tensor | None = None, V1: Tensor | None = None, V2: Tensor | None = None, V3: Tensor | None = None) -> Tensor: ...

class HindmarshRose(Neuron):
    """Hindmarsh-Rose neuron, without units."""
    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor
    r: Tensor
    s: Tensor
    V_r: Tensor
    tau: Tensor
    V_th: Tensor
    V: Tensor
    y: Tensor
    z: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, a: Any = ..., b: Any = ..., c: Any = ..., d: Any = ..., r: Any = ..., s: Any = ..., V_r: Any = ..., tau: Any = ..., V_th: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class ht_neuron(Neuron):
    """Thalamocortical neuron of Hill and Tononi with AMPA, NMDA, GABA_A and GABA_B synapses and intrinsic currents."""
    E_K: Tensor
    E_Na: Tensor
    g_KL: Tensor
    g_NaL: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_spike: Tensor
    tau_theta: Tensor
    theta_eq: Tensor
    voltage_clamp: Tensor
    E_rev_AMPA: Tensor
    g_peak_AMPA: Tensor
    tau_rise_AMPA: Tensor
    tau_decay_AMPA: Tensor
    E_rev_NMDA: Tensor
    g_peak_NMDA: Tensor
    tau_rise_NMDA: Tensor
    tau_decay_NMDA: Tensor
    E_rev_GABA_A: Tensor
    g_peak_GABA_A: Tensor
    tau_rise_GABA_A: Tensor
    tau_decay_GABA_A: Tensor
    E_rev_GABA_B: Tensor
    g_peak_GABA_B: Tensor
    tau_rise_GABA_B: Tensor
    tau_decay_GABA_B: Tensor
    S_act_NMDA: Tensor
    V_act_NMDA: Tensor
    instant_unblock_NMDA: Tensor
    tau_Mg_fast_NMDA: Tensor
    tau_Mg_slow_NMDA: Tensor
    E_rev_KNa: Tensor
    E_rev_NaP: Tensor
    E_rev_T: Tensor
    E_rev_h: Tensor
    N_NaP: Tensor
    N_T: Tensor
    g_peak_KNa: Tensor
    g_peak_NaP: Tensor
    g_peak_T: Tensor
    g_peak_h: Tensor
    tau_D_KNa: Tensor
    V_m: Tensor
    theta: Tensor
    dg_AMPA: Tensor
    g_AMPA: Tensor
    dg_NMDA: Tensor
    g_NMDA_open: Tensor
    dg_GABA_A: Tensor
    g_GABA_A: Tensor
    dg_GABA_B: Tensor
    g_GABA_B: Tensor
    m_fast_NMDA: Tensor
    m_slow_NMDA: Tensor
    D_KNa: Tensor
    m_T: Tensor
    h_T: Tensor
    m_h: Tensor
    g_NMDA: Tensor
    I_KNa: Tensor
    I_NaP: Tensor
    I_T: Tensor
    I_h: Tensor
    displaced: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, E_K: Any = ..., E_Na: Any = ..., g_KL: Any = ..., g_NaL: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_spike: Any = ..., tau_theta: Any = ..., theta_eq: Any = ..., voltage_clamp: Any = ..., E_rev_AMPA: Any = ..., g_peak_AMPA: Any = ..., tau_rise_AMPA: Any = ..., tau_decay_AMPA: Any = ..., E_rev_NMDA: Any = ..., g_peak_NMDA: Any = ..., tau_rise_NMDA: Any = ..., tau_decay_NMDA: Any = ..., E_rev_GABA_A: Any = ..., g_peak_GABA_A: Any = ..., tau_rise_GABA_A: Any = ..., tau_decay_GABA_A: Any = ..., E_rev_GABA_B: Any = ..., g_peak_GABA_B: Any = ..., tau_rise_GABA_B: Any = ..., tau_decay_GABA_B: Any = ..., S_act_NMDA: Any = ..., V_act_NMDA: Any = ..., instant_unblock_NMDA: Any = ..., tau_Mg_fast_NMDA: Any = ..., tau_Mg_slow_NMDA: Any = ..., E_rev_KNa: Any = ..., E_rev_NaP: Any = ..., E_rev_T: Any = ..., E_rev_h: Any = ..., N_NaP: Any = ..., N_T: Any = ..., g_peak_KNa: Any = ..., g_peak_NaP: Any = ..., g_peak_T: Any = ..., g_peak_h: Any = ..., tau_D_KNa: Any = ...) -> None: ...
    def cell(self, AMPA: Tensor, states: list[Tensor], NMDA: Tensor | None = None, GABA_A: Tensor | None = None, GABA_B: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, AMPA: Tensor, states: list[Tensor], NMDA: Tensor | None = None, GABA_A: Tensor | None = None, GABA_B: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, AMPA: Tensor, NMDA: Tensor | None = None, GABA_A: Tensor | None = None, GABA_B: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, AMPA: Tensor, NMDA: Tensor | None = None, GABA_A: Tensor | None = None, GABA_B: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_bw_2001(Neuron):
    """Leaky integrate-and-fire neuron with AMPA, GABA and approximately saturating NMDA synapses."""
    C_m: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    V_reset: Tensor
    V_th: Tensor
    alpha: Tensor
    conc_Mg2: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_AMPA: Tensor
    tau_GABA: Tensor
    tau_decay_NMDA: Tensor
    tau_rise_NMDA: Tensor
    V_m: Tensor
    s_AMPA: Tensor
    s_GABA: Tensor
    s_NMDA: Tensor
    I_AMPA: Tensor
    I_GABA: Tensor
    I_NMDA: Tensor
    s_NMDA_pre: Tensor
    s_NMDA_jump: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., E_ex: Any = ..., E_in: Any = ..., V_reset: Any = ..., V_th: Any = ..., alpha: Any = ..., conc_Mg2: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_AMPA: Any = ..., tau_GABA: Any = ..., tau_decay_NMDA: Any = ..., tau_rise_NMDA: Any = ...) -> None: ...
    def cell(self, AMPA: Tensor, states: list[Tensor], GABA: Tensor | None = None, NMDA: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, AMPA: Tensor, states: list[Tensor], GABA: Tensor | None = None, NMDA: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, AMPA: Tensor, GABA: Tensor | None = None, NMDA: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, AMPA: Tensor, GABA: Tensor | None = None, NMDA: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_bw_2001_exact(Neuron):
    """Leaky integrate-and-fire neuron with AMPA, GABA and saturating NMDA synapses, each with its own gating."""
    C_m: Tensor
    E_L: Tensor
    E_ex: Tensor
    E_in: Tensor
    V_reset: Tensor
    V_th: Tensor
    alpha: Tensor
    conc_Mg2: Tensor
    g_L: Tensor
    gsl_error_tol: Tensor
    t_ref: Tensor
    tau_AMPA: Tensor
    tau_GABA: Tensor
    tau_decay_NMDA: Tensor
    tau_rise_NMDA: Tensor
    w_NMDA: Tensor
    V_m: Tensor
    s_AMPA: Tensor
    s_GABA: Tensor
    s_NMDA: Tensor
    I_AMPA: Tensor
    I_GABA: Tensor
    I_NMDA: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    x_NMDA: Tensor
    open_NMDA: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., E_ex: Any = ..., E_in: Any = ..., V_reset: Any = ..., V_th: Any = ..., alpha: Any = ..., conc_Mg2: Any = ..., g_L: Any = ..., gsl_error_tol: Any = ..., t_ref: Any = ..., tau_AMPA: Any = ..., tau_GABA: Any = ..., tau_decay_NMDA: Any = ..., tau_rise_NMDA: Any = ..., w_NMDA: Any = ...) -> None: ...
    def cell(self, AMPA: Tensor, states: list[Tensor], GABA: Tensor | None = None, I: Tensor | None = None, NMDA: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, AMPA: Tensor, states: list[Tensor], GABA: Tensor | None = None, I: Tensor | None = None, NMDA: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, AMPA: Tensor, GABA: Tensor | None = None, I: Tensor | None = None, NMDA: Tensor | None = None) -> Tensor: ...
    def run(self, AMPA: Tensor, GABA: Tensor | None = None, I: Tensor | None = None, NMDA: Tensor | None = None) -> Tensor: ...

class iaf_chs_2007(Neuron):
    """Spike-response neuron with alpha-shaped potentials and a given noise sequence."""
    V_epsp: Tensor
    V_noise: Tensor
    V_reset: Tensor
    tau_epsp: Tensor
    tau_reset: Tensor
    V_m: Tensor
    V_syn: Tensor
    I_syn: Tensor
    V_spike: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, V_epsp: Any = ..., V_noise: Any = ..., V_reset: Any = ..., tau_epsp: Any = ..., tau_reset: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, noise: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, noise: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, noise: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, noise: Tensor | None = None) -> Tensor: ...

class iaf_chxk_2008(Neuron):
    """Integrate-and-fire neuron with alpha-shaped conductances and an after-hyperpolarisation instead of a reset."""
    C_m: Tensor
    E_L: Tensor
    E_ahp: Tensor
    I_e: Tensor
    V_th: Tensor
    ahp_bug: Tensor
    g_L: Tensor
    g_ahp_: Tensor
    tau_ahp: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    dg_ahp: Tensor
    g_ahp: Tensor
    I_ahp: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    spike_offset: Tensor
    I_stim: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., E_ahp: Any = ..., I_e: Any = ..., V_th: Any = ..., ahp_bug: Any = ..., g_L: Any = ..., g_ahp_: Any = ..., tau_ahp: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_alpha(Neuron):
    """Leaky integrate-and-fire neuron with alpha-shaped conductances."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    t_ref_remaining: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_alpha_mc(Neuron):
    """Integrate-and-fire neuron with soma, proximal and distal dendrite and alpha-shaped conductances."""
    V_reset: Tensor
    V_th: Tensor
    g_pd: Tensor
    g_sp: Tensor
    t_ref: Tensor
    C_m_s: Tensor
    E_L_s: Tensor
    I_e_s: Tensor
    g_L_s: Tensor
    E_ex_s: Tensor
    E_in_s: Tensor
    tau_syn_ex_s: Tensor
    tau_syn_in_s: Tensor
    C_m_p: Tensor
    E_L_p: Tensor
    I_e_p: Tensor
    g_L_p: Tensor
    E_ex_p: Tensor
    E_in_p: Tensor
    tau_syn_ex_p: Tensor
    tau_syn_in_p: Tensor
    C_m_d: Tensor
    E_L_d: Tensor
    I_e_d: Tensor
    g_L_d: Tensor
    E_ex_d: Tensor
    E_in_d: Tensor
    tau_syn_ex_d: Tensor
    tau_syn_in_d: Tensor
    V_m_s: Tensor
    dg_ex_s: Tensor
    g_ex_s: Tensor
    dg_in_s: Tensor
    g_in_s: Tensor
    V_m_p: Tensor
    dg_ex_p: Tensor
    g_ex_p: Tensor
    dg_in_p: Tensor
    g_in_p: Tensor
    V_m_d: Tensor
    dg_ex_d: Tensor
    g_ex_d: Tensor
    dg_in_d: Tensor
    g_in_d: Tensor
    t_ref_remaining: Tensor
    I_stim_s: Tensor
    I_stim_p: Tensor
    I_stim_d: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, V_reset: Any = ..., V_th: Any = ..., g_pd: Any = ..., g_sp: Any = ..., t_ref: Any = ..., C_m_s: Any = ..., E_L_s: Any = ..., I_e_s: Any = ..., g_L_s: Any = ..., E_ex_s: Any = ..., E_in_s: Any = ..., tau_syn_ex_s: Any = ..., tau_syn_in_s: Any = ..., C_m_p: Any = ..., E_L_p: Any = ..., I_e_p: Any = ..., g_L_p: Any = ..., E_ex_p: Any = ..., E_in_p: Any = ..., tau_syn_ex_p: Any = ..., tau_syn_in_p: Any = ..., C_m_d: Any = ..., E_L_d: Any = ..., I_e_d: Any = ..., g_L_d: Any = ..., E_ex_d: Any = ..., E_in_d: Any = ..., tau_syn_ex_d: Any = ..., tau_syn_in_d: Any = ...) -> None: ...
    def cell(self, soma_exc: Tensor, states: list[Tensor], soma_inh: Tensor | None = None, proximal_exc: Tensor | None = None, proximal_inh: Tensor | None = None, distal_exc: Tensor | None = None, distal_inh: Tensor | None = None, soma_curr: Tensor | None = None, proximal_curr: Tensor | None = None, distal_curr: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, soma_exc: Tensor, states: list[Tensor], soma_inh: Tensor | None = None, proximal_exc: Tensor | None = None, proximal_inh: Tensor | None = None, distal_exc: Tensor | None = None, distal_inh: Tensor | None = None, soma_curr: Tensor | None = None, proximal_curr: Tensor | None = None, distal_curr: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, soma_exc: Tensor, soma_inh: Tensor | None = None, proximal_exc: Tensor | None = None, proximal_inh: Tensor | None = None, distal_exc: Tensor | None = None, distal_inh: Tensor | None = None, soma_curr: Tensor | None = None, proximal_curr: Tensor | None = None, distal_curr: Tensor | None = None) -> Tensor: ...
    def run(self, soma_exc: Tensor, soma_inh: Tensor | None = None, proximal_exc: Tensor | None = None, proximal_inh: Tensor | None = None, distal_exc: Tensor | None = None, distal_inh: Tensor | None = None, soma_curr: Tensor | None = None, proximal_curr: Tensor | None = None, distal_curr: Tensor | None = None) -> Tensor: ...

class iaf_cond_beta(Neuron):
    """Leaky integrate-and-fire neuron with beta-shaped conductances."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_rise_ex: Tensor
    tau_decay_ex: Tensor
    tau_rise_in: Tensor
    tau_decay_in: Tensor
    V_m: Tensor
    dg_ex: Tensor
    g_ex: Tensor
    dg_in: Tensor
    g_in: Tensor
    t_ref_remaining: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_rise_ex: Any = ..., tau_decay_ex: Any = ..., tau_rise_in: Any = ..., tau_decay_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_exp(Neuron):
    """Leaky integrate-and-fire neuron with exponentially decaying conductances."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    g_ex: Tensor
    g_in: Tensor
    t_ref_remaining: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_cond_exp_sfa_rr(Neuron):
    """Leaky integrate-and-fire neuron with conductances for synapses, adaptation and relative refractoriness."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    g_L: Tensor
    t_ref: Tensor
    E_ex: Tensor
    E_in: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    E_rr: Tensor
    E_sfa: Tensor
    q_rr: Tensor
    q_sfa: Tensor
    tau_rr: Tensor
    tau_sfa: Tensor
    V_m: Tensor
    g_ex: Tensor
    g_in: Tensor
    g_rr: Tensor
    g_sfa: Tensor
    t_ref_remaining: Tensor
    I_stim: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., g_L: Any = ..., t_ref: Any = ..., E_ex: Any = ..., E_in: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ..., E_rr: Any = ..., E_sfa: Any = ..., q_rr: Any = ..., q_sfa: Any = ..., tau_rr: Any = ..., tau_sfa: Any = ...) -> None: ...
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
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_alpha_multisynapse(Neuron):
    """Leaky integrate-and-fire neuron with any number of alpha-shaped synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_min: Tensor
    V_reset: Tensor
    V_th: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_syn: Tensor
    V_m: Tensor
    I_syn: Tensor
    I_stim: Tensor
    refractory: Tensor
    I_syn_: Tensor
    dI_syn: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class iaf_psc_alpha_ps(Neuron):
    """Leaky integrate-and-fire neuron with alpha-shaped currents and spikes in continuous time."""
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
    is_refractory: Tensor
    I_stim: Tensor
    V_rest: Tensor
    refractory: Tensor
    last_offset: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    dI_syn_ex: Tensor
    dI_syn_in: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
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
    ignore_and_spike: Tensor
    ignore_and_spike_interval: Tensor
    ignore_and_spike_offset: Tensor
    refractory_input: Tensor
    t_ref: Tensor
    tau_m: Tensor
    V_m: Tensor
    I_stim: Tensor
    refractory: Tensor
    refractory_buffer: Tensor
    clock: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., ignore_and_spike: Any = ..., ignore_and_spike_interval: Any = ..., ignore_and_spike_offset: Any = ..., refractory_input: Any = ..., t_ref: Any = ..., tau_m: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_delta_ps(Neuron):
    """Leaky integrate-and-fire neuron with delta-shaped currents and spikes in continuous time."""
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
    is_refractory: Tensor
    I_stim: Tensor
    V_rest: Tensor
    refractory: Tensor
    last_offset: Tensor
    refractory_buffer: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., refractory_input: Any = ..., t_ref: Any = ..., tau_m: Any = ...) -> None: ...
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
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., delta: Any = ..., rho: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...

class iaf_psc_exp_htum(Neuron):
    """Leaky integrate-and-fire neuron with exponential currents, an absolute and a total refractory period."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    t_ref_abs: Tensor
    t_ref_tot: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    V_rel: Tensor
    held: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref_abs: Any = ..., t_ref_tot: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_exp_multisynapse(Neuron):
    """Leaky integrate-and-fire neuron with any number of exponential synaptic currents."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    V_reset: Tensor
    V_th: Tensor
    t_ref: Tensor
    tau_m: Tensor
    tau_syn: Tensor
    V_m: Tensor
    I_syn: Tensor
    I_stim: Tensor
    refractory: Tensor
    I_syn_: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn: Any = ...) -> None: ...
    def cell(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, I: Tensor, states: list[Tensor], spikes: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...
    def run(self, I: Tensor, spikes: Tensor | None = None) -> Tensor: ...

class iaf_psc_exp_ps(Neuron):
    """Leaky integrate-and-fire neuron with exponential currents and spikes in continuous time."""
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
    is_refractory: Tensor
    I_stim: Tensor
    V_rest: Tensor
    refractory: Tensor
    last_offset: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_psc_exp_ps_lossless(Neuron):
    """Leaky integrate-and-fire neuron with exponential currents and spikes in continuous time, none of them missed."""
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
    is_refractory: Tensor
    I_stim: Tensor
    V_rest: Tensor
    refractory: Tensor
    offset: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_syn: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., V_min: Any = ..., V_reset: Any = ..., V_th: Any = ..., t_ref: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class iaf_tum_2000(Neuron):
    """Leaky integrate-and-fire neuron with exponential currents and short-term plasticity of its outgoing synapses."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    U: Tensor
    V_reset: Tensor
    V_th: Tensor
    delta: Tensor
    rho: Tensor
    t_ref: Tensor
    tau_fac: Tensor
    tau_m: Tensor
    tau_psc: Tensor
    tau_rec: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    u: Tensor
    x: Tensor
    y: Tensor
    release: Tensor
    since: Tensor
    I_1_stim: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., U: Any = ..., V_reset: Any = ..., V_th: Any = ..., delta: Any = ..., rho: Any = ..., t_ref: Any = ..., tau_fac: Any = ..., tau_m: Any = ..., tau_psc: Any = ..., tau_rec: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, released_ex: Tensor | None = None, released_in: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, released_ex: Tensor | None = None, released_in: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, released_ex: Tensor | None = None, released_in: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, released_ex: Tensor | None = None, released_in: Tensor | None = None, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...

class IF(Neuron):
    """Integrate-and-fire neuron; it leaks to 0."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class ignore_and_fire(Neuron):
    """Neuron that spikes regularly and ignores its input."""
    phase: Tensor
    rate: Tensor
    clock: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, phase: Any = ..., rate: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, I_1: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, I_1: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None, I_1: Tensor | None = None) -> Tensor: ...

class izhikevich(Neuron):
    """Quadratic integrate-and-fire neuron with a recovery variable."""
    I_e: Tensor
    V_min: Tensor
    V_th: Tensor
    a: Tensor
    b: Tensor
    c: Tensor
    consistent_integration: Tensor
    d: Tensor
    V_m: Tensor
    U_m: Tensor
    I_stim: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, I_e: Any = ..., V_min: Any = ..., V_th: Any = ..., a: Any = ..., b: Any = ..., c: Any = ..., consistent_integration: Any = ..., d: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class Izhikevich(Neuron):
    """Izhikevich neuron."""
    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor
    V_th: Tensor
    V: Tensor
    u: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, a: Any = ..., b: Any = ..., c: Any = ..., d: Any = ..., V_th: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class IzhikevichRef(Neuron):
    """Izhikevich neuron with a refractory period."""
    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor
    V_th: Tensor
    tau_ref: Tensor
    V: Tensor
    u: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, a: Any = ..., b: Any = ..., c: Any = ..., d: Any = ..., V_th: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

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
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class LIFRef(Neuron):
    """Leaky integrate-and-fire neuron with a refractory period."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    tau_ref: Tensor
    V: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., tau_ref: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class lin_rate_ipn(Neuron):
    """Rate neuron with a linear gain and noise at its input."""
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
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., g_ex: Any = ..., g_in: Any = ..., theta_ex: Any = ..., theta_in: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class lin_rate_opn(Neuron):
    """Rate neuron with a linear gain and noise at its output."""
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    g_ex: Tensor
    g_in: Tensor
    theta_ex: Tensor
    theta_in: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rate: Tensor
    noise: Tensor
    noisy_rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., g_ex: Any = ..., g_in: Any = ..., theta_ex: Any = ..., theta_in: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class mat2_psc_exp(Neuron):
    """Leaky integrator without reset whose threshold adapts on two time scales."""
    C_m: Tensor
    E_L: Tensor
    I_e: Tensor
    alpha_1: Tensor
    alpha_2: Tensor
    omega: Tensor
    t_ref: Tensor
    tau_1: Tensor
    tau_2: Tensor
    tau_m: Tensor
    tau_syn_ex: Tensor
    tau_syn_in: Tensor
    V_m: Tensor
    I_syn_ex: Tensor
    I_syn_in: Tensor
    I_stim: Tensor
    V_th: Tensor
    V_th_alpha_1: Tensor
    V_th_alpha_2: Tensor
    refractory: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., E_L: Any = ..., I_e: Any = ..., alpha_1: Any = ..., alpha_2: Any = ..., omega: Any = ..., t_ref: Any = ..., tau_1: Any = ..., tau_2: Any = ..., tau_m: Any = ..., tau_syn_ex: Any = ..., tau_syn_in: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None, I: Tensor | None = None) -> Tensor: ...

class mcculloch_pitts_neuron(Neuron):
    """Binary neuron with a sharp threshold, updated at random times."""
    tau_m: Tensor
    theta: Tensor
    S: Tensor
    h: Tensor
    until_update: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau_m: Any = ..., theta: Any = ...) -> None: ...
    def cell(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, transitions: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, transitions: Tensor, I: Tensor | None = None) -> Tensor: ...

class MorrisLecar(Neuron):
    """Morris-Lecar neuron."""
    V_Ca: Tensor
    g_Ca: Tensor
    V_K: Tensor
    g_K: Tensor
    V_leak: Tensor
    g_leak: Tensor
    C: Tensor
    V1: Tensor
    V2: Tensor
    V3: Tensor
    V4: Tensor
    phi: Tensor
    V_th: Tensor
    V: Tensor
    W: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, V_Ca: Any = ..., g_Ca: Any = ..., V_K: Any = ..., g_K: Any = ..., V_leak: Any = ..., g_leak: Any = ..., C: Any = ..., V1: Any = ..., V2: Any = ..., V3: Any = ..., V4: Any = ..., phi: Any = ..., V_th: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class pp_cond_exp_mc_urbanczik(Neuron):
    """Two-compartment point process neuron with exponentially decaying conductances at the soma and currents at the dendrite."""
    beta: Tensor
    g_ps: Tensor
    g_sp: Tensor
    phi_max: Tensor
    rate_slope: Tensor
    t_ref: Tensor
    theta: Tensor
    C_m_s: Tensor
    E_L_s: Tensor
    I_e_s: Tensor
    g_L_s: Tensor
    E_ex_s: Tensor
    E_in_s: Tensor
    tau_syn_ex_s: Tensor
    tau_syn_in_s: Tensor
    C_m_p: Tensor
    E_L_p: Tensor
    I_e_p: Tensor
    g_L_p: Tensor
    E_ex_p: Tensor
    E_in_p: Tensor
    tau_syn_ex_p: Tensor
    tau_syn_in_p: Tensor
    V_m_s: Tensor
    g_ex_s: Tensor
    g_in_s: Tensor
    V_m_p: Tensor
    I_ex_p: Tensor
    I_in_p: Tensor
    I_stim_s: Tensor
    refractory: Tensor
    substep: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, beta: Any = ..., g_ps: Any = ..., g_sp: Any = ..., phi_max: Any = ..., rate_slope: Any = ..., t_ref: Any = ..., theta: Any = ..., C_m_s: Any = ..., E_L_s: Any = ..., I_e_s: Any = ..., g_L_s: Any = ..., E_ex_s: Any = ..., E_in_s: Any = ..., tau_syn_ex_s: Any = ..., tau_syn_in_s: Any = ..., C_m_p: Any = ..., E_L_p: Any = ..., I_e_p: Any = ..., g_L_p: Any = ..., E_ex_p: Any = ..., E_in_p: Any = ..., tau_syn_ex_p: Any = ..., tau_syn_in_p: Any = ...) -> None: ...
    def cell(self, soma_exc: Tensor, states: list[Tensor], soma_inh: Tensor | None = None, dendritic_exc: Tensor | None = None, dendritic_inh: Tensor | None = None, soma_curr: Tensor | None = None, dendritic_curr: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, soma_exc: Tensor, states: list[Tensor], soma_inh: Tensor | None = None, dendritic_exc: Tensor | None = None, dendritic_inh: Tensor | None = None, soma_curr: Tensor | None = None, dendritic_curr: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, soma_exc: Tensor, soma_inh: Tensor | None = None, dendritic_exc: Tensor | None = None, dendritic_inh: Tensor | None = None, soma_curr: Tensor | None = None, dendritic_curr: Tensor | None = None) -> Tensor: ...
    def run(self, soma_exc: Tensor, soma_inh: Tensor | None = None, dendritic_exc: Tensor | None = None, dendritic_inh: Tensor | None = None, soma_curr: Tensor | None = None, dendritic_curr: Tensor | None = None) -> Tensor: ...

class pp_psc_delta(Neuron):
    """Point process neuron: its potential sets the rate of random spikes; with adaptation and dead time."""
    C_m: Tensor
    I_e: Tensor
    c_1: Tensor
    c_2: Tensor
    c_3: Tensor
    dead_time: Tensor
    dead_time_random: Tensor
    dead_time_shape: Tensor
    tau_m: Tensor
    with_reset: Tensor
    tau_sfa: Tensor
    q_sfa: Tensor
    V_m: Tensor
    E_sfa: Tensor
    t_ref_remaining: Tensor
    I_stim: Tensor
    sfa: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, C_m: Any = ..., I_e: Any = ..., c_1: Any = ..., c_2: Any = ..., c_3: Any = ..., dead_time: Any = ..., dead_time_random: Any = ..., dead_time_shape: Any = ..., tau_m: Any = ..., with_reset: Any = ..., tau_sfa: Any = ..., q_sfa: Any = ...) -> None: ...
    def cell(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, spikes: Tensor, states: list[Tensor], I: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...
    def run(self, spikes: Tensor, I: Tensor | None = None) -> Tensor: ...

class QuaIF(Neuron):
    """Quadratic integrate-and-fire neuron."""
    R: Tensor
    tau: Tensor
    V_th: Tensor
    V_reset: Tensor
    V_rest: Tensor
    V_c: Tensor
    c: Tensor
    V: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, R: Any = ..., tau: Any = ..., V_th: Any = ..., V_reset: Any = ..., V_rest: Any = ..., V_c: Any = ..., c: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...

class rate_transformer_gauss(Neuron):
    """Applies a Gaussian gain to the sum of its input rates."""
    g: Tensor
    mu: Tensor
    sigma: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., mu: Any = ..., sigma: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class rate_transformer_lin(Neuron):
    """Applies a linear gain to the sum of its input rates."""
    g: Tensor
    g_ex: Tensor
    g_in: Tensor
    theta_ex: Tensor
    theta_in: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., g_ex: Any = ..., g_in: Any = ..., theta_ex: Any = ..., theta_in: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class rate_transformer_sigmoid(Neuron):
    """Applies a logistic gain to the sum of its input rates."""
    g: Tensor
    beta: Tensor
    theta: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., beta: Any = ..., theta: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class rate_transformer_sigmoid_gg_1998(Neuron):
    """Applies a sigmoid gain of fourth powers to the sum of its input rates."""
    g: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class rate_transformer_tanh(Neuron):
    """Applies a hyperbolic tangent gain to the sum of its input rates."""
    g: Tensor
    theta: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., theta: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class rate_transformer_threshold_lin(Neuron):
    """Applies a threshold-linear gain to the sum of its input rates."""
    g: Tensor
    theta: Tensor
    alpha: Tensor
    linear_summation: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, g: Any = ..., theta: Any = ..., alpha: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor) -> Tensor: ...
    def run(self, x: Tensor) -> Tensor: ...

class siegert_neuron(Neuron):
    """Mean-field rate of integrate-and-fire neurons driven by drift and diffusion."""
    tau: Tensor
    tau_m: Tensor
    tau_syn: Tensor
    t_ref: Tensor
    mean: Tensor
    theta: Tensor
    V_reset: Tensor
    rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ..., tau_m: Any = ..., tau_syn: Any = ..., t_ref: Any = ..., mean: Any = ..., theta: Any = ..., V_reset: Any = ...) -> None: ...
    def cell(self, drift: Tensor, states: list[Tensor], diffusion: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, drift: Tensor, states: list[Tensor], diffusion: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, drift: Tensor, diffusion: Tensor | None = None) -> Tensor: ...
    def run(self, drift: Tensor, diffusion: Tensor | None = None) -> Tensor: ...

class sigmoid_rate_gg_1998_ipn(Neuron):
    """Rate neuron with a sigmoid gain of fourth powers and noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class sigmoid_rate_ipn(Neuron):
    """Rate neuron with a logistic gain and noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    beta: Tensor
    theta: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., beta: Any = ..., theta: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class STD(Synapse):
    """Short-term depression of a presynaptic terminal."""
    tau: Tensor
    U: Tensor
    x: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ..., U: Any = ...) -> None: ...
    def cell(self, pre_spike: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, pre_spike: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, pre_spike: Tensor) -> Tensor: ...
    def run(self, pre_spike: Tensor) -> Tensor: ...

class STP(Synapse):
    """Short-term plasticity of a presynaptic terminal."""
    U: Tensor
    tau_f: Tensor
    tau_d: Tensor
    u: Tensor
    x: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, U: Any = ..., tau_f: Any = ..., tau_d: Any = ...) -> None: ...
    def cell(self, pre_spike: Tensor, states: list[Tensor]) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, pre_spike: Tensor, states: list[Tensor], record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, pre_spike: Tensor) -> Tensor: ...
    def run(self, pre_spike: Tensor) -> Tensor: ...

class tanh_rate_ipn(Neuron):
    """Rate neuron with a hyperbolic tangent gain and noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    theta: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., theta: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class tanh_rate_opn(Neuron):
    """Rate neuron with a hyperbolic tangent gain and noise at its output."""
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    theta: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rate: Tensor
    noise: Tensor
    noisy_rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., theta: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class threshold_lin_rate_ipn(Neuron):
    """Rate neuron with a threshold-linear gain and noise at its input."""
    lambda_: Tensor
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    theta: Tensor
    alpha: Tensor
    rectify_rate: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rectify_output: Tensor
    rate: Tensor
    noise: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, lambda_: Any = ..., tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., theta: Any = ..., alpha: Any = ..., rectify_rate: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ..., rectify_output: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class threshold_lin_rate_opn(Neuron):
    """Rate neuron with a threshold-linear gain and noise at its output."""
    tau: Tensor
    mu: Tensor
    sigma: Tensor
    g: Tensor
    theta: Tensor
    alpha: Tensor
    mult_coupling: Tensor
    linear_summation: Tensor
    rate: Tensor
    noise: Tensor
    noisy_rate: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, tau: Any = ..., mu: Any = ..., sigma: Any = ..., g: Any = ..., theta: Any = ..., alpha: Any = ..., mult_coupling: Any = ..., linear_summation: Any = ...) -> None: ...
    def cell(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, ex: Tensor, states: list[Tensor], in_: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...
    def run(self, ex: Tensor, in_: Tensor | None = None) -> Tensor: ...

class WangBuzsakiHH(Neuron):
    """Hodgkin-Huxley type neuron of a fast-spiking interneuron."""
    ENa: Tensor
    gNa: Tensor
    EK: Tensor
    gK: Tensor
    EL: Tensor
    gL: Tensor
    V_th: Tensor
    phi: Tensor
    C: Tensor
    V: Tensor
    h: Tensor
    n: Tensor
    def __init__(self, size: int | Sequence[int] | None = None, *, dt: Any = 0.1, surrogate: Surrogate | None = None,
                 spk_reset: str = "soft", detach_reset: bool = False, learn: Iterable[str] | bool = (),
                 solver: str = "rk4", seed: int = 0, batch_first: bool = False, dtype: torch.dtype | None = None,
                 device: Any = None, ENa: Any = ..., gNa: Any = ..., EK: Any = ..., gK: Any = ..., EL: Any = ..., gL: Any = ..., V_th: Any = ..., phi: Any = ..., C: Any = ...) -> None: ...
    def cell(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None) -> tuple[Tensor, list[Tensor]]: ...
    def sequence(self, x: Tensor, states: list[Tensor], g: Tensor | None = None, delta: Tensor | None = None, record: int = 0) -> tuple[Tensor, list[Tensor], list[Tensor]]: ...
    def forward(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
    def run(self, x: Tensor, g: Tensor | None = None, delta: Tensor | None = None) -> Tensor: ...
