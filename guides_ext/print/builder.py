"""The builder ``guides-pdf``: every PDF whose key has changed, and no other."""

from __future__ import annotations

import json
import os
import tempfile
from collections import deque
from contextlib import suppress
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from sphinx.builders import Builder
from sphinx.util import logging
from sphinx.util.display import status_iterator
from sphinx.util.docutils import SphinxTranslator

from guides_ext.builder import PRINT
from guides_ext.domain import guide_domain
from guides_ext.files import Digests, remove, tidy, write
from guides_ext.print.pdfs import Pdf, keys, place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from guides_ext.print.context import Remark
    from guides_ext.print.make import Made

logger = logging.getLogger(__name__)

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

    def write_documents(self, docnames: AbstractSet[str]) -> None:
        """Writes what has changed, takes away what is no more."""
        PdfWriter(self).write()


class PdfWriter:
    """Makes the PDFs of one build."""

    def __init__(self, builder: PrintBuilder) -> None:
        self.builder, self.env = builder, builder.env
        self.config, self.domain = builder.config, guide_domain(builder.env)
        self.outdir = Path(builder.outdir)
        self.site = builder.site or default_site(self.env)

    def write(self) -> None:
        """Writes what has changed, takes away what is no more, keeps the keys."""
        tidy(self.outdir)
        known, digests = read_keys(self.outdir), Digests(self.outdir)
        wanted = keys(self.env, self.config, self.config.guides_print, self.site)
        for path in set(known) - {one.path for one in wanted}:
            remove(self.outdir / path)
        stale = [one for one in wanted if is_stale(digests, known, one, wanted[one])]
        entries = {one.path: known[one.path] for one in wanted if one not in stale}
        for pdf, made in self._made(stale):
            place = place_of(self.env, pdf, made.char)
            key = wanted[pdf] if made.foreseen else ""
            try:
                signed, error = self._keep(pdf, made, place), made.error
            except OSError as fault:  # a full disk; the next build tries again
                key, signed, error = "", "", f"{pdf.path} cannot be written: {fault.strerror}"
            entries[pdf.path] = {"key": key, "error": error, "place": place, "file": signed}
            with suppress(OSError):
                note_key(self.outdir, pdf.path, entries[pdf.path])
        write_keys(self.outdir, entries)

    def _keep(self, pdf: Pdf, made: Made, place: str) -> str:
        """Puts a PDF in its place; its digest, or nothing where there is none."""
        path = self.outdir / pdf.path
        if made.error:
            remove(path)  # an old sheet would not say what the guide says now
            return ""
        write(path, made.pdf)
        for note in made.notes:
            where = location(self.env, place)
            logger.warning("%s", note, location=where, type="guides", subtype="print")
        return sha256(made.pdf).hexdigest()

    def _made(self, stale: list[Pdf]) -> Iterator[tuple[Pdf, Made]]:
        """Makes PDFs: a few are under way while the next is prepared, never all of them."""
        if not stale:
            return
        # An unchanged build need not load what makes PDFs.
        from guides_ext.print.jobs import prepared, result, workers
        from guides_ext.print.prepare import Preparer

        count = min(self.builder.jobs, len(stale))
        with tempfile.TemporaryDirectory() as root, workers(count) as run:
            preparer = Preparer(self.builder, Path(root), self.site, run)
            under_way: deque[tuple[Pdf, Callable[[], Made]]] = deque()
            for pdf in self._shown(stale):
                under_way.append((pdf, prepared(run, preparer, pdf)))
                while preparer.remarks:
                    say(preparer.remarks.popleft())
                if len(under_way) > 2 * count:
                    first, made = under_way.popleft()
                    yield first, result(made, first.path)
            for pdf, made in under_way:
                yield pdf, result(made, pdf.path)

    def _shown(self, stale: list[Pdf]) -> Iterator[Pdf]:
        """The same, as they are told to whoever waits: how far it is, of how many."""
        length, verbosity = len(stale), self.builder.verbosity
        summary = f"printing {length} PDF{'s' if length != 1 else ''}... "
        return status_iterator(stale, summary, "darkgreen", length, verbosity, lambda one: one.path)


# Keys ------------------------------------------------------------------------------------------


KeyLine: TypeAlias = dict[str, str]


def read_keys(outdir: Path) -> dict[str, KeyLine]:
    """The entries of the PDFs in a folder: of those that can be read, the last of each.

    A line is added as a PDF is made, so whoever is interrupted keeps what was made until then.
    """
    path = outdir / KEYS
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    except (OSError, UnicodeDecodeError):
        return {}
    return dict(filter(None, map(_entry, lines)))


def _entry(line: str) -> tuple[str, KeyLine] | None:
    try:
        path, entry = json.loads(line)
        told = KeyLine({key: entry[key] for key in ("key", "error", "place", "file")})
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    texts = all(isinstance(one, str) for one in (path, *told.values()))
    return (path, told) if texts and _is_ours(path) else None


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


# -----------------------------------------------------------------------------------------------


def default_site(env: Any) -> dict[str, str]:
    """Each document's address as the html builder writes it."""
    suffix = env.config.html_link_suffix or env.config.html_file_suffix or ".html"
    return {name: f"{name}{suffix}" for name in env.found_docs}


def say(remark: Remark) -> None:
    """Tells of what could not be printed as it was meant."""
    logger.warning("%s", remark.message, location=remark.place, type="guides", subtype="print")


def tell_errors(app: Sphinx, outdir: Path) -> None:
    """Tells of the PDFs in a folder that could not be made, at every build, and lets it fail."""
    for _path, entry in sorted(read_keys(outdir).items()):
        if entry["error"]:
            where = location(app.env, entry["place"])
            logger.error("%s", entry["error"], location=where, type="guides", subtype="print")
            app.statuscode = 1


def location(env: BuildEnvironment, place: str) -> str:
    """A place in the sources, as it is told; Sphinx takes one without a line for a document."""
    return os.path.relpath(env.srcdir / place) + ("" if ":" in place else ":1")


def tell_of_own_errors(app: Sphinx, exception: Exception | None) -> None:
    """The same at the end of a build of PDFs alone."""
    if exception is None and app.builder.name == PRINT:
        tell_errors(app, Path(app.outdir))


def do_without(app: Sphinx, config: Config) -> None:
    """Where there is no Typst for this machine, pages are built without PDFs and their links."""
    if config.guides_print and find_spec("typst") is None:
        logger.warning(
            "there is no Typst here, so nothing is printed (pip install typst, "
            "or guides_print = [] in conf.py)",
            type="guides", subtype="print",
        )  # fmt: skip
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
    """Registers the builder."""
    app.connect("config-inited", do_without)
    app.connect("config-inited", print_outputs)
    app.add_builder(PrintBuilder)
    app.connect("build-finished", tell_of_own_errors)
