"""The flavour of a page of Jekyll: kramdown, whose addresses lead to what is among the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown_it import MarkdownIt

from guides_ext.articles.html import read_html
from guides_ext.articles.jekyll.kramdown import EXTENSIONS, UNREAD, plugin
from guides_ext.articles.jekyll.site import NOWHERE, Site, hint


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
        parser.options.update(guides_known=self.known, guides_lead=self.lead)
        parser.use(plugin)
        parser.core.ruler.push("guide_html", read_html)

    def known(self, address: str) -> bool:
        """Whether an address is one of a file."""
        return self.site.resolve(address, self.page) is not None

    def lead(self, address: str) -> str:
        """Where an address leads, as MyST writes it.

        Raises:
            LookupError: it leads nowhere; without a message where that has been said.
        """
        if not address or address.startswith(NOWHERE):
            raise LookupError
        target = self.site.resolve(address, self.page)
        if target is None:
            self.missing(self.site.path(address, self.page))
            near = self.site.nearest(address.partition("#")[0])
            raise LookupError(f"the link to '{address}' leads nowhere{hint(near)}")
        return target
