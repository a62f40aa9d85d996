"""MyST's substitutions (``{{ name }}``), without the Python that Jinja would run in them.

A page switches them on itself, in its front matter, and MyST gives what stands between the braces
to Jinja, which calls whatever Python can reach from it. So pages have names, parts of them
and filters that only shape what there is, and all substitutions of a page have a size.
"""

from __future__ import annotations

from typing import Any

import jinja2
from jinja2 import nodes as jinja
from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from myst_parser.warnings_ import MystWarnings

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
        sizes: dict[str, int] = vars(self.document).setdefault("guides_sizes", {})
        spent = getattr(self.document, "guides_substituted", 0)
        too_much = f"more than {MOST:,} characters of substitutions in a page"
        if spent > MOST:
            return too_much
        names = {content.strip()}
        if names == {"env"} or not names <= known.keys():
            try:
                tree = jinja2.Environment().parse(f"{{{{{content}}}}}")
                if not _is_plain(tree):
                    return f"expected names, and of filters {', '.join(sorted(FILTERS))}"
                names = {part.name for part in tree.find_all(jinja.Name)} - {"env"}
            except jinja2.TemplateSyntaxError:
                return ""
            except RecursionError:
                return "nested too deep"
        for name in names - sizes.keys():
            sizes[name] = len(str(known.get(name, "")))
        spent += 100 + sum(sizes[name] for name in names)
        self.document.guides_substituted = spent  # type: ignore[attr-defined]
        return too_much if spent > MOST else ""


def _is_plain(part: jinja.Node) -> bool:
    """Whether it holds nothing but names, parts of them and filters; of Sphinx's environment, which
    leads to the whole configuration, it may hold the name of the page."""
    if isinstance(part, jinja.Filter):
        is_plain = part.name in FILTERS
    elif isinstance(part, jinja.Getattr):
        if part.attr == "docname" and isinstance(part.node, jinja.Name):
            return True
        is_plain = part.attr[:1] != "_"
    elif isinstance(part, jinja.Getitem):
        is_plain = isinstance(part.arg, jinja.Const) and not str(part.arg.value).startswith("_")
    elif isinstance(part, jinja.Name):
        is_plain = part.name != "env"
    else:
        is_plain = isinstance(part, PARTS)
    return is_plain and all(map(_is_plain, part.iter_child_nodes()))
