"""Articles: what is unfinished, dead or unused."""

from __future__ import annotations

from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import word_set
from guides_ext.lint.literature import SERIES
from guides_ext.lint.subjects import (
    DRAFT,
    ArticleView,
    DeadLink,
    Passage,
)


@rule(
    Passage,
    id="draft-marker",
    summary="No mark of a draft is left.",
    rationale="An interviewer who reads `TODO` in a guide trusts no other line of it.",
    source=SERIES,
    mend="finish the text, or take it out",
    severity="error",
    language="markdown",
    bad="""
    ## The welcome

    TODO say something about the door.
    """,
    good="""
    ## The welcome

    What is left to do is on the list at the door.
    """,
)
def draft_marker(passage: Passage) -> Iterator[Hit]:
    for found in DRAFT.finditer(passage.text):
        yield Hit(passage.at(found), f"a mark of a draft: {found.group()!r}")


@rule(
    ArticleView,
    id="empty-section",
    summary="No section is empty.",
    rationale="""A heading is a promise. What follows a mark of a draft does not count: it is a note
    of what is to be written.""",
    source=SERIES,
    mend="write it, or take the heading out",
    severity="error",
    language="markdown",
    bad="""
    ## The welcome

    ## The pairing

    Sit side by side.
    """,
    good="""
    ## The welcome

    ### At the door

    Be there.
    """,
)
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


@rule(
    ArticleView,
    id="unknown-tag",
    summary="No tag is left that means nothing on a page.",
    rationale="""A browser shows an unknown tag as nothing, and a tag of another page builder as
    letters; either way something is lost that the author meant.""",
    source=SERIES,
    mend="take it out, or put it in `code` where it is meant to be seen",
    language="markdown",
    bad="""
    Ask <candidate> for their own words.
    """,
    good="""
    Ask the <em>candidate</em> for their own words, and write `<candidate>` into the form.
    """,
)
def unknown_tag(view: ArticleView) -> Iterator[Hit]:
    for name, place in view.tags:
        if name.casefold() not in _HTML:
            yield Hit(place, f"{name!r} is no tag that a page knows")


@rule(
    DeadLink,
    id="dead-link",
    summary="No reference leads nowhere.",
    rationale="""A dead link on the day costs the minutes before the candidate comes in. Entries of
    a table of contents, pictures, files to download, and directives that name a role or a stage
    count too. What `suppress_warnings` in conf.py names does not.""",
    source=SERIES,
    mend="write what is there, or take the link out",
    severity="error",
    language="markdown",
    bad="""
    See [the welcome](welcoming.md#door).
    """,
    good="""
    # Welcoming

    See [above](#welcoming).
    """,
)
def dead_link(link: DeadLink) -> Iterator[Hit]:
    yield Hit(link.place, link.message)


@rule(
    ArticleView,
    id="article-unused",
    summary="Each article of a series is drawn on by a role.",
    rationale="What no role draws on is read by nobody in the week before, and grows old unseen.",
    source=SERIES,
    mend="name its sections under sections: of a stage, or take it out of the series",
    language="markdown",
    severity="info",
    bad="""
    # Walking

    Slowly.

    % file: landing.md
    # The series

    :::{series}
    example
    :::
    """,
    good="""
    # Walking

    This page is in no series.
    """,
)
def article_unused(view: ArticleView) -> Iterator[Hit]:
    if view.listed and not view.drawn:
        yield Hit(view.at, f"no role draws on {view.record['title']!r}")
