"""What a row of a table holds beyond its last column: Markdown drops it, and we say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import escapedSplit

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

MARKS = re.compile(r"[ \t]*(?:>[ \t]*)*")
"""The marks of the quotes that a row stands in."""


def note_what_is_beyond(state: StateCore) -> None:
    """A rule of markdown-it: keeps with each row of a table what no column of it takes."""
    rows = state.src.split("\n")
    columns = 0
    for token in state.tokens:
        if token.type == "table_open":
            columns = 0
        columns += token.type == "th_open"
        if token.type == "tr_open" and token.map and columns:
            cells = escapedSplit(MARKS.sub("", rows[token.map[0]], count=1).strip())
            beyond = cells[columns + (cells[0] == "") :]
            token.meta["beyond"] = "|".join(beyond).strip("| \t")
