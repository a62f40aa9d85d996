"""The flavour of a page of Jekyll: kramdown, whose addresses lead to what is among the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext.articles.html import read_html
from guides_ext.articles.jekyll.kramdown import EXTENSIONS, UNREAD, plugin, problem
from guides_ext.articles.jekyll.site import NOWHERE, hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

    from guides_ext.articles.jekyll.site import Site


class Kramdown:
    """What makes a parser of MyST one of a page of Jekyll.

    Args:
        page: the file that addresses are relative to.
        missing: told the path that an address that leads nowhere would have.
    """

    def __init__(self, site: Site, page: str, missing: Callable[[str], object]) -> None:
        self.site, self.page, self.missing = site, page, missing

    def extensions(self, given: Iterable[str]) -> set[str]:
        """The extensions of MyST that such a page has."""
        return ({*given} | EXTENSIONS) - UNREAD

    @property
    def has_emoji(self) -> bool:
        """Whether ``:tada:`` is a sign: a plugin makes it one."""
        return "jemoji" in str(self.site.variables.get("plugins"))

    def use(self, parser: MarkdownIt) -> None:
        """Gives a parser its rules, those of HTML among them."""
        parser.options["guides_known"] = self.known
        parser.use(plugin)
        parser.core.ruler.push("guide_html", read_html)
        parser.core.ruler.push("guide_addresses", self.lead)

    def known(self, address: str) -> bool:
        """Whether an address is one of a file."""
        return self.site.resolve(address, self.page) is not None

    def lead(self, state: StateCore) -> None:
        """A rule of markdown-it: leads addresses to where they lead; a link that leads nowhere is
        said, and becomes its words."""
        self.problems: list[Token] = state.env.pop("guide_problems", [])
        said = [one for one in state.tokens if one.type == "html_problem"]
        state.tokens = state.tokens[: len(state.tokens) - len(said)]
        self.problems += said
        for token in state.tokens:
            if token.type == "inline" and token.children:
                line = token.map[0] if token.map else 0
                token.children = self._led(token.children, line)
        state.tokens += sorted(self.problems, key=lambda one: one.map or [0, 0])

    def _led(self, children: list[Token], line: int) -> list[Token]:
        out: list[Token] = []
        ends: list[str] = []  # of the links that are open: what they end with now
        for child in children:
            if child.type == "link_open":
                if not self._lead(child, "href", line):
                    child.type = "html_span_open" if "id" in child.attrs else ""
                ends.append(child.type.replace("open", "close"))
            elif child.type == "link_close":
                child.type = ends.pop()
            elif child.type == "image" and not self._lead(child, "src", line):
                out += child.children or []
                continue
            if child.type:
                out.append(child)
        return out

    def _lead(self, token: Token, name: str, line: int) -> bool:
        address = str(token.attrs.get(name, ""))
        if not address or address.startswith(NOWHERE):
            return False
        target = self.site.resolve(address, self.page)
        if target is not None:
            token.attrs[name] = target
            return True
        self.missing(self.site.path(address, self.page))
        near = self.site.nearest(address.partition("#")[0])
        message = f"the link to '{address}' leads nowhere{hint(near)}"
        self.problems.append(problem(token.meta.get("row", line), address, message))
        return False
