"""Texts of a role file, rendered by MyST itself, with the lines of the file they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it.rules_core import StateCore
from myst_parser.parsers.mdit import create_md_parser
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from guides_ext.articles.depth import limit_depth
from guides_ext.articles.html import read_html
from guides_ext.articles.renderer import GuideRenderer
from guides_ext.parts.letter import add_rule
from guides_ext.parts.markup import line_of
from guides_ext.parts.runs import paragraphs_of
from guides_ext.record.text import RichText, rich_text

if TYPE_CHECKING:
    from myst_parser.config.main import MdParserConfig

    from guides_ext.model.text import MarkdownText


logger = logging.getLogger(__name__)

PLAIN = re.compile(r"[^\W\d_](?:[^\W_]|[ ,.;:?!'\"()/–—’‘“”…-])*")
"""A text of one line in which nothing is markup, whatever comes before or after it."""

NO_WORDS = ("front_matter", "myst_block_break", "myst_line_comment")
"""Rules of MyST that take lines away: in a role's text such a line is words."""

TYPOGRAPHY = frozenset({"linkify", "replacements", "smartquotes"})
"""Extensions of MyST that change texts without any markup."""


NOT_ON_PAPER: dict[type[nodes.Element], str] = {
    nodes.image: "a picture",
    nodes.footnote_reference: "a footnote",
}
"""What stands on a page alone."""


class RoleMarkup:
    """Renders the texts of one role file into one document.

    Most of them hold no markup at all: those become nodes without a parse.
    """

    def __init__(self, document: nodes.document, env: BuildEnvironment) -> None:
        self.document, self.root = document, Path(env.srcdir)
        self.path: Callable[[str], str] = cache(lambda file: str(self.root / file))
        """Where a text stands, by its file: the role's own, or that of a library."""
        config: MdParserConfig = env.myst_config  # type: ignore[attr-defined]  # set by MyST
        parser = create_md_parser(config, GuideRenderer)
        parser.options["document"] = document
        parser.options["guides_html"] = env.config.guides_html
        parser.disable(NO_WORDS)
        limit_depth(parser)
        add_rule(parser)
        parser.core.ruler.push("guide_lines", true_lines)
        parser.core.ruler.push("guide_html", read_html)
        parser.core.ruler.push("guide_notes", without_notes)
        parser.render("")  # sets the renderer up for this document
        self.renderer: Any = parser.renderer
        self.plain_is_plain = TYPOGRAPHY.isdisjoint(config.enable_extensions)
        self._shown: dict[MarkdownText, list[nodes.Node]] = {}
        self._told: set[MarkdownText] = set()
        self._has_sheets = "sheet" in env.config.guides_print

    def block(self, text: MarkdownText) -> list[nodes.Node]:
        """Blocks: paragraphs, lists, code."""
        blocks = self._render(text, inline=False)
        self._shown.setdefault(text, blocks)
        return blocks

    def inline(self, text: MarkdownText) -> nodes.inline:
        """What stands within one line."""
        line = line_of(text, *self._render(text, inline=True), file=self.path(text.place.file))
        self._shown.setdefault(text, [line])
        return line

    def rich(self, text: MarkdownText) -> RichText:
        """The runs of a text, as the page shows it by now; rendered for this, if it never does."""
        shown = self._shown.get(text) or self._render(text, inline=False)
        place = text.place
        if self._has_sheets and text not in self._told:
            self._told.add(text)
            self._tell_of_paper(text, shown)
        return rich_text(paragraphs_of(shown), place.file, place.line, place.column)

    def _tell_of_paper(self, text: MarkdownText, shown: list[nodes.Node]) -> None:
        """Warns of what of a text is on its page, and could not be on a sheet."""
        place = f"{self.path(text.place.file)}:{text.place.line}:{text.place.column}"
        for kind, what in NOT_ON_PAPER.items():
            if any(next(iter(one.findall(kind)), None) is not None for one in shown):
                message = f"{what} in a text of a role is left out on sheets"
                logger.warning(message, location=place, type="guides", subtype="print")

    def _render(self, text: MarkdownText, *, inline: bool) -> list[nodes.Node]:
        if self.plain_is_plain and PLAIN.fullmatch(text.markdown) and text.markdown[-1] != " ":
            words = nodes.Text(text.markdown)
            if inline:
                return [words]
            paragraph = nodes.paragraph(text.markdown, "", words)
            paragraph.source, paragraph.line = self.path(text.place.file), text.lines[0]
            return [paragraph]
        return self.parsed(text, inline=inline)

    def parsed(self, text: MarkdownText, *, inline: bool) -> list[nodes.Node]:
        """The nodes of a text that MyST has parsed."""
        box = nodes.Element()
        first = text.lines[0]
        self.renderer.md_env["guide_lines"] = [line - first for line in text.lines]
        self.renderer.md_env["guide_again"] = text in self._shown
        with self._within(text), self.renderer.current_node_context(box):
            self.renderer.nested_render_text(text.markdown, first - 1, inline=inline)
        return list(box.children)

    @contextmanager
    def _within(self, text: MarkdownText) -> Iterator[None]:
        """Renders as if the document were the file of the text, which may be a library's."""
        own = self.document["source"]
        self.document["source"] = self.path(text.place.file)
        try:
            yield
        finally:
            self.document["source"] = own


def true_lines(state: StateCore) -> None:
    """A rule of markdown-it: puts the lines of the file in place of those of a folded text."""
    lines: list[int] | None = state.env.pop("guide_lines", None)
    if not lines:
        return
    after = [*lines, lines[-1] + 1]
    for token in state.tokens:
        if token.map:
            start, end = token.map
            token.map = [lines[min(start, len(lines) - 1)], after[min(end, len(lines))]]


def without_notes(state: StateCore) -> None:
    """A rule of markdown-it: a text that stands on a page again names the footnotes that it has."""
    if not state.env.pop("guide_again", False):
        return
    within = 0
    tokens = []
    for token in state.tokens:
        is_note = token.type.startswith("footnote_reference")
        within += token.nesting * is_note
        if not within and not is_note:
            tokens.append(token)
    state.tokens = tokens
