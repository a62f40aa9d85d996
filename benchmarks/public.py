"""Tries the linter on public guides, as somebody has cloned them, and compares two versions of it.

    nox -s bench -- --public DIR                  # findings per rule, and per 1,000 words
    nox -s bench -- --public DIR --against v0.1.0 # and what another version of ours finds there

DIR has a clone of each repository of public.yaml that is to be tried, as DIR/owner/name; it is read
at the commit that is named there, whatever is checked out. None of it is kept.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).parent.parent
LIST = Path(__file__).with_suffix(".yaml")
CONF = 'extensions = ["guides_ext"]\nguides_print = ""\nsuppress_warnings = ["toc"]\n'


class Found(NamedTuple):
    """A finding in a public guide."""

    repository: str
    file: str
    line: int
    rule: str
    message: str


def unpack(repository: Path, commit: str, folders: list[str], to: Path) -> None:
    """Puts the pages of a clone at a commit into a folder.

    Raises:
        CalledProcessError: the clone has no such commit, or no such folder.
    """
    command = ["git", "-C", str(repository), "archive", commit, *folders]
    packed = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        pages = [one for one in archive if one.isfile() and one.name.endswith(".md")]
        archive.extractall(to, pages, filter="data")


def lint(folder: Path) -> tuple[list[dict[str, Any]], int]:
    """What the linter finds in a folder of pages, and how many words they have."""
    from sphinx.application import Sphinx  # so that the list can be read without it

    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    (folder / "index.rst").write_text("Pages\n=====\n\nBelow.\n", encoding="utf-8")
    out = str(folder / "_out")
    quiet = io.StringIO()
    with redirect_stdout(quiet), redirect_stderr(quiet):
        where = (str(folder), str(folder), out, out)
        app = Sphinx(*where, "guides-lint", {"guides_lint_format": "json"}, None, None)
        app.build()
    found = json.loads(Path(out, "lint.json").read_text(encoding="utf-8"))["findings"]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.md")]
    return found, sum(len(text.split()) for text in texts)


def try_all(clones: Path) -> dict[str, Any]:
    """What the linter finds in each repository that is there, and the words of each."""
    found: list[Found] = []
    words: dict[str, int] = {}
    for entry in yaml.safe_load(LIST.read_text(encoding="utf-8")):
        name = entry["repository"]
        if not (clones / name).exists():
            print(f"{name}: no clone in {clones}", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch).resolve()
            unpack(clones / name, entry["commit"], entry.get("folders", []), folder)
            some, words[name] = lint(folder)
        for one in some:
            file = os.path.relpath(one["file"], folder)
            found.append(Found(name, file, one["line"], one["rule"], one["message"]))
    return {"found": found, "words": words}


def run(tree: Path, clones: Path) -> tuple[set[Found], dict[str, int]]:
    """The same, by the version of ours in a tree, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(tree)}
    command = [sys.executable, __file__, "--public", str(clones), "--json"]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    said = json.loads(done.stdout)
    return {Found(*one) for one in said["found"]}, said["words"]


def show(found: set[Found], words: dict[str, int]) -> None:
    """Prints how often each rule is broken."""
    total = sum(words.values())
    print(f"{len(found)} findings in {total:,} words of {len(words)} repositories")
    for rule, count in Counter(one.rule for one in found).most_common():
        print(f"{count:6} {1000 * count / total:7.2f} per 1,000 words  {rule}")


def compare(before: set[Found], after: set[Found]) -> None:
    """Prints what one version of ours finds and the other does not."""
    for sign, some in (("-", before - after), ("+", after - before)):
        for one in sorted(some):
            print(f"{sign} {one.repository}/{one.file}:{one.line} {one.rule} {one.message}")
    print(f"{len(before - after)} gone, {len(after - before)} new")


def main() -> int:
    """Try, print, and compare where another version is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--public", type=Path, required=True, metavar="DIR")
    parser.add_argument("--against", metavar="REVISION", help="another version of ours")
    parser.add_argument("--json", action="store_true", help="print findings and words as data")
    given = parser.parse_args()
    if given.json:
        json.dump(try_all(given.public), sys.stdout)
        return 0
    found, words = run(ROOT, given.public)
    show(found, words)
    if given.against:
        with tempfile.TemporaryDirectory() as tree:
            command = ["git", "-C", str(ROOT), "archive", given.against, "guides_ext"]
            packed = subprocess.run(command, check=True, capture_output=True).stdout
            with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
                archive.extractall(tree, filter="data")
            compare(run(Path(tree), given.public)[0], found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
