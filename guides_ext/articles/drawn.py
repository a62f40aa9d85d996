"""What a page holds that articles are drawn into: its ids and its footnotes."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable


class Note(NamedTuple):
    """A footnote on a page: its node, number and id."""

    footnote: nodes.footnote
    number: str
    name: str


class Drawn:
    """What has been drawn into a page: the ids in use, and the footnotes with their numbers.

    Args:
        document: the page, or a merged document of which the page is a part.
    """

    def __init__(self, document: nodes.document) -> None:
        self.ids = {name for node in document.findall(nodes.Element) for name in node["ids"]}
        labels = [
            label.astext()
            for note in document.findall(nodes.footnote)
            for label in note.findall(nodes.label)
        ]
        own = [int(one) for one in labels if one.isdigit()]
        self._numbers = itertools.count(1 + max(own, default=0))
        self._notes: dict[tuple[str, ...], Note] = {}

    def prefix(self, wanted: str, names: Iterable[str]) -> str:
        """``wanted``, with a number behind it where an id of the page would stand there twice."""
        names = set(names)
        for number in itertools.count(1):
            prefix = wanted if number == 1 else f"{wanted}-{number}"
            ids = {f"{prefix}-{name}" for name in names}
            if self.ids.isdisjoint(ids):
                break
        self.ids |= ids
        return prefix

    def note(self, *key: str) -> Note | None:
        """A footnote that has been drawn in already."""
        return self._notes.get(key)

    def add_note(self, footnote: nodes.footnote, name: str, *key: str) -> Note:
        """Gives a footnote the next number of the page; ``name`` is its id there."""
        number = str(next(self._numbers))
        label = next(footnote.findall(nodes.label), None)
        if label is not None:
            label.replace_self(nodes.label("", number))
        note = self._notes[key] = Note(footnote, number, name)
        return note
