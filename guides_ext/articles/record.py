"""What an article holds that others draw on, as plain data.

A doctree goes in, an :class:`~guides_ext.record.data.ArticleRecord` comes out. On the way
each list of goals, non-goals, checklist items and words to say gets its key in the document
(``list-1``), by which ``articles/stage_parts.py`` finds its nodes again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from guides_ext.domain import guide_domain, source_file
from guides_ext.model.files import SUFFIX
from guides_ext.parts.for_roles import for_roles
from guides_ext.parts.heading import heading
from guides_ext.parts.listings import listing
from guides_ext.parts.lists import item_list, short_of
from guides_ext.parts.node import ancestors
from guides_ext.parts.runs import paragraphs_of, words_of
from guides_ext.parts.script import script
from guides_ext.record.data import (
    ArticleRecord,
    ItemRecord,
    ItemSource,
    ListRecord,
    SectionRecord,
)
from guides_ext.record.text import EMPTY, RichText, rich_text

LISTS = (item_list, script)
"""What a stage takes from the sections that it draws in."""

UNSEEN = (nodes.Invisible, nodes.system_message)
"""What a reader does not see."""

ASIDE = (*LISTS, *UNSEEN, nodes.footnote, nodes.citation, nodes.transition)
"""What may stand beside an article's one section: it comes along with others, or is not seen."""


def article_record(
    document: nodes.document, docname: str, file: str, metadata: Mapping[str, Any]
) -> ArticleRecord:
    """The record of one article.

    Args:
        document: its doctree, all labels resolved.
        file: its source, relative to the source root.
        metadata: its front matter, with MyST's heading slugs: slug → (line, id, title).
    """
    sections = sections_of(document)
    whole = len(sections) - 1 if isinstance(sections[-1], nodes.document) else 0
    numbers = {id(section): number for number, section in enumerate(sections)}
    notes = {name: note for note in document.findall(nodes.footnote) for name in note["ids"]}
    root = str(document["source"]).removesuffix(file)
    records = [_section(section, numbers, notes, root) for section in sections]
    lists = [
        _list(node, f"list-{number}", numbers, docname, file)
        for number, node in enumerate(_lists(document), start=1)
    ]
    if whole or not records[0]["title"]:
        records[whole]["title"] = str(metadata.get("title") or records[0]["title"] or docname)
    return {
        "document": docname,
        "title": records[whole]["title"],
        "sections": records,
        "anchors": {**_anchors(document, records, metadata.get("myst_slugs", {})), "": whole},
        "lists": lists,
    }


def sections_of(document: nodes.document) -> list[nodes.Element]:
    """The sections of an article; last the document itself, where no section holds all of it."""
    sections: list[nodes.Element] = list(document.findall(nodes.section))
    body = [one for one in document.children if not isinstance(one, ASIDE)]
    alone = len(body) == 1 and isinstance(body[0], nodes.section)
    return sections if alone else [*sections, document]


def items_of(node: nodes.Element) -> list[nodes.Element]:
    """The items of a list: its list items, or the script itself."""
    if isinstance(node, script):
        return [node]
    return [
        item
        for child in node.children
        if isinstance(child, nodes.bullet_list | nodes.enumerated_list)
        for item in child.children
        if isinstance(item, nodes.list_item)
    ]


def _lists(document: nodes.document) -> Iterator[nodes.Element]:
    return (node for node in document.findall(nodes.Element) if isinstance(node, LISTS))


def _section(
    section: nodes.Element, numbers: dict[int, int], notes: dict[str, nodes.footnote], root: str
) -> SectionRecord:
    title = next(iter(section.findall(nodes.title)), None)
    return {
        "title": words_of([title]) if title is not None else "",
        "ids": list(section["ids"]),
        "parent": _enclosing(section, numbers),
        "words": _words(section.children),
        "own_words": _words(section.children, (*LISTS, for_roles)),
        "own_words_for": [
            {"roles": list(one["roles"]), "words": _words(one.children[1:], LISTS)}
            for one in section.findall(for_roles)  # their first line says whom they are for
        ],
        "digest": _digest(section, notes, root),
        "line": section.line or 1,
    }


def _digest(section: nodes.Element, notes: dict[str, nodes.footnote], root: str) -> str:
    """Of all that is drawn in with a section, the footnotes that it names too; the same in
    whatever folder the sources are."""
    trees: list[nodes.Element] = [section]
    for tree in trees:
        named = (notes.get(one.get("refid", "")) for one in tree.findall(nodes.footnote_reference))
        trees += [note for note in named if note is not None and note not in trees]
    text = "".join(tree.pformat() for tree in trees).replace(root, "")
    return hashlib.sha256(text.encode()).hexdigest()


def _enclosing(node: nodes.Node, numbers: dict[int, int]) -> int:
    return next((numbers[id(one)] for one in ancestors(node) if id(one) in numbers), -1)


def _words(content: Iterable[nodes.Node], without: tuple[type[nodes.Node], ...] = ()) -> int:
    """Words to read, titles not counted; a picture or a listing counts as one."""
    count = 0
    for node in content:
        if isinstance(node, nodes.Text):
            count += len(node.split())
        elif isinstance(node, (nodes.title, *UNSEEN, *without)):
            continue
        elif isinstance(node, nodes.image | listing):
            count += 1
        elif isinstance(node, nodes.Element):
            count += _words(node.children, without)
    return count


def _anchors(
    document: nodes.document, sections: list[SectionRecord], slugs: Mapping[str, Any]
) -> dict[str, int]:
    """Fragment → section: labels before slugs before ids."""
    by_id = {name: number for number, one in enumerate(sections) for name in one["ids"]}
    anchors = dict(by_id)
    anchors |= {slug: by_id[name] for slug, (_, name, _) in slugs.items() if name in by_id}
    return anchors | {
        label: by_id[name]
        for label, name in document.nameids.items()
        if document.nametypes.get(label) and name in by_id
    }


def _list(
    node: nodes.Element, key: str, numbers: dict[int, int], docname: str, file: str
) -> ListRecord:
    node["list"] = key
    roles: list[str] = next(
        (one["roles"] for one in ancestors(node) if isinstance(one, for_roles)), []
    )
    items = [
        _item(item, {"document": docname, "list": key, "index": index}, file, roles)
        for index, item in enumerate(items_of(node))
    ]
    return {
        "kind": "say" if isinstance(node, script) else node["kind"],
        "phase": node.get("phase", ""),
        "at": node.get("at", ""),
        "list": key,
        "section": _enclosing(node, numbers),
        "for_roles": list(roles),
        "file": file,
        "line": node.line or 1,
        "items": items,
    }


def _item(item: nodes.Element, source: ItemSource, file: str, roles: list[str]) -> ItemRecord:
    cue = next(iter(item.findall(heading)), None)
    body = [child for child in item.children if child is not cue]
    line = next((one.line for one in item.findall() if getattr(one, "line", None)), None) or 1

    def text(content: Iterable[nodes.Node]) -> RichText:
        return rich_text(paragraphs_of(content), file, line)

    return {
        "text": text(body),
        "sheet": text(form.children) if (form := short_of(item)) else form,
        "file": file,
        "line": line,
        "source": source,
        "for_roles": list(roles),
        "cue": text([cue]) if cue is not None else EMPTY,
        "place": [],
    }


def take_record(app: Sphinx, document: nodes.document) -> None:
    """Gives the domain the record of each document that is not a role."""
    env, domain = app.env, guide_domain(app.env)
    docname = env.docname
    file = source_file(env, docname)
    if not file.endswith(SUFFIX):
        record = article_record(document, docname, file, env.metadata[docname])
        domain.articles[docname] = record


def setup(app: Sphinx) -> None:
    """Registers the handler."""
    app.connect("doctree-read", take_record)
