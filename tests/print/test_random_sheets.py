"""Whatever a role says, each of its sheets is one proven page a side, or an error that names it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from guides_ext.domain import guide_domain
from guides_ext.print.targets import has_sheet
from tests.print.pdfs import ink_outside, pages, squeezed
from tests.projects import CONF, Built, Project

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


SLOW = [HealthCheck.too_slow, HealthCheck.large_base_example]


# Whole builds are too slow to shrink: the roles that fail are printed as they are.
UNSHRUNK = [Phase.explicit, Phase.reuse, Phase.generate]


@pytest.mark.slow
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW, phases=UNSHRUNK)
@given(st.lists(roles(), min_size=4, max_size=4), st.sampled_from(["a4", "letter"]))
def test_a_sheet_is_one_proven_page_a_side_or_a_named_error(
    some: list[dict[str, Any]], paper: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files: dict[str, str | bytes] = {"conf.py": CONF, "index.md": "# Index\n"}
        files |= {
            f"roles/r{number}.role.yaml": yaml.safe_dump(role, allow_unicode=True, sort_keys=False)
            for number, role in enumerate(some)
        }
        project = Project(Path(folder)).write(files)
        built = project.build("guides-pdf", guides_print=["sheet"], guides_print_paper=paper)
        known = guide_domain(built.app.env).data["roles"]
        for name, role in known.items():
            assert has_sheet(role["stages"]["stage"])
            check(built, name, role)


def check(built: Built, name: str, role: dict[str, Any]) -> None:
    stage = role["stages"]["stage"]
    pdf = built.out / name / "stage.pdf"
    who = f"ERROR: sheet of '{stage['title']}' of '{role['title']}': "
    errors = [one for one in built.warnings if who in one]
    if not pdf.exists():
        assert errors, built.warnings
        return
    sides = pages(pdf)
    assert len(sides) == (2 if stage["main"] else 1)
    assert ink_outside(pdf) == []
    assert squeezed(stage["title"])[:20] in squeezed(sides[0])
