"""Copies of an article's nodes that work from another page.

A copy must not drag its document along (``deepcopy`` keeps ``node.document``, and with it the
whole environment), its ids must be unique where two stages draw in the same section, its
references must lead from the page that they stand on, and its footnotes come along.
"""

from __future__ import annotations

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

    def item(self, docname: str, key: str, index: int) -> nodes.Element:
        """An item of a list by the list's key in its document."""
        if docname not in self._lists:
            self._lists[docname] = lists_by_key(self.tree(docname))
        return self._lists[docname][key][index]


def lists_by_key(tree: nodes.Element) -> dict[str, list[nodes.Element]]:
    """The items of each list in a tree that has a key; scripts of one key are items of it."""
    lists: dict[str, list[nodes.Element]] = {}
    for node in tree.findall(nodes.Element):
        if key := node.get("list"):
            lists.setdefault(key, []).extend(items_of(node))
    return lists


class Drawer:
    """Draws nodes of one article into one stage of a role's page.

    :param page: the document that the copies will stand in
    :param prefix: of all ids, unique for role and stage
    :param roles: the names that a ``for-roles`` block may know the role by
    :param numbers: counts the footnotes of the page; shared by all drawers of a page
    """

    def __init__(
        self,
        articles: Articles,
        builder: Builder,
        page: str,
        article: str,
        prefix: str,
        roles: set[str],
        numbers: Iterable[int],
    ) -> None:
        self.articles, self.builder = articles, builder
        self.page, self.article = page, article
        self.prefix, self.roles = prefix, roles
        self.numbers = iter(numbers)

    def draw(self, originals: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Copies of the nodes, adapted, followed by the footnotes that they refer to."""
        box = nodes.container("", *(node.deepcopy() for node in originals))
        self._filter(box)
        footnotes = self._footnotes(box)
        box.extend(footnotes)
        kept = {name for node in box.findall(nodes.Element) for name in node["ids"]}
        for node in list(box.findall(nodes.Element)):
            self._reference(node, kept)
        for node in box.findall():
            self._rename(node)
        drawn = list(box.children)
        box.clear()
        for node in drawn:
            node.parent = None
        return drawn

    def _filter(self, box: nodes.Element) -> None:
        """Leaves out what is for other roles, and what has no place on this page."""
        for block in list(box.findall(for_roles)):
            block.replace_self(block.children if self.roles & set(block["roles"]) else [])
        for node in list(box.findall(lambda one: isinstance(one, DROPPED))):
            node.parent.remove(node)

    def _footnotes(self, box: nodes.Element) -> list[nodes.Node]:
        """Copies of the footnotes that stand at the article's end, numbered for this page."""
        tree = self.articles.tree(self.article)
        here = {name for node in box.findall(nodes.footnote) for name in node["ids"]}
        found: list[nodes.Node] = []
        for name in dict.fromkeys(r.get("refid") for r in box.findall(nodes.footnote_reference)):
            original = next((f for f in tree.findall(nodes.footnote) if name in f["ids"]), None)
            if original is not None and name not in here:
                found.append(original.deepcopy())
        for footnote in [*box.findall(nodes.footnote), *found]:
            self._number(footnote, box)
        return found

    def _number(self, footnote: nodes.Node, box: nodes.Element) -> None:
        assert isinstance(footnote, nodes.footnote)
        number = str(next(self.numbers))
        label = next(iter(footnote.findall(nodes.label)), None)
        if label is not None:
            label.replace_self(nodes.label("", number))
        references = [
            one
            for one in box.findall(nodes.footnote_reference)
            if one.get("refid") in footnote["ids"]
        ]
        for reference in references:
            reference.clear()
            reference += nodes.Text(number)
        footnote["backrefs"] = [name for one in references for name in one["ids"]]

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
        elif "refid" in node and node["refid"] not in kept:
            if isinstance(node, nodes.target):
                node.parent.remove(node)  # it names what is not drawn in
            else:
                self._leave(node, node["refid"])

    def _leave(self, node: nodes.Element, anchor: str) -> None:
        """Turns a reference that leaves what is drawn into one to the article."""
        link = reference_to(self.builder, self.page, self.article, anchor, *node.children)
        if isinstance(link, nodes.reference):
            link["classes"] = node["classes"]
        node.replace_self(link)

    def _rename(self, node: nodes.Node) -> None:
        """Unique ids, no names, no document."""
        node.document = None
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
