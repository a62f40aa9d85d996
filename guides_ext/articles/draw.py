"""Copies of an article's nodes that work from another page.

A copy must not drag its document along (``deepcopy`` keeps ``node.document``, and with it the
whole environment), its ids must be unique where two stages draw in the same section, its
references must lead from the page that they stand on, and its footnotes come along.
"""

from __future__ import annotations

import itertools
import posixpath
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from guides_ext.articles.record import items_of
from guides_ext.nodes import for_roles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

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
        self._trees: dict[str, nodes.document] = {}
        self._sections: dict[str, list[nodes.section]] = {}
        self._lists: dict[str, dict[str, list[nodes.Element]]] = {}
        self._footnotes: dict[str, list[nodes.footnote]] = {}

    def tree(self, docname: str) -> nodes.document:
        """The unresolved doctree of a document; not to be changed."""
        if docname not in self._trees:
            self._trees[docname] = self.env.get_doctree(docname)
        return self._trees[docname]

    def section(self, docname: str, number: int) -> nodes.section:
        """A section by its number in the article's record."""
        if docname not in self._sections:
            self._sections[docname] = list(self.tree(docname).findall(nodes.section))
        return self._sections[docname][number]

    def footnotes(self, docname: str) -> list[nodes.footnote]:
        """All footnotes of a document, wherever they stand in it."""
        if docname not in self._footnotes:
            self._footnotes[docname] = list(self.tree(docname).findall(nodes.footnote))
        return self._footnotes[docname]

    def item(self, docname: str, key: str, index: int) -> nodes.Element:
        """An item of a list by the list's key in its document."""
        if docname not in self._lists:
            self._lists[docname] = lists_by_key([self.tree(docname)])
        return self._lists[docname][key][index]


def lists_by_key(trees: Iterable[nodes.Element]) -> dict[str, list[nodes.Element]]:
    """The items of each list in the trees that has a key; scripts of one key are items of it."""
    lists: dict[str, list[nodes.Element]] = {}
    for tree in trees:
        for node in tree.findall(nodes.Element):
            if key := node.get("list"):
                lists.setdefault(key, []).extend(items_of(node))
    return lists


class Footnotes:
    """The footnotes that have been drawn into a page, numbered after those of its own."""

    def __init__(self, page: nodes.document) -> None:
        labels = [
            label.astext()
            for note in page.findall(nodes.footnote)
            for label in note.findall(nodes.label)
        ]
        own = [int(one) for one in labels if one.isdigit()]
        self._numbers = itertools.count(1 + max(own, default=0))
        self._drawn: dict[str, tuple[nodes.footnote, str]] = {}

    def drawn(self, name: str) -> tuple[nodes.footnote, str] | None:
        """A footnote that is on the page already, by its id there, and its number."""
        return self._drawn.get(name)

    def number(self, name: str, footnote: nodes.footnote) -> str:
        """Gives a footnote the next number of the page."""
        number = str(next(self._numbers))
        self._drawn[name] = (footnote, number)
        label = next(footnote.findall(nodes.label), None)
        if label is not None:
            label.replace_self(nodes.label("", number))
        return number


class Drawer:
    """Draws nodes of one article into one stage of a role's page.

    :param page: the document that the copies will stand in
    :param prefix: of all ids, unique for role and stage; that of the article is added
    :param roles: the names that a ``for-roles`` block may know the role by
    :param footnotes: those of the page; shared by all drawers of a page
    """

    def __init__(
        self,
        articles: Articles,
        builder: Builder,
        page: str,
        article: str,
        prefix: str,
        roles: set[str],
        footnotes: Footnotes,
    ) -> None:
        self.articles, self.builder = articles, builder
        self.page, self.article = page, article
        self.prefix, self.roles = f"{prefix}-{nodes.make_id(article)}", roles
        self.footnotes = footnotes

    def draw(
        self, originals: Iterable[nodes.Node], without: tuple[type[nodes.Node], ...] = ()
    ) -> list[nodes.Node]:
        """Copies of the nodes, adapted, followed by the footnotes that they are the first to need.

        :param without: the kinds of node that stay behind
        """
        box = nodes.container("", *(node.deepcopy() for node in originals))
        self._filter(box, without)
        box.extend(self._new_footnotes(box))
        kept = {name for node in box.findall(nodes.Element) for name in node["ids"]}
        for node in list(box.findall(nodes.Element)):
            self._reference(node, kept)
        for one in box.findall():
            self._rename(one)
        drawn = list(box.children)
        box.clear()
        for one in drawn:
            one.parent = None
        return drawn

    def _filter(self, box: nodes.Element, without: tuple[type[nodes.Node], ...]) -> None:
        """Leaves out what is for other roles, and what has no place on this page."""
        for block in list(box.findall(for_roles)):
            mine = self.roles & set(block["roles"])
            block.replace_self(block.children[1:] if mine else [])  # the first says for whom
        for node in list(box.findall(lambda one: isinstance(one, (*DROPPED, *without)))):
            node.parent.remove(node)

    def _new_footnotes(self, box: nodes.Element) -> list[nodes.Node]:
        """Copies of footnotes at the article's end that are not on the page yet."""
        originals = {n: f for f in self.articles.footnotes(self.article) for n in f["ids"]}
        copies: list[nodes.Node] = []
        here = {name: note for note in box.findall(nodes.footnote) for name in note["ids"]}
        references: dict[str, list[nodes.footnote_reference]] = {}
        for reference in box.findall(nodes.footnote_reference):
            references.setdefault(reference.get("refid", ""), []).append(reference)
        for name, named in references.items():
            drawn = self.footnotes.drawn(f"{self.prefix}-{name}")
            if drawn:
                footnote, number = drawn
                footnote["backrefs"] += [f"{self.prefix}-{i}" for r in named for i in r["ids"]]
            elif name in here or name in originals:
                footnote = here.get(name) or originals[name].deepcopy()
                number = self.footnotes.number(f"{self.prefix}-{name}", footnote)
                footnote["backrefs"] = [i for r in named for i in r["ids"]]
                if name not in here:
                    copies.append(footnote)
            else:
                continue
            for reference in named:
                reference.clear()
                reference += nodes.Text(number)
        return copies

    def _reference(self, node: nodes.Element, kept: set[str]) -> None:
        """Makes a reference lead from the page to where it led from the article."""
        if isinstance(node, addnodes.pending_xref):
            target = node.get("reftarget", "")
            article = posixpath.join("/" + self.article, "..", target)
            relative = posixpath.normpath(article)[1:]
            known = relative in self.articles.env.all_docs
            if known and (node["reftype"], node.get("refdomain")) in DOCUMENT_REFERENCES:
                node["reftarget"] = "/" + relative
            node["refdoc"] = self.page
        elif self._leads_out(node, kept):
            if isinstance(node, nodes.target):
                node.parent.remove(node)  # it names what is not drawn in
            else:
                self._leave(node, node["refid"])

    def _leads_out(self, node: nodes.Element, kept: set[str]) -> bool:
        if "refid" not in node or node["refid"] in kept:
            return False
        return self.footnotes.drawn(f"{self.prefix}-{node['refid']}") is None

    def _leave(self, node: nodes.Element, anchor: str) -> None:
        """Turns a reference that leaves what is drawn into one to the article."""
        link = reference_to(self.builder, self.page, self.article, anchor, *node.children)
        if isinstance(link, nodes.reference):
            link["classes"] = node["classes"]
        node.replace_self(link)

    def _rename(self, node: nodes.Node) -> None:
        """Unique ids, no names, no document."""
        node.document = None  # type: ignore[assignment]  # docutils says None is fine
        if not isinstance(node, nodes.Element):
            return
        node["names"], node["dupnames"] = [], []
        node["ids"] = [f"{self.prefix}-{name}" for name in node["ids"]]
        if "backrefs" in node:
            node["backrefs"] = [f"{self.prefix}-{name}" for name in node["backrefs"]]
        if "refid" in node:
            node["refid"] = f"{self.prefix}-{node['refid']}"


DOCUMENT_REFERENCES = {("doc", "std"), ("any", None), ("myst", None)}
"""The references whose target may be a document, relative to the one that they stand in."""
