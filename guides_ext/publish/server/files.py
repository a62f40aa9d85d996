"""The files of a tree: which there are, what is in them, and whether a manifest tells the truth."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypedDict

from .errors import Refused

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class File(TypedDict):
    """A file of a release: its path below the site's root, bytes, and SHA-256 in hex.

    `mtime` is when it was written in the build (nanoseconds), 0 where that says nothing: a file of
    the same path, size and time need not be read again by the next publish.
    """

    path: str
    size: int
    sha256: str
    mtime: int


class Manifest(TypedDict):
    """A release: its name, what the build said of itself, and its files in order of their paths."""

    version: int
    release: str
    build: dict[str, Any]
    files: list[File]


def inventory(top: str | Path) -> dict[str, os.stat_result]:
    """Every file below a folder, by its path relative to it, with `/` on every system.

    Raises:
        Refused: something is neither a file nor a folder, or has a name that is not UTF-8.
    """
    found = dict(_walk(os.fspath(top), ""))
    for path, status in found.items():
        if not stat.S_ISREG(status.st_mode):
            raise Refused(f"{path!r} in {top} is neither a file nor a folder")
        if not _is_text(path):
            raise Refused(f"{path!r} in {top} has a name that is not UTF-8")
    return found


def _walk(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat(follow_symlinks=False)


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def digest(path: str | Path) -> str:
    """SHA-256 of a file that is no symlink, in hex."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    try:
        return _digest(file)
    finally:
        os.close(file)


def settle(path: str | Path, when: int) -> str:
    """SHA-256 of a file that has just been written, once it is on the disk; it is dated `when`
    (seconds), for servers make a file's ETag of its size and second."""
    file = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.utime(path, (when, when))
        os.fsync(file)
        return _digest(file)
    finally:
        os.close(file)


def _digest(file: int) -> str:
    result = hashlib.sha256()
    while chunk := os.read(file, _CHUNK):
        result.update(chunk)
    return result.hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a release.

    Raises:
        Refused: it is not there or is no manifest; the message says what is wrong.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        paths = {_checked(file)["path"] for file in manifest["files"]}
        if manifest["release"] != folder.name or not isinstance(manifest["build"], dict):
            raise ValueError("it is of another release")
        if len(paths) != len(manifest["files"]):
            raise ValueError("a path is in it twice")
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(f"{path} cannot be trusted: {error!r}") from error
    return manifest  # type: ignore[no-any-return]


def _checked(file: Any) -> Any:
    parts = file["path"].split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in file["path"]:
        raise ValueError(f"{file['path']!r} is no path inside a site")
    if not isinstance(file["size"], int) or not isinstance(file["sha256"], str):
        raise ValueError(f"size and sha256 of {file['path']!r}")
    return file


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest of a release, a line for each file, and sees it to the disk."""
    head = {key: value for key, value in manifest.items() if key != "files"}
    files = ",\n".join(json.dumps(file) for file in manifest["files"])
    text = f'{json.dumps(head)[:-1]}, "files": [\n{files}\n]}}\n'
    with (folder / MANIFEST).open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def differences(site: Path, files: Mapping[str, File]) -> str:
    """What is not as the files of a manifest say, in words; nothing where all is well."""
    found = inventory(site)
    if missing := sorted(files.keys() - found.keys()):
        return f"{missing[0]!r} is missing"
    if extra := sorted(found.keys() - files.keys()):
        return f"{extra[0]!r} is not in the manifest"
    for path, status in found.items():
        if status.st_size != files[path]["size"]:
            return f"{path!r} has another size"
    return ""
