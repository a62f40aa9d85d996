"""The builder ``guides-pdf``, alone or after pages: every PDF whose key has changed, no other."""

from __future__ import annotations

import json
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.docutils import SphinxTranslator

from guides_ext.builder import PRINT, at_work, shows_parts
from guides_ext.files import Digests, remove, tidy, write
from guides_ext.print.pdfs import Pdf, keys, place_of

if TYPE_CHECKING:
    from guides_ext.print.make import Fault, Made

logger = logging.getLogger(__name__)

KIND: dict[str, Any] = {"type": "guides", "subtype": "print"}

FOLDER = "print"
"""Where PDFs are, below the pages."""

KEYS = ".keys.jsonl"
"""The file with the key and the digest of each PDF, beside them, a line for each; and why one could
not be made, and where."""


class PrintBuilder(Builder):
    """Writes handbooks, sheets and the series as PDFs."""

    name = PRINT
    format = "pdf"
    epilog = "The PDFs are in %(outdir)s."
    allow_parallel = True
    supported_image_types: ClassVar[list[str]] = [
        "image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp",
    ]  # fmt: skip
    default_translator_class = SphinxTranslator  # asked for by Sphinx's own transforms

    site: Mapping[str, str] | None = None
    """Each document's address on the site; what the html builder would write, if not told."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        super().__init__(app, env)
        self.jobs, self.verbosity = max(app.parallel, 1), app.verbosity

    def get_outdated_docs(self) -> str:
        """All: what is out of date is known by keys."""
        return "guides"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """A mark by which ``print/kinds/inlines.py`` knows a place of the series."""
        return f"guides:{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """The same from everywhere."""
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: AbstractSet[str]) -> None:
        """Nothing is prepared: not all PDFs may be written."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """No document has a PDF of its own."""

    def write_documents(self, docnames: AbstractSet[str] = frozenset()) -> None:
        """Writes what has changed, takes away what is no more, keeps the keys."""
        outdir, site = Path(self.outdir), self.site or default_site(self.env)
        tidy(outdir)
        known, digests = read_keys(outdir), Digests(outdir)
        wanted = keys(self.env, self.config, self.config.guides_print, site)
        for path in set(known) - {one.path for one in wanted}:
            remove(outdir / path)
        stale = [one for one in wanted if is_stale(digests, known, one, wanted[one])]
        entries = {one.path: known[one.path] for one in wanted if one not in stale}
        for pdf, made in self._made(stale, site):
            entries[pdf.path] = keep(self.env, outdir, pdf, made, wanted[pdf])
            with suppress(OSError):
                note_key(outdir, pdf.path, entries[pdf.path])
        write_keys(outdir, entries)

    def _made(self, stale: list[Pdf], site: Mapping[str, str]) -> Iterator[tuple[Pdf, Made]]:
        """Makes PDFs: a few are under way while the next is prepared, never all of them."""
        if not stale:
            return
        # An unchanged build need not load what makes PDFs.
        from guides_ext.print.jobs import prepared, result, workers
        from guides_ext.print.prepare import Preparer

        length, verbosity = len(stale), self.verbosity
        count = min(self.jobs, length)
        summary = f"printing {length} PDF{'s' if length != 1 else ''}... "
        with tempfile.TemporaryDirectory() as root, workers(count) as run:
            preparer = Preparer(self, Path(root), site, run)
            under_way: deque[tuple[Pdf, Callable[[], Made | Fault]]] = deque()
            for pdf in status_iterator(
                stale, summary, "darkgreen", length, verbosity, lambda one: one.path
            ):
                under_way.append((pdf, prepared(run, preparer, pdf)))
                while preparer.remarks:
                    remark = preparer.remarks.popleft()
                    logger.warning("%s", remark.message, location=remark.place, **KIND)
                if len(under_way) > 2 * count:
                    first, made = under_way.popleft()
                    yield first, result(made, first.path)
            for pdf, made in under_way:
                yield pdf, result(made, pdf.path)


def keep(env: BuildEnvironment, outdir: Path, pdf: Pdf, made: Made, key: str) -> KeyLine:
    """Puts a PDF in its place, and says what is to be said of it; what is kept of it."""
    place, error, signed = place_of(env, pdf, made.char), made.error, ""
    try:
        if error:
            remove(outdir / pdf.path)  # an old sheet would not say what the guide says now
        else:
            write(outdir / pdf.path, made.pdf)
            signed = sha256(made.pdf).hexdigest()
    except OSError as fault:  # a full disk; the next build tries again
        key, error = "", f"{pdf.path} cannot be written: {fault.strerror}"
    for note in [] if error else made.notes:
        logger.warning("%s", note, location=location(env, place), **KIND)
    key = key if made.foreseen else ""
    return {"key": key, "error": error, "place": place, "file": signed}


# Keys ------------------------------------------------------------------------------------------


KeyLine: TypeAlias = dict[str, str]


def read_keys(outdir: Path) -> dict[str, KeyLine]:
    """The entries of the PDFs in a folder: of those that can be read, the last of each.

    A line is added as a PDF is made, so whoever is interrupted keeps what was made until then.
    """
    path, found = outdir / KEYS, {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError):
        return {}
    for line in lines:
        with suppress(ValueError, TypeError, KeyError, RecursionError):
            name, entry = json.loads(line)
            told = KeyLine({key: entry[key] for key in ("key", "error", "place", "file")})
            if all(isinstance(one, str) for one in (name, *told.values())) and _is_ours(name):
                found[name] = told
    return found


def _is_ours(path: str) -> bool:
    """Whether a path may be that of a PDF below the folder: others are not ours to remove."""
    return path.endswith(".pdf") and {"", ".", ".."}.isdisjoint(path.split("/"))


def _line(path: str, entry: KeyLine) -> str:
    return json.dumps([path, entry], sort_keys=True) + "\n"


def note_key(outdir: Path, path: str, entry: KeyLine) -> None:
    """Adds what is known of a PDF that was just made."""
    if (outdir / KEYS).is_symlink() or not (outdir / KEYS).is_file():
        write(outdir / KEYS, "\n")
    with (outdir / KEYS).open("a", encoding="utf-8") as file:
        file.write(_line(path, entry))


def write_keys(outdir: Path, entries: dict[str, KeyLine]) -> None:
    """Keeps what is known of all PDFs, where there are any."""
    if entries:
        write(outdir / KEYS, "".join(_line(*one) for one in sorted(entries.items())))
    else:
        remove(outdir / KEYS)


def is_stale(digests: Digests, known: dict[str, KeyLine], pdf: Pdf, key: str) -> bool:
    """Whether a PDF has to be made: it is not there, or is another than was made of this."""
    entry = known.get(pdf.path, {})
    there = bool(entry.get("error")) or digests.of(pdf.path) == entry.get("file")
    return entry.get("key") != key or not there


# With pages ------------------------------------------------------------------------------------


def default_site(env: Any) -> dict[str, str]:
    """Each document's address as the html builder writes it."""
    suffix = env.config.html_link_suffix or env.config.html_file_suffix or ".html"
    return {name: f"{name}{suffix}" for name in env.found_docs}


def print_with_pages(app: Sphinx, exception: Exception | None) -> None:
    """Makes the PDFs whose keys have changed, at the end of a build: after pages were written, on
    the doctrees that these were written from."""
    if exception is not None:
        return
    outdir = Path(app.outdir)
    if shows_parts(app.builder):
        outdir /= FOLDER
        site = {name: app.builder.get_target_uri(name) for name in sorted(app.env.found_docs)}
        try:
            with at_work(app, PRINT) as builder:
                assert isinstance(builder, PrintBuilder)
                builder.outdir, builder.site = outdir, site
                builder.write_documents()
        except OSError as error:
            raise SphinxError(f"the PDFs cannot be written: {error}") from error
    if shows_parts(app.builder) or app.builder.name == PRINT:
        tell_errors(app, outdir)


def tell_errors(app: Sphinx, outdir: Path) -> None:
    """Tells of the PDFs in a folder that could not be made, at every build, and lets it fail."""
    for _path, entry in sorted(read_keys(outdir).items()):
        if entry["error"]:
            where = location(app.env, entry["place"])
            logger.error("%s", entry["error"], location=where, **KIND)
            app.statuscode = 1


def location(env: BuildEnvironment, place: str) -> str:
    """A place in the sources, as it is told; Sphinx takes one without a line for a document."""
    return os.path.relpath(env.srcdir / place) + ("" if ":" in place else ":1")


def do_without(app: Sphinx, config: Config) -> None:
    """Where there is no Typst for this machine, pages are built without PDFs and their links."""
    if config.guides_print and find_spec("typst") is None:
        logger.warning(
            "there is no Typst here, so nothing is printed (pip install typst, "
            "or guides_print = [] in conf.py)",
            **KIND,
        )
        config.guides_print = []


OUTPUTS = (
    "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/latex", "text/plain",
)  # fmt: skip
"""The forms of a notebook's output that can be printed, the best first."""


def print_outputs(app: Sphinx, config: Config) -> None:
    """Tells MyST-NB, where it is there, what can be printed; it knows the builders of Sphinx."""
    if "nb_mime_priority_overrides" in config:
        ours = [(PRINT, form, place) for place, form in enumerate(OUTPUTS)]
        config.nb_mime_priority_overrides = [*ours, *config.nb_mime_priority_overrides]


def setup(app: Sphinx) -> None:
    """Registers the builder, and what makes PDFs with the pages."""
    app.connect("config-inited", do_without)
    app.connect("config-inited", print_outputs)
    app.add_builder(PrintBuilder)
    app.connect("build-finished", print_with_pages)
