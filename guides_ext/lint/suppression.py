"""Suppression in place: a comment switches rules off for what is beside it or below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guides_ext.lint.fix import Edit
from guides_ext.model.nodes import Mapping, Node, Path, Scalar, locate, walk
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
    role: str = ""
    elsewhere: frozenset[tuple[str, int]] = frozenset()
    """Lines of libraries that it holds for too, by file, in what is found of its role."""
    written: str = ""
    """Its letters in a role file, from its place to the end of the line."""
    named: tuple[int, int] = (0, 0)
    """Where among them the names of its rules begin and end."""

    def covers(self, place: Place, roles: Sequence[str]) -> bool:
        """Whether it holds for what is found at a place, in some roles."""
        if place.file == self.place.file:
            return self.first <= place.line <= self.last
        return tuple(roles) == (self.role,) and (place.file, place.line) in self.elsewhere

    def without_unused(self) -> Edit | None:
        """Leaves those of its rules that are still needed, or takes it out; only in a role file."""
        if not self.written:
            return None
        start, end = self.named
        misspelt = set(self.unused).difference(self.known)  # these are for the author to mend
        left = ",".join(one for one in self.rules if one not in self.unused or one in misspelt)
        new = f"{self.written[:start]}{left}{self.written[end:]}" if left else ""
        return Edit(self.place, self.written, new)


def in_role_file(
    file: str, lines: Sequence[str], own: Node | None, role: str = "", merged: Node | None = None
) -> Iterator[Suppression]:
    """The suppressions in a role file; `own` is what YAML makes of it, if it can.

    Behind a value, a comment holds for its line. Alone in a line it holds for what is below it:
    the next line, and all that is indented deeper; and, where that is a key of a role, for what the
    role's libraries say below that key. Above `extends` it holds for all that they say. What stands
    in a text is no comment.

    Args:
        role: the docname of the role, if it is one.
        merged: the tree of the role upon its libraries.
    """
    for number, line in enumerate(lines, 1):
        hash = _IN_YAML.search(line)
        found = hash and _COMMENT.match(line, hash.end())
        if not hash or not found or _in_text(own, file, (number - 1, hash.start())):
            continue
        made = _made(found, Place(file, number, hash.start() + 1), number, number)
        made.written = line[hash.start() :]
        start, end = found.span("rules")
        made.named = (start - hash.start(), end - hash.start())
        if not line[: hash.start()].strip():
            made.first, made.last = _below(lines, number, nested=True)
            path = _path_at(own, made.first - 1)
            if merged and path:
                whole = merged if path == ("extends",) else locate(merged, path).value
                made.role, made.elsewhere = role, frozenset(_lines_elsewhere(whole, file))
        yield made


def _path_at(tree: Node | None, row: int) -> Path:
    """The path to the key that stands in a row of a file; none where that is none."""
    if isinstance(tree, Mapping):
        for key, entry in tree.entries.items():
            if entry.key.start[0] == row:
                return (key,)
            if entry.value.start[0] <= row <= entry.value.end[0]:
                inner = _path_at(entry.value, row)
                return (key, *inner) if inner else ()
    return ()


def _lines_elsewhere(tree: Node | None, file: str) -> Iterator[tuple[str, int]]:
    """The lines of other files that a part of a role is written in."""
    for node in walk(tree) if tree else ():
        keys = [one.key for one in node.entries.values()] if isinstance(node, Mapping) else []
        for one in (node, *keys):
            if one.source.file != file:
                last = one.source.place(*one.end).line
                yield from ((one.source.file, n) for n in range(one.place.line, last + 1))


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
