"""Measures what an edition costs: its copy and its gate, beside its own build.

nox -s bench                               # exits 1 when the bound is broken
python -m benchmarks.editions --roles 25   # a quick look
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.generate import generate
from guides_ext.editions.gate.leaks import Gate, empty_build
from guides_ext.editions.project import project_tree, write_copy
from guides_ext.model.base import Circle
from guides_ext.publish.build import NOT_PUBLISHED

ROLES = 100
MOST = 1.0
EDITIONS: tuple[Circle, ...] = ("company", "candidate")


def opened(roles: int, source: Path) -> None:
    """A made-up handbook, all of it open to candidates but for the articles."""
    generate("guides", roles, source)
    for path in source.glob("roles/[!_]*.role.yaml"):
        path.write_text(f"audience: candidate\n{path.read_text('utf-8')}", encoding="utf-8")


def share(source: Path, edition: Circle, folder: Path) -> float:
    """Processor time of the copy and of the gate, by that of the edition's own build.

    Left out is the project without content that the gate builds to learn a theme's own words: it
    takes as long for one role as for 250.

    Raises:
        ValueError: the gate finds something where nothing is.
    """
    begin = time.process_time()
    made = project_tree(source, edition)
    write_copy(made, folder / "copy")
    copied = time.process_time() - begin
    before = os.times()
    site = folder / "html"
    command = [sys.executable, "-m", "sphinx", "-Q", str(folder / "copy"), str(site)]
    subprocess.run(command, check=True)
    after = os.times()
    built = sum(after[2:4]) - sum(before[2:4])
    base = empty_build(str(made.files["conf.py"]), folder / "empty")
    begin = time.process_time()
    if found := Gate(source, made, base).look(site, NOT_PUBLISHED):
        raise ValueError(f"{len(found)} leaks, first {found[0]}")
    return (copied + time.process_time() - begin) / built


def main() -> int:
    """Measure, say, and return 1 when the bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--roles", type=int, default=ROLES)
    given, _ = parser.parse_known_args()  # the other benchmarks have words of their own
    broken = False
    with tempfile.TemporaryDirectory() as folder:
        opened(given.roles, Path(folder) / "docs")
        for edition in EDITIONS:
            ratio = share(Path(folder) / "docs", edition, Path(folder) / edition)
            broken = broken or ratio > MOST
            print(f"{edition}, {given.roles} roles: copy and gate ÷ build: {ratio:.2f} "
                  f"(at most {MOST}; without the gate's empty project)", flush=True)  # fmt: skip
    print("Broken: an edition" if broken else "The bound holds.")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
