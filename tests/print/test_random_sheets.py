"""Whatever a role says, its papers are proven pages in one setting, or an error that names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.papers.proof import BOTTOM, MM, PAPER, TOP
from guides_ext.print.papers.sheet import Sheet, has_notes
from guides_ext.print.style import PageStyle
from tests.print.papers import article, made, record_of
from tests.print.papers import settings as set_meanwhile
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
WORDS = st.one_of(*[PLAIN] * 29, STRANGE)


def texts(most: int) -> st.SearchStrategy[str]:
    return st.lists(WORDS, min_size=1, max_size=most).map(" ".join)


def items(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts(12), max_size=most)


def checks(most: int) -> st.SearchStrategy[list[Any]]:
    """Some of them at a place only."""
    there = st.fixed_dictionaries(
        {"text": texts(12), "place": st.sampled_from(["office", "video"])}
    )
    return st.lists(st.one_of(texts(12), texts(12), there), max_size=most)


def says(most: int) -> st.SearchStrategy[list[Any]]:
    """Some of them behind a cue."""
    cued = st.fixed_dictionaries({"when": texts(5), "text": texts(20)})
    return st.lists(st.one_of(texts(20), cued), max_size=most)


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields; none that is empty."""
    found = st.fixed_dictionaries({}, optional=fields)
    return found.map(lambda some: {key: value for key, value in some.items() if value})


@st.composite
def roles(draw: st.DrawFn) -> dict[str, Any]:
    """A role with one stage, of anything from next to nothing to far too much."""
    much = draw(st.integers(1, 9))
    levels = draw(st.integers(2, 5))
    names = [f"c{number}" for number in range(draw(st.integers(0, 1 + much // 2)))]
    more = optional(means=texts(20), look_for=items(3), needs=st.integers(1, levels))
    competencies = {
        name: {
            "title": draw(texts(6)),
            "levels": {level: draw(texts(25)) for level in range(1, levels + 1)},
            **draw(more),
        }
        for name in names
    }
    has_task = draw(st.booleans())
    asked = _questions(draw, much, names)
    boxes = _agenda(draw, much, [one["id"] for one in asked], has_task)
    stage: dict[str, Any] = {
        "title": draw(texts(8)), "summary": "A stage.", "format": "conversation",
        "minutes": sum(one["minutes"] for one in boxes), "place": ["office", "video"],
        "main": {one: draw(texts(9)) for one in names[:1]}, "also": names[1:], "agenda": boxes,
        **draw(
            optional(
                goals=items(2 * much), non_goals=items(much), follow_ups=items(3),
                goes_on=texts(20), whenever=st.dictionaries(texts(5), texts(20), max_size=much),
                checklist=optional(before=checks(2 * much), after=checks(much)),
            )
        ),
        **({"questions": asked} if asked else {}),
        **draw(st.sampled_from([{}, {"sections": ["articles/day"]}])),
    }  # fmt: skip
    if has_task:
        told = optional(
            brief=texts(10 * much), far_enough=texts(30), easier=items(4), harder=items(4)
        )
        stage["task"] = {"title": draw(texts(6)), "brief": "Do it.", **draw(told)}
    if draw(st.sampled_from([False, False, False, True])):
        stage["goals"] = [draw(FOREIGN), *stage.get("goals", [])]
    scale = {level: draw(texts(2)) for level in range(1, levels + 1)} if names else {}
    return {
        "title": draw(texts(6)),
        **({"competencies": competencies} if names else {}),
        **({"scale": scale} if scale and draw(st.booleans()) else {}),
        **draw(optional(keep_notes=texts(12))),
        "stages": {"stage": {key: value for key, value in stage.items() if value}},
    }


def _questions(draw: st.DrawFn, much: int, names: list[str]) -> list[dict[str, Any]]:
    more = optional(
        follow_ups=items(4), listen_for=items(4), easier=texts(15), harder=texts(15),
        probe=st.just(True), competency=st.sampled_from([*names, "none"]),
    )  # fmt: skip
    asked = draw(st.lists(st.tuples(texts(25), more), max_size=much))
    return [{"id": f"q{number}", "ask": ask, **rest} for number, (ask, rest) in enumerate(asked)]


def _agenda(draw: st.DrawFn, much: int, asked: list[str], has_task: bool) -> list[dict[str, Any]]:
    """Timeboxes, each question in one of them or in none."""
    lengths = draw(st.lists(st.integers(1, 60), min_size=1, max_size=3 + much))
    where = [draw(st.integers(0, len(lengths))) for _ in asked]
    more = optional(title=texts(4), told=texts(4), say=says(4), checks=checks(1 + much // 2))
    boxes = []
    for number, minutes in enumerate(lengths):
        named = [id for id, box in zip(asked, where, strict=True) if box == number]
        named += ["task"] if has_task and draw(st.booleans()) else []
        kind = draw(st.sampled_from(["main", "main", "questions", "welcome", "break", "notes"]))
        spent = {"with": named} if named and kind not in ("break", "notes") else {}
        boxes.append({"minutes": minutes, "is": kind, **spent, **draw(more)})
    return boxes


FILLER = "that two people have seen before the others came"
DRAWN = article(
    "articles/day",
    ("checklist", "before", "", [f"A drawn state {n} {FILLER}." for n in range(5)]),
    ("checklist", "during", "welcome", [f"A drawn check {n} {FILLER}." for n in range(3)]),
    ("goals", "", "", [f"A drawn goal {n} {FILLER}." for n in range(3)]),
    ("say", "", "main", [f"Drawn words {n} {FILLER}." for n in range(2)]),
)


def some(count: int) -> Callable[[Any], Any]:
    """Settings for so many random sheets; those that fail are shown as they are, unshrunk."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    unhurried = list(HealthCheck)
    return settings(
        max_examples=count, deadline=None, suppress_health_check=unhurried, phases=phases
    )


@some(8)
@given(roles(), st.sampled_from(["a4", "letter"]), st.sampled_from(["", "video"]))
def test_papers_are_proven_pages_in_one_setting_or_a_named_error(
    role: dict[str, Any], paper: str, place: str
) -> None:
    check(role, paper, place)


@pytest.mark.slow
@some(100)
@given(roles(), st.sampled_from(["a4", "letter"]), st.sampled_from(["", "video"]))
def test_those_of_each_of_a_hundred_roles_are_so(
    role: dict[str, Any], paper: str, place: str
) -> None:
    check(role, paper, place)


def check(written: dict[str, Any], paper: str, place: str) -> None:
    role = record_of(written, DRAWN)
    assume(role)  # a line of hyphens alone is no item
    assert role
    stage, look = role["stages"]["stage"], PageStyle(paper=paper)
    sheet = Sheet(role, "stage", look, Occasion(place=place), notes=has_notes(stage))
    papers = papers_of(sheet)
    with set_meanwhile() as found:
        result = made(sheet, look)
    if result.error:
        assert any(result.error.startswith(f"{one.name}: ") for one in papers), result.error
        assert "points too tall" in result.error or "no font has" in result.error, result.error
        return
    (one_setting,) = found
    front = one_setting.facts[0]
    sides = pages(result.pdf)
    assert len(sides) == len(papers) == 1 + bool(role["competencies"]) + has_notes(stage)
    assert ink_outside(result.pdf) == []
    assert crossed(result.pdf) == []
    assert min(one.size for one in sized(result.pdf)) >= 8
    assert all(9.2 <= fact["size"] <= 11 for fact in one_setting.facts)
    for box, count in zip(stage["agenda"], front["lines"], strict=False):
        assert count >= (box["who"] != "interviewers")
    height = (PAPER[paper][1] - TOP - BOTTOM) * MM
    gone = papers[0].filled["left_out"][: front["cuts"]]
    # No hole is left, but where the last thing to go was as large as one.
    assert not gone or front["spare"] < height / 10 or len(gone[-1]) > 250
    expected = [f"{papers[0].name}: left out to fit the page: {'; '.join(gone)}"] if gone else []
    assert result.notes == expected
