"""Mends that need no thought: what becomes of some letters, and putting it into the files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from guides_ext.files import write
from guides_ext.model.problems import Place


@dataclass(frozen=True, order=True)
class Edit:
    """`old`, which stands in a line at a place, becomes `new`."""

    place: Place
    old: str
    new: str


def apply(edits: Iterable[Edit], root: Path) -> int:
    """Puts mends into the files below a folder; nothing else in them changes.

    A mend whose letters are not there any more is left out, and so is one that another overlaps. A
    line that is left without anything in it is taken out.

    Returns:
        How many were made.
    """
    made = 0
    by_file: dict[str, set[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.place.file, set()).add(edit)
    for file, some in by_file.items():
        raw = (root / file).read_bytes().decode("utf-8")  # line ends stay as they are
        lines = raw.splitlines(keepends=True)
        mark = raw.startswith("\ufeff")
        for edit in sorted(some, reverse=True):
            place, old, new = edit.place, edit.old, edit.new
            line = lines[place.line - 1] if place.line <= len(lines) else ""
            start = place.column - 1 + (mark and place.line == 1)
            if line.startswith(old, start):
                mended = line[:start] + new + line[start + len(old) :]
                bare = mended.rstrip() if not new else mended.rstrip("\r\n")
                end = line[len(line.rstrip("\r\n")) :]
                lines[place.line - 1] = bare + end if bare else ""
                made += 1
        write(root / file, "".join(lines).encode("utf-8"))
    return made
