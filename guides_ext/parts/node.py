"""The base of our nodes: each says what it is in HTML, on paper, and for all other builders.

HTML and print show these nodes as they are. For every other builder the transform
:class:`Lower` replaces them by nodes that every writer knows, so no writer needs
visitors of ours, and none meets a table inside a table.

Whatever a reader reads is a child of its node, never an attribute: search, gettext and
references see it. Attributes hold numbers and states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.writers.html5 import HTML5Translator

from guides_ext.builder import builder_of, keeps_parts
from guides_ext.parts.printed import Content, Data, data
from guides_ext.parts.runs import words_of

KINDS: list[type[Part]] = []
"""Every class of ours."""


class Part(nodes.General, nodes.Element):
    """A node of ours."""

    object_type: ClassVar[str] = ""
    """What it is in the domain where it has a name."""

    tag: ClassVar[str] = ""
    """Its tag in HTML; nothing is written of the node itself where it has none."""

    css_class: ClassVar[str] = ""

    end_tag: ClassVar[str] = ""
    """What ends it in HTML, where that is not its tag alone."""

    heading_class: ClassVar[str] = ""
    """The class of its heading in HTML."""

    deepens: ClassVar[bool] = False
    """Whether the headings of parts in it are a level below its own."""

    shown: ClassVar[bool] = True
    """Whether a reader of the page sees it."""

    def __init_subclass__(cls) -> None:
        """Gives the class the prefix ``guide_`` in the eyes of docutils.

        Writers find the visitor of a node by the name of its class, and ``row`` or ``caption`` are
        theirs already.
        """
        super().__init_subclass__()
        cls.__name__ = f"guide_{cls.__name__}"
        KINDS.append(cls)

    @property
    def head(self) -> Any:
        """Its first child, which says what the rest is."""
        return self.children[0]

    @property
    def rest(self) -> list[Any]:
        """All children but the first."""
        return self.children[1:]

    def called(self) -> str:
        """What a reference to it is called when the author gives it no words."""
        return str(self.get("reftitle", "")) or words_of(self.children[:1])

    def lower(self) -> list[nodes.Node]:
        """The nodes of docutils that replace this one; its children are lowered already."""
        return list(self.children)

    def start(self, html: HTML5Translator) -> None:
        """Writes what stands before its children in HTML: the tag, with ids and classes."""
        if self.tag:
            html.body.append(html.starttag(self, self.tag, CLASS=self.css_class))

    def end(self, html: HTML5Translator) -> None:
        """Writes what stands after its children in HTML."""
        if self.tag:
            html.body.append(self.end_tag or f"</{self.tag}>\n")

    def heading_tags(self) -> tuple[str, str] | None:
        """What stands around its heading in HTML, where that is no heading there."""
        return None

    def printed(self, content: Content) -> list[Data]:
        """The data that print sets."""
        return content.inside(self)


class TextPart(Part, nodes.TextElement):
    """A line of text of ours, lowered to a paragraph."""

    def lower(self) -> list[nodes.Node]:
        """A paragraph with the same content."""
        return [nodes.paragraph("", "", *self.children)]


# What many nodes are lowered to ----------------------------------------------------------------


def itself(part: Part) -> list[nodes.Node]:
    """Left for the node around it, which knows what becomes of it."""
    return [part]


def gone(part: Part) -> list[nodes.Node]:
    """Nothing: it repeats as a picture, or for a reader of a screen, what stands beside it."""
    return []


def headed_in_bold(part: Part) -> list[nodes.Node]:
    """Its heading in bold, then the rest."""
    return [bold(part.head.children), *part.rest]


def bullets_of(part: Part) -> list[nodes.Node]:
    """A bullet list of its children."""
    return [nodes.bullet_list("", *part.children, bullet="-")]


def list_item_of(part: Part) -> list[nodes.Node]:
    """An item of a list."""
    return [nodes.list_item("", *part.children)]


def definitions_of(part: Part) -> list[nodes.Node]:
    """A definition list of its children."""
    return [nodes.definition_list("", *part.children)]


def definition_of(part: Part) -> list[nodes.Node]:
    """An item of a definition list: its heading, then the rest."""
    return [defined(part.head.children, part.rest)]


# What many nodes are on paper ------------------------------------------------------------------


def headed(part: Part, content: Content) -> list[Data]:
    """A heading, then the rest."""
    return [data("headed", content.all(part.rest), title=content.inside(part.head))]


# What they share -------------------------------------------------------------------------------


def bold(content: Iterable[nodes.Node]) -> nodes.paragraph:
    """A line in bold, in place of a heading."""
    return nodes.paragraph("", "", nodes.strong("", "", *content))


def defined(
    term: Iterable[nodes.Node], content: Iterable[nodes.Node]
) -> nodes.definition_list_item:
    """An item of a definition list."""
    return nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *content))


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """The elements around a node, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


class Lower(SphinxPostTransform):
    """Replaces our nodes by docutils' own, for builders that do not know them."""

    # After the stages are filled (5), before references are resolved (10).
    default_priority: ClassVar[int] = 6

    def run(self, **kwargs: Any) -> None:
        """Lowers the innermost parts first."""
        builder = builder_of(self.env)
        if keeps_parts(builder) or not builder.use_message_catalog:
            return  # the latter takes the authors' words out of our nodes
        for part in reversed(list(self.document.findall(Part))):
            replacement = part.lower()
            if replacement != [part]:
                _replace(part, replacement)
        if builder.format in FLAT:
            for table in reversed(list(self.document.findall(nodes.table))):
                if any(isinstance(one, nodes.table) for one in ancestors(table)):
                    table.replace_self(_without_cells(table))


FLAT = ("text", "man")
"""The formats whose writers know no table inside a table, as when a list of ours stands in one."""


def _without_cells(table: nodes.table) -> nodes.definition_list:
    """A table as a list: the first cell of each row, then its other cells."""
    items = []
    for line in table.findall(nodes.row):
        first, *others = line.children
        content = [block for one in others for block in one.children]
        term = [one for block in first.children for one in block.children]
        items.append(defined(term, content))
    return nodes.definition_list("", *items)


def _replace(part: Part, replacement: list[nodes.Node]) -> None:
    """Puts ``replacement`` in its place; ids and classes go to the first element of it."""
    part.replace_self(replacement or [nodes.comment()])
    if replacement and isinstance(item := replacement[0], nodes.definition_list_item):
        term = next(item.findall(nodes.term))
        term["ids"], item["ids"] = item["ids"], []  # writers see those of the term only


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


def visit(self: HTML5Translator, node: Part) -> None:
    """Writes the start of any of our nodes."""
    node.start(self)


def depart(self: HTML5Translator, node: Part) -> None:
    """Writes the end of any of our nodes."""
    node.end(self)


def setup(app: Sphinx) -> None:
    """Registers all our nodes, and the transforms."""
    for kind in KINDS:
        app.add_node(kind, html=(visit, depart))
    app.add_transform(InnerRules)
    app.add_post_transform(Lower)
