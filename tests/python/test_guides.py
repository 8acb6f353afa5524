"""The Python of the guides runs as it is printed, block after block."""
import re
import warnings
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [p for p in [ROOT / "README.md", ROOT / "docs/index.md", *sorted((ROOT / "docs/guide").glob("*.md"))] if "```python" in p.read_text()]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_guide_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in re.finditer(r"```python\n(.*?)```", page.read_text(), re.DOTALL):
        line = page.read_text()[:block.start(1)].count("\n")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)     # of TorchScript
            exec(compile("\n" * line + block[1], page, "exec"), names)  # line numbers are those of the page
