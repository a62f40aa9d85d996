"""guides.json: roles, effective stages and the articles' lists as data, beside the pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from guides_ext.builder import shows_parts
from guides_ext.domain import Records, guide_domain
from guides_ext.handbook.freshness import shows_the_same
from guides_ext.record.data import VERSION
from guides_ext.record.text import published

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from guides_ext.domain import GuideDomain

FILE = "guides.json"


def guides_data(domain: GuideDomain) -> dict[str, Any]:
    """What guides.json says; its shape is ``schema/guides.schema.json``."""
    roles = {name: domain.record(name) for name in sorted(domain.data["roles"])}
    articles = {name: _article(domain, name) for name in sorted(domain.articles)}
    shown = {name: {**one, "stages": list(one["stages"].values())} for name, one in roles.items()}
    data: dict[str, Any] = published({"version": VERSION, "roles": shown, "articles": articles})
    return data


def _article(domain: GuideDomain, name: str) -> dict[str, Any]:
    article = domain.kept(Records).articles[name]
    return {"title": article["title"], "part": domain.part_of(name), "lists": article["lists"]}


def write_data(app: Sphinx, exception: Exception | None) -> None:
    """Writes guides.json into the output of an HTML builder, where it has changed."""
    if exception is not None or not shows_parts(app.builder):
        return
    path, domain = Path(app.outdir) / FILE, guide_domain(app.env)
    if path.is_file() and not domain.changed and shows_the_same(app):
        return
    text = _written(guides_data(domain))
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def _written(data: dict[str, Any]) -> str:
    """JSON with a line for each role and article: indented, it takes ten times as long to write."""

    def lines(key: str) -> str:
        items = ",\n".join(f"{_json(name)}: {_json(one)}" for name, one in data[key].items())
        return f"{_json(key)}: {{\n{items}\n}}"

    return f'{{"version": {data["version"]},\n{lines("roles")},\n{lines("articles")}}}\n'


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def setup(app: Sphinx) -> None:
    """Registers the writer."""
    app.connect("build-finished", write_data)
