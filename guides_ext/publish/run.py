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


class Told(NamedTuple):
    """What readers were told so far, by the newest release that can be trusted (`name`)."""

    name: str
    guides: str | None
    history: list[Entry]


class Outcome(NamedTuple):
    """What a publish did: `removed` are the older releases that are gone."""

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
    for wanted, where in (
        (edition, "pyproject.toml says that the target is for"),
        (state["edition"], "what is published there so far is"),
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
    previous, warnings = state["current"], list[str]()
    before = _live(target, previous, warnings)
    had = before["files"] if before else []
    entries = file_entries(build, had)
    name, told = _name(state, build), _told(target, state, warnings)
    entry = _entry(build, told, name)
    made = _made(build, told, entry)
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
        warnings=warnings,
        new=before is None or bool(warnings) or (old, before["build"]) != (new, manifest["build"]),
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
    """Removes all releases but the live one and `keep` of the others, which one can go back to and
    somebody may still be reading from: the one that was live before it, and the newest."""
    try:
        state = target.state()
        others = [name for name in state["releases"] if name != state["current"]]
        before = _after(target, state["current"])
        others.sort(key=lambda name: name == before)  # it goes last
        return target.remove(others[:-keep])
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
    after = _after(target, current)
    if after in names:
        return str(after)  # a release that was taken back since is passed over
    earlier = [one for one in names if current and one < current]
    if not earlier:
        raise Refused("there is no release before the one that is live")
    return earlier[-1]


def _after(target: Target, name: str | None) -> str | None:
    """The release that was live before another one, where that can be told."""
    manifest = _live(target, name, [])
    return manifest["after"] if manifest else None


def _name(state: State, build: Build) -> str:
    """A name later than every other one's, also where clocks disagree."""
    now = int(time.time())
    if state["releases"]:
        now = max(now, release_time(state["releases"][-1]) + 1)
    name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime(now))}-{build.commit}"
    if not is_name(name):
        raise Refused(f"release {state['releases'][-1]} is from the end of time: remove its folder")
    return name


def _live(target: Target, name: str | None, warnings: list[str]) -> Manifest | None:
    """The manifest of the live release; where it cannot be trusted, that is among the warnings."""
    try:
        return target.manifest(name) if name else None
    except Refused as error:
        warnings.append(str(error))
        return None


def _told(target: Target, state: State, warnings: list[str]) -> Told:
    current = state["current"] or ""
    for name in reversed([one for one in state["releases"] if one <= current]):
        try:
            guides, history = target.text(name, GUIDES), target.text(name, HISTORY)
            return Told(name, guides, read_history(history, f"{HISTORY} of release {name}"))
        except (Refused, UnicodeDecodeError) as error:
            warnings += [] if str(error) in warnings else [str(error)]
    return Told("", None, [])


def _entry(build: Build, told: Told, name: str) -> Entry:
    path, text, before = build.root / GUIDES, None, None
    try:
        text = path.read_text(encoding="utf-8") if GUIDES in build.found else None
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not UTF-8: build it again") from error
    after = read_guides(text, str(path)) if text is not None else None
    try:
        if told.guides is not None:
            place = f"{GUIDES} of release {told.name}"
            before = read_guides(told.guides, place)
        if before and after and before.version != after.version:
            versions = f"of version {before.version}, and this one of {after.version}"
            raise Refused(f"{place} is {versions}")
        return entry_for(name, build.commit, before, after)
    except (Refused, RecursionError) as error:
        note = f"What has changed cannot be told: {error}."
        return entry_for(name, build.commit, None, after, note)


def _made(build: Build, told: Told, entry: Entry) -> dict[str, bytes]:
    """The pages and the feed on what has changed, by their paths."""
    history = with_entry(entry, told.history)
    if not history:
        return {}
    from .pages import make_feed, make_pages  # only where there are guides: starting takes time

    made = make_pages(history, build.found) | make_feed(history)
    return {f"{PAGES}{path}": data for path, data in made.items()}


def _file(made: tuple[str, bytes]) -> File:
    path, data = made
    return {"path": path, "size": len(data), "sha256": sha256(data).hexdigest(), "changed": 0}


def _hashes(files: list[File]) -> dict[str, str]:
    return {file["path"]: file["sha256"] for file in files if not file["path"].startswith(PAGES)}
