"""What changed for readers between two releases, from their guides.json and never from HTML.

Both are walked key by key, so that nothing is forgotten: a key that nobody here has heard of is
told as well. What keys are called, and which say nothing to a reader, is in `labels.py`.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeAlias

from .labels import Path, label, order_follows, refers_to, why_silent

Thing: TypeAlias = "dict[str, Any]"
"""Something of which there are several: a stage, a question, a timebox, an item of a list."""

Names: TypeAlias = "Mapping[str, Mapping[str, str]]"
"""What things are called: by the key that they are kept under, and by their ids."""

Pairs: TypeAlias = "dict[int, int]"
"""Of what is in two lists: its place in the newer one, and in the older one."""

NAMED_BY = ("title", "ask", "cue", "text", "kind", "id", "from")
"""The keys by which a thing is called: the first that says something."""

FOUND_BY = (
    ("id",), ("day",), ("document", "fragment"), ("from",), ("cue",), ("text",), ("ask",),
    ("title",), ("kind",),
)  # fmt: skip
"""The keys by which a thing is found again: the first that say something."""

OWN_WORDS = ("text", "ask")
"""The keys that are the thing itself: where they change, it is reworded."""

OPTIONS = ("one_of", "choice")
"""The keys of lists of which one is taken."""

TASK = "task"
"""What a timebox is spent on, where it is no question."""

OF_ROLE = ("ai", "recorded")
"""The keys of a stage that say what its role says, where the stage says nothing else."""

OF_LISTS = {"kind", "phase", "items", "list", "section", "file", "line"}
"""The keys of an article's list by which it is sorted, or which say where it stands."""

ALIKE = 0.5
"""The share of words from which on what came is taken for what went, reworded."""

MOST_PAIRS = 10_000
"""Where more came and went, it is not held against each other."""

_NUMBERED = re.compile(r"question-\d+")  # the id of a question that is written in a stage


class Difference(NamedTuple):
    """One thing that differs: where, within what (names, the outermost first), how, and both
    values in words. `silent` is why it is no change for readers; empty, it is one. `stage` is the
    id of the stage that has it."""

    path: Path
    within: tuple[str, ...]
    did: str  # added, removed, changed, reworded, moved
    was: str = ""
    now: str = ""
    silent: str = ""
    stage: str = ""


def differences(kind: str, old: Thing, new: Thing) -> Iterator[Difference]:
    """What differs in a `role` or an `article` (the kind), in the order of the newer one.

    Values may be of any shape.
    """
    called = _called(old, new)
    sides = [_named(_compared(kind, *pair), (kind,), called) for pair in ((old, new), (new, old))]
    yield from _values(sides[0], sides[1], (kind,), ())


def _values(old: Any, new: Any, path: Path, inside: tuple[str, ...]) -> Iterator[Difference]:
    """What differs between two values at the same path, inside of things with these names."""
    if old == new or (_is_empty(old) and _is_empty(new)):
        return
    if silent := why_silent(path):
        if _bare(old, path) != _bare(new, path):  # and not only where it is written
            yield Difference(path, inside, "changed", silent=silent)
        return
    were, are = _things(old), _things(new)
    if were is not None and are is not None:
        pairs = _pairs(were, are, path)
        yield from _all_things(were, are, pairs, path, inside)
        if type(old) is type(new) is list and not order_follows(path):
            yield from _moved(are, pairs, path, inside)
    elif all(isinstance(one, dict) or _is_empty(one) for one in (old, new)):
        was, now = old or {}, new or {}
        for key in dict.fromkeys((*now, *was)):
            yield from _values(was.get(key), now.get(key), (*path, key), inside)
    else:
        did = "added" if _is_empty(old) else "removed" if _is_empty(new) else "changed"
        yield Difference(path, inside, did, _words(old, path), _words(new, path))


def _all_things(
    old: list[Any], new: list[Any], pairs: Pairs, path: Path, inside: tuple[str, ...]
) -> Iterator[Difference]:
    """What came, went and differs in two lists."""
    for index, now in enumerate(new):
        if index not in pairs:
            yield Difference(path, inside, "added", now=_words(now, path))
            continue
        was = old[pairs[index]]
        if isinstance(was, dict) and isinstance(now, dict):
            yield from _thing(was, now, path, inside)
        elif was != now:
            yield Difference(path, inside, "reworded", _words(was, path), _words(now, path))
    for index in sorted(set(range(len(old))).difference(pairs.values())):
        yield Difference(path, inside, "removed", was=_words(old[index], path))


def _thing(old: Thing, new: Thing, path: Path, inside: tuple[str, ...]) -> Iterator[Difference]:
    """What differs in a thing that is in both lists."""
    own = next((key for key in OWN_WORDS if old.get(key) != new.get(key)), None)
    if own:
        said = (_words(side.get(own), (*path, own)) for side in (old, new))
        yield Difference(path, inside, "reworded", *said)
    stage = str(new.get("id", "")) if path[1:] == ("stages",) else ""
    for key in dict.fromkeys((*new, *old)):
        if key != own:
            here = (*path, key)
            for one in _values(old.get(key), new.get(key), here, (*inside, _name(new))):
                yield one._replace(stage=stage or one.stage)


def _moved(
    new: list[Any], pairs: Pairs, path: Path, inside: tuple[str, ...]
) -> Iterator[Difference]:
    """What has another place among that which is in both lists."""
    for index in sorted(pairs.keys() - _longest_rise(pairs)):
        name = _name(new[index]) if isinstance(new[index], dict) else _words(new[index], path)
        places = f"place {pairs[index] + 1}", f"place {index + 1}"
        yield Difference(path, (*inside, name), "moved", *places)


def _words(value: Any, path: Path) -> str:
    """A value in words; a thing by its name, and the plain values in it, each in a line."""
    if _is_empty(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        between = " or " if path[-1] in OPTIONS else "; " if _holds_things(value) else ", "
        return between.join(", ".join(_words(one, path).split("\n")) for one in value)
    if not isinstance(value, dict):
        return str(value)
    lines = [_name(value)]
    for key, inner in value.items():
        here = (*path, key)
        plain = not (_holds_things(inner) or isinstance(inner, bool))
        if plain and key != _named_by(value) and not why_silent(here):
            said = _words(inner, here)
            lines.append(": ".join(filter(None, (label(here), said))) if said else "")
    return "\n".join(filter(None, lines))


def _compared(kind: str, one: Thing, other: Thing) -> Thing:
    """What is compared of a document, beside another release of it: of a role's banks what no stage
    shows, for the rest is told there; of an article its lists by what they are, for where they
    stand in it is no matter."""
    if kind == "article":
        return {**{key: one[key] for key in one if key != "lists"}, **_by_kind(one.get("lists"))}
    stages, others = _all(one, "stages"), _all(other, "stages")
    compared = dict(one)
    for bank in ("questions", "tasks"):
        shown = {str(thing.get("id")) for stage in stages + others for thing in _all(stage, bank)}
        if isinstance(held := one.get(bank), dict):
            compared[bank] = {id: thing for id, thing in held.items() if id not in shown}
    pairs = {stage.get("id"): stage for stage in others}
    before = [(stage, pairs.get(stage.get("id"), {})) for stage in stages]
    compared["stages"] = [_stage(*pair) | _with_role(*pair, one, other) for pair in before]
    return compared


def _stage(stage: Thing, other: Thing) -> Thing:
    """A stage whose agenda tells of those questions only that it had before and after, and of the
    task so too; and whose questions without an id of their own go by their words: theirs is their
    number, which changes when one comes before them."""
    ours, theirs = map(_spent, (stage, other))
    gone = [name for name in ours.values() if name not in theirs.values()]

    def asking(box: Any) -> Any:
        if not (isinstance(box, dict) and isinstance(box.get("spent_on"), list)):
            return box
        names = [ours.get(str(id), id) for id in box["spent_on"]]
        return {**box, "spent_on": [name for name in names if name not in gone]}

    def unnumbered(question: Any) -> Any:
        numbered = isinstance(question, dict) and _is_numbered(question)
        return {**question, "id": None} if numbered else question

    compared = {**stage, "whenever": asking(stage.get("whenever"))}
    for key, change in (("agenda", asking), ("questions", unnumbered)):
        if isinstance(stage.get(key), list):
            compared[key] = [change(one) for one in stage[key]]
    return compared


def _spent(stage: Thing) -> dict[str, Any]:
    """What the time of a stage is spent on, by the ids in its agenda."""
    questions = {
        str(one.get("id")): one.get("ask") if _is_numbered(one) else one.get("id")
        for one in _all(stage, "questions")
    }
    return questions | ({TASK: TASK} if _all(stage, "tasks") else {})


def _with_role(stage: Thing, other: Thing, role: Thing, other_role: Thing) -> Thing:
    """What a stage has in common with its role, in both releases, apart from what is its own."""
    sides = [(stage, role), (other, other_role)] if other else [(stage, role)]
    own: Thing = {key: {} for key in OF_ROLE}
    common: Thing = {key: {} for key in OF_ROLE}
    for key in OF_ROLE:
        for inner, value in _mapping(stage, key).items():
            pairs = ([_mapping(one, key).get(inner) for one in side] for side in sides)
            is_common = all(ours == theirs for ours, theirs in pairs)
            (common if is_common else own)[key][inner] = value
    return {**own, "with_role": common}


def _is_numbered(question: Thing) -> bool:
    return bool(_NUMBERED.fullmatch(str(question.get("id"))))


def _called(*roles: Thing) -> Names:
    """What the things of a role are called."""
    owners = [owner for role in roles for owner in (role, *_all(role, "stages"))]
    called = {
        where: {str(one.get("id")): _name(one) for owner in owners for one in _all(owner, where)}
        for where in ("stages", "competencies", "questions", "tasks")
    }
    called["questions"][TASK] = "the task"
    return called


def _named(value: Any, path: Path, called: Names) -> Any:
    """A value with names where there are ids, for two ids of one name are the same to a reader."""
    if (where := refers_to(path)) and isinstance(value, str):
        return called[where].get(value, value)
    if isinstance(value, list):
        return [_named(one, path, called) for one in value]
    if isinstance(value, dict):
        by_ids = _things(value) is not None
        return {key: _named(one, path if by_ids else (*path, key), called)
                for key, one in value.items()}  # fmt: skip
    return value


def _by_kind(lists: Any) -> Thing:
    """The items of an article's lists: by the kind of list, those of a checklist by their phase.
    What else is said of a list is said of its items."""
    found: dict[str, dict[str, list[Thing]]] = {}
    for one in _all({"lists": lists}, "lists"):
        rest = {key: one[key] for key in one.keys() - OF_LISTS}
        phases = found.setdefault(str(one.get("kind")), {})
        phases.setdefault(str(one.get("phase") or ""), []).extend(
            rest | {key: said for key, said in item.items() if not _is_empty(said)}
            for item in _all(one, "items")
        )
    return {kind: phases[""] if phases.keys() == {""} else phases for kind, phases in found.items()}


def _all(owner: Thing, key: str) -> list[Thing]:
    """The things that are kept under a key, in a list or by their ids."""
    held = owner.get(key)
    values = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    return [one for one in values if isinstance(one, dict)]


def _mapping(owner: Thing, key: str) -> Thing:
    held = owner.get(key)
    return held if isinstance(held, dict) else {}


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})


def _things(value: Any) -> list[Any] | None:
    """The things in a list, or in a mapping of things by their ids; None where it is neither."""
    if _is_empty(value):
        return []
    if isinstance(value, dict):
        are = all(isinstance(one, dict) and one.get("id") == id for id, one in value.items())
        return list(value.values()) if are else None
    if isinstance(value, list):
        return value if all(_key(one) is not None for one in value) else None
    return None


def _holds_things(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )


def _key(thing: Any) -> str | None:
    """By what a thing is found again; None for what has nothing of the kind."""
    if not isinstance(thing, dict):
        return None if isinstance(thing, list) else str(thing)
    keys = next((keys for keys in FOUND_BY if thing.get(keys[0])), ())
    return json.dumps([thing.get(key) for key in keys]) if keys else None


def _named_by(thing: Thing) -> str:
    return next((key for key in NAMED_BY if thing.get(key)), "")


def _name(thing: Thing) -> str:
    """What a thing is called: `their questions` for a kind, `Day 9` for a day."""
    key = _named_by(thing)
    if not key and thing.get("day"):
        return f"Day {thing['day']}"
    name = str(thing.get(key, ""))
    return name.replace("-", " ") if key == "kind" else name


def _pairs(old: list[Any], new: list[Any], path: Path) -> Pairs:
    """What is the same thing in two lists: what says the same, else what is found again by its
    key, else, of what has no id, what is worded alike."""
    pairs: Pairs = {}
    for tell in (lambda one: json.dumps(_bare(one, path) or _key(one), sort_keys=True), _key):
        went: dict[str | None, list[int]] = {}
        for index in sorted(set(range(len(old))).difference(pairs.values())):
            went.setdefault(tell(old[index]), []).append(index)
        for index in sorted(set(range(len(new))) - pairs.keys()):
            if found := went.get(tell(new[index])):
                pairs[index] = found.pop(0)
    return pairs | _alike(old, new, pairs, path)


def _alike(old: list[Any], new: list[Any], pairs: Pairs, path: Path) -> Pairs:
    """Of what came and what went without an id: what is worded alike, the likest first."""

    def left(things: list[Any], taken: Iterable[int]) -> dict[int, list[str]]:
        return {
            index: _texts(_bare(things[index], path)).casefold().split()
            for index in sorted(set(range(len(things))).difference(taken))
            if not (isinstance(things[index], dict) and things[index].get("id"))
        }

    went, came = left(old, pairs.values()), left(new, pairs)
    if len(went) * len(came) > MOST_PAIRS:
        return {}
    likeness = {
        (index, before): SequenceMatcher(None, was, now, autojunk=False).ratio()
        for index, now in came.items()
        for before, was in went.items()
    }
    found: Pairs = {}
    for pair in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[pair] >= ALIKE and pair[0] not in found and pair[1] not in found.values():
            found[pair[0]] = pair[1]
    return found


def _bare(value: Any, path: Path) -> Any:
    """A value without what is no change for readers, and without what says nothing."""
    if isinstance(value, dict):
        pairs = {key: _bare(one, (*path, key)) for key, one in value.items()
                 if not why_silent((*path, key))}  # fmt: skip
        return {key: one for key, one in pairs.items() if not _is_empty(one)}
    return [_bare(one, path) for one in value] if isinstance(value, list) else value


def _texts(value: Any) -> str:
    """All words in a value."""
    if isinstance(value, dict):
        value = list(value.values())
    return " ".join(map(_texts, value)) if isinstance(value, list) else str(value)


def _longest_rise(pairs: Pairs) -> set[int]:
    """The places, in the newer list, of as many things as possible that kept their order."""
    ends: list[int] = []  # of the runs of each length, the one that ends earliest: its last place
    before: dict[int, int] = {}
    for index in sorted(pairs):
        length = bisect_left(ends, pairs[index], key=pairs.__getitem__)
        if length:
            before[index] = ends[length - 1]
        ends[length : length + 1] = [index]
    run = ends[-1:]
    while run and run[-1] in before:
        run.append(before[run[-1]])
    return set(run)
