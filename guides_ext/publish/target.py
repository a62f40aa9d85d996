"""What every target can do: the interface for kinds of targets, ours and yours."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .server.files import Manifest
from .server.store import Progress, State


@dataclass(frozen=True)
class Release:
    """A release to be: its manifest, the build that its files are in, and the folder of those that
    were made on the way."""

    manifest: Manifest
    build: Path
    made: Path
    made_paths: frozenset[str]

    @property
    def name(self) -> str:
        """`<UTC time>-<git short hash>`."""
        return self.manifest["release"]

    def root(self, path: str) -> Path:
        """The folder in which a file of the release is now."""
        return self.made if path in self.made_paths else self.build


class Target(Protocol):
    """A place where releases are read. `state`, `manifest` and `text` change nothing; the others
    are called while `lock` is held. All raise `Refused`, `Locked` or `Failed`, or `OSError`."""

    def state(self) -> State:
        """The target's edition, its live release, and all releases, oldest first."""
        ...

    def manifest(self, name: str) -> Manifest:
        """The manifest of a release."""
        ...

    def text(self, name: str, path: str) -> str | None:
        """A text file of a release, or None where it has no such file."""
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

    def prune(self, keep: int) -> list[str]:
        """Removes all releases but the live one and the newest `keep`; returns their names."""
        ...
