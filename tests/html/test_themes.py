"""The pages stand in the themes that sites of documentation use."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.handbook.whole import FILES
from tests.html.conftest import PAGES, Reader, too_wide
from tests.projects import Built, Project

MENUS = {
    "alabaster": ".sphinxsidebar",
    "pydata_sphinx_theme": ".bd-sidebar-primary",
    "sphinx_book_theme": ".bd-sidebar-primary",
    "sphinx_rtd_theme": ".wy-menu-vertical",
}
"""Where each theme has its navigation."""

BEEKEEPER = "roles/beekeeper"
WIDTHS = (320, 1440)
SHORT = "Orchard"
"""A title of the site that is short, or pydata's own header is too wide for 320."""


@pytest.fixture(scope="module", params=MENUS)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A project whose one role uses every key, in a theme."""
    project = Project(tmp_path_factory.mktemp(request.param)).write(
        {
            **FILES,
            "index.md": f"{FILES['index.md']}\n:::{{toctree}}\nmore\n:::\n",
            "more.md": "# More\n",
        }
    )
    return project.build(**looks_of(request.param))


def looks_of(theme: str) -> dict[str, Any]:
    """Settings of a theme; one of them adds to the list of folders that all builds begin with."""
    return {"html_theme": theme, "html_title": SHORT, "templates_path": []}


def menu_of(built: Built, name: str) -> list[str]:
    """Where the navigation of a page leads."""
    links = built.page(name).select(f"{MENUS[built.app.config.html_theme]} a.reference")
    return [str(link["href"]) for link in links]


def test_a_theme_builds_without_a_warning(themed: Built) -> None:
    assert themed.warnings == []


def test_the_navigation_of_a_role_is_its_stages_and_the_series(themed: Built) -> None:
    stages = ["#call", "#visit", "#letter", "#debrief"]
    assert menu_of(themed, BEEKEEPER) == [
        *stages,
        "gardener.html",
        "a-gardener.html",
        "../articles/before.html",
        "../articles/day.html",
    ]


def test_other_pages_keep_the_navigation_of_the_theme(themed: Built) -> None:
    article = menu_of(themed, "articles/before")
    assert "../more.html" in themed.read("articles/before.html")
    assert "#visit" not in article
    assert "../roles/beekeeper.html" in article, "and an article leads to the roles"


def test_nothing_scrolls_sideways_in_a_theme(themed: Built, reader: Reader) -> None:
    for name in ("index", BEEKEEPER):
        assert too_wide(themed, reader, name, WIDTHS) == [], name


def test_stage_links_stick_in_every_theme(themed: Built, reader: Reader) -> None:
    page = reader.open(themed, BEEKEEPER, 390)
    page.evaluate("scrollTo(0, 6000)")
    assert page.evaluate("scrollY") > 1000
    box = page.locator(".guide-stages").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 120


@pytest.fixture(scope="module")
def handbook(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Our own, which is read once for all themes."""
    project = Project(tmp_path_factory.mktemp("handbook"))
    shutil.copytree(ROOT / "docs", project.source)
    return project


@pytest.mark.slow
@pytest.mark.parametrize("theme", MENUS)
def test_the_handbook_stands_in_a_theme(theme: str, reader: Reader, handbook: Project) -> None:
    names = [one for one in PAGES if one != "kitchen-sink"]  # which shows the theme's own, too
    files = [f"{one}.role.yaml" if one.startswith("roles/") else f"{one}.md" for one in names]
    built = handbook.build(only=files, **looks_of(theme))
    assert [one for one in built.warnings if "search index" not in one] == []  # which lacks pages
    for name in names:
        assert too_wide(built, reader, name, WIDTHS) == [], name


def test_furo_is_the_theme_where_none_is_named(docs: Built) -> None:
    assert docs.app.config.html_theme == "furo"
