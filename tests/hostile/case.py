"""A case of a hostile file, and the build that a family of them shares.

A case is a line of a table: its name, its files, what must be said of them, and what their pages
show all the same. A family is built at once, beside a garden that nothing is wrong with; where that
build does not come to its end, each of its cases is built alone, so that the one whose fault it is
is known.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from tempfile import mkdtemp

from bs4 import BeautifulSoup

from tests.hostile.runner import Run, run, sphinx
from tests.projects import GARDEN, Project

AT_ONCE = 25
"""Cases that are built together: so many are still within the limits of one."""


@dataclass(frozen=True)
class Case:
    """A hostile file.

    Attributes:
        files: below the sources; what a file cannot hold is made by a function of the path.
        says: what is said with a place in one of the files, a regular expression; nothing is said
            where it is empty, and anything may be where it is None.
        shows: words that are on its pages, or else on that of the garden alone.
        page: the document that shows them, where it is not that of the first file.
        conf: lines of conf.py.
        about: what the messages hold that are about it, where that is not the name of a file.
    """

    name: str
    files: Mapping[str, str | bytes | Callable[[Path], object]]
    says: str | None = ""
    shows: Sequence[str] = ()
    page: str = ""
    conf: str = ""
    about: str = ""

    @cached_property
    def document(self) -> str:
        """The document whose page shows its words."""
        return self.page or re.sub(r"(\.role)?\.\w+$", "", next(iter(self.files)))


@dataclass(frozen=True)
class Family:
    """Cases that are built together; ``long`` ones print, which takes minutes."""

    name: str
    cases: Sequence[Case]
    conf: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    builders: Sequence[str] = ("html", "guides-lint")
    long: bool = False


def write(folder: Path, family: Family, cases: Sequence[Case]) -> None:
    """Writes the sources of some cases of a family, and the garden."""
    project = Project(folder).write(GARDEN)
    conf = [GARDEN["conf.py"], family.conf, *(case.conf for case in cases)]
    (project.source / "conf.py").write_text("\n".join(conf), encoding="utf-8")
    for case in cases:
        for name, content in case.files.items():
            path = project.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if callable(content):
                content(path)
            else:
                data = (
                    content.encode("utf-8", "surrogatepass")
                    if isinstance(content, str)
                    else content
                )
                path.write_bytes(data)


_folders: list[Path] = []


@cache
def _built(family: str, names: tuple[str, ...]) -> tuple[Run, Path]:
    from tests.hostile.cases import FAMILIES

    one = FAMILIES[family]
    folder = Path(mkdtemp(prefix="hostile-"))
    _folders.append(folder)
    write(folder, one, [case for case in one.cases if case.name in names])
    options = {"guides_print": "", "html_theme": "basic", "guides_lint_format": "json"} | dict(
        one.options
    )
    done = run(sphinx, folder, *one.builders, **options)
    return done, folder


def built(family: Family, case: Case) -> tuple[Run, Path]:
    """How the build has ended that a case was part of, and its folder."""
    names = [one.name for one in family.cases if not one.conf] if not case.conf else [case.name]
    start = names.index(case.name) // AT_ONCE * AT_ONCE
    done, folder = _built(family.name, tuple(names[start : start + AT_ONCE]))
    if done.fault or not (folder / "out/roles/gardener.html").is_file():
        return _built(family.name, (case.name,))
    return done, folder


def forget() -> None:
    """Removes what was built."""
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
    _folders.clear()
    _built.cache_clear()


def faults(family: Family, case: Case) -> list[str]:
    """What a case has done that it must not."""
    done, folder = built(family, case)
    if done.fault:
        return [done.fault]
    said = [line for line in done.lines if is_about(line, case)]
    found = []
    if case.says and not any(re.search(case.says, line) for line in said):
        found.append(f"expected {case.says!r} to be said of it: {said or done.lines[:20]}")
    if case.says == "" and said:
        found.append(f"expected nothing to be said of it: {said}")
    page = folder / f"out/{case.document}.html"
    text = words_of(page) if case.shows else ""
    found += [
        f"not on {page.name}: {one!r}" for one in case.shows if " ".join(one.split()) not in text
    ]
    garden = words_of(folder / "out/roles/gardener.html")
    return [*found, *(f"the garden is hurt: no {one!r}" for one in GARDENS if one not in garden)]


GARDENS = ("Looks after the trees.", "What is dry?", "Hear what they ask.")


def is_about(line: str, case: Case) -> bool:
    """Whether a line of the log is about a case."""
    if case.about:
        return case.about in line
    return line.startswith(tuple(f"{file}{mark}" for file in case.files for mark in ": "))


def words_of(page: Path) -> str:
    """The words of a page; none where there is no page."""
    if not page.is_file():
        return ""
    return " ".join(BeautifulSoup(page.read_bytes(), "html.parser").text.split())
