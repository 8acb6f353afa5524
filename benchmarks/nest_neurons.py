"""Every NEST neuron, unconnected, ns per neuron and step beside NEST's own: one table, one run.

Prints a line per model and one with the geometric mean of the ratios. Neurons that take a constant current get one
under which they fire (`setups.drive`); both simulators use their default solver and tolerance. Names as arguments choose models.
"""
import math
import sys

import setups
from harness import RUNS, THREADS, alternate, emit, peer, typical

NEURONS, STEPS = 2_000, 1_000


def measure(model):
    """ns per neuron and step of synaptorch."""
    import torch

    import synaptorch as st

    net = st.Network(dt=setups.RESOLUTION, seed=1, threads=THREADS)
    neurons = net.add(model, NEURONS, **setups.drive(model))
    if setups.drive(model):
        neurons.V_m = neurons.V_m + 10.0 * torch.arange(NEURONS) / NEURONS
    net.simulate(10 * setups.RESOLUTION)
    return 1e9 * typical(lambda: net.simulate(STEPS * setups.RESOLUTION)) / STEPS / NEURONS


def main(names):
    if names[:1] == ["--alone"]:
        emit("nest_neurons", ns={model: measure(model) for model in names[1:]})
        return
    from synaptorch.elements import dictionary_names
    from synaptorch.tables import model_names, table

    # Neurons whose elements are dictionaries (cm_default) have none unless they are built.
    models = [m for m in model_names() if table(m).tier == "nest" and table(m).ports and not dictionary_names(m) and (not names or m in names)]
    results = alternate({"synaptorch": [sys.executable, __file__, "--alone", *models], "NEST": peer("peers", "nest_neurons.py", *models)})
    ratios = {}
    for model in models:
        ours, nest = results["synaptorch"]["ns"][model], results["NEST"]["ns"].get(model)
        if nest is None:
            continue
        ratios[model] = nest / ours
        emit(f"nest_neurons/{model}", runs=RUNS, ns_per_step=round(ours, 2), peers={"NEST": round(nest, 2)}, ratio=round(ratios[model], 2))
    worst = min(ratios, key=ratios.get)
    emit("nest_neurons", models=len(ratios), geometric_mean=round(math.exp(sum(map(math.log, ratios.values())) / len(ratios)), 2),
         least=round(ratios[worst], 2), least_model=worst)


if __name__ == "__main__":
    main(sys.argv[1:])
