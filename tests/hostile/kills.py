"""Kills builds at chosen moments, and compares what the next one makes with a clean build.

`python -m tests.hostile.kills FOLDER ROUNDS SEED KIND…` prints what went wrong, a line a round;
kinds are those of the PDFs. Builds are forked from one process, which has imported everything.
"""

from __future__ import annotations

import io
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.projects import GARDEN, Compiled, Project

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

WRITES = ("open", "os.rename", "os.remove", "os.mkdir", "shutil.copyfile", "subprocess.Popen")


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
    conf = {"guides_print": list(prints)}
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(
            source, source, out, out / ".doctrees", "html", confoverrides=conf, status=None,
            warning=said,
        )  # fmt: skip
        app.build()
    if said.getvalue():
        raise SystemExit(said.getvalue())
    return app.statuscode


def forked(work: Callable[[], object]) -> int:
    """Does something in a process of its own; its wait status."""
    if child := os.fork():
        return os.waitpid(child, 0)[1]
    os.setpgrp()
    code = 1
    try:
        code = 1 if work() else 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", flush=True)
    os._exit(code)


def dying(folder: Path, work: Callable[[], object], moment: int) -> Callable[[], object]:
    """The same work, killed with its children when it writes for the nth time."""
    left = [moment]

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event not in WRITES:
            return
        if event == "open" and not set(str(arguments[1])) & set("wxa+"):
            return
        if event != "subprocess.Popen" and not str(arguments[0]).startswith(str(folder)):
            return
        left[0] -= 1
        if left[0] == 0:
            os.killpg(0, signal.SIGKILL)

    def do() -> object:
        sys.addaudithook(watch)
        return work()

    return do


def contents(out: Path) -> dict[str, bytes]:
    """What a build has left for its readers, and its signature."""
    files = (path for path in out.rglob("*") if path.is_file() and ".doctrees" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def rounds(folder: Path, count: int, seed: int, *prints: str) -> list[str]:
    """Kills that many builds; what the next one has made wrong."""
    chance, wrong, killed = random.Random(seed), [], 0
    Compiled().use(pytest.MonkeyPatch())
    take(folder, ONE, 1_700_000_000)
    build(folder, folder / "once")  # and each build to come has its templates compiled
    clean = []
    for number, files in enumerate(STATES):
        take(folder, files, 1_700_000_000)
        out = folder / f"clean{number}"
        if forked(lambda out=out: build(folder, out, *prints)):  # type: ignore[misc]
            return ["no clean build"]
        clean.append(contents(out))
    out = folder / "out"
    forked(lambda: build(folder, out, *prints))
    for number in range(count):
        moment, when = chance.randint(1, 70), chance.choice([1_700_000_000, time.time() + 5])
        take(folder, STATES[chance.randint(0, 1)], when)
        status = forked(dying(folder, lambda: build(folder, out, *prints), moment))
        killed += os.WIFSIGNALED(status)
        state = chance.randint(0, 1)
        take(folder, STATES[state], chance.choice([1_700_000_000, when]))
        if forked(lambda: build(folder, out, *prints)):
            wrong.append(f"{number}, killed at {moment}: the next build failed")
            continue
        made = contents(out)
        paths = [path for path in made | clean[state] if made.get(path) != clean[state].get(path)]
        if paths:
            wrong.append(f"{number}, killed at {moment}: {sorted(paths)}")
    return wrong if killed > count / 2 else [*wrong, f"only {killed} of {count} were killed"]


if __name__ == "__main__":
    where, how_many, start, *kinds = sys.argv[1:]
    for line in rounds(Path(where), int(how_many), int(start), *kinds):
        print(line)
