"""The build signs itself: `.guides-build.json` says what it is, and that it is whole.

The signature says "building" before anything else changes, and how the build has ended when all is
written: with the digest of each file that builds have put there, and of what each page shows. So
the next build knows what it may believe. Where the last one has not ended, or a file is not what
was signed, every page is written again. Files that somebody else has put there are left alone.

Sphinx leaves the page of a document that is no more where it is; so what the signature of the last
build names as made of documents, and this build has not made, is removed.
"""

from __future__ import annotations

import json
import logging as std
import os
import platform
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.locale import __
from sphinx.util import logging
from sphinx.util.logging import NAMESPACE

from guides_ext.builder import builder_of, shows_parts
from guides_ext.domain import guide_domain, source_file
from guides_ext.files import Digests, files_below, read_json, remove, tidy, write
from guides_ext.handbook.state import LOCK
from guides_ext.print.builder import FOLDER as PRINTED
from guides_ext.print.builder import KEYS

logger = logging.getLogger(__name__)

K = TypeVar("K")

FILE = ".guides-build.json"
TOOLS = ("docutils", "furo", "guides-ext", "myst-parser", "sphinx", "sphinx-design")
UNSIGNED = (FILE, LOCK, ".buildinfo", ".buildinfo.bak", f"{PRINTED}/{KEYS}")
"""Working files that change with every build, or without one."""


PATIENCE = 60
"""Seconds that git may take to say which commit this is."""

FOLDERS = ("_sources/", "_static/", "_images/", "_downloads/", f"{PRINTED}/")
"""Folders of builds alone; Sphinx leaves a file in them that it would only write again."""


class Unwritten(std.Handler):
    """Hears Sphinx warn of a page that could not be written, which it does not mind itself."""

    def __init__(self, output: Output) -> None:
        super().__init__(std.WARNING)
        self.output = output

    def emit(self, record: std.LogRecord) -> None:
        """Notes whether it is that warning."""
        self.output.is_torn |= record.msg == __("error writing file %s: %s")


class Output:
    """What builds have left in the output, and what this one makes of it.

    Attributes:
        whole: whether it is what the signature of the last build says, and that has ended.
        is_torn: whether pages or other files are missing, or not of the sources as they were read.
        put: what this build has put there: `_static`, and pages that no other process has written.
        shown: what each page there shows, by the signature; nothing where it is not whole.
    """

    def __init__(self, env: BuildEnvironment) -> None:
        builder = builder_of(env)
        self.root, self.signs = Path(builder.outdir), writes_pages(builder)
        self._resolved = self.root.resolve()
        self.digests, self.unwritten, self.is_torn = Digests(self.root), Unwritten(self), False
        self.put: list[Path] = []
        says = read_json(self.root / FILE)
        self.made = sorted(map(str, _of(list, says.get("made"))))
        files = _of(dict, says.get("files")).items()
        self.files = {path: str(signed) for path, signed in files if self.inside(path)}
        damaged = [path for path, signed in self.files.items() if self.digests.of(path) != signed]
        look = says.get("theme"), says.get("language")
        if look != (env.config.html_theme, env.config.language):  # of others nothing may stay
            damaged += [path for path in self.files if path.startswith("_static/")]
        ended = says.get("status") in ("ok", "failed") and says.get("builder") == builder.name
        self.whole = ended and not damaged
        self.shown: dict[str, str] = _of(dict, says.get("shown")) if self.whole else {}
        if self.signs and not self.whole:
            self._clean(builder, damaged)
        self._before = {path: self.digests.version(path) for path in self._found(builder)}

    def inside(self, path: str) -> bool:
        """Whether a path is below the output, as each of those that we have written."""
        folder, name = os.path.split(path)
        return name not in ("", ".", "..") and self._holds(folder)

    @cache  # noqa: B019  # many files are in few folders, and an output is gone with its build
    def _holds(self, folder: str) -> bool:
        try:
            return (self._resolved / folder).resolve().is_relative_to(self._resolved)
        except (OSError, ValueError, RuntimeError):
            return False

    def _clean(self, builder: Builder, damaged: list[str]) -> None:
        """Removes what nobody can believe, and what Sphinx would."""
        tidy(self.root)
        index = getattr(builder, "searchindex_filename", ".buildinfo")
        for path in (*damaged, index, ".buildinfo"):
            remove(self.root / path)
            self.files.pop(path, None)

    def _found(self, builder: Builder) -> Iterator[str]:
        doctrees = Path(builder.doctreedir).resolve()
        inside = doctrees.is_relative_to(self._resolved)
        own = [doctrees.relative_to(self._resolved).as_posix()] if inside else []
        return files_below(self.root, (*UNSIGNED, *own))

    def signed(self, builder: Builder) -> dict[str, str]:
        """The digests of all files that builds have put here: this one, or those before it."""
        found = {path: self.digests.version(path) for path in self._found(builder)}
        return {
            path: self.digests.of(path)
            for path, version in found.items()
            if path in self.files or path.startswith(FOLDERS) or self._before.get(path) != version
        }


def _of(kind: type[K], said: object) -> K:
    """What a signature says, where that is of its kind; else nothing."""
    return said if isinstance(said, kind) else kind()


def output_of(env: BuildEnvironment) -> Output:
    """The output of this build."""
    return guide_domain(env).kept(Output)


def is_as_it_was(env: BuildEnvironment) -> bool:
    """Whether this build leaves the output as it was: nothing was read, no page shows something
    else, and none was written."""
    output, domain = output_of(env), guide_domain(env)
    return not domain.changed and not output.put and output.shown == domain.data["shown"]


def writes_pages(builder: Builder) -> bool:
    """Whether a builder writes a file for each page, and only those that are stale."""
    by_page = hasattr(builder, "get_outfilename") or hasattr(builder, "out_suffix")
    return by_page and not isinstance(builder.get_outdated_docs(), str)  # "all documents"


def begin(app: Sphinx) -> None:
    """What is in the output is no finished build any more."""
    output = output_of(app.env)
    std.getLogger(NAMESPACE).addHandler(output.unwritten)
    if output.signs:
        _write(app, {"status": "building", "made": output.made, "files": output.files})


def note_page(app: Sphinx, pagename: str, *_: object) -> None:
    """A document's page is about to be written, the first one when `_static` is complete."""
    output, builder = output_of(app.env), app.builder
    if isinstance(builder, StandaloneHTMLBuilder) and pagename in app.env.found_docs:
        static = output.root / "_static"
        output.put += [] if output.put else [static / path for path in files_below(static)]
        output.put.append(Path(builder.get_outfilename(pagename)))


def look_again(app: Sphinx, exception: Exception | None) -> None:
    """Somebody may have taken away what this build has put there; it may do so itself later."""
    output = output_of(app.env)
    output.is_torn |= not all(file.is_file() for file in output.put)


def clear(app: Sphinx, env: BuildEnvironment) -> None:
    """Removes what an earlier build has made and this one will not, before anything is written."""
    if not isinstance(app.builder, StandaloneHTMLBuilder) or not shows_parts(app.builder):
        return
    output, made = output_of(env), _made(app.builder, env)
    for path in sorted(set(output.made) - set(made)):
        if output.inside(path):  # whoever wrote that signature
            remove(output.root / path)
    output.made = made
    begin(app)


def sign(app: Sphinx, exception: Exception | None) -> None:
    """Signs, once everything else is written. What has ended early has not ended."""
    output, domain = output_of(app.env), guide_domain(app.env)
    std.getLogger(NAMESPACE).removeHandler(output.unwritten)
    if exception is not None or not output.signs:
        return
    gone = output.put and not any(file.is_file() for file in output.put)
    if output.is_torn or gone:
        logger.error("the output is not whole, so this is no build: build again", type="guides")
        app.statuscode = 1
        return
    unfit = app.statuscode or (app._fail_on_warnings and app._warncount)
    now: dict[str, str] = domain.data["shown"]
    _write(
        app,
        {
            "status": "failed" if unfit else "ok",
            "made": output.made,
            "files": output.signed(app.builder),
            "shown": {page: shown for page, shown in now.items() if page not in domain.stale},
            "sources": _way(Path(app.outdir), Path(app.srcdir)),
            **_source(Path(app.srcdir)),
        },
    )


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


def tools() -> dict[str, str | None]:
    """The versions of what makes the pages."""
    return {name: _version(name) for name in TOOLS} | {"python": platform.python_version()}


def _write(app: Sphinx, says: dict[str, Any]) -> None:
    edition = {"edition": app.config.guides_edition} if shows_parts(app.builder) else {}
    look = {"theme": app.config.html_theme, "language": app.config.language}
    made_with = {"builder": app.builder.name, **look, "tools": tools()}
    data = {**says, **edition, **made_with}
    try:
        write(Path(app.outdir) / FILE, json.dumps(data, indent=1, sort_keys=True) + "\n")
    except OSError as error:
        raise SphinxError(f"the output cannot be written: {error}") from error


def keep_out_of_epub(app: Sphinx, config: Config) -> None:
    """An epub takes all files of the output into the book."""
    config.epub_exclude_files = [*config.epub_exclude_files, FILE, LOCK]


def _way(output: Path, sources: Path) -> str:
    """How the sources are reached from the output; the whole path where they share no drive."""
    try:
        return Path(os.path.relpath(sources, output)).as_posix()
    except ValueError:
        return sources.as_posix()


def _source(folder: Path) -> dict[str, Any]:
    """The commit of the sources (none outside git), and whether they differ from it."""
    try:
        said = subprocess.run(
            ["git", "-C", folder, "status", "--porcelain=v2", "--branch", "--", "."],
            capture_output=True, check=True, encoding="utf-8", timeout=PATIENCE,
        ).stdout.splitlines()  # fmt: skip
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return {"commit": None, "modified": False}
    oid = next((line.split()[-1] for line in said if line.startswith("# branch.oid")), "(initial)")
    modified = any(not line.startswith("#") for line in said)
    return {"commit": None if oid == "(initial)" else oid, "modified": modified}


@cache
def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def setup(app: Sphinx) -> None:
    """Signs after all others who write at the end of a build."""
    app.connect("config-inited", keep_out_of_epub)
    app.connect("builder-inited", begin)
    app.connect("env-updated", clear)
    app.connect("html-page-context", note_page, priority=-1000)
    app.connect("build-finished", look_again)
    app.connect("build-finished", sign, priority=1000)
