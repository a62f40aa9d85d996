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
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, TypedDict

from .errors import Failed, Locked, Refused
from .files import (
    MANIFEST,
    File,
    Manifest,
    checked_text,
    differences,
    digest,
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

_TIME = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)")
Progress = Callable[[int, int], None]


class State(TypedDict):
    """A target: the edition it is for (none: nothing was published yet), the name of the release
    that is live, and the names of all, oldest first."""

    edition: str | None
    current: str | None
    releases: list[str]


def release_time(name: str) -> int:
    """The UTC time in a release's name, in seconds of the epoch."""
    year, month, day, hour, minute, second = map(int, _TIME.findall(name)[0])
    when = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)  # noqa: UP017 (3.9)
    return int(when.timestamp())


def is_name(text: str) -> bool:
    """Whether a text can be the name of a release: one with a day of the calendar in it."""
    if not NAME.fullmatch(text):
        return False
    try:
        release_time(text)
    except ValueError:
        return False
    return True


class Store:
    """The releases in one folder."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(os.path.realpath(folder))
        self.mark = self.folder / ".guides"
        self.readme = self.mark / "README"
        self.work = self.mark / "work"
        self.releases = self.folder / "releases"
        self.current = self.folder / "current"
        self._lock: int | None = None
        self._umask: int | None = None
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

    def take(self, owner: str) -> bool:
        """Makes the folder ours where it is new, takes its lock, and clears away what an
        interrupted publish has left.

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
        self._umask = os.umask(0o022)
        try:
            if not is_ours:
                self._make_ours()
            # What we make may be read and changed by whoever may do so with the folder.
            os.umask(0o777 & ~self._mode())
            self._lock = self._locked(owner)
            return self._clear()
        except BaseException:
            self.give_back()
            raise

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

    def _locked(self, owner: str) -> int:
        lock = self.mark / "lock"
        if os.path.lexists(lock) and not stat.S_ISREG(os.lstat(lock).st_mode):
            raise Refused(f"{lock} is not a file of ours: remove it")
        file = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            holder = f"process {os.getpid()} on {os.uname().nodename}"
            says = {"owner": owner, "since": int(time.time()), "holder": holder}
            os.ftruncate(file, 0)
            os.pwrite(file, json.dumps(says).encode(), 0)
        except BlockingIOError:
            text = os.read(file, 4096).decode(errors="replace")
            os.close(file)
            raise Locked(f"{self.folder} is locked: {_holder(text)}") from None
        except BaseException:
            os.close(file)
            raise
        return file

    def give_back(self) -> None:
        """Gives the lock back."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
        if self._umask is not None:
            os.umask(self._umask)
            self._umask = None

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
        had, files = self._had(), manifest["files"]
        return [f["path"] for f in files if not _link(site, f, had.get(f["path"]))]

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

    def prune(self, keep: int) -> list[str]:
        """Removes all releases but the live one and `keep` of the others, which one can go back to
        and somebody may still be reading from: the one that was live before it, and the newest;
        returns the names of those removed.

        One that is not as we made it stays: there may be something of others in it.
        """
        state = self.state()
        before = self._before(state["current"])
        others = [name for name in state["releases"] if name != state["current"]]
        others.sort(key=lambda name: name == before)  # it goes last
        old = list(filter(self._is_as_made, others[:-keep]))
        for name in old:
            (self.releases / name).rename(self.work / name)
        self._clear()
        return old

    def _before(self, name: str | None) -> str | None:
        """The release that was live before one, and that a rollback leads to."""
        try:
            return self.manifest(name)["after"] if name else None
        except Refused:
            return None

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

    def _had(self) -> dict[str, tuple[str, str]]:
        """Each file of the live release by its path: where it is, and its hash as the manifest
        says."""
        name = self._live()
        if name is None:
            return {}
        site = self.releases / name / "site"
        if stat.S_IMODE(site.stat().st_mode) & 0o777 != self._mode():
            return {}  # since then others may read the target: its files have what the site has
        try:
            files = self.manifest(name)["files"]
        except Refused:  # a damaged release helps nobody; all is sent anew
            return {}
        folders = {file["path"].rpartition("/")[0] for file in files}
        plain = {folder: _is_all_plain(site, folder) for folder in folders}
        return {
            file["path"]: (f"{site}/{file['path']}", file["sha256"])
            for file in files
            if plain[file["path"].rpartition("/")[0]]
        }


def _link(site: Path, file: File, had: tuple[str, str] | None) -> bool:
    """Links a file of the live release into a new one; false where it has to be sent.

    Only from the same path: elsewhere in the live release the same bytes may bear a size and a date
    that this path had once with other bytes, and caches would take them for those.
    """
    path = f"{site}/{file['path']}"
    if had is None or had[1] != file["sha256"]:
        return False
    try:
        os.link(had[0], path, follow_symlinks=False)
    except OSError:  # a file system without hard links, or too many of them
        return False
    try:
        good = digest(path) == file["sha256"]
    except OSError:  # a symlink, or a bad disk
        good = False
    if not good:
        Path(path).unlink()
    return good


def _holder(text: str) -> str:
    try:
        record: dict[str, Any] = json.loads(text)
        age = max(0, int(time.time()) - int(record["since"]))
        return (
            f"{record['owner']} has been publishing to it for {age} s "
            f"(the lock is held by {record['holder']})"
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        return "somebody has just begun to publish to it"


def _is_plain_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_all_plain(top: Path, folder: str) -> bool:
    """Whether a folder is reached from the top without a symlink."""
    path = top / folder
    return os.path.realpath(path) == os.fspath(path)


def _sync(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
