"""guides.json: roles, effective stages and the articles' lists as data, beside the pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxError

from guides_ext.builder import shows_parts
from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.files import write
from guides_ext.handbook.signature import is_as_it_was, output_of
from guides_ext.record.data import VERSION
from guides_ext.record.text import published

FILE = "guides.json"


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Writes guides.json into the output of an HTML builder, where it has changed."""
    if exception is not None or not shows_parts(app.builder):
        return
    path, domain, output = Path(app.outdir) / FILE, guide_domain(app.env), output_of(app.env)
    if FILE in output.files and is_as_it_was(app.env):
        return
    pieces = [one.encode() for one in _pieces(domain)]  # as one text, it would be held four times
    domain.drop(_at_hand)
    made = sha256()
    for one in pieces:
        made.update(one)
    try:
        if output.files.get(FILE) != made.hexdigest():
            write(path, pieces)
    except OSError as error:
        raise SphinxError(f"the output cannot be written: {error}") from error


def _pieces(domain: GuideDomain) -> Iterator[str]:
    """The file, a line for each role and article; its shape is ``schema/guides.schema.json``.

    With indents it would take ten times as long to write, and as a whole many times the memory.
    """
    yield f'{{"version": {VERSION},\n"roles": {{\n'
    at_hand = domain.kept(_at_hand)
    yield from _lines(
        sorted(domain.data["roles"]), lambda name: at_hand.pop(name, "") or _role(domain, name)
    )
    yield '},\n"articles": {\n'
    yield from _lines(sorted(domain.articles), partial(_article, domain))
    yield "}}\n"


def _lines(names: list[str], shown: Callable[[str], str]) -> Iterator[str]:
    between = ""
    for name in names:
        yield f"{between}{json.dumps(name)}: {shown(name)}"
        between = ",\n"


def _at_hand(_env: BuildEnvironment) -> dict[str, str]:
    """The lines of roles whose pages have been written: by then their records are let go."""
    return {}


def note_line(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Makes the line of a role while its whole record is at hand for the page."""
    domain = guide_domain(app.env)
    if docname in domain.data["roles"] and shows_parts(app.builder):
        domain.kept(_at_hand)[docname] = _role(domain, docname)


def _role(domain: GuideDomain, name: str) -> str:
    role = domain.record(name)
    return _dumped({**role, "stages": list(role["stages"].values())})


def _article(domain: GuideDomain, name: str) -> str:
    article, part = domain.whole_articles[name], domain.part_of(name)
    return _dumped({"title": article["title"], "part": part, "lists": article["lists"]})


def _dumped(record: dict[str, Any]) -> str:
    return json.dumps(published(record), ensure_ascii=False)


def setup(app: Sphinx) -> None:
    """Registers the writer."""
    app.connect("doctree-resolved", note_line)
    app.connect("build-finished", write_data)
