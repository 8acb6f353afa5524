"""A leaky integrate-and-fire step in plain PyTorch, with the arithmetic of brainpy.state's LIF (soft reset, ReluGrad)."""
import math

import torch

DT, R, TAU, V_TH, V_RESET, V_REST = 0.1, 1.0, 5.0, 1.0, 0.0, 0.0
ALPHA, WIDTH = 0.3, 1.0
DECAY = math.exp(-DT / TAU)


class Spike(torch.autograd.Function):
    """Heaviside function whose derivative is replaced by a triangle."""

    @staticmethod
    def forward(ctx, u):
        ctx.save_for_backward(u)
        return (u >= 0).to(u.dtype)

    @staticmethod
    def backward(ctx, grad):
        u, = ctx.saved_tensors
        return grad * (ALPHA * (WIDTH - u.abs())).clamp_min(0)


def spike(V):
    return Spike.apply((V - V_TH) / (V_TH - V_RESET))


def step(x, V):
    """One step: resets what spiked, integrates exactly over DT, returns the spikes and the potential."""
    V = V - (V_TH - V_RESET) * spike(V)
    V = DECAY * V + (1 - DECAY) * (V_REST + R * x)
    return spike(V), V


def loop(x, V):
    """All steps along the first axis; `unbind` keeps the backward pass from one select a step."""
    spikes = []
    for x_t in x.unbind(0):
        z, V = step(x_t, V)
        spikes.append(z)
    return torch.stack(spikes)
