"""Words that look like markup of a file, or nest too deep, are still on the page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.projects import GARDEN, ROLE, Built, Project

TEXT = """\
adjustments: |
  ---
  alone: yes
  ---

  First.

  % of all, then

  +++ the rest
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A role whose texts look like comments, and articles that are nested."""
    role = ROLE.replace("ask: What is dry?", 'ask: "% of orders late?"') + TEXT
    emphasis = f"{'*a **b ' * 60}the end{'** c*' * 60}"
    files = {
        **GARDEN,
        "roles/gardener.role.yaml": role,
        "lists.md": nested_lists(10, "Lists"),
        "deep.md": nested_lists(30, "Deep"),
        "quotes.md": article("Quotes", f"{'>' * 60} The end"),
        "inline.md": article("Inline", emphasis),
    }
    return Project(tmp_path_factory.mktemp("words")).write(files).build()


def article(title: str, text: str) -> str:
    return f"---\norphan: 1\n---\n# {title}\n\n{text}\n\nAfter all.\n"


def nested_lists(depth: int, title: str) -> str:
    levels = (f"{'  ' * level}- Level {level} of all" for level in range(depth))
    return article(title, "\n".join(levels))


def words(page: BeautifulSoup) -> str:
    return " ".join(page.text.split())


@pytest.mark.parametrize(("name", "depth"), [("lists", 10), ("deep", 30)])
def test_no_level_of_a_list_is_lost_nor_what_follows(built: Built, name: str, depth: int) -> None:
    text = words(built.page(name))
    assert [level for level in range(depth) if f"Level {level} of all" not in text] == []
    assert "After all." in text


@pytest.mark.parametrize("name", ["quotes", "inline"])
def test_what_is_too_deep_is_there_and_said(built: Built, name: str) -> None:
    text = words(built.page(name))
    assert "end" in text
    assert "After all." in text
    said = [one for one in built.warnings if one.startswith(f"{name}.md:")]
    assert ["nested deeper than 40 levels" in one for one in said] == [True]
    assert not any(one.startswith("lists.md") for one in built.warnings)


def test_a_role_s_text_is_text(built: Built) -> None:
    text = words(built.page("roles/gardener"))
    assert "% of orders late?" in text
    assert "% of all, then" in text
    assert "+++ the rest" in text
    assert "alone: yes" in text
