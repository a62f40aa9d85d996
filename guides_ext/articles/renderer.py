"""MyST's renderer, as articles and the texts of roles both have it."""

from __future__ import annotations

import posixpath
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.parsers.rst.directives.misc import Include
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.warnings_ import MystWarnings

from guides_ext.articles.access import refused, tell
from guides_ext.articles.depth import DEEPEST, SAID
from guides_ext.articles.elements import Elements
from guides_ext.articles.substitutions import Substitutions
from guides_ext.model.nearest import did_you_mean
from guides_ext.parts import DIRECTIVES
from guides_ext.parts.node import ancestors

BREAKS = ("softbreak", "hardbreak")


MOST_INCLUDED = 20
"""Files that include one another."""


class GuideRenderer(Elements, Substitutions, SphinxRenderer):
    """MyST's renderer; it knows elements of HTML, loses no word of what nests too deep, and
    includes what may be read."""

    def run_directive(
        self, name: str, first_line: str, content: str, position: int, *args: Any, **options: Any
    ) -> list[nodes.Element]:
        """A directive; MyST has an ``include`` of its own, which asks nobody. What one that is not
        known, or nests too deep, holds is shown as it is written."""
        kind, _said = directives.directive(name, self.language_module_rst, self.document)
        path = first_line.strip()
        is_include = kind is not None and issubclass(kind, Include) and path[:1] not in ("", "<")
        around = self._around + 1 + sum(1 for _ in ancestors(self.current_node))
        if kind is None:
            hint = did_you_mean(name, [one.written for one in DIRECTIVES])
            message = f"Unknown directive type: {name!r}{hint}"
            self.create_warning(message, MystWarnings.UNKNOWN_DIRECTIVE, line=position)
        elif around > DEEPEST:
            self.tell(f"{SAID} shown as it is written", position, name, subtype="depth")
        if kind is None or around > DEEPEST:
            words = "\n".join(filter(None, (first_line, content)))
            shown = nodes.literal_block(words, words, language="none")
            shown.source, shown.line = self.document["source"], position
            return [shown]
        before = self._including, self._around
        if not is_include:
            self._around = around
        else:  # the number of includes is bounded by itself
            if why := refused(self.sphinx_env, path) or self._goes_round(path):
                tell(self.sphinx_env, f"'{path}' {why}", self.document["source"], position)
                return []
            self._including = (*self._including, self.sphinx_env.relfn2path(path)[1])
        try:
            made: list[nodes.Element] = super().run_directive(
                name, first_line, content, position, *args, **options
            )
        finally:
            self._including, self._around = before
        return made

    def renderInlineAsText(self, tokens: list[SyntaxTreeNode]) -> str:
        """The words of an alternative text: those of code and of further lines too."""
        return "".join(
            " " if one.type in BREAKS else self.renderInlineAsText(one.children) or one.content
            for one in tokens or []
            if one.type != "html_inline"
        )

    _including: tuple[str, ...] = ()
    """The files that are being included, one within the other."""

    _around = 0
    """How many directives are around, and elements around those."""

    def _goes_round(self, path: str) -> str:
        """That an include would never end; empty where it does."""
        env, file = self.sphinx_env, self.sphinx_env.relfn2path(path)[1]
        if file in (str(env.doc2path(env.docname)), *self._including):
            return "includes itself"
        deep = len(self._including) >= MOST_INCLUDED
        return f"is more than {MOST_INCLUDED} includes within each other" if deep else ""

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """A link; MyST asks the file system for each, also for what can be no name of a file."""
        try:
            super().render_link_unknown(token)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            message = f"a link that can be no file: {why}"
            self.create_warning(message, MystWarnings.XREF_MISSING, line=token_line(token, 0))
            self.render_children(token)

    def _process_wrap_node(
        self, wrap_node: nodes.Element, token: Any, explicit: bool, classes: list[str], path: str
    ) -> None:
        """A link to a document; behind a link of the file system, MyST does not find it."""
        env = self.sphinx_env
        if wrap_node.get("refdomain") == "doc" and wrap_node["reftarget"] not in env.found_docs:
            folder = "" if path.startswith("/") else posixpath.dirname(env.docname)
            place = posixpath.join(folder, path.partition("#")[0].lstrip("/"))
            wrap_node["reftarget"] = env.path2doc(posixpath.normpath(place))
        super()._process_wrap_node(wrap_node, token, explicit, classes, path)
