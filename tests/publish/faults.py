"""Publishes with a fault at a chosen step, in a process that is forked for it.

A step is anything that touches files of the target. A fault is `kill` (as `kill -9` would), or the
name of an error (`ENOSPC`, `EACCES`) that the step then fails with; `none` prints how many steps
there are on stderr. `change` changes a page between the reading and the copying, `rebuild` writes
another one anew while pages are read.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryFile

from guides_ext.__main__ import main

STEPS = ("open", "shutil.copyfile", "os.")
Hook = Callable[[str, tuple[object, ...]], None]


def publish(
    there: Connection,
    environment: Mapping[str, str],
    fault: str,
    step: int,
    target: str,
    build: str,
) -> None:
    """Sends `there` the exit code, and what was said on stdout and on stderr."""
    os.environ.clear()
    os.environ.update(environment)
    seen = list[str]()
    sys.addaudithook(failing(fault, step, target, seen))
    sys.addaudithook(meddling(fault, build))
    code, said, complained = heard(["publish", target, "--build", build])
    there.send((code, said, f"{complained}{len(seen) if fault == 'none' else ''}"))


def heard(command: list[str]) -> tuple[int, str, str]:
    """Runs a command of ours in this process: its exit code, and what it said on stdout and on
    stderr, which are files, since programs that it starts may write to them too."""
    with TemporaryFile("w+") as said, TemporaryFile("w+") as complained:
        with redirect_stdout(said), redirect_stderr(complained):
            try:
                code = main(command)
            except SystemExit as left:  # the command line is wrong
                code = int(left.code or 0)
            except Exception:
                code = 1
                traceback.print_exc()
        said.seek(0)
        complained.seek(0)
        return code, said.read(), complained.read()


def failing(fault: str, step: int, target: str, seen: list[str]) -> Hook:
    """Kills or fails at a step, and notes all that it has seen."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(STEPS) or event in ("os.listdir", "os.scandir", "os.fork"):
            return
        inside = any(isinstance(one, str) and target in one for one in map(plain, arguments))
        if not inside and event not in ("os.remove", "os.rmdir"):
            return
        seen.append(event)
        if len(seen) == step:
            if fault == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            elif fault != "none":
                number = getattr(errno, fault)
                raise OSError(number, os.strerror(number), target)

    return hook


def plain(argument: object) -> object:
    return os.fspath(argument) if isinstance(argument, os.PathLike) else argument


def meddling(fault: str, build: str) -> Hook:
    """Changes the build when its first page is copied (or rsync will copy it), or read."""
    page, left = f"{build}/index.html", [fault]
    copied = ("shutil.copyfile", page), ("subprocess.Popen", "rsync")

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if left == ["change"] and (event, plain((*arguments, "")[0])) in copied:
            left.clear()
            with Path(page).open("r+") as file:
                file.write("torn")
        if left == ["rebuild"] and event == "open" and plain(arguments[0]) == page:
            left.clear()
            with Path(build, "roles/role-1.html").open("a") as file:
                file.write("new words")

    return hook
