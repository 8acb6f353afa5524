"""Ops of models with lists: list tensors of any length, none included, and of wrong shapes."""
import pytest
import torch
from op_cases import DIFFERENTIABLE, MODELS, TABLES, arrays, assert_close, drive, gradients, make_case

import synaptorch as st

WITH_LISTS = [n for n in MODELS if TABLES[n].lists]
every_model = pytest.mark.parametrize("name", WITH_LISTS)
every_form = pytest.mark.parametrize("suffix, steps", [("_step", None), ("", 4)], ids=["step", "sequence"])


def list_arguments(name):
    names, table = MODELS[name], TABLES[name]
    return {a: r.list for kind, rows in (("inputs", table.ports), ("states", table.state), ("params", table.params))
            for a, r in zip(names[kind], rows) if r.list >= 0}


def with_length(case, name, n, steps):
    """The same call with `n` elements in every list: the first one again and again."""
    axis = {k: case.lead(k, steps) - 1 for k in list_arguments(name)}
    index = torch.zeros(n, dtype=torch.long)
    return {k: t.index_select(axis[k], index) if k in axis else t for k, t in case.tensors.items()}


@every_model
@every_form
@pytest.mark.parametrize("n", [0, 1, 5, 40])
def test_any_length(name, suffix, steps, n):
    case = make_case(name, (2, 3), steps)
    tensors = with_length(case, name, n, steps)
    outputs = case(suffix, tensors)
    for row, state in zip(TABLES[name].state, outputs[1:]):
        assert state.shape == ((2, 3) if row.list < 0 else (n, 2, 3))
    for a, b in zip(outputs, case.reference(suffix, tensors)):
        assert_close(a, b)


@pytest.mark.parametrize("name", [n for n in WITH_LISTS if n in DIFFERENTIABLE])
@every_form
@pytest.mark.parametrize("n", [0, 40])
def test_gradients_of_any_length(name, suffix, steps, n):
    case = make_case(name, (2, 3), steps)
    mine, plain = ({k: t.detach().requires_grad_() for k, t in with_length(case, name, n, steps).items()} for _ in range(2))
    a, b = gradients(case(suffix, mine), mine), gradients(case.reference(suffix, plain), plain)
    for key in a:
        assert_close(a[key], b[key], 1e-11, key)


@every_model
@every_form
def test_lengths_that_differ_are_refused(name, suffix, steps):
    case = make_case(name, (2, 3), steps)
    for key in list_arguments(name):
        short = case.tensors[key].narrow(case.lead(key, steps) - 1, 0, 1)
        with pytest.raises(st.errors.WrongShape, match="elements in dimension"):
            case(suffix, {**case.tensors, key: short})


@every_model
def test_lists_need_an_axis(name):
    case = make_case(name, (2, 3))
    for key in list_arguments(name):
        with pytest.raises(st.errors.WrongShape, match="needs the elements of its list"):
            case("_step", {**case.tensors, key: torch.tensor(1.0, dtype=torch.double)})


@every_model
def test_module_takes_arrays_of_any_length_and_resets_when_it_changes(name):
    cls, table = getattr(st, name), TABLES[name]
    values = arrays(name, 3)
    module = cls(4, **values)
    module.run(drive(name, torch.rand(5, 2, 4), timed=True, elements=3))
    with_arrays = {r.list for r in table.params}
    lists = [s for s, r in zip(module.state_names, table.state) if r.list >= 0 and r.list in with_arrays]
    assert all(getattr(module, s).shape == (3, 2, 4) for s in lists)
    module.set_parameters(**{k: v[:1] for k, v in values.items()})
    module.run(drive(name, torch.rand(5, 2, 4), timed=True, elements=1))
    assert all(getattr(module, s).shape == (1, 2, 4) for s in lists)
    with pytest.raises(st.errors.WrongType, match="array"):
        cls(4, **{next(iter(values)): 1.0})
    with pytest.raises(st.errors.WrongShape, match="broadcast"):
        cls(4, **{k: torch.ones(2, 3) for k in values})
