"""What changed for readers between two releases, from their guides.json and never from HTML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias, TypedDict

from .server.errors import Refused
from .server.files import is_inside
from .server.store import NAME

Texts = Mapping[str, tuple[str, str]]
"""By a key that lasts while the wording changes: what it is called, and its words."""

WITHIN = {
    "listen for": "listen_for",
    "follow-up": "follow_ups",
    "easier": "easier",
    "harder": "harder",
    "far enough": "far_enough",
    "solution": "solution",
}
"""What questions and tasks have in them besides their own words: its kind, and its key."""

VERSION = 1
"""The form of guides.json that is understood here."""

MOST_ENTRIES = 200
"""How many releases a history goes back."""


Roles: TypeAlias = "dict[str, dict[str, Any]]"
"""Roles as guides.json has them, by their ids."""


class Change(TypedDict):
    """One thing that changed. `stage` is its title, empty for the role itself; `what` is the kind
    of thing (question, goal, minutes, level …), `title` which one, where it has a name."""

    role: str
    stage: str
    what: str
    did: Literal["added", "removed", "changed"]
    title: str
    was: str
    now: str


class Version(TypedDict):
    """A stage's version before and after (empty: it was not there, it is not there)."""

    stage: str
    was: str
    now: str


class RoleEntry(TypedDict):
    """A role in an entry: its title, and the versions of those of its stages that changed."""

    title: str
    versions: list[Version]


class Entry(TypedDict):
    """What a release brought: the roles that it changed by their ids, and how."""

    release: str
    commit: str
    roles: dict[str, RoleEntry]
    changes: list[Change]


def changes_between(before: str | None, after: str | None) -> list[Change]:
    """What changed from one guides.json to the next, in the order of roles and stages.

    Args:
        before: the text of the older guides.json; without one there is nothing to compare.
        after: the text of the newer one; without one there are no roles in it.

    Both have passed `check_guides`.
    """
    return [] if before is None else _changes(_roles(before), _roles(after))


def check_guides(text: str | None, place: str) -> None:
    """Refuses what is no guides.json of a form that is understood here.

    Raises:
        Refused: the message says why; `place` is where it was.
    """
    try:
        roles = _roles(text)
        _changes(roles, roles)  # this reads all that is ever read of it
        version = json.loads(text)["version"] if text is not None else VERSION
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{place} cannot be read: {error!r}") from error
    if version != VERSION:
        raise Refused(f"{place} is of version {version!r}, which is not known here")


def _changes(old: Roles, new: Roles) -> list[Change]:
    return [change for id in sorted(old.keys() | new.keys())
            for change in _role_changes(id, old.get(id), new.get(id))]  # fmt: skip


def entry_for(release: str, commit: str, before: str | None, after: str | None) -> Entry:
    """The entry of a release in the history; see `changes_between`."""
    old, new = _roles(before), _roles(after)
    changes = [] if before is None else _changes(old, new)
    roles: dict[str, RoleEntry] = {}
    for id in sorted(old.keys() | new.keys()):
        versions = list(_versions(old.get(id), new.get(id)))
        if versions or any(change["role"] == id for change in changes):
            roles[id] = {"title": (new.get(id) or old[id])["title"], "versions": versions}
    return {"release": release, "commit": commit, "roles": roles, "changes": changes}


def read_history(text: str | None, place: str) -> list[Entry]:
    """The entries of the releases before, newest first; none without a text.

    Raises:
        Refused: it is no history; the message says which entry is none. `place` is where it was.
    """
    if text is None:
        return []
    try:
        entries = json.loads(text)["releases"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(f"{place} cannot be read: {error!r}") from error
    for number, entry in enumerate(entries if isinstance(entries, list) else [entries], 1):
        if not _is_entry(entry):
            raise Refused(f"{place} cannot be read: its entry {number} is none of ours")
    return [{key: entry[key] for key in _ENTRY} for entry in entries]  # type: ignore[misc]


def _is_entry(entry: Any) -> bool:
    return (
        _is_like(entry, _ENTRY)
        and NAME.fullmatch(entry["release"]) is not None
        and all(map(is_inside, entry["roles"]))
    )


_ENTRY: dict[str, Any] = {
    "release": str,
    "commit": str,
    "roles": {str: {"title": str, "versions": [dict.fromkeys(Version.__annotations__, str)]}},
    "changes": [dict.fromkeys(Change.__annotations__, str)],
}


def _is_like(value: Any, shape: Any) -> bool:
    """Whether data has a shape: a type, a list of one shape, or a dict of shapes by their keys (by
    `str`: all values have it)."""
    if isinstance(shape, type):
        return isinstance(value, shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(_is_like(one, shape[0]) for one in value)
    if not isinstance(value, dict):
        return False
    if str in shape:
        return all(_is_like(one, shape[str]) for one in value.values())
    return all(key in value and _is_like(value[key], one) for key, one in shape.items())


def with_entry(entry: Entry, history: list[Entry]) -> list[Entry]:
    """The history with a new entry, where it says anything."""
    return ([entry, *history] if entry["roles"] else history)[:MOST_ENTRIES]


def _roles(text: str | None) -> Roles:
    return {} if text is None else dict(json.loads(text)["roles"])


def _versions(old: dict[str, Any] | None, new: dict[str, Any] | None) -> Iterator[Version]:
    was = {stage["id"]: stage for stage in old["stages"]} if old else {}
    now = {stage["id"]: stage for stage in new["stages"]} if new else {}
    for id in dict.fromkeys((*now, *was)):
        before, after = was.get(id), now.get(id)
        pair = (before["version"] if before else "", after["version"] if after else "")
        if pair[0] != pair[1]:
            yield {"stage": (after or before or {})["title"], "was": pair[0], "now": pair[1]}


def _role_changes(
    id: str, old: dict[str, Any] | None, new: dict[str, Any] | None
) -> Iterator[Change]:
    def tell(stage: str, what: str, before: Texts, after: Texts) -> Iterator[Change]:
        for key in dict.fromkeys((*after, *before)):
            was, now = before.get(key), after.get(key)
            if was is None or now is None or was[1] != now[1]:
                yield {
                    "role": id,
                    "stage": stage,
                    "what": what,
                    "did": "added" if was is None else "removed" if now is None else "changed",
                    "title": (now or was or ("", ""))[0],
                    "was": was[1] if was else "",
                    "now": now[1] if now else "",
                }

    whole = [{"role": ("", role["title"])} if role else {} for role in (old, new)]
    if old is None or new is None:
        yield from tell("", "role", *whole)
        return
    kept = old["competencies"].keys() & new["competencies"].keys()
    after = _of_role(new, kept)
    for what, before in _of_role(old, kept).items():
        yield from tell("", what, before, after[what])
    was = {stage["id"]: stage for stage in old["stages"]}
    now = {stage["id"]: stage for stage in new["stages"]}
    titles = [{key: ("", one["title"]) for key, one in stages.items()} for stages in (was, now)]
    yield from tell("", "stage", *titles)
    for key in (key for key in now if key in was):
        kept = _ids(was[key]) & _ids(now[key])
        after = _of_stage(now[key], kept)
        for what, before in _of_stage(was[key], kept).items():
            yield from tell(now[key]["title"], what, before, after[what])


def _of_role(role: dict[str, Any], kept: Container[str]) -> dict[str, Texts]:
    """What a role says, by kind; the levels of those competencies that were kept, for of one that
    came or went nothing more need be said."""
    competencies = role["competencies"]
    return {
        "looking for": _items(role["looking_for"]),
        "not looking for": _items(role["not_looking_for"]),
        "competency": {id: (one["title"], one["means"]) for id, one in competencies.items()},
        "level": {
            f"{id} {level}": (f"{one['title']}, {level}", text)
            for id, one in competencies.items()
            if id in kept
            for level, text in one["levels"].items()
        },
    }


def _of_stage(stage: dict[str, Any], kept: Container[str]) -> dict[str, Texts]:
    """What a stage says, by kind; more of those questions and tasks that were kept."""
    tasks = [one for one in stage["tasks"] if one["id"] in kept]
    questions = [one for one in stage["questions"] if one["id"] in kept]
    both = [(one["ask"], one) for one in questions] + [(one["title"], one) for one in tasks]
    return {
        "minutes": {"": ("", str(stage["minutes"] or "")), **_agenda(stage["agenda"])},
        "goal": _items(stage["goals"]),
        "non-goal": _items(stage["non_goals"]),
        "question": {one["id"]: ("", one["ask"]) for one in stage["questions"]},
        "task": {one["id"]: (one["title"], one["brief"]) for one in stage["tasks"]},
        **{what: _within(both, key) for what, key in WITHIN.items()},
        "words to say": _items(stage["say"]),
        "check": _items(item for phase in stage["checklist"].values() for item in phase),
    }


def _ids(stage: dict[str, Any]) -> set[str]:
    return {one["id"] for one in (*stage["questions"], *stage["tasks"])}


def _within(owners: Iterable[tuple[str, dict[str, Any]]], key: str) -> Texts:
    """The texts of one kind, or lists of them, in questions and tasks that are called so."""
    result: dict[str, tuple[str, str]] = {}
    for name, owner in owners:
        found = owner.get(key) or []
        texts = {"": ("", found)} if isinstance(found, str) else _items(found)
        result |= {f"{owner['id']} {which}": (name, text) for which, (_, text) in texts.items()}
    return result


def _items(items: Iterable[dict[str, Any]]) -> Texts:
    """Items have no ids: one that is reworded was removed and another added."""
    return {" ".join(item["text"].casefold().split()): ("", item["text"]) for item in items}


def _agenda(boxes: Iterable[dict[str, Any]]) -> Texts:
    """The nth box of a name stays itself when minutes move from one box to another."""
    seen: Counter[str] = Counter()
    result = {}
    for box in boxes:
        name = box["title"] or box["kind"].replace("-", " ")
        seen[name] += 1
        result[f"{name} {seen[name]}"] = (name, str(box["minutes"]))
    return result
