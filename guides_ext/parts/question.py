"""A question: what to ask, what to listen for, where to go from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from guides_ext import words
from guides_ext.domain import Mention
from guides_ext.model.ids import NOT_RATED
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.fold import variants
from guides_ext.parts.listings import listing
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, Kinds, beside, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.runs import words_of
from guides_ext.parts.script import said, speech
from guides_ext.parts.visitors import between
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.model.text import MarkdownText
    from guides_ext.parts.markup import Markup


class question(Part):
    """A question: :class:`heading` (its number), :class:`mark` (may be missing), :class:`speech`,
    then rows and a fold."""

    object_type: ClassVar[str] = "question"
    heading_class: ClassVar[str] = "guide-label"
    after_speech: ClassVar[str] = "</div>\n"
    """In HTML, the end of the row that its words share with its number."""

    def called(self) -> str:
        """Its own words."""
        return words_of([next(self.findall(speech))])

    def lower(self) -> list[nodes.Node]:
        """A definition with the number as its term."""
        head, *rest = self.children
        return [nodes.definition_list("", defined(head.children, rest))]


class mark(Part):
    """What a question is about, beside its number: a paragraph."""


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
    title = str(_("Question %d") % number if number else _("Question"))
    more = [
        *([words.question_kind(asked["kind"])] if asked["kind"] else []),
        *([str(_("when there is time"))] if asked["probe"] else []),
        *notes,
    ]
    parts = labelled_rows(
        [
            (_("Listen for"), bullets(asked["listen_for"], markup)),
            (_("Follow up"), bullets(asked["follow_ups"], markup, "guide-say")),
        ]
    )
    return question(
        "",
        built_in(", ".join([title, *more])),
        *([mark("", *about)] if about else []),
        said(asked["ask"], markup),
        *parts,
        *variants(_said(asked["easier"], markup), _said(asked["harder"], markup)),
    )


def _said(text: MarkdownText | None, markup: Markup) -> list[nodes.Node]:
    return [said(text, markup)] if text else []


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
        # Imported where it is read: a build in which nothing is need not wait for the model.
        from guides_ext.model.load import read_part
        from guides_ext.model.stage import Question
        from guides_ext.record.role import fields_of

        asked = self.read(partial(read_part, Question))
        if asked is None or not asked.ask.markdown:
            raise Misuse("expected a question (write 'ask: …')")
        return question_of(fields_of(asked), self, about=self._about(asked.competency))

    def _about(self, name: str | None) -> list[nodes.Node]:
        """Where the title of the competency will stand that the question is about."""
        if not name:
            return []
        if name == NOT_RATED:
            return unrated()
        lines = enumerate(self.content, self.first_line)
        line = next(number for number, text in lines if text.lstrip().startswith("competency"))
        use = Mention("competency", name, self.place(line), shows=True)
        self.domain.note_use(self.env.docname, use)
        docname = self.env.docname
        return [listing("", kind="competency", targets=[name], docname=docname)]


def visit_question(self: HTML5Translator, node: Any) -> None:
    """Its number in the label column, its words beside it."""
    self.body.append(self.starttag(node, "article", CLASS="guide-question"))
    self.body.append('<div class="guide-ask">\n')


def print_question(content: Content, node: Any) -> list[Data]:
    """Its words beside its number and what it is about, then the rest."""
    at = node.children.index(next(node.findall(speech)))
    head, *about = node.children[:at]
    label = [data("strong", content.inside(head)), *content.all(about)]
    said_, *rest = node.children[at:]
    return [{**beside(label, content.of(said_)), "leads": True}, *content.all(rest)]


def print_mark(content: Content, node: Any) -> list[Data]:
    """What a question is about, in a line."""
    return [data("mark", content.inside(node))]


PRINTED: Kinds = {question: print_question, mark: print_mark}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(question, html=(visit_question, between("article")[1]))
    app.add_node(mark, html=between("div", "guide-mark"))
    app.add_directive(QuestionDirective.written, QuestionDirective)
