"""A target that is a folder: of this machine, or mounted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .server.store import Progress, Store
from .target import Release


class FolderTarget(Store):
    """Releases in a folder: what its store does, in this process."""

    def refuse_closed(self) -> None:
        """See `Target`: no sources lie here."""

    @contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """See `Target`."""
        cleared = self.take(owner)
        try:
            yield cleared
        finally:
            self.give_back()

    def publish(self, release: Release, progress: Progress) -> None:
        """See `Target`."""
        wanted = self.begin(release.manifest)
        site = self.incoming(release.name)
        sizes = {file["path"]: file["size"] for file in release.manifest["files"]}
        done, total = 0, sum(sizes[path] for path in wanted)
        for path in wanted:
            release.copy(path, site / path)
            done += sizes[path]
            progress(done, total)
        self.finish(release.manifest, wanted)
