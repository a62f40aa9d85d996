"""``letter``: what a team writes to its candidates, with the values of a role in it.

It is a quotation with the class ``letter``, so that one of a Jekyll post is one too
(``<blockquote class="letter" markdown="1">``). ``handbook/letters.py`` puts the values in when all
is read.
"""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from myst_parser.mocking import MockState

from guides_ext.domain import Mention
from guides_ext.model.nearest import there_are
from guides_ext.parts.directive import GuideDirective

VALUE = re.compile(r"(?<!\$)\$([A-Z][A-Z_]+)\b")
"""Where a value is put in: ``$PLACE``."""

RULE = "guide_value"

OF_THE_ROLE = ("ROLE", "STAGE", "TIME", "MINUTES", "PLACE", "PEOPLE", "ANSWER")
"""What the role says."""

OF_THE_DAY = ("NAME", "DATE", "START", "END", "LINK")
"""What is known when the letter is written to somebody; it stays as it is."""


def is_letter(node: nodes.Node) -> bool:
    """Whether a node is a letter."""
    return isinstance(node, nodes.block_quote) and "letter" in node["classes"]


def is_value(node: nodes.Node) -> bool:
    """Whether a node is the name of a value, in a letter or on any page of Jekyll."""
    return isinstance(node, nodes.inline) and "letter-value" in node


def value_node(name: str) -> nodes.inline:
    """A name where a value is put in, as it is until then."""
    return nodes.inline("", f"${name}", **{"letter-value": name})


def what_is_wrong(name: str) -> str:
    """That there is no value of a name; empty where there is one."""
    known = (*OF_THE_ROLE, *OF_THE_DAY)
    return "" if name in known else f"letter: no value '${name}'{there_are(name, known)}"


def add_rule(md: MarkdownIt) -> None:
    """Gives a parser the rule for values: one that is escaped or in code is none, and one that
    could begin a formula begins none."""
    md.inline.ruler.before(md.get_all_rules()["inline"][0], RULE, _value)


def _value(state: StateInline, silent: bool) -> bool:
    page = state.md.options.get("document")  # that of Jekyll has no such formulas
    is_on = state.md.options.get("guides_values") or getattr(page, "guides_letter", False)
    match = VALUE.match(state.src, state.pos) if is_on else None
    if match and not silent:
        state.push(RULE, "", 0).content = match[1]
    state.pos = match.end() if match else state.pos
    return bool(match)


class Letter(GuideDirective):
    """A letter to candidates; the argument is the stage that it is about."""

    written = "letter"
    optional_arguments = 1

    def part(self) -> nodes.block_quote:
        """The words of the letter.

        Raises:
            Misuse: when there are none.
        """
        content = self._words("the words of the letter, got nothing")
        read = {one["letter-value"] for node in content for one in node.findall(is_value)}  # type: ignore[index]
        for line, text in enumerate(self.content, start=self.first_line):
            for name in VALUE.findall(text):
                if name in read and (why := what_is_wrong(name)):
                    self.warn(why.removeprefix("letter: "), line)
        stage = "".join(self.arguments).strip()
        if stage:
            use = Mention("stage", stage, self.place_of(stage), shows=True)
            self.domain.note_use(self.env.docname, use)
        return nodes.block_quote("", *content, classes=["letter"], stage=stage)

    def _words(self, expected: str) -> list[nodes.Node]:
        """What the letter holds, each value in a node of its own."""
        state: Any = self.state
        if isinstance(state, MockState):
            page: Any = state.document
            page.guides_letter = True
            try:
                return self.parsed(expected)
            finally:
                del page.guides_letter
        content = self.parsed(expected)
        for text in [one for node in content for one in node.findall(nodes.Text)]:
            if not isinstance(text.parent, nodes.FixedTextElement | nodes.literal):
                parts: list[Any] = VALUE.split(text)
                parts[1::2] = map(value_node, parts[1::2])
                parts[::2] = map(nodes.Text, parts[::2])
                text.parent.replace(text, [one for one in parts if one.astext()])
        return content
