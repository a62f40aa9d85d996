"""``question``: one question with what to listen for, as in a role file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guides_ext import model
from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.domain import Use
from guides_ext.nodes import listing, question
from guides_ext.parts.question import question_of

if TYPE_CHECKING:
    from docutils import nodes


class QuestionDirective(GuideDirective):
    """A question, a YAML mapping with the keys of a role file's questions."""

    written = "question"

    def part(self) -> question:
        """The question.

        :raises Misuse: when the body is no question
        """
        body = "\n".join(self.content)
        asked, problems = model.read_part(model.Question, body, self.file, self.first_line)
        self.complain(problems)
        if asked is None or not asked.ask.markdown:
            raise Misuse("expected a question (write 'ask: …')")
        return question_of(asked, self, competency=self._competency(asked.competency))

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
