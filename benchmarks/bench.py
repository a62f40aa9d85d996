"""Measures a handbook beside plain pages with the same words, and holds the bounds.

    nox -s bench                      # exits 1 when a bound is broken
    nox -s bench -- --write           # also writes docs/reference/benchmarks.md
    nox -s bench -- --rounds 1 --roles 25 100    # a quick look

Both kinds are built in turns, each in a process of its own, and each is the first in every other
turn; what is compared is the median of the ratios of all turns. Their projects are made once, for
both themes. The larger handbook and the other theme have one round only, so that all of it takes
about ten minutes.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from itertools import product
from pathlib import Path
from platform import python_version
from statistics import median

from benchmarks.blog import generate_blog, pre_pass_seconds
from benchmarks.generate import ARTICLES, KINDS, THEMES, Kind, Theme, generate
from benchmarks.markdown import table
from benchmarks.measure import Cost, Project, Work

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "benchmarks.md"

# Idle builds are short, hence noisy: each round has several.
IDLE_BUILDS = 3

POSTS = 100

MOST_EXPONENT = 1.1
MOST_TIME = 1.0
MOST_MEMORY = 1.05
MOST_IDLE = 1.0
MOST_READ = 1
MOST_WRITTEN = 2
MOST_PRE_PASS = 0.1
# "The same words": as many on the pages of both, but for the words that the layouts add.
MOST_WORDS_APART = 0.05


@dataclass
class Pair:
    """The two projects of one size and theme, and what each round of their builds cost."""

    theme: Theme
    roles: int
    projects: dict[Kind, Project]
    full: list[dict[Kind, Cost]] = field(default_factory=list)
    idle: list[dict[Kind, Cost]] = field(default_factory=list)
    words: dict[Kind, int] = field(default_factory=dict)

    def time_ratio(self) -> float:
        return median(cost["guides"].seconds / cost["plain"].seconds for cost in self.full)

    def memory_ratio(self) -> float:
        return median(cost["guides"].memory / cost["plain"].memory for cost in self.full)

    def idle_ratio(self) -> float:
        return median(cost["guides"].seconds / cost["plain"].seconds for cost in self.idle)

    def words_ratio(self) -> float:
        return self.words["guides"] / self.words["plain"]

    def seconds(self, kind: Kind) -> float:
        return median(cost[kind].seconds for cost in self.full)

    def megabytes(self, kind: Kind) -> float:
        return median(cost[kind].memory for cost in self.full) / 1e6


@dataclass(frozen=True)
class Bound:
    """Something measured, and the most that it may be."""

    what: str
    measured: float
    most: float

    @property
    def holds(self) -> bool:
        return self.measured <= self.most


def say(text: str) -> None:
    print(text, flush=True)


def make_pairs(sizes: Sequence[int], folder: Path) -> list[Pair]:
    """Make up a handbook of each size, in both kinds: for the first theme, the first one also for
    the other themes."""
    for size, kind in product(sizes, KINDS):
        say(f"Making up a handbook of {size} roles: {kind}")
        generate(kind, size, folder / f"{size}-{kind}")
    looks = [*product(THEMES[:1], sizes), *product(THEMES[1:], sizes[:1])]
    return [
        Pair(theme, size, {kind: Project(folder / f"{size}-{kind}", theme) for kind in KINDS})
        for theme, size in looks
    ]


def measure_blog(blog: Project) -> float:
    """Return which share of a build from nothing the translation of its posts takes."""
    spent, built = pre_pass_seconds(POSTS), blog.build_anew().seconds
    say(f"  {POSTS} posts of Jekyll: pre-pass {spent:.1f} s, build {built:.1f} s")
    return spent / built


def in_turn(pair: Pair, build: Callable[[Project], Cost], turn: int) -> dict[Kind, Cost]:
    """Build both projects of a pair, one after the other, and say what that cost."""
    order = KINDS if turn % 2 == 0 else reversed(KINDS)
    costs = {kind: build(pair.projects[kind]) for kind in order}
    told = ", ".join(f"{kind} {cost.seconds:.1f} s" for kind, cost in costs.items())
    waited = sum(cost.waited for cost in costs.values())
    say(f"  {pair.theme}, {pair.roles} roles: {told}; waited {waited:.0f} s")
    return costs


def measure(pair: Pair) -> None:
    """Build both projects of a pair from nothing and then again with nothing changed."""
    pair.full.append(in_turn(pair, Project.build_anew, len(pair.full)))
    pair.idle += [in_turn(pair, Project.build, turn) for turn in range(IDLE_BUILDS)]
    pair.words = {kind: project.role_words() for kind, project in pair.projects.items()}


def change_one_role(project: Project) -> Work:
    """Change the title of one role, and count what the next build does.

    Raises:
        RuntimeError: if the build did not see the change.
    """
    role = project.source / "roles" / "role-0002.role.yaml"
    text = role.read_text(encoding="utf-8")
    role.write_text(text.replace("\ntitle: ", "\ntitle: Changed ", 1), encoding="utf-8")
    work = project.build_change()
    if not work.read:
        raise RuntimeError(f"{role.name} has changed and was not read")
    return work


def exponent(small: Pair, large: Pair) -> float:
    """Return how a full build grows with the roles: 1 is in proportion, 2 the square."""
    growth = large.seconds("guides") / small.seconds("guides")
    return math.log(growth, large.roles / small.roles)


def bounds(pairs: list[Pair], work: Work, share: float) -> Iterator[Bound]:
    """Yield everything that must hold."""
    for pair in pairs:
        where = f"{pair.theme}, {pair.roles} roles"
        yield Bound(f"{where}: time of a full build ÷ plain Sphinx's", pair.time_ratio(), MOST_TIME)
        yield Bound(f"{where}: peak memory ÷ plain Sphinx's", pair.memory_ratio(), MOST_MEMORY)
        yield Bound(f"{where}: nothing changed ÷ plain Sphinx's", pair.idle_ratio(), MOST_IDLE)
        apart = abs(pair.words_ratio() - 1)
        yield Bound(f"{where}: words on the pages, share apart", apart, MOST_WORDS_APART)
    small, large, *_others = pairs
    name = f"{small.theme}: growth of a full build, {small.roles} to {large.roles} roles, exponent"
    yield Bound(name, exponent(small, large), MOST_EXPONENT)
    yield Bound("one role changed: documents read", work.read, MOST_READ)
    yield Bound("one role changed: documents written", work.written, MOST_WRITTEN)
    name = f"{POSTS} posts of Jekyll: time of the pre-pass ÷ that of a full build"
    yield Bound(name, share, MOST_PRE_PASS)


def bounds_table(held: Iterable[Bound]) -> str:
    rows = [
        [one.what, _figure(one.measured), f"{one.most:.3g}", "yes" if one.holds else "**no**"]
        for one in held
    ]
    return table(["what", "measured", "at most", "holds"], rows)


def _figure(measured: float) -> str:
    return f"{measured:.2f}" if measured >= 0.01 else f"{measured:.4f}"


def costs_table(pairs: Iterable[Pair]) -> str:
    rows = [
        [
            pair.theme,
            f"{pair.roles}",
            *(f"{pair.seconds(kind):.1f} s" for kind in KINDS),
            *(f"{pair.megabytes(kind):.0f} MB" for kind in KINDS),
            f"{pair.words['guides']:,}",
        ]
        for pair in pairs
    ]
    heads = [f"{what}, {kind}" for what in ("full build", "peak memory") for kind in KINDS]
    return table(["theme", "roles", *heads, "words of the roles"], rows)


def page(pairs: list[Pair], held: list[Bound]) -> str:
    """Return the page of the docs."""
    tools = ", ".join(f"{name} {version(name)}" for name in ("sphinx", "myst-parser", "furo"))
    return f"""\
# Benchmarks

`nox -s bench -- --write` writes this page. It makes up a handbook ({ARTICLES} articles; roles of
two to four stages, each drawing in two sections) and the same words as plain MyST pages, and builds
both in turns, one process each. Roles are in no toctree. For the pre-pass it makes up a blog
for Jekyll. Read the numbers as ratios: the seconds, of processor time, are those of one machine.
The first line of costs is the median of {len(pairs[0].full)} rounds, each of the others one round.
Measured with Python {python_version()}, {tools}.

## What must hold

{bounds_table(held)}

## What it was made of

{costs_table(pairs)}

## Publishing

One page of many is changed and published beside `rsync -a --link-dest` of the same tree, both on
the same disk, in turns. rsync compares times and sizes; a publish also hashes every file.

:::{{include}} measured/publishing.md
:::

## Printing

Papers of this handbook and of made-up roles, each line in one run. A sheet is set once, with all
sizes tried inside; its bare document has the same texts, one below the other, and nothing else.
What one changed line costs includes the page, the handbook and the papers of its role. Ratios hold
on any machine; seconds are of a processor, and those of this one.

:::{{include}} measured/printing.md
:::
"""


def main() -> int:
    """Measure, print the bounds, and return 1 when one is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name} into the docs")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--roles", type=int, nargs=2, default=(250, 1000), help="two sizes")
    given = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        pairs = make_pairs(given.roles, Path(folder))
        blog = Project(Path(folder) / "blog")
        generate_blog(POSTS, blog.source)
        share = measure_blog(blog)
        for turn in range(given.rounds):
            say(f"Round {turn + 1} of {given.rounds}")
            for pair in pairs if turn == 0 else pairs[:1]:
                measure(pair)
        work = change_one_role(pairs[1].projects["guides"])

    held = list(bounds(pairs, work, share))
    say(f"\n{bounds_table(held)}\n\n{costs_table(pairs)}\n")
    if given.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(page(pairs, held), encoding="utf-8")
        say(f"Written: {PAGE}")
    broken = [bound.what for bound in held if not bound.holds]
    say("Broken: " + "; ".join(broken) if broken else "Every bound holds.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
