"""Work on many files by several threads: reading and hashing let others run meanwhile.

`concurrent.futures` does the same and takes as long to import as a thousand files to hash.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from threading import Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

_THREADS = min(4, os.cpu_count() or 1)


def by_threads(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """What the work makes of each item, in their order.

    Raises:
        BaseException: what the work raised first in one of the threads, once all have ended.
    """
    results: dict[int, Result] = {}
    errors: list[BaseException] = []

    def run(first: int) -> None:
        try:
            for index in range(first, len(items), _THREADS):
                results[index] = work(items[index])
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=(first,)) for first in range(_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [results[index] for index in range(len(items))]
