"""A finished sheet is looked at again: what has gone wrong on its way is found."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from guides_ext.print import make
from guides_ext.print.builder import default_site
from guides_ext.print.fit import fit, set_sheets
from guides_ext.print.fonts import fonts_of
from guides_ext.print.proof import prove
from guides_ext.print.setting import TEMPLATES, Typesetter
from guides_ext.print.sheet import SheetData
from guides_ext.print.targets import Target
from guides_ext.print.work import Desk
from tests.print.keeper import FILES
from tests.projects import Project


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> SheetData:
    """What the sheet of the round is filled with."""
    folder = tmp_path_factory.mktemp("proof")
    built = Project(folder).write(FILES).build("guides-pdf", guides_print=[])
    desk = Desk(built.app.builder, folder / "desk", default_site(built.app.env))
    job, _timestamp = desk.job(Target("sheet", "roles/keeper", "walk"))
    (sheet,) = job.args[1]  # type: ignore[attr-defined]
    return fit(Typesetter(fonts_of({})), sheet, None, trim=True).data


def sabotaged(tmp_path: Path, data: SheetData, old: str, new: str) -> bytes:
    """The sheet by a template with a fault."""
    for template in TEMPLATES.glob("*.typ"):
        text = template.read_text(encoding="utf-8")
        if template.name == "sheet.typ":
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / template.name).write_text(text, encoding="utf-8")
    return set_sheets(Typesetter(fonts_of({}), tmp_path), [data], None).pdf


def test_a_sound_sheet_passes(tmp_path: Path, data: SheetData) -> None:
    assert prove(sabotaged(tmp_path, data, "", ""), [data]) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  upper\n", "  v(3cm)\n  upper\n  v(20cm)\n", "pages for 2 sides"),
        ("  upper\n", "  move(dx: 12cm, upper)\n", "points outside the margins"),
        ("  upper\n", "  upper\n  v(-2cm)\n", "lie on each other by "),
        ("  upper\n", "", "missing or torn: 'See how they look"),
        ("set page(width: pw", "set page(width: pw + 5mm", "the page is 215.0 × 297.0 mm"),
        ("  upper\n", "  upper\n  for c in d.scores { for l in c.levels { even(l.text) } }\n",
         "open before the candidate: 'Looksaway"),
    ],
)  # fmt: skip
def test_a_fault_is_seen(tmp_path: Path, data: SheetData, old: str, new: str, fault: str) -> None:
    found = prove(sabotaged(tmp_path, data, old, new), [data])
    assert fault in "\n".join(found)


def test_a_sheet_that_is_not_proven_is_an_error_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make, "prove", lambda pdf, sheets: ["front: a fault"])
    built = Project(tmp_path).write(FILES).build("guides-pdf", guides_print=["sheet"])
    error = "ERROR: sheet of 'The talk' of 'Keeper': front: a fault [guides.print]"
    assert f"roles/keeper.role.yaml:94:3: {error}" in built.warnings
    assert built.failed
    assert list(built.out.rglob("*.pdf")) == []


def test_a_day_is_proven_leaf_by_leaf(data: SheetData) -> None:
    alone: dict[str, Any] = copy.deepcopy(data)
    alone["scores"] = []  # nothing to rate: its back stays empty
    typesetter = Typesetter(fonts_of({}))
    for sheets, count in (([data, data], 4), ([alone, data], 4), ([data, alone], 3)):
        pdf = set_sheets(typesetter, sheets, None).pdf
        assert prove(pdf, sheets) == []
        assert prove(pdf, [data]) == ([f"{count} pages for 2 sides"])
