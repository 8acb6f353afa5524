"""Input sources. Each call gives one step and advances; `run(steps)` gives several, time in front.

The arithmetic lies in C++ (``torch.ops.synaptorch.*``, ``synaptorch/nn/inputs.h``), which C++ programs use as well.
"""
from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor, nn

from .errors import OutOfRange, WrongShape, WrongType
from .units import to_number

__all__ = ["ConstantInput", "OUProcessInput", "PoissonEncoder", "PoissonInput", "PoissonSpike", "RampInput", "SectionInput",
           "SinusoidalInput", "SpikeTime", "StepInput", "WienerProcessInput", "poisson_input"]

_ops = torch.ops.synaptorch
_UNITS = ("mA", "mV", "S", "Hz", "1")


def _tensor(value: Any, unit: str, name: str) -> Tensor:
    number = to_number(value, unit, name=name)
    t = torch.as_tensor(number)
    return t if t.is_floating_point() else t.to(torch.get_default_dtype())


def _amplitude(value: Any, name: str) -> Tensor:
    """A current (mA) or a plain number."""
    return _tensor(value, "mA", name)


def _ms(value: Any, name: str) -> float:
    ms = float(to_number(value, "ms", name=name))
    if not ms >= 0.0:
        raise OutOfRange(f"{name} = {ms} ms is not allowed; it must be >= 0")
    return ms


class _Source(nn.Module):
    """Base of sources: counts steps."""

    def __init__(self, in_size: Any, dt: Any, name: str | None):
        super().__init__()
        self.size = [in_size] if isinstance(in_size, int) else [int(n) for n in in_size]
        self.dt = float(to_number(dt, "ms", name="dt"))
        if not 0.0 < self.dt < math.inf:
            raise OutOfRange(f"{type(self).__name__}: dt = {self.dt} ms is not allowed; it must be > 0")
        self.name, self.step_count = name, 0

    @property
    def in_size(self) -> tuple[int, ...]:
        return tuple(self.size)

    out_size = varshape = in_size

    def forward(self) -> Tensor:
        """The value of this step."""
        return self.run(1).squeeze(0)

    def run(self, steps: int) -> Tensor:
        """The values of the next steps, [steps, *size]."""
        values = self._values(torch.arange(self.step_count, self.step_count + steps))
        self.step_count += steps
        return values.expand(steps, *self.size)

    def reset_state(self, batch_size: int | None = None) -> None:
        self.step_count = 0

    def _values(self, step: Tensor) -> Tensor:
        raise NotImplementedError


class SectionInput(_Source):
    """Sections of constant value, one after the other; 0 after the last.

    Args:
        in_size: shape of the output.
        values: one per section (numbers in mA, or arrays of the shape); durations: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, values: Any, durations: Any, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        rows = [_amplitude(v, "values").expand(self.size) for v in values]
        self.register_buffer("durations", torch.tensor([_ms(d, "durations") for d in durations], dtype=torch.double))
        if len(rows) != len(self.durations) or not rows:
            raise WrongShape(f"{type(self).__name__}: {len(rows)} values for {len(self.durations)} durations")
        self.register_buffer("values", torch.stack(rows))

    def _values(self, step: Tensor) -> Tensor:
        return _ops.section_input(step, self.dt, self.values, self.durations)


class ConstantInput(SectionInput):
    """A constant value for a time, 0 afterwards.

    Args:
        in_size: shape of the output. value: mA. duration: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, value: Any, duration: Any, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, [value], [duration], name, dt=dt)


class StepInput(_Source):
    """Keeps the amplitude of the last step time that has passed; 0 before the first.

    Args:
        in_size: shape of the output.
        amplitudes: mA, one per step time (or arrays of the shape); step_times: ms, in any order. dt: step, ms.
    """

    def __init__(self, in_size: Any, amplitudes: Any, step_times: Any, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        rows = [_amplitude(a, "amplitudes").expand(self.size) for a in amplitudes]
        self.register_buffer("step_times", torch.tensor([_ms(t, "step_times") for t in step_times], dtype=torch.double))
        if len(rows) != len(self.step_times) or not rows:
            raise WrongShape(f"StepInput: {len(rows)} amplitudes for {len(self.step_times)} step times")
        self.register_buffer("amplitudes", torch.stack(rows))

    def _values(self, step: Tensor) -> Tensor:
        return _ops.step_input(step, self.dt, self.amplitudes, self.step_times)


class RampInput(_Source):
    """Linear from `c_start` at `t_start` to `c_end` at the end of `duration` (excluded); 0 outside.

    Args:
        in_size: shape of the output. c_start, c_end: mA. duration, t_start: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, c_start: Any, c_end: Any, duration: Any, t_start: Any = 0.0, name: str | None = None, *,
                 dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        self.register_buffer("c_start", _amplitude(c_start, "c_start").expand(self.size).clone())
        self.register_buffer("c_end", _amplitude(c_end, "c_end").expand(self.size).clone())
        self.duration, self.t_start = _ms(duration, "duration"), _ms(t_start, "t_start")

    def _values(self, step: Tensor) -> Tensor:
        return _ops.ramp_input(step, self.dt, self.c_start, self.c_end, self.duration, self.t_start)


class SinusoidalInput(_Source):
    """amplitude sin(2π frequency t) + bias for a time, 0 afterwards.

    Args:
        in_size: shape of the output. amplitude, bias: mA. frequency: Hz. duration: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, amplitude: Any, frequency: Any, duration: Any, bias: Any = 0.0, name: str | None = None, *,
                 dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        self.register_buffer("amplitude", _amplitude(amplitude, "amplitude").expand(self.size).clone())
        self.register_buffer("frequency", _tensor(frequency, "Hz", "frequency").expand(self.size).clone())
        self.register_buffer("bias", _amplitude(bias, "bias").expand(self.size).clone())
        self.duration = _ms(duration, "duration")

    def _values(self, step: Tensor) -> Tensor:
        return _ops.sinusoidal_input(step, self.dt, self.amplitude, self.frequency, self.duration, self.bias)


class WienerProcessInput(_Source):
    """White noise: sigma sqrt(dt) N(0, 1) for a time, 0 afterwards.

    Args:
        in_size: shape of the output. sigma: mA. duration: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, sigma: Any, duration: Any = math.inf, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        self.register_buffer("sigma", _amplitude(sigma, "sigma").expand(self.size).clone())
        self.duration = _ms(duration, "duration")

    def _values(self, step: Tensor) -> Tensor:
        return _ops.while_running(_ops.wiener_input(self.sigma.expand(len(step), *self.size), self.dt), step, self.duration, self.dt)


class OUProcessInput(_Source):
    """Ornstein-Uhlenbeck process: x ← x + (mean - x) dt/tau + sigma sqrt(dt) N(0, 1), from the mean on; 0 after `duration`.

    Args:
        in_size: shape of the output. mean, sigma: mA. tau, duration: ms. dt: step, ms.
    """

    def __init__(self, in_size: Any, mean: Any, sigma: Any, tau: Any, duration: Any = math.inf, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        for key, value in (("mean", _amplitude(mean, "mean")), ("sigma", _amplitude(sigma, "sigma")), ("tau", _tensor(tau, "ms", "tau"))):
            self.register_buffer(key, value.expand(self.size).clone())
        self.register_buffer("x", self.mean.clone())
        self.duration = _ms(duration, "duration")

    def _values(self, step: Tensor) -> Tensor:
        values = _ops.ou_process(self.x, self.mean, self.sigma, self.tau, self.dt, len(step))
        self.x = values[-1] if len(step) else self.x
        return _ops.while_running(values, step, self.duration, self.dt)

    def reset_state(self, batch_size: int | None = None) -> None:
        super().reset_state(batch_size)
        self.x = self.mean.clone()


# ---- spikes ------------------------------------------------------------------------------------------
class SpikeTime(_Source):
    """Spikes at given times.

    Args:
        in_size: number of neurons.
        indices: neuron of each event. times: ms. weights: of the events, one or one per event; several in a step add up.
        time_as_step: "round" (half to even), "floor" or "ceil", or a function of times / dt.
        dt: step, ms.
    """

    def __init__(self, in_size: Any, indices: Any, times: Any, weights: Any = 1.0, time_as_step: Any = "round", name: str | None = None, *,
                 dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        if len(self.size) != 1:
            raise WrongShape(f"SpikeTime: in_size must be one number, got {tuple(self.size)}")
        indices = torch.as_tensor(indices).long().reshape(-1)
        times = torch.as_tensor(to_number(times, "ms", name="times"), dtype=torch.double).reshape(-1)
        weights = _tensor(weights, "1", "weights")
        _ops.check_spike_times(indices, times, weights, self.size[0])
        steps = times / self.dt
        self.register_buffer("event_steps", (time_as_step(steps) if callable(time_as_step) else _ops.rounded(steps, time_as_step)).long())
        self.register_buffer("indices", indices)
        self.register_buffer("weights", weights)

    def update(self, index: int | None = None, time: Any = None) -> Tensor:
        """The events of a step, given by number or time; of the next one if neither is given."""
        if index is None and time is None:
            return self()
        step = int(index) if index is not None else round(float(to_number(time, "ms", name="time")) / self.dt)
        return self._events(step, 1).squeeze(0)

    def _events(self, first: int, steps: int) -> Tensor:
        return _ops.spike_time_input(first, steps, self.event_steps, self.indices, self.weights, self.size[0])

    def _values(self, step: Tensor) -> Tensor:
        return self._events(self.step_count, len(step))


def _spike_type(spk_type: Any) -> torch.dtype:
    known = {"bool": torch.bool, bool: torch.bool, "float": torch.get_default_dtype(), float: torch.get_default_dtype(), int: torch.int64}
    found = spk_type if isinstance(spk_type, torch.dtype) else known.get(spk_type)
    if found is None:
        raise WrongType(f"spk_type must be bool, float or a torch.dtype, got {spk_type!r}")
    return found


class PoissonSpike(_Source):
    """Independent Poisson processes: a spike with probability 1 - exp(-freq dt) in each step.

    Args:
        in_size: shape of the output. freqs: Hz, one or one per neuron. spk_type: dtype of the spikes. dt: step, ms.
    """

    def __init__(self, in_size: Any, freqs: Any, spk_type: Any = torch.bool, name: str | None = None, *, dt: Any = 0.1):
        super().__init__(in_size, dt, name)
        freqs = _tensor(freqs, "Hz", "freqs")
        if not bool((freqs >= 0).all()):
            raise OutOfRange("PoissonSpike: freqs must be >= 0 Hz")
        self.register_buffer("freqs", freqs.expand(self.size).clone())
        self.spk_type = _spike_type(spk_type)

    def _values(self, step: Tensor) -> Tensor:
        return _ops.poisson_spike(self.freqs.expand(len(step), *self.size), self.dt).to(self.spk_type)


class PoissonEncoder(nn.Module):
    """Rates to spikes: 1 with probability 1 - exp(-freq dt), drawn anew in every call.

    Args:
        in_size: shape of the rates without batch. spk_type: dtype of the spikes. dt: step, ms.
    """

    def __init__(self, in_size: Any, spk_type: Any = torch.bool, name: str | None = None, *, dt: Any = 0.1):
        super().__init__()
        self.size, self.name, self.spk_type = in_size, name, _spike_type(spk_type)
        self.dt = float(to_number(dt, "ms", name="dt"))

    def forward(self, freqs: Tensor) -> Tensor:
        """Spikes of one step, of the shape of `freqs` (Hz; a tensor, number or quantity)."""
        return self._spikes(self._rates(freqs))

    @torch.jit.export
    def run(self, freqs: Tensor, steps: int) -> Tensor:
        """Spikes of several steps, time in front."""
        rates = self._rates(freqs)
        return self._spikes(rates.expand([steps] + list(rates.shape)))

    def _rates(self, freqs: Tensor) -> Tensor:
        if not torch.jit.is_scripting():
            freqs = _tensor(freqs, "Hz", "freqs")
        return freqs

    def _spikes(self, rates: Tensor) -> Tensor:
        return torch.ops.synaptorch.poisson_spike(rates, self.dt).to(self.spk_type)


def poisson_input(freq: Any, num_input: Any, weight: Any, target: Tensor, indices: Any = None, refractory: Tensor | None = None, *,
                  dt: Any = 0.1) -> Tensor:
    """`target` plus weight × the spikes of `num_input` Poisson processes in a step.

    Args:
        freq: Hz. num_input: number of processes. weight: in the unit of the target.
        target: [.., n]. indices: elements that are reached; all by default.
        refractory: where True, `target` keeps its value.
    """
    number = torch.as_tensor(num_input, dtype=target.dtype)
    weight = torch.as_tensor(to_number(weight, "mV", name="weight"), dtype=target.dtype)
    places = None if indices is None else torch.as_tensor(indices)
    return _ops.poisson_input(target, _tensor(freq, "Hz", "freq"), number, weight, float(to_number(dt, "ms", name="dt")), places, refractory)


class PoissonInput(nn.Module):
    """Adds to a state of neurons what many Poisson processes send: ``PoissonInput(neurons.prefetch("V"), ...)()``.

    Args:
        target: reader of the state. indices: elements that are reached; None for all.
        num_input: processes per neuron. freq: Hz. weight: in the unit of the state.
    """

    def __init__(self, target: Any, indices: Any, num_input: int, freq: Any, weight: Any, name: str | None = None):
        super().__init__()
        self._target, self.name = (target,), name
        self.indices, self.num_input, self.freq, self.weight = indices, num_input, freq, weight

    def forward(self) -> None:
        target = self._target[0]
        owner = target.owner
        states = list(owner.get_state())
        k = owner.state_names.index(target.name)
        states[k] = poisson_input(self.freq, self.num_input, self.weight, states[k], self.indices, dt=owner.dt)
        owner.set_state(states)
