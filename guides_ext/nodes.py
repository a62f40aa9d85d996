"""The nodes of a guide, and how each is lowered to docutils' own nodes.

HTML shows these nodes as they are (``html/visitors.py``). For every other builder the
transform :class:`Lower` replaces them by nodes that every writer knows, so no writer needs
visitors of ours, and none meets a table inside a table.

Whatever a reader reads is a child of its node, never an attribute: search, gettext and
references see it. Attributes hold numbers and states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext.builder import builder_of, keeps_parts
from guides_ext.parts.runs import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.application import Sphinx


class Prefixed:
    """Gives each node class the prefix ``guide_`` in the eyes of docutils.

    Writers find the visitor of a node by the name of its class, and ``row`` or ``caption`` are
    theirs already.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.__name__ = f"guide_{cls.__name__}"


class Part(Prefixed, nodes.General, nodes.Element):
    """A node of ours. ``lower`` says what stands in its place where no visitor knows it."""

    def called(self) -> str:
        """What a reference to it is called when the author gives it no words."""
        return str(self.get("reftitle", "")) or words_of(self.children[:1])

    def lower(self) -> list[nodes.Node]:
        """The nodes of docutils that replace this one; its children are lowered already."""
        return list(self.children)


class TextPart(Prefixed, nodes.General, nodes.TextElement):
    """A line of text of ours, lowered to a paragraph."""

    def lower(self) -> list[nodes.Node]:
        """A paragraph with the same content."""
        return [nodes.paragraph("", "", *self.children)]


# Layout ------------------------------------------------------------------------------------


class rows(Part):
    """Labels beside texts: a list of :class:`row`."""

    def lower(self) -> list[nodes.Node]:
        """A definition list."""
        return [nodes.definition_list("", *self.children)]


class row(Part):
    """One ``term`` and its ``definition``."""

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        return [nodes.definition_list_item("", *self.children)]


class fold(Part):
    """What may be folded away: a :class:`summary`, then the rest.

    ``drawn``: it holds a section of an article, and is a section of its own elsewhere.
    """

    def lower(self) -> list[nodes.Node]:
        """A section where one may stand, else the summary in bold above the rest."""
        head, *rest = self.children
        if self.get("drawn"):
            for bold in list(head.findall(nodes.strong)):
                bold.replace_self(bold.children)  # a title is bold as it is
            title = nodes.title("", "", *head.children)
            return [nodes.section("", title, *rest)]
        return [_bold(head.children), *rest]


class summary(TextPart):
    """The line of a :class:`fold` that stays."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`fold`, which knows what becomes of it."""
        return [self]


# Lists of a guide --------------------------------------------------------------------------


class item_list(Part):
    """Goals, non-goals or one phase of a checklist: a heading and a bullet list.

    Attributes: ``kind`` (``goals``, ``non_goals``, ``checklist``), ``phase`` (of a checklist),
    ``list`` (its key in the document).
    """

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the list."""
        head, *rest = self.children
        return [_bold(head.children), *rest]


class heading(TextPart):
    """The heading of a part; its level follows from where it stands."""

    def lower(self) -> list[nodes.Node]:
        """Left for its part, which knows what becomes of it."""
        return [self]


class caption(TextPart):
    """What a table says, in a sentence above it."""


class short(TextPart):
    """The short form of an item, last in it: the words of the sheet, in no page."""

    unread = True

    def lower(self) -> list[nodes.Node]:
        """Nothing: only a sheet has it."""
        return []


class pair(Part):
    """Goals beside non-goals."""


class for_roles(Part):
    """Content for some roles only. ``roles``: their docnames or last parts."""

    def lower(self) -> list[nodes.Node]:
        """The content, and a line that says for whom it is."""
        return [nodes.container("", *self.children, classes=["guide-for-roles"])]


class composed(Part):
    """Where a stage shows what its sections bring; filled by ``articles/compose.py``.

    Attributes: ``docname`` and ``stage`` of the role, ``part`` (``pair``, ``say``,
    ``checklist``, ``sections``). Its children are the stage's own lists.
    """


class listing(Part):
    """Where a page lists what other documents hold; filled when all of them are read.

    Attributes: ``kind`` (``roles``, ``coverage``, ``stage``, ``series``, ``competency``),
    ``targets`` (names of objects; documents for a series), ``docname`` of the page.
    """


# Time --------------------------------------------------------------------------------------


class agenda(Part):
    """A stage's timeboxes. ``minutes``: their sum."""

    def lower(self) -> list[nodes.Node]:
        """A definition list: when and what, then the words and notes."""
        return [nodes.definition_list("", *self.children)]


class timebox(Part):
    """A :class:`heading`, then what is said and done.

    Attributes: ``start`` and ``minutes`` (minutes), ``kind``, ``apart`` (without the candidate).
    """

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        head, *rest = self.children
        when = nodes.Text(f"{clock(self['start'])} ({self['minutes']}′) ")
        return [
            nodes.definition_list_item(
                "", nodes.term("", "", when, *head.children), nodes.definition("", *rest)
            )
        ]


class bar(Part):
    """When a meeting of a day is, as a picture.

    ``start`` and ``minutes`` on a line ``longest`` minutes long; ``apart``: without the candidate.
    """

    def lower(self) -> list[nodes.Node]:
        """Nothing: the minutes stand beside it."""
        return []


class legend(TextPart):
    """How to read the pictures of a timeline."""

    def lower(self) -> list[nodes.Node]:
        """Nothing: the pictures are gone."""
        return []


class strip(Part):
    """All stages of a role as one bar. ``stages``: a list of (minutes, is this one, apart)."""

    def lower(self) -> list[nodes.Node]:
        """Nothing: it repeats the timeline as a picture."""
        return []


class timeline(Part):
    """Who meets the candidate when: a list of :class:`day`."""

    def lower(self) -> list[nodes.Node]:
        """A bullet list."""
        return [nodes.bullet_list("", *self.children, bullet="-")]


class day(Part):
    """The meetings of one day: a :class:`heading`, then a :class:`stop` each."""

    def lower(self) -> list[nodes.Node]:
        """An item of a bullet list that holds the meetings as another."""
        head, *rest = self.children
        meetings = nodes.bullet_list("", *rest, bullet="-")
        return [nodes.list_item("", _bold(head.children), meetings)]


class stop(Part):
    """One meeting, or a break. ``apart``: without the candidate."""

    def lower(self) -> list[nodes.Node]:
        """An item of a bullet list."""
        return [nodes.list_item("", *self.children)]


# Words and questions -----------------------------------------------------------------------


class speech(Part):
    """Words that may be said aloud: blocks of text."""

    def lower(self) -> list[nodes.Node]:
        """A block quote."""
        return [nodes.block_quote("", *self.children)]


class script(Part):
    """A cue (:class:`heading`, may be missing) and a :class:`speech`."""

    def lower(self) -> list[nodes.Node]:
        """A definition with the cue as its term, or the speech alone."""
        if not isinstance(self.children[0], heading):
            return list(self.children)
        head, *rest = self.children
        return [_definition(head.children, rest)]


class question(Part):
    """A question: :class:`heading` (its number), :class:`speech`, then rows and a fold."""

    def called(self) -> str:
        """Its own words."""
        return words_of([next(self.findall(speech))])

    def lower(self) -> list[nodes.Node]:
        """A definition with the number as its term."""
        head, *rest = self.children
        return [_definition(head.children, rest)]


class question_group(Part):
    """A competency and its questions: a :class:`heading`, what it means, the questions."""

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the rest."""
        head, *rest = self.children
        return [_bold(head.children), *rest]


# Ratings -----------------------------------------------------------------------------------


class scale(Part):
    """Anchored levels that read across: a :class:`caption`, then a :class:`scale_row` each.

    ``levels``: their numbers, lowest first.
    """

    def called(self) -> str:
        """Its first competency."""
        return words_of([next(self.findall(heading))])

    def lower(self) -> list[nodes.Node]:
        """A definition list: the competency, then its levels."""
        above, *items = self.children
        return [above, nodes.definition_list("", *items)]


class scale_row(Part):
    """One competency: a :class:`heading`, then a :class:`level` for each of the scale.

    ``needs``: the level that the job needs, or None.
    """

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list that holds the levels as another."""
        head, *rest = self.children
        levels = nodes.definition_list("", *rest)
        return [
            nodes.definition_list_item(
                "", nodes.term("", "", *head.children), nodes.definition("", levels)
            )
        ]


class level(Part):
    """A :class:`heading` with the word for a level, which may be empty, and what it looks like.

    ``level``: its number. ``needed``: the words that say that the job needs it, or "".
    """

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        head, *content = self.children
        name: list[nodes.Node] = [nodes.Text(str(self["level"]))]
        name += [nodes.Text(" "), *head.children] if head.children else []
        name += [nodes.Text(f" ({self['needed']})")] if self["needed"] else []
        looks = nodes.definition("", *(content or [nodes.paragraph("", "–")]))
        return [nodes.definition_list_item("", nodes.term("", "", *name), looks)]


class coverage(Part):
    """Competencies by stages: a :class:`caption`, a head (:class:`coverage_row`), then the rows.

    Attribute ``hole`` on a row: no stage looks at this competency.
    """

    def lower(self) -> list[nodes.Node]:
        """A definition list: the competency, then the stages that look at it."""
        above, head, *body = self.children
        columns = [cell.astext() for cell in head.children[1:-1]]
        items = [_covered(line, columns) for line in body]
        return [above, nodes.definition_list("", *items)]


class coverage_row(Part):
    """A row of :class:`coverage`: cells, the first of which is its head."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`coverage`."""
        return [self]


class cell(TextPart):
    """A cell of :class:`coverage`. ``state``: ``main``, ``also``, ``hole`` or empty."""

    def lower(self) -> list[nodes.Node]:
        """Left for :class:`coverage`."""
        return [self]


# Lists of roles and articles ---------------------------------------------------------------


class cards(Part):
    """A list of :class:`card`."""

    def lower(self) -> list[nodes.Node]:
        """A definition list."""
        return [nodes.definition_list("", *self.children)]


class card(Part):
    """One role: a :class:`heading` with its name, purpose, facts, stages."""

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        head, *rest = self.children
        return [
            nodes.definition_list_item(
                "", nodes.term("", "", *head.children), nodes.definition("", *rest)
            )
        ]


class reading_list(Part):
    """The series in order: a list of :class:`reading`."""

    def lower(self) -> list[nodes.Node]:
        """An enumerated list."""
        return [nodes.enumerated_list("", *self.children, enumtype="arabic")]


class reading(Part):
    """One article: ``part`` (its number), ``minutes`` (of reading); its title and summary."""

    def lower(self) -> list[nodes.Node]:
        """An item of a list."""
        return [nodes.list_item("", *self.children)]


class in_series(Part):
    """Which part of its series an article is, or what comes before and after it."""


class stage_links(Part):
    """The stages of the page, kept within reach on a phone: a bullet list of links."""

    def lower(self) -> list[nodes.Node]:
        """Nothing: it repeats the contents list."""
        return []


class stage_panel(Part):
    """One stage on any page: a :class:`heading`, then its facts, lists and agenda."""

    def lower(self) -> list[nodes.Node]:
        """The heading in bold, then the rest."""
        head, *rest = self.children
        return [_bold(head.children), *rest]


# -------------------------------------------------------------------------------------------


def clock(minute: int) -> str:
    """``75`` → ``1:15``: hours and minutes since the start of a stage."""
    return f"{minute // 60}:{minute % 60:02}"


def short_of(item: nodes.Element) -> short | Literal[False] | None:
    """The short form of an item; False where it is not for the sheet, None where it has none."""
    if item.get("sheet") is False:
        return False
    return next((one for one in item.children if isinstance(one, short)), None)


def _bold(content: Iterable[nodes.Node]) -> nodes.paragraph:
    return nodes.paragraph("", "", nodes.strong("", "", *content))


def _definition(term: Iterable[nodes.Node], content: Iterable[nodes.Node]) -> nodes.definition_list:
    item = nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *content))
    return nodes.definition_list("", item)


def _covered(line: nodes.Node, columns: list[str]) -> nodes.definition_list_item:
    head, *cells = line.children
    if line.get("hole"):  # type: ignore[attr-defined]
        content = cells[0].astext()
    else:
        seen = zip(cells, columns, strict=False)
        content = ", ".join(f"{one.astext()}: {stage}" for one, stage in seen if one.astext())
    return nodes.definition_list_item(
        "",
        nodes.term("", "", *head.children),
        nodes.definition("", nodes.paragraph("", content)),
    )


PARTS: tuple[type[Part] | type[TextPart], ...] = tuple(
    found
    for found in globals().values()
    if isinstance(found, type)
    and issubclass(found, Part | TextPart)
    and found not in (Part, TextPart)
)
"""Every node class of ours."""


class Lower(SphinxPostTransform):
    """Replaces our nodes by docutils' own, for builders that do not know them."""

    # After the parts are composed (5), before references are resolved (10).
    default_priority: ClassVar[int] = 6

    def run(self, **kwargs: Any) -> None:
        """Lowers the innermost parts first."""
        builder = builder_of(self.env)
        if keeps_parts(builder) or not builder.use_message_catalog:
            return  # the latter takes the authors' words out of our nodes
        for node in reversed(list(self.document.findall(_is_part))):
            replacement = node.lower()  # type: ignore[attr-defined]
            if replacement != [node]:
                _replace(node, replacement)
        if builder.format in FLAT:
            for table in reversed(list(self.document.findall(nodes.table))):
                if any(isinstance(one, nodes.table) for one in ancestors(table)):
                    table.replace_self(_without_cells(table))


class InnerRules(SphinxTransform):
    """Writes out a rule (``---``) inside of an item or a quote, which Markdown allows.

    docutils knows rules between sections only: it warns of others, and before 0.22 fails.
    """

    default_priority = 829  # right before docutils looks at them

    def apply(self, **kwargs: Any) -> None:
        """Replaces each such rule by asterisks."""
        for rule in list(self.document.findall(nodes.transition)):
            if not isinstance(rule.parent, nodes.document | nodes.section):
                rule.replace_self(nodes.paragraph("", "* * *"))


FLAT = ("text", "man")
"""The formats whose writers know no table inside a table, as when a list of ours stands in one."""


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """The elements around a node, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _without_cells(table: nodes.table) -> nodes.definition_list:
    """A table as a list: the first cell of each row, then its other cells."""
    items = []
    for line in table.findall(nodes.row):
        first, *others = line.children
        content = [block for one in others for block in one.children]
        term = nodes.term("", "", *(one for block in first.children for one in block.children))
        items.append(nodes.definition_list_item("", term, nodes.definition("", *content)))
    return nodes.definition_list("", *items)


def _is_part(node: nodes.Node) -> bool:
    return isinstance(node, PARTS)


def _replace(node: nodes.Node, replacement: list[nodes.Node]) -> None:
    """Puts ``replacement`` in its place; ids and classes go to the first element of it."""
    node.replace_self(replacement or [nodes.comment()])  # type: ignore[attr-defined]
    if replacement and isinstance(item := replacement[0], nodes.definition_list_item):
        term = next(item.findall(nodes.term))
        term["ids"], item["ids"] = item["ids"], []  # writers see those of the term only


def setup(app: Sphinx) -> None:
    """Registers the transforms; the nodes themselves are registered with their visitors."""
    app.add_transform(InnerRules)
    app.add_post_transform(Lower)
