"""``goals``, ``non-goals`` and ``checklist``: a body that is one list."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from guides_ext import words
from guides_ext.directives.base import GuideDirective, Misuse
from guides_ext.record.data import PHASES
from guides_ext.nodes import item_list
from guides_ext.parts.lists import list_of, take_short_forms
from guides_ext.words import _


class ListDirective(GuideDirective):
    """A directive whose body is one list."""

    kind: ClassVar[str]

    def part(self) -> item_list:
        """The list under its heading.

        :raises Misuse: when the body is anything but one list with items
        """
        content = self.parse_content_to_nodes()
        lists = [node for node in content if isinstance(node, nodes.bullet_list)]
        others = [node for node in content if not isinstance(node, nodes.bullet_list | IGNORED)]
        if not content:
            raise Misuse("expected a list, got nothing (write one item a line: '- …')")
        if len(lists) != 1 or others:
            raise Misuse(
                f"expected one list and nothing else, got {_names(content)} "
                f"({self._mend(content)})",
                (others or lists)[0].line or self.first_line,
            )
        items = [one for one in lists[0].children if isinstance(one, nodes.list_item)]
        if empty := next((one for one in items if not one.astext().strip()), None):
            raise Misuse("an item without words", empty.line or self.first_line)
        take_short_forms(items)
        node = list_of(self.kind, items, phase=self.phase)
        if self.phase:
            node["reftitle"] = f"{_('Checklist')}: {words.phase(self.phase)}"
        return item_list("", *node.children, *_rest(content), **node.attributes)

    @property
    def phase(self) -> str:
        """The phase of a checklist, empty for other lists."""
        return ""

    def _mend(self, content: list[nodes.Node]) -> str:
        first = content[0].astext().strip()
        if "phase" in self.option_spec and first in PHASES:
            return f"write ':phase: {first}'"
        return "write one item a line: '- …'"


class Goals(ListDirective):
    """What a stage is for, one goal an item."""

    written, kind = "goals", "goals"


class NonGoals(ListDirective):
    """What a stage must not become, one non-goal an item."""

    written, kind = "non-goals", "non_goals"


class Checklist(ListDirective):
    """States to confirm in one phase of the interview, one an item."""

    written, kind = "checklist", "checklist"
    option_spec: ClassVar[dict[str, Any]] = {
        "phase": directives.unchanged_required,
        **GuideDirective.option_spec,
    }

    @property
    def phase(self) -> str:
        """``before``, ``during`` (the default) or ``after``."""
        phase = str(self.options.get("phase", "during"))
        if phase not in PHASES:
            raise Misuse(f"unknown phase '{phase}' (there are: {', '.join(PHASES)})")
        return phase


IGNORED = nodes.comment | nodes.target | nodes.footnote | nodes.substitution_definition
"""What may stand beside the list, since a reader does not see it there."""


def _rest(content: list[nodes.Node]) -> list[nodes.Node]:
    return [node for node in content if isinstance(node, IGNORED)]


def _names(content: list[nodes.Node]) -> str:
    return " and ".join(node.tagname.replace("_", " ") for node in content[:3])  # type: ignore[attr-defined]
