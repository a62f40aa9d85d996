"""What every kind of target can do, and the one that is a folder: of this machine, or mounted."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import NamedTuple, Protocol

from .server.files import Manifest
from .server.store import Progress, State, Store

DEADLINE = 900
"""Seconds after which we give up: git that has not ended, and rsync or a server that is silent."""


class Release(NamedTuple):
    """A release to be: its manifest, the build that its files are in, and, by their paths, those
    that were made on the way."""

    manifest: Manifest
    build: Path
    made: Mapping[str, bytes]

    @property
    def name(self) -> str:
        """`<UTC time>-<git short hash>`."""
        return self.manifest["release"]

    def bytes_in(self, paths: Iterable[str]) -> int:
        """How many bytes some of its files have."""
        sizes = {file["path"]: file["size"] for file in self.manifest["files"]}
        return sum(sizes[path] for path in paths)

    def copy(self, path: str, place: Path) -> None:
        """Writes a file of the release to a place."""
        if path in self.made:
            place.write_bytes(self.made[path])
        else:
            shutil.copyfile(self.build / path, place, follow_symlinks=False)


class Target(Protocol):
    """A place where releases are read. `state`, `manifest`, `text` and `refuse_closed` change
    nothing; the others are called while `lock` is held. All raise `Refused`, `Locked` or `Failed`,
    or `OSError`."""

    def state(self) -> State:
        """The target's edition, its live release, and all releases, oldest first."""
        ...

    def manifest(self, name: str) -> Manifest:
        """The manifest of a release."""
        ...

    def text(self, name: str, path: str) -> str | None:
        """A text file of a release, or None where it has no such file."""
        ...

    def refuse_closed(self) -> None:
        """Refuses an edition that is not everything, where its readers could read the sources."""
        ...

    def lock(self, owner: str) -> AbstractContextManager[bool]:
        """Keeps others from publishing; says whether an interrupted publish was cleared away."""
        ...

    def publish(self, release: Release, progress: Progress) -> None:
        """Takes a release there, checks it, and makes it live at once for everybody.

        `progress` is told bytes done and bytes in all.
        """
        ...

    def switch(self, name: str) -> None:
        """Makes an older release live."""
        ...

    def remove(self, names: list[str]) -> list[str]:
        """Removes releases, but those that somebody has changed; returns their names."""
        ...


class FolderTarget(Store):
    """Releases in a folder: what its store does, in this process."""

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        wanted = self.begin(release.manifest)
        site, done, total = self.incoming(release.name), 0, release.bytes_in(wanted)
        for path in wanted:
            release.copy(path, site / path)
            done += (site / path).stat().st_size
            progress(done, total)
        self.finish(release.manifest, wanted)
