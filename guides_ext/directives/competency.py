"""``competency``: one competency with its anchored levels, as in a role file."""

from __future__ import annotations

from guides_ext import model
from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.nodes import caption, scale
from guides_ext.parts.markup import titled
from guides_ext.parts.ratings import scale_of


class CompetencyDirective(GuideDirective):
    """A competency, a YAML mapping with the keys of a role file's competencies."""

    written = "competency"

    def part(self) -> scale:
        """The levels of the competency, as a table that reads across; below it why it counts.

        :raises Misuse: when the body is no competency
        """
        body = "\n".join(self.content)
        one, problems = model.read_part(model.Competency, body, self.file, self.first_line)
        self.complain(problems)
        if one is None or not one.title.markdown or not one.levels:
            raise Misuse("expected a competency (write 'title: …' and 'levels: …')")
        node = scale_of([("", one)], {}, self, above="")
        if one.means:
            node[0] = titled(one.means, self, caption)
        self.below = self.block(one.why) if one.why else []
        return node
