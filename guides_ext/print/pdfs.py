"""Which PDFs there are, and a key for each: what it is made of, in a few characters.

Nothing is made to learn the keys, so a build in which nothing changed is quick.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from guides_ext.config import access_of
from guides_ext.domain import GuideDomain, digest, guide_domain, source_file
from guides_ext.files import Digests
from guides_ext.print.fonts import font_folders
from guides_ext.record.debrief import rated, raters
from guides_ext.record.schedule import meets_candidate
from guides_ext.record.text import texts_of

Kind = Literal["handbook", "sheet", "series"]

SETTINGS = (
    "guides_print_paper", "guides_print_colour", "guides_print_logo", "guides_print_fonts",
    "guides_print_font_folders", "guides_sheet_overflow", "guides_sheet_notes", "guides_edition",
    "html_baseurl",
)  # fmt: skip
"""What conf.py says that changes a PDF, beside all that changes how sources are read."""


@dataclass(frozen=True, order=True)
class Pdf:
    """A PDF: of a role, of one of its stages, or of the series."""

    kind: Kind
    docname: str = ""
    stage: str = ""

    @property
    def path(self) -> str:
        """Its file, below the folder of all PDFs."""
        if self.kind == "series":
            return "series.pdf"
        return f"{self.docname}/{self.stage}.pdf" if self.stage else f"{self.docname}.pdf"


def pdfs(domain: GuideDomain, kinds: Iterable[str]) -> Iterator[Pdf]:
    """The PDFs of some kinds."""
    for docname in sorted(domain.data["roles"]):
        yield from role_pdfs(domain, docname, kinds)
    if "series" in kinds and series_of(domain):
        yield Pdf("series")


def role_pdfs(domain: GuideDomain, docname: str, kinds: Iterable[str]) -> Iterator[Pdf]:
    """Those of one role; none for another document, or of a stage with errors.

    A handbook without one of its stages is none, nor a debrief's grid: paper does not mend itself,
    as the page does. In the candidate's edition the handbook is their leaflet, and each sheet the
    card of a stage that they meet us in.
    """
    if docname not in domain.data["roles"]:
        return
    without_paper, edition = domain.without_paper(docname), domain.env.config.guides_edition
    if "handbook" in kinds and not without_paper:
        yield Pdf("handbook", docname)
    if "sheet" in kinds:
        for name, stage in domain.own_record(docname)["stages"].items():
            is_theirs = edition != "candidate" or meets_candidate(stage)
            is_whole = stage["format"] != "debrief" or not without_paper
            if name not in without_paper and is_whole and is_theirs:
                yield Pdf("sheet", docname, name)


def series_of(domain: GuideDomain) -> list[str]:
    """The articles of every series that is meant as one, in order."""
    names = (name for one in domain.meant_series for name in one.documents)
    return [name for name in names if name in domain.articles]


def place_of(env: BuildEnvironment, pdf: Pdf, char: str = "") -> str:
    """Where in the sources a PDF begins: ``file:line:column``, relative to their root.

    Args:
        char: a character; a sheet's place is then the first of its texts that has it.
    """
    domain = guide_domain(env)
    if pdf.stage:
        stage = domain.record(pdf.docname)["stages"][pdf.stage]
        texts = [text for text in texts_of(stage) if char and char in text.words]
        place = texts[0][2:] if texts else (stage["file"], stage["line"], stage["column"])
        return ":".join(map(str, place))
    return f"{source_file(env, pdf.docname or series_of(domain)[0])}:1:1"


# Keys ------------------------------------------------------------------------------------------


def keys(
    env: BuildEnvironment, config: Config, kinds: Iterable[str], site: Mapping[str, str]
) -> dict[Pdf, str]:
    """A key for each PDF; where it is the same, so is the PDF.

    Args:
        site: each document's address on the site.
    """
    domain = guide_domain(env)
    wanted = list(pdfs(domain, kinds))
    if not wanted:
        return {}  # the digest of all that is ours takes its time
    files = domain.kept(SourceFiles)
    common = [_settings(config, files), _own_files(), digest(dict(site)), timestamp()]
    return {one: digest([*common, _made_of(domain, files, one)]) for one in wanted}


def timestamp() -> int | None:
    """The date to be written into PDFs: that of ``SOURCE_DATE_EPOCH``, else none."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(said) if said.isdigit() else None


ON_SHEETS = ("id", "title", "scale", "decision", "adjustments", "keep_notes")
"""What of its role a sheet shows, beside its stage."""


def _made_of(domain: GuideDomain, files: SourceFiles, pdf: Pdf) -> Any:
    drawn = domain.data["drawn"]
    if pdf.kind == "series":
        return [drawn[name] for name in series_of(domain)]
    role = domain.record(pdf.docname)
    effective = role["stages"].values()
    is_candidates = domain.env.config.guides_edition == "candidate"  # no other text may be on it
    if pdf.stage and not is_candidates:
        stage = role["stages"][pdf.stage]
        by = raters(role) if stage["format"] == "debrief" else []  # they are on its grid
        grid = [
            (role["stages"][one.stage]["title"], one.part, one.alternative, sorted(one.sees))
            for one in by
        ]
        formats = [one["format"] for one in effective]  # of which one may be a debrief
        return [stage, [role[key] for key in ON_SHEETS], formats, grid, rated(role, by)]
    beside = [files.beside(use["document"]) for one in effective for use in one["sections"]]
    versions = [one["version"] for one in effective]
    return [files.document(pdf.docname), drawn[pdf.docname], versions, beside]


class SourceFiles:
    """Digests of source files, each read once a build, or once more where it has changed."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env, self.root = env, Path(env.srcdir)
        self._digests = Digests(self.root)

    def document(self, docname: str) -> list[str]:
        """Of a document and all that it depends on."""
        return [self.of(Path(self.env.doc2path(docname))), *self.beside(docname)]

    def beside(self, docname: str) -> list[str]:
        """Of what a document depends on: libraries, pictures, included files."""
        files = sorted(self.env.dependencies.get(docname, ()))
        return [self.of(self.root / one) for one in files]

    def of(self, path: Path) -> str:
        """Of one file, wherever a link leads; empty where there is none that may be read."""
        may_be_read = not access_of(self.env.config).refusal(path)
        return self._digests.of(os.path.realpath(path)) if may_be_read else ""


def _settings(config: Config, files: SourceFiles) -> str:
    said: dict[str, Any] = {name: getattr(config, name) for name in SETTINGS}
    said |= {one.name: _plain(one.value) for one in config.filter({"env"})}
    own = _below(files.root / folder for folder in config.guides_print_font_folders)
    logo = files.root / config.guides_print_logo
    said["files"] = [(path.name, files.of(path)) for path in (logo, *own)]
    packaged = _below(map(Path, font_folders(config.guides_print_fonts)))
    said["fonts"] = [(path.name, path.stat().st_size) for path in packaged]
    return json.dumps(said, sort_keys=True)


def _below(folders: Iterable[Path]) -> Iterator[Path]:
    return (path for folder in folders for path in sorted(folder.rglob("*")))


def _plain(value: Any) -> Any:
    """A value of conf.py as JSON has it; code by its name."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, str | int | float | None):
        return value
    return getattr(value, "__qualname__", type(value).__qualname__)


@lru_cache(maxsize=1)
def _own_files() -> str:
    """A digest of all that is ours and makes a PDF."""
    return hashlib.sha256(b"".join(one.read_bytes() for one in makers())).hexdigest()


def makers() -> list[Path]:
    """The files that make the pages: all of ours, for which of them do not is soon wrong."""
    found = Path(__file__).parent.parent.rglob("*")
    return sorted(one for one in found if one.suffix in (".py", ".typ", ".mo"))
