"""The handbook that we ship holds together: its stages draw on its series, and its roles differ."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.projects import Built
from tests.stories import DOCS

ROLES = sorted(
    path.name.removesuffix(".role.yaml") for path in (DOCS / "roles").glob("[!_]*.role.yaml")
)
UNDRAWN = {
    "articles/interviewers": "read once, by whoever begins to interview",
    "articles/fairness": "recordings and the review of barriers are for the owner of a role",
    "articles/research": "for a quiet hour and not for the day; what follows from it is drawn in",
}
"""Parts of the series that no stage needs whole, with the reason."""


ARTICLES = sorted(
    path for path in (DOCS / "articles").glob("*.md") if "orphan" not in path.read_text("utf-8")
)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_an_article_can_be_read_in_one_sitting_and_says_whose_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.split()) <= 2500
    assert "\n[^orchard]: Orchard is an example" in text
    assert text.count("[^orchard]") == 2


@pytest.fixture(scope="module")
def guides(docs: Built) -> dict[str, Any]:
    """What `guides.json` has."""
    data: dict[str, Any] = json.loads(docs.read("guides.json"))
    return data


@pytest.fixture(scope="module")
def roles(guides: dict[str, Any]) -> dict[str, Any]:
    """The roles with their effective stages."""
    return guides["roles"]


def test_each_stage_draws_on_the_series(roles: dict[str, Any]) -> None:
    stages = [stage for role in roles.values() for stage in role["stages"]]
    assert len(stages) > 12
    assert [stage["id"] for stage in stages if not stage["sections"]] == []


def test_every_part_of_the_series_is_read_in_some_stage(
    docs: Built, guides: dict[str, Any], roles: dict[str, Any]
) -> None:
    drawn: set[tuple[str, str]] = {
        (section["document"], section["title"])
        for role in roles.values()
        for stage in role["stages"]
        for section in stage["sections"]
        if section["drawn"] and "prose" not in section["without"]
    }
    series = [name for name, article in guides["articles"].items() if article["part"]]
    assert len(series) == 6
    for name in series:
        titles = {h2.text.rstrip("¶") for h2 in docs.page(name).select("article section > h2")}
        left = titles - {title for where, title in drawn if where == name}
        assert bool(left) == (name in UNDRAWN), left
        assert left != titles


# Roles ---------------------------------------------------------------------------------------


def texts(value: Any) -> list[str]:
    """Every sentence of a role file that is long enough to be anybody's own.

    The offer to move the date is none: it is the same for everyone.
    """
    if isinstance(value, dict) and value.get("is") == "welcome":
        return []
    if isinstance(value, str):
        return [line.strip("- ") for line in value.splitlines() if len(line.split()) > 7]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts(one)]


def written(role: str) -> Any:
    """What stands in the file of a role itself."""
    return yaml.safe_load((DOCS / "roles" / f"{role}.role.yaml").read_text(encoding="utf-8"))


def alike(one: str, other: str) -> bool:
    """Whether two sentences are the same but for a word or two."""
    words, others = set(one.split()), set(other.split())
    if 2 * len(words & others) < min(len(words), len(others)):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # Each is a bound of the next, and takes less time.
    return matcher.real_quick_ratio() > 0.8 < matcher.quick_ratio() and matcher.ratio() > 0.8


def test_no_role_is_another_with_other_words_put_in() -> None:
    said = {role: texts(written(role)) for role in [*ROLES, "_company"]}
    for one, other in combinations(said, 2):
        found = [(a, b) for a in said[one] for b in said[other] if alike(a, b)]
        assert found == [], (one, other)


def test_no_level_repeats_its_neighbour(roles: dict[str, Any]) -> None:
    for role in roles.values():
        for competency in role["competencies"].values():
            levels = list(competency["levels"].values())
            assert len(levels) == 4
            assert [pair for pair in pairwise(levels) if alike(*pair)] == []


def test_every_part_of_a_stage_that_is_asked_has_something_to_listen_for(
    roles: dict[str, Any],
) -> None:
    for role in roles.values():
        for stage in role["stages"]:
            assert len(stage["questions"]) <= 10
            assert [one["id"] for one in stage["questions"] if not one["listen_for"]] == []
