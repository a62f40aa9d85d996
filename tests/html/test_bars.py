"""Bars: as long as their minutes, and labelled where a label fits."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup

from guides_ext.parts.bars import Segment, alone, stacked
from tests.html.conftest import Reader
from tests.projects import Built


def shares(bar: str) -> list[float]:
    """The segments' lengths, in percent of the bar."""
    return [float(found) for found in re.findall(r'<svg x="[^"]+" width="([\d.]+)%"', bar)]


def soup(bar: str) -> BeautifulSoup:
    return BeautifulSoup(bar, "html.parser")


def texts(bar: str) -> list[str]:
    return [text.text for text in soup(bar).select("text")]


def test_segments_share_the_bar_by_their_minutes() -> None:
    assert shares(stacked([Segment(30), Segment(60), Segment(30)], "guide-bar")) == [25, 50, 25]


def test_a_meeting_starts_on_the_line_where_the_one_before_ends() -> None:
    assert 'x="40.000%" width="20.000%"' in alone(40, 20, 100, "")


def test_a_segment_that_is_too_narrow_for_its_words_has_its_number_in_the_list() -> None:
    bar = stacked([Segment(10, "A very long name for a break"), Segment(90, "Talk")], "guide-bar")
    assert texts(bar) == ["1", "90", "Talk"]
    bar = stacked([Segment(400, "Talk"), Segment(1, "Break")], "guide-bar")
    assert texts(bar) == ["400", "Talk", "2"]


def test_a_segment_that_is_too_narrow_on_phones_alone_has_words_or_a_number() -> None:
    bar = stacked([Segment(25, "Looking back"), Segment(75, "Talk")], "guide-bar")
    found = {text.text: text["class"][1:] for text in soup(bar).select("text")}
    assert found == {
        "25": ["guide-roomy"], "Looking back": ["guide-roomy"], "1": ["guide-tight"],
        "75": [], "Talk": [],
    }  # fmt: skip


def test_a_bar_without_words_has_no_numbers() -> None:
    assert texts(stacked([Segment(1), Segment(400)], "guide-strip")) == []


def test_a_bar_of_no_minutes_can_be_drawn() -> None:
    assert shares(stacked([Segment(0)], "guide-bar")) == [0]
    assert shares(alone(0, 0, 0, "")) == [0]


def test_an_authors_words_cannot_break_out_of_a_bar() -> None:
    assert "&lt;b&gt; {0}" in stacked([Segment(60, "<b> {0}")], "guide-bar")


def test_each_number_of_a_bar_is_that_of_its_timebox_in_the_list(
    reader: Reader, docs: Built
) -> None:
    numbers = """numbers => numbers.filter(one => one.getClientRects().length).map(one => {
        const [segment, bar] = [one.parentNode, one.parentNode.parentNode]
        const place = [...bar.children].indexOf(segment) + 1
        const item = bar.parentNode.querySelector(`:scope > ol > li:nth-child(${place})`)
        const label = getComputedStyle(item.querySelector(".guide-label"), "::before")
        return [one.textContent, String(place), label.content]
    })"""
    for width in (320, 1440):
        page = reader.open(docs, "roles/backend", width)
        found = page.locator(".guide-number").evaluate_all(numbers)
        assert found
        assert [one for one in found if one[0] != one[1] or "timebox" not in one[2]] == []


def test_no_label_is_cut_off_on_any_screen(reader: Reader, docs: Built) -> None:
    cut = """labels => labels
        .filter(one => one.getClientRects().length)
        .map(one => [one, one.parentNode].map(each => each.getBoundingClientRect().right))
        .filter(([label, segment]) => label > segment + 1)"""
    for name in ("roles/backend", "roles/frontend", "roles/sre", "kitchen-sink"):
        page = reader.open(docs, name)
        for width in (320, 390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found = page.locator(".guide-bar text").evaluate_all(cut)
            assert found == [], (name, width)
