"""The pages stand in the themes that sites of documentation use."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT
from tests.html.conftest import Reader
from tests.projects import Built, Project

MENUS = {
    "alabaster": ".sphinxsidebar",
    "pydata_sphinx_theme": ".bd-sidebar-primary",
    "sphinx_book_theme": ".bd-sidebar-primary",
    "sphinx_rtd_theme": ".wy-menu-vertical",
}
"""Where each theme has its navigation."""


@pytest.fixture(scope="module", params=MENUS)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The handbook in a theme; its title is short, or pydata's own header is too wide for 320."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(ROOT / "docs", folder / "docs")
    return Project(folder).build(html_theme=request.param, html_title="Orchard")


def menu_of(built: Built, name: str) -> list[str]:
    """Where the navigation of a page leads."""
    links = built.page(name).select(f"{MENUS[built.app.config.html_theme]} a.reference")
    return [str(link["href"]) for link in links]


def test_a_theme_builds_without_a_warning(themed: Built) -> None:
    assert themed.warnings == []


def test_the_navigation_of_a_role_is_its_stages_and_the_series(themed: Built) -> None:
    stages = ["#screen", "#pairing", "#take-home", "#system-design", "#closing", "#debrief"]
    articles = [
        f"../articles/{name}.html" for name in ("before", "conducting", "after", "research")
    ]
    assert menu_of(themed, "roles/backend") == stages + articles


def test_other_pages_keep_the_navigation_of_the_theme(themed: Built) -> None:
    assert "../kitchen-sink.html" in themed.read("articles/before.html")
    assert "#pairing" not in menu_of(themed, "articles/before")


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_scrolls_sideways_in_a_theme(themed: Built, reader: Reader, width: int) -> None:
    for name in ("index", "roles/backend"):
        page = reader.open(themed, name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_stage_links_stick_in_every_theme(themed: Built, reader: Reader) -> None:
    page = reader.open(themed, "roles/backend", 390)
    page.evaluate("scrollTo(0, 6000)")
    box = page.locator(".guide-stages").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 120


def test_furo_is_the_theme_where_none_is_named(docs: Built) -> None:
    assert docs.app.config.html_theme == "furo"
