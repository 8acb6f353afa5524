"""The model pages say what the tables say."""
import importlib.util
import json
from pathlib import Path

from synaptorch.tables import model_names, table

_SPEC = importlib.util.spec_from_file_location("generate", Path(__file__).resolve().parents[2] / "docs" / "generate.py")
generate = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(generate)


def test_every_model_has_a_page_with_all_its_names(tmp_path):
    pages = generate.write(tmp_path)
    assert {p.stem for p in pages} == {*model_names(), "index"}
    for name in model_names():
        text, t = (tmp_path / f"{name}.md").read_text(), table(name)
        shown = [*t.params, *t.arrays, *t.ports, *(f for f in t.state if not f.hidden)]
        assert all(f"`{f.name}`" in text for f in shown), name
        assert t.brief in text


def test_surrogates_have_a_page_with_a_picture_of_each(tmp_path):
    page, *pictures = generate.write_surrogates(tmp_path)
    names = [n for n in generate.surrogates.__all__ if n != "Surrogate"]
    assert [p.stem for p in pictures] == names
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)
    assert all(f"![{n}]({n}.png)" in page.read_text() for n in names)


def test_accuracy_has_a_row_for_every_trace(tmp_path):
    (page,) = generate.write_accuracy(tmp_path, ("iaf_psc_alpha", "aeif_cond_exp"))
    text = page.read_text()
    for group, allowed in (("iaf_psc_alpha", "1e-11"), ("aeif_cond_exp", "1e-08")):
        scenarios = json.loads((generate.TRACES / f"{group}.json").read_text())["scenarios"]
        rows = [line for line in text.splitlines() if line.startswith(f"| {group} |")]
        assert [row.split(" | ")[1] for row in rows] == [s["id"] for s in scenarios]
        assert all(row.endswith(f"| {allowed} |") and "differs" not in row for row in rows)


def test_every_model_has_a_sentence_and_every_row_unit_and_meaning():
    for name in model_names():
        t = table(name)
        assert t.brief.endswith("."), name
        for row in (*t.params, *t.arrays, *t.ports, *t.state):
            assert getattr(row, "hidden", False) or (row.unit and row.doc), (name, row.name)
