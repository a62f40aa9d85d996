"""How deep Markdown may nest: what is deeper is shown as it is written, and said.

markdown-it stops at its own limit and drops the rest of the page; without one, whatever goes over
the tree would run out of stack.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from guides_ext.articles.html import problem

DEEPEST = 40
"""Levels of quotations, and of markup within a line; a list and its item are two."""

SAID = f"nested deeper than {DEEPEST} levels: what is deeper is"


def limit_depth(md: MarkdownIt) -> None:
    """Sets our limits, below that of markdown-it, which none then reaches."""
    md.options["maxNesting"] = DEEPEST + 20
    md.block.ruler.before(md.block.ruler.get_all_rules()[0], "guide_depth", too_deep)
    md.core.ruler.push("guide_depth", flatten)


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of markdown-it: takes all that is left of a block that is too deep."""
    if state.level < DEEPEST:
        return False
    inside = range(start + 1, end)
    less = (one for one in inside if not state.isEmpty(one) and state.sCount[one] < state.blkIndent)
    state.line = end = next(less, end)
    token = state.push("fence", "code", 0)
    token.map, token.info = [start, end], "none"
    token.content = state.getLines(start, end, state.blkIndent, False)
    state.tokens.append(problem(start, "", f"{SAID} shown as it is written", "depth"))
    return True


def flatten(state: StateCore) -> None:
    """A rule of markdown-it: leaves out markup within a line that is too deep, and no word."""
    for token in [*state.tokens]:
        depth, kept = 0, list[Token]()
        for child in token.children or []:
            depth += child.nesting > 0
            if child.nesting == 0 or depth <= DEEPEST:
                kept.append(child)
            depth -= child.nesting < 0
        if len(kept) < len(token.children or []):
            token.children = kept
            line = token.map[0] if token.map else 0
            state.tokens.append(problem(line, "", f"{SAID} left out", "depth"))
