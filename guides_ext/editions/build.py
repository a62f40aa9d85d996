"""An edition from its sources to a site that may be published, one step after the other.

The copy is written, an ordinary build runs on it into a fresh folder, and only what the gate lets
through takes the place of the last one. What it does not is moved aside, where `publish` finds no
build.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sized
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from guides_ext.editions.gate.leaks import Finding, Gate, empty_build
from guides_ext.editions.project import Projection, project_tree, write_copy
from guides_ext.files import remove
from guides_ext.model.base import Circle
from guides_ext.model.files import role_id
from guides_ext.publish.build import NOT_PUBLISHED, sign_gate
from guides_ext.publish.server.errors import Refused

Tell: TypeAlias = Callable[[str], None]

COPY, DOCTREES, FRESH, SITE, REFUSED = "source", "doctrees", "fresh", "html", "refused"
"""The folders of an edition."""


class Stopped(Exception):
    """No edition was made; the last one is where it was."""


def build_edition(source: Path, folder: Path, edition: Circle, tell: Tell) -> Path:
    """Makes an edition of the sources in `folder`.

    Returns:
        The site, in which `publish` finds a build that the gate has let through.

    Raises:
        Stopped: the projection has doubts, the build fails, or the gate finds something.
        OSError: something cannot be written.
    """
    made = project_tree(source, edition)
    report(made, source, tell)
    if made.problems:
        raise Stopped(f"the {edition}'s edition was not made: mend the places above")
    if not (made.pages or made.roles):
        raise Stopped(f"nothing is open: write `audience: {edition}` in the role that may be read")
    changed = write_copy(made, folder / COPY)
    tell(f"Open: {counted(made.pages, 'page')} and {counted(made.roles, 'role')}; of the copy, "
         f"{counted(changed, 'file')} new or changed: {folder / COPY}")  # fmt: skip
    fresh = folder / FRESH
    remove(fresh)
    command = [sys.executable, "-m", "sphinx", "-q", "-d", str(folder / DOCTREES)]
    if subprocess.run([*command, str(folder / COPY), str(fresh)], check=False).returncode:
        raise Stopped("the copy does not build: see above")
    findings = look(source, fresh, made)
    if findings:
        remove(folder / REFUSED)
        fresh.rename(folder / REFUSED)
        for one in findings:
            tell(f"{one}")
        raise Stopped(f"{counted(findings, 'leak')}: what was built is in {folder / REFUSED}")
    try:
        sign_gate(fresh, edition)
    except Refused as error:
        raise Stopped(str(error)) from None
    remove(folder / SITE)
    fresh.rename(folder / SITE)
    for file in made.roles:
        tell(f"The page of {role_id(file)}: {folder / SITE / role_id(file)}.html")
    return folder / SITE


def counted(what: Sized, name: str) -> str:
    """``1 role``, ``2 roles``."""
    return f"{len(what)} {name}{'s' if len(what) != 1 else ''}"


def report(made: Projection, source: Path, tell: Tell) -> None:
    """Says what the projection has doubts about, and which references have lost their target."""
    for one in (*made.problems, *made.gone):
        tell(str(one.below(source)))


def look(source: Path, site: Path, made: Projection) -> list[Finding]:
    """What the gate finds in a site of an edition of the sources, with places as one opens them.

    Raises:
        Stopped: a project without content, which says what any page may hold, cannot be built.
    """
    with TemporaryDirectory() as empty:
        try:
            base = empty_build(str(made.files["conf.py"]), Path(empty))
        except subprocess.CalledProcessError as error:
            raise Stopped(f"an empty project does not build: {error.stderr.decode()}") from error
        found = Gate(source, made, base).look(site, NOT_PUBLISHED)
    return [one._replace(place=one.place.below(source)) for one in found]
