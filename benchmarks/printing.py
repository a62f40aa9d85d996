"""Measures printing on a made-up handbook, and holds the bounds.

    python -m benchmarks.printing                # exits 1 when a bound is broken
    python -m benchmarks.printing --roles 20     # a quick look
    python -m benchmarks.printing --write        # also writes its table into the docs

What is compared is measured in one run, one after the other, on the same doctrees.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

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
from guides_ext.print.pdfs import pdfs
from guides_ext.print.prepare import Preparer
from guides_ext.print.setting import kept_typesetter

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "measured" / "printing.md"
LEAST_PAGES = 26
MOST_COMPILES = 4
MOST_TIME_OF_TWO = 1 / 1.7
MOST_MEMORY = 1.2
MOST_IDLE = 1.2
MOST_TIME_OF_BOOK = 0.1
ROUNDS = 3
PAIRS = 9
DRAWN = 20


def print_sheets(project: Project, jobs: int) -> tuple[Cost, int]:
    """Print all sheets from nothing; return the cost, and how many there are."""
    shutil.rmtree(project.output / "print", ignore_errors=True)
    cost = print_alone(project, "sheet", "-j", str(jobs))
    return cost, len(list((project.output / "print").rglob("*.pdf")))


def print_alone(project: Project, kinds: str, *words: str) -> Cost:
    """Build PDFs alone, on the doctrees of the pages."""
    alone = ("-b", "guides-pdf", "-D", f"guides_print={kinds}")
    doctrees = ("-d", str(project.output / ".doctrees"))
    return project.build(*alone, *doctrees, *words, output=project.output / "print")


def idle(project: Project) -> float:
    """How a build of pages and PDFs in which nothing changed compares with one of pages alone."""
    printed = project.output.with_name("printed")
    alone = project.output.with_name("alone")
    with_print = ("-D", "guides_print=handbook,sheet,series")
    project.build(*with_print, output=printed)
    project.build(output=alone)
    before = {one: one.stat().st_mtime_ns for one in printed.rglob("*.pdf")}
    ratios = [
        project.build(*with_print, output=printed).seconds / project.build(output=alone).seconds
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
    return Preparer(app.builder, root, default_site(app.env))


def compiles(project: Project, root: Path) -> list[int]:
    """How many settings each sheet takes."""
    preparer = desk_of(project, root)
    typesetter = kept_typesetter(fonts_of({}))
    found = []
    for pdf in pdfs(preparer.domain, ["sheet"]):
        before = typesetter.compiles
        make, timestamp = preparer.job(pdf)
        if error := make(timestamp).error:
            raise RuntimeError(error)
        found.append(typesetter.compiles - before)
    return found


def book(folder: Path) -> tuple[float, int]:
    """The time of a handbook ÷ that of WeasyPrint for its page; and the number of its pages."""
    project = Project(folder / "book")
    generate("guides", 1, project.source, "alabaster")
    draw_in(project.source, DRAWN)
    project.build()
    print_alone(project, "handbook")
    pdf = next((project.output / "print" / "roles").glob("*.pdf"))
    page = next((project.output / "roles").glob("*.html"))
    preparer = desk_of(project, folder / "preparer")
    make, timestamp = preparer.job(next(pdfs(preparer.domain, ["handbook"])))
    make(timestamp)  # the compiler is kept: it is there for all handbooks but the first
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(timed(lambda: make(timestamp)))
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


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bounds(folder: Path, roles: int) -> Iterator[Bound]:
    """Yield everything that must hold."""
    ratio, pages = book(folder)
    yield Bound(f"a handbook of {pages} pages ÷ WeasyPrint", ratio, MOST_TIME_OF_BOOK)
    few, many = Project(folder / "few"), Project(folder / "many")
    generate("guides", max(1, roles // 5), few.source, "alabaster")
    generate("guides", roles, many.source, "alabaster")
    few.build()
    many.build()
    yield Bound(
        "settings of a sheet, the most",
        max(compiles(few, folder / "few-sheets")),
        MOST_COMPILES,
    )
    small, fewer = print_sheets(few, 1)
    one, count = print_sheets(many, 1)
    two, _ = print_sheets(many, 2)
    say(f"{count} sheets: {one.waited:.0f} s with one process, {two.waited:.0f} s with two")
    what = f"{count} sheets with two processes ÷ with one"
    yield Bound(what, two.waited / one.waited, MOST_TIME_OF_TWO)
    memory = one.memory / small.memory
    yield Bound(f"peak memory of {count} sheets ÷ of {fewer}", memory, MOST_MEMORY)
    yield Bound("nothing changed ÷ the same without print", idle(few), MOST_IDLE)


def main() -> int:
    """Measure, print the bounds, and return 1 when one is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--roles", type=int, default=105, help="some three sheets each (%(default)s)"
    )
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        held = list(bounds(Path(folder), given.roles))
    measured = bounds_table(held)
    say(f"\n{measured}\n")
    if given.write:
        TABLE.write_text(f"{measured}\n", encoding="utf-8")
        say(f"Written: {TABLE}")
    return 0 if all(bound.holds for bound in held) else 1


if __name__ == "__main__":
    sys.exit(main())
