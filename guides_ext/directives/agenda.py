"""``agenda``: timeboxes with minutes, as in a role file."""

from __future__ import annotations

from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.model import read_agenda
from guides_ext.nodes import agenda
from guides_ext.parts.agenda import agenda_of


class Agenda(GuideDirective):
    """Timeboxes in minutes, a YAML list with the keys of a role file's agenda."""

    written = "agenda"

    def part(self) -> agenda:
        """The agenda.

        :raises Misuse: when the body is empty or no list of timeboxes
        """
        if not self.content:
            raise Misuse("expected a list of timeboxes (write '- {minutes: 10, is: welcome}')")
        body = "\n".join(self.content)
        boxes, problems = read_agenda(body, self.file, self.first_line)
        self.complain(problems)
        return agenda_of(boxes, self)
