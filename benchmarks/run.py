"""Runs the benchmarks, each printing one JSON line: `python benchmarks/run.py [name ...]`; all of them by default.

The peers live in environments of their own, `.venv-peers` (NEST, Brian2) and `.venv-brainpy`, which are made on
first use. PEERS_PYTHON and BRAINPY_PYTHON name existing interpreters instead; BENCH_THREADS and BENCH_RUNS set the
number of threads (2) and of alternated runs (3).
"""
import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PROGRAMS = ("brunel", "coba", "synapse_memory", "neuron_step", "nest_neurons", "lif_layer", "single_step", "sparse", "eager_call")
PYENV_313 = sorted(map(str, Path.home().glob(".pyenv/versions/3.13.*/bin/python")))   # not on PATH unless chosen
# Brian2 2.11 needs Python 3.13; brainpy.state's dependencies of that release have wheels up to 3.13.
ENVIRONMENTS = {"PEERS_PYTHON": (".venv-peers", "requirements-peers.txt", ("python3.13", *PYENV_313, "python3.12", sys.executable)),
                "BRAINPY_PYTHON": (".venv-brainpy", "requirements-brainpy.txt", (sys.executable,))}
NEEDS = {"brunel": ["PEERS_PYTHON"], "coba": ["PEERS_PYTHON", "BRAINPY_PYTHON"], "synapse_memory": ["PEERS_PYTHON"],
         "neuron_step": ["PEERS_PYTHON"], "nest_neurons": ["PEERS_PYTHON"]}


def works(interpreter):
    """Whether the command exists and starts (a version manager's shim may not)."""
    found = shutil.which(interpreter)
    return bool(found) and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0


def prepare(variable):
    """Make the environment that the variable would name, unless it is set or made already."""
    if variable in os.environ:
        return
    folder, requirements, candidates = ENVIRONMENTS[variable]
    python = ROOT / folder / "bin/python"
    ready = ROOT / folder / ".ready"
    if not ready.exists():
        interpreter = next(filter(works, candidates))
        print(f"making {folder} with {interpreter}", file=sys.stderr)
        subprocess.run([interpreter, "-m", "venv", "--clear", ROOT / folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / requirements], check=True)
        ready.touch()
    os.environ[variable] = str(python)


def command(name):
    if (HERE / f"{name}.py").exists():
        return [sys.executable, HERE / f"{name}.py"]
    build = Path(os.environ.get("BUILD", ROOT / "build/release"))
    return [build / "bin" / f"bench_{name}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(PROGRAMS)}; default: all")
    names = parser.parse_args().names or PROGRAMS
    if unknown := set(names) - set(PROGRAMS):
        parser.error(f"no benchmark {', '.join(unknown)}; there are: {', '.join(PROGRAMS)}")
    failed = []
    for name in names:
        for variable in NEEDS.get(name, ()):
            prepare(variable)
        if subprocess.run(command(name)).returncode:
            failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
