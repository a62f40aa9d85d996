"""Kills builds and publishes, and compares what the next one makes with a clean one.

`python -m tests.hostile.kills FOLDER ROUNDS SEED WHAT…` prints what went wrong, a line a round.
WHAT is `publish`, or the kinds of PDFs that come with the pages; without any, there are none.
Whatever is killed is forked from one process, which has imported everything. Every other kill comes
when a file is written for the nth time, and the rounds walk through all n; the others come at any
moment, in the middle of a file too.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.projects import GARDEN, Project
from tests.publish.releases import live_pages, make_build, publish_here, some_pages

MORE = {
    "articles/eve.md": "# The eve\n\n## Sleeping\n\nSleep well, says {guide:role}`gardener`.\n",
    "roles/baker.role.yaml": GARDEN["roles/gardener.role.yaml"].replace("Gardener", "Baker"),
}
ONE = {**GARDEN, **MORE, "index.md": GARDEN["index.md"].replace("day\n", "day\narticles/eve\n")}
TWO = {
    **ONE,
    "articles/day.md": ONE["articles/day.md"].replace("Walk slowly.", "Walk very slowly."),
    "articles/night.md": "# The night\n\nRest.\n",
    "roles/gardener.role.yaml": ONE["roles/gardener.role.yaml"].replace("A walk", "A long walk"),
    "index.md": ONE["index.md"].replace("articles/eve\n", "articles/night\narticles/eve\n"),
}
STATES = (ONE, TWO)
"""Two states of the sources, between which every round goes to and fro."""

WRITES = (
    "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink",
    "shutil.copyfile", "subprocess.Popen",
)  # fmt: skip

Work = Callable[[], object]


# Processes --------------------------------------------------------------------------------------


def forked(work: Work, *, after: float = 0, dies: bool = False) -> int:
    """Does something in a process of its own; its wait status.

    Args:
        after: seconds after which it is killed with its children, where it dies by the clock.
    """
    child = os.fork()
    if not child:
        os.setpgrp()
        code = 1
        try:
            code = 1 if work() else 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", flush=True)
        os._exit(code)
    if dies:
        time.sleep(after)
        for kill in (os.killpg, os.kill):  # it may have no group of its own yet
            try:
                kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
    return os.waitpid(child, 0)[1]


def watched(folder: Path, work: Work, at_write: Callable[[], object]) -> Work:
    """The same work; something is done each time that it writes below a folder."""

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event not in WRITES:
            return
        if event == "open" and not set(str(arguments[1])) & set("wxa+"):
            return
        if event == "subprocess.Popen" or any(str(folder) in str(one) for one in arguments):
            at_write()

    def do() -> object:
        sys.addaudithook(watch)
        return work()

    return do


class Killer:
    """Kills a work at another moment each time.

    Args:
        folder: what it writes is below it.
        work: what is to be killed; done once to its end, to know how long it takes and how often
            it writes.
    """

    def __init__(self, folder: Path, work: Work, seed: int) -> None:
        self.folder, self.chance, self.killed = folder, random.Random(seed), 0
        reader, writer = os.pipe()
        started = time.monotonic()
        assert forked(watched(folder, work, lambda: os.write(writer, b"x"))) == 0
        self.seconds = time.monotonic() - started
        self.writes = len(os.read(reader, 65_536))
        self.next = self.chance.randint(1, self.writes)

    def kill(self, work: Work) -> str:
        """Kills it; when, in words."""
        if self.chance.random() < 0.5:
            after = self.chance.uniform(0, self.seconds)
            self.killed += os.WIFSIGNALED(forked(work, after=after, dies=True))
            return f"after {after:.3f} s"
        self.next = self.next % self.writes + 1
        left = [self.next]

        def count() -> None:
            left[0] -= 1
            if left[0] == 0:
                os.killpg(0, signal.SIGKILL)

        self.killed += os.WIFSIGNALED(forked(watched(self.folder, work, count)))
        return f"at write {self.next} of {self.writes}"

    def rounds(self, count: int) -> Iterator[int]:
        """Counts rounds until so many were killed: one in which little has changed writes less than
        the one that was measured, and may end before its moment comes.

        Raises:
            AssertionError: after six rounds for each kill.
        """
        for number in range(6 * count):
            if self.killed == count:
                return
            yield number
        assert self.killed == count, f"only {self.killed} of {count} were killed"


# Builds -----------------------------------------------------------------------------------------


def take(folder: Path, files: dict[str, str], when: float) -> None:
    """Puts sources in place, all of one time: no clock tells them apart."""
    project = Project(folder)
    for path in project.source.rglob("*"):
        if path.is_file() and path.relative_to(project.source).as_posix() not in files:
            path.unlink()
    project.write(dict(files))
    for path in project.source.rglob("*"):
        os.utime(path, (when, when))


def build(folder: Path, out: Path, *prints: str) -> int:
    """Builds as `sphinx-build` does; returns the exit status."""
    source, said = folder / "docs", io.StringIO()
    conf = {"guides_print": list(prints), "html_theme": "basic"}
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source, source, out, out / ".doctrees", "html", confoverrides=conf, status=None,
            warning=said,
        )  # fmt: skip
        app.build()
    if said.getvalue():
        raise SystemExit(said.getvalue())
    return app.statuscode


def contents(out: Path) -> dict[str, bytes]:
    """What a build has left for its readers, and its signature."""
    files = (path for path in out.rglob("*") if path.is_file() and ".doctrees" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def builds(folder: Path, count: int, seed: int, *prints: str) -> list[str]:
    """Kills that many builds; what the next one has made wrong."""
    clean = []
    for number, files in enumerate(STATES):
        take(folder, files, 1_700_000_000)
        out = folder / f"clean{number}"
        if forked(lambda out=out: build(folder, out, *prints)):  # type: ignore[misc]
            return ["no clean build"]
        clean.append(contents(out))
    out, wrong = folder / "out", []
    forked(lambda: build(folder, out, *prints))
    take(folder, STATES[0], 1_700_000_000)

    def work() -> int:
        return build(folder, out, *prints)

    killer = Killer(folder, work, seed)
    chance = killer.chance
    for number in killer.rounds(count):
        when = chance.choice([1_700_000_000, time.time() + 5])
        take(folder, STATES[chance.randint(0, 1)], when)
        moment, state = killer.kill(work), chance.randint(0, 1)
        take(folder, STATES[state], chance.choice([1_700_000_000, when]))
        if forked(work):
            wrong.append(f"{number}, killed {moment}: the next build failed")
            continue
        made = contents(out)
        paths = [path for path in made | clean[state] if made.get(path) != clean[state].get(path)]
        if paths:
            wrong.append(f"{number}, killed {moment}: {sorted(paths)}")
    return wrong


# Publishes --------------------------------------------------------------------------------------


def publishes(folder: Path, count: int, seed: int) -> list[str]:
    """Kills that many publishes; where what is live was not whole, or the next one has failed."""
    made, target, wrong = folder / "build", folder / "site", []

    def work() -> None:
        publish_here(made, target)

    make_build(made, some_pages("first"))
    work()
    make_build(made, some_pages("second"))
    killer = Killer(target, work, seed)
    for number in killer.rounds(count):
        before, after = live_pages(target), some_pages(f"number {number}")
        make_build(made, after)
        moment = killer.kill(work)
        try:
            assert live_pages(target) in (before, after)
            assert forked(work) == 0
            assert live_pages(target) == after
        except (AssertionError, OSError) as error:
            wrong.append(f"{number}, killed {moment}: {error!r}")
    return wrong


if __name__ == "__main__":
    from tests.hostile import imported  # noqa: F401 (it builds, so no test imports it)

    where, how_many, start, *what = sys.argv[1:]
    rounds = publishes if what == ["publish"] else builds
    for line in rounds(Path(where), int(how_many), int(start), *(what if rounds is builds else ())):
        print(line, flush=True)
