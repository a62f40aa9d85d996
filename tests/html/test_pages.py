"""What the pages that we ship promise to whoever reads them, looked at in a real browser."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Locator, Page, Route

from tests.html.conftest import PAGES, Reader, offline, too_wide
from tests.projects import Built

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESKTOP = 390, 1440


def box(element: Locator) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of an element on the screen."""
    found = element.bounding_box()
    assert found is not None
    x, y, width, height = found["x"], found["y"], found["width"], found["height"]
    return x, y, x + width, y + height


def follow(page: Page, anchor: str) -> None:
    """Goes to an anchor, and waits until the page has come to rest."""
    page.evaluate(
        """anchor => new Promise(rests => {
            addEventListener('scrollend', rests, {once: true});
            location.hash = anchor;
        })""",
        anchor,
    )


# Every screen ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PAGES, "articles/conducting"])
def test_nothing_scrolls_sideways(reader: Reader, docs: Built, name: str) -> None:
    assert too_wide(docs, reader, name, (320, PHONE, 768, 1024, DESKTOP, 1920)) == []


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", PHONE),
        pytest.param("dark", DESKTOP, marks=pytest.mark.slow),
        pytest.param("light", DESKTOP, marks=pytest.mark.slow),
        pytest.param("dark", PHONE, marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("name", ["index", "roles/backend", "kitchen-sink"])
def test_axe_finds_nothing_of_ours(
    reader: Reader, docs: Built, name: str, scheme: str, width: int
) -> None:
    page = reader.open(docs, name, width, scheme)
    # Of what passes it would tell each element, which takes as long as to look at them all.
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    answer = Axe().run(page, options=options).response
    found = [
        (violation["id"], node["html"][:200])
        for violation in answer["violations"]
        for node in violation["nodes"]
        if is_ours(page, node["target"][0])
    ]
    assert found == []


def is_ours(page: Page, selector: str) -> bool:
    """Whether an element stands in a part of ours; code in it is the theme's."""
    theirs = ".highlight, .sd-tab-set, .headerlink"
    within = "(one, theirs) => Boolean(one.closest('[class*=guide-]') && !one.closest(theirs))"
    return bool(page.locator(selector).first.evaluate(within, theirs))


def test_cards_beside_each_other_are_equally_high(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "index")
    boxes = [box(card) for card in page.locator(".guide-card").all()]
    rows: dict[float, set[float]] = {}
    for _left, top, _right, bottom in boxes:
        rows.setdefault(top, set()).add(bottom - top)
    assert len(boxes) > len(rows)
    assert [heights for heights in rows.values() if len(heights) > 1] == []


def test_all_that_happens_in_a_timebox_starts_at_two_edges(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    column, text = 736, 736 / 4 + 8  # four columns of 10 rem, with 2 rem between them
    lefts = """(all, box) => all.filter(one => !one.closest('details')).map(one =>
        one.getBoundingClientRect().left - one.closest(box).getBoundingClientRect().left)"""
    boxes = page.locator("#pairing .guide-agenda > ol > li")
    assert box(boxes.first)[2] - box(boxes.first)[0] == column
    for edge, names in {
        0: (".guide-label", ".guide-mark", "figcaption", "dt"),
        text: ("h4", ".guide-ask > .guide-say", ".guide-script > .guide-say", "dd"),
    }.items():
        for name in names:
            found = boxes.locator(name).evaluate_all(lefts, ".guide-agenda > ol > li")
            assert set(found) == {edge}, name


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_nothing_that_is_asked_or_said_is_folded_away(
    reader: Reader, docs: Built, width: int
) -> None:
    page = reader.open(docs, "roles/backend", width)
    for name in ("article.guide-question", "article.guide-question .guide-ask", ".guide-script"):
        shown = page.locator(f".guide-agenda {name}")
        assert shown.evaluate_all("all => all.every(one => one.checkVisibility())")
        assert shown.count() > 5


def test_an_address_breaks_after_its_at_sign(docs: Built) -> None:
    link = docs.page("roles/backend").select_one(".guide-facts a[href^=mailto]")
    assert link is not None
    before, after = str(link.decode_contents()).split("<wbr/>")
    assert "@" in before
    assert "@" not in after


def test_the_line_of_a_scale_stands_at_the_level_that_the_job_needs(docs: Built) -> None:
    scale = docs.page("kitchen-sink").select_one(".guide-scale")
    assert scale is not None
    needed = ["guide-needed" in cell.get_attribute_list("class") for cell in scale.select("td")]
    assert needed == [False, False, True, False]


def test_goals_stand_beside_the_non_goals_that_follow_them(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "articles/conducting")
    goals, non_goals = box(page.locator(".guide-for").first), box(page.locator(".guide-not").first)
    assert goals[1] == non_goals[1]
    assert goals[2] < non_goals[0]


def test_the_meetings_of_a_day_follow_each_other(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    day = page.locator(".guide-day").nth(1)
    assert day.locator(".guide-when").inner_text() == "Day 23"
    pairing, at_home, pause, design = map(box, day.locator(".guide-length > svg").all())
    assert pairing[0] == at_home[0]
    assert 0 < pause[0] - pairing[2] < 3
    assert 0 < design[0] - pause[2] < 3


def test_colours_that_a_reader_forces_leave_bars_and_matrix_readable(
    browser: Browser, docs: Built
) -> None:
    page = browser.new_page(forced_colors="active")
    page.route("**/*", offline)
    page.goto((docs.out / "roles/backend.html").as_uri())
    fill = "one => getComputedStyle(one).fill"
    meeting, pause = ".guide-length > svg > rect", ".guide-length > .guide-apart > rect"
    assert page.locator(meeting).first.evaluate(fill) != page.locator(pause).first.evaluate(fill)
    stroke = page.locator(".guide-strip rect").first.evaluate("one => getComputedStyle(one).stroke")
    assert stroke != "none"
    page.close()


# Getting about -----------------------------------------------------------------------------


def test_the_stages_stay_within_reach_on_a_phone(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend", PHONE)
    links = page.locator(".guide-stages")
    page.evaluate("scrollTo(0, 6000)")
    header = box(page.locator(".mobile-header"))
    assert box(links)[1] == pytest.approx(header[3], abs=1)
    link = links.get_by_role("link", name="Designing together")
    follow(page, str(link.get_attribute("href")))
    assert 0 < box(page.locator("#system-design h2"))[1] - box(links)[3] < 200


def test_the_keyboard_reaches_every_stage_on_a_phone(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend", 320)
    links = page.locator(".guide-stages a")
    links.first.focus()
    for _more in range(links.count() - 1):
        page.keyboard.press("Tab")
    assert links.last.evaluate("one => one === document.activeElement")
    assert box(links.last)[2] <= 320


def test_no_target_is_covered_on_a_phone(reader: Reader, docs: Built) -> None:
    for anchor in ("pairing--agenda", "pairing-hardest-decision", "exploration"):
        page = reader.open(docs, "roles/backend", PHONE)
        follow(page, anchor)
        assert box(page.locator(f"#{anchor}"))[1] >= box(page.locator(".guide-stages"))[3]


def test_the_stages_stand_beside_the_page_on_a_wide_screen(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    assert not page.locator(".guide-stages").is_visible()
    assert page.locator(".sidebar-tree a", has_text="Pair programming").is_visible()
    assert page.locator(".toc-drawer a", has_text="Pair programming").is_visible()


def test_a_link_into_a_fold_opens_it(reader: Reader, docs: Built) -> None:
    anchor = docs.page("roles/backend").select(".guide-drawn .guide-text section[id]")[0]["id"]
    page = reader.open(docs, f"roles/backend#{anchor}")
    assert page.locator(f"#{anchor}").is_visible()


@pytest.mark.parametrize("name", [*PAGES, "articles/conducting"])
def test_heading_levels_never_jump(docs: Built, name: str) -> None:
    headings = docs.page(name).select("article :is(h1, h2, h3, h4, h5, h6)")
    levels = [int(one.name.removeprefix("h")) for one in headings]
    assert levels[0] == 1
    assert [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1] == []


def test_a_section_of_the_series_is_a_heading_of_its_stage(docs: Built) -> None:
    fold = docs.page("roles/backend").select_one("#pairing .guide-drawn")
    assert fold is not None
    assert fold.select_one("summary > h4") is not None


@pytest.mark.parametrize("name", [*PAGES, "articles/conducting"])
def test_ids_are_unique(docs: Built, name: str) -> None:
    # Furo wraps tables and formulas, and gives the wrapper the same id.
    named = docs.page(name).select("[id]:not([class*=-wrapper])")
    assert [one for one, times in Counter(one["id"] for one in named).items() if times > 1] == []


# What a page needs -------------------------------------------------------------------------


def test_no_script_is_needed(browser: Browser, docs: Built) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("**/*", offline)
    page.goto((docs.out / "roles/backend.html").as_uri())
    for text in ("The task: Which trees arrive before the frost", "Listen for", "Confirm"):
        assert page.get_by_text(text).first.is_visible()
    page.locator(".guide-drawn summary").first.click()
    assert page.locator(".guide-drawn .guide-text").first.is_visible()
    context.close()


def test_nothing_of_ours_has_a_style_attribute_or_a_script(docs: Built) -> None:
    for name in PAGES:
        page = docs.page(name)
        assert page.select("[class*=guide-][style], svg[class*=guide] [style]") == []
        assert [one for one in page.select("script") if "guide" in str(one).lower()] == []


def test_a_strict_policy_changes_no_bar(browser: Browser, docs: Built) -> None:
    def serve(route: Route) -> None:
        path = docs.out / route.request.url.partition(".test/")[2].partition("?")[0]
        policy = {"Content-Security-Policy": "default-src 'self'; script-src 'none'"}
        route.fulfill(path=path, headers=policy) if path.is_file() else route.abort()

    page = browser.new_page(viewport={"width": DESKTOP, "height": 900})
    page.route("http://handbook.test/**", serve)
    page.goto("http://handbook.test/roles/backend.html")
    bar = page.locator("#pairing .guide-bar")
    whole, longest = box(bar), box(bar.locator(".guide-main"))
    share = (longest[2] - longest[0]) / (whole[2] - whole[0])
    assert whole[3] - whole[1] < 60
    assert share == pytest.approx(55 / 120, abs=0.01)
    page.close()


# Paper -------------------------------------------------------------------------------------


def test_folds_are_open_on_paper(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    folds = page.locator(".guide-fold > :is(.guide-text, .guide-folded)")
    shown = "all => all.filter(one => one.checkVisibility()).length"
    assert folds.evaluate_all(shown) == 0
    page.emulate_media(media="print")
    assert folds.evaluate_all(shown) == folds.count() > 10


def test_paper_shows_bars_and_nothing_to_click(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    page.emulate_media(media="print")
    assert page.locator("#pairing .guide-bar").is_visible()
    for chrome in (".guide-stages", ".sidebar-drawer", ".toc-drawer", ".skip-to-content"):
        assert not page.locator(chrome).first.is_visible()


def test_only_a_stage_with_questions_begins_a_page(reader: Reader, docs: Built) -> None:
    page = reader.open(docs, "roles/backend")
    page.emulate_media(media="print")
    begins = "one => getComputedStyle(one).breakBefore"
    assert page.locator("#pairing").evaluate(begins) == "page"
    assert page.locator("#debrief").evaluate(begins) == "auto"
