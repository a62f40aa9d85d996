"""A text knows the line of the file that each of its lines was written in, in every YAML style."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides_ext.model.nodes import Mapping
from guides_ext.model.problems import Place
from guides_ext.model.source import compose
from guides_ext.model.text import MarkdownText


def read(yaml: str, line: int = 1, column: int = 1) -> MarkdownText:
    tree, problems = compose(yaml, "a.role.yaml", line, column)
    assert isinstance(tree, Mapping)
    assert not problems
    return MarkdownText.read(tree.get("a"))


@pytest.mark.parametrize(
    ("yaml", "markdown", "lines", "column"),
    [
        ("a: one line", "one line", (1,), 4),
        ("a: 'one line'", "one line", (1,), 5),
        ("a: |\n  one\n\n  two\n", "one\n\ntwo", (2, 3, 4), 3),
        ("a: |\n\n\n  one\n", "one", (4,), 3),
        ("a: |2-\n    one\n", "  one", (2,), 5),
        ("a: >\n  one\n  more\n\n  two\n", "one more\ntwo", (2, 5), 3),
        ("a: >-\n  one\n\n\n  two\n    kept\n  three\n", None, (2, 5, 5, 6, 7), 3),
        ("a: one\n  more\n\n  two\n", "one more\ntwo", (1, 4), 4),
        ("a:\n  one\n  more\n\n  two\n", "one more\ntwo", (2, 5), 3),
        ("a: 'it''s one\n  more\n\n  two'\n", "it's one more\ntwo", (1, 4), 5),
        ('a: "one\n  more\n\n  two\\nthree"\n', "one more\ntwo\nthree", (1, 4, 4), 5),
        ('a: "o\\x6ee\\\n  -\\u00e9\\tmore\\n\n  two"\n', None, (1, 3), 5),
    ],
)
def test_each_style_gives_true_lines(
    yaml: str, markdown: str | None, lines: tuple[int, ...], column: int
) -> None:
    text = read(yaml)
    assert text.lines == lines
    assert text.markdown.count("\n") + 1 == len(lines)
    assert text.place == Place("a.role.yaml", lines[0], column)
    assert markdown in (None, text.markdown)


def test_a_body_in_a_directive_counts_from_where_it_starts() -> None:
    text = read("a: |\n  one\n  two\n", line=40, column=5)
    assert text.lines == (41, 42)
    assert text.place == Place("a.role.yaml", 41, 7)


WORDS = st.lists(st.lists(st.integers(0, 999), min_size=1, max_size=5), min_size=1, max_size=6)


@given(WORDS, st.sampled_from([">", ">-", "'", '"', ""]))
def test_folded_texts_find_the_line_of_each_first_word(rows: list[list[int]], style: str) -> None:
    numbered = iter(range(1000))
    body = [" ".join(f"w{next(numbered)}x{word}" for word in row) for row in rows]
    spaced = "\n".join(line if len(line) % 3 else f"{line}\n" for line in body).strip("\n")
    indented = textwrap.indent(spaced, "  ")
    if style.startswith(">"):
        yaml = f"a: {style}\n{indented}\n"
    else:
        yaml = f"a: {style}{indented.lstrip()}{style}\n"
    text = read(yaml)
    source = yaml.split("\n")
    for line, number in zip(text.markdown.split("\n"), text.lines, strict=True):
        if line:
            first = re.match(r"\S+", line)
            assert first
            assert first.group() in source[number - 1]
