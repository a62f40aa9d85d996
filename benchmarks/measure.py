"""Builds a project in a process of its own, and says what it cost."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

# Linux counts in kilobytes, macOS in bytes.
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024

MEASURED = """\
import json, os, subprocess, sys
cost, *command = sys.argv[1:]
process = subprocess.Popen(command)
_, status, usage = os.wait4(process.pid, 0)
seconds = usage.ru_utime + usage.ru_stime
with open(cost, "w") as file:
    json.dump([os.waitstatus_to_exitcode(status), seconds, usage.ru_maxrss], file)
"""
"""Runs a command and writes what it cost: in a process of its own and not in that of the benchmark,
for Linux counts what a process held that starts another one as held by that one too."""

WORD = re.compile(r"\w+")

# What was installed is compiled; without this, ours might be compiled for each build.
COMPILED = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


@dataclass(frozen=True)
class Cost:
    """What a build took: seconds of a processor and of a clock, and the most bytes held at once.

    Builds are serial, so on an idle machine both seconds are the same; those of a processor hardly
    change when something else is running.
    """

    seconds: float
    memory: int
    waited: float


@dataclass(frozen=True)
class Work:
    """How many documents a build read and wrote."""

    read: int
    written: int


class Project:
    """A Sphinx project on disk, and its HTML build with a theme."""

    def __init__(self, source: Path, theme: str = "alabaster") -> None:
        self.source, self.theme = source, theme
        self.output = source.with_name(f"{source.name}-{theme}")
        self.log = source.with_name(f"{source.name}-{theme}.log")

    def build(self, *words: str, output: Path | None = None) -> Cost:
        """Build what is out of date, with further words for the command: for HTML, if not told.

        Raises:
            RuntimeError: if the build fails; what it printed is in the message.
        """
        theme = f"html_theme={self.theme}"
        sphinx = [sys.executable, "-m", "sphinx", "-b", "html", "-D", theme, *words]
        cost = self.log.with_suffix(".cost")
        start = time.perf_counter()
        with self.log.open("w", encoding="utf-8") as log:
            subprocess.run(
                [sys.executable, "-c", MEASURED, cost, *sphinx, self.source, output or self.output],
                stdout=log, stderr=subprocess.STDOUT, env=COMPILED, check=True,
            )  # fmt: skip
        code, seconds, memory = json.loads(cost.read_text())
        if code:
            raise RuntimeError(self.log.read_text(encoding="utf-8"))
        return Cost(seconds, memory * MAXRSS_UNIT, time.perf_counter() - start)

    def build_anew(self) -> Cost:
        """Build everything from nothing."""
        shutil.rmtree(self.output, ignore_errors=True)
        return self.build()

    def build_change(self) -> Work:
        """Build what is out of date, and count what was done."""
        before = self._page_times()
        self.build()
        after = self._page_times()
        found = re.search(r"(\d+) added, (\d+) changed", self.log.read_text(encoding="utf-8"))
        read = sum(map(int, found.groups())) if found else 0
        return Work(read, sum(before.get(page) != when for page, when in after.items()))

    def role_words(self) -> int:
        """Count the words that a reader sees on the roles' pages."""
        return sum(_visible_words(page) for page in (self.output / "roles").glob("*.html"))

    def _page_times(self) -> dict[Path, int]:
        """Return when the pages of documents were written; indices and search have no document."""
        documents = [self.output / "index.html"]
        documents += (self.output / "articles").glob("*.html")
        documents += (self.output / "roles").glob("*.html")
        return {page: page.stat().st_mtime_ns for page in documents}


def _visible_words(page: Path) -> int:
    _, _, body = page.read_text(encoding="utf-8").partition('role="main"')
    body = re.split(r'<footer|<div class="sphinxsidebar"', body)[0]
    return len(WORD.findall(re.sub(r"<[^>]*>", " ", body)))
