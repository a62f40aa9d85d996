"""YAML as a tree in which every value knows its place; scalars are still the author's letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from .problems import Place

Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True, eq=False)
class Source:
    """The text that nodes were read from; `line` and `column` say where it starts in its file."""

    file: str
    lines: list[str]
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


@dataclass(slots=True, eq=False)
class Joined(Items):
    """Lists put together by `K+`: its items are the lists, or blocks that count as lists."""


@dataclass(slots=True, eq=False)
class Entry(Node):
    """A key with its value, which is read as one thing: the key is its id."""

    key: Scalar
    value: Node


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


@dataclass(slots=True, eq=False)
class Bad(Node):
    """A value that has been complained about. Readers pass over it, so that a fault counts once."""


def listed(node: Items) -> list[Node]:
    """The items of a list, those of joined lists in one row; a block stays one node."""
    if not isinstance(node, Joined):
        return node.items
    return [
        item
        for part in node.items
        for item in (listed(part) if isinstance(part, Items) else [part])
    ]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a path leads: its spelling in the file, and the nodes that are there (if any)."""

    path: str
    key: Node
    value: Node | None

    @property
    def bad(self) -> bool:
        return isinstance(self.value, Bad)


def locate(root: Node, path: Sequence[str | int]) -> Spot:
    """Follow `path` as far as it goes. Indices count the items that are not bad."""
    shown, key, value = "", root, root
    for number, part in enumerate(path):
        found = _child(value, part)
        if found is None:
            if isinstance(value, Mapping):
                rest = path[number:]
                return Spot(_spell([shown, *map(str, rest)]), key, None)
            break
        name, key, value = found
        shown = f"{shown}[{name}]" if isinstance(name, int) else _spell([shown, name])
        if isinstance(value, Bad):
            break
    return Spot(shown, key, value)


def _spell(parts: list[str]) -> str:
    return ".".join(part for part in parts if part)


def _child(node: Node, part: str | int) -> tuple[str | int, Node, Node] | None:
    if isinstance(node, Mapping):
        for name in (str(part), f"{part}+"):
            if entry := node.entries.get(name):
                return name, entry.key, entry.value
    elif isinstance(node, Items) and isinstance(part, int):
        good = [(n, item) for n, item in enumerate(listed(node)) if not isinstance(item, Bad)]
        if part < len(good):
            index, item = good[part]
            return index, item, item
    return None


def without(node: Node, path: Sequence[str | int]) -> Node:
    """The same tree with a `Bad` where `path` leads; what is not on the way is shared."""
    if not path:
        return Bad(node.source, node.start, node.end)
    found = _child(node, path[0])
    if found is None:
        return Bad(node.source, node.start, node.end)
    name, _, child = found
    if isinstance(node, Mapping):
        entry = node.entries[str(name)]
        changed = Entry(entry.source, entry.start, entry.end, entry.key, without(child, path[1:]))
        return Mapping(
            node.source, node.start, node.end, node.entries | {str(name): changed}, node.flow
        )
    assert isinstance(node, Items)
    items = [without(item, path[1:]) if n == name else item for n, item in enumerate(listed(node))]
    return Items(node.source, node.start, node.end, items, node.flow)


def walk(node: Node) -> Iterator[Node]:
    """A node and all that is below it."""
    yield node
    if isinstance(node, Mapping):
        for entry in node.entries.values():
            yield from walk(entry.value)
    elif isinstance(node, Items):
        for item in node.items:
            yield from walk(item)
