"""Whatever a role says, its papers are proven pages in one setting, or an error that names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.papers.proof import BOTTOM, MM, PAPER, TOP
from guides_ext.print.papers.sheet import Sheet, has_notes
from guides_ext.print.style import PageStyle
from tests.print.authors import Written, authors, recorded, some
from tests.print.papers import made, settings
from tests.print.pdfs import crossed, ink_outside, pages, sized

PLAIN = st.sampled_from(
    ["see", "how", "they", "look", "at", "a", "problem", "that", "is", "new", "before", "deciding"]
)
STRANGE = st.sampled_from(
    [
        "Rechtsschutzversicherungsgesellschaft", "x" * 300, "https://example.com/" + "a/" * 60,
        "#panic()", "$x^2$", "*b*", "`code`", "\\u{41}", "]", "<b>", "--",
        "“said”", "é" * 30, "a\u0301", "\u2067x\u2069", "ﬁ", "½", "→", "≠",
    ]
)  # fmt: skip
FOREIGN = st.sampled_from(["🎉", "質問", "مفتاح", "\u202eRTL"])


@st.composite
def wordy(draw: st.DrawFn) -> Written:
    """Roles of anything from next to nothing to far too much to say."""
    most, foreign = draw(st.integers(1, 30)), draw(st.sampled_from([[], [], [], [FOREIGN]]))
    words = st.lists(st.one_of(*[PLAIN] * 29, STRANGE, *foreign), max_size=most)
    return draw(authors(words.map(" ".join)))


ANY = given(wordy(), st.sampled_from(["a4", "letter"]), st.sampled_from(["", "video"]))


@some(8, shrunk=False)
@ANY
def test_papers_are_proven_pages_in_one_setting_or_a_named_error(
    written: Written, paper: str, place: str
) -> None:
    check(written, paper, place)


@pytest.mark.slow
@some(100, shrunk=False)
@ANY
def test_those_of_each_of_a_hundred_roles_are_so(written: Written, paper: str, place: str) -> None:
    check(written, paper, place)


def check(written: Written, paper: str, place: str) -> None:
    role, look = recorded(written), PageStyle(paper=paper)
    stage = role["stages"]["stage"]
    sheet = Sheet(role, "stage", look, Occasion(place=place), notes=has_notes(stage))
    papers = papers_of(sheet)
    with settings() as found:
        result = made(sheet, look)
    if result.error:
        assert any(result.error.startswith(f"{one.name}: ") for one in papers), result.error
        assert "points too tall" in result.error or "no font has" in result.error, result.error
        return
    (one_setting,) = found
    front = one_setting.facts[0]
    sides = pages(result.pdf)
    assert len(sides) == len(papers) == 1 + bool(sheet.competencies) + has_notes(stage)
    assert ink_outside(result.pdf) == []
    assert crossed(result.pdf) == []
    assert min(one.size for one in sized(result.pdf)) >= 8
    assert all(9.2 <= fact["size"] <= 11 for fact in one_setting.facts)
    for box, count in zip(stage["agenda"], front["lines"], strict=False):
        assert count >= (box["who"] != "interviewers")
    height = (PAPER[paper].tall - TOP - BOTTOM) * MM
    gone = papers[0].filled["left_out"][: front["cuts"]]
    # No hole is left, but where the last thing to go was as large as one.
    assert not gone or front["spare"] < height / 10 or len(gone[-1]) > 250
    expected = [f"{papers[0].name}: left out to fit the page: {'; '.join(gone)}"] if gone else []
    assert result.notes == expected
