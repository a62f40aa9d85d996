"""The pages that we ship, looked at in a real browser."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route

from tests.projects import Built

PAGES = ("index", "roles/backend", "roles/sre", "articles/conducting", "kitchen-sink")
WIDTHS = (320, 390, 768, 1024, 1440, 1920)
OURS = re.compile(r"""class=["'][^"']*\bguide""")


def offline(route: Route) -> None:
    """Lets the page have its own files, and nothing from a network."""
    (route.continue_ if route.request.url.startswith("file:") else route.abort)()


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.route("**/*", offline)
    yield page
    page.close()


def go(page: Page, docs: Built, name: str, width: int = 1440, scheme: str = "light") -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", media="screen")
    page.goto((docs.out / f"{name}.html").as_uri())
    return page


def test_the_handbook_builds_without_a_warning(docs: Built) -> None:
    assert docs.warnings == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways(page: Page, docs: Built, name: str) -> None:
    too_wide = {}
    for width in WIDTHS:
        go(page, docs, name, width)
        found = page.evaluate("document.documentElement.scrollWidth")
        if found > width:
            too_wide[width] = found
    assert too_wide == {}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
@pytest.mark.parametrize("name", ["index", "roles/sre", "kitchen-sink"])
def test_axe_finds_nothing_of_ours(
    page: Page, docs: Built, name: str, width: int, scheme: str
) -> None:
    go(page, docs, name, width, scheme)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    answer = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}}).response
    ours = [
        (violation["id"], node["html"][:200])
        for violation in answer["violations"]
        for node in violation["nodes"]
        if OURS.search(node["html"]) or ".guide" in " ".join(map(str, node["target"]))
    ]
    assert ours == []


def test_the_stages_stay_within_reach_on_a_phone(page: Page, docs: Built) -> None:
    go(page, docs, "roles/backend", 390)
    links = page.locator(".guide-stages a")
    assert links.count() == 5
    page.evaluate("window.scrollTo(0, 6000)")
    box = page.locator(".guide-stages").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 150
    links.nth(1).click()
    heading = page.locator("#pairing > h2").bounding_box()
    assert heading is not None
    assert heading["y"] >= box["y"] + box["height"] - 1


def test_the_stages_are_beside_the_page_on_a_wide_screen(page: Page, docs: Built) -> None:
    go(page, docs, "roles/backend", 1440)
    assert not page.locator(".guide-stages").is_visible()
    assert page.locator(".toc-drawer a", has_text="Pair programming").is_visible()


def test_a_link_to_a_folded_section_opens_it(page: Page, docs: Built) -> None:
    anchor = str(docs.page("roles/backend").select(".guide-drawn")[0]["id"])
    page.goto((docs.out / "roles/backend.html").as_uri() + f"#{anchor}")
    assert page.locator(f"#{anchor}").evaluate("element => element.id") == anchor


def test_folds_are_open_on_paper(page: Page, docs: Built) -> None:
    go(page, docs, "roles/backend")
    folded = page.locator(".guide-fold").first.locator("p, li").last
    assert not folded.is_visible()
    page.emulate_media(media="print")
    height = folded.evaluate("element => element.getBoundingClientRect().height")
    assert height > 0


def test_no_script_is_needed(browser: Browser, docs: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*", offline)
    page.goto((docs.out / "roles/backend.html").as_uri())
    for text in ("Which trees arrive before the frost", "Exploring a problem", "Checklist"):
        assert page.get_by_text(text).first.is_visible()
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_of_ours_needs_a_style_attribute_or_a_script(docs: Built, name: str) -> None:
    page = docs.page(name)
    assert page.select(".guide [style*='--min'], svg[class^=guide] [style]") == []
    assert not [one for one in page.select("script") if "guide" in one.text.lower()]


@pytest.mark.parametrize("name", PAGES)
def test_heading_levels_never_jump(docs: Built, name: str) -> None:
    article = docs.page(name).select_one("article")
    assert article is not None
    levels = [int(one.name[1]) for one in article.select("h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    jumps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
    assert jumps == []


@pytest.mark.parametrize("name", PAGES)
def test_ids_are_unique(docs: Built, name: str) -> None:
    # Furo wraps tables and formulas, and gives the wrapper the same id.
    named = docs.page(name).select("[id]:not([class*=-wrapper])")
    assert [i for i, times in Counter(str(one["id"]) for one in named).items() if times > 1] == []
