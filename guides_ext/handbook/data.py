"""guides.json: roles, effective stages and the articles' lists as data, beside the pages."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from guides_ext.builder import shows_parts
from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.files import write
from guides_ext.handbook.signature import output_of
from guides_ext.record.data import VERSION
from guides_ext.record.text import published

FILE = "guides.json"


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Writes guides.json into the output of an HTML builder, where it has changed."""
    if exception is not None or not shows_parts(app.builder):
        return
    path, domain, output = Path(app.outdir) / FILE, guide_domain(app.env), output_of(app.env)
    if FILE in output.files and not domain.changed and output.shown == domain.data["shown"]:
        return
    text = _written(domain)
    try:
        if output.files.get(FILE) != sha256(text.encode()).hexdigest():
            write(path, text)
    except OSError as error:
        raise SphinxError(f"the output cannot be written: {error}") from error


def _written(domain: GuideDomain) -> str:
    """The file, a line for each role and article; its shape is ``schema/guides.schema.json``.

    With indents it would take ten times as long to write, and as a whole many times the memory.
    """
    roles = (_line(name, _role(domain, name)) for name in sorted(domain.data["roles"]))
    articles = (_line(name, _article(domain, name)) for name in sorted(domain.articles))
    joined = ",\n".join
    return (
        f'{{"version": {VERSION},\n'
        f'"roles": {{\n{joined(roles)}}},\n'
        f'"articles": {{\n{joined(articles)}}}}}\n'
    )


def _role(domain: GuideDomain, name: str) -> dict[str, Any]:
    role = domain.record(name)
    return {**role, "stages": list(role["stages"].values())}


def _article(domain: GuideDomain, name: str) -> dict[str, Any]:
    article = domain.whole_articles[name]
    return {"title": article["title"], "part": domain.part_of(name), "lists": article["lists"]}


def _line(name: str, record: dict[str, Any]) -> str:
    return f"{json.dumps(name)}: {json.dumps(published(record), ensure_ascii=False)}"


def setup(app: Sphinx) -> None:
    """Registers the writer."""
    app.connect("build-finished", write_data)
