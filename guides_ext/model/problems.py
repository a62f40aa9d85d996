"""What is wrong, and where: the one form in which every reader of sources complains."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError


MOST_TOLD = 100
"""Faults of one file that are told, and compared with what could have been meant."""

_LONG = 80
"""Characters of a word in a message; of a message ten times as many."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a source file; `line` and `column` count characters from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def below(self, folder: Path) -> Place:
        """The place as whoever runs a command opens it, who stands beside `folder`."""
        return replace(self, file=(folder / self.file).as_posix())


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: `path` is the keys that lead to it (`stages.pairing.agenda[1].minutes`)."""

    place: Place
    path: str
    message: str
    severity: Literal["error", "warning"] = "error"
    subtype: str = "role"

    def __str__(self) -> str:
        return f"{self.place}: {self.severity.upper()}: {self.text}"

    def below(self, folder: Path) -> Problem:
        """The problem with its place as whoever runs a command opens it."""
        return replace(self, place=self.place.below(folder))

    @property
    def text(self) -> str:
        """The message behind the path, as it is printed after the place: one line.

        Of what an author wrote it shows no more than can be read.
        """
        told = f"{self.path}: {self.message}" if self.path else self.message
        said = " ".join(told.split())
        short = re.sub(rf"(\S{{{_LONG}}})\S{{{_LONG},}}(\S{{9}})", r"\1…\2", said)
        return short if len(short) <= 10 * _LONG else f"{short[: 10 * _LONG]}…"


def first_of(problems: list[Problem], more: str = "and {:,} more") -> list[Problem]:
    """The problems that are told, and a last one that counts the others, in the words of `more`."""
    rest = problems[MOST_TOLD:]
    if not rest:
        return problems
    severity = min((one.severity for one in rest), key=("error", "warning").index)
    last = replace(rest[0], path="", message=more.format(len(rest)), severity=severity)
    return [*problems[:MOST_TOLD], last]


def fault(message: str, place: Place | None) -> PydanticCustomError:
    """An error to raise in a validator: our words, and the place that they are about.

    Without a place it is about the value being read, or its key.
    """
    # Imported where it is raised: every build knows problems, and few know pydantic.
    from pydantic_core import PydanticCustomError

    return PydanticCustomError("fault", "{message}", {"message": message, "place": place})
