"""Where references lead, and the words that those without words of their own take from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.environment import BuildEnvironment
from sphinx.errors import NoUri

from guides_ext.builder import builder_of
from guides_ext.record.data import ArticleRecord
from guides_ext.record.text import Run


class Reference(NamedTuple):
    """What a document refers to, as it stands in its doctree before it is resolved."""

    domain: str
    kind: str
    target: str
    anchor: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether MyST found neither a document nor a file of this name when it was read."""
        return self.kind == "myst" and self.domain != "doc"


def words_of_reference(
    env: BuildEnvironment, articles: Mapping[str, ArticleRecord], run: Run, docname: str
) -> str:
    """What a reference without words of its own says: the title of what it leads to.

    Args:
        articles: the records of all articles.
        run: what it says itself; its link is ``domain:type:target``.
        docname: the document that it stands in.
    """
    domain, kind, target = run.link.split(":", 2)
    if kind == "myst" and (title := _title_of_myst(articles, target, docname)):
        return title
    found = _resolved(env, Reference(domain, kind, target), docname, run.text)
    return str(found.astext()) if found is not None else run.text


def leads_to(env: BuildEnvironment, one: Reference, docname: str) -> tuple[str, ...]:
    """Where a reference of a document leads, and the words that it would have."""
    if one.domain == "doc":
        slugs = env.metadata.get(one.target, {}).get("myst_slugs", {})
        title = env.titles.get(one.target)
        section = slugs.get(one.anchor, ("", "", ""))[1:]
        return (title.astext() if title else "", *section)
    found = _resolved(env, one, docname, "")
    if found is None:
        return ()
    return (found.astext(), *(str(found.get(key, "")) for key in ("refuri", "refid")))


def _resolved(env: BuildEnvironment, one: Reference, docname: str, text: str) -> Any:
    """The node that a reference becomes; None where it leads nowhere."""
    node = pending_xref(
        "", refdomain=one.domain, reftype=one.kind, reftarget=one.target, refdoc=docname,
        refexplicit=False,
    )  # fmt: skip
    shown = nodes.inline("", text)
    with suppress(NoUri, NotImplementedError):  # the builder of changes has no addresses at all
        if one.kind in ("any", "myst"):
            return next(_any(env, node, shown), None)
        has_number = one.kind != "numref" or env.config.numfig
        if one.domain in env.domains and has_number:
            return env.domains[one.domain].resolve_xref(
                env, docname, builder_of(env), one.kind, one.target, node, shown
            )
    return None


def _any(
    env: BuildEnvironment, node: pending_xref, shown: nodes.Element
) -> Iterator[nodes.Element]:
    """All that ``any`` may mean, as Sphinx looks for it: a document first."""
    asked, target = (env, node["refdoc"], builder_of(env)), node["reftarget"]
    if document := env.domains.standard_domain.resolve_xref(*asked, "doc", target, node, shown):
        yield document
    for domain in env.domains.sorted():
        with suppress(NotImplementedError):  # some domains have nothing to say
            yield from (one for _, one in domain.resolve_any_xref(*asked, target, node, shown))


def _title_of_myst(articles: Mapping[str, ArticleRecord], target: str, docname: str) -> str:
    """The title of a section that MyST names by its document and its slug."""
    document, _hash, anchor = target.partition("#")
    article = articles.get(document or docname)
    if not anchor:
        return article["title"] if article else ""
    number = article["anchors"].get(anchor) if article else None
    return article["sections"][number]["title"] if article and number is not None else ""
