"""The command `doctor`: what is here, what is missing for which output, and what to do."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Iterator
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from guides_ext.files import is_file
from guides_ext.start.editor import SCHEMA, editor_files

PACKAGE = "guides-ext"
SHOWN = ("guides-ext", "sphinx", "myst-parser", "sphinx-design", "furo", "typst")

TOOLS = {
    "pip install nox": "nox -s …",
    "pip install sphinx-autobuild": "nox -s serve",
    "install git": "the commit of a build; publishing to a branch",
    "install ssh": "publishing to a server",
    "install rsync": "publishing to a server",
}
"""What to do where a tool is missing, and what it is for."""


class Finding(NamedTuple):
    """One thing that was looked at: `ok`, `missing` where only its use lacks it, or `broken`."""

    state: str
    what: str
    todo: str = ""


def add_command(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `doctor` to the commands of `python -m guides_ext`."""
    parser = commands.add_parser(
        "doctor",
        help="say what is here, what is missing, and what to do",
        description="Say which versions and fonts are here, what is missing for which output, "
        "whether the last build is whole, and what to do. Exits 1 when something is broken.",
    )
    add = parser.add_argument
    add("--source", type=Path, default=Path("docs"), help="where conf.py is (%(default)s)")
    add("--build", type=Path, default=Path("build/html"), help="the last build (%(default)s)")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Says what it finds; returns the exit code: 1 when something is broken."""
    print(f"Python {platform.python_version()}, {platform.platform(terse=True)}")
    print(", ".join(f"{name} {_version(name) or '(missing)'}" for name in SHOWN))
    found = [*_packages(), *_fonts(), *_tools(), *_sources(given.source), *_build(given.build)]
    for one in found:
        print(f"{one.state:8} {one.what}")
        if one.todo:
            print(f"{'':8} → {one.todo}")
    return int(any(one.state == "broken" for one in found))


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _packages() -> Iterator[Finding]:
    """Whether each package that we stand on is there, in a version that we know."""
    from packaging.requirements import Requirement

    if not _version(PACKAGE):
        yield Finding("missing", "guides_ext is not installed, and runs from its sources")
        return
    fits = True
    for one in map(Requirement, metadata.requires(PACKAGE) or ()):
        version = _version(one.name)
        if one.marker and not one.marker.evaluate({"extra": ""}):
            continue
        if version is None or not one.specifier.contains(version, prereleases=True):
            fits = False
            have = f"{one.name} {version}" if version else f"{one.name} is not here"
            yield Finding("broken", f"{have}, and {one} is needed", f"pip install '{one}'")
    if fits:
        yield Finding("ok", "pages: all packages are here, in versions that fit")


def _fonts() -> Iterator[Finding]:
    """Whether PDFs can be set; fonts that conf.py adds are named by the build itself."""
    from guides_ext.print.fonts import DEFAULT, fonts_of, package_name

    if not find_spec("typst"):
        yield Finding("broken", "PDFs: Typst is not here", "pip install typst")
        return
    lost = fonts_of({}).lost()
    for family in lost:
        package = package_name(family)
        yield Finding("broken", f"PDFs: the font {family} is not here", f"pip install {package}")
    if not lost:
        names = ", ".join(name for names in DEFAULT.values() for name in names)
        yield Finding("ok", f"PDFs and sheets: Typst, with {names}")


def _tools() -> Iterator[Finding]:
    for todo, use in TOOLS.items():
        *how, name = todo.split()
        here = find_spec(name.replace("-", "_")) if "pip" in how else shutil.which(name)
        yield Finding("ok" if here else "missing", f"{name}: {use}", "" if here else todo)


def _sources(docs: Path) -> Iterator[Finding]:
    """Whether there is a handbook, and whether its editor has the schema of this version."""
    if not is_file(docs / "conf.py"):
        todo = "python -m guides_ext init, or --source FOLDER"
        yield Finding("missing", f"no handbook: {docs}/conf.py is not there", todo)
        return
    schema, what = docs / SCHEMA, "an editor's help with role files:"
    current = editor_files(".")[f"./{SCHEMA}"].encode()
    if is_file(schema) and schema.read_bytes() == current:
        yield Finding("ok", f"{what} {schema}")
    else:
        why = "is of another version" if schema.exists() else "is not there"
        todo = "python -m guides_ext schema --install"
        yield Finding("missing", f"{what} {schema} {why}", todo)


def _build(folder: Path) -> Iterator[Finding]:
    """Whether a build has ended, and each of its files is what it has signed."""
    from guides_ext.publish.build import file_entries, read_build
    from guides_ext.publish.server.errors import PublishError

    if not os.path.lexists(folder):
        todo = f"sphinx-build -b html docs {folder}"
        yield Finding("missing", f"no build in {folder}", todo)
        return
    try:
        files = file_entries(read_build(folder), ())
    except (PublishError, OSError) as error:
        yield Finding("broken", f"the last build: {error}", f"sphinx-build -b html docs {folder}")
    else:
        yield Finding("ok", f"the last build, {folder}: {len(files)} files, all as they were made")
