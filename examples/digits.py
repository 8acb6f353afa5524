"""Handwritten digits (scikit-learn's 1,797 images of 8 × 8), classified by a spiking network.

Images become spikes by Poisson coding (rate ∝ brightness) or latency coding (bright pixels spike early), become synaptic
currents, and pass a hidden layer of LIF neurons, all steps in one kernel, and a leaky readout. Weights and membrane time constants are learnt.

    python examples/digits.py [--coding poisson latency] [--seeds 5] [--validate] [--size full|small]

A fifth of the images are test images. The settings below were chosen by cross-validation on the other images, parts of which were
held out; so does `--validate`, with one part.

Writes a picture and the trained network of each coding, digits_<coding>.pt, and the images as digits.csv. The C++ program
`digits_infer` classifies the test images with the saved networks (TorchScript, coding included), `digits` trains the same
network in C++.
"""
import argparse
import math
import statistics
import time
from pathlib import Path

import numpy as np
import torch
from matplotlib.figure import Figure
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn
from torch.nn import functional as F
from tqdm import tqdm

import synaptorch as st
from synaptorch.units import u

DT = 1.0                  # ms
EPOCHS, BATCH, RATE = 40, 64, 1e-2


class Poisson(nn.Module):
    """Brightness in [0, 1] to spikes [steps, .., pixels]; every call draws anew."""

    def __init__(self, steps: int = 30):
        super().__init__()
        self.steps, self.tau = steps, 10.0        # tau of the synapses, ms
        self.peak = (2 * u.kHz).m_as("Hz")       # rate of a white pixel
        self.encoder = st.PoissonEncoder(64, torch.float, dt=DT)

    def forward(self, brightness: Tensor) -> Tensor:
        return self.encoder.run(brightness * self.peak, self.steps)


class Latency(nn.Module):
    """One spike of each pixel that is not black, the brighter the earlier."""

    def __init__(self, steps: int = 20):
        super().__init__()
        self.steps, self.tau = steps, 20.0

    def forward(self, brightness: Tensor) -> Tensor:
        first = torch.round((1.0 - brightness) * (self.steps - 1))
        time = torch.arange(self.steps, device=brightness.device).reshape([-1] + [1] * brightness.dim())
        return ((time == first) & (brightness > 0)).to(brightness.dtype)


class Classifier(nn.Module):
    """64 pixels -> spikes -> synaptic currents -> hidden LIF neurons -> leaky readout; the logits are its mean over time."""

    def __init__(self, encode: nn.Module, hidden: int = 256):
        super().__init__()
        self.encode = encode
        self.synapses = st.Expon(64, tau=encode.tau, dt=DT)
        self.weights = nn.Linear(64, hidden)
        self.neurons = st.LIF(hidden, tau=torch.full((hidden,), 10.0), dt=DT, surrogate=st.surrogate.Arctan(alpha=2.0), learn=("tau",))
        self.readout = st.LeakyRateReadout(hidden, 10, tau=20 * u.ms, dt=DT)

    def forward(self, images: Tensor) -> Tensor:
        """Logits [batch, 10] of images [batch, 64]."""
        self.readout.reset_state()
        return self.readout.run(self.hidden(self.encode(images))).mean(0)

    @torch.jit.export
    def hidden(self, spikes: Tensor) -> Tensor:
        """Spikes of the hidden neurons, from rest, for those of the pixels, [steps, batch, 64]."""
        self.synapses.reset_state()
        self.neurons.reset_state()
        return self.neurons.run(self.weights(self.synapses.run(spikes)))


def digits(validate: bool) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Brightness in [0, 1] and labels, of the images to train with and of those held out (a fifth)."""
    data = load_digits()
    split = dict(test_size=0.2, random_state=0)
    x, x_test, y, y_test = train_test_split(data.data.astype(np.float32) / 16, data.target, stratify=data.target, **split)
    if validate:
        x, x_test, y, y_test = train_test_split(x, y, stratify=y, **split)
    return tuple(map(torch.from_numpy, (x, y, x_test, y_test)))


def jitter(images: Tensor) -> Tensor:
    """Turns (by up to 4 degrees), scales (3 %) and shifts (0.3 pixels) each image by a little, and changes each brightness (by 20 %)."""
    n = len(images)
    angle, scale, dx, dy = (middle + most * (2 * torch.rand(n) - 1) for middle, most in ((0.0, 0.075), (1.0, 0.03), (0.0, 0.075), (0.0, 0.075)))
    c, s = scale * angle.cos(), scale * angle.sin()
    maps = torch.stack([c, -s, dx, s, c, dy], 1).reshape(n, 2, 3)
    grid = F.affine_grid(maps, [n, 1, 8, 8], align_corners=False)
    moved = F.grid_sample(images.reshape(n, 1, 8, 8), grid, align_corners=False).reshape(n, 64)
    return (moved * (1 + 0.2 * torch.randn(n, 64))).clamp(0, 1)


@torch.no_grad()
def accuracy(net: nn.Module, x: Tensor, y: Tensor) -> float:
    return float((net(x).argmax(-1) == y).float().mean())


def train(net: nn.Module, data: tuple[Tensor, ...], epochs: int) -> tuple[list[dict], float]:
    """Trains; returns what happened in each epoch, and the seconds spent training (tests not counted)."""
    x, y, x_test, y_test = data
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE)
    steps = epochs * -(-len(x) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(1.0, 10 * (k + 1) / steps) * 0.5 * (1 + math.cos(math.pi * k / steps)))
    history, seconds = [], 0.0
    for _ in (bar := tqdm(range(epochs), unit="epoch")):
        start, total = time.perf_counter(), 0.0
        for chosen in torch.randperm(len(x)).split(BATCH):
            loss = F.cross_entropy(net(jitter(x[chosen])), y[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        seconds += time.perf_counter() - start
        history.append({"loss": total / len(x), "accuracy": accuracy(net, x_test, y_test)})
        bar.set_postfix(loss=f"{history[-1]['loss']:.3f}", held_out=f"{history[-1]['accuracy']:.1%}")
    return history, seconds


@torch.no_grad()
def picture(net: Classifier, history: list[dict], image: Tensor, label: int, path: Path) -> None:
    """The learning curve, and spikes of one image in the pixels and in the hidden layer."""
    pixels = net.encode(image.unsqueeze(0))
    hidden, logits = net.hidden(pixels), net(image.unsqueeze(0))
    figure = Figure(figsize=(10, 6), layout="constrained")
    (curve, shown), (below, above) = figure.subplots(2, 2)
    curve.plot([h["loss"] for h in history], color="tab:blue")
    curve.set(xlabel="epoch", ylabel="training loss")
    test = curve.twinx()
    test.plot([100 * h["accuracy"] for h in history], color="tab:orange")
    test.set_ylabel("accuracy on images held out (%)")
    shown.imshow(image.reshape(8, 8), cmap="gray")
    shown.set(title=f"a {label}, classified as {int(logits.argmax())}", xticks=[], yticks=[])
    for axes, spikes, name in ((below, pixels, "pixel"), (above, hidden, "hidden neuron")):
        t, _, neuron = spikes.nonzero(as_tuple=True)
        axes.plot(t * DT, neuron, "|", color="black", markersize=3)
        axes.set(xlabel="time (ms)", ylabel=name, xlim=(-0.5, len(spikes) * DT))
    figure.savefig(path, dpi=120)


def export(path: Path, data: tuple[Tensor, ...]) -> None:
    """A CSV for C++: 1 or 0 (test image), label, 64 brightnesses a row."""
    x, y, x_test, y_test = data
    rows = [np.column_stack([np.full(len(b), part), b.numpy(), a.numpy()]) for part, a, b in ((1, x, y), (0, x_test, y_test))]
    np.savetxt(path, np.vstack(rows), fmt="%g", delimiter=",")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--coding", nargs="+", choices=("poisson", "latency"), default=["poisson", "latency"])
    parser.add_argument("--size", choices=("full", "small"), default="full")
    parser.add_argument("--seeds", type=int, default=1, help="trainings, of which the median is told")
    parser.add_argument("--validate", action="store_true", help="hold out training images instead of the test images")
    parser.add_argument("--folder", type=Path, default=Path(), help="where pictures, networks and images are written")
    options = parser.parse_args()
    export(options.folder / "digits.csv", digits(False))
    data, epochs = digits(options.validate), EPOCHS if options.size == "full" else 3

    for coding in options.coding:
        found, seconds = [], []
        for seed in range(1, options.seeds + 1):
            torch.manual_seed(seed)
            net = Classifier(Poisson() if coding == "poisson" else Latency())
            history, took = train(net, data, epochs)
            found.append(history[-1]["accuracy"])
            seconds.append(took)
        print(f"{coding} coding: {statistics.median(found):.2%} of the images held out (median of {len(found)}, {min(found):.2%} to {max(found):.2%}) "
              f"after {epochs} epochs, {statistics.median(seconds):.1f} s of training")
        path = options.folder / f"digits_{coding}"
        picture(net, history, data[2][0], int(data[3][0]), path.with_suffix(".png"))
        torch.jit.script(net).save(str(path.with_suffix(".pt")))
        print(f"  picture: {path}.png, network: {path}.pt")


if __name__ == "__main__":
    main()
