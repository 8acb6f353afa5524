"""Networks composed from modules: projections, recurrent networks, gap junctions, readouts, inputs, and their gradients."""
from __future__ import annotations

from typing import Any

import numpy as np
import torch

from .. import comm, gap, inputs, modules, outputs, projections, readouts
from ..dynamics import Dynamics
from ..replay_build import Missing
from ..units import to_number, u
from .gradients import gradients
from .scenario import Scenario, kind

DOUBLE = {"dtype": torch.double}


def _population(s: Scenario, cls: str, n: int, params: dict[str, Any], **options: Any) -> modules.Neuron:
    return s.module(cls, params, in_size=n, **options)


def _weights(s: Scenario, name: str, unit: str) -> comm.Linear:
    w = s.tensor(name)
    return comm.Linear(*w.shape, w if unit == "1" else u.Quantity(w, unit), b_init=None)


def _synapse(s: Scenario, n: int, spec: dict[str, Any] | None = None, **tau: Any) -> Any:
    """Descriptor of the scenario's synapse on n neurons; `tau` names the entry of a spec with several time constants."""
    spec = s.syn if spec is None else spec
    if not hasattr(modules, spec["cls"]):
        raise Missing(spec["cls"])
    params = {k: v[0] for k, v in spec.items() if k != "cls" and not k.startswith("tau_") or k in ("tau_rise", "tau_decay")}
    return getattr(modules, spec["cls"]).desc(n, dt=s.dt_ms, **{**params, **tau}, **DOUBLE)


def _output(spec: dict[str, Any]) -> Any:
    if spec["cls"] == "COBA":
        return outputs.COBA.desc(E=torch.tensor(spec["E"][0], **DOUBLE))
    return outputs.CUBA.desc()


# ---- projections -------------------------------------------------------------------------------------
@kind("projection")
def projection(s: Scenario) -> dict[str, torch.Tensor]:
    pre, post = (_population(s, p["cls"], p["n"], p["params"]) for p in (s.populations["pre"], s.populations["post"]))
    project, read = _PROJECTIONS.get(s.proj, _align_post)(s, pre, post)
    inputs_of = {pre: s.tensor("pre_input"), post: s.tensor("post_input")}
    rows: dict[str, list] = {}
    with torch.no_grad():
        for k in range(s.n_steps):
            project()
            row = {"pre_spike": pre(inputs_of[pre][k]), "post_spike": post(inputs_of[post][k]), "pre_V": pre.V, "post_V": post.V, **read()}
            for name, value in row.items():
                rows.setdefault(name, []).append(value)
    return {name: torch.stack(values) for name, values in rows.items()}


def _spikes_of(s: Scenario, pre: modules.Neuron) -> tuple:
    """The modules that read the spikes of the source population in the way of the scenario."""
    source = s.meta.get("source", "prefetch")
    if source == "output_delay":
        return (pre.output_delay(s.delay_ms),)
    read = pre.prefetch_delay("V", s.delay_ms) if source == "prefetch_delay" else pre.prefetch("V")
    return read, pre.get_spike


def _align_post(s: Scenario, pre: modules.Neuron, post: modules.Neuron) -> tuple:
    syn, out = _synapse(s, post.size[0]), _output(s.out)
    if "instance" in s.id:
        syn, out = syn(), out()
    make = projections.align_post_projection if s.proj == "align_post_projection" else projections.AlignPostProj
    proj = make(*_spikes_of(s, pre), comm=_weights(s, "weight", s.weight_units["weight"]), syn=syn, out=out, post=post)
    made = getattr(proj, "projection", proj).syn
    names = [n for n in s.state_units if not n.endswith("_V")]
    return proj, lambda: {n: getattr(made, n) for n in names}


def _merged(s: Scenario, pre: modules.Neuron, post: modules.Neuron) -> tuple:
    taus = {"a": s.syn["tau_ab"][0], "b": s.syn["tau_ab"][0], "c": s.syn["tau_c"][0]}
    made = {k: projections.AlignPostProj(*_spikes_of(s, pre), comm=_weights(s, f"weight_{k}", "mS"), syn=_synapse(s, post.size[0], tau=tau),
                                         out=_output(s.out), post=post) for k, tau in taus.items()}
    return lambda: [p() for p in made.values()], lambda: {"g_ab": made["a"].syn.g, "g_c": made["c"].syn.g}


def _delta(s: Scenario, pre: modules.Neuron, post: modules.Neuron) -> tuple:
    return projections.DeltaProj(*_spikes_of(s, pre), comm=_weights(s, "weight", "mV"), post=post), dict


def _current(s: Scenario, pre: modules.Neuron, post: modules.Neuron) -> tuple:
    syn = _synapse(s, pre.size[0])()
    proj = projections.CurrentProj(syn.prefetch("g"), comm=_weights(s, "weight", "1"), out=_output(s.out)(), post=post)
    return lambda: (syn(pre.get_spike()), proj()), lambda: {"syn_g": syn.g}


def _plastic(s: Scenario, pre: modules.Neuron, post: modules.Neuron) -> tuple:
    stp = s.module("STP", s.stp, in_size=pre.size[0])
    proj = projections.align_post_projection(pre.get_spike, stp=stp, comm=_weights(s, "weight", "mS"), syn=_synapse(s, post.size[0]),
                                             out=_output(s.out), post=post)
    return proj, lambda: {"g": proj.projection.syn.g, "stp_u": stp.u, "stp_x": stp.x}


_PROJECTIONS = {"AlignPostProj x3": _merged, "DeltaProj": _delta, "CurrentProj": _current, "STP + AlignPostProj": _plastic}


@kind("recurrent")
def recurrent(s: Scenario) -> dict[str, torch.Tensor]:
    n_exc, n = s.n_exc, s.n_exc + s.n_inh
    pop = _population(s, s.cls, n, s.meta["params"], V_initializer=s.tensor("V0"))
    reversal = s.E[0] if s.E else (None, None)
    exc, inh = (projections.AlignPostProj(comm=_weights(s, w, s.weight_unit), syn=_synapse(s, n, {"cls": "Expon"}, tau=tau),
                                          out=_output({"cls": s.out, "E": [E]}), post=pop)
                for w, tau, E in zip(("w_exc", "w_inh"), s.tau_syn[0], reversal))
    rows = []
    with torch.no_grad():
        for current in s.tensor("input"):
            spikes = pop.get_spike()
            exc(spikes[:n_exc])
            inh(spikes[n_exc:])
            rows.append((pop(current), pop.V, exc.syn.g, inh.syn.g))
    return dict(zip(("spike", "V", "g_e", "g_i"), map(torch.stack, zip(*rows))))


@kind("gap")
def gap_junction(s: Scenario) -> dict[str, torch.Tensor]:
    pop = _population(s, s.cls, s.n, s.meta["params"])
    conn = lambda pre, post: (s.arrays["pre_ids"], s.arrays["post_ids"])  # noqa: E731
    weight = u.Quantity(s.tensor("weight"), s.weight_unit)
    junction = (gap.SymmetryGapJunction(pop, "V", conn, weight) if s.id.endswith("/SymmetryGapJunction")
                else gap.AsymmetryGapJunction(pop, "V", pop, "V", conn, weight))
    rows = []
    with torch.no_grad():
        for current in s.tensor("input"):
            junction()
            rows.append((pop(current), pop.V))
    return dict(zip(("spike", "V"), map(torch.stack, zip(*rows))))


# ---- readouts and inputs -----------------------------------------------------------------------------
@kind("readout")
def readout(s: Scenario) -> dict[str, torch.Tensor]:
    weight, params = s.tensor("weight"), {k: v[0] for k, v in s.meta["params"].items()}
    if s.cls == "LeakyRateReadout":
        module: Any = readouts.LeakyRateReadout(*weight.shape, w_init=weight, dt=s.dt_ms, **params)
    else:
        module = readouts.LeakySpikeReadout(len(weight), w_init=weight, spk_reset=s.spk_reset, spk_fun=s.surrogate(), dt=s.dt_ms, **params)
    module.init_state(s.batch)
    rows = []
    with torch.no_grad():
        for x in s.tensor("spikes"):
            out = module(x)
            rows.append({"r": out} if s.cls == "LeakyRateReadout" else {"spike": out, "V": module.V})
    return {name: torch.stack([r[name] for r in rows]) for name in rows[0]}


@kind("input")
def spike_times(s: Scenario) -> dict[str, torch.Tensor]:
    weights = torch.tensor(s.weights, **DOUBLE)
    source = inputs.SpikeTime(s.arrays["spike"].shape[1], s.indices, s.times_ms, weights, s.meta["params"]["time_as_step"], dt=s.dt_ms)
    return {"spike": torch.stack([source.update(index=k) for k in range(s.n_steps)])}


@kind("extra_input")
def source(s: Scenario) -> dict[str, torch.Tensor]:
    """Sources of deterministic currents, whose values are numbers of `out_unit`."""
    lasting = ("durations", "step_times", "duration", "t_start", "frequency")
    params = {}
    for name, (value, unit) in s.meta["params"].items():
        target = ("Hz" if name == "frequency" else "ms") if name in lasting else s.out_unit
        number = to_number(np.asarray(value) * u(unit), target)
        params[name] = number if name in ("duration", "t_start") else torch.as_tensor(number, **DOUBLE)
    return {"I": getattr(inputs, s.cls)(1, dt=s.dt_ms, **params).run(s.n_steps)[:, 0]}


# ---- gradients ---------------------------------------------------------------------------------------
class _Leaves(dict):
    """Leaves of a scenario's gradients, under the names of the reference."""

    __getattr__ = dict.__getitem__


@kind("grad_feedforward")
def grad_feedforward(s: Scenario) -> dict[str, Any]:
    params = s.meta["params"]
    neuron = _population(s, "LIF", s.n_out, {k: params[k] for k in ("tau", "V_th")}, learn=("tau", "V_th"))
    syn = s.module("Expon", {"tau": params["tau_syn"]}, in_size=s.n_out, learn=("tau",))
    E = torch.nn.Parameter(torch.tensor(params["E"][0], **DOUBLE)) if s.out == "COBA" else None
    out = outputs.COBA(E) if s.out == "COBA" else outputs.CUBA()
    proj = projections.AlignPostProj(comm=_weights(s, "w", s.weight_unit), syn=syn, out=out, post=neuron)
    rows = []
    for x in s.tensor("x"):
        proj(x)
        rows.append((neuron(0.0), neuron.V, syn.g))
    spike, V, g = map(torch.stack, zip(*rows))
    loss = (s.c_v * (V - s.V_ref) ** 2).sum() + (s.tensor("c_spike") * spike).sum()
    leaves = _Leaves(w=proj.comm.weight, tau=neuron.tau, V_th=neuron.V_th, tau_syn=syn.tau, E=E)
    return {"spike": spike, "V": V, "g": g, **gradients(s, leaves, loss, {})}


@kind("grad_recurrent")
def grad_recurrent(s: Scenario) -> dict[str, Any]:
    leaves = _Leaves({n: s.tensor(n).requires_grad_() for n in ("w_in", "w_rec")})
    given = {"tau": [s.arrays["tau"], "ms"], "V_th": [s.arrays["V_th"], "mV"], **s.extra_params}
    neuron: Dynamics = _population(s, s.cls, s.n_hid, given, learn=("tau", "V_th"))
    head = readouts.LeakyRateReadout(s.n_hid, s.n_out, tau=s.tau_out[0], w_init=s.tensor("w_out"), dt=s.dt_ms)
    leaves.update(tau=neuron.tau, V_th=neuron.V_th, w_out=head.weight)
    neuron.init_state(s.batch)
    rows = []
    for x in s.tensor("x"):
        spike = neuron(x @ leaves.w_in + neuron.get_spike() @ leaves.w_rec)
        rows.append((spike, head(spike)))
    spike, r = map(torch.stack, zip(*rows))
    logits = r.mean(0)
    loss = torch.nn.functional.cross_entropy(logits, torch.as_tensor(s.arrays["label"]))
    return {"spike": spike, "logits": logits, **gradients(s, leaves, loss, {})}
