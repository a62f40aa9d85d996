"""Measures a publish with one page changed beside `rsync -a --link-dest` of the same tree.

    python -m benchmarks.publishing             # exits 1 when the bound is broken
    python -m benchmarks.publishing --write     # also writes its table into the docs

Both are processes of their own, on the same disk, in turns; what is compared is the median of the
ratios. rsync compares times and sizes only; a publish also hashes every file of the new release.
Pages are as large as those of our handbook are on average.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.markdown import table

TABLE = Path(__file__).parent.parent / "docs" / "reference" / "measured" / "publishing.md"
MOST_TIME = 1.3

Command = Sequence[str | Path]


def make_site(root: Path, pages: int, size: int) -> None:
    """Make up a signed build of so many pages, each of about `size` bytes."""
    words = random.Random(1)
    for number in range(pages):
        page = root / f"part-{number // 100:02}" / f"page-{number:04}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(words.randbytes(size // 2).hex(), encoding="ascii")
    says = {"status": "ok", "edition": "panel", "commit": "0" * 40, "files": {}}
    (root / ".guides-build.json").write_text(json.dumps(says), encoding="utf-8")


def seconds(command: Command) -> float:
    """Run a command; return how long it took."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def measure(folder: Path, pages: int, size: int, rounds: int) -> list[tuple[float, float]]:
    """Return what each round took: a publish, and rsync."""
    site, copies = folder / "site", folder / "copies"
    make_site(site, pages, size)
    changed = site / "part-00" / "page-0000.html"
    publish: Command = [
        sys.executable,
        "-m",
        "guides_ext",
        "publish",
        "--build",
        site,
        folder / "target",
    ]
    copies.mkdir()
    seconds(publish)
    seconds(["rsync", "-a", f"{site}/", copies / "0"])
    time.sleep(2.5)  # by then a file's time says that it has not changed since
    costs = []
    for turn in range(rounds + 1):
        with changed.open("a", encoding="ascii") as page:
            page.write("changed")
        link = f"--link-dest={copies / str(turn)}"
        rsync: Command = ["rsync", "-a", link, f"{site}/", copies / str(turn + 1)]
        costs.append((seconds(publish), seconds(rsync)))
    return costs[1:]  # the first publish after the pause reads everything once more


def main() -> int:
    """Measure, print, and return 1 when the bound is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the table into the docs")
    parser.add_argument("--pages", type=int, default=3_000)
    parser.add_argument("--size", type=int, default=33_000, help="bytes of a page")
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    if not shutil.which("rsync"):
        print("Publishing is not measured: rsync is not here.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(Path(folder), given.pages, given.size, given.rounds)
    ratio = median(ours / theirs for ours, theirs in costs)
    ours, theirs = (f"{median(column):.2f} s" for column in zip(*costs, strict=True))
    holds = ratio <= MOST_TIME
    measured = table(
        ["one page changed of", "publish", "rsync", "ratio", "at most", "holds"],
        [[f"{given.pages:,}", ours, theirs, f"{ratio:.2f}", f"{MOST_TIME}",
          "yes" if holds else "**no**"]],
    )  # fmt: skip
    print(measured)
    if given.write:
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(f"{measured}\n", encoding="utf-8")
        print(f"Written: {TABLE}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
