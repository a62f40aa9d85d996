"""Text whose every line knows where it came from, and what is told on the way."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

from guides_ext.model.problems import Place, Problem

LARGEST = 1_000_000
"""Characters of a text, a file or a page."""

TOO_LARGE = f"has more than {LARGEST:,} characters, and is not read"


def clean(text: str) -> str:
    """A text without byte order mark, and with one kind of line end."""
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class Line(NamedTuple):
    """A line of text without its end, and the file and line (from 1) that it came from."""

    text: str
    file: str
    number: int


class Source:
    """A file's text from a line on."""

    def __init__(self, text: str, file: str, first: int = 1) -> None:
        self.text, self.file, self.first = text, file, first
        self._starts = [0, *(end.end() for end in re.finditer("\n", text))]

    def lines(self) -> list[Line]:
        """The text as it is."""
        rows = enumerate(self.text.split("\n"), self.first)
        return [Line(text, self.file, row) for row, text in rows]

    def place(self, index: int) -> Place:
        """The place of a character."""
        row = bisect.bisect_right(self._starts, index) - 1
        return Place(self.file, self.first + row, index - self._starts[row] + 1)


@dataclass
class Told:
    """What is told about a page while it is made.

    Args:
        problems: what was not understood; each is a warning.
        files: every file that was read, or asked for and missing.
    """

    problems: dict[Problem, None] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)

    def warn(self, place: Place, message: str) -> None:
        """Adds a warning, once."""
        self.problems[Problem(place, "", message, "warning", "jekyll")] = None


class Piece(NamedTuple):
    """A run of text from a place. ``follows``: its lines are lines of the file too."""

    text: str
    file: str
    number: int
    follows: bool


class Pieces(StringIO):
    """A stream to write to that keeps where each piece of its text came from.

    Args:
        spend: asked before a text is added.
    """

    def __init__(self, spend: Callable[[int], None]) -> None:
        super().__init__()
        self.spend = spend
        self.pieces: list[Piece] = []
        self.at = Place("", 1, 1)

    def write(self, text: str) -> int:
        """Adds text that was made at the current place, or that was captured elsewhere."""
        if isinstance(text, Traced):
            return sum(self._add(piece) for piece in text.pieces)
        return self._add(Piece(text, self.at.file, self.at.line, follows=False))

    def copy(self, text: str, place: Place) -> int:
        """Adds text that stands so in a file."""
        return self._add(Piece(text, place.file, place.line, follows=True))

    def _add(self, piece: Piece) -> int:
        self.spend(len(piece.text))
        self.pieces.append(piece)
        return len(piece.text)

    def getvalue(self) -> Traced:
        """All of the text; it still knows its pieces."""
        return Traced.of(self.pieces)

    def lines(self) -> list[Line]:
        """The text as lines; a line is from where its first word is from."""
        done: list[Line] = []
        text, home = "", None
        for piece in self.pieces:
            for row, part in enumerate(piece.text.split("\n")):
                number = piece.number + row if piece.follows else piece.number
                if row:
                    done.append(Line(text, *(home or (piece.file, max(1, number - 1)))))
                    text, home = "", None
                if home is None or (not text.strip() and part.strip()):
                    home = (piece.file, number)
                text += part
        return [*done, Line(text, *(home or (self.at.file, self.at.line)))]


class Traced(str):
    """A text that was captured, and still knows its pieces."""

    pieces: list[Piece]

    @classmethod
    def of(cls, pieces: list[Piece]) -> Traced:
        """The text of the pieces."""
        text = cls("".join(piece.text for piece in pieces))
        text.pieces = list(pieces)
        return text
