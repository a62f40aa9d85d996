"""PDFs made in other processes, each by itself: what goes wrong with one costs no other."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guides_ext.print.make import Fault, Late, Made, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guides_ext.print.pdfs import Pdf
    from guides_ext.print.prepare import Preparer


DEADLINE = 120
"""Seconds that a paper may take to set and to prove; the longest known takes a few."""


_idle: list[subprocess.Popen[bytes]] = []
"""Processes that wait for something to run."""


@contextmanager
def workers(count: int) -> Iterator[Run]:
    """Runs functions in so many other processes: what ends one of them, or holds it up, ends no
    build."""
    try:
        with ThreadPoolExecutor(count) as threads:
            try:
                yield lambda function, *args: threads.submit(_run, function, *args).result
            finally:
                threads.shutdown(cancel_futures=True)
    finally:
        end()


def _run(function: Callable[..., Any], *args: Any) -> Any:
    """What a function gives, from another process.

    Raises:
        Fault: it has failed, has ended its process, or has held it up too long.
    """
    try:
        process = _idle.pop()
    except IndexError:
        process = _start()
    name: str = getattr(function, "func", function).__name__
    assert process.stdin is not None
    assert process.stdout is not None
    watch = threading.Timer(DEADLINE, process.kill)
    watch.start()
    try:
        process.stdin.write(pickle.dumps((function, args)))
        process.stdin.flush()
        answer = pickle.load(process.stdout)
    except (EOFError, OSError, pickle.UnpicklingError):
        process.communicate()
        if watch.finished.is_set():
            raise Late(f"it takes more than {DEADLINE} seconds", name) from None
        ended = process.returncode
        raise Fault(f"its process has ended with {ended}", name) from None
    finally:
        watch.cancel()
    _idle.append(process)
    if isinstance(answer, Fault):
        raise answer
    return answer


def _start() -> subprocess.Popen[bytes]:
    # Not one of multiprocessing: that would import all that the first process begins with.
    return subprocess.Popen(
        [sys.executable, "-c", f"from {__name__} import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def end() -> None:
    """Ends the processes that wait: each ends where there is nothing more to read."""
    while _idle:
        _idle.pop().communicate()


def serve() -> None:
    """Runs in this process what another one asks for, until it asks for nothing more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints beside the answers
    while True:
        try:
            function, args = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = function(*args)
        except Exception as error:
            answer = _fault(error)
        answers.write(pickle.dumps(answer))
        answers.flush()


def prepared(run: Run, preparer: Preparer, pdf: Pdf) -> Callable[[], Made | Fault]:
    """A PDF under way; what goes wrong with preparing it is raised by whoever asks for it."""
    try:
        return run(preparer.job(pdf))
    except Exception as error:
        fault = _fault(error)
        return lambda: fault


def result(made: Callable[[], Made | Fault], name: str) -> Made:
    """A PDF that was under way. An error that nobody has foreseen is one of this PDF only."""
    found: Made | Fault
    try:
        found = made()
    except Exception as error:
        found = error if isinstance(error, Fault) else _fault(error)
    if isinstance(found, Made):
        return found
    said, place = found.args
    whose = "" if isinstance(found, Late) else ", by a fault of guides_ext"
    return Made(error=f"{name} cannot be made{whose}: {said} ({place})", foreseen=False)


def _fault(error: Exception) -> Fault:
    said = " ".join("".join(traceback.format_exception_only(error)).split())
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Fault(said, f"{Path(last.filename).name}:{last.lineno}")
