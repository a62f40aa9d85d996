"""Publishing and rolling back, whatever the target: what is decided, in which order."""

from __future__ import annotations

import getpass
import os
import socket
import time
from hashlib import sha256
from typing import NamedTuple

from .build import PAGES, Build, file_entries
from .changes import Change, Entry, entry_for, read_history, with_entry
from .server.errors import Failed, Refused
from .server.files import File, Manifest
from .server.store import Progress, State, release_time
from .target import Release, Target

GUIDES = "guides.json"
HISTORY = f"{PAGES}changes.json"


class Plan(NamedTuple):
    """What a publish would do. `added`, `changed` and `removed` are paths; `guides` is what
    readers of the guides should know; without `new` there is nothing to do."""

    release: Release
    previous: str | None
    added: list[str]
    changed: list[str]
    removed: list[str]
    guides: list[Change]
    new: bool


class Outcome(NamedTuple):
    """What a publish did: `removed` are the releases that were pruned."""

    plan: Plan
    cleared: bool
    removed: list[str]


def owner() -> str:
    """Who publishes, for those whom the lock keeps out."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user may have a number and no name
        user = f"user {os.getuid()}"
    return f"{user}@{socket.gethostname()} (process {os.getpid()})"


def check_edition(build: Build, edition: str | None, state: State) -> None:
    """Refuses a build that is not for the readers of the target."""
    for wanted, where in ((edition, "pyproject.toml says that"), (state["edition"], "so far")):
        if wanted not in (None, build.edition):
            raise Refused(
                f"the build is of the edition {build.edition!r}, and {where} the target is for "
                f"{wanted!r}"
            )


def plan(target: Target, build: Build, edition: str | None) -> Plan:
    """What publishing a build would do.

    Args:
        target: where to; it is only looked at.
        build: what.
        edition: what the target is for, where pyproject.toml says so.

    Raises:
        Refused: the build is not for this target.
    """
    state = target.state()
    check_edition(build, edition, state)
    previous = state["current"]
    before = _trusted(target, previous) if previous else None
    had = before["files"] if before else []
    entries = file_entries(build, had)
    name = _name(state, build)
    entry = _entry(target, build, previous, name)
    made = _made(target, build, previous, entry)
    files = sorted([*entries, *map(_file, made.items())], key=lambda file: file["path"])
    manifest: Manifest = {
        "version": 1,
        "release": name,
        "after": previous,
        "build": dict(build.signature),
        "files": files,
    }
    old, new = _hashes(had), _hashes(entries)
    return Plan(
        release=Release(manifest, build.root, made),
        previous=previous,
        added=sorted(new.keys() - old.keys()),
        changed=sorted(path for path in new.keys() & old.keys() if new[path] != old[path]),
        removed=sorted(old.keys() - new.keys()),
        guides=entry["changes"],
        new=before is None or new != old or before["build"] != manifest["build"],
    )


def publish(
    target: Target, build: Build, edition: str | None, keep: int | None, progress: Progress
) -> Outcome:
    """Takes a build to a target and switches to it, where it differs from what is live.

    Raises:
        Refused, Locked: it must not be done; nothing was changed.
        Failed, OSError: it could not be finished; nothing half made is live.
    """
    check_edition(build, edition, target.state())  # before anything is made there
    with target.lock(owner()) as cleared:
        what = plan(target, build, edition)
        if what.new:
            target.publish(what.release, progress)
        return Outcome(what, cleared, _prune(target, keep) if keep else [])


def _prune(target: Target, keep: int) -> list[str]:
    try:
        return target.prune(keep)
    except OSError as error:
        raise Failed(f"published, but older releases could not be removed: {error}") from error


def roll_back(target: Target, name: str | None) -> str:
    """Makes the release before the live one live again, or the one with this name; returns its
    name.

    Raises:
        Refused: there is none, or it is damaged.
    """
    _back(target, name)
    with target.lock(owner()):
        chosen = _back(target, name)
        target.switch(chosen)
    return chosen


def _back(target: Target, name: str | None) -> str:
    state = target.state()
    names, current = state["releases"], state["current"]
    if name:
        if name not in names:
            raise Refused(f"there is no release {name!r}")
        return name
    live = _trusted(target, current) if current else None
    if live and live["after"] and live["after"] in names:
        return live["after"]  # a release that was taken back since is passed over
    earlier = [one for one in names if current and one < current]
    if not earlier:
        raise Refused("there is no release before the one that is live")
    return earlier[-1]


def _trusted(target: Target, name: str) -> Manifest | None:
    """The manifest of a release, or None where it is damaged: then nothing of it is used."""
    try:
        return target.manifest(name)
    except Refused:
        return None


def _name(state: State, build: Build) -> str:
    """A name later than every other one's, also where clocks disagree."""
    now = int(time.time())
    if state["releases"]:
        now = max(now, release_time(state["releases"][-1]) + 1)
    return f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{build.commit}"


def _entry(target: Target, build: Build, previous: str | None, name: str) -> Entry:
    before = _text(target, previous, GUIDES)
    path = build.root / GUIDES
    after = path.read_text(encoding="utf-8") if GUIDES in build.found else None
    return entry_for(name, build.commit, before, after)


def _made(target: Target, build: Build, previous: str | None, entry: Entry) -> dict[str, bytes]:
    """The pages on what has changed, by their paths."""
    history = with_entry(entry, read_history(_text(target, previous, HISTORY)))
    if not history:
        return {}
    from .pages import make_pages  # only where there are guides: starting is half the time

    return {f"{PAGES}{path}": data for path, data in make_pages(history, build.found).items()}


def _file(made: tuple[str, bytes]) -> File:
    path, data = made
    return {"path": path, "size": len(data), "sha256": sha256(data).hexdigest(), "changed": 0}


def _text(target: Target, name: str | None, path: str) -> str | None:
    if name is None:
        return None
    try:
        return target.text(name, path)
    except (Refused, ValueError):
        return None


def _hashes(files: list[File]) -> dict[str, str]:
    return {file["path"]: file["sha256"] for file in files if not file["path"].startswith(PAGES)}
