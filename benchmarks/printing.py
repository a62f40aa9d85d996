"""Measures printing on docs/ and on made-up handbooks, and holds the bounds.

    python -m benchmarks.printing                # exits 1 when a bound is broken
    python -m benchmarks.printing --roles 20     # a quick look
    python -m benchmarks.printing --write        # also writes its table into the docs

What is compared is measured in one run, one after the other, on the same doctrees. Seconds are
those of a processor.
"""

from __future__ import annotations

import argparse
import math
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from unittest import mock

import pypdfium2
import yaml
from sphinx.application import Sphinx
from weasyprint import HTML

from benchmarks.bench import Bound, bounds_table, say
from benchmarks.generate import generate
from benchmarks.measure import Cost, Project
from guides_ext.builder import PRINT
from guides_ext.print.builder import default_site
from guides_ext.print.fonts import fonts_of
from guides_ext.print.make import Made
from guides_ext.print.papers import proof
from guides_ext.print.papers.occasion import Occasion
from guides_ext.print.papers.piles import papers_of
from guides_ext.print.pdfs import Pdf, pdfs
from guides_ext.print.prepare import Preparer
from guides_ext.print.setting import kept_typesetter

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "measured" / "printing.md"
DOCS = Path(__file__).parent.parent / "docs"
CHANGED = ("roles/backend.role.yaml", "summary: Builds", "summary: Now builds")
LEAST_PAGES = 26
MOST_SETTINGS = 1
MOST_OF_BARE = 3.0
MOST_SHEET = 0.06
MOST_PROVEN = 0.12
MOST_BOOK = 0.4
MOST_DOCS = 6.0
MOST_CHANGE = 2.5
MOST_SECONDS = 100.0
MOST_MEGABYTES = 300.0
MOST_EXPONENT = 1.1
MOST_TIME_OF_TWO = 1 / 1.7
MOST_IDLE = 1.2
MOST_TIME_OF_BOOK = 0.1
MEANT = 120
"""Roles that the bounds in seconds are meant for."""

PRINTING = ("-D", "guides_print=handbook,sheet,series")
ROUNDS = 3
PAIRS = 9
DRAWN = 20


def print_sheets(project: Project, jobs: int) -> tuple[Cost, int]:
    """Print all sheets from nothing; return the cost, and how many there are."""
    cost = print_alone(project, "sheet", "-j", str(jobs))
    return cost, len(list((project.output / "print").rglob("*.pdf")))


def print_alone(project: Project, kinds: str, *words: str) -> Cost:
    """Build PDFs alone and from nothing, on the doctrees of the pages."""
    shutil.rmtree(project.output / "print", ignore_errors=True)  # as a build of pages left it
    alone = ("-b", "guides-pdf", "-D", f"guides_print={kinds}")
    doctrees = ("-d", str(project.output / ".doctrees"))
    return project.build(*alone, *doctrees, *words, output=project.output / "print")


def idle(project: Project) -> float:
    """How a build of pages and PDFs in which nothing changed compares with one of pages alone."""
    printed = project.output.with_name("printed")
    alone = project.output.with_name("alone")
    project.build(*PRINTING, output=printed)
    project.build(output=alone)
    before = {one: one.stat().st_mtime_ns for one in printed.rglob("*.pdf")}
    ratios = [
        project.build(*PRINTING, output=printed).seconds / project.build(output=alone).seconds
        for _ in range(PAIRS)
    ]
    if not before or before != {one: one.stat().st_mtime_ns for one in printed.rglob("*.pdf")}:
        raise RuntimeError("nothing has changed, and PDFs were made")
    return median(ratios)


def desk_of(project: Project, root: Path) -> Preparer:
    """What prepares the PDFs of a project whose pages are built."""
    doctrees = project.output / ".doctrees"
    app = Sphinx(
        project.source, project.source, root, doctrees, PRINT, status=None, warning=None
    )  # fmt: skip
    app.build()
    return Preparer(app.builder, root, default_site(app.env), partial)


@dataclass(frozen=True)
class Sheets:
    """What the sheets of a project take, each once, with a typesetter that has set one before.

    Attributes:
        settings: of each sheet.
        set_alone: seconds of each, without its proof.
        proven: seconds of each, with it.
        bare: seconds of each of a bare document with the same texts.
    """

    settings: list[int]
    set_alone: list[float]
    proven: list[float]
    bare: list[float]

    def of_bare(self) -> float:
        """A sheet, set but not proven, beside its bare document: the median of the ratios."""
        return median(ours / bare for ours, bare in zip(self.set_alone, self.bare, strict=True))


def sheets(project: Project, root: Path) -> Sheets:
    """Measure every sheet of a project whose pages are built.

    Raises:
        RuntimeError: a sheet cannot be made.
    """
    preparer = desk_of(project, root)
    every = list(pdfs(preparer.domain, ["sheet"]))
    found = Sheets([], [], [], [])
    measure_sheet(preparer, every[0], Sheets([], [], [], []))  # fonts are read for the first only
    for pdf in every:
        measure_sheet(preparer, pdf, found)
    return found


def measure_sheet(preparer: Preparer, pdf: Pdf, found: Sheets) -> None:
    """Add what one sheet takes; what was laid out is let go of, so it is set anew each time."""
    typesetter = kept_typesetter(fonts_of({}))
    bare = kept_typesetter(fonts_of({}), Path(__file__).parent)
    proven = preparer.job(pdf)
    made_of(proven())
    before = typesetter.compiles
    found.proven.append(timed(proven))
    found.settings.append(typesetter.compiles - before)
    with mock.patch.object(proof, "prove", return_value=[]):
        found.set_alone.append(timed(proven))
    papers = papers_of(preparer.sheet(pdf.docname, pdf.stage, Occasion()))
    texts = [one.words for paper in papers for one in paper.says]
    found.bare.append(timed(bare.set, "bare.typ", {"texts": texts}))


def made_of(made: Made) -> Made:
    """The same, if there is something.

    Raises:
        RuntimeError: it could not be made.
    """
    if made.error:
        raise RuntimeError(made.error)
    return made


def books(project: Project, root: Path) -> list[float]:
    """The seconds of each handbook of a project whose pages are built, the fonts once read."""
    preparer = desk_of(project, root)
    jobs = [preparer.job(pdf) for pdf in pdfs(preparer.domain, ["handbook"])]
    made_of(jobs[0]())
    return [timed(work) for work in jobs]


def one_line(project: Project) -> float:
    """One changed line in a role, pages and paper ÷ the same where nothing changed.

    Raises:
        RuntimeError: the change was not seen.
    """
    file, old, new = CHANGED
    path, page = project.source / file, project.output / "roles" / "backend.html"
    ratios = []
    for turn in range(ROUNDS):
        text = path.read_text(encoding="utf-8")
        words = (old, new) if turn % 2 == 0 else (new, old)
        path.write_text(text.replace(*words), encoding="utf-8")
        seen = page.stat().st_mtime_ns
        changed = project.build(*PRINTING)
        if page.stat().st_mtime_ns == seen:
            raise RuntimeError(f"{file} has changed and was not read")
        ratios.append(changed.seconds / project.build(*PRINTING).seconds)
    return median(ratios)


def many_papers(folder: Path, roles: int) -> tuple[Cost, int]:
    """What all papers of so many made-up roles cost, and how many there are."""
    project = Project(folder / f"papers-{roles}")
    generate("guides", roles, project.source)
    project.build()
    cost = print_alone(project, "handbook,sheet")
    return cost, len(list((project.output / "print").rglob("*.pdf")))


def book(folder: Path) -> tuple[float, int]:
    """The time of a handbook ÷ that of WeasyPrint for its page; and the number of its pages."""
    project = Project(folder / "book")
    generate("guides", 1, project.source)
    draw_in(project.source, DRAWN)
    project.build()
    print_alone(project, "handbook")
    pdf = next((project.output / "print" / "roles").glob("*.pdf"))
    page = next((project.output / "roles").glob("*.html"))
    preparer = desk_of(project, folder / "preparer")
    make = preparer.job(next(pdfs(preparer.domain, ["handbook"])))
    make()  # the fonts are read for the first
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(make))
        theirs.append(timed(lambda: HTML(filename=str(page)).write_pdf()))
    pages = len(pypdfium2.PdfDocument(pdf))
    if pages < LEAST_PAGES:
        raise RuntimeError(f"the handbook has {pages} pages only")
    return median(ours) / median(theirs), pages


def draw_in(source: Path, count: int) -> None:
    """Let the stages of a role draw in so many whole articles more: a long handbook."""
    path = next((source / "roles").glob("role-*.role.yaml"))
    role = yaml.safe_load(path.read_text(encoding="utf-8"))
    articles = sorted(one.stem for one in (source / "articles").glob("*.md"))[:count]
    stages = list(role["stages"].values())
    for number, name in enumerate(articles):
        stages[number % len(stages)]["sections"].append(f"articles/{name}")
    path.write_text(yaml.safe_dump(role, sort_keys=False, allow_unicode=True), encoding="utf-8")


def timed(work: Callable[..., object], *args: object) -> float:
    """The seconds of a processor that something takes."""
    start = time.process_time()
    work(*args)
    return time.process_time() - start


def docs_bounds(folder: Path) -> Iterator[Bound]:
    """Yield what must hold of the papers of docs/."""
    docs = Project(folder / "docs")
    shutil.copytree(DOCS, docs.source)
    (folder / "guides_ext").symlink_to(DOCS.parent / "guides_ext")  # its reference is made of code
    docs.build()
    found = sheets(docs, folder / "docs-sheets")
    yield Bound("settings of a sheet, the most", max(found.settings), MOST_SETTINGS)
    what = "a sheet ÷ a bare Typst document with the same texts"
    yield Bound(what, found.of_bare(), MOST_OF_BARE)
    yield Bound("seconds of the median sheet of docs/", median(found.set_alone), MOST_SHEET)
    proven = "seconds of the median sheet of docs/, with its proof"
    yield Bound(proven, median(found.proven), MOST_PROVEN)
    what = "seconds of the longest handbook of docs/"
    yield Bound(what, max(books(docs, folder / "docs-books")), MOST_BOOK)
    alone = print_alone(docs, "handbook,sheet,series")
    yield Bound("seconds of all papers of docs/ from nothing", alone.seconds, MOST_DOCS)
    docs.build(*PRINTING)
    what = "docs/: one line of a role changed, pages and paper ÷ nothing changed"
    yield Bound(what, one_line(docs), MOST_CHANGE)


def many_bounds(folder: Path, few: int, many: int) -> Iterator[Bound]:
    """Yield what must hold of the papers of many made-up roles."""
    less, fewer = many_papers(folder, few)
    cost, count = many_papers(folder, many)
    what = f"{many} roles, {count} papers"
    yield Bound(f"{what}: seconds", cost.seconds, MOST_SECONDS * many / MEANT)
    yield Bound(f"{what}: peak memory in MB", cost.memory / 1e6, MOST_MEGABYTES)
    growth = math.log(cost.seconds / less.seconds, count / fewer)
    yield Bound(f"{what}: growth from {fewer} papers, exponent", growth, MOST_EXPONENT)


def bounds(folder: Path, roles: int) -> Iterator[Bound]:
    """Yield everything that must hold."""
    yield from docs_bounds(folder)
    ratio, pages = book(folder)
    yield Bound(f"a handbook of {pages} pages ÷ WeasyPrint", ratio, MOST_TIME_OF_BOOK)
    few = max(1, roles // 5)
    yield from many_bounds(folder, few, roles)
    some = Project(folder / "some")
    generate("guides", few, some.source)
    some.build()
    one, count = print_sheets(some, 1)
    two, _ = print_sheets(some, 2)
    say(f"{count} sheets: {one.waited:.0f} s with one process, {two.waited:.0f} s with two")
    what = f"{count} sheets with two processes ÷ with one"
    yield Bound(what, two.waited / one.waited, MOST_TIME_OF_TWO)
    yield Bound("nothing changed ÷ the same without print", idle(some), MOST_IDLE)


def main() -> int:
    """Measure, print the bounds, and return 1 when one is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--roles", type=int, default=MEANT, help="some three sheets each (%(default)s)"
    )
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    given = parser.parse_args()
    held = []
    with tempfile.TemporaryDirectory() as folder:
        for one in bounds(Path(folder), given.roles):
            say(f"{one.what}: {one.measured:.3f} (at most {one.most:.3g})")
            held.append(one)
    measured = bounds_table(held)
    say(f"\n{measured}\n")
    if given.write:
        TABLE.write_text(f"{measured}\n", encoding="utf-8")
        say(f"Written: {TABLE}")
    return 0 if all(bound.holds for bound in held) else 1


if __name__ == "__main__":
    sys.exit(main())
