"""The files of a tree: which there are, what is in them, and whether a manifest tells the truth."""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypedDict

from .errors import Refused

MANIFEST = "manifest.json"
_CHUNK = 1 << 16
_NO_LINK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)
_NO_TEXT = re.compile(r"[\ud800-\udfff]")  # what stands in a name for bytes that are not UTF-8


class File(TypedDict):
    """A file of a release: its path below the site's root, bytes, and SHA-256 in hex.

    `changed` is when it was last changed in the build (nanoseconds), 0 where that says nothing: a
    file of the same path, size and time need not be read again by the next publish.
    """

    path: str
    size: int
    sha256: str
    changed: int


class Manifest(TypedDict):
    """A release: its name, that of the one which was live before it, what the build said of itself,
    and its files in order of their paths."""

    version: int
    release: str
    after: str | None
    build: dict[str, Any]
    files: list[File]


def inventory(top: str | Path) -> dict[str, os.DirEntry[str]]:
    """Every file below a folder, by its path relative to it, with `/` on every system.

    Raises:
        Refused: something is neither a file nor a folder, or has a name that is not UTF-8.
    """
    found = {}
    folders = [""]
    while folders:
        prefix = folders.pop()
        with os.scandir(os.path.join(top, prefix)) as entries:  # noqa: PTH118
            for entry in entries:
                path = prefix + entry.name
                if _NO_TEXT.search(path):
                    raise Refused(f"{path!r} in {top} has a name that is not UTF-8")
                if entry.is_file(follow_symlinks=False):
                    found[path] = entry
                elif entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                else:
                    raise Refused(f"{path!r} in {top} is neither a file nor a folder")
    return found


def digest(path: str | Path) -> str:
    """SHA-256 of a file that is no symlink, in hex."""
    file = os.open(path, _NO_LINK)
    try:
        return _digest(file)
    finally:
        os.close(file)


def read_plain(path: str | Path) -> bytes:
    """The bytes of a file that is no symlink, pipe or device.

    Raises:
        OSError: it is one, or cannot be read.
    """
    file = os.open(path, _NO_LINK | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(file, "rb") as stream:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(f"{str(path)!r} is not a file")
        return stream.read()


def settle(path: str | Path, when: int, mode: int) -> str:
    """SHA-256 of a file that has just been written, once it is on the disk; it is dated `when`
    (seconds), for servers make a file's ETag of its size and second."""
    file = os.open(path, _NO_LINK)
    try:
        os.fchmod(file, mode)
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
        manifest = parse_manifest(read_plain(path), path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error}") from error
    if manifest["release"] != folder.name:
        raise Refused(f"{path} is of another release: {manifest['release']!r}")
    return manifest


def parse_manifest(text: bytes, place: object) -> Manifest:
    """The manifest that a text is; `place` is where it was, for the message.

    Raises:
        Refused: it is none, or says what no manifest of ours says.
    """
    try:
        manifest: Manifest = json.loads(text)
        for file in manifest["files"]:
            types = type(file["size"]), type(file["sha256"])
            if not is_inside(file["path"]) or types != (int, str):
                raise ValueError(f"the path, size or sha256 of {file['path']!r}")
        if len({file["path"] for file in manifest["files"]}) != len(manifest["files"]):
            raise ValueError("a path is in it twice")
        texts = [manifest["release"], manifest["build"]["edition"]]
        texts += [] if manifest["after"] is None else [manifest["after"]]
        if not all(isinstance(text, str) for text in texts):
            raise ValueError("its release or edition is not a text")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused(f"{place} cannot be trusted: {error!r}") from error
    return manifest


def checked_text(manifest: Manifest, path: str, data: bytes) -> str:
    """The text of a file of a release, from its bytes.

    Raises:
        Refused: the manifest says something else of it.
    """
    says = {file["path"]: file["sha256"] for file in manifest["files"]}
    if says.get(path) != hashlib.sha256(data).hexdigest():
        raise Refused(f"{path!r} of release {manifest['release']} is not what its manifest says")
    return data.decode()


def is_inside(path: str) -> bool:
    """Whether a path leads to a file inside a site, and can be written."""
    is_plain = {"", ".", ".."}.isdisjoint(path.split("/"))
    return is_plain and "\0" not in path and not _NO_TEXT.search(path)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Writes the manifest of a release, and sees it to the disk."""
    with (folder / MANIFEST).open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(manifest))
        stream.flush()
        os.fsync(stream.fileno())


def differences(site: Path, paths: Iterable[str]) -> str:
    """Which path of a manifest is missing in a site, or is there and not in the manifest, in
    words; nothing where all is well."""
    found, wanted = inventory(site).keys(), set(paths)
    if missing := wanted - found:
        return f"{min(missing)!r} is missing"
    if extra := found - wanted:
        return f"{min(extra)!r} is not in the manifest"
    return ""
