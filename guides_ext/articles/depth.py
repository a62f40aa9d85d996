"""How deep Markdown may nest: what is deeper is shown as it is written, and said.

markdown-it stops at its own limit and drops the rest of the page; without one, whatever goes over
the tree would run out of stack.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown_it.token import Token

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore

DEEPEST = 40
"""Levels of quotations, and of markup within a line; a list and its item are two."""

TOO_DEEP = "guide_too_deep"
"""The token of a text that is too deep."""


def limit_depth(md: MarkdownIt) -> None:
    """Sets our limits, below that of markdown-it, which none then reaches."""
    md.options["maxNesting"] = DEEPEST + 20
    md.block.ruler.before(md.block.ruler.get_all_rules()[0], TOO_DEEP, too_deep)
    md.core.ruler.push(TOO_DEEP, flatten)


def too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A rule of markdown-it: takes all that is left of a block that is too deep."""
    if state.level < DEEPEST:
        return False
    state.line = end
    token = state.push(TOO_DEEP, "", 0)
    token.map = [start, end]
    token.content = state.getLines(start, end, state.blkIndent, False)
    return True


def flatten(state: StateCore) -> None:
    """A rule of markdown-it: leaves out markup within a line that is too deep, and no word."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = _flat(token.children)


def _flat(tokens: list[Token]) -> list[Token]:
    depth, kept, dropped = 0, list[Token](), False
    for token in tokens:
        depth += token.nesting > 0
        if token.nesting == 0 or depth <= DEEPEST:
            kept.append(token)
        else:
            dropped = True
        depth -= token.nesting < 0
    return [*kept, Token(TOO_DEEP, "", 0)] if dropped else kept
