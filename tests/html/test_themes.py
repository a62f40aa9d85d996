"""The pages stand in the themes that internal docs sites use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import ROOT
from tests.html.test_pages import offline
from tests.projects import Built, Project

THEMES = ("alabaster", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_rtd_theme")


TOO_WIDE = """
    () => [...document.querySelectorAll(".guide, .guide > *, [class^=guide]")]
        .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
        .filter(one => !one.closest(".guide-stages"))  // a list that scrolls within itself
        .map(one => one.className.baseVal ?? one.className)
"""


@pytest.fixture(scope="module", params=THEMES)
def themed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(ROOT / "docs", folder / "docs")
    return Project(folder).build(html_theme=request.param)


def test_a_theme_builds_without_a_warning(themed: Built) -> None:
    assert themed.warnings == []


def test_a_roles_page_leads_to_its_stages_and_to_the_series(themed: Built) -> None:
    page = themed.page("roles/backend")
    links = {str(link["href"]) for link in page.select("a[href]")}
    assert {"#pairing", "#debrief", "../articles/conducting.html"} <= links


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_of_ours_is_too_wide_for_a_theme(
    themed: Built, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("**/*", offline)
    for name in ("index", "roles/backend"):
        page.goto((themed.out / f"{name}.html").as_uri())
        assert page.evaluate(TOO_WIDE) == [], name
    page.close()


def test_furo_is_the_theme_where_none_is_named(docs: Built) -> None:
    assert docs.app.config.html_theme == "furo"
    assert Path(docs.out / "_static" / "styles" / "furo.css").is_file()
