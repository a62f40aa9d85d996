"""Finds the texts of a stage in its role's resolved doctree.

The effective stage says what there is and in which order; the nodes say how it is marked up. The
tree holds every list in that order already, since a stage is composed before it is printed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from docutils import nodes

from guides_ext import words
from guides_ext.parts.agenda import agenda
from guides_ext.parts.heading import heading
from guides_ext.parts.lists import item_list, short_of
from guides_ext.parts.ratings import level, scale_row
from guides_ext.parts.rows import row
from guides_ext.parts.script import script, speech
from guides_ext.print.runs import Rich, rich
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

N = TypeVar("N", bound=nodes.Element)


class StageTexts:
    """The texts of one stage.

    :param tree: the resolved doctree of the role's page
    :param stage: the id of the stage
    """

    def __init__(self, tree: nodes.document, stage: str) -> None:
        self.tree, self.stage = tree, stage
        found = by_id(tree, stage)
        assert found is not None, stage
        self.section = found

    def items(self, kind: str, phase: str = "") -> list[Rich]:
        """Each item of a list: ``goals``, ``non_goals``, or one phase of the ``checklist``.

        What has no place on a sheet is empty.
        """
        if phase:
            inside = self._part("checklist")
            bullets = _labelled(inside, words.phase(phase)) if inside else None
        else:
            bullets = next(
                (one for one in self.section.findall(item_list) if one["kind"] == kind), None
            )
        return _items(bullets)

    def scripts(self) -> list[Rich]:
        """The words to say by their cues, without these."""
        inside = self._part("say")
        found = inside.findall(script) if inside else ()
        return [
            rich(one for one in node.children if not isinstance(one, heading)) for node in found
        ]

    def opening(self, index: int) -> Rich:
        """The words that open a timebox of the agenda."""
        boxes = next(iter(self.section.findall(agenda)), None)
        return _said(boxes.children[index]) if boxes is not None else []

    def task(self, number: int) -> dict[str, Any]:
        """The texts of a task of the stage, counted from 0."""
        found = self._part("task" if number == 0 else f"task-{number + 1}")
        if found is None:
            return {"brief": [], "enough": [], "easier": [], "harder": []}
        brief = next((one for one in found.children if isinstance(one, nodes.container)), None)
        return {
            "brief": rich([brief]) if brief else [],
            "enough": rich([*_content(found, _("Far enough"))]),
            "easier": _bullets(_labelled(found, _("Easier"))),
            "harder": _bullets(_labelled(found, _("Harder"))),
        }

    def question(self, name: str) -> dict[str, Any]:
        """The texts of a question."""
        found = by_id(self.section, f"{self.stage}-{name}")
        if found is None:
            return {"ask": [], "listen": [], "then": [], "easier": [], "harder": []}
        return {
            "ask": _said(found),
            "listen": _bullets(_labelled(found, _("Listen for"))),
            "then": _bullets(_labelled(found, _("Follow up"))),
            "easier": rich([*_content(found, _("Easier"))]),
            "harder": rich([*_content(found, _("Harder"))]),
        }

    def levels(self, number: int) -> list[Rich]:
        """What each level of a rated competency looks like, lowest first.

        :param number: of the competency among those of the stage that have levels, from 0
        """
        inside = self._part("rating")
        rows = list(inside.findall(scale_row)) if inside else []
        if number >= len(rows):
            return []
        return [rich(one.children[1:]) for one in rows[number].findall(level)]

    def rule(self) -> Rich:
        """The role's rule for its decision."""
        found = by_id(self.tree, "guide--decision")
        return rich([*_content(found, _("Rule"))]) if found else []

    def means(self, title: str) -> Rich:
        """What a competency means, from the overview: without why it matters."""
        found = by_id(self.tree, "guide--matters")
        content = _content(found, title) if found else []
        return rich(one for one in content if "guide-note" not in one["classes"])

    def _part(self, name: str) -> nodes.Element | None:
        return by_id(self.section, f"{self.stage}--{name}")


def by_id(inside: nodes.Element, name: str) -> nodes.Element | None:
    """The node with an id."""
    return next((one for one in inside.findall(nodes.Element) if name in one["ids"]), None)


def _labelled(inside: nodes.Element, label: object) -> nodes.Element | None:
    """The content of the row with this label."""
    for one in inside.findall(row):
        term, content = one.children
        if term.astext() == str(label):
            assert isinstance(content, nodes.Element)
            return content
    return None


def _content(inside: nodes.Element, label: object) -> Iterable[Any]:
    found = _labelled(inside, label)
    return found.children if found is not None else ()


def _bullets(inside: nodes.Element | None) -> list[Rich]:
    """The items of the first list inside that are for a sheet."""
    return [text for text in _items(inside) if text]


def _items(inside: nodes.Element | None) -> list[Rich]:
    """The items of the first list inside: each, so that they can be told by their number."""
    bullets = next(iter(inside.findall(nodes.bullet_list)), None) if inside is not None else None
    items = bullets.children if bullets is not None else ()
    return [_item(one) for one in items if isinstance(one, nodes.list_item)]


def _item(item: nodes.list_item) -> Rich:
    """An item as a sheet has it: its short form where it has one, nothing where it has no place."""
    form = short_of(item)
    return [] if form is False else rich((form or item).children)


def _said(inside: nodes.Node) -> Rich:
    found = next(iter(inside.findall(speech)), None)
    return rich(found.children) if found is not None else []
