"""Whatever stands in a file, reading it gives placed problems and never a traceback."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guides_ext.model.load import load_role
from guides_ext.model.nodes import Mapping, Scalar, walk
from guides_ext.model.source import Unreadable, compose, decode
from tests.model.conftest import Load
from tests.model.texts import COMPLETE, lines

FILE = "gardener.role.yaml"

UNREADABLE = {
    "not UTF-8": (b"title: G\nowner: f\xfcr", "2:9: ERROR: not UTF-8 (save the file as UTF-8)"),
    "UTF-16": ("title: G".encode("utf-16"), "1:1: ERROR: not UTF-8 (save the file as UTF-8)"),
    "empty": (b"", "1:1: ERROR: empty (expected keys and values)"),
    "comments": (b"# nothing\n", "1:1: ERROR: empty (expected keys and values)"),
    "a list": (
        b"- a\n",
        "1:1: ERROR: expected keys and values (extends, title, level, \u2026), got a list",
    ),
    "a text": (
        b"hello\n",
        "1:1: ERROR: expected keys and values (extends, title, level, \u2026), got 'hello'",
    ),
    "control": (b"title: a\x00b\n", "1:9: ERROR: a control character, U+0000 (delete it)"),
    "line break": (
        "title: a\u2028b\n".encode(),
        "1:9: ERROR: an invisible line break, U+2028 (delete it)",
    ),
    "tab": (b"stages:\n\ttalk: a\n", "2:1: ERROR: a tab (indent with spaces)"),
    "two": (
        b"title: a\n---\ntitle: b\n",
        "2:1: ERROR: not YAML: a second document, behind '---' (keep one in a file)",
    ),
    "colon": (
        b"title: a: b\n",
        "1:9: ERROR: not YAML: a second ': ' in a line (quote the text, or use a block: |)",
    ),
    "a key deeper than the text above it": (
        b"levels:\n 1: Leaves it.\n  2: Turns it off.\n",
        "3:3: ERROR: not YAML: indented deeper than line 2, whose text it goes on with "
        "(indent both alike, or use a block: |)",
    ),
    "a key far below the text that it goes on with": (
        b"level: a\n\n\n  b: c\n",
        "4:3: ERROR: not YAML: indented deeper than line 1, whose text it goes on with "
        "(indent both alike, or use a block: |)",
    ),
    "a second colon in a line that is indented": (
        b"levels:\n  1: a: b\n",
        "2:7: ERROR: not YAML: a second ': ' in a line (quote the text, or use a block: |)",
    ),
    "quote": (
        b"title: 'a\nlevel: b\n",
        "1:8: ERROR: not YAML: the quotation mark here is never closed",
    ),
    "quote closed by a later text": (
        b'title: "a\nsummary: b\nlevel: "c"\n',
        "1:8: ERROR: not YAML: the quotation mark here is closed only in line 3 (close it before)",
    ),
    "quote closed by an apostrophe": (
        b"title: 'a\nsummary: It's b\n",
        "1:8: ERROR: not YAML: the quotation mark here is closed only in line 2 (close it before)",
    ),
    "quote closed within braces": (
        b'agenda:\n  - {is: main, say: "a}\n  - {is: notes, say: "b"}\n',
        "2:21: ERROR: not YAML: the quotation mark here is closed only in line 3 (close it before)",
    ),
    "a quotation of several lines before a fault": (
        b'title: "a\n  b"\nlevel: a: b\n',
        "3:9: ERROR: not YAML: a second ': ' in a line (quote the text, or use a block: |)",
    ),
    "list": (
        b"place: [a, b\n",
        "1:8: ERROR: not YAML: the list that opens with '[' is not closed here",
    ),
    "alias": (
        b"title: *bold\n",
        "1:8: ERROR: not YAML: no anchor of this name (quote a text that starts with '*')",
    ),
    "star": (
        b"title: *bold*\n",
        "1:13: ERROR: not YAML: a text cannot start with '*' (quote it)",
    ),
    "percent": (
        b"title: G\nlevel: @senior\n",
        "2:8: ERROR: not YAML: a text cannot start with '@' (quote it)",
    ),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_is_one_placed_error(tmp_path: Path, name: str) -> None:
    content, told = UNREADABLE[name]
    (tmp_path / FILE).write_bytes(content)
    loaded = load_role(tmp_path, FILE)
    assert loaded.role is None
    assert lines(loaded) == [f"{FILE}:{told}"]


@pytest.mark.parametrize("text", ["[" * 50, "[" * 50_000, "- " * 50_000, "{a: " * 3000])
def test_what_is_nested_too_deep_is_refused(tmp_path: Path, text: str) -> None:
    closed = text + "x" + "]" * text.count("[") + "}" * text.count("{")
    (tmp_path / FILE).write_text(f"title: {closed}" if text[0] != "-" else closed)
    problems = load_role(tmp_path, FILE).problems
    assert "nested deeper than 40 levels" in [problem.message for problem in problems]


def test_a_missing_or_strange_file_is_one_placed_error(tmp_path: Path) -> None:
    (tmp_path / "folder.role.yaml").mkdir()
    (tmp_path / "large.role.yaml").write_bytes(b"# " + b"x" * 1_000_000)
    told = [
        str(load_role(tmp_path, f"{name}.role.yaml").problems[0])
        for name in ("none", "folder", "large")
    ]
    assert told == [
        "none.role.yaml:1:1: ERROR: cannot be read: No such file or directory",
        "folder.role.yaml:1:1: ERROR: cannot be read: no file",
        "large.role.yaml:1:1: ERROR: cannot be read: larger than 1,000,000 bytes",
    ]


PARTS = {
    "level: a\nlevel: b\n": "2:1: ERROR: level: the same key as in line 1 (keep one)",
    "decision: &a {by: *a}\n": "1:19: ERROR: decision.by: an alias inside of what it stands for",
    "decision:\n  <<: {by: Noor}\n": "2:3: ERROR: decision.<<: a YAML merge key (use extends)",
    "level: !secret x\n": (
        "1:8: ERROR: level: unknown tag '!secret' (quote a text that starts with '!')"
    ),
    "? [a, b]\n: c\n": (
        "1:3: ERROR: ?: expected a key, got a list or a mapping (quote a text with ': ' in it)"
    ),
    'level: "a\\0b"\n': "1:8: ERROR: level: a control character, U+0000 (delete it)",
}


@pytest.mark.parametrize("text", PARTS)
def test_what_yaml_takes_and_we_do_not_is_told_once(load: Load, text: str) -> None:
    assert lines(load(text + COMPLETE)) == [f"{FILE}:{PARTS[text]}"]


def test_the_errors_of_yaml_and_of_values_come_in_one_run(load: Load) -> None:
    told = lines(load("level: a\nlevel: b\nreview_by: soon\n" + COMPLETE))
    assert [line.split(": ")[2] for line in told] == ["level", "review_by"]


def test_a_byte_order_mark_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + COMPLETE.replace("\n", "\r\n").encode()
    (tmp_path / FILE).write_bytes(content)
    loaded = load_role(tmp_path, FILE)
    assert loaded.role
    assert not loaded.problems
    assert loaded.role.title.place.column == 8


def test_scalars_stay_what_the_author_wrote() -> None:
    tree, problems = compose("a: no\nb: 012\nc: 2027-05-01\nd: 1e3\ne: ~\nf: '~'", FILE)
    assert isinstance(tree, Mapping)
    assert not problems
    values = [entry.value for entry in tree.entries.values()]
    assert [(v.value, v.empty) for v in values if isinstance(v, Scalar)] == [
        ("no", False),
        ("012", False),
        ("2027-05-01", False),
        ("1e3", False),
        ("~", True),
        ("~", False),
    ]


def test_an_alias_may_be_used_where_it_is_no_circle(load: Load) -> None:
    text = COMPLETE.replace("agenda:", "summary: &said Words.\n    agenda:") + "summary: *said\n"
    role = load(text).role
    assert role
    assert str(role.summary) == "Words."


TOO_LARGE = (
    "more than 10,000 values or 1,000,000 characters (an alias counts as all that it stands for)"
)


@pytest.mark.parametrize(
    ("inner", "told"),
    [
        ("[*x{0}, *x{0}]", TOO_LARGE),
        ("[*x{0}]", "nested deeper than 40 levels"),
    ],
)
def test_aliases_in_aliases_are_refused_before_they_grow(load: Load, inner: str, told: str) -> None:
    doubled = "".join(f"x{n + 1}: &x{n + 1} {inner.format(n)}\n" for n in range(60))
    problems = load("x0: &x0 [ha]\n" + doubled + COMPLETE).problems
    assert {problem.message for problem in problems} == {told}


OPENERS = st.lists(st.sampled_from(["[", "{", "{a: ", "[a, ", "{? ", "- ", "? ", "a: \n "]))


@settings(max_examples=60, deadline=None)
@given(OPENERS.map("".join), st.integers(1, 5_000), st.sampled_from(["", "x", "]", "}", "&a x"]))
@example("[", 900_000, "")
@example("- ", 400_000, "x")
def test_no_depth_ends_in_a_traceback_or_takes_much_memory(
    opener: str, times: int, end: str
) -> None:
    with few_megabytes(), contextlib.suppress(Unreadable):
        compose(opener * times + end, FILE)


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("[{"), st.lists(st.integers(1, 6), max_size=9)), max_size=80
    )
)
@example(rows=[("[", [1] * 9)] * 80)
@example(rows=[("{", [1])] * 80)
def test_no_aliases_grow_to_more_than_a_large_file_holds(rows: list[tuple[str, list[int]]]) -> None:
    made = ["x0: &x0 [ha]"]
    for bracket, back in rows:
        names = [f"*x{max(0, len(made) - n)}" for n in back]
        inner = ", ".join(names if bracket == "[" else [f"k{n}: {a}" for n, a in enumerate(names)])
        made.append(f"x{len(made)}: &x{len(made)} {bracket}{inner}{']' if bracket == '[' else '}'}")
    with few_megabytes(), contextlib.suppress(Unreadable):
        tree, _ = compose("\n".join(made), FILE)
        assert len(list(islice(walk(tree), 10_001))) <= 10_000


@contextlib.contextmanager
def few_megabytes() -> Iterator[None]:
    """Fail where more than five are held at once."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


HUGE = {
    "a text that many aliases repeat": (
        f"x: &x '{'ha ' * 6000}'\ny: [{', '.join(['*x'] * 9000)}]\n",
        TOO_LARGE,
    ),
    "a key that many faults lie below": (
        f"? {'k' * 19_000}\n: [{', '.join(['!x a'] * 9000)}]\n",
        "unknown tag '!x' (quote a text that starts with '!')",
    ),
    "keys in keys above many faults": (
        "".join(f"{' ' * n}{'k' * 1000}:\n" for n in range(35)) + f"{' ' * 36}- !x a\n" * 9000,
        "unknown tag '!x' (quote a text that starts with '!')",
    ),
}


@pytest.mark.parametrize("what", HUGE)
def test_no_small_file_makes_huge_texts_or_errors(load: Load, what: str) -> None:
    text, told = HUGE[what]
    problems = load(text + COMPLETE).problems
    last = problems[-1].message
    assert {one.message for one in problems} - {f"{told}; what follows is not read"} == {told}
    assert len(problems) < 100 or last.endswith(("is not read", "more"))
    assert sum(len(str(one)) for one in problems) < 50_000_000


YAMLISH = st.text(alphabet=st.sampled_from(list("ab: -[]{},\n\t'\"|>&*!#%@?\\<~1\x00\u2028é")))
REAL = st.sampled_from(COMPLETE.splitlines())


@settings(max_examples=400, deadline=None)
@example("---")
@given(st.lists(st.one_of(YAMLISH, REAL), max_size=12).map("\n".join))
def test_reading_never_raises_and_every_place_is_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / FILE).write_bytes(text.encode())
    loaded = load_role(folder, FILE)
    assert loaded.role is not None or loaded.problems
    rows = text.replace("\r", "\n").split("\n")
    for problem in loaded.problems:
        assert problem.place.file == FILE
        assert 1 <= problem.place.line <= len(rows)
        assert 1 <= problem.place.column <= len(rows[problem.place.line - 1]) + 1


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_are_text_of_our_kind_or_refused(data: bytes) -> None:
    with contextlib.suppress(Unreadable):
        tree, _ = compose(decode(data, FILE), FILE)
        assert list(walk(tree))
