"""What a role has from its libraries: merging at the level of nodes, so that places stay true."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath

from .base import lists_of
from .nodes import Bad, Entry, Items, Joined, Mapping, Node, Scalar
from .problems import Problem
from .role import Candidate, Checklist, Competency, Question, Role, SectionRef, Stage, Task
from .source import Unreadable, compose, decode
from .validate import validate
from .words import mean

SUFFIX = ".role.yaml"
BANKS = ("stages", "competencies", "tasks", "questions")
_OWN = ("title", "owner", "review_by", "extends")  # what no base passes on
_LISTS = frozenset[str]().union(
    *map(lists_of, (Role, Stage, Checklist, Candidate, Task, Question, Competency, SectionRef))
)


@dataclass(frozen=True)
class Parsed:
    """One file, read alone: its tree (if it has one), and what is wrong in it."""

    tree: Mapping | None
    problems: tuple[Problem, ...]


@dataclass
class Family:
    """A file with all that it extends. `merged` is `None` where a part of it cannot be had."""

    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    own: Mapping | None = None
    merged: Mapping | None = None


def gather(root: Path, file: str) -> Family:
    """Read a file and its bases, and merge them; a later base wins over an earlier one."""
    family = Family()
    family.merged = _merge(root, file, family, [])
    parsed = parse(root, file)
    family.own = parsed.tree
    return family


def parse(root: Path, file: str) -> Parsed:
    """Read one file, once as long as it stays as it is."""
    path = root / file
    try:
        status = path.stat()
    except OSError as error:
        return _unreadable(file, error)
    return _parse(path, file, status.st_mtime_ns, status.st_size)


def _unreadable(file: str, error: OSError) -> Parsed:
    from .problems import Place

    message = f"cannot be read ({error.strerror})"
    return Parsed(None, (Problem(Place(file, 1, 1), "", message),))


@lru_cache(maxsize=512)
def _parse(path: Path, file: str, mtime_ns: int, size: int) -> Parsed:
    try:
        tree, problems = compose(decode(path.read_bytes(), file), file)
    except Unreadable as error:
        return Parsed(None, tuple(error.problems))
    except OSError as error:
        return _unreadable(file, error)
    _, more, tree = validate(Role, tree)
    return Parsed(tree if isinstance(tree, Mapping) else None, (*problems, *more))


def _merge(
    root: Path, file: str, family: Family, trail: list[tuple[str, Scalar]]
) -> Mapping | None:
    """The tree of a file upon those of its bases; notes files and problems in `family`."""
    parsed = parse(root, file)
    if file not in family.files:
        family.files.append(file)
        family.problems += parsed.problems
    if parsed.tree is None:
        return None
    base: Node | None = None
    whole = True
    for name in _bases(parsed.tree):
        merged = _base(root, file, name, family, trail)
        if merged is None:
            whole = False
        else:
            base = (
                overlay(base, _passed_on(merged), family, "", bool(base))
                if base
                else _passed_on(merged)
            )
    if not whole:
        return None
    result = overlay(base, parsed.tree, family, "", base is not None)
    assert isinstance(result, Mapping)
    return result


def _bases(tree: Mapping) -> list[Scalar]:
    node = tree.get("extends")
    return [n for n in node.items if isinstance(n, Scalar)] if isinstance(node, Items) else []


def _base(
    root: Path, file: str, name: Scalar, family: Family, trail: list[tuple[str, Scalar]]
) -> Mapping | None:
    """The merged tree of the base that `name` means, seen from `file`."""
    target = os.path.normpath(PurePosixPath(file).parent / f"{name.value}{SUFFIX}").replace(
        "\\", "/"
    )
    path = f"extends[{_bases_index(root, file, name)}]"

    def refuse(message: str) -> None:
        problem = Problem(name.place, path, message)
        if problem not in family.problems:
            family.problems.append(problem)

    if target.startswith("../") or PurePosixPath(target).is_absolute():
        return refuse(f"{name.value!r} is outside of the sources")
    if not PurePosixPath(target).name.startswith("_"):
        return refuse(f"{name.value!r} is no library (the name of a base starts with '_')")
    trail = [*trail, (file, name)]
    files = [step for step, _ in trail]
    if target in files:
        return _circle(trail[files.index(target) :], family)
    if not (root / target).is_file():
        if target not in family.files:
            family.files.append(target)
        return refuse(f"no base {name.value!r}{mean(name.value, _libraries(root, file))}")
    return _merge(root, target, family, trail)


def _bases_index(root: Path, file: str, name: Scalar) -> int:
    tree = parse(root, file).tree
    return _bases(tree).index(name) if tree else 0


def _circle(trail: list[tuple[str, Scalar]], family: Family) -> None:
    """Report a circle at the link that leads back to its first file, whoever was read first."""
    files = [file for file, _ in trail]
    first = files.index(min(files))
    turned = trail[first:] + trail[:first]
    names = [PurePosixPath(file).name.removesuffix(SUFFIX) for file, _ in turned]
    message = f"a circle: {' → '.join([*names, names[0]])}"
    problem = Problem(turned[-1][1].place, "extends", message)
    if problem not in family.problems:
        family.problems.append(problem)


def _libraries(root: Path, file: str) -> list[str]:
    folder = (root / file).parent
    return sorted(path.name.removesuffix(SUFFIX) for path in folder.glob(f"_*{SUFFIX}"))


def _passed_on(tree: Mapping) -> Mapping:
    entries = {key: entry for key, entry in tree.entries.items() if key not in _OWN}
    return Mapping(tree.source, tree.start, tree.end, entries, tree.flow)


def overlay(base: Node | None, own: Node, family: Family, path: str, extends: bool) -> Node:
    """`own` upon `base`: mappings key by key, `K+` added to the base's K, all else replaced."""
    if not isinstance(own, Mapping):
        return own
    below = base if isinstance(base, Mapping) and _alike(base, own) else None
    bank = path in BANKS
    entries: dict[str, Entry] = {}
    for key, entry in own.entries.items():
        spot = f"{path}.{key}" if path else key
        if key.endswith("+") and key[:-1] in _LISTS:
            _add(key[:-1], entry, below, own, entries, family, spot)
            continue
        before = below.get(key) if below else None
        value = overlay(before, entry.value, family, spot, extends)
        if bank and isinstance(value, Scalar) and value.empty:
            if before is None:
                family.problems.append(
                    Problem(entry.key.place, spot, _nothing(path, key, below, extends))
                )
                value = Bad(value.source, value.start, value.end)
            else:
                value = before
                entry = below.entries[key] if below else entry
        entries[key] = Entry(entry.source, entry.start, entry.end, entry.key, value)
    if below:
        rest = {key: entry for key, entry in below.entries.items() if key not in entries}
        entries = entries | rest if bank or not path else _base_first(below, entries) | rest
        entries = (
            entries
            if bank or not path
            else {
                key: entries[key]
                for key in [*below.entries, *(k for k in entries if k not in below.entries)]
            }
        )
    return Mapping(own.source, own.start, own.end, entries, own.flow)


def _base_first(below: Mapping, entries: dict[str, Entry]) -> dict[str, Entry]:
    return entries


def _alike(base: Mapping, own: Mapping) -> bool:
    """Whether both are a choice or neither is: a choice does not mix with what is written out."""
    return ("one_of" in base.entries) == ("one_of" in own.entries)


def _nothing(bank: str, key: str, below: Mapping | None, extends: bool) -> str:
    if not extends:
        return "empty, and this file extends nothing that it could be taken from"
    kind = {"stages": "stage", "competencies": "competency"}.get(bank, bank[:-1])
    return f"empty, and no base has a {kind} {key!r}{mean(key, below.entries if below else ())}"


def _add(
    key: str,
    entry: Entry,
    below: Mapping | None,
    own: Mapping,
    entries: dict[str, Entry],
    family: Family,
    spot: str,
) -> None:
    """`K+`: the base's list, and after it the file's own."""
    before = below.get(key) if below else None
    if key in own.entries:
        family.problems.append(
            Problem(entry.key.place, spot, f"beside {key!r} (write one of the two)")
        )
        return
    value = entry.value
    if before is None:
        message = f"no base has {key!r} here to add to (write {key!r})"
        family.problems.append(Problem(entry.key.place, spot, message))
        value = Bad(value.source, value.start, value.end)
    elif not isinstance(before, Bad) and not isinstance(value, Bad):
        value = Joined(value.source, value.start, value.end, [before, value])
    entries[key] = Entry(entry.source, entry.start, entry.end, entry.key, value)


def prune(merged: Mapping, own: Mapping) -> Mapping:
    """What a role holds of the merged tree: the stages that its own file names, and what they use."""
    named = _keys(own, "stages")
    stages = merged.mapping("stages")
    used = set(_named_by(stages, named)) if stages else set()
    entries = dict(merged.entries)
    for bank in BANKS:
        held = merged.mapping(bank)
        if held is None:
            continue
        keep = set(named) if bank == "stages" else used | set(_keys(own, bank))
        if bank == "competencies":
            keep |= _asked_for(merged.mapping("questions"), used | set(_keys(own, "questions")))
        entry = entries[bank]
        left = {key: inner for key, inner in held.entries.items() if key in keep}
        node = Mapping(held.source, held.start, held.end, left, held.flow)
        entries[bank] = Entry(entry.source, entry.start, entry.end, entry.key, node)
    return Mapping(merged.source, merged.start, merged.end, entries, merged.flow)


def _keys(tree: Mapping, bank: str) -> list[str]:
    held = tree.mapping(bank)
    return list(held.entries) if held else []


def _asked_for(questions: Mapping | None, used: set[str]) -> set[str]:
    if questions is None:
        return set()
    asked = (questions.mapping(key) for key in used)
    return {n.value for q in asked if q and isinstance(n := q.get("competency"), Scalar)}


def _named_by(stages: Mapping, named: list[str]) -> Iterator[str]:
    """All words in the places where a stage names competencies, tasks and questions."""
    for key in named:
        stage = stages.mapping(key)
        for place in ("main", "also", "questions", "task"):
            if stage and (node := stage.get(place)):
                yield from _words(node)


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.value
    elif isinstance(node, Items):
        for item in node.items:
            yield from _words(item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            yield from _words(entry.value)
