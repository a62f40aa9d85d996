"""Files on the disk: how ours are written and known again, and which may be read.

A file is written whole or not at all, and known by its digest: times and sizes can be anything
after a kill, a restored cache or a clock that was set. Of others, only what is of
the project is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEW = ".guides-new"
"""A file that is being written; one that a killed process has left is removed."""


def is_file(path: Path | str) -> bool:
    """Whether a path leads to a regular file; a name that none can have leads nowhere."""
    return os.path.isfile(path)  # noqa: PTH113 (pathlib raises for a name that is too long)


def is_folder(path: Path | str) -> bool:
    """Whether a path leads to a folder, in the same way."""
    return os.path.isdir(path)  # noqa: PTH112


def write(path: Path, content: bytes | str | Iterable[bytes]) -> None:
    """Puts a file in its place, whatever is there: whoever reads finds the old one or the new one.

    Args:
        content: all of it, or its pieces in their order.

    Raises:
        OSError: it cannot be written; the old one is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(NEW)
    try:
        whole = content.encode() if isinstance(content, str) else content
        with fresh.open("wb") as file:
            file.writelines([whole] if isinstance(whole, bytes) else whole)
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Takes away whatever is at a path."""
    if is_folder(path) and not path.is_symlink():
        shutil.rmtree(path)
    elif os.path.lexists(path):  # not by pathlib, which raises for a name that no file can have
        path.unlink(missing_ok=True)


def read_json(path: Path) -> dict[str, Any]:
    """What a file of ours says; nothing where it is anything else than such a file."""
    try:
        found = json.loads(path.read_bytes()) if path.is_file() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def files_below(root: Path, but: Iterable[str] = ()) -> Iterator[str]:
    """Every regular file below a folder, as paths relative to it; links are not followed.

    Args:
        but: files and folders that are passed over.
    """
    passed = frozenset(but)
    for folder, folders, names in os.walk(root):  # by strings: paths would take four times as long
        below = "" if folder == str(root) else f"{Path(folder).relative_to(root).as_posix()}/"
        folders[:] = sorted(one for one in folders if f"{below}{one}" not in passed)
        for name in sorted(names):
            path = os.path.join(folder, name)  # noqa: PTH118
            is_plain = is_file(path) and not os.path.islink(path)  # noqa: PTH114
            if is_plain and f"{below}{name}" not in passed:
                yield f"{below}{name}"


def tidy(root: Path) -> None:
    """Removes what a killed process has not finished."""
    for left in root.rglob(NEW):
        remove(left)


class Digests:
    """Digests of the files below a folder, each read once as long as nobody writes it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, tuple[tuple[int, ...], str]] = {}

    def of(self, path: str) -> str:
        """SHA-256 of a file in hex; empty for what is no regular file, or cannot be read."""
        version = self.version(path)
        known = self._known.get(path)
        if version and (known is None or known[0] != version):
            try:
                content = (self.root / path).read_bytes()
            except OSError:
                return ""
            self._known[path] = known = (version, hashlib.sha256(content).hexdigest())
        return known[1] if version and known else ""

    def version(self, path: str) -> tuple[int, ...]:
        """What differs once a file has been written, or replaced, while we look; empty for none."""
        try:
            status = os.lstat(os.path.join(self.root, path))  # noqa: PTH118
        except (OSError, ValueError):
            return ()
        version = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
        return version if stat.S_ISREG(status.st_mode) else ()


class Access:
    """Which files a build may read: those below some folders, wherever links lead.

    Args:
        root: the folder of the project.
        opened: what is opened beside it, files or folders.
    """

    def __init__(self, root: Path, opened: Iterable[Path] = ()) -> None:
        self.root = Path(os.path.realpath(root))
        self.opened = [Path(os.path.realpath(one)) for one in opened]

    def refusal(self, path: Path | str) -> str:
        """Why nothing may be read at a path, to follow it in a message; empty where it may.

        What is not there at all is no matter of ours, unless it would be outside.
        """
        try:
            real = Path(os.path.realpath(path))
            if not any(real.is_relative_to(one) for one in (self.root, *self.opened)):
                return f"is outside of {self.root.name}/ (guides_outside in conf.py opens it)"
            mode = real.stat().st_mode if real.exists() else stat.S_IFREG
        except (OSError, ValueError) as error:
            return f"cannot be read ({getattr(error, 'strerror', None) or error})"
        is_plain = stat.S_ISREG(mode) or stat.S_ISDIR(mode)
        return "" if is_plain else "is not a file: a pipe, a socket or a device"


def drop_output() -> None:
    """Sends nowhere what is still printed, once its reader has left, as `| head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
