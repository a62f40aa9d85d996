"""YAML as a tree in which every value knows its place; scalars are still the author's letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from .problems import Place

Path: TypeAlias = tuple[str | int, ...]


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
    start: tuple[int, int]
    end: tuple[int, int]

    @property
    def place(self) -> Place:
        return self.source.place(*self.start)

    def bad(self) -> "Bad":
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


@dataclass(slots=True, eq=False)
class Items(Node):
    """A YAML list; `flow` when it is written in `[ ]`."""

    items: list[Node] = field(default_factory=list)
    flow: bool = False

    def good(self) -> list[Node]:
        """The items that nothing is wrong with."""
        return [item for item in self.items if not isinstance(item, Bad)]

    def holding(self, items: list[Node]) -> "Items":
        """This list with other items."""
        return Items(self.source, self.start, self.end, items, self.flow)


@dataclass(slots=True, eq=False)
class Joined(Items):
    """What `K+` put together where a block is part of it: its items are blocks and lists."""

    def good(self) -> list[Node]:
        parts = (part.good() if isinstance(part, Items) else [part] for part in self.items)
        return [item for part in parts for item in part]


@dataclass(slots=True, eq=False)
class Entry(Node):
    """A key with its value, read as one thing: the key is its id."""

    key: Scalar
    value: Node

    def holding(self, value: Node) -> "Entry":
        """This key with another value."""
        return Entry(self.source, self.start, self.end, self.key, value)


@dataclass(slots=True, eq=False)
class Mapping(Node):
    """Keys and values in their order; `flow` when it is written in `{ }`."""

    entries: dict[str, Entry] = field(default_factory=dict)
    flow: bool = False

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry else None

    def mapping(self, key: str) -> "Mapping | None":
        """The value of `key` where it is a mapping."""
        value = self.get(key)
        return value if isinstance(value, Mapping) else None

    def good(self) -> dict[str, Entry]:
        """The entries that nothing is wrong with."""
        return {k: entry for k, entry in self.entries.items() if not isinstance(entry.value, Bad)}

    def holding(self, entries: dict[str, Entry]) -> "Mapping":
        """This mapping with other entries."""
        return Mapping(self.source, self.start, self.end, entries, self.flow)

    def cut_off(self, key: str) -> Scalar | None:
        """The key whose unquoted text was ended by the comma before `key`, in `{ }`."""
        entries = list(self.entries.values())
        index = list(self.entries).index(key)
        if not self.flow or not index:
            return None
        before = entries[index - 1]
        value = before.value
        text = isinstance(value, Scalar) and not value.style and not value.value[:1].isdigit()
        return before.key if text else None


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
        entries = list(node.good().items())
        if isinstance(part, int) and part < len(entries):  # words to say: the nth cue
            name, entry = entries[part]
            return _Child(part, name, entry.key, entry.value)
    elif isinstance(node, Items) and isinstance(part, int) and part < len(good := node.good()):
        item = good[part]
        index = node.items.index(item) if item in node.items else part
        return _Child(index, index, item, item)
    return None


def without(node: Node, path: Sequence[str | int]) -> Node:
    """The same tree with a `Bad` where `path` leads; what is not on the way is shared."""
    child = _child(node, path[0]) if path else None
    if child is None:
        return node.bad()
    value = without(child.value, path[1:])
    if isinstance(node, Mapping):
        entry = node.entries[str(child.name)].holding(value)
        return node.holding({**node.entries, str(child.name): entry})
    if isinstance(node, Items) and not isinstance(node, Joined):
        return node.holding([value if n == child.name else i for n, i in enumerate(node.items)])
    return node.bad()


def walk(node: Node) -> Iterator[Node]:
    """A node and all that is below it."""
    yield node
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            yield from walk(entry.value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from walk(item)
