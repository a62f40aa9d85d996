"""The cases of the table: hostile files, with the build that a family of them shares, and commands.

A file is a line of the table: its name, its files, what must be said of them, and what their pages
show all the same. A family is built at once, beside a garden that nothing is wrong with; where that
build does not come to its end, each of its cases is built alone, so that the one whose fault it is
is known. A command is a line too: its words, what is done before it, and how it must end.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bs4 import BeautifulSoup

from guides_ext.files import is_file
from tests.hostile.runner import Run, guides, run, sphinx
from tests.projects import GARDEN, Project

AT_ONCE = 25
"""Cases that are built together: so many are still within the limits of one."""

SECRET = "Years of work"
"""What lies outside of the sources, and may be in no output."""

GARDENS = ("Looks after the trees.", "What is dry?", "Hear what they ask.")
"""Words of the garden, which are on its page whatever stands beside it."""

Content = str | bytes | Callable[[Path], object]
"""Of a file; what a file cannot hold is made by a function of the path."""


@dataclass(frozen=True)
class Case:
    """A hostile file.

    Attributes:
        files: below the sources.
        says: what is said with a place in one of the files, a regular expression; nothing is said
            where it is empty, and anything may be where it is None.
        shows: words that are on its page, or else on that of the garden alone.
        page: the document that shows them, where it is not that of the first file.
        conf: lines of conf.py; such a case is built alone.
        about: what the messages hold that are about it, where that is not the name of a file.
    """

    name: str
    files: Mapping[str, Content]
    says: str | None = ""
    shows: Sequence[str] = ()
    page: str = ""
    conf: str = ""
    about: str = ""

    @cached_property
    def document(self) -> str:
        """The document whose page shows its words."""
        return self.page or re.sub(r"(\.role)?\.\w+$", "", next(iter(self.files)))

    def told(self, line: str) -> bool:
        """Whether a line of the log is about it."""
        if self.about:
            return self.about in line
        return line.startswith(tuple(f"{file}{mark}" for file in self.files for mark in ": "))


@dataclass(frozen=True)
class Family:
    """Files that are built together.

    Attributes:
        files: of all of them.
        conf: lines of conf.py for all of them.
        long: whether it takes minutes, as what is printed does.
    """

    name: str
    cases: Sequence[Case]
    conf: str = ""
    files: Mapping[str, Content] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)
    builders: Sequence[str] = ("html", "guides-lint")
    long: bool = False

    def faults(self, case: Case) -> list[str]:
        """What a case has done that it must not."""
        done, folder = self._built(case)
        if done.fault:
            return [done.fault]
        said = [line for line in done.lines if case.told(line)]
        found = []
        if case.says and not any(re.search(case.says, line) for line in said):
            found.append(f"expected {case.says!r} to be said of it: {said or done.lines[:20]}")
        if case.says == "" and said:
            found.append(f"expected nothing to be said of it: {said}")
        page = read_page(folder / f"out/{case.document}.html")
        found += [f"not on its page: {one!r}" for one in case.shows if one not in words_of(page)]
        found += [f"a script: {one}" for one in live(page)]
        found += [f"from outside: {one}" for one in leaks(folder)]
        garden = words_of(read_page(folder / "out/roles/gardener.html"))
        return [
            *found,
            *(f"the garden is hurt: no {one!r}" for one in GARDENS if one not in garden),
        ]

    def _built(self, case: Case) -> tuple[Run, Path]:
        """How the build has ended that a case was part of, and its folder."""
        names = [case.name] if case.conf else [one.name for one in self.cases if not one.conf]
        start = names.index(case.name) // AT_ONCE * AT_ONCE
        done, folder = _build(self.name, tuple(names[start : start + AT_ONCE]))
        hurt = done.fault or leaks(folder) or not (folder / "out/roles/gardener.html").is_file()
        return _build(self.name, (case.name,)) if hurt else (done, folder)

    def write(self, folder: Path, cases: Sequence[Case]) -> None:
        """Writes the sources of some cases, and the garden."""
        project = Project(folder).write(GARDEN)
        conf = [GARDEN["conf.py"], self.conf, *(case.conf for case in cases)]
        (project.source / "conf.py").write_text("\n".join(conf), encoding="utf-8")
        for files in (self.files, *(case.files for case in cases)):
            for name, content in files.items():
                put(project.source / name, content)


def put(path: Path, content: Content) -> None:
    """Writes a file, whatever it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if callable(content):
        content(path)
    elif isinstance(content, str):
        path.write_bytes(content.encode("utf-8", "surrogatepass"))
    else:
        path.write_bytes(content)


@dataclass(frozen=True)
class Command:
    """A command line.

    Attributes:
        code: the exit status, or those that it may have.
        says: what it prints, a regular expression.
        before: what is done to the folder before it.
    """

    name: str
    words: str
    code: int | tuple[int, ...] = 1
    says: str = ""
    before: Callable[[Path], object] = lambda folder: None


@dataclass(frozen=True)
class Commands:
    """Commands that are run each in a folder of its own, which has been made ready once.

    Attributes:
        command: its words, before those of a case.
        ready: makes the folder.
        link: a link in it that stays as it is where the command is refused.
    """

    name: str
    command: str
    cases: Sequence[Command]
    ready: Callable[[Path], object]
    link: str = ""
    long: bool = False

    def faults(self, case: Command) -> list[str]:
        """What a command has done that it must not."""
        with TemporaryDirectory(prefix="hostile-") as made:
            folder = Path(made, "here")
            shutil.copytree(_made_ready(self.ready), folder, symlinks=True)
            case.before(folder)
            link, led = folder / self.link, ""
            if self.link and link.is_symlink():
                led = str(link.readlink())
            said = f"{self.command} {case.words}".strip(" ")
            words = [word.strip("'") for word in said.split(" ")]
            done = run(guides, *words, cwd=folder)
            leads = str(link.readlink()) if led else ""
        if done.fault:
            return [done.fault]
        found = []
        if done.code not in (case.code if isinstance(case.code, tuple) else (case.code,)):
            found.append(f"it has ended with {done.code}: {done.said}")
        if not re.search(case.says or ".", done.said, re.MULTILINE) and (done.code or case.says):
            found.append(f"expected it to say {case.says!r}: {done.said}")
        return [*found, *(["what is live is another"] if done.code and led != leads else [])]


# What is made once ------------------------------------------------------------------------------


_folders: list[Path] = []


def _folder() -> Path:
    _folders.append(Path(mkdtemp(prefix="hostile-")))
    return _folders[-1]


@cache
def _build(family: str, names: tuple[str, ...]) -> tuple[Run, Path]:
    from tests.hostile.cases import FAMILIES

    one, folder = FAMILIES[family], _folder()
    assert isinstance(one, Family)
    one.write(folder, [case for case in one.cases if case.name in names])
    options = {"guides_print": "", "html_theme": "basic", "guides_lint_format": "json"}
    return run(sphinx, folder, *one.builders, **{**options, **one.options}), folder


@cache
def _made_ready(ready: Callable[[Path], object]) -> Path:
    folder = _folder()
    ready(folder)
    return folder


def forget() -> None:
    """Removes what was built."""
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)
    _folders.clear()
    for made in (_build, _made_ready, leaks):
        made.cache_clear()


# What a build has made --------------------------------------------------------------------------


def read_page(page: Path) -> BeautifulSoup:
    """A page; one without a word where there is none."""
    return BeautifulSoup(page.read_bytes() if is_file(page) else "", "html.parser")


def words_of(page: BeautifulSoup) -> str:
    """The words of a page."""
    return " ".join(page.text.split())


SCRIPTS = ("javascript:", "vbscript:", "data:text", "data:application")


def live(page: BeautifulSoup) -> list[str]:
    """What of a page is a script of its author: the cases call theirs `hit()`."""
    found = [tag for tag in page("script") if "hit()" in tag.text]
    for tag in page.find_all(True):
        texts = {key: "".join(str(value).split()).lower() for key, value in tag.attrs.items()}
        found += [tag for key, text in texts.items() if key[:2] == "on" and "hit" in text]
        found += [tag for key in ADDRESSES if texts.get(key, "").startswith(SCRIPTS)]
    return [
        *(str(tag)[:200] for tag in found),
        *("\\href" for tag in page(class_="math") if "\\href" in tag.text),
    ]


ADDRESSES = ("href", "src", "data", "action", "formaction", "xlink:href", "srcdoc", "poster")


@cache
def leaks(folder: Path) -> list[str]:
    """The files of the output that hold what lies outside of the sources."""
    files = (path for path in (folder / "out").rglob("*") if path.is_file())
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]
