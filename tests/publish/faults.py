"""Publishes with a fault at a chosen step: `faults.py FAULT STEP TARGET OPTIONS…`.

A step is anything that touches files of the target. FAULT is `kill` (as `kill -9` would), or the
name of an error (`ENOSPC`, `EACCES`) that the step then fails with; `none` prints how many steps
there are on stderr. `change` changes a page between the reading and the copying, `rebuild` signs
the build anew while its pages are read.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from pathlib import Path

from guides_ext.__main__ import main

STEPS = ("open", "shutil.copyfile", "os.")
fault, at, target = sys.argv[1], int(sys.argv[2]), sys.argv[3]
seen = 0


def hook(event: str, arguments: tuple[object, ...]) -> None:
    global seen
    if not event.startswith(STEPS) or event in ("os.listdir", "os.scandir", "os.fork"):
        return
    inside = any(isinstance(one, str) and target in one for one in map(plain, arguments))
    if not inside and event not in ("os.remove", "os.rmdir"):
        return
    seen += 1
    if seen == at:
        if fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif fault != "none":
            number = getattr(errno, fault)
            raise OSError(number, os.strerror(number), target)


def plain(argument: object) -> object:
    return os.fspath(argument) if isinstance(argument, os.PathLike) else argument


def meddle(event: str, arguments: tuple[object, ...]) -> None:
    """Change the build when its first page is copied (or rsync will copy it), or read."""
    global fault
    page = sys.argv[5] + "/index.html"
    copied = ("shutil.copyfile", page), ("subprocess.Popen", "rsync")
    if fault == "change" and (event, plain((*arguments, "")[0])) in copied:
        fault = "done"
        with Path(page).open("r+") as file:
            file.write("torn")
    if fault == "rebuild" and event == "open" and plain(arguments[0]) == page:
        fault = "done"
        with Path(sys.argv[5], ".guides-build.json").open("a") as file:
            file.write(" ")


sys.addaudithook(hook)
sys.addaudithook(meddle)
code = main(["publish", *sys.argv[3:]])
if fault == "none":
    print(seen, file=sys.stderr)
sys.exit(code)
