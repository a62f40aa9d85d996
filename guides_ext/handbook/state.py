"""What builds have read and keep for the next one: one build at a time, and nothing is believed.

A build that is killed leaves doctrees that its environment does not know, and Sphinx goes by the
times of the sources. So all that was read is signed with digests, and where something is not what
was signed, everything is read anew.
"""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from pickle import PickleError

from filelock import FileLock, Timeout
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging

from guides_ext.files import Digests, read_json, remove, write

logger = logging.getLogger(__name__)

FILE = "guides-read.json"
"""Beside the doctrees: the digest of each of them, and of the environment."""

LOCK = ".guides.lock"
"""In the output and beside the doctrees: an empty file that the build at work has locked."""


def wait_for_others(app: Sphinx, config: Config) -> None:
    """Lets one build at a time use a folder."""
    for folder in sorted({os.path.realpath(app.doctreedir), os.path.realpath(app.outdir)}):
        path = Path(folder, LOCK)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_symlink() or not path.is_file():
                remove(path)
            lock = FileLock(path, is_singleton=True)  # one process may build more than once
            try:
                lock.acquire(timeout=0)
            except Timeout:
                logger.info("another build is at work in %s: waiting for it", folder)
                lock.acquire()
        except OSError as error:
            raise SphinxError(f"{folder} cannot be written: {error.strerror}") from error
        app.connect("build-finished", lambda app, exception, lock=lock: lock.release(), 2000)


def forget_what_is_not_whole(app: Sphinx, config: Config) -> None:
    """Lets Sphinx read everything, where what was read is not what a build has left."""
    root = Path(app.doctreedir)
    signed, digests = read_json(root / FILE), Digests(root)
    if not signed or any(digests.of(path) != one for path, one in signed.items()):
        for left in (root / ENV_PICKLE_FILENAME, *root.rglob("*.doctree")):
            remove(left)


def sign_what_was_read(app: Sphinx, env: BuildEnvironment) -> None:
    """Says what was read, once the environment is on the disk."""
    root = Path(app.doctreedir)
    digests = Digests(root)
    found = (path.relative_to(root).as_posix() for path in root.rglob("*.doctree"))
    signed = {path: digests.of(path) for path in (ENV_PICKLE_FILENAME, *sorted(found))}
    write(root / FILE, json.dumps(signed, indent=0) + "\n")


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Errors of a disk that takes no more."""


def say_what_went(app: Sphinx, exception: Exception | None) -> None:
    """A file that goes while a build is at work, or cannot be written, is no fault of a program.

    Raises:
        SphinxError: instead of the error of the file system, which Sphinx would have reported.
    """
    # An error of the file system names its file, but for a full disk; others' files are theirs.
    file = str(getattr(exception, "filename", None) or "")
    ours = any(Path(file).is_relative_to(one) for one in (app.srcdir, app.outdir, app.doctreedir))
    full = getattr(exception, "errno", None) in FULL
    if ours or full or isinstance(exception, UnicodeDecodeError | PickleError | EOFError):
        raise SphinxError(
            "a file cannot be read or written, or has changed while the build was at work: "
            f"{exception}. This is no build, and the next one begins anew"
        ) from exception


def setup(app: Sphinx) -> None:
    """Registers the handlers: before the environment is loaded, when it has been kept, and when
    all others have ended."""
    app.connect("config-inited", wait_for_others)
    app.connect("config-inited", forget_what_is_not_whole)
    app.connect("env-check-consistency", sign_what_was_read)
    app.connect("build-finished", say_what_went, priority=3000)
