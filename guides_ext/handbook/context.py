"""What all parts of a role's page need: the role, its texts as nodes, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.config import Config

    from guides_ext.handbook.markdown import RoleMarkup
    from guides_ext.model.text import MarkdownText
    from guides_ext.record.data import RoleRecord


class PageContext:
    """The record of a role, its texts as they are written, and what renders them.

    ``explained_in`` names the stage whose ratings explain a competency.
    """

    def __init__(self, record: RoleRecord, config: Config, markup: RoleMarkup) -> None:
        self.record, self.docname, self.markup = record, str(record["id"]), markup
        self.language: str = config.language
        self.source_url: str = config.guides_source_url
        self.explained_in = self._explained_in()

    def part(self, anchor: str, title: object, content: list[Any]) -> nodes.section | None:
        """A section under a title of ours; none where it would be empty."""
        if not content:
            return None
        head = nodes.title("", str(title), translatable=False)
        return nodes.section("", head, *content, ids=[anchor])

    def title(self, text: MarkdownText) -> nodes.title:
        """A title in the author's words."""
        return nodes.title("", "", self.markup.inline(text), translatable=False)

    def lede(self, text: MarkdownText) -> nodes.paragraph:
        """The sentence below a heading that says what it is about."""
        return nodes.paragraph("", "", self.markup.inline(text), classes=["guide-lede"])

    def texts(self, text: MarkdownText | None) -> list[nodes.Node]:
        """The blocks of a text, none where there is none."""
        return self.markup.block(text) if text is not None else []

    def line(self, text: object) -> list[nodes.Node]:
        """A line of ours, none where it is empty."""
        return [nodes.paragraph("", str(text))] if text else []

    def link_to(self, stage: str) -> nodes.reference:
        """A link to a stage of this page."""
        title = self.markup.inline(self.record["stages"][stage]["title"])
        return nodes.reference("", "", title, refid=stage, internal=True)

    def _explained_in(self) -> dict[str, str]:
        """The stage whose ratings explain each competency: the first that is there to see it."""
        found: dict[str, str] = {}
        for kind in ("main", "also"):
            for name, stage in self.record["stages"].items():
                for competency in stage[kind]:
                    found.setdefault(competency["id"], name)
        return found
