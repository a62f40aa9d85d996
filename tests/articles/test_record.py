"""What an article holds is known as plain data: sections, lists, and where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.projects import CONF, GARDEN, Project

ARTICLES = {
    "plain": "# Title\n\n## Same\n\nOne.\n\n## Same\n\nTwo two.\n\n(same-1)=\n## Other\n\nThree.\n",
    "headless": "Words without a heading.\n\n```{goals}\n- A goal.\n```\n",
    "front": "---\ntitle: Of the front matter\n---\n\nBefore.\n\n## A heading\n\nAfter.\n",
    "two": "# One\n\nFirst.\n\n# Two\n\nSecond.\n",
    "above": "```{goals}\n- Above the title.\n```\n\n# Below it\n\nWords.\n",
    "lists": (
        "# Lists\n\nFour words of prose.\n\n## Inner\n\n```{goals}\n- A `goal`,\n  on two lines.\n"
        "\n- Another.\n```\n\n:::{for-roles} gardener, baker\n```{checklist}\n:phase: after\n"
        "- A state.\n  - Sheet: short\n```\n\n```{script} A cue\nWords to say.\n```\n:::\n"
    ),
}
REST = (
    "Lists\n=====\n\n.. _Some-Label:\n\nInner\n-----\n\n.. goals::\n\n   - A goal.\n   - Another.\n"
)


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    files: dict[str, str | bytes] = {f"articles/{name}.md": s for name, s in ARTICLES.items()}
    files |= {"conf.py": CONF, "index.md": "# Home\n", "articles/rest.rst": REST}
    files["roles/broken.role.yaml"] = "title: [\n"
    app = Project(tmp_path_factory.mktemp("records")).write(files).build("dummy").app
    articles: dict[str, Any] = app.env.domaindata["guide"]["articles"]
    json.dumps(articles)  # plain data, and nothing else
    return {name.removeprefix("articles/"): one for name, one in articles.items()}


def titles(record: Any, *fragments: str) -> list[str]:
    return [record["sections"][record["anchors"][fragment]]["title"] for fragment in fragments]


def test_a_section_is_found_by_its_label_before_a_slug_before_an_id(records: Any) -> None:
    plain = records["plain"]
    assert titles(plain, "same-1", "other", "") == ["Other", "Other", "Title"]
    assert plain["anchors"]["same"] != plain["anchors"]["id1"]
    assert titles(records["rest"], "some-label", "inner", "") == ["Inner", "Inner", "Lists"]


def test_an_article_is_whole_whatever_its_headings(records: Any) -> None:
    assert records["headless"]["title"] == "Headless"
    assert records["front"]["title"] == "Of the front matter"
    assert titles(records["front"], "", "a-heading") == ["Of the front matter", "A heading"]
    assert records["two"]["title"] == "One"
    words = {
        name: one["sections"][one["anchors"][""]]["own_words"] for name, one in records.items()
    }
    assert words["headless"] == 4
    assert words["front"] == words["two"] == 2
    assert records["above"]["anchors"][""] == 0


def test_a_list_knows_its_section_its_kind_and_whom_it_is_for(records: Any) -> None:
    lists = records["lists"]
    said = [(one["kind"], one["phase"], one["for_roles"]) for one in lists["lists"]]
    both = ["gardener", "baker"]
    assert said == [("goals", "", []), ("checklist", "after", both), ("say", "", both)]
    assert {lists["sections"][one["section"]]["title"] for one in lists["lists"]} == {"Inner"}


def test_an_item_is_its_words_without_markup_and_its_place(records: Any) -> None:
    goals, checklist, say = (one["items"] for one in records["lists"]["lists"])
    assert [(one["text"].words, one["line"]) for one in goals] == [
        ("A goal, on two lines.", 8),
        ("Another.", 11),
    ]
    assert {one["file"] for one in goals} == {"articles/lists.md"}
    assert goals[1]["source"] == {"document": "articles/lists", "list": "list-1", "index": 1}
    assert (checklist[0]["text"].words, checklist[0]["sheet"].words) == ("A state.", "short")
    assert (say[0]["cue"].words, say[0]["text"].words) == ("A cue", "Words to say.")
    rest = [(one["text"].words, one["line"]) for one in records["rest"]["lists"][0]["items"]]
    assert rest == [("A goal.", 11), ("Another.", 12)]


def test_words_are_counted_with_and_without_lists(records: Any) -> None:
    top, inner = records["lists"]["sections"]
    assert inner["own_words"] < inner["words"] < top["words"]
    assert top["own_words"] - inner["own_words"] == 4


def test_a_role_is_no_article_even_when_its_file_is_broken(records: Any) -> None:
    assert "roles/broken" not in records


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("headless", ["Words without a heading."]),
        ("front", ["Before.", "A heading", "After."]),
        ("two", ["First.", "Two", "Second."]),
    ],
)
def test_a_whole_article_is_drawn_in_whatever_its_headings(
    tmp_path: Path, name: str, expected: list[str]
) -> None:
    files = {**GARDEN, f"articles/{name}.md": ARTICLES[name]}
    files["index.md"] += f"\n```{{series}}\narticles/{name}\n```\n"
    files["roles/gardener.role.yaml"] = GARDEN["roles/gardener.role.yaml"].replace(
        "articles/day#walking", f"articles/{name}"
    )
    built = Project(tmp_path).write(files).build(suppress_warnings=["myst.header", "toc.no_title"])
    assert built.warnings == []
    section = built.page("roles/gardener").find(id=f"walk-{name}")
    assert section is not None
    for words in expected:
        assert words in section.text
