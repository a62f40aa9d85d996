"""PDFs made in other processes, each by itself: what goes wrong with one costs no other."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
import threading
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guides_ext.print.make import Fault, Late, Made, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guides_ext.print.pdfs import Pdf
    from guides_ext.print.prepare import Preparer


DEADLINE = 120
"""Seconds that a paper may take to set and to prove; the longest known takes a few."""


@contextmanager
def workers(count: int) -> Iterator[Run]:
    """Runs functions in so many other processes; without any, in this one, when asked for."""
    if not count:
        yield partial
        return
    with ThreadPoolExecutor(count) as threads, _Processes() as processes:

        def submit(function: Callable[..., Any], *args: Any) -> Callable[[], Any]:
            return threads.submit(processes.run, function, *args).result

        try:
            yield submit
        finally:
            threads.shutdown(cancel_futures=True)


class _Processes:
    """A process for each thread that has something to run, kept until the end."""

    def __init__(self) -> None:
        self._own, self._all = threading.local(), list[subprocess.Popen[bytes]]()

    def __enter__(self) -> _Processes:
        return self

    def __exit__(self, *_exception: object) -> None:
        for one in self._all:
            one.communicate()  # it ends where there is nothing more to read

    def run(self, function: Callable[..., Any], *args: Any) -> Any:
        """What the function gives.

        Raises:
            Fault: it has failed, has ended its process, or has held it up too long; what is run
                next gets another one.
        """
        process = getattr(self._own, "process", None) or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(DEADLINE, process.kill)
        watch.start()
        try:
            process.stdin.write(pickle.dumps((function, args)))
            process.stdin.flush()
            answer = pickle.load(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            self._own.process = None
            ended, late = process.wait(), watch.finished.is_set()
            if late:
                raise Late(f"it takes more than {DEADLINE} seconds", function.__name__) from None
            raise Fault(f"its process has ended with {ended}", function.__name__) from None
        finally:
            watch.cancel()
        if isinstance(answer, Fault):
            raise answer
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        # Not one of multiprocessing: that would import all that the first process begins with.
        process = subprocess.Popen(
            [sys.executable, "-c", f"from {__name__} import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        self._own.process = process
        self._all.append(process)
        return process


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


def prepared(run: Run, preparer: Preparer, pdf: Pdf) -> Callable[[], Made]:
    """A PDF under way; what goes wrong with preparing it is raised by whoever asks for it."""
    try:
        return run(*preparer.job(pdf))
    except Exception as error:
        return partial(_raise, error)


def _raise(error: Exception) -> Made:
    raise error


def result(made: Callable[[], Made], pdf: Pdf) -> Made:
    """A PDF that was under way. An error that nobody has foreseen is one of this PDF only."""
    try:
        return made()
    except Exception as error:
        said, place = (error if isinstance(error, Fault) else _fault(error)).args
        whose = "" if isinstance(error, Late) else ", by a fault of guides_ext"
        message = f"{pdf.path} cannot be made{whose}: {said} ({place})"
        return Made(error=message, foreseen=False)


def _fault(error: Exception) -> Fault:
    said = " ".join("".join(traceback.format_exception_only(error)).split())
    frames = "".join(traceback.format_tb(error.__traceback__))
    *_before, (file, line) = re.findall(r'File "([^"]+)", line (\d+)', frames)
    return Fault(said, f"{Path(file).name}:{line}")
