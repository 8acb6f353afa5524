"""Quantities are accepted wherever a number is, and a wrong dimension is refused with a helpful message."""
import numpy as np
import pytest
import torch

from synaptorch import errors
from synaptorch.units import to_number, u

pint = pytest.importorskip("pint")


@pytest.mark.parametrize("value, unit, expected", [
    (-0.06 * u.V, "mV", -60.0),
    (10 * u.MOhm, "MOhm", 10.0),
    (1 * u.gigaohm, "MOhm", 1000.0),
    (0.2 * u.kHz, "1/s", 200.0),
    (1 * u.mS, "nS", 1e6),
    (u.mV, "mV", 1.0),
    (0.1 * u.dimensionless, "1", 0.1),
    (5.5, "mV", 5.5),
    (True, "1", True),
    (np.float64(2.5), "mV", 2.5),
])
def test_number_in_the_unit_of_the_table(value, unit, expected):
    assert to_number(value, unit) == expected


def test_prefixes_convert_without_rounding_noise():
    assert to_number(0.1 * u.s, "ms") == 100.0
    assert to_number(2 * u.pA, "nA") == 0.002


def test_arrays_sequences_and_tensors_keep_their_type():
    np.testing.assert_array_equal(to_number(np.arange(3) * u.V, "mV"), [0.0, 1000.0, 2000.0])
    assert to_number([1 * u.mV, 2 * u.V], "mV") == [1, 2000.0]
    tensor = torch.ones(2, dtype=torch.float64)
    assert to_number(u.Quantity(tensor, "mV"), "mV") is tensor


def test_gradient_passes_through_a_conversion():
    tensor = torch.ones(2, requires_grad=True)
    to_number(u.Quantity(tensor, "V"), "mV").sum().backward()
    assert tensor.grad.tolist() == [1000.0, 1000.0]


def test_quantity_of_a_registry_of_the_user():
    assert to_number(5 * pint.UnitRegistry().mV, "mV") == 5


def test_wrong_dimension_names_model_parameter_value_and_both_units():
    with pytest.raises(errors.WrongUnit) as e:
        to_number(3 * u.ms, "mV", model="LIF", name="V_th")
    assert str(e.value) == "LIF.V_th expects a quantity in mV, got 3 ms"
    with pytest.raises(errors.WrongUnit, match="a number without unit"):
        to_number(3 * u.ms, "1", model="LIF", name="n")


@pytest.mark.parametrize("value", ["ten", None, object(), np.array(["a"]), {"a": 1}])
def test_what_is_no_number_is_a_type_error(value):
    with pytest.raises(errors.WrongType, match="V_th"):
        to_number(value, "mV", model="LIF", name="V_th")


def test_unknown_name_suggests_the_nearest():
    error = errors.unknown_name("parameter", "tau_M", ["tau_m", "V_th"], "iaf_psc_alpha")
    assert str(error) == "iaf_psc_alpha has no parameter 'tau_M'; did you mean 'tau_m'?"
    assert isinstance(error, (AttributeError,)) and isinstance(error, (KeyError,))
    assert isinstance(error, errors.SynaptorchError) and isinstance(error, ValueError)
