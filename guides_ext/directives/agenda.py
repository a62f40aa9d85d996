"""``agenda``: timeboxes with minutes, as in a role file."""

from __future__ import annotations

from docutils import nodes

from guides_ext import model, words
from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.nodes import agenda
from guides_ext.parts.agenda import agenda_of
from guides_ext.parts.markup import built_in
from guides_ext.words import _


class Agenda(GuideDirective):
    """Timeboxes in minutes, a YAML list with the keys of a role file's agenda."""

    written = "agenda"

    def part(self) -> agenda:
        """The agenda; below it the sum of its minutes.

        :raises Misuse: when the body is empty or no list of timeboxes
        """
        if not self.content:
            raise Misuse("expected a list of timeboxes (write '- {minutes: 10, is: welcome}')")
        body = "\n".join(self.content)
        boxes, problems = model.read_agenda(body, self.file, self.first_line)
        self.complain(problems)
        for box in boxes:
            if box.with_ is not None:
                self.warn("with: is for the agendas of roles (leave it out)", box.at.line)
        node = agenda_of(boxes, self)
        node["reftitle"] = str(_("Agenda"))
        total = _("%s in all") % words.duration(node["minutes"])
        self.below = [built_in(total, nodes.paragraph, classes=["guide-note"])]
        return node
