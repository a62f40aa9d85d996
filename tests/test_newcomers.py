"""What somebody meets who begins: what is not read is said, and nothing is named by its id."""

from __future__ import annotations

import re

import pytest

from guides_ext.words import LOCALES
from tests.projects import GARDEN, Built, Project

ROLE = GARDEN["roles/gardener.role.yaml"]
FENCES = {
    "goal": "```{goal}\n- See them.\n```",
    "open": "Words.\n\n:::{goals}\n- See them.",
    "quoted": "> :::{non-goals}\n> - A race.\n\nWords.",
    "ticks": "```{checklist}\n- The gate is open.",
    "inner": "::::{note}\nWords.\n\n:::{script} At the gate\nShall we?\n::::\n\nWords.",
    "first": "::::{note}\n:::{goals}\n- See them.\n::::",
    "docusaurus": ":::tip Its title\nWords.",
    "closed": "::::{note}\n:::{goals}\n- See them.\n:::\n::::\n\n> ```{goals}\n> - Hear.\n> ```",
    "code": "```yaml\na: 1",
    "roles": ":::{for-roles} gardener, cook\nBring gloves.\n:::",
}
PAGES = {
    f"{name}.md": f"---\norphan: true\n---\n# Page\n\n{text}\n" for name, text in FENCES.items()
}
MISNAMED = {
    "roles/sales.yaml": ROLE.replace("Gardener", "Seller"),
    "roles/team/lead.yml": ROLE,
    "roles/_base.yaml": "competencies: {care: {title: Care}}\n",
    "roles/numbers.yaml": "rows: [1, 2]\n",
    "roles/old/cook.yaml": ROLE,
    "roles/cook.role.yaml": ROLE.replace("Gardener", "Cook").replace("dry, ask", "wet, ask"),
    "roles/team/cook.role.yaml": ROLE.replace("Gardener", "Second cook"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    conf = GARDEN["conf.py"] + 'exclude_patterns = ["roles/old"]\nproject = "How we hire"\n'
    files = {**GARDEN, **PAGES, **MISNAMED, "conf.py": conf}
    project = Project(tmp_path_factory.mktemp("newcomers")).write(files)
    return project.build(language="fr", guides_print=[])


def said(built: Built, name: str) -> list[str]:
    """The warnings of a file, without its name."""
    return [one.removeprefix(f"{name}:") for one in built.warnings if one.startswith(f"{name}:")]


def never(begins: str, at: str, mark: str = ":::") -> str:
    return (
        f"{at}: WARNING: '{begins}' is never closed (end it with a line of its own: {mark}) "
        "[guides.directive]"
    )


@pytest.mark.parametrize(
    ("name", "warnings"),
    [
        ("open", [never(":::{goals}", "8:1")]),
        ("quoted", [never(":::{non-goals}", "6:3")]),
        ("ticks", [never("```{checklist}", "6:1", "```")]),
        ("inner", [never(":::{script} At the gate", "9:1")]),
        ("first", [never(":::{goals}", "7:1")]),
        ("docusaurus", [never(":::tip Its title", "6:1")]),
        ("closed", []),
        ("code", []),
    ],
)
def test_a_fence_that_nobody_closes_is_named_where_it_begins(
    built: Built, name: str, warnings: list[str]
) -> None:
    assert said(built, f"{name}.md") == warnings


def test_for_a_directive_that_is_not_there_the_nearest_of_ours_is_named(built: Built) -> None:
    (warning,) = said(built, "goal.md")
    assert "Unknown directive type: 'goal' (did you mean 'goals'?)" in warning


@pytest.mark.parametrize("name", MISNAMED)
def test_a_role_file_by_another_name_is_said_not_to_be_read(built: Built, name: str) -> None:
    stem = name.rpartition("/")[2].partition(".")[0]
    missed = name in ("roles/sales.yaml", "roles/team/lead.yml", "roles/_base.yaml")
    warning = (
        "1:1: WARNING: is not read: a role file ends in .role.yaml "
        f"(rename it to {stem}.role.yaml) [guides.role]"
    )
    assert said(built, name) == [warning] * missed


def test_a_block_for_some_roles_names_them_by_their_titles(built: Built) -> None:
    label = built.page("roles").select_one(".guide-for-roles > .guide-note")
    assert label is not None
    assert label.text == "Only for: Gardener, cook", "two roles are called cook"
    assert [link["href"] for link in label.select("a")] == ["roles/gardener.html"]


def test_a_language_without_our_words_is_said_once_with_the_place_of_its_catalogue(
    built: Built,
) -> None:
    told = [
        line
        for line in built.app.status.getvalue().splitlines()
        if "guides_ext has no words" in line
    ]
    assert len(told) == 1
    assert str(LOCALES / "fr" / "LC_MESSAGES" / "guides_ext.po") in told[0]


def test_a_site_is_called_like_its_project(built: Built) -> None:
    brand = built.page("index").select_one(".sidebar-brand-text")
    assert brand is not None
    assert brand.text == "How we hire"


def test_without_an_owner_there_is_no_line_of_copyright(built: Built) -> None:
    assert not re.search(r"copyright|©", built.page("index").text, re.IGNORECASE)
