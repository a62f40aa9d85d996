"""Interviewers practise rating on notes whose level is known, before they rate a person."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from bs4 import BeautifulSoup, Tag

from guides_ext.model.load import load_role
from tests.projects import GARDEN, Built, Project

ROLE = GARDEN["roles/gardener.role.yaml"]
LEVELS = "levels: {1: Forgets., 2: Remembers., 3: Foresees.}"
NOTES = """\
    examples:
      - {note: Emptied the can at noon., level: 1, because: Noon burns the leaves.}
      - {note: Felt the soil first., level: 3, because: Acted on what the soil said.}
      - {note: "Said: I water daily.", level: 2, because: The day decides and not the soil.}
"""


@pytest.fixture(scope="module")
def page(whole: Built) -> BeautifulSoup:
    return whole.page("roles/beekeeper")


def numbered(items: list[Tag]) -> dict[int, str]:
    """The items of lists by their numbers."""
    found = {}
    for item in items:
        around = item.parent
        assert around is not None
        before = len(item.find_previous_siblings("li"))
        found[int(str(around.get("start", "1"))) + before] = item.get_text(" ", strip=True)
    return found


def notes_of(page: BeautifulSoup) -> dict[int, str]:
    return numbered(page.select("#guide--calibration > section > ol > li"))


def test_the_notes_stand_over_the_levels_and_the_key_is_folded(page: BeautifulSoup) -> None:
    section = page.find(id="guide--calibration")
    assert section is not None
    notes, key = notes_of(page), numbered(section.select("details li"))
    weighed = next(number for number, note in notes.items() if "October" in note)
    assert notes == {
        weighed: "Weighed each hive in October.",
        3 - weighed: "In March three hives were empty. “I had meant to feed them.”",
    }
    assert key == {
        weighed: "3 Yes Acted before any was light.",
        3 - weighed: "1 Not yet The stores were seen, and nothing followed.",
    }
    assert section.select("details")
    assert not section.select("details[open]")
    levels = section.find(class_="guide-scale")
    assert levels is not None
    assert not levels.select(".guide-needed"), "what the job needs invites to rate towards it"


def test_the_page_leads_to_the_notes_from_what_matters(page: BeautifulSoup) -> None:
    matters = page.find(id="guide--matters")
    assert matters is not None
    assert [a["href"] for a in matters.select(".guide-note a")] == ["#guide--calibration"]


def test_a_role_without_notes_has_no_such_section(garden: Project) -> None:
    page = garden.build().page("roles/gardener")
    assert page.find(id="guide--calibration") is None


def test_the_order_of_the_notes_is_not_that_of_their_levels(tmp_path: Path) -> None:
    """It does not change with the author's order, so it cannot give a level away."""
    lines = NOTES.splitlines(keepends=True)
    orders: list[dict[int, str]] = []
    for turned in (lines[1:], lines[:0:-1]):
        role = ROLE.replace(LEVELS, LEVELS + "\n" + lines[0] + "".join(turned).rstrip())
        built = (
            Project(tmp_path / str(len(orders)))
            .write({**GARDEN, "roles/gardener.role.yaml": role})
            .build()
        )
        assert built.warnings == []
        orders.append(notes_of(built.page("roles/gardener")))
    assert len(orders[0]) == 3
    assert orders[0] == orders[1]


def test_on_paper_the_key_is_over_the_page(whole_project: Project) -> None:
    built = whole_project.build("guides-pdf", guides_print=["handbook"])
    document = pypdfium2.PdfDocument(built.out / "roles" / "beekeeper.pdf")
    pages = [one.get_textpage().get_text_range() for one in document]
    at = [number for number, text in enumerate(pages, 1) if "Weighed each hive" in text]
    key = [number for number, text in enumerate(pages, 1) if "Acted before any was light" in text]
    assert len(at) == len(key) == 1
    assert key[0] > at[0]
    assert key[0] % 2 == 0, "the back of a leaf has an even number"


@pytest.mark.parametrize(
    ("example", "message"),
    [
        ("{note: A., because: B.}", "level: missing"),
        ("{note: A., level: 5, because: B.}", "expected a level, got 5 (there are: 1, 2, 3)"),
        ("{note: A., levels: 2, because: B.}", "did you mean 'level'?"),
        ("A note.", "expected keys and values (note, level, because)"),
    ],
)
def test_a_wrong_note_is_told_at_its_place(tmp_path: Path, example: str, message: str) -> None:
    role = ROLE.replace(LEVELS, f"{LEVELS}\n    examples:\n      - {example}")
    project = Project(tmp_path).write({**GARDEN, "roles/gardener.role.yaml": role})
    loaded = load_role(project.source, "roles/gardener.role.yaml")
    said = [str(one) for one in loaded.problems]
    assert any("examples[0]" in one and message in one for one in said), said
