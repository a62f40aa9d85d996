"""What Markdown drops, or takes for more, without a word is said: what a row of a table has beyond
its last column, the fence of a directive that nobody closes, what MyST takes for a comment."""

from __future__ import annotations

import re

from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from guides_ext.articles.html import problem

MARKS = re.compile(r"[ \t]*(?:>[ \t]*)*")
"""The marks of the quotes that a row stands in."""

HIDDEN = {"myst_line_comment": "%", "myst_block_break": "+++"}


def say_what_is_lost(state: StateCore) -> None:
    """A rule of markdown-it: says it of each token."""
    rows = [MARKS.sub("", row, count=1).strip() for row in state.src.split("\n")]
    columns = 0
    for token in [*state.tokens]:
        if token.type == "table_open":
            columns = 0
        columns += token.type == "th_open"
        if not token.map:
            continue
        if token.type == "tr_open" and columns:
            state.tokens += _beyond(token, rows, columns)
        elif token.type in HIDDEN and state.env.get("guide_plain"):
            state.tokens += _hidden(token)
        elif token.type == "colon_fence" or token.info.strip().startswith("{"):
            state.tokens += _unclosed(token, rows)


def _beyond(token: Token, rows: list[str], columns: int) -> list[Token]:
    row = token.map[0] if token.map else 0
    cells = escapedSplit(rows[row])
    beyond = "|".join(cells[columns + (cells[0] == "") :]).strip("| \t")
    message = f"'{beyond}' is not on the page: the table has no column for it"
    return [problem(row, beyond, message, "table", nth=-1)] if beyond else []


def _unclosed(token: Token, rows: list[str]) -> list[Token]:
    begin, end = token.map or (0, 1)
    last = rows[end - 1] if end - 1 > begin else ""
    if not token.markup or (last.startswith(token.markup) and not last.strip(token.markup[0])):
        return []
    begins = token.markup + token.meta.get("written", token.info)
    marks = token.markup if len(token.markup) <= 60 else f"its {len(token.markup)} marks again"
    message = f"'{begins[:60]}' is never closed (end it with a line of its own: {marks})"
    return [problem(begin, begins, message, "directive")]


def _hidden(token: Token) -> list[Token]:
    """A comment for the linter is meant as one, and a break that says nothing hides nothing."""
    words, sign = token.content.strip(), HIDDEN[token.type]
    if words.startswith("guides-lint:") or (not words and sign != "%"):
        return []
    message = (
        f"'{sign} {words}' is not on the page: MyST takes it for a comment; "
        f"write '\\{sign[0]}' to show it, or <!-- --> to hide it"
    )
    return [problem(token.map[0] if token.map else 0, sign[0], message, "comment")]
