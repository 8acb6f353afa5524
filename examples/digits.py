"""Handwritten digits (scikit-learn's 1,797 images of 8 × 8), classified by a spiking network.

Images become spikes by Poisson coding (rate ∝ brightness) or latency coding (bright pixels spike early), pass a hidden layer of
LIF neurons, all steps in one kernel, and a leaky readout. Weights and membrane time constants are learnt.

    python examples/digits.py [--coding poisson latency] [--size full|small] [--model digits.pt] [--export digits.csv]

The saved model is TorchScript; `digits_infer` runs it from C++, and `digits` trains the same network there.
"""
import argparse
import time
from pathlib import Path

import numpy as np
import torch
from matplotlib.figure import Figure
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import Tensor, nn
from tqdm import tqdm

import synaptorch as st
from synaptorch.units import u

STEPS, DT = 20, 1.0       # of an image; ms
PEAK = 250 * u.Hz         # rate of a white pixel


class Poisson(nn.Module):
    """Brightness in [0, 1] to spikes [steps, .., pixels]; every call draws anew."""

    def __init__(self):
        super().__init__()
        self.encoder = st.PoissonEncoder(64, torch.float, dt=DT)

    def forward(self, brightness: Tensor) -> Tensor:
        return self.encoder.run(brightness * PEAK.m_as("Hz"), STEPS)


class Latency(nn.Module):
    """One spike of each pixel that is not black, the brighter the earlier."""

    def forward(self, brightness: Tensor) -> Tensor:
        first = torch.round((1.0 - brightness) * (STEPS - 1))
        time = torch.arange(STEPS).reshape(-1, *[1] * brightness.dim())
        return ((time == first) & (brightness > 0)).to(brightness.dtype)


class Classifier(nn.Module):
    """64 pixels -> hidden LIF neurons -> leaky readout; the logits are its mean over time."""

    def __init__(self, hidden: int = 200):
        super().__init__()
        self.gain = 4.0
        self.weights = nn.Linear(64, hidden)
        self.neurons = st.LIF(hidden, tau=torch.full((hidden,), 10.0), dt=DT, surrogate=st.surrogate.Arctan(alpha=2.0), learn=("tau",))
        self.readout = st.LeakyRateReadout(hidden, 10, tau=20 * u.ms, dt=DT)

    def forward(self, spikes: Tensor) -> Tensor:
        """Logits [batch, 10] of spikes [steps, batch, 64]."""
        return self.readout.run(self.hidden(spikes)).mean(0)

    @torch.jit.export
    def hidden(self, spikes: Tensor) -> Tensor:
        """Spikes of the hidden neurons, from rest."""
        self.neurons.reset_state()
        self.readout.reset_state()
        return self.neurons.run(self.gain * self.weights(spikes))


def digits(seed: int = 0) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Brightness in [0, 1] and labels, of training and of test images (a fifth)."""
    data = load_digits()
    parts = train_test_split(data.data.astype(np.float32) / 16, data.target, test_size=0.2, random_state=seed, stratify=data.target)
    x, x_test, y, y_test = map(torch.from_numpy, parts)
    return x, y, x_test, y_test


@torch.no_grad()
def accuracy(net: nn.Module, encode: nn.Module, x: Tensor, y: Tensor) -> float:
    return float((net(encode(x)).argmax(-1) == y).float().mean())


def train(net: nn.Module, encode: nn.Module, data: tuple[Tensor, ...], epochs: int, batch: int = 64) -> tuple[list[dict], float]:
    """Trains; returns what happened in each epoch, and the seconds spent training (tests not counted)."""
    x, y, x_test, y_test = data
    optimizer = torch.optim.Adam(net.parameters(), lr=4e-3)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-2, total_steps=epochs * -(-len(x) // batch))
    history, seconds = [], 0.0
    for epoch in (bar := tqdm(range(epochs), unit="epoch")):
        start, total = time.perf_counter(), 0.0
        for chosen in torch.randperm(len(x)).split(batch):
            loss = nn.functional.cross_entropy(net(encode(x[chosen])), y[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        seconds += time.perf_counter() - start
        history.append({"loss": total / len(x), "accuracy": accuracy(net, encode, x_test, y_test)})
        bar.set_postfix(loss=f"{history[-1]['loss']:.3f}", test=f"{history[-1]['accuracy']:.1%}")
    return history, seconds


@torch.no_grad()
def picture(net: Classifier, encode: nn.Module, history: list[dict], image: Tensor, label: int, path: Path) -> None:
    """The learning curve, and spikes of one image in the pixels and in the hidden layer."""
    pixels = encode(image.unsqueeze(0))
    hidden, logits = net.hidden(pixels), net(pixels)
    figure = Figure(figsize=(10, 6), layout="constrained")
    (curve, shown), (below, above) = figure.subplots(2, 2)
    curve.plot([h["loss"] for h in history], color="tab:blue")
    curve.set(xlabel="epoch", ylabel="training loss")
    test = curve.twinx()
    test.plot([100 * h["accuracy"] for h in history], color="tab:orange")
    test.set_ylabel("test accuracy (%)")
    shown.imshow(image.reshape(8, 8), cmap="gray")
    shown.set(title=f"a {label}, classified as {int(logits.argmax())}", xticks=[], yticks=[])
    for axes, spikes, name in ((below, pixels, "pixel"), (above, hidden, "hidden neuron")):
        t, _, neuron = spikes.nonzero(as_tuple=True)
        axes.plot(t * DT, neuron, "|", color="black", markersize=3)
        axes.set(xlabel="time (ms)", ylabel=name, xlim=(-0.5, STEPS * DT))
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
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", type=Path, default=Path("digits.pt"), help="where the trained network is saved")
    parser.add_argument("--export", type=Path, help="writes the images for the C++ examples")
    parser.add_argument("--picture", type=Path, default=Path("digits.png"))
    options = parser.parse_args()
    data = digits()
    if options.export:
        export(options.export, data)
        print(f"images: {options.export}")
    epochs = options.epochs if options.size == "full" else min(options.epochs, 4)

    for coding in options.coding:
        torch.manual_seed(options.seed)
        net, encode = Classifier(), Poisson() if coding == "poisson" else Latency()
        history, seconds = train(net, encode, data, epochs)
        print(f"{coding} coding: {history[-1]['accuracy']:.2%} of the test images after {epochs} epochs, {seconds:.1f} s of training")
        name = f"{options.picture.stem}_{coding}"
        picture(net, encode, history, data[2][0], int(data[3][0]), options.picture.with_stem(name))
        model = options.model.with_stem(f"{options.model.stem}_{coding}")
        torch.jit.script(net).save(str(model))
        print(f"  picture: {options.picture.with_stem(name)}, model: {model}")


if __name__ == "__main__":
    main()
