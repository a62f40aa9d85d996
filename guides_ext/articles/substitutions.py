"""MyST's substitutions (``{{ name }}``), without the Python that Jinja would run in them.

A page switches them on itself, in its front matter, and MyST gives what stands between the braces
to Jinja, which calls whatever Python can reach from it. So pages have names, parts of them
and filters that only shape what there is, and all substitutions of a page have a size.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.tree import SyntaxTreeNode
from myst_parser.mdit_to_docutils.base import DocutilsRenderer, token_line
from myst_parser.warnings_ import MystWarnings

FILTERS = (
    "capitalize", "d", "default", "e", "escape", "first", "int", "last", "length", "lower", "round",
    "string", "title", "trim", "upper",
)  # fmt: skip
NAME = re.compile(r"\b(?!env\b)[^\W\d]\w*+")
PARTS = r"""(?:\.(?!_)\w+|\[\s*(?:\d{1,9}|"(?!_)[^"\\]*"|'(?!_)[^'\\]*')\s*\]){0,20}"""
GIVEN = rf"""(?:\w++\s*+=\s*+)?
    (?:"[^"\\]*"|'[^'\\]*'|-?\d{{1,9}}(?:\.\d{{1,9}})?|{NAME.pattern}{PARTS})"""
"""What a filter may be given: a text, a number, or a name, as ``True`` and ``none`` are, and parts
of it."""

ROUND = r"(?!(?<=round)\((?!\s*+(?:precision\s*+=\s*+)?\d\s*+[,)]))"
"""A number is rounded to nine digits at most: Jinja works out the power of ten, whatever it is."""

PLAIN = re.compile(
    rf"""\s*+(?:env(?=\.docname\b)|{NAME.pattern})
    {PARTS}
    (?:\s*\|\s*(?:{"|".join(FILTERS)})\b{ROUND}
        (?:\(\s*+(?:{GIVEN}(?:\s*+,\s*+{GIVEN})*+\s*+)?+\))?){{0,20}}\s*+""",
    re.VERBOSE,
)
"""A name, parts of it, and filters with what they are given; of Sphinx's environment, which leads
to the whole configuration, only the name of the page, and nothing of it for a filter."""

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
        name, match = content.strip(), PLAIN.fullmatch(content)
        if match is None and (name == "env" or name not in known):
            return f"expected names, and of filters {', '.join(FILTERS)}"
        sizes: dict[str, int] = vars(self.document).setdefault("guides_sizes", {})
        spent: int = getattr(self.document, "guides_substituted", 0)
        if spent <= MOST:
            # MyST takes a name that is not plain as it is written
            names = known.keys() & (NAME.findall(content) if match else [name])
            for one in names - sizes.keys():
                sizes[one] = len(str(known[one]))
            spent += 100 + sum(sizes[one] for one in names)
            self.document.guides_substituted = spent  # type: ignore[attr-defined]
        too_much = f"more than {MOST:,} characters of substitutions in a page"
        return too_much if spent > MOST else ""
