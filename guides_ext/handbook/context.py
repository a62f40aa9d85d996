"""What all parts of a role's page need: the role, its texts as nodes, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.config import Config

from guides_ext import words
from guides_ext.parts import markup as made
from guides_ext.parts.script import said
from guides_ext.record.data import RoleRecord
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.handbook.markdown import RoleMarkup
    from guides_ext.model.text import MarkdownText


class PageContext:
    """The record of a role, its texts as they are written, and what renders them.

    ``explained_in`` names the stage whose ratings explain a competency.
    """

    def __init__(self, record: RoleRecord, config: Config, markup: RoleMarkup) -> None:
        self.record, self.docname, self.markup = record, str(record["id"]), markup
        self.config, self.explained_in = config, self._explained_in()

    def part(self, anchor: str, title: object, content: Sequence[Any]) -> list[nodes.section]:
        """A section under a title of ours; none where it would be empty."""
        if not content:
            return []
        return [nodes.section("", made.built_in(title, nodes.title), *content, ids=[anchor])]

    def title(self, text: MarkdownText) -> nodes.title:
        """A title in the author's words."""
        title: nodes.title = made.titled(text, self.markup, nodes.title)
        return title

    def lede(self, text: MarkdownText | None) -> list[nodes.Node]:
        """The sentence below a heading that says what it is about, if there is one."""
        if text is None:
            return []
        return [nodes.paragraph("", "", self.markup.inline(text), classes=["guide-lede"])]

    def texts(self, text: MarkdownText | None) -> list[nodes.Node]:
        """The blocks of a text, none where there is none."""
        return self.markup.block(text) if text is not None else []

    def line(self, text: object) -> list[nodes.Node]:
        """A line of ours, none where it is empty."""
        return [made.line(text)] if text else []

    def link_to(self, stage: str) -> nodes.reference:
        """A link to a stage of this page."""
        title = self.markup.inline(self.record["stages"][stage]["title"])
        return nodes.reference("", "", title, refid=stage, internal=True)

    def terms(self, record: Mapping[str, Any]) -> list[tuple[str, list[nodes.Node]]]:
        """Rows of who uses which AI, and whether it is recorded; of a role or of a stage."""
        ai, recorded = record["ai"] or {}, record["recorded"] or {}
        use = words.use_of_ai(ai["candidate"]) if ai.get("candidate") else ""
        yes = words.recorded(recorded["is"]) if recorded else ""
        return [
            (str(_("The candidate and AI")), [*self.line(use), *self._said(ai.get("say"))]),
            (str(_("AI on our side")), self.texts(ai.get("ours"))),
            (str(_("Recording")), [*self.line(yes), *self._said(recorded.get("say"))]),
            (str(_("Without it")), self.texts(recorded.get("instead"))),
        ]

    def _said(self, text: MarkdownText | None) -> list[nodes.Node]:
        return [said(text, self.markup)] if text is not None else []

    def _explained_in(self) -> dict[str, str]:
        """The stage whose ratings explain each competency: the first that is there to see it."""
        found: dict[str, str] = {}
        for kind in ("main", "also"):
            for name, stage in self.record["stages"].items():
                for competency in stage[kind]:
                    found.setdefault(competency["id"], name)
        return found
