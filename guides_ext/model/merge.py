"""A role upon its libraries, at the level of nodes: each value keeps its own file and place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .base import lists_of
from .nearest import suggest
from .nodes import Bad, Entry, Items, Joined, Mapping, Node, Scalar, walk
from .problems import Problem
from .role import YAML_MODELS

BANKS = {
    "stages": "stage",
    "competencies": "competency",
    "tasks": "task",
    "questions": "question",
}
"""The keys that hold things by their ids, and what such a thing is called."""

NO_BASE = "no base has"
"""What is said where something is missing that a base would have brought."""

_NOT_PASSED_ON = ("extends", "audience", "title", "owner", "review_by")
_LISTS = frozenset(name for piece in YAML_MODELS for name in lists_of(piece))


def passed_on(base: Mapping) -> Mapping:
    """What a base gives to the files that extend it."""
    kept = {key: entry for key, entry in base.entries.items() if key not in _NOT_PASSED_ON}
    return replace(base, entries=kept)


def overlay(base: Mapping | None, own: Mapping, problems: list[Problem], path: str = "") -> Mapping:
    """`own` upon `base`: mappings key by key, `K+` added to the base's K, all else replaced.

    Entries of a bank with an empty value are the base's, as they are. What cannot be merged is
    noted in `problems`, and bad in the result.
    """
    # A choice does not mix with what is written out.
    base = base if base and _is_choice(base) == _is_choice(own) else None
    bank = path in BANKS
    entries: dict[str, Entry] = {}
    for key, entry in own.entries.items():
        here = f"{path}.{key}" if path else key
        name = key if bank else _plain(key, at_top=not path)
        before = base.get(name) if base else None
        taken = bank and isinstance(entry.value, Scalar) and entry.value.empty
        if base and before and taken:
            entries[name] = base.entries[name]
            continue
        value: Node | str
        if name != key:
            value = _added(before, entry.value, name, own)
        elif taken:
            value = _nothing(base, path, key)
        else:
            value = _upon(before, entry.value, problems, here)
        if isinstance(value, str):
            problems.append(Problem(entry.place, here, value))
            value = entry.value.bad()
        entries[name] = replace(entry, value=value)
    if base:
        order = [*own.entries, *base.entries] if bank else [*base.entries, *entries]
        both = base.entries | entries
        entries = {key: both[key] for key in dict.fromkeys(order)}
    return replace(own, entries=entries)


def _plain(key: str, at_top: bool) -> str:
    """`goals` for `goals+`; a key that adds to no list is itself."""
    name = key.removesuffix("+")
    return name if name in _LISTS and not (at_top and name in BANKS) else key


def _is_choice(node: Mapping) -> bool:
    return "one_of" in node.entries or "now" in node.entries


def _upon(base: Node | None, own: Node, problems: list[Problem], path: str) -> Node:
    if isinstance(own, Mapping):
        return overlay(base if isinstance(base, Mapping) else None, own, problems, path)
    if isinstance(own, Items):  # nothing in a list has a base; a `K+` in it is refused on the way
        inner = enumerate(own.items)
        items = [_upon(None, item, problems, f"{path}[{n}]") for n, item in inner]
        return replace(own, items=items)
    return own


def _added(before: Node | None, value: Node, key: str, own: Mapping) -> Node | str:
    """The base's list and after it the file's own, or what is wrong with that."""
    if key in own.entries:
        return f"stands beside {key!r} (write one of the two)"
    if before is None:
        return f"{NO_BASE} {key!r} here to add to (write {key!r})"
    if isinstance(before, Bad) or isinstance(value, Bad):
        return value.bad()
    if isinstance(before, Items) and isinstance(value, Items):
        return replace(value, items=[*before.items, *value.items])
    return Joined(value.source, value.start, value.end, [before, value])


def _nothing(base: Mapping | None, bank: str, key: str) -> str:
    hint = suggest(key, base.entries) if base else ""
    return f"empty, and {NO_BASE} a {BANKS[bank]} {key!r}{hint}"


def prune(merged: Mapping, own: Mapping) -> Mapping:
    """What a role holds: the stages that its own file names, and what it defines or they use."""
    defined = {bank: own.keys_at(bank) for bank in BANKS}
    stages = merged.mapping("stages")
    used = set(_used_by(stages, defined["stages"])) if stages else set()
    keep = {bank: used | defined[bank] for bank in BANKS} | {"stages": {*defined["stages"]}}
    keep["competencies"] |= _asked_for(merged.mapping("questions"), keep["questions"])
    entries = dict(merged.entries)
    for bank in BANKS:
        if held := merged.mapping(bank):
            left = {key: entry for key, entry in held.entries.items() if key in keep[bank]}
            entries[bank] = replace(entries[bank], value=replace(held, entries=left))
            if not left:
                del entries[bank]
    return replace(merged, entries=entries)


def _used_by(stages: Mapping, keys: Iterable[str]) -> Iterator[str]:
    """All words where a stage names competencies, tasks and questions."""
    for key in keys:
        stage = stages.mapping(key)
        for place in ("main", "also"):
            if stage and (node := stage.get(place)):
                yield from _ids(node)
        for place in ("questions", "task"):
            if stage and (node := stage.get(place)):
                yield from (one.value for one in walk(node) if isinstance(one, Scalar))


def _ids(node: Node) -> Iterator[str]:
    """Ids that a list names, a mapping has for keys, or both where `K+` has put them together."""
    if isinstance(node, Mapping):
        yield from node.entries
    elif isinstance(node, Items):
        for item in node.items:
            yield from _ids(item)
    elif isinstance(node, Scalar):
        yield node.value


def _asked_for(questions: Mapping | None, used: Iterable[str]) -> set[str]:
    """The competencies that questions in use are about."""
    asked = [questions.mapping(key) for key in used] if questions else []
    return {n.value for q in asked if q and isinstance(n := q.get("competency"), Scalar)}
