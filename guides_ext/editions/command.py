"""The commands `project`, `leaks` and `edition`: what they are told, and what they say."""

from __future__ import annotations

import argparse
import difflib
import io
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

EDITIONS = ("company", "candidate")


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the three to the commands of `python -m guides_ext`."""

    def add(
        name: str, run: Callable[[argparse.Namespace], int], does: str, more: str = ""
    ) -> argparse.ArgumentParser:
        about = f"{does[0].upper()}{does[1:]}.{more}"
        parser = commands.add_parser(name, help=does, description=about)
        parser.add_argument("--edition", choices=EDITIONS, required=True, help="whose it is")
        parser.set_defaults(run=run)
        return parser

    parser = add("project", _project, "write the copy of the sources that an edition is built from")
    parser.add_argument("source", type=Path, help="the folder of the sources")
    wanted = parser.add_mutually_exclusive_group(required=True)
    wanted.add_argument("copy", type=Path, nargs="?", help="the folder of the copy")
    wanted.add_argument(
        "--diff", metavar="OLD",
        help="show what this copy has that another one has not: that of a folder, or of the "
        "sources as they were at a commit or a tag; nothing is written",
    )  # fmt: skip
    parser = add("leaks", _leaks, "look through all files of a site for what an edition may not "
                 "hold", " The site stays as it is: only `edition` signs what it has made, so that "
                 "it can be published.")  # fmt: skip
    parser.add_argument("site", type=Path, help="the folder that would be published")
    parser.add_argument("--source", type=Path, default=Path("docs"), help="(%(default)s)")
    parser = add("edition", _make, "make an edition: copy, build, and a gate that looks through it")
    parser.add_argument("source", type=Path, help="the folder of the sources")
    parser.add_argument("folder", type=Path, help="where the edition's folders are made")


def _project(given: argparse.Namespace) -> int:
    from guides_ext.editions.build import counted, report
    from guides_ext.editions.project import project_tree, write_copy

    made = project_tree(given.source, given.edition)
    report(made, given.source, _tell)
    if made.problems:
        return 1
    if given.diff is not None:
        try:
            print("\n".join(_difference(_before(given), _texts(made.files))))
        except (OSError, subprocess.CalledProcessError) as error:
            return _refuse(f"there is no copy to compare with: {error}")
        return 0
    try:
        changed = write_copy(made, given.copy)
    except (ValueError, OSError) as error:
        return _refuse(str(error))
    print(f"{counted(made.files, 'file')}, {len(changed)} new or changed: {given.copy}")
    return 0


def _texts(files: Mapping[str, str | Path]) -> dict[str, str]:
    """Files by their paths, to be compared line by line."""
    return {path: one if isinstance(one, str) else _text(one) for path, one in files.items()}


def _text(file: Path) -> str:
    data = file.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return f"{len(data)} bytes, {sha256(data).hexdigest()[:12]}"


def _before(given: argparse.Namespace) -> dict[str, str]:
    """The copy to compare with: a folder's, or that of the sources at a commit."""
    from guides_ext.editions.project import MARK, project_tree
    from guides_ext.files import files_below

    folder = Path(given.diff)
    if folder.is_dir():
        return _texts({path: folder / path for path in files_below(folder, (MARK,))})
    git = ["git", "-C", str(given.source), "archive", "--format=tar", given.diff, "."]
    archive = subprocess.run(git, check=True, capture_output=True).stdout
    with TemporaryDirectory() as then:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(then, filter="data")
        return _texts(project_tree(Path(then), given.edition).files)


def _difference(old: dict[str, str], new: dict[str, str]) -> Iterator[str]:
    for path in sorted(old.keys() | new.keys()):
        was, now = (one.get(path, "").splitlines() for one in (old, new))
        yield from difflib.unified_diff(was, now, f"before/{path}", f"now/{path}", lineterm="")


def _leaks(given: argparse.Namespace) -> int:
    from guides_ext.editions.build import Stopped, counted, look
    from guides_ext.editions.project import project_tree

    if not given.site.is_dir():
        return _refuse(f"{given.site} is not a folder")
    try:
        findings = look(given.source, given.site, project_tree(given.source, given.edition))
    except Stopped as error:
        return _refuse(str(error))
    for one in findings:
        print(one)
    print(counted(findings, "leak") if findings else "Nothing that this edition may not hold.")
    return 1 if findings else 0


def _make(given: argparse.Namespace) -> int:
    from guides_ext.editions.build import Stopped, build_edition

    try:
        site = build_edition(given.source, given.folder, given.edition, _tell)
    except (Stopped, ValueError, OSError) as error:
        print(f"edition: {error}", file=sys.stderr)
        return 1
    print(f"The {given.edition}'s edition is here: {site}/")
    return 0


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)
    return 2


def _tell(line: str) -> None:
    print(line, file=sys.stderr)
