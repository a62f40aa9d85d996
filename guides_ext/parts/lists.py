"""Goals, non-goals and checklists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from guides_ext import words
from guides_ext.nodes import item_list, row, rows, short
from guides_ext.parts.markup import built_in, titled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from guides_ext.model import Item
    from guides_ext.parts.markup import Markup

SHEET = re.compile(r"sheet:\s*", re.IGNORECASE)
"""A nested item that starts so is the short form for the sheet."""


def list_items(items: Iterable[Item], markup: Markup) -> list[nodes.list_item]:
    """The items of a list in a role file."""
    return [_item(item, markup) for item in items]


def _item(item: Item, markup: Markup) -> nodes.list_item:
    node = nodes.list_item("", *markup.block(item.text))
    node.line = item.text.place.line
    if item.sheet:
        node += titled(item.sheet, markup, short)
    elif item.sheet is False:
        node["sheet"] = False
    return node


def list_of(kind: str, items: Sequence[nodes.Node], *, phase: str = "", key: str = "") -> item_list:
    """A list under its heading.

    :param kind: ``goals``, ``non_goals``, ``checklist``, ``looking_for``, ``not_looking_for``
    :param phase: of a checklist: ``before``, ``during`` or ``after``
    :param key: by which the items are found again in their document
    """
    title = words.phase(phase) if phase else words.list_title(kind)
    bullets = nodes.bullet_list("", *items, bullet="-")
    return item_list("", built_in(title), bullets, kind=kind, phase=phase, list=key)


def checklist(lists: Iterable[item_list]) -> rows:
    """The phases of a checklist, one under another, label beside items."""
    return rows("", *(_phase(one) for one in lists), classes=["guide-checklist"])


def _phase(one: item_list) -> row:
    head, bullets = one.children
    term = built_in(head.astext(), nodes.term)
    return row("", term, nodes.definition("", bullets))


def take_short_forms(items: Iterable[nodes.Element]) -> None:
    """Takes ``- Sheet: short form`` out of the items and keeps it for the sheet.

    ``- Sheet: no`` keeps the item off the sheet.
    """
    for item in items:
        for nested in [one for one in item.children if isinstance(one, nodes.bullet_list)]:
            for line in list(nested.children):
                if match := SHEET.match(line.astext()):
                    nested.remove(line)
                    if line.astext()[match.end() :].strip().casefold() == "no":
                        item["sheet"] = False
                    else:
                        item += _short(line)
            if not nested.children:
                item.remove(nested)


def _short(line: nodes.Node) -> short:
    """The line of an item without the word that says what it is."""
    said = next(iter(line.findall(nodes.TextElement)))
    first = next(iter(said.findall(nodes.Text)))
    first.parent.replace(first, nodes.Text(SHEET.sub("", first, count=1)))
    form = short(SHEET.sub("", said.rawsource, count=1), "", *said.children)
    form.source, form.line = said.source, said.line
    return form
