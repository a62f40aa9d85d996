"""YAML as a tree in which every value knows its place; scalars are still the author's letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from .nearest import did_you_mean, there_are
from .problems import Place, fault

if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError

Path: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]
"""A row and a column, both counted from 0."""


@dataclass(slots=True, eq=False)
class Source:
    """The text that nodes were read from; `line` and `column` say where it starts in its file."""

    file: str
    lines: list[str] = field(repr=False)  # every node has its source: the repr would be quadratic
    line: int = 1
    column: int = 1

    def place(self, line: int, column: int) -> Place:
        """The place of a position in `lines`, both counted from 0."""
        return Place(self.file, self.line + line, self.column + column)


@dataclass(slots=True, eq=False)
class Node:
    """What all nodes have: their first and last position in the source, counted from 0."""

    source: Source
    start: Position
    end: Position

    @property
    def place(self) -> Place:
        return self.source.place(*self.start)

    def bad(self) -> Bad:
        """What stands here once it has been complained of."""
        return Bad(self.source, self.start, self.end)


@dataclass(slots=True, eq=False)
class Bad(Node):
    """A value that has been complained of. Readers pass over it, so that a fault counts once."""


@dataclass(slots=True, eq=False)
class Scalar(Node):
    """A text; `style` is its YAML style (`|`, `>`, `'`, `"` or nothing)."""

    value: str = ""
    style: str = ""
    empty: bool = False


@dataclass(eq=False)
class Items(Node):
    """A YAML list; `flow` when it is written in `[ ]`."""

    items: list[Node] = field(default_factory=list)
    flow: bool = False

    @cached_property
    def good(self) -> list[Node]:
        """The items that nothing is wrong with."""
        return [self.items[index] for index in self.indices]

    @cached_property
    def indices(self) -> list[int]:
        """Where the good items stand among all."""
        return [n for n, item in enumerate(self.items) if not isinstance(item, Bad)]


@dataclass(eq=False)
class Joined(Items):
    """What `K+` put together where a block is part of it: its items are blocks and lists."""

    @cached_property
    def good(self) -> list[Node]:
        parts = (part.good if isinstance(part, Items) else [part] for part in self.items)
        return [item for part in parts for item in part]

    @cached_property
    def indices(self) -> list[int]:
        return list(range(len(self.good)))


@dataclass(slots=True, eq=False)
class Entry(Node):
    """A key with its value, read as one thing: the key is its id."""

    key: Scalar
    value: Node


@dataclass(eq=False)
class Mapping(Node):
    """Keys and values in their order; `flow` when it is written in `{ }`."""

    entries: dict[str, Entry] = field(default_factory=dict)
    flow: bool = False

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry else None

    def mapping(self, key: str) -> Mapping | None:
        """The value of `key` where it is a mapping."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else None

    @cached_property
    def good(self) -> dict[str, Entry]:
        """The entries that nothing is wrong with."""
        return {k: entry for k, entry in self.entries.items() if not isinstance(entry.value, Bad)}

    def keys_at(self, key: str) -> Set[str]:
        """The keys of the mapping that `key` has, if it has one."""
        held = self.mapping(key)
        return held.entries.keys() if held else frozenset()

    def unknown(self, key: str, known: Sequence[str]) -> str:
        """What to say of a key that is none of `known`."""
        if key.endswith("+") and key[:-1] in known:
            return f"unknown key ('+' adds to a list, and {key[:-1]!r} is none)"
        near = did_you_mean(key, known)
        if not near and (cut_off := self.cut_off(key)):
            return f"unknown key (the comma before it ends the text of {cut_off!r}: quote it)"
        return f"unknown key{near or there_are(key, known)}"

    def cut_off(self, key: str) -> str | None:
        """The key whose unquoted text was ended by the comma before `key`, in `{ }`."""
        index = list(self.entries).index(key) if self.flow else 0
        own = self.entries[key].value
        if not index or not (" " in key or (isinstance(own, Scalar) and own.empty)):
            return None  # one word with a value is a key that somebody meant to write
        before = list(self.entries.values())[index - 1]
        value = before.value
        text = isinstance(value, Scalar) and not value.style and not value.value[:1].isdigit()
        return before.key.value if text else None


def expected(what: str, node: Node) -> PydanticCustomError:
    """`expected …, got …`, to raise for a node that is something else."""
    return fault(f"expected {what}, got {_shown(node)}", node.place)


def _shown(node: Node) -> str:
    if isinstance(node, Scalar):
        return "nothing" if node.empty else f"{_short(node.value)!r}"
    if isinstance(node, Mapping):
        return f"keys and values ({_short(', '.join(node.entries))})"
    return "a list"


def _short(value: str) -> str:
    line = value.strip().split("\n")[0]
    return line if len(line) <= 40 and line == value.strip() else f"{line[:39]}…"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a path leads: its spelling in the file, and the nodes there (no value: not there)."""

    path: str
    key: Node
    value: Node | None

    @property
    def place(self) -> Place:
        """The place of the value, or of what should have held it."""
        return (self.value or self.key).place


class _Child(NamedTuple):
    shown: str | int
    name: str | int  # its key, or its index among all items, bad ones too
    key: Node
    value: Node


def locate(root: Node, path: Sequence[str | int]) -> Spot:
    """Follow `path` as far as it goes. Indices count the items that are not bad.

    The path ends early where a plain text stands for a mapping or a list, or something bad.
    """
    shown = ""
    key = value = root
    for number, part in enumerate(path):
        child = _child(value, part)
        if child is None:
            if isinstance(value, Mapping):
                return Spot(_spell(shown, *path[number:]), key, None)
            break
        shown = _spell(shown, child.shown)
        key, value = child.key, child.value
    return Spot(shown, key, value)


def _spell(*parts: str | int) -> str:
    """`stages.pairing.agenda[1]`."""
    spelled = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts if part != "")
    return "".join(spelled).removeprefix(".")


def _child(node: Node, part: str | int) -> _Child | None:
    if isinstance(node, Mapping):
        for name in (str(part), f"{part}+"):
            if entry := node.entries.get(name):
                return _Child(name, name, entry.key, entry.value)
        if isinstance(part, int):  # words to say: the nth cue
            for name, entry in islice(node.good.items(), part, part + 1):
                return _Child(part, name, entry.key, entry.value)
    elif isinstance(node, Items) and isinstance(part, int) and part < len(node.good):
        index, item = node.indices[part], node.good[part]
        return _Child(index, index, item, item)
    return None


def without(node: Node, paths: Iterable[Path]) -> Node:
    """The same tree with a `Bad` where each path leads; what is on the way to none is shared."""
    marked: dict[str | int, list[Path]] = {}
    for path in paths:
        child = _child(node, path[0]) if path else None
        if child is None:
            return node.bad()
        marked.setdefault(child.name, []).append(path[1:])
    if isinstance(node, Mapping):
        entries = {
            key: replace(one, value=without(one.value, marked[key])) if key in marked else one
            for key, one in node.entries.items()
        }
        return replace(node, entries=entries)
    if isinstance(node, Items) and not isinstance(node, Joined):
        all = enumerate(node.items)
        items = [without(one, marked[n]) if n in marked else one for n, one in all]
        return replace(node, items=items)
    return node.bad()


def below(node: Node) -> Iterator[Node]:
    """The values that are directly in a node."""
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            yield entry.value
    elif isinstance(node, Items):
        yield from node.items


def walk(node: Node) -> Iterator[Node]:
    """A node and all that is below it."""
    yield node
    for inner in below(node):
        yield from walk(inner)
