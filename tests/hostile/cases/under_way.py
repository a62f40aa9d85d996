"""Files that go, or become something else, while a build is at work.

Each thing is done once, at its moment; the build ends as it may, and the next one, for which all is
as it was, leaves the garden as it should be.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.case import Case, Family
from tests.hostile.runner import Run, run, sphinx
from tests.projects import ARTICLE, ROLE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
FILES = {
    "late/article.md": "---\norphan: true\n---\n# Late\n\n![A plan](plan.svg)\n\n"
    "{download}`plan.txt`\n",
    "late/plan.svg": SVG,
    "late/plan.txt": "A plan.\n",
    "late/_base.role.yaml": "level: Senior\n",
    "late/day.md": ARTICLE.replace("(walking)=", "(late-walking)="),
    "late/late.role.yaml": "extends: [_base]\n" + ROLE.replace("articles/day", "late/day"),
}
THINGS = (*FILES, "conf.py", "late", "../trees", "../out", "../out/_static", "../out/print")
SILENT = 'suppress_warnings = ["toc.not_included"]'
MOMENTS = {
    "the start": ("config-inited", 0),
    "reading": ("env-before-read-docs", 0),
    "a page read": ("doctree-read", 0),
    "all read": ("env-updated", 0),
    "checks": ("env-check-consistency", 999),
    "a page written": ("html-page-context", 0),
    "printing": ("build-finished", 0),
    "the end": ("build-finished", 999),
}
"""When pages are read and written, the first of them."""

ACTS = ("gone", "a folder", "junk")
ACT = """
import shutil
from pathlib import Path

def act(*_):
    here = Path(__file__).parent
    path, kept = here / {path!r}, here.parent / "kept"
    if kept.exists() or not path.exists():
        return
    kept.mkdir()
    is_folder = path.is_dir()
    (shutil.copytree if is_folder else shutil.copy)(path, kept / "it")
    if {act!r} == "junk":
        for one in [path, *path.rglob("*")]:
            if one.is_file():
                one.write_bytes(b"\\xff\\0[[[" * 99)
        return
    shutil.rmtree(path) if is_folder else path.unlink()
    if {act!r} == "a folder":
        path.write_text("no folder") if is_folder else path.mkdir()

def setup(app):
    app.connect({event!r}, act, {priority})
"""
"""Lines of conf.py that do it."""


@dataclass(frozen=True)
class Change(Case):
    """A thing that is changed while a build is at work."""

    path: str = ""


@dataclass(frozen=True)
class UnderWay(Family):
    """Changes of this kind; each is built twice, and all is as it was before the second time."""

    def faults(self, case: Case) -> list[str]:
        """What such a change has done that it must not."""
        assert isinstance(case, Change)
        with TemporaryDirectory(prefix="hostile-") as made:
            folder = Path(made)
            self.write(folder, [case])
            first = self._build(folder)
            if not (folder / "kept").exists():  # there was no such thing yet
                first = self._build(folder)
            kept, path = folder / "kept/it", folder / "docs" / case.path
            if kept.exists() and not case.path.startswith(".."):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
                kept.rename(path)
            elif path.is_file():  # in the place of a folder of ours, which is made anew
                path.unlink()
            again = self._build(folder)
            found = [f"{done.fault} {done.said}" for done in (first, again) if done.fault]
            if again.code or again.lines:
                found.append(f"the next build says: {again.said}")
            made_now, clean = contents(folder), self._clean()
        wrong = sorted(one for one in made_now | clean if made_now.get(one) != clean.get(one))
        return [*found, *([f"not as in a clean build: {wrong}"] if wrong else [])]

    def _build(self, folder: Path) -> Run:
        return run(sphinx, folder, html_theme="basic", **self.options)

    def _clean(self) -> dict[str, bytes]:
        if self.name not in _CLEAN:
            with TemporaryDirectory(prefix="hostile-") as made:
                self.write(Path(made), [Case("clean", FILES)])
                done = self._build(Path(made))
                assert not done.code, done.said
                assert not done.lines, done.said
                _CLEAN[self.name] = contents(Path(made))
        return _CLEAN[self.name]


_CLEAN: dict[str, dict[str, bytes]] = {}


def contents(folder: Path) -> dict[str, bytes]:
    """The files that readers get."""
    out = folder / "out"
    files = (path for path in out.rglob("*") if path.is_file() and path.name[0] != ".")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def change(path: str, act: str, moment: str) -> Change:
    event, priority = MOMENTS[moment]
    lines = ACT.format(path=path, act=act, event=event, priority=priority)
    return Change(f"{path} {act} at {moment}", FILES, conf=lines, path=path)


UNTOLD = ("../out junk at a page written", "../out junk at printing", "../out junk at the end",
          "../out/_static junk at a page written")  # fmt: skip
"""What is not noticed: what somebody writes over finished files before they are signed looks like
what another extension does there at the end of a build, and is signed with them."""

EVERY = [change(path, act, moment) for path in THINGS for act in ACTS for moment in MOMENTS]
ALL = [one for one in EVERY if one.name not in UNTOLD]
FEW = ("late/day.md gone at all read", "conf.py a folder at reading", "../trees gone at all read",
       "../out gone at printing", "../out gone at a page written",
       "late/plan.svg junk at a page written")  # fmt: skip
FAMILIES = [
    UnderWay(
        "under way",
        conf=SILENT,
        cases=[one for one in ALL if one.name in FEW],
        options={"guides_print": ""},
    ),
    UnderWay("under way, each", ALL, SILENT, options={"guides_print": "sheet"}, long=True),
]
