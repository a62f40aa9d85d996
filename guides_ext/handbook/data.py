"""guides.json: roles, effective stages and the articles' lists as data, beside the pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
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
    yield from _lines(sorted(domain.data["roles"]), partial(_role, domain))
    yield '},\n"articles": {\n'
    yield from _lines(sorted(domain.articles), partial(_article, domain))
    yield "}}\n"


def _lines(names: list[str], record: Callable[[str], dict[str, Any]]) -> Iterator[str]:
    between = ""
    for name in names:
        shown = json.dumps(published(record(name)), ensure_ascii=False)
        yield f"{between}{json.dumps(name)}: {shown}"
        between = ",\n"


def _role(domain: GuideDomain, name: str) -> dict[str, Any]:
    role = domain.record(name)
    return {**role, "stages": list(role["stages"].values())}


def _article(domain: GuideDomain, name: str) -> dict[str, Any]:
    article = domain.whole_articles[name]
    return {"title": article["title"], "part": domain.part_of(name), "lists": article["lists"]}


def setup(app: Sphinx) -> None:
    """Registers the writer."""
    app.connect("build-finished", write_data)
