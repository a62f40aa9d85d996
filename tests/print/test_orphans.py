"""No heading stands alone at the foot of a page, wherever the page ends."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.print.keeper import FILES
from tests.print.pdfs import pages, squeezed
from tests.projects import Built, Project

COUNT = 60
"""Sections or stages, each a line further down: some of them meet the end of a page."""


def article() -> str:
    sections = ["# Heads\n"]
    for number in range(COUNT):
        filler, more = "Filler.\n\n" * (number % 7 + 3), "Ακόμη. " * 60
        sections.append(f"{filler}### Head {number}.\n\nBody {number}.[^{number}] {more}\n")
    notes = (f"[^{number}]: Note {number}, {'long ' * 40}.\n" for number in range(COUNT))
    return "\n".join([*sections, *notes])


def role() -> str:
    filler = "\n".join(f"Filler {number}.\n" for number in range(9))
    stages = {
        f"s{number}": {
            "title": f"Stage {number}",
            "summary": "A stage.",
            "format": "conversation",
            "minutes": 30,
            "main": ["care"],
            "agenda": [
                {"minutes": 20, "is": "main", "title": "Drawing"},
                {"minutes": 10, "is": "questions", "title": f"Box {number}."},
            ],
            "task": {"title": "A task", "brief": filler + "\nMore.\n" * number},
            "questions": [
                {
                    "id": f"q{number}",
                    "ask": f"Asked {number}?",
                    "competency": "care",
                    "listen_for": f"- Heard {number}.",
                },
            ],
        }
        for number in range(24)
    }
    levels = {level: f"Does {level}." for level in range(1, 5)}
    care = {"title": "Taking care", "means": "Looks twice.", "needs": 2, "levels": levels}
    found = {"title": "Keeper", "competencies": {"care": care}, "stages": stages}
    return yaml.safe_dump(found, sort_keys=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        "conf.py": 'extensions = ["guides_ext"]\nguides_series = ["articles/*"]\n',
        "index.md": "# Index\n",
        "articles/first.md": "# First\n",
        "articles/heads.md": article(),
        "roles/keeper.role.yaml": role(),
    }
    project = Project(tmp_path_factory.mktemp("orphans")).write(files)
    return project.build("guides-pdf", guides_print=["handbook", "series"])


def apart(pdf: Path, pairs: list[tuple[str, str]]) -> list[str]:
    """Which of the heads are not on the page of what stands below them."""
    found = [squeezed(page) for page in pages(pdf)]

    def page_of(text: str) -> int:
        return max(n for n, page in enumerate(found) if squeezed(text) in page)

    return [head for head, below in pairs if page_of(head) != page_of(below)]


def test_a_heading_stands_on_the_page_of_its_text_and_its_footnote(built: Built) -> None:
    pairs = [(f"Head {number}.", f"Body {number}.") for number in range(COUNT)]
    assert apart(built.out / "series.pdf", pairs) == []


def test_a_timebox_stands_on_the_page_of_what_happens_first_in_it(built: Built) -> None:
    pairs = [(f"Box {number}.", f"Asked {number}?") for number in range(24)]
    assert apart(built.out / "roles/keeper.pdf", pairs) == []


def test_a_question_stands_on_the_page_of_what_to_listen_for(built: Built) -> None:
    pairs = [(f"Asked {number}?", f"Heard {number}.") for number in range(24)]
    assert apart(built.out / "roles/keeper.pdf", pairs) == []


def test_the_ratings_stand_on_the_page_of_their_first_scale(built: Built) -> None:
    texts = [squeezed(page) for page in pages(built.out / "roles/keeper.pdf")]
    ends = ("Rating", "Thelineisthelevelthatthejobneeds.")
    assert [page for page in texts if any(page_ends(page, end) for end in ends)] == []


def test_no_heading_ends_a_page(tmp_path: Path) -> None:
    body = "".join(
        f"## Heading {number}\n\n{'Words that fill a line of the page. ' * (5 + number % 7)}\n\n"
        for number in range(60)
    )
    project = Project(tmp_path).write(
        {**FILES, "articles/rounds.md": f"# Rounds\n\n(walking)=\n{body}"}
    )
    for page in pages(project.build("guides-pdf", guides_print=["series"]).out / "series.pdf")[2:]:
        lines = [line for line in page.split("\r\n") if line.strip()]
        last = lines[-2] if "Heading" in lines[-1] or lines[-1].strip().isdigit() else lines[-1]
        assert not last.startswith("Heading"), page


def test_no_section_that_is_drawn_in_ends_a_page_with_its_source(tmp_path: Path) -> None:
    fill = "Words that fill a line of the page. "
    sections = "".join(
        f"({number}-label)=\n## Heading {number}\n\n{fill * (6 + number)}\n\n"
        for number in range(30)
    )
    project = Project(tmp_path).write({**FILES, "articles/rounds.md": f"# Rounds\n\n{sections}"})
    refs = ", ".join(f"articles/rounds#{number}-label" for number in range(30))
    project.replace("roles/keeper.role.yaml", "articles/rounds#walking", refs)
    out = project.build("guides-pdf", guides_print=["handbook"]).out
    found = [page for page in pages(out / "roles/keeper.pdf") if fill.strip() in page]
    assert len(found) > 4
    for page in found:
        lines = [line for line in page.split("\r\n") if line.strip()]
        assert not any(line.strip() == "Rounds" for line in lines[-3:]), lines[-3:]


def page_ends(page: str, text: str) -> bool:
    """Whether a text is the last on a page, above its foot."""
    body = page.rsplit("Keeper·", 1)[0].rstrip("0123456789")
    return body.endswith(text)
