"""Rows of a page, as rules of markdown-it for blocks see them."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock


def row_of(state: StateBlock, row: int) -> str:
    """A row without the marks of what it stands in; empty where it is code."""
    return "" if state.is_code_block(row) else text_of(state, row)


def text_of(state: StateBlock, row: int) -> str:
    """A row of a paragraph, however far it is indented."""
    return state.src[state.bMarks[row] + state.tShift[row] : state.eMarks[row]].rstrip()
