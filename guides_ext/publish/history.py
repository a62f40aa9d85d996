"""What each release brought its readers: an entry made of two guides.json, and those before it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from typing_extensions import TypedDict

from .labels import NOT_ALONE, NOT_IN_VERSIONS, label, moves_the_bar
from .server.errors import Refused
from .server.files import is_inside
from .server.store import is_name

if TYPE_CHECKING:
    from .changes import Difference

THE_SAME = "the same, worked out in another way"
"""Why a stage has a new version of which all that is compared is the same."""

MOST_ENTRIES = 200
"""How many releases a history goes back."""

KINDS = {"roles": "role", "articles": "article"}
"""The keys of guides.json, and what there is under each, by docnames."""


class Guides(NamedTuple):
    """A guides.json: its version, and by docnames the kind and the data of each role, and of each
    article that is in the series or has lists."""

    version: object
    documents: dict[str, tuple[str, dict[str, Any]]]


class Change(TypedDict):
    """One thing that changed. `document` is the docname of a role or an article; `stage` is the
    stage's title, empty for the role itself; `what` is the kind of thing in plain words, `title`
    which one, where it has a name; `did` is added, removed, changed, reworded or moved."""

    document: str
    stage: str
    what: str
    did: str
    title: str
    was: str
    now: str
    moves_the_bar: bool


class Version(TypedDict):
    """A stage's version before and after (empty: it was not there, it is not there), and what has
    given it a new one."""

    stage: str
    was: str
    now: str
    why: str


class Changed(TypedDict):
    """A role or an article (its kind) in an entry, and those of its stages with a new version."""

    kind: str
    title: str
    versions: list[Version]


class Entry(TypedDict):
    """What a release brought: the documents that it changed, and how. `note` says why that cannot
    be told, where it cannot."""

    release: str
    commit: str
    note: str
    documents: dict[str, Changed]
    changes: list[Change]


class History(TypedDict):
    """A changes.json, newest entries first."""

    releases: list[Entry]


def read_guides(text: str, place: str) -> Guides:
    """A guides.json of any version, as far as it has what each version has.

    Raises:
        Refused: it is none. The message names `place`.
    """
    try:
        data = json.loads(text)
        documents = {
            docname: (kind, one)
            for key, kind in KINDS.items()
            for docname, one in data.get(key, {}).items()
            if kind == "role" or one["part"] or one["lists"]
        }
        for docname, (kind, one) in documents.items():
            stages = one["stages"] if kind == "role" else ()
            keys = ("id", "title", "version")
            texts = [docname, one["title"], *(stage[key] for stage in stages for key in keys)]
            if not all(isinstance(text, str) for text in texts) or not is_inside(docname):
                raise ValueError(f"the name or a title, id or version in {docname!r}")
        return Guides(data["version"], documents)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{place} cannot be read: {error!r}") from error


def entry_for(
    release: str, commit: str, before: Guides | None, after: Guides | None, note: str = ""
) -> Entry:
    """The entry of a release.

    Args:
        release: its name.
        commit: the short hash of its source.
        before: the guides of the release before; without them there is nothing to compare.
        after: its own guides, where it has any.
        note: why there is nothing to compare, where there should be.
    """
    entry: Entry = {
        "release": release, "commit": commit, "note": note, "documents": {}, "changes": [],
    }  # fmt: skip
    old, new = before.documents if before else {}, after.documents if after else {}
    for docname in sorted(old.keys() | new.keys()):
        kind, about = new.get(docname) or old[docname]
        was, now = (side.get(docname, (kind, {}))[1] for side in (old, new))
        if was == now:
            continue
        changes, versions = _compare(kind, docname, was, now)
        changes, versions = changes if before else [], [] if note else versions
        if changes or versions or note:
            named: Changed = {"kind": kind, "title": about["title"], "versions": versions}
            entry["documents"][docname] = named
            entry["changes"] += changes
    return entry


def _compare(
    kind: str, docname: str, old: dict[str, Any], new: dict[str, Any]
) -> tuple[list[Change], list[Version]]:
    """How a document changed that may have come (from {}) or gone, and the new versions of its
    stages."""
    from .changes import Difference, differences  # only where there is something to compare

    titles = (side.get("title", "") for side in (old, new))
    came_or_went = [Difference((kind,), (), "removed" if old else "added", *titles)]
    found = list(differences(kind, old, new)) if old and new else came_or_went
    changes: list[Change] = []
    for one in found:
        if one.silent:
            continue
        stage = one.within[0] if one.path[1:2] == ("stages",) and one.within else ""
        changes.append({
            "document": docname, "stage": stage, "what": label(one.path), "did": one.did,
            "title": " · ".join(one.within[1:] if stage else one.within),
            "was": one.was, "now": one.now, "moves_the_bar": moves_the_bar(one.path),
        })  # fmt: skip
    return changes, list(_versions(old, new, found))


def _versions(
    old: dict[str, Any], new: dict[str, Any], found: list[Difference]
) -> Iterator[Version]:
    """The new versions of a role's stages, made of what differs in it."""
    was, now = ({stage["id"]: stage for stage in side.get("stages", ())} for side in (old, new))
    for id in dict.fromkeys((*now, *was)):
        versions = [side[id]["version"] if id in side else "" for side in (was, now)]
        reasons = [("Stage added" if id in now else "Stage removed") if old else "First release"]
        if all(versions):
            reasons = _reasons(one for one in found if one.stage == id) or [THE_SAME]
        if versions[0] != versions[1]:
            title, why = (now.get(id) or was[id])["title"], "; ".join(dict.fromkeys(reasons))
            yield {"stage": title, "was": versions[0], "now": versions[1], "why": why}


def _reasons(found: Iterable[Difference]) -> list[str]:
    """What of that which differs in a stage gives it a new version: first what is told of it, then
    what is silent there."""
    counted = [one for one in found if NOT_IN_VERSIONS.isdisjoint(one.path)]
    silent = (one for one in counted if one.silent and one.path[-1] not in NOT_ALONE)
    return [
        *(label(one.path) for one in counted if not one.silent),
        *(f"{label(one.path)} ({one.silent})" for one in silent),
    ]


def read_history(text: str | None, place: str) -> list[Entry]:
    """The entries of the releases before, newest first; none without a text.

    Raises:
        Refused: it is not a history. The message names `place`.
    """
    if text is None:
        return []
    from pydantic import TypeAdapter, ValidationError  # only where there are guides

    try:
        history = TypeAdapter(History).validate_json(text)["releases"]
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise Refused(f"{place} cannot be read: {where}: {first['msg']}") from error
    for one in history:
        if not is_name(one["release"]) or not all(map(is_inside, one["documents"])):
            raise Refused(f"{place} has what is not a release or a docname in {one['release']!r}")
    return history


def with_entry(entry: Entry, history: list[Entry]) -> list[Entry]:
    """The history with a new entry, where it says anything. The oldest entry always stays."""
    entries = [entry, *history] if entry["documents"] else history
    return entries[: MOST_ENTRIES - 1] + entries[MOST_ENTRIES - 1 :][-1:]
