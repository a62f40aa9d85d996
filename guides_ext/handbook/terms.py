"""On which terms a candidate is met: the use of AI, and recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guides_ext import words
from guides_ext.parts.script import said
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes

    from guides_ext.handbook.context import PageContext
    from guides_ext.model.text import MarkdownText


def terms(record: Mapping[str, Any], page: PageContext) -> list[tuple[str, list[nodes.Node]]]:
    """Rows of who uses which tools, and whether it is recorded; of a role or of a stage."""
    ai, recorded = record["ai"] or {}, record["recorded"] or {}
    use = words.use_of_ai(ai["candidate"]) if ai.get("candidate") else ""
    yes = words.recorded(recorded["is"]) if recorded else ""
    return [
        (str(_("The candidate and AI")), [*page.line(use), *_said(ai.get("say"), page)]),
        (str(_("AI on our side")), page.texts(ai.get("ours"))),
        (str(_("Recording")), [*page.line(yes), *_said(recorded.get("say"), page)]),
        (str(_("Without it")), page.texts(recorded.get("instead"))),
    ]


def _said(text: MarkdownText | None, page: PageContext) -> list[nodes.Node]:
    return [said(text, page.markup)] if text is not None else []
