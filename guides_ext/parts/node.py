"""The base of our nodes, and how each is lowered to docutils' own nodes.

HTML and print show these nodes as they are. For every other builder the transform
:class:`Lower` replaces them by nodes that every writer knows, so no writer needs
visitors of ours, and none meets a table inside a table.

Whatever a reader reads is a child of its node, never an attribute: search, gettext and
references see it. Attributes hold numbers and states.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

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

    object_type: ClassVar[str] = ""
    """What it is in the domain where it has a name."""

    heading_class: ClassVar[str] = ""
    """The class of its heading in HTML."""

    deepens: ClassVar[bool] = False
    """Whether the headings of parts in it are a level below its own."""

    def called(self) -> str:
        """What a reference to it is called when the author gives it no words."""
        return str(self.get("reftitle", "")) or words_of(self.children[:1])

    def lower(self) -> list[nodes.Node]:
        """The nodes of docutils that replace this one; its children are lowered already."""
        return list(self.children)

    def heading_tags(self) -> tuple[str, str] | None:
        """What stands around its heading in HTML, where that is no heading there."""
        return None


class TextPart(Prefixed, nodes.General, nodes.TextElement):
    """A line of text of ours, lowered to a paragraph."""

    shown: ClassVar[bool] = True
    """Whether a reader of the page sees it."""

    def lower(self) -> list[nodes.Node]:
        """A paragraph with the same content."""
        return [nodes.paragraph("", "", *self.children)]


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """The elements around a node, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def bold(content: Iterable[nodes.Node]) -> nodes.paragraph:
    """A line in bold, in place of a heading."""
    return nodes.paragraph("", "", nodes.strong("", "", *content))


def defined(
    term: Iterable[nodes.Node], content: Iterable[nodes.Node]
) -> nodes.definition_list_item:
    """An item of a definition list."""
    return nodes.definition_list_item("", nodes.term("", "", *term), nodes.definition("", *content))


class Lower(SphinxPostTransform):
    """Replaces our nodes by docutils' own, for builders that do not know them."""

    # After the stages are filled (5), before references are resolved (10).
    default_priority: ClassVar[int] = 6

    def run(self, **kwargs: Any) -> None:
        """Lowers the innermost parts first."""
        builder = builder_of(self.env)
        if keeps_parts(builder) or not builder.use_message_catalog:
            return  # the latter takes the authors' words out of our nodes
        for node in reversed(list(self.document.findall(is_part))):
            replacement = node.lower()  # type: ignore[attr-defined]
            if replacement != [node]:
                _replace(node, replacement)
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


def is_part(node: nodes.Node) -> bool:
    """Whether a node is ours."""
    return isinstance(node, Part | TextPart)


def _replace(node: nodes.Node, replacement: list[nodes.Node]) -> None:
    """Puts ``replacement`` in its place; ids and classes go to the first element of it."""
    node.replace_self(replacement or [nodes.comment()])  # type: ignore[attr-defined]
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


def setup(app: Sphinx) -> None:
    """Registers the transforms; the nodes themselves are registered with their visitors."""
    app.add_transform(InnerRules)
    app.add_post_transform(Lower)
