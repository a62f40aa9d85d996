"""The corpus: role files and articles whose faults are labelled by hand.

`# ! rule` stands behind a line with a fault, and `# ? rule` behind one that only looks like it; in
an article `% ! rule` and `% ? rule` stand above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"
TODAY = "1795564800"  # 2026-11-25, as SOURCE_DATE_EPOCH

_LABEL = re.compile(r"(?:[#%]|<!--) ([!?]) ([a-z -]+?)(?: -->)?$")


class Label(NamedTuple):
    """A rule at a line of a file of the corpus."""

    file: str
    line: int
    rule: str


def labels(mark: str) -> Iterator[Label]:
    """Labels of the corpus: the faults (`!`), or what only looks like one (`?`)."""
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix not in (".yaml", ".md"):
            continue
        file = path.relative_to(CORPUS).as_posix()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if (found := _LABEL.search(line)) and found[1] == mark:
                here = number + found.group().startswith("%")
                yield from (Label(file, here, rule) for rule in found[2].split())
