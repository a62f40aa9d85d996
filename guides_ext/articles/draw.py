"""Copies of an article's nodes that work from another page.

A copy must not drag its document along (``deepcopy`` keeps ``node.document``, and with it the
whole environment), its ids must be unique where two stages draw in the same section, its
references must lead from the page that they stand on, and its footnotes come along.
"""

from __future__ import annotations

import itertools
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri

from guides_ext.articles.record import items_of, sections_of
from guides_ext.parts.for_roles import for_roles
from guides_ext.parts.letter import is_letter
from guides_ext.parts.listings import listing
from guides_ext.record.stage import is_for

AT_THE_END = (nodes.footnote, nodes.transition)
"""What MyST puts below an article: the footnotes, which come along by themselves, and a line."""

DROPPED = (addnodes.index, addnodes.toctree, nodes.system_message)


def reference_to(
    builder: Builder, page: str, document: str, anchor: str, *content: nodes.Node
) -> nodes.Element:
    """A link from ``page`` to a place in a document; its text alone where that has no address."""
    try:
        uri = builder.get_relative_uri(page, document)
    except NoUri:
        return nodes.inline("", "", *content)
    return nodes.reference("", "", *content, refuri=f"{uri}#{anchor}".rstrip("#"), internal=True)


class Articles:
    """The doctrees of the articles, read once a build, and what is found in them."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.env = env
        self.tree: Callable[[str], nodes.document] = cache(env.get_doctree)
        """The unresolved doctree of a document; not to be changed."""
        self._sections = cache(lambda docname: sections_of(self.tree(docname)))
        self._lists = cache(lambda docname: lists_by_key([self.tree(docname)]))
        self.footnotes = cache(lambda docname: list(self.tree(docname).findall(nodes.footnote)))
        """All footnotes of a document, wherever they stand in it."""

    def section(self, docname: str, number: int) -> nodes.section:
        """A section by its number in the article's record; a whole document is made one."""
        found = self._sections(docname)[number]
        if isinstance(found, nodes.section):
            return found
        body = [child for child in found.children if not isinstance(child, AT_THE_END)]
        return nodes.section("", *(child.deepcopy() for child in body))

    def item(self, docname: str, key: str, index: int) -> nodes.Element:
        """An item of a list by the list's key in its document."""
        return self._lists(docname)[key][index]


def lists_by_key(trees: Iterable[nodes.Element]) -> dict[str, list[nodes.Element]]:
    """The items of each list in the trees that has a key; scripts of one key are items of it."""
    lists: dict[str, list[nodes.Element]] = {}
    for tree in trees:
        for node in tree.findall(nodes.Element):
            if key := node.get("list"):
                lists.setdefault(key, []).extend(items_of(node))
    return lists


class Note(NamedTuple):
    """A footnote on a page: its node, number and id."""

    footnote: nodes.footnote
    number: str
    name: str


class Drawn:
    """What has been drawn into a page: the ids in use, and the footnotes with their numbers.

    Args:
        document: the page, or a merged document of which the page is a part.
    """

    def __init__(self, document: nodes.document) -> None:
        elements = list(document.findall(nodes.Element))
        self.ids = {name for node in elements for name in node["ids"]}
        notes = (node for node in elements if isinstance(node, nodes.footnote))
        labels = [label.astext() for note in notes for label in note.findall(nodes.label)]
        own = [int(one) for one in labels if one.isdigit()]
        self._numbers = itertools.count(1 + max(own, default=0))
        self.notes: dict[tuple[str, ...], dict[str, Note]] = {}
        """The footnotes that have been drawn in already: role, stage and article → name."""

    def prefix(self, wanted: str, names: Iterable[str]) -> str:
        """``wanted``, with a number behind it where an id of the page would stand there twice."""
        names = set(names)
        for number in itertools.count(1):
            prefix = wanted if number == 1 else f"{wanted}-{number}"
            ids = {f"{prefix}-{name}" for name in names}
            if self.ids.isdisjoint(ids):
                break
        self.ids |= ids
        return prefix

    def numbered(self, footnote: nodes.footnote, name: str) -> Note:
        """A footnote with the next number of the page; ``name`` is its id there."""
        number = str(next(self._numbers))
        label = next(footnote.findall(nodes.label), None)
        if label is not None:
            label.replace_self(nodes.label("", number))
        return Note(footnote, number, name)


@dataclass
class Drawer:
    """Draws nodes of articles into one stage of a role's page.

    Args:
        docname: the document that the copies will stand in.
        stage: the stage that draws, the first part of all ids.
        role: the role's document, which some ``for-roles`` blocks are for.
        drawn: what has been drawn into it already; shared by all drawers of a page.
    """

    articles: Articles
    builder: Builder
    docname: str
    stage: str
    role: str
    drawn: Drawn
    article: str = ""  # that is drawn at the moment

    def draw(
        self,
        article: str,
        originals: Iterable[nodes.Node],
        without: tuple[type[nodes.Node], ...] = (),
    ) -> list[nodes.Node]:
        """Copies of an article's nodes, adapted, followed by the footnotes that they are the first
        to need.

        Args:
            without: the kinds of node that stay behind.
        """
        self.article = article
        box = nodes.container("", *(node.deepcopy() for node in originals))
        self._filter(box, without)
        box.extend(self._missing_footnotes(box))
        names = {name for node in box.findall(nodes.Element) for name in node["ids"]}
        name = re.sub(r"\W+", "-", self.article.rpartition("/")[2])  # in whatever alphabet
        prefix = self.drawn.prefix(f"{self.stage}-{name}", names)
        ids = {name: f"{prefix}-{name}" for name in names} | self._number_footnotes(box, prefix)
        for node in list(box.findall(nodes.Element)):
            self._reference(node, ids)
        for one in box.findall():
            self._rename(one, ids)
        copies = list(box.children)
        box.clear()
        for one in copies:
            one.parent = None
        return copies

    def _filter(self, box: nodes.Element, without: tuple[type[nodes.Node], ...]) -> None:
        """Leaves out what is for other roles, and what has no place on this page."""
        for block in list(box.findall(for_roles)):
            if is_for(self.role, block["roles"]):
                block.replace_self(block.children[1:])  # the first says for whom
            else:
                block.parent.remove(block)
        for node in list(box.findall(lambda one: isinstance(one, (*DROPPED, *without)))):
            node.parent.remove(node)
        named = {one.get("refid") for one in box.findall(nodes.footnote_reference)}
        for note in list(box.findall(nodes.footnote)):
            if named.isdisjoint(note["ids"]):
                note.parent.remove(note)  # another section's, since reST leaves them where they are

    def _missing_footnotes(self, box: nodes.Element) -> list[nodes.Node]:
        """Copies of the article's footnotes that are named here and not on the page yet."""
        originals = {n: f for f in self.articles.footnotes(self.article) for n in f["ids"]}
        here = {name for note in box.findall(nodes.footnote) for name in note["ids"]}
        trees: list[nodes.Element] = [box]
        for tree in trees:  # a footnote may name another one
            for name in [one.get("refid") for one in tree.findall(nodes.footnote_reference)]:
                if name in originals and name not in here and name not in self._notes:
                    here.add(name)
                    trees.append(originals[name].deepcopy())
        return [*trees[1:]]

    @property
    def _notes(self) -> dict[str, Note]:
        return self.drawn.notes.setdefault((self.docname, self.stage, self.article), {})

    def _number_footnotes(self, box: nodes.Element, prefix: str) -> dict[str, str]:
        """Numbers footnotes and what names them; gives the ids of those on the page before."""
        here = {name: note for note in box.findall(nodes.footnote) for name in note["ids"]}
        for name, footnote in here.items():
            self._notes[name] = self.drawn.numbered(footnote, f"{prefix}-{name}")
            footnote["backrefs"] = []
        before: dict[str, str] = {}
        for reference in box.findall(nodes.footnote_reference):
            if note := self._notes.get(name := reference.get("refid", "")):
                reference.clear()
                reference += nodes.Text(note.number)
                note.footnote["backrefs"] += [f"{prefix}-{one}" for one in reference["ids"]]
                before[name] = note.name
        return before

    def _reference(self, node: nodes.Element, ids: dict[str, str]) -> None:
        """Makes a reference lead from the page to where it led from the article."""
        if isinstance(node, listing):
            node["docname"] = self.docname
        elif is_letter(node):
            node["stage"] = node.get("stage") or f"{self.role}/{self.stage}"
        elif isinstance(node, addnodes.pending_xref):
            target = node.get("reftarget", "")
            article = posixpath.join("/" + self.article, "..", target)
            relative = posixpath.normpath(article)[1:]
            known = relative in self.articles.env.all_docs
            if known and (node["reftype"], node.get("refdomain") or "") in DOCUMENT_REFERENCES:
                node["reftarget"] = "/" + relative
            node["refdoc"] = self.docname
        elif "refid" in node and node["refid"] not in ids:
            if isinstance(node, nodes.target):
                node.parent.remove(node)  # it names what is not drawn in
            else:
                place = (self.builder, self.docname, self.article, node["refid"])
                link = reference_to(*place, *node.children)
                if isinstance(link, nodes.reference):
                    link["classes"] = node["classes"]
                node.replace_self(link)

    def _rename(self, node: nodes.Node, ids: dict[str, str]) -> None:
        """Unique ids, no names, no document."""
        node.document = None  # type: ignore[assignment]  # docutils says None is fine
        if not isinstance(node, nodes.Element):
            return
        node["names"], node["dupnames"] = [], []
        node["ids"] = [ids[name] for name in node["ids"]]
        if "backrefs" in node and not isinstance(node, nodes.footnote):  # theirs are known already
            node["backrefs"] = [ids[name] for name in node["backrefs"] if name in ids]
        if "refid" in node:
            node["refid"] = ids.get(node["refid"], node["refid"])


DOCUMENT_REFERENCES = {("doc", "std"), ("any", ""), ("myst", "")}
"""The references whose target may be a document, relative to the one that they stand in."""
