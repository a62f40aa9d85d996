"""A paper: what it is filled with, and what it has to say; all that whoever prints it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

Filled = dict[str, Any]
"""What a paper's template is filled with; ``kind`` says which that is."""


class Text(NamedTuple):
    """A text that has to stand on a paper.

    Attributes:
        words: as the record has them.
        of: the texts that it is left out with, whole: itself, and the question, or the words to
            say, that it goes with; empty for what always stays.
    """

    words: str
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One page of a day: what its template is filled with, and what it has to say.

    Attributes:
        name: as messages call it: ``sheet of 'Pairing' of 'Engineer'``.
        filled: the data of its template.
        says: the texts that have to stand on it, in their order.
        silent: the texts that may not stand on it.
        what: its kind.
    """

    name: str
    filled: Filled
    says: list[Text]
    silent: list[str] = field(default_factory=list)
    what: str = ""
