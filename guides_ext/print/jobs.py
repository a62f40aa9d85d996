"""PDFs side by side, each by itself: what goes wrong with one costs no other."""

from __future__ import annotations

import re
import traceback
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from guides_ext.print.make import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guides_ext.print.pdfs import Pdf
    from guides_ext.print.prepare import Preparer

Run: TypeAlias = "Callable[..., Callable[[], Any]]"
"""Takes a function and its arguments; what it gives is asked for the result."""


@contextmanager
def workers(count: int, jobs: int) -> Iterator[Run]:
    """Runs functions in other processes; at once, where there is no gain in that."""
    if count < 2 or jobs < 2:
        yield partial
        return
    with _pool(min(count, jobs)) as pool:

        def submit(function: Callable[..., Any], *args: Any) -> Callable[[], Any]:
            future: Future[Any] = pool.submit(function, *args)
            return future.result

        yield submit


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"))


def prepared(run: Run, preparer: Preparer, pdf: Pdf) -> Callable[[], Made]:
    """A PDF under way; what goes wrong with preparing it is raised by whoever asks for it."""
    try:
        return run(*preparer.job(pdf))
    except Exception as error:
        return partial(_raise, error)


def _raise(error: Exception) -> Made:
    raise error


def result(made: Callable[[], Made], preparer: Preparer, pdf: Pdf) -> Made:
    """A PDF that was under way. An error that nobody has foreseen is one of this PDF only."""
    try:
        try:
            return made()
        except BrokenProcessPool:  # by some PDF: each that is left gets a process of its own
            function, *args = preparer.job(pdf)
            with _pool(1) as pool:
                return pool.submit(function, *args).result()
    except Exception as error:
        said = " ".join("".join(traceback.format_exception_only(error)).split())
        message = f"{pdf.path} cannot be made, by a fault of guides_ext: {said} ({_at(error)})"
        return Made(error=message, foreseen=False)


def _at(error: Exception) -> str:
    """The line of code that an error is from; one of another process brings its as its cause."""
    frames = [*traceback.format_tb(error.__traceback__), str(error.__cause__ or "")]
    *_before, (file, line) = re.findall(r'File "([^"]+)", line (\d+)', "".join(frames))
    return f"{Path(file).name}:{line}"
