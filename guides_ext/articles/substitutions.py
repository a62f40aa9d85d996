"""MyST's substitutions (``{{ name }}``), without the Python that Jinja would run in them.

A page switches them on itself, in its front matter, and MyST gives what stands between the braces
to Jinja, which calls whatever Python can reach from it. So pages have names, parts of them
and filters that only shape what there is, and all substitutions of a page have a size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import nodes as jinja
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from myst_parser.warnings_ import MystWarnings

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

PARTS = (
    jinja.Template, jinja.Output, jinja.TemplateData, jinja.Name, jinja.Getattr, jinja.Getitem,
    jinja.Const, jinja.Filter,
)  # fmt: skip
FILTERS = frozenset((
    "capitalize", "d", "default", "e", "escape", "first", "int", "last", "length", "lower", "round",
    "string", "title", "trim", "upper",
))  # fmt: skip
MOST = 1_000_000
"""Characters of all substitutions of a page; each counts a hundred more, for the work it is."""


class Substitutions(DocutilsRenderer):
    """The renderer's part for substitutions."""

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """A substitution; one that is refused is left out, and told."""
        if why := self._refused(token.content):
            message = f"{{{{{token.content}}}}}: {why}"
            line, node = token_line(token, 0), self.current_node
            self.create_warning(message, MystWarnings.SUBSTITUTION, line=line, append_to=node)
        else:
            super().render_substitution(token, inline)

    def _refused(self, content: str) -> str:
        """Why MyST may not render it; empty where it may, or says itself what is wrong."""
        known: dict[str, Any] = self.md_config.substitutions
        names = {content.strip()}
        if content.strip() not in known:
            try:
                parts = list(jinja2.Environment().parse(f"{{{{{content}}}}}").find_all(jinja.Node))
            except jinja2.TemplateSyntaxError:
                return ""
            if not all(map(_is_plain, parts)):
                return f"expected names, and of filters {', '.join(sorted(FILTERS))}"
            names = {part.name for part in parts if isinstance(part, jinja.Name)}
        spent = getattr(self.document, "guides_substituted", 0) + 100
        spent += sum(len(str(known.get(name, ""))) for name in names)
        self.document.guides_substituted = spent  # type: ignore[attr-defined]
        return f"more than {MOST:,} characters of substitutions in a page" if spent > MOST else ""


def _is_plain(part: jinja.Node) -> bool:
    if isinstance(part, jinja.Filter):
        return part.name in FILTERS
    if isinstance(part, jinja.Getattr):
        return part.attr[:1] != "_"
    if isinstance(part, jinja.Getitem):
        return isinstance(part.arg, jinja.Const) and not str(part.arg.value).startswith("_")
    return isinstance(part, PARTS)
