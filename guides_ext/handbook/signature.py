"""The build signs itself: `.guides-build.json` says what it is, and that it is finished.

A build that was killed has not signed: its signature still says that it is under way.

It also says what was made of which documents. Sphinx leaves the page of a document that is no more
where it is; so what the signature of the last build names, and this build has not made, is removed.
"""

from __future__ import annotations

import json
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder

from guides_ext.builder import shows_parts
from guides_ext.domain import source_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FILE = ".guides-build.json"
EDITION = "interviewer"
TOOLS = ("docutils", "furo", "guides-ext", "myst-parser", "sphinx", "sphinx-design")


def begin(app: Sphinx) -> None:
    """What is in the output is no finished build any more."""
    _write(app, {"status": "building", "made": _made_before(app)})


def clear(app: Sphinx, env: BuildEnvironment) -> None:
    """Removes what an earlier build has made and this one will not, before anything is written."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not shows_parts(app.builder):
        return
    made = _made(app.builder, env)
    root = Path(app.outdir).resolve()
    for path in sorted(set(_made_before(app)) - set(made)):
        if root in (root / path).resolve().parents:  # whoever wrote that signature
            (root / path).unlink(missing_ok=True)
    _write(app, {"status": "building", "made": made})


def sign(app: Sphinx, exception: Exception | None) -> None:
    """Signs, once everything else is written."""
    unfit = app.statuscode or (app._fail_on_warnings and app._warncount)
    status = "failed" if exception or unfit else "ok"
    _write(app, {"status": status, "made": _made_before(app), **_source(Path(app.srcdir))})


def _made(builder: StandaloneHTMLBuilder, env: BuildEnvironment) -> list[str]:
    """The files that are there because of documents: pages, their sources, pictures, downloads.

    Pictures that are converted while pages are written are not among them: of those, a build that
    writes only what has changed knows only some.
    """
    suffix = env.config.html_sourcelink_suffix
    paths = {f"{builder.imagedir}/{name}" for _, name in env.images.values()}
    paths |= {f"_downloads/{name}" for _, name in env.dlfiles.values()}
    for docname in env.found_docs:
        source = source_file(env, docname)
        paths.add(f"_sources/{source}{'' if source.endswith(suffix) else suffix}")
        paths.add(Path(builder.get_outfilename(docname)).relative_to(builder.outdir).as_posix())
    return sorted(paths)


def _made_before(app: Sphinx) -> list[str]:
    """What the signature says that was made."""
    try:
        made = json.loads((Path(app.outdir) / FILE).read_text(encoding="utf-8"))["made"]
        return [str(path) for path in made]
    except (OSError, ValueError, KeyError, TypeError):
        return []


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
    app.connect("env-updated", clear)
    app.connect("build-finished", sign, priority=1000)
