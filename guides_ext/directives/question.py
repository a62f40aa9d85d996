"""``question``: one question with what to listen for, as in a role file."""

from __future__ import annotations

from guides_ext import model
from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.nodes import question
from guides_ext.parts.question import question_of


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
        return question_of(asked, self, competency=asked.competency or "")
