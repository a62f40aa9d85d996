"""Real content fits: the busiest stages that we have print in type that can be read, with room to
write, on either paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from guides_ext.domain import guide_domain
from guides_ext.print.make import Made
from guides_ext.print.papers.front import LINES, front
from guides_ext.print.papers.proof import BOTTOM, MM, PAPER, TOP
from guides_ext.print.papers.runs import strings
from guides_ext.print.papers.sheet import Sheet, has_notes
from guides_ext.print.style import PageStyle
from guides_ext.record.data import RoleRecord
from tests.print.keeper import FILES
from tests.print.papers import made, settings
from tests.print.pdfs import crossed, ink_outside, pages, sized
from tests.projects import Project

DOCS = Path(__file__).parent.parent.parent / "docs"
ROLE = "roles/keeper.role.yaml"

ANCHOR = "Says in own words what was seen, when it was seen, and what else it could have been."
STATE = "The key is oiled, and somebody who was not here yesterday has opened the gate with it."
BUSIEST = 9


def records(project: Project) -> list[RoleRecord]:
    """The whole records of the roles of a project."""
    domain = guide_domain(project.build("guides-pdf", guides_print=[]).app.env)
    return [domain.record(name) for name in sorted(domain.data["roles"])]


def handbook(folder: Path) -> Project:
    """The articles and roles in docs/."""
    index = "# Home\n\n:::{toctree}\n:glob:\narticles/*\n:::\n"
    project = Project(folder).write({"conf.py": FILES["conf.py"], "index.md": index})
    for part in ("articles", "roles"):
        shutil.copytree(DOCS / part, project.source / part, dirs_exist_ok=True)
    return project


def ours(folder: Path) -> list[RoleRecord]:
    """The roles in docs/."""
    return records(handbook(folder))


@pytest.mark.slow
def test_no_page_of_our_handbooks_is_nearly_empty(tmp_path: Path) -> None:
    conf = {"guides_print": ["handbook", "series"], "guides_series": ["articles/[!y]*"]}
    built = handbook(tmp_path).build("guides-pdf", **conf)
    assert built.warnings == []
    books = sorted(built.out.rglob("*.pdf"))
    assert len(books) == 5
    for book in books:
        found = [text.split() for text in pages(book)]
        lines = [n for n, words in enumerate(found) if "turn the page" in " ".join(words)]
        assert len(lines) <= 2, "what stays empty before the key has lines to write on"
        short = [n for n, words in enumerate(found) if len(words) < 90]
        assert set(short) - {0, len(found) - 1} <= set(lines), book


def long(folder: Path) -> list[RoleRecord]:
    """A role whose texts are as long as those of real role files: lines and anchors of 86."""
    project = Project(folder).write(FILES)
    names = [f"skill-{number}" for number in range(2)]
    levels = "".join(f"      {level}: {ANCHOR}\n" for level in (1, 2, 3))
    added = "".join(
        f"  {name}:\n    title: Skill of {name}\n    means: {STATE}\n    levels:\n{levels}"
        for name in names
    )
    project.replace(ROLE, "competencies:\n", f"competencies:\n{added}")
    project.replace(ROLE, "    also: [calm]\n", f"    also: [calm, {', '.join(names)}]\n")
    states = "".join(f"        - {STATE}\n".replace("key", f"key {n}") for n in range(4))
    project.replace(ROLE, "        - The gate is shut.\n", f"        - The gate is shut.\n{states}")
    project.replace(ROLE, "Shall we walk?", f"{ANCHOR} {STATE}")
    return records(project)


class Busy(NamedTuple):
    """A sheet of a busy stage on a paper: what is made of it, and what was measured."""

    sheet: Sheet
    paper: str
    made: Made
    facts: list[dict[str, Any]]

    @property
    def name(self) -> str:
        return f"{self.sheet.role['id']}, {self.sheet.stage['id']}"


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> list[RoleRecord]:
    folder = tmp_path_factory.mktemp("real")
    return [*ours(folder / "ours"), *long(folder / "long")]


@pytest.fixture(scope="module", params=["a4", pytest.param("letter", marks=pytest.mark.slow)])
def busiest(roles: list[RoleRecord], request: pytest.FixtureRequest) -> list[Busy]:
    look = PageStyle(paper=request.param)
    sheets = [
        Sheet(role, name, look, notes=has_notes(stage))
        for role in roles
        for name, stage in role["stages"].items()
    ]
    found = []
    for sheet in sorted(sheets, key=_length, reverse=True)[:BUSIEST]:
        with settings() as set_meanwhile:
            result = made(sheet, look)
        found.append(Busy(sheet, look.paper, result, set_meanwhile[0].facts))
    return found


def _length(sheet: Sheet) -> int:
    filled = front(sheet)
    rows = [one for row in filled["rows"] for one in (*row["parts"], *row["checks"])]
    strips = [one for part in (*filled["top"], *filled["bottom"]) for one in part["items"]]
    return sum(len(strings(one.get("text") or one.get("ask") or [])) for one in (*rows, *strips))


def test_each_fits_its_pages_and_is_proven(busiest: list[Busy]) -> None:
    assert len(busiest) == BUSIEST
    assert {one.name: one.made.error for one in busiest if one.made.error} == {}
    for one in busiest:
        assert len(pages(one.made.pdf)) == len(one.facts)
        assert ink_outside(one.made.pdf) == []
        assert crossed(one.made.pdf) == []


def test_each_has_type_that_can_be_read(busiest: list[Busy]) -> None:
    for one in busiest:
        assert all(9.2 <= fact["size"] <= 11 for fact in one.facts)
        runs = sized(one.made.pdf)
        assert {run for run in runs if run.size < 8} == set()
        aloud = "".join(run.text for run in runs if "Serif" in run.font and run.size >= 9.8)
        said = [*_said(one)]
        assert len(said) >= 5
        assert [text for text in said if "".join(text.split()) not in aloud] == []


def _said(one: Busy) -> Iterator[str]:
    """How each of the words and questions of the timeboxes begins that was not left out."""
    for row in front(one.sheet)["rows"]:
        for part in row["parts"]:
            if part["kind"] != "task" and (not part["cut"] or part["cut"] > one.facts[0]["cuts"]):
                yield " ".join(strings(part.get("text") or part["ask"]).split()[:3])


def test_each_has_a_line_for_notes_in_every_row_with_the_candidate(busiest: list[Busy]) -> None:
    for one in busiest:
        fact = one.facts[0]
        agenda = one.sheet.stage["agenda"]
        rows = [row for row in front(one.sheet)["rows"] if row["clock"]]
        assert len(rows) == len(agenda)
        for box, row, lines in zip(agenda, rows, fact["lines"], strict=False):
            assert lines >= 1 or box["who"] == "interviewers", (one.name, row["title"])


def test_each_has_room_to_write_in_its_longest_row(busiest: list[Busy]) -> None:
    """Twelve lines, where the longest timebox is not too short for so many."""
    wanted = {one.name: front(one.sheet)["lines"] for one in busiest}
    assert max(wanted.values()) == LINES == 12
    few = {
        one.name: max(one.facts[0]["lines"])
        for one in busiest
        if max(one.facts[0]["lines"]) < wanted[one.name]
    }
    assert few == {}


def test_none_has_a_hole_where_something_was_left_out(busiest: list[Busy]) -> None:
    for one in busiest:
        front, height = one.facts[0], (PAPER[one.paper][1] - TOP - BOTTOM) * MM
        assert front["cuts"] == 0 or front["spare"] < height / 10, one.name


def test_each_competency_has_lines_for_evidence(busiest: list[Busy]) -> None:
    for one in busiest:
        for fact in one.facts:
            if fact["side"] == "back":
                assert min(fact["lines"]) >= 1, one.name
