"""A question: what to ask, what to listen for, where to go from there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext import words
from guides_ext.domain import Mention
from guides_ext.model.ids import NOT_RATED
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.fold import variants
from guides_ext.parts.listings import listing
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import Markup, built_in
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.runs import words_of
from guides_ext.parts.script import said, speech
from guides_ext.words import _


class question(Part):
    """A question: :class:`heading` (its number), :class:`mark` (may be missing), :class:`speech`,
    then rows and a fold."""

    object_type: ClassVar[str] = "question"
    tag, css_class, heading_class = "article", "guide-question", "guide-label"
    after_speech: ClassVar[str] = "</div>\n"
    """In HTML, the end of the row that its words share with its number."""

    def called(self) -> str:
        """Its own words."""
        return words_of([next(self.findall(speech))])

    def lower(self) -> list[nodes.Node]:
        """A definition with the number as its term."""
        return [nodes.definition_list("", defined(self.head.children, self.rest))]

    def start(self, html: HTML5Translator) -> None:
        """Its number in the label column, its words beside it."""
        super().start(html)
        html.body.append('<div class="guide-ask">\n')

    def printed(self, content: Content) -> list[Data]:
        """Its words beside its number and what it is about, then the rest."""
        at = self.index(next(self.findall(speech)))
        label = [data("strong", content.inside(self.head)), *content.all(self.children[1:at])]
        words, rest = content.of(self.children[at]), self.children[at + 1 :]
        return [{**beside(label, words), "leads": True}, *content.all(rest)]


class mark(Part):
    """What a question is about, beside its number: a paragraph."""

    tag, css_class = "div", "guide-mark"

    def printed(self, content: Content) -> list[Data]:
        """What a question is about, in a line."""
        return [data("mark", content.inside(self))]


def question_of(
    asked: dict[str, Any],
    markup: Markup,
    *,
    number: int = 0,
    notes: Sequence[str] = (),
    about: Sequence[nodes.Node] = (),
) -> question:
    """A question.

    Args:
        asked: its record, with its texts as they are written.
        number: its number in the stage, counted from 1; 0 for none.
        notes: what else to say beside its number.
        about: the competency that its answers show.
    """
    head = [
        _("Question %d") % number if number else _("Question"),
        words.question_kind(asked["kind"]) if asked["kind"] else "",
        _("when there is time") if asked["probe"] else "",
        *notes,
    ]
    easier, harder = (
        [said(asked[key], markup)] if asked[key] else [] for key in ("easier", "harder")
    )
    parts = labelled_rows(
        [
            (_("Listen for"), bullets(asked["listen_for"], markup)),
            (_("Follow up"), bullets(asked["follow_ups"], markup, "guide-say")),
        ]
    )
    return question(
        "",
        built_in(", ".join(filter(None, map(str, head)))),
        *([mark("", *about)] if about else []),
        said(asked["ask"], markup),
        *parts,
        *variants(easier, harder),
    )


def unrated() -> list[nodes.Node]:
    """What is said beside a question whose answers are not rated."""
    return [nodes.paragraph("", str(_("not rated")))]


class QuestionDirective(GuideDirective):
    """A question, a YAML mapping with the keys of a role file's questions."""

    written = "question"

    def part(self) -> question:
        """The question.

        Raises:
            Misuse: when the body is no question.
        """
        asked = self.fields("Question")
        if not asked or not asked["ask"].markdown:
            raise Misuse("expected a question (write 'ask: …')")
        return question_of(asked, self, about=self._about(asked["competency"]))

    def _about(self, name: str | None) -> list[nodes.Node]:
        """Where the title of the competency will stand that the question is about."""
        if not name:
            return []
        if name == NOT_RATED:
            return unrated()
        lines = enumerate(self.content, self.first_line)
        line = next(number for number, text in lines if text.lstrip().startswith("competency"))
        docname = self.env.docname
        self.domain.note_use(docname, Mention("competency", name, self.place(line), shows=True))
        return [listing("", kind="competency", targets=[name], docname=docname)]
