"""A question: what to ask, what to listen for, where to go from there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes

from guides_ext import words
from guides_ext.domain import Use
from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.fold import variants
from guides_ext.parts.listings import listing
from guides_ext.parts.lists import list_items
from guides_ext.parts.markup import built_in
from guides_ext.parts.node import Part, bold, defined
from guides_ext.parts.printed import Content, Data, Kinds, headed
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
    """A question: :class:`heading` (its number), :class:`speech`, then rows and a fold."""

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


class question_group(Part):
    """A competency and its questions: a :class:`heading`, what it means, the questions."""

    deepens: ClassVar[bool] = True

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the rest."""
        head, *rest = self.children
        return [bold(head.children), *rest]


def question_of(
    asked: dict[str, Any],
    markup: Markup,
    *,
    number: int = 0,
    notes: Sequence[str] = (),
    competency: Sequence[nodes.Node] = (),
) -> question:
    """A question.

    Args:
        asked: its record, with its texts as they are written.
        number: its number in the stage, counted from 1; 0 for none.
        notes: what else to say beside its number.
        competency: what it is about, where the page does not say so already.
    """
    title = str(_("Question %d") % number if number else _("Question"))
    about = [
        *([words.question_kind(asked["kind"])] if asked["kind"] else []),
        *([str(_("when there is time"))] if asked["probe"] else []),
        *notes,
    ]
    parts = labelled_rows(
        [
            (_("Competency"), list(competency)),
            (_("Listen for"), _bullets(list_items(asked["listen_for"], markup))),
            (_("Follow up"), _bullets(list_items(asked["follow_ups"], markup), "guide-say")),
        ]
    )
    return question(
        "",
        built_in(", ".join([title, *about])),
        said(asked["ask"], markup),
        *parts,
        *variants(_said(asked["easier"], markup), _said(asked["harder"], markup)),
    )


def _bullets(items: Sequence[nodes.list_item], css_class: str = "") -> list[nodes.Node]:
    classes = [css_class] if css_class else []
    return [nodes.bullet_list("", *items, bullet="-", classes=classes)] if items else []


def _said(text: MarkdownText | None, markup: Markup) -> list[nodes.Node]:
    return [said(text, markup)] if text else []


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
        return question_of(fields_of(asked), self, competency=self._competency(asked.competency))

    def _competency(self, name: str | None) -> list[nodes.Node]:
        """Where the title of the competency will stand that the question is about."""
        if not name:
            return []
        lines = enumerate(self.content, self.first_line)
        line = next(number for number, text in lines if text.lstrip().startswith("competency"))
        use = Use("competency", name, self.place(line), shows=True)
        self.domain.note_use(self.env.docname, use)
        docname = self.env.docname
        return [listing("", kind="competency", targets=[name], docname=docname)]


def visit_question(self: HTML5Translator, node: Any) -> None:
    """Its number in the label column, its words beside it."""
    self.body.append(self.starttag(node, "article", CLASS="guide-question"))
    self.body.append('<div class="guide-ask">\n')


def print_group(content: Content, node: Any) -> list[Data]:
    """A competency and its questions, under a bigger heading."""
    return headed(content, node, big=True)


PRINTED: Kinds = {question: headed, question_group: print_group}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(question, html=(visit_question, between("article")[1]))
    app.add_node(question_group, html=between("section", "guide-competency"))
    app.add_directive(QuestionDirective.written, QuestionDirective)
