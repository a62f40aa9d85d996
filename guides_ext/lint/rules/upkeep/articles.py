"""Articles: what is unfinished, dead or unused."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import word_set
from guides_ext.lint.subjects import (
    DRAFT,
    ArticleView,
    DeadLink,
    Passage,
)


@rule(Passage, "draft-marker", severity="error")
def draft_marker(passage: Passage) -> Iterator[Hit]:
    for found in DRAFT.finditer(passage.text):
        yield Hit(passage.at(found), f"a mark of a draft: {found.group()!r}")


@rule(ArticleView, "empty-section", severity="error")
def empty_section(view: ArticleView) -> Iterator[Hit]:
    for section in view.sections:
        if section.empty:
            yield Hit(section.place, f"nothing is in section {section.title!r}")


_HTML = word_set(
    """a abbr address area article aside audio b base bdi bdo blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog div dl dt
    em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header
    hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu
    meta meter nav noscript object ol optgroup option output p picture pre progress q rp rt
    ruby s samp script search section select slot small source span strong style sub summary
    sup svg table tbody td template textarea tfoot th thead time title tr track u ul var
    video wbr path g circle rect line polyline polygon"""
)


@rule(ArticleView, "unknown-tag")
def unknown_tag(view: ArticleView) -> Iterator[Hit]:
    for name, place in view.tags:
        if name.casefold() not in _HTML:
            yield Hit(place, f"{name!r} is no tag that a page knows")


@rule(DeadLink, "dead-link", severity="error")
def dead_link(link: DeadLink) -> Iterator[Hit]:
    yield Hit(link.place, link.message)


@rule(ArticleView, "article-unused", severity="info")
def article_unused(view: ArticleView) -> Iterator[Hit]:
    if view.listed and not view.drawn:
        yield Hit(view.at, f"no role draws on {view.record['title']!r}")
