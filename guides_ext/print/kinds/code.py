"""Code: coloured as on the page, in two weights and one colour, since paper has few."""

from __future__ import annotations

from typing import Any

from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, String, Token
from pygments.util import ClassNotFound

from guides_ext.parts.printed import Data, data
from guides_ext.print.content import Content

STYLES = {Comment: "comment", Keyword: "keyword", String: "string", Name.Function: "name",
          Name.Class: "name", Name.Tag: "keyword"}  # fmt: skip
"""Kinds of tokens that are set apart."""


def listing(node: Any, content: Content) -> list[Data]:
    """A block of code as lines of tokens, each with the name of its style; with line numbers."""
    options = node.get("highlight_args", {})
    start = int(options.get("linenostart", 1)) if node.get("linenos") else 0
    lines: list[list[list[str]]] = [[]]
    for kind, text in _tokens(node.astext().rstrip("\n"), node.get("language", "text")):
        style = next((name for known, name in STYLES.items() if kind in known), "")
        for number, piece in enumerate(text.replace("\t", "    ").split("\n")):
            lines += [[]] if number else []
            if piece:
                shown = "".join(map(str, content.context.text(piece, node)))
                lines[-1].append([style, shown])
    return [data("listing", lines=lines, start=start, marked=list(options.get("hl_lines", ())))]


def _tokens(source: str, language: str) -> list[tuple[Any, str]]:
    try:
        lexer = get_lexer_by_name({"default": "python", "none": "text"}.get(language, language))
    except ClassNotFound:
        return [(Token.Text, source)]
    lexer.ensurenl = lexer.stripnl = False
    return list(lexer.get_tokens(source))
