"""``letter``: what a team writes to its candidates, with the values of a role in it.

It is a quotation with the class ``letter``, so that one of a Jekyll post is one too
(``<blockquote class="letter" markdown="1">``). ``handbook/letters.py`` puts the values in when all
is read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.statemachine import StringList

from guides_ext.domain import Mention
from guides_ext.model.nearest import there_are
from guides_ext.parts.directive import GuideDirective, Misuse

if TYPE_CHECKING:
    from sphinx.application import Sphinx

VALUE = re.compile(r"(?<![\\$])\$([A-Z][A-Z_]+)\b")
"""Where a value is put in: ``$PLACE``."""

OF_THE_ROLE = ("ROLE", "STAGE", "TIME", "MINUTES", "PLACE", "PEOPLE", "ANSWER")
"""What the role says."""

OF_THE_DAY = ("NAME", "DATE", "START", "END", "LINK")
"""What is known when the letter is written to somebody; it stays as it is."""


def is_letter(node: nodes.Node) -> bool:
    """Whether a node is a letter."""
    return isinstance(node, nodes.block_quote) and "letter" in node["classes"]


class Letter(GuideDirective):
    """A letter to candidates; the argument is the stage that it is about."""

    written = "letter"
    optional_arguments = 1

    def part(self) -> nodes.block_quote:
        """The words of the letter.

        Raises:
            Misuse: when there are none.
        """
        for line, text in enumerate(self.content, start=self.first_line):
            for name in VALUE.findall(text):
                if name not in (*OF_THE_ROLE, *OF_THE_DAY):
                    known = there_are(name, (*OF_THE_ROLE, *OF_THE_DAY))
                    self.warn(f"no value '${name}'{known}", line)
        # A dollar may begin a formula; in code it begins none.
        escaped = [one if "`" in one else VALUE.sub(r"\\$\1", one) for one in self.content]
        self.content = StringList(escaped, items=self.content.items)
        content = self.parse_content_to_nodes()
        if not content:
            raise Misuse("expected the words of the letter, got nothing")
        stage = "".join(self.arguments).strip()
        if stage:
            use = Mention("stage", stage, self.place_of(stage), shows=True)
            self.domain.note_use(self.env.docname, use)
        return nodes.block_quote("", *content, classes=["letter"], stage=stage)


def setup(app: Sphinx) -> None:
    """Registers the directive."""
    app.add_directive(Letter.written, Letter)
