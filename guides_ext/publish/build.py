"""A finished build: what it says of itself, and its files."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterable, Mapping
from os import stat_result
from pathlib import Path
from typing import Any, NamedTuple

from .server.errors import Refused
from .server.files import File, digest, inventory, read_plain

SIGNATURE = ".guides-build.json"
NOT_PUBLISHED = {
    SIGNATURE,
    ".guides.lock",
    ".buildinfo",
    ".buildinfo.bak",
    ".doctrees",
    "print/.keys.jsonl",
}
"""Working files and folders of the build, which nobody reads."""

KEPT = ("files", "language", "made", "shown", "sources", "theme")
"""Keys of the signature that are for whoever builds or publishes, and not for readers."""

WHOLE = "panel"
"""The edition that holds all, and needs no gate."""

PAGES = "what-changed/"
"""Where the pages on what has changed are put in a release, so no build may have such a folder."""

# A file may change again within one tick of the file system's clock, so a time as young as this
# (nanoseconds) proves nothing later.
_TOO_YOUNG = 2_000_000_000


class Build(NamedTuple):
    """A finished build: `signature` is what `.guides-build.json` says."""

    root: Path
    signature: Mapping[str, Any]
    found: Mapping[str, stat_result]

    @property
    def edition(self) -> str:
        """Whose build it is."""
        return str(self.signature["edition"])

    @property
    def commit(self) -> str:
        """The short hash of the source's commit, or `nogit`."""
        return str(self.signature.get("commit") or "nogit")[:7]


def read_build(root: Path) -> Build:
    """The build in a folder.

    Raises:
        Refused: it is not there, is not finished, has failed, or holds what cannot be published.
    """
    path = root / SIGNATURE
    try:
        signature = json.loads(read_plain(path))
        status, commit = signature["status"], signature.get("commit")
        if not isinstance(signature["edition"], str):
            raise ValueError("its edition is not a text")
        if not isinstance(signature["files"], dict):
            raise ValueError("it lists no files")
        if commit is not None and not re.fullmatch(r"[0-9a-f]{7,64}", commit):
            raise ValueError("its commit is not a hash")
    except FileNotFoundError:
        raise Refused(
            f"{root} holds no signed build ({SIGNATURE} is not there): build it"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{path} cannot be read ({error}): build it again") from error
    if status != "ok":
        raise Refused(f"the build in {root} is not finished or has failed (status: {status})")
    found = {
        path: entry.stat(follow_symlinks=False)
        for path, entry in inventory(root).items()
        if NOT_PUBLISHED.isdisjoint((path, path.partition("/")[0]))
    }
    if any(path.startswith(PAGES) for path in found):
        raise Refused(f"{root} has a folder {PAGES} of its own; ours would be mixed with it")
    return Build(root, signature, found)


NO_SOURCES = ("_build", "build", "node_modules")
"""Folders beside the sources of a project."""


def newer_sources(build: Build) -> list[str]:
    """The sources that were written after the build, and that it does not show as they are now.

    Hidden files, those of builds and what npm installs are none. Empty where the sources are not
    here.
    """
    said = build.signature.get("sources")
    if not isinstance(said, str):
        return []
    root, found = Path(os.path.realpath(build.root)) / said, []
    signed = (build.root / SIGNATURE).stat().st_mtime_ns
    for folder, folders, names in os.walk(root):
        folders[:] = [one for one in folders if one[0] != "." and one not in NO_SOURCES]
        for path in (Path(folder, name) for name in names if name[0] != "."):
            if path.lstat().st_mtime_ns > signed:
                found.append(path.relative_to(root).as_posix())
    return sorted(found)


def file_entries(build: Build, known: Iterable[File]) -> list[File]:
    """The files of a build with their hashes, in order of their paths.

    Args:
        known: files of the release that is live; one of the same path, size and time is not read.

    Raises:
        Refused: a file is not what was signed: somebody has changed it, or builds it just now.
    """
    had = {(file["path"], file["size"], file.get("changed")): file["sha256"] for file in known}
    young = time.time_ns() - _TOO_YOUNG
    entries: list[File] = []
    for path, status in sorted(build.found.items()):
        size, changed = status.st_size, _changed(status)
        hash = had.get((path, size, changed)) or digest(build.root / path)
        lasts = changed if changed < young else 0
        entries.append({"path": path, "size": size, "sha256": hash, "changed": lasts})
    here = {file["path"]: file["sha256"] for file in entries}
    for path, signed in build.signature["files"].items():
        if here.get(path) != signed and path not in NOT_PUBLISHED:
            what = "is not what the build has signed" if path in here else "is missing"
            raise Refused(f"{path!r} in {build.root} {what} (is it being built?): build it again")
    if build.edition != WHOLE and build.signature.get("gate") != gate_digest(build.edition, here):
        raise Refused(
            f"no gate has let the {build.edition}'s edition in {build.root} through as it is "
            f"(make it with python -m guides_ext edition --edition {build.edition})"
        )
    return entries


def gate_digest(edition: str, files: Mapping[str, str]) -> str:
    """What stands in the signature of an edition that the gate has let through: a digest of whose
    it is and of all its files, by their own digests."""
    said = json.dumps([edition, sorted(files.items())])
    return hashlib.sha256(said.encode()).hexdigest()


def sign_gate(root: Path, edition: str) -> None:
    """Notes in the signature of a build that the gate has let it through.

    Raises:
        Refused: the build is not fit to be published, or of another edition.
    """
    build = read_build(root)
    if build.edition != edition:
        raise Refused(f"the build in {root} is the {build.edition}'s edition, not the {edition}'s")
    gate = gate_digest(edition, {path: digest(root / path) for path in build.found})
    said = json.dumps({**build.signature, "gate": gate}, indent=1, sort_keys=True) + "\n"
    fresh = root / f"{SIGNATURE}.new"
    fresh.write_text(said, encoding="utf-8")
    fresh.replace(root / SIGNATURE)


def _changed(status: stat_result) -> int:
    """When a file was last changed: the time that only the system sets, for Sphinx gives the files
    that it copies the time of their source. Windows has none such."""
    return status.st_mtime_ns if os.name == "nt" else status.st_ctime_ns
