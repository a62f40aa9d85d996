"""Suppression in place: a comment switches rules off for what is beside it or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guides_ext.model.nodes import Node, Scalar, walk
from guides_ext.model.problems import Place

MARK = "guides-lint:"
_COMMENT = re.compile(
    rf"{MARK}\s*(?:disable=(?P<rules>(?:\w[\w-]*(?:,\s*\w[\w-]*)*)?,?))?\s*(?P<reason>.*?)\s*(?:-->)?$"
)
_IN_YAML = re.compile(rf"#\s*(?={MARK})")
_IN_ARTICLE = re.compile(rf"(?:<!--\s*)?(?={MARK})")


@dataclass
class Suppression:
    """A comment that switches rules off where it stands, from `first` to `last` line."""

    place: Place
    rules: tuple[str, ...]
    """Empty where the comment is not written as one that switches rules off."""
    reason: str
    first: int
    last: int
    unused: list[str]
    """Those of its rules that found nothing there."""
    known: Sequence[str] = ()
    """The names that there are."""


def in_role_file(file: str, lines: Sequence[str], tree: Node | None) -> Iterator[Suppression]:
    """The suppressions in a role file; `tree` is what YAML makes of it and its bases, if it can.

    Behind a value, a comment holds for its line. Alone in a line it holds for what is below it:
    the next line, and all that is indented deeper. What stands in a text is no comment.
    """
    for number, line in enumerate(lines, 1):
        hash = _IN_YAML.search(line)
        found = hash and _COMMENT.match(line, hash.end())
        if not hash or not found or _in_text(tree, file, (number - 1, hash.start())):
            continue
        first = last = number
        if not line[: hash.start()].strip():
            first, last = _below(lines, number, nested=True)
        yield _made(found, Place(file, number, hash.start() + 1), first, last)


def in_article(comment: str, place: Place, lines: Sequence[str]) -> Suppression | None:
    """What a line of an article's comment switches off: the next block, until a blank line.

    `place` is that of the comment, among the lines of its file. A line that only speaks of the
    linter switches nothing off.
    """
    begins = _IN_ARTICLE.match(comment)
    found = begins and _COMMENT.match(comment, begins.end())
    return _made(found, place, *_below(lines, place.line, nested=False)) if found else None


def _made(found: re.Match[str], place: Place, first: int, last: int) -> Suppression:
    rules = tuple(name for one in (found["rules"] or "").split(",") if (name := one.strip()))
    return Suppression(place, rules, found["reason"], first, last, list(rules))


def _in_text(tree: Node | None, file: str, position: tuple[int, int]) -> bool:
    return tree is not None and any(
        node.start <= position < node.end
        for node in walk(tree)
        if isinstance(node, Scalar) and node.source.file == file
    )


def _below(lines: Sequence[str], number: int, *, nested: bool) -> tuple[int, int]:
    """The lines that a comment alone in line `number` holds for, both counted from 1."""
    first = number
    while first < len(lines) and (not lines[first].strip() or MARK in lines[first]):
        first += 1
    last = first
    depth = _indent(lines[first]) if first < len(lines) else 0
    while last + 1 < len(lines):
        following = lines[last + 1]
        deeper = not following.strip() or _indent(following) > depth
        if not (deeper if nested else following.strip()):
            break
        last += 1
    return first + 1, last + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
