"""Publishing and rolling back, whatever the target: what is decided, in which order."""

from __future__ import annotations

import getpass
import os
import socket
import time
from hashlib import sha256
from typing import NamedTuple

from .build import KEPT, PAGES, WHOLE, Build, file_entries
from .history import Entry, entry_for, read_guides, read_history, with_entry
from .server.errors import Failed, Refused
from .server.files import File, Manifest
from .server.store import Progress, State, is_name, release_time
from .target import Release, Target

GUIDES = "guides.json"
HISTORY = f"{PAGES}changes.json"


class Plan(NamedTuple):
    """What a publish would do to a target in this state. `added`, `changed` and `removed` are
    paths; `entry` is what readers of the guides should know; `warnings` say what in the live
    release is damaged, and mended by this one; without `new` there is nothing to do."""

    state: State
    release: Release
    previous: str | None
    added: list[str]
    changed: list[str]
    removed: list[str]
    entry: Entry
    warnings: list[str]
    new: bool


class Live(NamedTuple):
    """What is live: the manifest, and, from the newest release that can be trusted (`name`), what
    readers were told. `warnings` say what is damaged."""

    manifest: Manifest | None
    name: str | None
    guides: str | None
    history: list[Entry]
    warnings: list[str]


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


RENAMED = {"interviewer": "panel"}
"""Editions by what they were called before: targets that were published then keep the old name."""


def check_edition(build: Build, edition: str | None, state: State) -> None:
    """Refuses a build that is not for the readers of the target."""
    so_far = RENAMED.get(state["edition"] or "", state["edition"])
    for wanted, where in (
        (edition, "pyproject.toml says that the target is for"),
        (so_far, "what is published there so far is"),
    ):
        if wanted not in (None, build.edition):
            raise Refused(f"this build is the edition {build.edition!r}, and {where} {wanted!r}")


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
    if build.edition != WHOLE:
        target.refuse_closed()
    previous = state["current"]
    live = _live(target, state)
    before = live.manifest
    had = before["files"] if before else []
    entries = file_entries(build, had)
    name = _name(state, build)
    entry = _entry(build, live, name)
    made = _made(build, live, entry)
    files = sorted([*entries, *map(_file, made.items())], key=lambda file: file["path"])
    manifest: Manifest = {
        "version": 1,
        "release": name,
        "after": previous,
        "build": {key: value for key, value in build.signature.items() if key not in KEPT},
        "files": files,
    }
    old, new = _hashes(had), _hashes(entries)
    return Plan(
        state=state,
        release=Release(manifest, build.root, made),
        previous=previous,
        added=sorted(new.keys() - old.keys()),
        changed=sorted(path for path in new.keys() & old.keys() if new[path] != old[path]),
        removed=sorted(old.keys() - new.keys()),
        entry=entry,
        warnings=live.warnings,
        new=before is None
        or bool(live.warnings)
        or new != old
        or before["build"] != manifest["build"],
    )


def publish(
    target: Target, build: Build, edition: str | None, keep: int | None, progress: Progress
) -> Outcome:
    """Takes a build to a target and switches to it, where it differs from what is live.

    Raises:
        Refused, Locked: it must not be done; nothing was changed.
        Failed, OSError: it could not be finished; nothing half made is live.
    """
    what = plan(target, build, edition)  # before anything is made there
    with target.lock(owner()) as cleared:
        if target.state() != what.state:
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
    after = _after(target, current) if current else None
    if after in names:
        return str(after)  # a release that was taken back since is passed over
    earlier = [one for one in names if current and one < current]
    if not earlier:
        raise Refused("there is no release before the one that is live")
    return earlier[-1]


def _after(target: Target, name: str) -> str | None:
    """The release that was live before another one, where that can be told."""
    try:
        return target.manifest(name)["after"]
    except Refused:
        return None


def _name(state: State, build: Build) -> str:
    """A name later than every other one's, also where clocks disagree."""
    now = int(time.time())
    if state["releases"]:
        now = max(now, release_time(state["releases"][-1]) + 1)
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{build.commit}"
    if not is_name(name):
        raise Refused(f"release {state['releases'][-1]} is from the end of time: remove its folder")
    return name


def _live(target: Target, state: State) -> Live:
    current, manifest, warnings = state["current"], None, []
    try:
        manifest = target.manifest(current) if current else None
    except Refused as error:
        warnings.append(str(error))
    for name in reversed([one for one in state["releases"] if current and one <= current]):
        try:
            guides, history = target.text(name, GUIDES), target.text(name, HISTORY)
            entries = read_history(history, f"{HISTORY} of release {name}")
            return Live(manifest, name, guides, entries, warnings)
        except (Refused, UnicodeDecodeError) as error:
            warnings += [] if str(error) in warnings else [str(error)]
    return Live(manifest, None, None, [], warnings)


def _entry(build: Build, live: Live, name: str) -> Entry:
    path = build.root / GUIDES
    try:
        text = path.read_text(encoding="utf-8") if GUIDES in build.found else None
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8: build it again") from error
    after = read_guides(text, str(path)) if text is not None else None
    if live.guides in (None, text):
        return entry_for(name, build.commit, None if live.guides is None else after, after)
    try:
        place = f"{GUIDES} of release {live.name}"
        before = read_guides(str(live.guides), place)
        if after and before.version != after.version:
            versions = f"of version {before.version}, and this one of {after.version}"
            raise Refused(f"{place} is {versions}")
        return entry_for(name, build.commit, before, after)
    except (Refused, RecursionError) as error:
        note = f"What has changed cannot be told: {error}."
        return entry_for(name, build.commit, None, after, note)


def _made(build: Build, live: Live, entry: Entry) -> dict[str, bytes]:
    """The pages and the feed on what has changed, by their paths."""
    history = with_entry(entry, live.history)
    if not history:
        return {}
    from .feed import make_feed  # only where there are guides: starting is half the time
    from .pages import make_pages

    made = make_pages(history, build.found) | make_feed(history)
    return {f"{PAGES}{path}": data for path, data in made.items()}


def _file(made: tuple[str, bytes]) -> File:
    path, data = made
    return {"path": path, "size": len(data), "sha256": sha256(data).hexdigest(), "changed": 0}


def _hashes(files: list[File]) -> dict[str, str]:
    return {file["path"]: file["sha256"] for file in files if not file["path"].startswith(PAGES)}
