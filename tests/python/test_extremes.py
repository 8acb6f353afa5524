"""Extreme but legal numbers end in finite states or in a typed error: no crash, no hang, no silent NaN."""
import faulthandler
import math

import pytest
import torch
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as some
from op_cases import DIFFERENTIABLE, MODELS, MODULES, TABLES, gradients, make_case

import synaptorch as st

STEPS, NEURONS = 20, 4
DRAWS = 256                 # states and inputs drawn at once
REPRESENTABLE = 1e30        # gradients that float can hold, and what leads to them
IN_NETWORKS = [n for n, t in TABLES.items() if t.tier == "nest" and t.ports]
FINITE_OR_TYPED = (st.errors.OutOfRange, st.errors.NumericalError)


@pytest.fixture(autouse=True)
def no_endless_loop():
    """A loop in compiled code cannot be interrupted: the whole run ends, and says where it was."""
    faulthandler.dump_traceback_later(120, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def legal(row):
    """Numbers within the bound of a table's row: its edges, and magnitudes from far below to far above the default."""
    if row.type == "boolean":
        return some.sampled_from([0.0, 1.0])
    lo, hi, lo_open, hi_open = row.bound
    scale = abs(row.default) if math.isfinite(row.default) and row.default else 1.0
    wide = [sign * scale * 10.0 ** e for sign in (1, -1) for e in (-12, -6, -3, -1, 1, 3, 6)] + [0.0]
    edges = [x for x, is_open in ((lo, lo_open), (hi, hi_open)) if math.isfinite(x) and not is_open]
    if row.type != "real":
        wide = [float(round(x)) for x in wide if abs(x) < 1e4]
    inside = [x for x in wide if (x > lo if lo_open else x >= lo) and (x < hi if hi_open else x <= hi)]
    return some.sampled_from([row.default, *edges, *inside])


def values_of(name):
    """At most three parameters at a time leave their default: more are refused together for most models."""
    rows = {row.name: row for row in TABLES[name].params if row.list < 0}
    if not rows:
        return some.just({})
    chosen = some.lists(some.sampled_from(sorted(rows)), min_size=1, max_size=3, unique=True)
    return chosen.flatmap(lambda names: some.fixed_dictionaries({n: legal(rows[n]) for n in names}))


def property_of(function):
    """The same examples in every run."""
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return seed(1)(settings(max_examples=40, deadline=None, database=None, suppress_health_check=quiet)(function))


def elements(name):
    """One element of every kind, where they are given as dictionaries (by default there are none)."""
    kinds = {}
    for info in TABLES[name].lists:
        if info.dictionaries:
            kinds.setdefault(info.dictionaries, []).append({} if info.kind is None else {"receptor_type": info.kind})
    return kinds


def receptor_of(name, port):
    """What a connection to a port, of the first element of a list, names as its receptor."""
    if port.list < 0:
        return port.name
    info = TABLES[name].lists[port.list]
    together = [i.kind for i in TABLES[name].lists if info.dictionaries and i.dictionaries == info.dictionaries]
    return port.receptor + (together.index(info.kind) if together else 0)


@pytest.mark.parametrize("name", IN_NETWORKS)
def test_networks_stay_finite_or_say_what_went_wrong(name):
    @property_of
    @given(values=values_of(name), drive=some.sampled_from([0.0, 1.0, -1.0, 1e3, -1e3, 1e6]))
    def check(values, drive):
        net = st.Network(dt=0.1, seed=1, threads=1)
        try:
            neurons = net.add(name, NEURONS, **elements(name), **values)
            for port in TABLES[name].ports:
                if port.kind == "spikes":
                    weight = abs(drive) if port.sign == "positive" else -abs(drive) if port.sign == "negative" else drive
                    spikes = net.add("spike_generator", spike_times=[0.5, 1.0])
                    net.connect(spikes, neurons, weight=weight, receptor=receptor_of(name, port))
            net.simulate(0.1 * STEPS)
        except FINITE_OR_TYPED as error:
            assert name in str(error)
            return
        for row in TABLES[name].state:
            if not row.hidden:
                state = torch.as_tensor(getattr(neurons, row.name))
                assert state.isfinite().all(), (values, row.name, state)

    check()


@pytest.mark.parametrize("name", MODULES)
def test_ops_stay_finite_or_say_what_went_wrong(name):
    @property_of
    @given(values=values_of(name))
    def check(values):
        case = make_case(name, (NEURONS,), STEPS)
        own = {a: values[r.name] for a, r in zip(MODELS[name]["params"], TABLES[name].params) if r.name in values}
        case.tensors.update({a: torch.full_like(case.tensors[a], value) for a, value in own.items()})
        try:
            getattr(st, name)(NEURONS, **own)     # conditions on several parameters are the module's
            outputs = case("")
        except FINITE_OR_TYPED as error:
            assert MODELS[name]["stem"] in str(error) or name in str(error)
            return
        for output in outputs:
            assert output.isfinite().all(), values

    check()


def widely(name, case, seed):
    """A case whose potentials lie up to 600 mV from where they begin, with inputs up to a thousand times the usual ones."""
    g = torch.Generator().manual_seed(seed)

    def factors(t, lo, hi):
        return 10.0 ** (lo + (hi - lo) * torch.rand(t.shape, generator=g, dtype=torch.double))

    def signs(t):
        return 1.0 - 2.0 * torch.randint(0, 2, t.shape, generator=g)

    names, table = MODELS[name], TABLES[name]
    wide = dict(case.tensors)
    for argument, row in zip(names["states"], table.state):
        if row.unit == "mV" and not row.hidden:
            wide[argument] = wide[argument] + signs(wide[argument]) * factors(wide[argument], 0.0, 2.8)
    for argument, port in zip(names["inputs"], table.ports):
        x = wide[argument] * factors(wide[argument], -1.0, 3.0)
        wide[argument] = -x if port.sign == "negative" else x if port.sign == "positive" or port.kind == "conductance" else x * signs(x)
    return wide


@pytest.mark.parametrize("name", DIFFERENTIABLE)
def test_gradients_are_finite_wherever_outputs_are(name):
    """Those of the kernel and of the tensor evaluation; in single precision where it can hold those of double precision."""
    case = make_case(name, (DRAWS,), per_neuron=True)
    near = case.tensors
    moved = [a for a in MODELS[name]["states"] + MODELS[name]["inputs"] if a in near]
    wide = widely(name, case, seed=1)
    with torch.no_grad():
        bounded = torch.ones(DRAWS, dtype=torch.bool)
        for dtype in (torch.double, torch.float):
            for output in case.reference("_step", {k: t.to(dtype) for k, t in wide.items()}):
                bounded &= (output.abs() < REPRESENTABLE).reshape(-1, DRAWS).all(0)
    case.tensors = {k: torch.where(bounded, t, near[k]) if k in moved else t for k, t in wide.items()}
    holds = torch.ones(DRAWS, dtype=torch.bool)
    for dtype in (torch.double, torch.float):
        case.tensors = {k: torch.where(holds, t, near[k]).to(dtype) if k in moved else t.to(dtype) for k, t in case.tensors.items()}
        for evaluate in (case, case.reference):
            tensors = case.with_grad()
            found = gradients(evaluate("_step", tensors), tensors)
            for argument, gradient in found.items():
                assert gradient.isfinite().all(), (dtype, evaluate, argument)
                if gradient.dim() and gradient.shape[-1] == DRAWS:
                    holds &= (gradient.abs() < REPRESENTABLE).reshape(-1, DRAWS).all(0)
