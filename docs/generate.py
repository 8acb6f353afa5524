"""Writes a documentation page per model and one of the surrogate gradients, from the tables of the installed library, and
one of the accuracy, by replaying the reference traces.

    python docs/generate.py [folder]        # default: docs; makes models/, surrogates/ and accuracy/ there

MkDocs runs it before every build (`hooks` in mkdocs.yml); the pages are not kept in git.
"""
from __future__ import annotations

import sys
from pathlib import Path

import torch

from synaptorch import surrogate as surrogates
from synaptorch.errors import WrongType
from synaptorch.replay import replay_folder
from synaptorch.replay_table import markdown
from synaptorch.tables import model_names, table

_KINDS = {"stepped": "neuron or part, stepped on the grid", "ode": "neuron, adaptive ODE solver",
          "precise": "neuron with precise spike times", "device": "device", "synapse": "synapse"}
_TIERS = {"nest": "NEST tier", "brainpy": "BrainPy-style tier", "base": "base"}


def page(name: str) -> str:
    """The page of one model, Markdown."""
    t = table(name)
    lines = [f"# {name}", "", t.brief, "", f"*{_KINDS.get(t.kind, t.kind)} · {_TIERS.get(t.tier, t.tier)}*", ""]
    if t.equations:
        lines += ["```text", *(part.strip() for part in t.equations.split(";")), "```", ""]
    lines += _rows("Parameters", [*t.params, *t.arrays], ("name", "default", "unit", "allowed", "meaning"), _field)
    lines += _rows("States", [f for f in t.state if not f.hidden], ("name", "initial", "unit", "allowed", "meaning"),
                   _field)
    lines += _rows("Inputs", t.ports, ("name", "unit", "kind", "receptor", "meaning"),
                   lambda p: (f"`{p.name}`", _unit(p.unit), _port(p), _receptor(t, p), p.doc))
    if t.reference:
        lines += ["## Reference", "", t.reference, ""]
    return "\n".join(lines)


def index(names: list[str]) -> str:
    """The list of all models, by kind."""
    lines = ["# Models", "", "Every page is made from the model's own table.", ""]
    for kind in sorted({table(n).kind for n in names}):
        lines += [f"## {_KINDS.get(kind, kind).capitalize()}", "", "| model | |", "|---|---|"]
        lines += [f"| [{n}]({n}.md) | {table(n).brief} |" for n in names if table(n).kind == kind] + [""]
    return "\n".join(lines)


def write(folder: Path) -> list[Path]:
    """Writes all pages."""
    folder.mkdir(parents=True, exist_ok=True)
    names = model_names()
    pages = {"index.md": index(names), **{f"{n}.md": page(n) for n in names}}
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        _write(folder / name, text)
    return [folder / name for name in pages]


_SURROGATES = """\
# Surrogate gradients

What stands in for the derivative of the spike, as a function of the scaled distance to the threshold. The smooth step whose derivative
it is (`surrogate_fun`) is drawn where one is known.

```python
st.LIF(100, surrogate=st.surrogate.Arctan(alpha=2.0))
spikes = st.surrogate.Arctan()(v - 1.0)                # a spike function for neurons of your own
```

Names, parameters and defaults are those of braintools. Its release 0.1.8 differs where it is wrong: the derivatives of PiecewiseQuadratic, PiecewiseLeakyRelu,
GaussianGrad and SquarewaveFourierSeries (one term short), and the smooth steps of Arctan, ERF, LogTailedRelu and QPseudoSpike.
"""


def write_surrogates(folder: Path) -> list[Path]:
    """Writes the page of the surrogate gradients and a picture of each."""
    folder.mkdir(parents=True, exist_ok=True)
    lines, written = [_SURROGATES], [folder / "index.md"]
    for name in (n for n in surrogates.__all__ if n != "Surrogate"):
        chosen = getattr(surrogates, name)()
        lines += [f"## {name}", "", f"![{name}]({name}.png)", "", "| parameter | default | allowed | meaning |", "|---|---|---|---|"]
        lines += ["| " + " | ".join((f"`{f.name}`", _value(f), _bound(f), f.doc)) + " |" for f in chosen._fields] + [""]
        written.append(folder / f"{name}.png")
        _draw(chosen, written[-1])
    _write(written[0], "\n".join(lines))
    return written


def _draw(chosen: surrogates.Surrogate, path: Path) -> None:
    from matplotlib.figure import Figure   # no display needed

    x = torch.linspace(-3.0, 3.0, 601, dtype=torch.double)
    figure = Figure(figsize=(5.0, 2.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(x, chosen.surrogate_grad(x), label="derivative")
    try:
        axes.plot(x, chosen.surrogate_fun(x), "--", label="smooth step")
    except WrongType:
        pass
    axes.step(x, (x >= 0.0).double(), color="0.7", label="spike", zorder=0)
    axes.set(xlabel="scaled distance to the threshold", ylim=(-0.6, 2.1))
    axes.legend(fontsize="small", loc="upper left")
    figure.savefig(path, dpi=110)


TRACES = Path(__file__).resolve().parents[1] / "tests" / "data" / "nest"


def write_accuracy(folder: Path, groups: tuple[str, ...] = ()) -> list[Path]:
    """Replays the traces of the tests and writes the table of deviations."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "index.md", markdown(replay_folder(TRACES, groups)))
    return [folder / "index.md"]


def on_pre_build(config, **_) -> None:
    """MkDocs hook."""
    write(Path(config["docs_dir"]) / "models")
    write_surrogates(Path(config["docs_dir"]) / "surrogates")
    if not (accuracy := Path(config["docs_dir"]) / "accuracy").exists():     # replays all traces: not while someone writes
        write_accuracy(accuracy)


def _write(path: Path, text: str) -> None:
    """A page that would not change is left alone, so that a watching server rests."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def _rows(title: str, items, columns, row) -> list[str]:
    if not items:
        return []
    head = [f"## {title}", "", "| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    return head + ["| " + " | ".join(row(i)) + " |" for i in items] + [""]


def _field(f) -> tuple[str, ...]:
    return f"`{f.name}`", _value(f), _unit(f.unit), _bound(f), f.doc


def _value(f) -> str:
    if f.type == "boolean":
        return "true" if f.default else "false"
    number = f"{f.default:g}" if abs(f.default) < 1e300 else "∞"
    if f.list >= 0 and len(set(f.standard)) > 1:
        return ", ".join(f"{x:g}" for x in f.standard)
    return number if f.list < 0 else f"{number} in every element"


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _bound(f) -> str:
    if f.type == "boolean":
        return "true, false"
    lo, hi, lo_open, hi_open = f.bound
    if lo == -float("inf") and hi == float("inf"):
        return "any"
    if hi == float("inf"):
        return f"{'>' if lo_open else '≥'} {lo:g}"
    if lo == -float("inf"):
        return f"{'<' if hi_open else '≤'} {hi:g}"
    return f"{lo:g} {'<' if lo_open else '≤'} … {'<' if hi_open else '≤'} {hi:g}"


def _receptor(t, p) -> str:
    return str(p.receptor) if p.list < 0 or t.lists[p.list].connections else f"{p.receptor}, {p.receptor + 1}, ..."


def _port(p) -> str:
    only = {"both": "", "positive": " (positive weights)", "negative": " (negative weights)"}[p.sign]
    return p.kind.replace("_", ", ") + only


if __name__ == "__main__":
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    pages = write(target / "models") + write_surrogates(target / "surrogates") + write_accuracy(target / "accuracy")
    print(f"{len(pages)} files in {target}")
