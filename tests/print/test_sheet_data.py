"""A sheet is a function of the record of its role, and loses no text that belongs on it.

An author writes random roles and notes where each text belongs. Both what fills the papers and what
they are proven against are held against that, and against each other.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.paper import Paper
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.papers.sheet import Sheet
from guides_ext.print.style import PageStyle
from guides_ext.record.data import RoleRecord
from guides_ext.record.text import MARKER, PICTURE
from tests.print.authors import BACK, FRONT, Author, Written, authors, recorded, some
from tests.print.papers import MEETING

WORD = re.compile(r"w\d+w")


def strings_of(data: Any) -> Iterator[str]:
    """All strings of a paper's data, from top to bottom."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for key, one in data.items() if isinstance(data, dict) else enumerate(data):
            if key != "left_out":
                yield from strings_of(one)


def words_in(strings: Iterable[str]) -> list[str]:
    """The author's words in some strings, each where it is first."""
    return list(dict.fromkeys(word for one in strings for word in WORD.findall(one)))


def papers(record: RoleRecord, occasion: Occasion = MEETING) -> dict[str, Paper]:
    """The papers by the letter of each: the record stays as it is, and makes the same again."""
    before = copy.deepcopy(record)
    url = "https://a.example/r.html#stage"
    found = papers_of(Sheet(record, "stage", PageStyle(), occasion, url=url, notes=True))
    assert record == before
    assert papers_of(Sheet(before, "stage", PageStyle(), occasion, url=url, notes=True)) == found
    data = [one.filled for one in found]
    assert json.loads(json.dumps(data)) == data
    return {one.filled["kind"][0]: one for one in found}


@some(15)
@given(authors())
def test_every_text_that_belongs_on_a_paper_is_on_it_and_no_other(written: Written) -> None:
    check_that_all_belong(*made_of(written))


def made_of(written: Written) -> tuple[Author, dict[str, Paper]]:
    return written[0], papers(recorded(written))


def check_that_all_belong(author: Author, made: dict[str, Paper]) -> None:
    rated = author.belong(BACK) - author.belong(FRONT)
    assert {*made} == ({"f", "n", "b"} if rated else {"f", "n"})
    for kind, paper in made.items():
        belong = author.belong(kind)
        if kind == "n":  # stage, role and timeboxes
            titles = {*words_in(row["title"] for row in paper.filled["rows"])}
            belong = author.belong(FRONT) & author.belong(BACK) | titles
        assert {*words_in(strings_of(paper.filled))} == belong


@some(15)
@given(authors())
def test_what_a_paper_is_proven_against_is_what_fills_it_in_its_order(written: Written) -> None:
    check_that_order_is_proven(*made_of(written))


def check_that_order_is_proven(_author: Author, made: dict[str, Paper]) -> None:
    for kind, paper in made.items():
        expected = words_in(one.words for one in paper.says)
        filled = paper.filled["about"].split(", ") if kind == "n" else strings_of(paper.filled)
        assert expected == words_in(filled)


@some(15)
@given(authors())
def test_a_text_is_on_a_paper_with_all_of_its_paragraphs_but_no_picture(written: Written) -> None:
    check_that_texts_are_whole(*made_of(written))


def check_that_texts_are_whole(author: Author, made: dict[str, Paper]) -> None:
    for kind in {*made} - {"n"}:
        shown = "".join(strings_of(made[kind].filled))
        for word in author.belong(kind):
            for one in author.texts[word].paragraphs:
                assert all(run.text in shown for run in one if run.style not in (PICTURE, MARKER))
        assert "a tree" not in shown


@pytest.mark.slow
@some(200)
@given(authors())
def test_all_of_this_holds_for_two_hundred_roles(written: Written) -> None:
    author, made = made_of(written)
    check_that_all_belong(author, made)
    check_that_order_is_proven(author, made)
    check_that_texts_are_whole(author, made)


@some(15)
@given(authors(), st.data())
def test_what_is_known_of_a_meeting_is_on_its_papers(written: Written, data: st.DataObject) -> None:
    author, record = written[0], recorded(written)
    stage = record["stages"]["stage"]
    choices = [one for one in (*stage["tasks"], *stage["questions"]) if one["choice"]]
    asked = data.draw(st.sampled_from([one["id"] for one in choices])) if choices else ""
    place = data.draw(st.sampled_from(["office", "video"]))
    occasion = Occasion(
        date="2026-12-01", start="9:30", place=place, candidate="Ada Lovelace",
        parts={"guide": "Noor"}, asked=frozenset([asked]),
    )  # fmt: skip
    made = papers(record, occasion)
    lines = [*strings_of(made["f"].filled)]
    for text in ("2026-12-01", "9:30", f", {place} – ", "Ada Lovelace", "Noor (Guide)"):
        assert any(text in line for line in lines), text
    shown = {*words_in(lines)}
    for one in choices:
        if asked in one["choice"]:
            (word,) = WORD.findall(one["title" if "title" in one else "ask"].words)[:1]
            assert (word in shown) == (one["id"] == asked)
    elsewhere = {word for word, there in author.places.items() if there != place}
    assert not elsewhere & shown
    assert {*author.places} - elsewhere <= shown
    assert words_in(lines) == words_in(one.words for one in made["f"].says)
