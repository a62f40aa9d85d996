"""Whatever a role says, each of its sheets is one proven page a side, or an error that names it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from guides_ext.model.load import load_role
from guides_ext.print.fonts import fonts_of
from guides_ext.print.make import make_sheets
from guides_ext.print.sheet import Look, sheet_data
from guides_ext.record.compose import compose
from guides_ext.record.data import RoleRecord
from tests.print.pdfs import ink_outside, pages, squeezed
from tests.record.records import recorded

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


def items(most: int) -> st.SearchStrategy[str]:
    found = st.lists(texts(12), max_size=most)
    return found.map(lambda some: "".join(f"- {one}\n" for one in some))


def optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of the fields; none that is empty."""
    found = st.fixed_dictionaries({}, optional=fields)
    return found.map(lambda some: {key: value for key, value in some.items() if value})


@st.composite
def roles(draw: st.DrawFn) -> dict[str, Any]:
    """A role with one stage, of anything from next to nothing to far too much."""
    much = draw(st.integers(1, 9))
    levels = draw(st.integers(2, 5))
    count = draw(st.integers(0, 1 + much // 2))
    competencies = {
        f"c{number}": {
            "title": draw(texts(6)),
            "needs": draw(st.integers(1, levels)),
            "levels": {level: draw(texts(25)) for level in range(1, levels + 1)},
            **draw(optional(means=texts(20))),
        }
        for number in range(count)
    }
    boxes = draw(st.lists(st.integers(1, 60), min_size=1, max_size=3 + much))
    agenda = [
        {"minutes": minutes, "is": "main", **draw(optional(title=texts(4), say=texts(20)))}
        for minutes in boxes
    ]
    stage: dict[str, Any] = {
        "title": draw(texts(8)), "summary": "A stage.", "format": "conversation",
        "minutes": sum(boxes), "main": list(competencies), "agenda": agenda,
        **draw(optional(goals=items(2 * much), non_goals=items(much))),
    }  # fmt: skip
    if checklist := draw(optional(before=items(2 * much), during=items(much), after=items(much))):
        stage["checklist"] = checklist
    if draw(st.booleans()):
        more = optional(
            brief=texts(10 * much), far_enough=texts(30), easier=items(4), harder=items(4)
        )
        stage["task"] = {"title": draw(texts(6)), "brief": "Do it.", **draw(more)}
    more = optional(
        follow_ups=items(4), listen_for=items(4), easier=texts(15), harder=texts(15),
        probe=st.just(True), competency=st.sampled_from([*competencies, ""]),
    )  # fmt: skip
    if asked := draw(st.lists(st.tuples(texts(25), more), max_size=much)):
        stage["questions"] = [
            {"id": f"q{number}", "ask": ask, **rest} for number, (ask, rest) in enumerate(asked)
        ]
    if draw(st.sampled_from([False, False, False, True])):
        stage["goals"] = f"- {draw(FOREIGN)}\n{stage.get('goals', '')}"
    return {"title": draw(texts(6)), "competencies": competencies, "stages": {"stage": stage}}


def some(count: int) -> Callable[[Any], Any]:
    """Settings for so many random sheets; those that fail are shown as they are, unshrunk."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    unhurried = list(HealthCheck)
    return settings(
        max_examples=count, deadline=None, suppress_health_check=unhurried, phases=phases
    )


@some(6)
@given(roles(), st.sampled_from(["a4", "letter"]))
def test_a_sheet_is_one_proven_page_a_side_or_a_named_error(
    role: dict[str, Any], paper: str
) -> None:
    check(role, paper)


@pytest.mark.slow
@some(100)
@given(roles(), st.sampled_from(["a4", "letter"]))
def test_each_of_a_hundred_sheets_is_so(role: dict[str, Any], paper: str) -> None:
    check(role, paper)


def test_that_all_of_a_list_was_left_out_is_said_where_it_would_stand() -> None:
    probes = [{"id": f"q{n}", "ask": "What would you do? " * 6, "probe": True} for n in range(3)]
    stage = {
        "title": "Talk", "summary": "A stage.", "format": "conversation", "minutes": 10,
        "agenda": [{"minutes": 10, "is": "main"}], "questions": probes,
        "checklist": {"before": "".join(f"- State number {n}.\n" for n in range(50))},
    }  # fmt: skip
    record = _record({"title": "A", "stages": {"stage": stage}})
    assert record
    role = compose(record, {})
    made = make_sheets(fonts_of({}), [sheet_data(role, "stage", Look())], None, trim=True)
    assert made.error == ""
    assert "3 more in the handbook" in pages(made.pdf)[0]


def check(written: dict[str, Any], paper: str) -> None:
    record = _record(written)
    assume(record)  # a line of hyphens alone is no item
    role = compose(record, {})
    data = sheet_data(role, "stage", Look(paper=paper))
    made = make_sheets(fonts_of({}), [data], None, trim=True)
    who = f"sheet of '{data['stage']}' of '{data['role']}': "
    if made.error:
        assert made.error.startswith(who)
        assert "points too tall" in made.error or "no font has" in made.error, made.error
        return
    assert all(one.startswith(who) for one in made.notes)
    sides = pages(made.pdf)
    assert len(sides) == (2 if role["stages"]["stage"]["competencies"]["main"] else 1)
    assert ink_outside(made.pdf) == []
    assert squeezed(data["stage"])[:20] in squeezed(sides[0])


def _record(written: dict[str, Any]) -> RoleRecord | None:
    with tempfile.TemporaryDirectory() as folder:
        text = yaml.safe_dump(written, allow_unicode=True, sort_keys=False)
        Path(folder, "r.role.yaml").write_text(text, encoding="utf-8")
        loaded = load_role(Path(folder), "r.role.yaml")
    return recorded(loaded.role) if loaded.role else None
