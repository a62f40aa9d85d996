"""The one runner of hostile cases: each in a process of its own, with so much time and memory.

Processes are forked from a server that has imported everything, so starting one takes no time. What
they do is a plain function; what it gives, what it prints and how it ends come back.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import re
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECONDS = 20
"""Of a processor; by the clock thrice as many, since other tests run beside this one."""

BYTES = 1_000_000_000

OURS = re.compile(
    r"Traceback \(most recent|^Traceback\n=|threw an exception|by a fault of guides_ext"
    r"|Extension error",
    re.MULTILINE,
)
"""What is said where nobody has foreseen an error."""

THEIRS = re.compile(
    r"(?<=in your configuration file:)\s*Traceback \(most recent"
    r"|^(?!Extension|Recursion|Encoding)[A-Z]\w* error!$[\s\S]*?^Traceback\n=",
    re.MULTILINE,
)
"""Sphinx shows where a conf.py has failed and, since its release 9, where an error of its own kind
was raised, which is a sentence."""

ERRORS = ("strict", "backslashreplace")
"""What Python does with letters that a terminal does not know, on both of its streams."""

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload(["tests.hostile.imported"])


@dataclass(frozen=True)
class Run:
    """How a function has ended.

    Attributes:
        code: what it gave, an exit code.
        said: what it printed, on both streams.
        seconds: of a processor, for it and for the processes that it has waited for.
        ended: whether it came to its end; else ``said`` tells why not.
    """

    code: int
    said: str
    seconds: float = 0
    ended: bool = True

    @property
    def fault(self) -> str:
        """What of it may never be: a traceback, a hang, gigabytes."""
        if not self.ended:
            return self.said
        said = THEIRS.sub("", self.said)
        found = OURS.search(said)
        return said[found.start() :][:2000] if found else ""

    @property
    def lines(self) -> list[str]:
        """What it said, line by line."""
        return [line for line in self.said.splitlines() if line.strip()]


def run(function: Callable[..., int], *args: Any, seconds: int = SECONDS, **more: Any) -> Run:
    """Runs a function of a module in a process of its own, within limits."""
    here, there = _server.Pipe(duplex=False)
    process = _server.Process(target=_inside, args=(there, seconds, function, args, more))
    process.start()
    there.close()
    try:
        if not here.poll(3 * seconds):
            return Run(-1, f"it hangs, after {3 * seconds} seconds", ended=False)
        return Run(*here.recv())
    except EOFError:
        process.join()
        return Run(-1, f"its process has ended with {process.exitcode}", ended=False)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)  # type: ignore[arg-type]
        process.join()
        here.close()


def _inside(answer: Any, seconds: int, function: Callable[..., int], args: Any, more: Any) -> None:
    os.setsid()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (BYTES, BYTES))
    warnings.simplefilter("ignore")
    said, below = io.BytesIO(), os.memfd_create("said")  # and what processes of its own print
    streams = [io.TextIOWrapper(said, "utf-8", one, write_through=True) for one in ERRORS]
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(below, 1)
    os.dup2(below, 2)
    with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
        try:
            code = function(*args, **more)
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 1
            print(error.code)
        except BaseException:
            traceback.print_exc(file=streams[1])
            code = -1
    told = (said.getvalue() + os.pread(below, 1_000_000, 0)).decode(errors="replace")
    told = re.sub(r"\x1b\[[0-9;]*m|\S*/docs/(?=\S*:)", "", told)
    answer.send((code, told, sum(os.times()[:4])))
    answer.close()


def sphinx(folder: Path, *builders: str, **conf: object) -> int:
    """Builds ``folder/docs`` as ``sphinx-build`` does, with each of the builders; the code of the
    first. For :func:`run`."""
    from sphinx.cmd.build import build_main

    from guides_ext.print import jobs

    jobs.DEADLINE = 10  # nobody waits for what takes two minutes
    values = [f"-D{key}={value}" for key, value in conf.items()]
    codes = []
    for builder in builders or ("html",):
        out = "out" if builder == "html" else builder
        places = ["-d", f"{folder}/trees", f"{folder}/docs", f"{folder}/{out}"]
        codes.append(build_main(["-q", "-b", builder, *values, *places]))
    return codes[0]


def guides(*words: str, cwd: Path | None = None) -> int:
    """Runs ``python -m guides_ext``; for :func:`run`."""
    from guides_ext.__main__ import main
    from guides_ext.lint import engine

    engine.DEADLINE = 3
    os.chdir(cwd or ".")
    sys.argv = ["guides_ext", *words]
    return main([*words])
