"""Fences of directives that nobody closes: Markdown lets them run to the end, and we say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.articles.tables import MARKS

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore


def note_unclosed(state: StateCore) -> None:
    """A rule of markdown-it: keeps with a directive's fence that no line ends it."""
    rows = state.src.split("\n")
    for token in state.tokens:
        is_directive = token.type == "fence" and token.info.strip().startswith("{")
        if token.markup and token.map and (is_directive or token.type == "colon_fence"):
            begin, end = token.map
            last = MARKS.sub("", rows[end - 1], count=1).strip() if end - 1 > begin else ""
            token.meta["unclosed"] = not last.startswith(token.markup) or bool(
                last.strip(token.markup[0])
            )
