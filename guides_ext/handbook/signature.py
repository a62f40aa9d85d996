"""The build signs itself: `.guides-build.json` says what it is, and that it is finished.

A build that was killed has not signed: its signature still says that it is under way.
"""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guides_ext.builder import shows_parts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FILE = ".guides-build.json"
EDITION = "interviewer"
TOOLS = ("docutils", "furo", "guides-ext", "myst-parser", "sphinx", "sphinx-design")


def begin(app: Sphinx) -> None:
    """What is in the output is no finished build any more."""
    _write(app, {"status": "building"})


def sign(app: Sphinx, exception: Exception | None) -> None:
    """Signs, once everything else is written."""
    unfit = app.statuscode or (app._fail_on_warnings and app._warncount)
    _write(app, {"status": "failed" if exception or unfit else "ok", **_source(Path(app.srcdir))})


def _write(app: Sphinx, says: dict[str, Any]) -> None:
    if not shows_parts(app.builder):  # a file of ours in an epub would be a part of the book
        return
    tools = {name: _version(name) for name in TOOLS} | {"python": platform.python_version()}
    data = {**says, "edition": EDITION, "builder": app.builder.name, "tools": tools}
    text = json.dumps(data, indent=1, sort_keys=True) + "\n"
    (Path(app.outdir) / FILE).write_text(text, encoding="utf-8")


def _source(folder: Path) -> dict[str, Any]:
    """The commit of the sources (none outside git), and whether they differ from it."""
    try:
        said = subprocess.run(
            ["git", "-C", folder, "status", "--porcelain=v2", "--branch", "--", "."],
            capture_output=True, check=True, encoding="utf-8",
        ).stdout.splitlines()  # fmt: skip
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return {"commit": None, "modified": False}
    oid = next((line.split()[-1] for line in said if line.startswith("# branch.oid")), "(initial)")
    modified = any(not line.startswith("#") for line in said)
    return {"commit": None if oid == "(initial)" else oid, "modified": modified}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def setup(app: Sphinx) -> None:
    """Signs after all others who write at the end of a build."""
    app.connect("builder-inited", begin)
    app.connect("build-finished", sign, priority=1000)
