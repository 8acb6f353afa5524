"""The committed type stubs agree with the tables."""
from pathlib import Path

import synaptorch
from synaptorch import _stubs


def test_stubs_are_up_to_date():
    folder = Path(synaptorch.modules.__file__).parent
    for name, text in (("modules.pyi", _stubs.modules_stub()), ("surrogate.pyi", _stubs.surrogate_stub())):
        assert (folder / name).read_text() == text, f"run `python -m synaptorch._stubs` to update {name}"
