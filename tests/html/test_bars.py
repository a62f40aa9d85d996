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


def texts(bar: str) -> list[str]:
    return [text.text for text in BeautifulSoup(bar, "html.parser").select("text")]


def test_segments_share_the_bar_by_their_minutes() -> None:
    assert shares(stacked([Segment(30), Segment(60), Segment(30)], "guide-bar")) == [25, 50, 25]


def test_a_meeting_starts_on_the_line_where_the_one_before_ends() -> None:
    assert 'x="40.000%" width="20.000%"' in alone(40, 20, 100, "")


def test_a_label_that_does_not_fit_leaves_the_minutes_alone() -> None:
    bar = stacked([Segment(10, "A very long name for a break"), Segment(90, "Talk")], "guide-bar")
    assert texts(bar) == ["10", "90", "Talk"]


def test_a_segment_without_room_has_no_label() -> None:
    assert texts(stacked([Segment(1, "Break"), Segment(400, "Talk")], "guide-bar")) == [
        "400",
        "Talk",
    ]


def test_a_bar_of_no_minutes_can_be_drawn() -> None:
    assert shares(stacked([Segment(0)], "guide-bar")) == [0]
    assert shares(alone(0, 0, 0, "")) == [0]


def test_an_authors_words_cannot_break_out_of_a_bar() -> None:
    assert "&lt;b&gt;" in stacked([Segment(60, "<b>")], "guide-bar")


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
