"""Upkeep: who keeps a guide true, and what is unfinished, dead or unused in it."""

from collections.abc import Iterator

from guides_ext.lint.engine import ROLE_FILE, Check, Hit, rule
from guides_ext.lint.folding import as_block, joined_to_above
from guides_ext.lint.lexicon import word_list
from guides_ext.lint.subjects import ArticleView, DeadLink, LibraryView, Passage, RoleView
from guides_ext.model.problems import Place, Problem
from guides_ext.model.text import DRAFT


def _said(severity: str) -> Check[Problem]:
    return lambda one: [Hit(one.place, one.text)] if one.severity == severity else []


role_file = rule(Problem, ROLE_FILE)(_said("error"))
role_file_doubt = rule(Problem, "role-file-doubt")(_said("warning"))


@rule(RoleView, "owner")
def owner(view: RoleView) -> Iterator[Hit]:
    if view.role.owner is None or DRAFT.search(view.role.owner):
        yield Hit(view.key("owner"), "nobody owns this guide")


@rule(RoleView, "review-date")
def review_date(view: RoleView) -> Iterator[Hit]:
    day = view.role.review_by
    if day is None:
        yield Hit(view.role.title.place, "no day by which this guide is read again")
    elif day < view.today:
        yield Hit(view.key("review_by"), f"this guide was to be read again by {day}")


@rule(LibraryView, "library-unused")
def library_unused(view: LibraryView) -> Iterator[Hit]:
    if not view.extended:
        yield Hit(Place(view.file, 1, 1), "no role extends this library")
    for kind, id, place in view.unused:
        yield Hit(place, f"no role uses the {kind} {id!r}")


@rule(Passage, "folded-text")
def folded_text(passage: Passage) -> Iterator[Hit]:
    text, lines = passage.written, passage.sources.lines(passage.place.file)
    if text and (row := joined_to_above(text, lines)):
        words = lines[row - 1].strip()
        place = Place(text.place.file, row, lines[row - 1].index(words) + 1)
        told = f"YAML joins this line to the one above: {words[:30]!r}"
        yield Hit(place, told, fix=as_block(text, lines))


@rule(Passage, "draft-marker")
def draft_marker(passage: Passage) -> Iterator[Hit]:
    for found in DRAFT.finditer(passage.text):
        yield Hit(passage.at(found), f"a mark of a draft: {found.group()!r}")


@rule(ArticleView, "empty-section")
def empty_section(view: ArticleView) -> Iterator[Hit]:
    for title, place in view.empty:
        yield Hit(place, f"nothing is in section {title!r}")


@rule(ArticleView, "unknown-tag")
def unknown_tag(view: ArticleView) -> Iterator[Hit]:
    for name, place in view.tags:
        if name.casefold() not in word_list("tags"):
            yield Hit(place, f"{name!r} is not a tag that a page knows")


@rule(DeadLink, "dead-link")
def dead_link(link: DeadLink) -> Iterator[Hit]:
    yield Hit(link.place, link.message)


@rule(ArticleView, "article-unused")
def article_unused(view: ArticleView) -> Iterator[Hit]:
    if view.unused:
        yield Hit(view.at, f"no role draws on {view.record['title']!r}")
