"""Measures the linter: how often each rule is right on the corpus, and what linting docs/ costs.

    nox -s bench                      # exits 1 when a bound is broken
    nox -s bench -- --write           # also writes docs/reference/lint-measured.md

In the corpus (tests/lint/corpus/) `# ! rule` stands behind a line with a fault, and `# ? rule`
behind one that only looks like it, or both (`# ! rule ? rule`); in an article they stand above it,
behind `%`.
`# ! rule@word` also says with which word of the line the fault begins.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from benchmarks.markdown import table
from guides_ext.lint.builder import LintBuilder
from guides_ext.lint.load import builtin_rules
from guides_ext.lint.reports import Report

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "lint" / "corpus"
PAGE = ROOT / "docs" / "reference" / "lint-measured.md"
TODAY = "1795564800"  # 2026-11-25, as SOURCE_DATE_EPOCH

LEAST_PRECISION = 0.9
MOST_TIME = 1.2

_LABELS = re.compile(r"(?:[#%]|<!--)((?: [!?](?: [a-z-]+(?:@\S+)?)+)+)(?: -->)?$")
_LABEL = re.compile(r"([!?])((?: [a-z-]+(?:@\S+)?)+)")


class Label(NamedTuple):
    """A rule at a line of a file of the corpus."""

    file: str
    line: int
    rule: str


def labelled(path: Path, mark: str) -> Iterator[tuple[int, str, str]]:
    """The labels of a file: its line, the rule, and the word that the fault begins with."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found := _LABELS.search(line):
            here = number + found.group().startswith("%")
            for one in _LABEL.finditer(found[1]):
                for name, _, word in (rule.partition("@") for rule in one[2].split()):
                    if one[1] == mark:
                        yield here, name, word


def labels(mark: str) -> Iterator[Label]:
    """Labels of the corpus: the faults (`!`), or what only looks like one (`?`)."""
    for path in sorted(CORPUS.rglob("*")):
        if path.suffix in (".yaml", ".md"):
            file = path.relative_to(CORPUS).as_posix()
            yield from (Label(file, line, rule) for line, rule, _ in labelled(path, mark))


def labelled_places(file: str) -> set[str]:
    """The faults of a role file in which each has its word: `line:column rule`."""
    lines = (CORPUS / file).read_text(encoding="utf-8").splitlines()
    return {
        f"{line}:{lines[line - 1].index(word) + 1} {rule}"
        for line, rule, word in labelled(CORPUS / file, "!")
    }


def found_in(report: Report) -> set[Label]:
    """What a report finds, as labels."""
    return {Label(one.place.file, one.place.line, one.rule) for one in report.findings}


@dataclass(frozen=True)
class Score:
    """How a rule does on the corpus: faults that it finds, alarms that are false, faults that it
    misses, and look-alikes that were labelled for it."""

    rule: str
    right: int
    wrong: int
    missed: int
    look_alikes: int
    on: bool

    @property
    def precision(self) -> float:
        """The share of its findings that are faults."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of faults that it finds."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def scores(found: set[Label]) -> list[Score]:
    """The score of each rule that the corpus has labels for."""
    faults = set(labels("!"))
    right, wrong, missed, alike = (
        Counter(label.rule for label in some)
        for some in (found & faults, found - faults, faults - found, labels("?"))
    )
    return [
        Score(name, right[name], wrong[name], missed[name], alike[name], rule.severity != "off")
        for rule in builtin_rules()
        for name in [rule.id]
        if right[name] + wrong[name] + missed[name] + alike[name]
    ]


def read(source: Path, out: Path, **conf: object) -> Sphinx:
    """A handbook that has been read, ready to be linted."""
    app = Sphinx(source, source, out, out, "guides-lint", dict(conf), None, None, freshenv=True)
    app.builder.read()
    return app


def lint_corpus() -> Report:
    """What all rules, those that are off too, find in the corpus."""
    os.environ["SOURCE_DATE_EPOCH"] = TODAY
    severity = {rule.id: "warning" for rule in builtin_rules() if rule.severity == "off"}
    quiet = redirect_stdout(io.StringIO())
    with tempfile.TemporaryDirectory() as out, docutils_namespace(), quiet:
        builder = read(CORPUS, Path(out), guides_lint_severity=severity).builder
        builder.finish()
    assert isinstance(builder, LintBuilder)
    assert builder.report
    return builder.report


def time_once(source: Path) -> tuple[float, float]:
    """Seconds of a processor to read a handbook, and to read and lint it."""
    with tempfile.TemporaryDirectory() as out, redirect_stdout(io.StringIO()):
        start = time.process_time()
        app = read(source, Path(out))
        reading = time.process_time() - start
        app.builder.finish()
        return reading, time.process_time() - start


def times(rounds: int) -> list[tuple[float, float]]:
    """What docs/ costs, each time in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context, max_tasks_per_child=1) as pool:
        return list(pool.map(time_once, [ROOT / "docs"] * rounds))


def scores_table(some: Iterable[Score]) -> str:
    rows = [
        [
            f"{{doc}}`rules/{one.rule}`",
            f"{one.right}",
            f"{one.wrong}",
            f"{one.missed}",
            f"{one.look_alikes}",
            *_shares(one),
        ]
        for one in some
    ]
    return table(["rule", *HEADS], rows)


def families_table(some: Iterable[Score]) -> str:
    """The same for each family of rules."""
    by_family: dict[str, list[Score]] = {}
    families = {rule.id: rule.family for rule in builtin_rules()}
    for one in some:
        by_family.setdefault(families[one.rule], []).append(one)
    rows = []
    for name, of_it in by_family.items():
        right, wrong, missed = (
            sum(getattr(one, key) for one in of_it) for key in ("right", "wrong", "missed")
        )
        whole = Score(name, right, wrong, missed, sum(one.look_alikes for one in of_it), on=True)
        alike = f"{whole.look_alikes}"
        rows.append([name, f"{right}", f"{wrong}", f"{missed}", alike, *_shares(whole)])
    return table(["family", *HEADS], rows)


HEADS = ["found", "false alarms", "missed", "look-alikes", "precision", "recall"]


def _shares(one: Score) -> list[str]:
    return [f"{one.precision:.2f}", f"{one.recall:.2f}"]


def page(some: list[Score], ratio: float) -> str:
    """Return the page of the docs."""
    right, wrong, missed = (
        sum(getattr(one, name) for one in some) for name in ("right", "wrong", "missed")
    )
    return f"""\
# How often the rules are right

`nox -s bench -- --write` writes this page. The corpus, `tests/lint/corpus/`, is made up: role files
and articles with {right + missed} faults, labelled by hand, and {len(list(labels("?")))} texts that
only look like one. The roles of five trades in it, for data engineering, support, sales, nursing
and a warehouse, were labelled before the rules were run on them, and half of what is labelled there
is clean; what the rules then found, and the labels had overlooked, was labelled afterwards. A rule
whose precision is below {LEAST_PRECISION}, or that is not measured, is off by default.

Of the faults {right} are found and {missed} missed; {wrong} of the findings are false alarms. A
corpus of those who wrote the rules flatters them, and rules were mended for it: read the numbers as
what breaks when a rule is changed.

Reading `docs/` and linting it takes {ratio:.2f} times as long as reading it; at most {MOST_TIME}
is allowed.

## By family

{families_table(some)}

## By rule

{scores_table(some)}
"""


def main() -> int:
    """Measure, print the table, and return 1 when a bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} into the docs")
    parser.add_argument("--rounds", type=int, default=3)
    given, _ = parser.parse_known_args()  # the other benchmarks have words of their own

    some = scores(found_in(lint_corpus()))
    ratio = median(linting / reading for reading, linting in times(given.rounds))
    print(f"{scores_table(some)}\n\nlinting docs/ ÷ reading it: {ratio:.2f}", flush=True)
    if given.write:
        PAGE.write_text(page(some, ratio), encoding="utf-8")
        print(f"Written: {PAGE}")
    broken = [one.rule for one in some if one.on and one.precision < LEAST_PRECISION]
    broken += ["time"] if ratio > MOST_TIME else []
    print("Broken: " + "; ".join(broken) if broken else "Every bound holds.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
