"""A target that is a folder: of this machine, or mounted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .server.files import Manifest
from .server.store import Progress, State, Store
from .target import Release


class FolderTarget:
    """Releases in a folder."""

    def __init__(self, folder: str | Path) -> None:
        self.store = Store(folder)

    def state(self) -> State:
        """See `Target`."""
        return self.store.state()

    def manifest(self, name: str) -> Manifest:
        """See `Target`."""
        return self.store.manifest(name)

    def text(self, name: str, path: str) -> str | None:
        """See `Target`."""
        return self.store.text(name, path)

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`."""
        cleared = self.store.lock(owner)
        try:
            yield cleared
        finally:
            self.store.unlock()

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        wanted = self.store.begin(release.manifest)
        site = self.store.incoming(release.name)
        sizes = {file["path"]: file["size"] for file in release.manifest["files"]}
        done, total = 0, sum(sizes[path] for path in wanted)
        for path in wanted:
            release.copy(path, site / path)
            done += sizes[path]
            progress(done, total)
        self.store.finish(release.manifest, wanted)

    def switch(self, name: str) -> None:
        """See `Target`."""
        self.store.switch(name)

    def prune(self, keep: int) -> list[str]:
        """See `Target`."""
        return self.store.prune(keep)
