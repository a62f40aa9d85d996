"""A target that is a folder: of this machine, or mounted."""

from __future__ import annotations

from .server.store import Progress, Store
from .target import Release


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
