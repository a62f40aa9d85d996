"""From the doctree of a page to its texts, each with its line and what it is for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from guides_ext.articles.record import UNSEEN
from guides_ext.lint.sources import straight
from guides_ext.lint.subjects import ArticleView, Passage
from guides_ext.lint.suppression import MARK, Suppression, in_article
from guides_ext.model.problems import Place
from guides_ext.model.text import DRAFT
from guides_ext.parts.lists import item_list
from guides_ext.parts.node import ancestors
from guides_ext.parts.question import question
from guides_ext.parts.runs import lines_of
from guides_ext.parts.script import script, speech
from guides_ext.record.text import printable, words_in

if TYPE_CHECKING:
    from guides_ext.lint.sources import Sources
    from guides_ext.lint.subjects import Use
    from guides_ext.record.data import ArticleRecord

TEXTS = (nodes.paragraph, nodes.term, nodes.title, nodes.rubric, nodes.caption, nodes.attribution)
CODE = (nodes.literal, nodes.literal_block, nodes.comment)
SILENT = (*CODE, nodes.raw, nodes.system_message, nodes.topic)
LEADS = (nodes.reference, pending_xref, nodes.image)
LISTS = (nodes.bullet_list, nodes.enumerated_list)

_NOTE = re.compile(r"\d{1,2}[:.]\d\d\s")
_TAG = re.compile(r"</?([A-Za-z][\w.-]*+)[^<>]*+>|\{%-?\s*+(\w++)[^%]*+%\}")


def article_view(
    inside: Sequence[nodes.Node],
    record: ArticleRecord,
    file: str,
    sources: Sources,
    *,
    shown: bool,
    unused: bool,
    jurisdictions: tuple[str, ...],
) -> ArticleView:
    """What the rules look at in a page.

    Args:
        inside: all nodes of its document.
        shown: whether a series lists it, or a role draws on it.
        unused: whether no role draws on it, as far as anybody can tell.
    """
    passages = [*_passages(inside, file, sources, jurisdictions)]
    if shown:  # other pages may show what not to write
        passages += _notes(inside, file, sources)
    sections = (one for one in inside if isinstance(one, nodes.section) and one.children)
    titles = ((one[0].astext(), place_of(one, file, sources)) for one in sections if is_empty(one))
    tags = tuple(tags_in(inside, file, sources))
    return ArticleView(record, file, tuple(passages), tuple(titles), tags, unused)


def _passages(
    inside: Iterable[nodes.Node], file: str, sources: Sources, jurisdictions: tuple[str, ...]
) -> Iterator[Passage]:
    """The texts of a page; those in a row of a table, say, have one place."""
    alike: defaultdict[Place, list[str]] = defaultdict(list)
    for node in (node for node in inside if isinstance(node, TEXTS)):
        around = list(ancestors(node))  # asked for once: this is what linting a page takes
        if not any(isinstance(one, SILENT) for one in around):
            words, place = straight(prose_of(node)), place_of(node, file, sources, around)
            here, under = alike[place], above(node, around)
            here.append(words)
            number = len(here) - 1
            yield Passage(words, use_of(around), place, sources, under, here, number, jurisdictions)


def letter_in(
    letter: nodes.Element, file: str, sources: Sources
) -> tuple[str, set[str], tuple[Passage, ...]]:
    """The stage that a letter names, the ids of the sections around it, and its texts."""
    around: set[str] = set().union(*(one.get("ids", ()) for one in ancestors(letter)))
    return letter.get("stage", ""), around, tuple(_passages(letter.findall(), file, sources, ()))


def open_passages(inside: Iterable[nodes.Node], file: str, sources: Sources) -> tuple[Passage, ...]:
    """The texts of a page but for those in a block for others."""
    shown = [
        node
        for node in inside
        if not any("guide-for-roles" in one.get("classes", ()) for one in ancestors(node))
    ]
    return tuple(_passages(shown, file, sources, ()))


def _notes(inside: Iterable[nodes.Node], file: str, sources: Sources) -> Iterator[Passage]:
    """The lines of blocks that show how notes are taken: those that begin with a time."""
    for node in (node for node in inside if isinstance(node, nodes.literal_block)):
        start = place_of(node, file, sources)
        for line in filter(_NOTE.match, node.astext().split("\n")):
            yield Passage(line, "note", sources.find(line, start), sources)


def prose_of(node: nodes.Element) -> str:
    """The words of a text, without code."""
    if all(isinstance(one, nodes.Text) for one in node.children):  # most, and quickly told
        return " ".join(printable(node.astext()).split())
    lines = lines_of([node])
    words = (tuple(run for run in one if "c" not in run.style) for one in lines)
    return printable(words_in(words))


def place_of(
    node: nodes.Node, file: str, sources: Sources, around: Iterable[nodes.Node] | None = None
) -> Place:
    """The file and the line of a node, or of the nearest around it that has them.

    Args:
        file: the file of the page; what it includes has others.
        around: what is around the node, where it is known.
    """
    own = [node, *(ancestors(node) if around is None else around)]
    line = next((one.line for one in own if one.line), 1)
    source = next((one.source for one in own if one.source), None)
    return Place(sources.name(source, file) if source else file, line, 1)


def comments(inside: Iterable[nodes.Node], file: str, sources: Sources) -> Iterator[Suppression]:
    """What the comments of a page switch off: those of Markdown, of reStructuredText, of HTML."""
    seen: set[Place] = set()
    for node in filter(_is_comment, inside):
        rows = node.astext().split("\n")
        for row in (row.strip() for row in rows if MARK in row):
            written = _written(row, _near(node, len(rows), file, sources), sources)
            place = next((one for one in written if one not in seen), None)
            if place and (found := in_article(row, place, sources.lines(place.file))):
                seen.add(place)
                yield found


def _near(node: nodes.Node, rows: int, file: str, sources: Sources) -> Iterator[Place]:
    """Where to look for a comment of so many rows: it may have no place, or that of what stands
    before it, and in an included file even the file of that."""
    place = place_of(node, file, sources)
    yield Place(place.file, max(place.line - rows, 1), 1)  # docutils counts to a comment's end
    if beside := node.next_node(siblings=True, descend=False):
        yield Place(place_of(beside, file, sources).file, 1, 1)


def _written(row: str, near: Iterable[Place], sources: Sources) -> Iterator[Place]:
    for start in near:
        for number, line in enumerate(sources.lines(start.file)[start.line - 1 :], start.line):
            if row in line:
                yield Place(start.file, number, line.index(row) + 1)


def _is_comment(node: nodes.Node) -> bool:
    if isinstance(node, nodes.raw):
        return MARK in node.astext() and node.astext().lstrip().startswith("<!--")
    return isinstance(node, nodes.comment) and MARK in node.astext()


def use_of(around: Sequence[nodes.Element]) -> Use:
    """What a text is for: by the part of ours that it stands in, among what is around it."""
    part = next((one for one in around if isinstance(one, (script, question, item_list))), None)
    if isinstance(part, script):
        return "said"
    if isinstance(part, question):
        inside = around[: around.index(part) + 1]
        aloud = any(isinstance(one, speech) or "guide-say" in one["classes"] for one in inside)
        return "asked" if aloud else "wanted"
    kinds: dict[str, Use] = {"goals": "wanted", "non_goals": "unwanted"}
    return kinds.get(part["kind"], "prose") if part else "prose"


def above(node: nodes.Node, around: Iterable[nodes.Element]) -> tuple[str, ...]:
    """The headings of the sections, and the lead-ins of the lists, that a text stands under."""
    found = []
    inner = node
    for one in around:
        if isinstance(one, nodes.section) and inner is not one[0]:
            found.append(one[0].astext())
        if isinstance(inner, LISTS):
            place = one.index(inner)
            if place and isinstance(one[place - 1], nodes.paragraph):
                found.append(one[place - 1].astext())
        inner = one
    return tuple(found)


def is_empty(section: nodes.section) -> bool:
    """Whether there is nothing in a section, but for what follows a bare draft marker; a heading
    that is a link or a picture is something."""
    if any(isinstance(one, LEADS) for one in section[0].children):
        return False
    seen = [child for child in section.children[1:] if not isinstance(child, UNSEEN)]
    if seen and "guide-draft" in seen[0].get("classes", ()):  # type: ignore[attr-defined]
        return True
    if not seen or not isinstance(seen[0], nodes.paragraph):
        return not seen
    if not DRAFT.search(seen[0].astext()):  # most sections, and quickly told
        return False
    return not re.search(r"\w", DRAFT.sub("", prose_of(seen[0])))


def tags_in(
    inside: Iterable[nodes.Node], file: str, sources: Sources
) -> Iterator[tuple[str, Place]]:
    """HTML and Liquid tags, outside of code, in the order of the page; those of one line that are
    written alike once, since it is where the first of them is."""
    seen: set[tuple[str, Place]] = set()
    for node in (node for node in inside if isinstance(node, nodes.Text)):
        if not ("<" in node or "{" in node) or isinstance(node.parent, CODE):
            continue
        place = place_of(node, file, sources)
        for found in _TAG.finditer(node.astext()):
            name, written = found[1] or f"{{% {found[2]} %}}", (found.group(), place)
            if not found.group().startswith("</") and written not in seen:
                seen.add(written)
                yield name, sources.find(*written)
