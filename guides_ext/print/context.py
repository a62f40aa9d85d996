"""What is asked about while a doctree becomes data: characters, pictures, references, places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from docutils import nodes

from guides_ext.parts.printed import Data
from guides_ext.print.fonts import Fonts, font_for, told_of
from guides_ext.print.pictures import Pictures
from guides_ext.record.text import printable


class Remark(NamedTuple):
    """Something to be told to whoever builds: a message and its place."""

    message: str
    place: str


def place_of(node: nodes.Node) -> str:
    """The file and line of a node, or of the nearest one around it that knows them."""
    source, line = "", 0
    around: nodes.Node | None = node
    while around is not None:
        source, line = source or around.source or "", line or around.line or 0
        around = around.parent
    return f"{source}:{line or ''}".rstrip(":")


@dataclass
class Context:
    """What is known of one book.

    Args:
        settable: whether Typst takes a piece whose making is not in our hands, as of a picture.
        site: where the site is read, with a slash at its end; empty where that is not known.
        uris: each document's address on the site, relative to its root.
    """

    fonts: Fonts
    settable: Callable[[Data], bool]
    pictures: Pictures
    site: str
    uris: dict[str, str]
    remarks: list[Remark] = field(default_factory=list)
    footnotes: dict[str, nodes.Element] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Anchors that were set."""

    numbers: dict[str, dict[str, dict[str, tuple[int, ...]]]] = field(default_factory=dict)
    """Numbers of figures: document → kind → id → number."""

    formats: dict[str, str] = field(default_factory=dict)
    """How a number of a kind is written: ``Fig. %s``."""

    named: set[str] = field(default_factory=set)
    """Footnotes that something refers to."""

    _lacking: dict[str, tuple[str, Counter[str]]] = field(default_factory=dict)
    """Characters that no font has, by the font that has them: the first place, how often each."""

    def warn(self, message: str, node: nodes.Node) -> None:
        """Tells of something that could not be printed as it was meant, once a place."""
        remark = Remark(message, place_of(node))
        if remark not in self.remarks:
            self.remarks.append(remark)

    def text(self, text: str, node: nodes.Node) -> list[Data]:
        """A text, with the code of each character that no font has in its place."""
        shown = printable(text)
        for char in self.fonts.missing(shown):
            _place, chars = self._lacking.setdefault(font_for(char), (place_of(node), Counter()))
            chars[char] += shown.count(char)
            shown = shown.replace(char, f"[U+{ord(char):04X}]")
        return [shown] if shown else []

    def all_remarks(self) -> list[Remark]:
        """All that is to be told; of the characters that no font has, once a script."""
        found = []
        for place, chars in self._lacking.values():
            first, *others = chars
            shown = f"[U+{ord(first):04X}]{' and the like' if others else ''}"
            count = f", {chars.total()} times" if chars.total() > 1 else ""
            found.append(Remark(f"{told_of([*chars])}; printed as {shown}{count}", place))
        return self.remarks + found

    def known_here(self, docname: str, names: Iterable[str]) -> list[str]:
        """The names as anchors of a document, each given out once."""
        new = [one for name in names if (one := f"{docname}#{name}") not in self.seen]
        self.seen.update(new)
        return new

    def address(self, target: str) -> str:
        """Where a place of the series is on the site; empty where that is not known."""
        docname, _hash, name = target.partition("#")
        if not self.site or docname not in self.uris:
            return ""
        return f"{self.site}{self.uris[docname]}#{name}".rstrip("#")
