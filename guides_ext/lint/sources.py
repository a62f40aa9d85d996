"""The lines of the sources, and where words are written in them, whatever markup is between."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import Path

from guides_ext.files import Access
from guides_ext.model.problems import Place
from guides_ext.model.text import MarkdownText, place_in


def relative(file: str, root: Path) -> str:
    """A file as places name it: from `root`, with `/` on every system."""
    return os.path.relpath(file, root).replace(os.sep, "/")


class Sources:
    """The lines of the sources, by files relative to their root.

    Args:
        root: the folder of the sources.
        access: which files may be read; without it, those below the root.
    """

    def __init__(self, root: Path, access: Access | None = None) -> None:
        self.root, self.access = root, access or Access(root)
        self._lines: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}

    def name(self, path: str, else_file: str) -> str:
        """What places call the file at a path; `else_file` where there is none."""
        if path not in self._names:
            self._names[path] = relative(path, self.root) if Path(path).is_file() else ""
        return self._names[path] or else_file

    def lines(self, file: str) -> list[str]:
        """The lines of a file; none where it cannot be read."""
        if file not in self._lines:
            try:
                path = self.root / file
                text = "" if self.access.refusal(path) else path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                text = ""
            # As editors and Markdown count: no form feed, say, makes a line.
            self._lines[file] = text.removesuffix("\n").split("\n") if text else []
        return self._lines[file]

    def line(self, place: Place) -> str:
        """The line of a place, or nothing."""
        return next(iter(self.lines(place.file)[place.line - 1 : place.line]), "")

    def find(self, words: str, place: Place, nth: int = 0) -> Place:
        """Where words stand for the nth time from a place on; the place itself if they do not."""
        return self.search(_pattern(words), place, nth)

    def within(self, text: MarkdownText, words: str, nth: int = 0) -> Place:
        """Where words stand for the nth time in a text of a role file; its start if they do not."""
        offset = nth_time(words, text.markdown, nth)
        return place_in(text, offset or 0, self.lines(text.place.file))

    def search(self, pattern: str, place: Place, nth: int = 0) -> Place:
        """As `find`, for what a regular expression matches."""
        text = "\n".join(self.lines(place.file)[place.line - 1 : place.line + 80])
        start = nth_match(pattern, text, nth)
        if start is None:
            return place
        column = start - (text.rfind("\n", 0, start) + 1) + 1
        return Place(place.file, place.line + text.count("\n", 0, start), column)


_MARKUP = r"\]\([^)]*\)|[*_`~\[\\]"


def _pattern(words: str) -> str:
    return rf"(?:{_MARKUP}|[\s>#|])+".join(map(_as_written, straight(words).split()))


# The quotation marks that Sphinx sets, whatever the language; with the spaces in them in French.
_DOUBLE, _SINGLE = "“”„«»「」", "‘’‚‹›『』"
_QUOTE = rf"(?<![^\s(])[«‹]\s|\s[»›](?!\w)|[{_DOUBLE}{_SINGLE}]"
_IN_SOURCE = {
    **dict.fromkeys("\"'", rf"(?:[\"']|{_QUOTE})"),
    **dict.fromkeys("–—", "(?:---?|[–—])"),
    "…": r"(?:\.{3}|…)",
}


def straight(words: str) -> str:
    """Words with the quotation marks that a keyboard has, in which rules are written."""
    if words.isascii():  # most are
        return words
    return re.sub(_QUOTE, lambda one: '"' if one[0].strip() in _DOUBLE else "'", words)


def _as_written(word: str) -> str:
    """A pattern for a word: quotation marks and dashes as they are set or as a keyboard has them,
    and markup inside it."""
    pieces = re.findall(r"\w+|\W", word)
    return f"(?:{_MARKUP})*".join(_IN_SOURCE.get(one) or re.escape(one) for one in pieces)


def nth_time(words: str, text: str, nth: int) -> int | None:
    """Where words begin for the nth time in a text, whatever markup is between them."""
    return nth_match(_pattern(words), text, nth)


def nth_match(pattern: str, text: str, nth: int) -> int | None:
    """Where a pattern matches for the nth time in a text; the last time, if less often."""
    found = [one.start() for one in islice(re.finditer(pattern, text), nth + 1)] if pattern else []
    return found[-1] if found else None
