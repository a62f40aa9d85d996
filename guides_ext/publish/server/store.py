"""Releases in a folder.

    current        a symlink to releases/NAME/site: what the web server serves
    releases/NAME/ manifest.json and site/: complete, checked, never written to again
    .guides/       README, the mark that the folder is ours; lock, target.json, and work/ for what
                   is half made or half removed

Everything is made in `.guides/work` and moved into place by one rename, so a publish that dies
leaves nothing but work to clear away.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from .errors import Failed, Locked, Refused
from .files import (
    MANIFEST,
    File,
    Manifest,
    checked_text,
    differences,
    digest,
    inventory,
    read_manifest,
    read_plain,
    settle,
    write_manifest,
)

try:
    import fcntl
except ImportError:  # Windows has neither this lock nor symlinks for everyone
    fcntl = None  # type: ignore[assignment]

NAME = re.compile(r"\d{8}T\d{6}Z-[0-9a-z]+")
MARK = """\
This folder is kept by `python -m guides_ext publish`, which clears away .guides/work and removes
old releases as it is told to. Whoever may read this folder may read the releases in it.
"""
"""What only we write: a folder without it is not ours. It stays as it is for good."""

Progress = Callable[[int, int], None]


class State(TypedDict):
    """A target: the edition it is for (none: nothing was published yet), the name of the release
    that is live, and the names of all, oldest first."""

    edition: str | None
    current: str | None
    releases: list[str]


def release_time(name: str) -> int:
    """The UTC time in a release's name, in seconds of the epoch."""
    return int(datetime.strptime(name[:16], "%Y%m%dT%H%M%S%z").timestamp())


def is_name(text: str) -> bool:
    """Whether a text can be the name of a release: one with a day of the calendar in it."""
    try:
        release_time(text)
    except ValueError:
        return False
    return NAME.fullmatch(text) is not None


class Store:
    """The releases in one folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.mark = self.folder / ".guides"
        self.readme = self.mark / "README"
        self.work = self.mark / "work"
        self.releases = self.folder / "releases"
        self.current = self.folder / "current"
        self._manifests: dict[str, Manifest] = {}

    # Looking, which changes nothing

    def state(self) -> State:
        """What is there.

        Raises:
            Refused: the folder is not ours, or something in it is not as we made it.
        """
        if not self._is_ours():
            return {"edition": None, "current": None, "releases": []}
        names = sorted(filter(self._is_release, self._names()))
        return {"edition": self._edition(bool(names)), "current": self._live(), "releases": names}

    def manifest(self, name: str) -> Manifest:
        """The manifest of a release.

        Raises:
            Refused: there is no such release, or its manifest cannot be trusted.
        """
        if not self._is_release(name):
            raise Refused(f"{self.folder} has no release {name!r}")
        if name not in self._manifests:
            self._manifests[name] = read_manifest(self.releases / name)
        return self._manifests[name]

    def text(self, name: str, path: str) -> str | None:
        """A text file of a release's site, or None where it has no such file.

        Raises:
            Refused: it is not what the manifest says.
        """
        site = self.releases / name / "site"
        found = site / path
        inside = self._is_release(name) and Path(os.path.realpath(found)) == found
        if not inside or not found.is_file():
            return None
        return checked_text(self.manifest(name), path, found.read_bytes())

    def refuse_closed(self) -> None:
        """See `Target`: no sources lie here."""

    def _is_ours(self) -> bool:
        if fcntl is None:
            raise Refused("a folder of releases needs symlinks and locks: Linux, macOS or WSL")
        if not os.path.lexists(self.folder):
            if not self.folder.parent.is_dir():
                raise Refused(f"{self.folder.parent} is not there (not mounted?)")
            return False
        if not self.folder.is_dir():
            raise Refused(f"{self.folder} is not a folder")
        for folder in (self.mark, self.work, self.releases):
            if os.path.lexists(folder) and not _is_plain_folder(folder):
                raise Refused(f"{folder} is not a folder of ours: a symlink or a file")
        said = self._said()
        if said == MARK:
            return True
        # A first publish that was killed has left a beginning of the mark, and nothing else.
        within = self.mark.iterdir() if self.mark.is_dir() else ()
        there = sorted({*self.folder.iterdir(), *within} - {self.mark, self.readme})
        if there or not MARK.startswith(said):
            raise Refused(
                f"{self.folder} was not made by this command: it has "
                f"{str((there or [self.readme])[0].relative_to(self.folder))!r} in it, and not "
                "what this command writes into '.guides/README'. Publish into a new or empty folder"
            )
        return False

    def _said(self) -> str:
        try:
            return read_plain(self.readme)[: len(MARK) + 1].decode(errors="replace")
        except FileNotFoundError:
            return ""
        except OSError as error:
            raise Refused(f"{self.readme} is not a file of ours: {error}") from error

    def _names(self) -> list[str]:
        return [path.name for path in self.releases.iterdir()] if self.releases.is_dir() else []

    def _is_release(self, name: str) -> bool:
        folder = self.releases / name
        return is_name(name) and all(map(_is_plain_folder, (folder, folder / "site")))

    def _edition(self, has_releases: bool) -> str | None:
        record = self.mark / "target.json"
        try:
            return str(json.loads(read_plain(record))["edition"])
        except FileNotFoundError:
            if not has_releases:
                return None
            raise Refused(
                f"{record} is missing: it says which edition this target is for"
            ) from None
        except (ValueError, KeyError, TypeError, OSError, RecursionError) as error:
            raise Refused(f"{record} cannot be read: {error}") from error

    def _live(self) -> str | None:
        if not os.path.lexists(self.current):
            return None
        leads = str(self.current.readlink()) if self.current.is_symlink() else ""
        found = re.fullmatch(rf"releases/({NAME.pattern})/site", leads)
        if not found:
            raise Refused(f"{self.current} is not a link of ours to one of {self.releases}")
        return found[1] if self._is_release(found[1]) else None

    # Changing, one at a time

    @contextlib.contextmanager
    def lock(self, owner: str) -> Iterator[bool]:
        """Makes the folder ours where it is new, keeps others from publishing to it, and clears
        away what an interrupted publish has left.

        The lock is the system's own: it ends with the process that holds it, however that ends.

        Args:
            owner: who takes it, for others to read.

        Returns:
            Whether something was cleared away.

        Raises:
            Locked: somebody holds it; the message says who, and since when.
            Refused: the folder is not ours.
        """
        is_ours = self._is_ours()
        umask = os.umask(0o022)
        try:
            if not is_ours:
                self._make_ours()
            # What we make may be read and changed by whoever may do so with the folder.
            os.umask(0o777 & ~self._mode())
            with self._locked(owner):
                yield self._clear()
        finally:
            os.umask(umask)

    def _make_ours(self) -> None:
        """Marks a new folder; of two that do so at once, both write the same."""
        for folder in (self.folder, self.mark):
            with contextlib.suppress(FileExistsError):
                folder.mkdir()
        file = os.open(self.readme, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o644)
        try:
            os.write(file, MARK.encode())
            os.fsync(file)
        finally:
            os.close(file)

    def _mode(self) -> int:
        """Who may do what with the folders of a release: what they may with the target's, but not
        everybody may write."""
        return stat.S_IMODE(self.folder.stat().st_mode) & 0o775 | 0o700

    @contextlib.contextmanager
    def _locked(self, owner: str) -> Iterator[None]:
        lock = self.mark / "lock"
        if os.path.lexists(lock) and not stat.S_ISREG(os.lstat(lock).st_mode):
            raise Refused(f"{lock} is not a file of ours: remove it")
        with lock.open("a+", encoding="utf-8", errors="replace") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise Locked(f"{self.folder} is locked: {_holder(file.read(4096))}") from None
            holder = f"process {os.getpid()} on {os.uname().nodename}"
            file.truncate(0)
            json.dump({"owner": owner, "since": int(time.time()), "holder": holder}, file)
            file.flush()
            yield

    def begin(self, manifest: Manifest) -> list[str]:
        """Lays out a new release: what the live one has already is linked, and its hash checked.

        Returns:
            The paths that are still to be put into `incoming`.
        """
        if not (self.mark / "target.json").is_file():
            made = self.work / "target.json"
            made.write_text(json.dumps({"edition": manifest["build"]["edition"]}), encoding="utf-8")
            made.replace(self.mark / "target.json")
        site = self.incoming(manifest["release"])
        site.mkdir(parents=True)
        for folder in {file["path"].rpartition("/")[0] for file in manifest["files"]}:
            (site / folder).mkdir(parents=True, exist_ok=True)
        live, had = self._shared()
        return [
            file["path"] for file in manifest["files"]
            if had.get(file["path"]) != file["sha256"] or not _link(live, site, file)
        ]  # fmt: skip

    def incoming(self, name: str) -> Path:
        """The folder into which the files of a new release are put."""
        return self.work / name / "site"

    def arrived(self, name: str) -> int:
        """How many bytes of a new release were put in so far, those that are linked aside."""
        total = 0
        for folder, _, files in os.walk(self.incoming(name)):
            for file in files:
                with contextlib.suppress(FileNotFoundError):  # rsync renames what is whole
                    status = os.lstat(f"{folder}/{file}")
                    total += status.st_size if status.st_nlink == 1 else 0
        return total

    def finish(self, manifest: Manifest, wanted: list[str]) -> None:
        """Checks what was put in, makes the release complete, and switches to it.

        Raises:
            Failed: a file is not what the manifest says, most likely since it was changed while
                it was copied.
        """
        name = manifest["release"]
        site, when, mode = self.incoming(name), release_time(name), self._mode() & 0o666
        files = {file["path"]: file for file in manifest["files"]}
        for path in wanted:
            if settle(site / path, when, mode) != files[path]["sha256"]:
                raise Failed(f"{path!r} arrived with another hash: was it changed while copying?")
        if wrong := differences(site, files):
            raise Failed(f"the release did not arrive whole: {wrong}")
        write_manifest(site.parent, manifest)
        self.releases.mkdir(exist_ok=True)
        site.parent.rename(self.releases / name)
        _sync(self.releases)
        self._switch(name)

    def switch(self, name: str) -> None:
        """Makes an older release live again, once every file of it has been checked.

        Raises:
            Refused: there is no such release, or it is damaged.
        """
        if wrong := self._damage(name):
            raise Refused(f"release {name} is damaged: {wrong}")
        self._switch(name)

    def _damage(self, name: str) -> str:
        """What in the site of a release is not as its manifest says, in words."""
        site, files = self.releases / name / "site", self.manifest(name)["files"]
        if wrong := differences(site, [file["path"] for file in files]):
            return wrong
        for file in files:
            path = site / file["path"]
            if path.stat().st_size != file["size"] or digest(path) != file["sha256"]:
                return f"{file['path']!r} is not what the manifest says"
        return ""

    def remove(self, names: list[str]) -> list[str]:
        """Removes releases; returns their names.

        One that is not as we made it stays: there may be something of others in it.
        """
        as_made = list(filter(self._is_as_made, names))
        for name in as_made:
            (self.releases / name).rename(self.work / name)
        self._clear()
        return as_made

    def _is_as_made(self, name: str) -> bool:
        """Whether there is nothing in a release but what its manifest names, unchanged."""
        try:
            there = {path.name for path in (self.releases / name).iterdir()}
            return there == {"site", MANIFEST} and not self._damage(name)
        except Refused:
            return False

    def _switch(self, name: str) -> None:
        """The switch: one rename."""
        link = self.work / "current"
        link.symlink_to(f"releases/{name}/site")
        link.replace(self.current)
        _sync(self.folder)

    def _clear(self) -> bool:
        left = _is_plain_folder(self.work) and any(self.work.iterdir())
        if left:
            shutil.rmtree(self.work, ignore_errors=True)  # a cut-off rsync may still be writing
        self.work.mkdir(exist_ok=True)
        return left

    def _shared(self) -> tuple[Path, dict[str, str]]:
        """The live site, and the hashes of its files that a new one may have in common with it."""
        name = self._live() or ""
        site = self.releases / name / "site"
        # Where others may read the target since, its files still have the permissions from before.
        if not name or stat.S_IMODE(site.stat().st_mode) & 0o777 != self._mode():
            return site, {}
        try:
            inventory(site)  # refuses a symlink
            return site, {file["path"]: file["sha256"] for file in self.manifest(name)["files"]}
        except Refused:  # a damaged release helps nobody; all is sent anew
            return site, {}


def _link(live: Path, site: Path, file: File) -> bool:
    """Links a file of the live site into a new one; false where it has to be sent.

    Only from the same path: elsewhere in the live release the same bytes may bear a size and a date
    that this path had once with other bytes, and caches would take them for those.
    """
    path = f"{site}/{file['path']}"
    try:
        os.link(f"{live}/{file['path']}", path)
        if digest(path) == file["sha256"]:
            return True
    except OSError:  # it is gone, or the disk is bad; or the file system has no links, or no more
        pass
    Path(path).unlink(missing_ok=True)
    return False


def _holder(text: str) -> str:
    try:
        record = json.loads(text)
        age = max(0, int(time.time()) - int(record["since"]))
        return (
            f"{record['owner']} has been publishing to it for {age} s "
            f"(the lock is held by {record['holder']})"
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return "somebody has just begun to publish to it"


def _is_plain_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
