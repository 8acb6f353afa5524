"""From a scenario (a complete network as data) to a simulated network and what it recorded."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .connect import explicit
from .errors import SynaptorchError
from .network import Network
from .population import Population
from .tables import table

__all__ = ["Missing", "Run", "explicit_network", "models_of", "stationary_rates"]

#: Settings of the whole simulation that a scenario may carry: those of waveform relaxation.
_SETTINGS = {"use_wfr", "wfr_tol", "wfr_max_iterations", "wfr_comm_interval", "wfr_interpolation_order"}


class Missing(SynaptorchError, LookupError):
    """A scenario needs something that the library does not have; the message is its name."""


def models_of(scenario: dict) -> set[str]:
    """Names of all models that a scenario uses."""
    names = {node["model"] for node in scenario["nodes"]}
    names |= {c.get("synapse", "static_synapse") for c in scenario.get("connections", [])}
    names |= {_recorder_model(r) for r in scenario.get("record", []) if "status" not in r}
    return names


class Nodes:
    """Nodes of one name. Nodes with different array parameters are populations of their own."""

    def __init__(self, parts: list[Population]):
        self.parts = parts
        self.first = np.cumsum([0, *map(len, parts)])

    def __len__(self) -> int:
        return int(self.first[-1])

    def pieces(self, index: np.ndarray) -> Iterator[tuple[Population, np.ndarray]]:
        """The populations that nodes `index` lie in, each with the places within `index`."""
        owner = np.searchsorted(self.first, index, side="right") - 1
        for k, part in enumerate(self.parts):
            places = np.flatnonzero(owner == k)
            if len(places):
                inner = index[places] - self.first[k]
                whole = len(inner) == len(part) and (inner == np.arange(len(part))).all()
                yield (part if whole else part[inner]), places


class Run:
    """One scenario, built and simulated. `arrays` has the names that the reference data use."""

    def __init__(self, scenario: dict, threads: int = 0):
        settings = dict(scenario.get("kernel") or {})
        self.eprop = {k: settings.pop(k) for k in list(settings) if k.startswith("eprop_")}
        unsupported = set(settings) - _SETTINGS
        if unsupported:
            raise Missing(f"setting {min(unsupported)}")
        self.scenario = scenario
        self.net = Network(dt=scenario.get("resolution", 0.1), seed=scenario.get("rng_seed", 1), threads=threads,
                           **settings)
        self.nodes = {spec["name"]: self._create(spec) for spec in scenario["nodes"]}
        self.projections: dict[str, list] = {}
        for connection in scenario.get("connections", []):
            self._connect(connection)
        self._recorders = [self._record(r) for r in scenario.get("record", []) if "status" not in r]
        self.net.simulate(scenario["t_sim"], progress=False)

    # ------------------------------------------------------------------------------------ building

    def _create(self, spec: dict) -> Nodes:
        if "set_first" in spec or "set_then" in spec:     # properties in a certain order
            nodes = self.net.add(spec["model"], spec.get("n", 1))
            for values in (*spec.get("set_first", []), spec.get("params") or {}, *spec.get("set_then", [])):
                nodes.set(**values)
            return Nodes([nodes])
        known = {f.name for f in table(spec["model"]).params}
        n, params = spec.get("n", 1), {**{k: v for k, v in self.eprop.items() if k in known}, **spec.get("defaults", {})}
        given = spec.get("params") or {}
        per_node = given if isinstance(given, list) else None
        if per_node and any(isinstance(v, list) for p in per_node for v in p.values()):
            return Nodes([self.net.add(spec["model"], 1, **params, **_numbers(p)) for p in per_node])
        if per_node:
            given = {k: [p[k] for p in per_node] for k in per_node[0]}
        return Nodes([self.net.add(spec["model"], n, **params, **_numbers(given))])

    def _pick(self, reference: Any) -> tuple[Nodes, np.ndarray]:
        name = reference["nodes"] if isinstance(reference, dict) else reference
        nodes = self.nodes[name]
        index = reference["index"] if isinstance(reference, dict) else range(len(nodes))
        return nodes, np.asarray(index, np.int64)

    def _connect(self, spec: dict) -> None:
        rule = spec.get("rule", "all_to_all")
        rule, options = (dict(rule).pop("rule"), rule) if isinstance(rule, dict) else (rule, {})
        (sources, pre_index), (targets, post_index) = self._pick(spec["pre"]), self._pick(spec["post"])
        params = {**spec.get("common", {}), **spec.get("params", {})}
        if any(isinstance(v, str) for v in params.values()):
            raise Missing("synapse parameters that name nodes")
        params = _numbers(params)
        receptor = int(params.pop("receptor_type", 0))
        for a, in_a in sources.pieces(pre_index):
            for b, in_b in targets.pieces(post_index):
                piece, values = _piece(rule, in_a, in_b, params)
                if piece is None:
                    continue
                made = self.net.connect(a, b, piece, synapse=spec.get("synapse", "static_synapse"),
                                        receptor=receptor, make_symmetric=options.get("make_symmetric", False),
                                        **values)
                if "id" in spec:
                    made.record_weights()
                    self.projections.setdefault(spec["id"], []).append((made, spec["pre"], spec["post"]))

    def _record(self, spec: dict) -> tuple[dict, list]:
        nodes, index = self._pick({"nodes": spec.get("multimeter") or spec["spikes"], "index": spec["index"]}
                                  if "index" in spec else spec.get("multimeter") or spec["spikes"])
        options = {k: spec[k] for k in ("start", "stop", "origin", "offset") if k in spec}
        made = []
        for part, places in nodes.pieces(index):
            if "multimeter" in spec:
                variables = spec.get("variables") or self._variables(spec)
                made.append((self.net.record(part, variables, every=spec.get("interval", self.net.dt), **options),
                             part, places))
            else:
                made.append((self.net.record(part, **options), part, places))
        return spec, made

    def _variables(self, spec: dict) -> list[str]:
        recorded = self.scenario.get("outputs", {}).get("multimeter", {})
        return recorded[spec.get("as", spec["multimeter"])]["variables"]

    # ------------------------------------------------------------------------------------- results

    def arrays(self) -> dict[str, np.ndarray]:
        """Everything recorded, by the names of the reference data ("<node>/V_m", "<node>/spike_times", ...)."""
        result: dict[str, np.ndarray] = {}
        for spec, made in self._recorders:
            name = spec.get("as", spec.get("multimeter") or spec.get("spikes"))
            result.update(_samples(name, made) if "multimeter" in spec else self._spikes(name, made))
        for name, made in self.projections.items():
            result.update(self._weights(name, made))
        return result

    def _spikes(self, name: str, made: list) -> dict[str, np.ndarray]:
        steps, offsets, senders = [], [], []
        for spikes, part, places in made:
            place_of = np.zeros(int(part.index.max()) + 1, np.int64)
            place_of[part.index.numpy()] = places
            steps.append(spikes.steps.numpy())
            offsets.append(spikes.offsets.numpy())
            senders.append(place_of[spikes.senders.numpy()])
        steps, offsets, senders = map(np.concatenate, (steps, offsets, senders))
        order = np.lexsort((senders, -offsets, steps))
        steps, offsets, senders = steps[order], offsets[order], senders[order]
        return {f"{name}/spike_steps": steps, f"{name}/spike_offsets": offsets, f"{name}/spike_senders": senders,
                f"{name}/spike_times": steps * self.net.dt - offsets}

    def _weights(self, name: str, made: list) -> dict[str, np.ndarray]:
        columns: dict[str, list] = {"times": [], "weights": [], "sources": [], "targets": []}
        for projection, _, _ in made:
            for key, values in projection.transmitted.items():
                columns[key].append(values.numpy())
        ids = self.scenario["outputs"].get("node_ids", {})
        _, pre, post = made[0]
        joined = {k: np.concatenate(v) for k, v in columns.items()}
        gids = [joined[k] + ids.get(n if isinstance(n, str) else n["nodes"], [1])[0]
                for k, n in (("sources", pre), ("targets", post))]
        order = np.lexsort((gids[1], gids[0], joined["times"]))
        return {f"{name}/w_times": joined["times"][order], f"{name}/w_weights": joined["weights"][order],
                f"{name}/w_pre_gid": gids[0][order], f"{name}/w_post_gid": gids[1][order]}


def explicit_network(meta: dict, arrays: dict[str, np.ndarray], threads: int = 0) -> dict[str, np.ndarray]:
    """A network whose connections are listed one by one, plastic ones first; returns what it recorded.

    Args:
        meta: `neuron_model`, `neuron`, `stdp`, `tau_minus`, `n`, `resolution`, `t_sim`.
        arrays: `src`, `dst`, `weight`, `delay`, `plastic` per connection; `I_e`, `V_m_initial` per neuron.
    """
    net = Network(dt=meta["resolution"], threads=threads)
    neurons = net.add(meta["neuron_model"], meta["n"], **meta["neuron"], tau_minus=meta["tau_minus"],
                      I_e=arrays["I_e"], V_m=arrays["V_m_initial"])
    plastic = arrays["plastic"].astype(bool)
    made = {}
    for chosen, synapse, params in ((plastic, "stdp_synapse", meta["stdp"]), (~plastic, "static_synapse", {})):
        made[synapse] = net.connect(neurons, neurons, explicit(arrays["src"][chosen], arrays["dst"][chosen]),
                                    weight=arrays["weight"][chosen], delay=arrays["delay"][chosen], synapse=synapse,
                                    **params)
    spikes, samples = net.record(neurons), net.record(neurons[:3], ["V_m", "I_syn_ex", "I_syn_in"])
    net.simulate(meta["t_sim"], progress=False)
    final = arrays["weight"].copy()
    stdp = made["stdp_synapse"]
    learnt = dict(zip(zip(stdp.sources.tolist(), stdp.targets.tolist()), stdp.weight.tolist()))
    for k in np.flatnonzero(plastic):
        final[k] = learnt[int(arrays["src"][k]), int(arrays["dst"][k])]
    result = {f"first_three/{v}": samples[v].numpy().T for v in samples.variables}
    order = np.lexsort((spikes.senders.numpy(), spikes.steps.numpy()))
    return {**result, "final_weight": final, "spike_times": spikes.times.numpy()[order],
            "spike_senders": spikes.senders.numpy()[order]}


def stationary_rates(meta: dict) -> np.ndarray:
    """Rates of mean-field neurons for every combination of drift, diffusion and a parameter (`meta["axes"]`)."""
    net = Network(use_wfr=False)
    source = net.add("siegert_neuron", 1, rate=1.0, mean=1.0, theta=1e9)
    grid = np.meshgrid(*(meta[axis] for axis in meta["axes"]), indexing="ij")
    drift, diffusion, third = (axis.ravel() for axis in grid)
    params = {**meta["params"], meta["axes"][2]: third, "tau": 1e-3 * net.dt}      # at rest after one step
    targets = net.add("siegert_neuron", len(drift), **params)
    net.connect(source, targets, synapse="diffusion_connection", drift_factor=drift, diffusion_factor=diffusion)
    net.simulate(3 * net.dt, progress=False)
    return targets.rate.numpy().reshape(grid[0].shape)


def _recorder_model(spec: dict) -> str:
    default = "multimeter" if "multimeter" in spec else "spike_recorder"
    return spec.get("recorder", default)


def _piece(rule: str, in_a: np.ndarray, in_b: np.ndarray, params: dict) -> tuple[Any, dict]:
    """The rule and the values between two pieces of the connected nodes (matrices are [target][source])."""
    if rule == "one_to_one":
        common, a, b = np.intersect1d(in_a, in_b, return_indices=True)
        if not len(common):
            return None, {}
        return explicit(a, b), {k: np.asarray(v)[common] if np.ndim(v) else v for k, v in params.items()}
    values = {k: np.asarray(v)[np.ix_(in_b, in_a)] if np.ndim(v) == 2 else v for k, v in params.items()}
    return rule, values


def _samples(name: str, made: list) -> dict[str, np.ndarray]:
    n = sum(len(places) for _, _, places in made)
    result: dict[str, np.ndarray] = {f"{name}/t": made[0][0].times.numpy()}
    for variable in made[0][0].variables:
        rows = np.empty((n, len(result[f"{name}/t"])))
        for samples, _, places in made:
            rows[places] = samples[variable].numpy().T
        result[f"{name}/{variable}"] = rows[0] if n == 1 else rows
    return result


def _numbers(values: dict) -> dict:
    """The same values, where JSON carries numbers that are not finite as text."""
    return {k: float(v) if isinstance(v, str) and v in ("inf", "-inf", "nan") else v for k, v in values.items()}

