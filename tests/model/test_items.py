"""A list of texts is a YAML list or one Markdown list in a block, and no word of it is lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guides_ext.model.bullets import split
from guides_ext.model.items import Item
from guides_ext.model.load import read_part
from guides_ext.model.stage import Checklist, Stage, Timebox
from tests.model.conftest import Load
from tests.model.texts import COMPLETE


def items(yaml: str) -> tuple[Item, ...]:
    part, problems = read_part(Checklist, f"before: {yaml}\n", "a.md", 1)
    assert part
    assert not problems
    return part.before


def shown(yaml: str) -> list[str]:
    return [item.text.markdown for item in items(yaml)]


@pytest.mark.parametrize(
    ("yaml", "texts"),
    [
        ("The task is set up.", ["The task is set up."]),
        ("|\n  The task: set up, from nothing.", ["The task: set up, from nothing."]),
        ("|\n  - One.\n  - Two,\n    on.\n\n    And more.", ["One.", "Two,\non.\n\nAnd more."]),
        ("|\n  1. One.\n  2. Two.", ["One.", "Two."]),
        ("\n  - One.\n  - |\n    - Two\n    - lines", ["One.", "- Two\n- lines"]),
        ("|\n  - One.\n\n    - nested\n  - Two.", ["One.\n\n- nested", "Two."]),
        ("|\n  - ```\n    - code\n    ```\n  - Two.", ["```\n- code\n```", "Two."]),
        ("|\n  :::{note}\n  - One.\n  :::", [":::{note}\n- One.\n:::"]),
        ("|\n  - - nested\n    - first\n  - Two.", ["- nested\n- first", "Two."]),
        ("|\n  % a comment\n  - One.", ["One."]),
        ("[]", []),
    ],
)
def test_a_list_is_read_as_its_author_meant(yaml: str, texts: list[str]) -> None:
    assert shown(yaml) == texts


def test_each_item_of_a_block_knows_its_line_and_column() -> None:
    first, second = items("|\n  - One\n    more.\n  - Two.")
    assert (first.text.place.line, first.text.place.column, first.text.lines) == (2, 5, (2, 3))
    assert (second.text.place.line, second.text.place.column) == (4, 5)


def test_the_short_form_for_the_sheet_is_taken_out_of_the_item() -> None:
    long, left_out, whole = items(
        "|\n  - Every hint is in my notes.\n    - Sheet: Hints noted\n"
        "  - Rated alone.\n    - Sheet: no\n  - Third.\n    - not a Sheet: form"
    )
    assert long.text.markdown == "Every hint is in my notes."
    assert isinstance(long.sheet, type(long.text))
    assert long.sheet.markdown == "Hints noted"
    assert (long.sheet.place.line, long.sheet.place.column) == (3, 14)
    assert left_out.sheet is False
    assert whole.sheet is None
    assert whole.text.markdown == "Third.\n- not a Sheet: form"


def test_a_yaml_item_says_its_short_form_as_a_key() -> None:
    long, left_out, also = items(
        "\n  - {text: Every hint., sheet: Hints}\n  - text: Alone.\n    sheet: false\n"
        "  - {text: Done., sheet: no}"
    )
    assert str(long.sheet) == "Hints"
    assert left_out.sheet is False
    assert also.sheet is False


def test_definitions_go_with_the_items_that_use_them() -> None:
    first, second, third = items(
        "|\n  - See [the page].\n  - A note[^n] on it.\n  - Nothing.\n\n"
        "  [the page]: https://example.com\n  [^n]: With [the page], and\n      more."
    )
    assert first.text.markdown == "See [the page].\n\n[the page]: https://example.com"
    assert "[^n]: With [the page], and\n    more." in second.text.markdown
    assert "[the page]: https://example.com" in second.text.markdown
    assert first.text.lines == (2, 6, 6)
    assert third.text.markdown == "Nothing."


LINES = st.lists(
    st.text(alphabet=st.sampled_from(list("ab -*1.#>`[]():\t^")), max_size=12), max_size=8
)


@given(LINES.map("\n".join))
def test_splitting_any_block_loses_no_line_but_markers(block: str) -> None:
    pieces = split(block)
    if not block.strip() or any(piece.fault for piece in pieces):
        return
    rows = block.split("\n")
    for piece in pieces:
        for number, cut, line in (*piece.rows, *piece.sheet):
            assert rows[number][cut:] == line or line == ""


@given(st.lists(st.text(alphabet="abc ,:", min_size=1).filter(str.strip), min_size=1))
def test_what_is_written_as_items_comes_back_as_items(texts: list[str]) -> None:
    written = [f"x{text.strip()}" for text in texts]
    pieces = split("\n".join(f"- {text}" for text in written))
    assert ["\n".join(row[2] for row in piece.rows) for piece in pieces] == written


def test_definitions_that_many_items_use_do_not_grow_beyond_a_file(load: Load) -> None:
    items = "".join(f"  - {n} [^a]\n" for n in range(700))
    text = f"looking_for: |\n{items}\n  [^a]: x\n" + f"      {'more ' * 800}\n" * 2
    told = [one.message for one in load(text + COMPLETE).problems]
    assert told == ["more than 1,000,000 characters, definitions counted in each item"]


# What is said and confirmed in a timebox


def box(yaml: str) -> Timebox:
    timebox, problems = read_part(Timebox, f"minutes: 5\nis: main\n{yaml}", "a.md", 1)
    assert timebox
    assert not problems
    return timebox


def said(yaml: str) -> list[tuple[str, str]]:
    return [(str(one.cue or ""), str(one.text)) for one in box(f"say: {yaml}").say]


@pytest.mark.parametrize(
    ("yaml", "words"),
    [
        ("Come in.", [("", "Come in.")]),
        ("'In: come.'", [("", "In: come.")]),
        ("|\n  Come in:\n  it rains.", [("", "Come in:\nit rains.")]),
        ("|\n  - Come in.\n  - Sit: down.", [("", "Come in."), ("", "Sit: down.")]),
        ("\n  - In.\n  - {when: it rains, text: Dry.}", [("", "In."), ("it rains", "Dry.")]),
        ("\n  - when: it rains\n    text: |\n      In, and: dry.", [("it rains", "In, and: dry.")]),
        ("\n  - {text: First.}\n  - Second.", [("", "First."), ("", "Second.")]),
        ("[]", []),
    ],
)
def test_words_of_a_timebox_keep_their_cues_and_their_order(
    yaml: str, words: list[tuple[str, str]]
) -> None:
    assert said(yaml) == words


def test_a_check_may_be_for_a_place_and_have_a_short_form() -> None:
    first, second, third, fourth = box(
        "checks:\n  - One.\n  - {text: Two., place: office}\n"
        "  - {text: Three., place: [office, The orchard], sheet: '3'}\n"
        "  - text: Four.\n    place:\n      - phone\n    sheet: false"
    ).checks
    assert [[str(one) for one in check.places] for check in (first, second, third, fourth)] == [
        [], ["office"], ["office", "The orchard"], ["phone"]
    ]  # fmt: skip
    assert str(third.sheet) == "3"
    assert fourth.sheet is False
    assert (third.places[1].place.line, third.places[1].place.column) == (6, 36)


def test_a_block_of_checks_may_hold_short_forms() -> None:
    first, second = box("checks: |\n  - One.\n    - Sheet: 1\n  - Two.\n    - Sheet: no").checks
    assert str(first.sheet) == "1"
    assert second.sheet is False


def test_words_that_belong_to_no_minute_keep_their_cues_and_order(load: Load) -> None:
    text = COMPLETE + '    whenever:\n      It rains: "Come in."\n      Later: Go: on\n'
    role = load(text.replace("Go: on", "'Go: on'")).role
    assert role
    words = role.stages["talk"].whenever
    assert [(str(one.cue), str(one.text)) for one in words] == [
        ("It rains", "Come in."),
        ("Later", "Go: on"),
    ]
    assert words[0].text.place.line == 11


WORDS = st.text(alphabet="abz ,:#'\"[]{}-!?%&*|>é", min_size=1, max_size=20).filter(
    lambda text: bool(text.strip())
)
SAYINGS = st.lists(st.tuples(st.none() | WORDS, WORDS), max_size=5)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


@given(SAYINGS)
def test_whatever_is_quoted_is_said_as_it_is(sayings: list[tuple[str | None, str]]) -> None:
    items = "".join(
        f"\n  - {{when: {quoted(cue)}, text: {quoted(words)}}}" if cue else f"\n  - {quoted(words)}"
        for cue, words in sayings
    )
    assert said(items or "[]") == [(cue or "", words) for cue, words in sayings]


@given(st.dictionaries(WORDS, WORDS, max_size=5))
def test_whatever_is_quoted_is_said_whenever_it_is_asked_for(words: dict[str, str]) -> None:
    lines = "".join(f"\n    {quoted(cue)}: {quoted(text)}" for cue, text in words.items())
    stage, problems = read_part(Stage, f"{STAGE}whenever:{lines or ' {}'}", "a.md", 1)
    assert not problems
    assert stage
    assert {str(one.cue): str(one.text) for one in stage.whenever} == words


STAGE = "title: T\nformat: other\nminutes: 5\nagenda: [{minutes: 5, is: main}]\n"
PLAIN = st.text(alphabet="ab", min_size=1, max_size=4)


@settings(deadline=None)  # a busy machine is no fault
@given(PLAIN, st.text(alphabet=" \t", max_size=3), st.text(alphabet=" ab", max_size=4))
def test_no_text_is_cut_in_silence(words: str, space: str, rest: str) -> None:
    """What stands behind `#` is part of the text, refused, or set apart as a comment."""
    written = f"{words}{space}#{rest}"
    stage, problems = read_part(Stage, f"{STAGE}goals: {written}\n", "a.md", 1)
    if not space:  # YAML reads it all
        assert stage
        assert str(stage.goals[0].text) == written.strip()
    elif len(space) > 1 and (not rest or rest.startswith(" ")):
        assert stage
        assert str(stage.goals[0].text) == words
    else:
        (problem,) = problems
        assert "is cut off from the text" in problem.message
        assert problem.place.column == len("goals: ") + len(words + space) + 1
