"""One title for each article, and headings that do not jump.

GitHub and Jekyll show pages without a heading of the first level, with several, or with gaps
between levels; Sphinx and a table of contents want one title and a tree below it.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from guides_ext.articles.html import paragraph


def one_title(given: str, else_title: str) -> Callable[[StateCore], None]:
    """A rule of markdown-it, for the page itself, not for what its directives hold: it sets the
    levels of all headings, and adds a title where there is none.

    Args:
        given: the title that the page's front matter gives.
        else_title: of a page that has none at all.
    """

    def rule(state: StateCore) -> None:
        if state.env.setdefault("guide_titled", state) is not state:
            return
        state.tokens = tokens = _between_blocks(state.tokens)
        first = 1 if tokens and tokens[0].type == "front_matter" else 0
        if len(tokens) == first and not given:
            return
        outer = enumerate(tokens)
        headings = [at for at, one in outer if one.type == "heading_open" and not one.level]
        levels = [int(tokens[row].tag[1]) for row in headings]
        least = min(levels[1:], default=7)
        above = bool(levels) and headings[0] == first and levels[0] < least and not given
        titled = bool(levels) and (levels[0] == 1 or above)
        for row, level in zip(headings, nested(levels, titled=titled), strict=True):
            for token in (tokens[row], tokens[row + 2]):
                token.tag, token.markup = f"h{level}", "#" * level
        if not titled:
            where = tokens[min(first, len(tokens) - 1)].map
            heading = ("heading", "h1")
            tokens[first:first] = paragraph(
                given or else_title, where or [0, 1], heading, shown=True
            )

    return rule


def _between_blocks(tokens: list[Token]) -> list[Token]:
    """Without the lines (``---``) that stand between no two blocks, which docutils would warn of:
    at the start or the end of a page, below a heading or another line. What is only said stands
    nowhere, and MyST moves footnotes to the end, below a line of its own."""
    kept: list[Token] = []
    above = "front_matter"
    last: int | None = None  # the place of a line with nothing below it so far
    notes = 0
    for one in tokens:
        notes += one.nesting if one.type in NOTE else 0
        if not notes and one.type not in NO_BLOCK:
            if one.type == "hr" and above in ABOVE_NO_LINE:
                continue
            above, last = one.type, len(kept) if one.type == "hr" else None
        kept.append(one)
    return kept if last is None else kept[:last] + kept[last + 1 :]


ABOVE_NO_LINE = ("front_matter", "heading_close", "hr")
NOTE = ("footnote_reference_open", "footnote_reference_close")
NO_BLOCK = ("html_problem", *NOTE)
"""Tokens of no node that stands where they do."""


def nested(levels: list[int], *, titled: bool) -> list[int]:
    """The levels that headings have below one title, without gaps.

    Args:
        titled: whether the first of them is the title.
    """
    found: list[int] = []
    above: list[int] = []
    for level in levels[titled:]:
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        found.append(min(len(above) + 1, 6))
    return [1, *found] if titled else found
