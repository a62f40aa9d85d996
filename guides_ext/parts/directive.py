"""What our directives share: a node with a name and a class, and complaints with a place."""

from __future__ import annotations

import linecache
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from myst_parser.mocking import MockState
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from guides_ext.domain import GuideDomain, guide_domain
from guides_ext.model.ids import TIMEBOX_KINDS
from guides_ext.model.nearest import there_are
from guides_ext.model.problems import Problem
from guides_ext.parts.markup import line_of
from guides_ext.parts.node import Part

if TYPE_CHECKING:
    from guides_ext.model.text import MarkdownText


T = TypeVar("T")

logger = logging.getLogger(__name__)


class Misuse(Exception):
    """A directive that cannot be what its author meant.

    Args:
        message: what is wrong; empty where that has been said already.
        line: where, if not where the directive begins.
    """

    def __init__(self, message: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class GuideDirective(SphinxDirective):
    """A directive of ours: ``part`` makes its node, ``run`` does what all have in common."""

    written: ClassVar[str]
    """The name that an author types."""

    below: Sequence[nodes.Node] = ()
    """What stands below the node: ``part`` may put something here."""

    has_content = True
    option_spec: ClassVar[dict[str, Any]] = {
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """The node, with its name, class and place; nothing but a warning when misused."""
        try:
            node = self.part()
        except Misuse as misuse:
            if str(misuse):
                self.warn(str(misuse), misuse.line or self.line)
            return []
        node["classes"] += self.options.get("class", [])
        self.set_source_info(node)
        self.add_name(node)
        return [node, *self.below]

    def part(self) -> nodes.Element:
        """The node of this directive.

        Raises:
            Misuse: when it cannot be made.
        """
        raise NotImplementedError

    def parsed(self, expected: str) -> list[nodes.Node]:
        """What its body becomes in the page's own markup.

        Raises:
            Misuse: when it is empty; the message says what was expected.
        """
        content = self.parse_content_to_nodes()
        if not content:
            raise Misuse(f"expected {expected}")
        return content

    def at(self) -> str:
        """The kind of timebox that ``:at:`` names, in which a stage has this; empty for none.

        Raises:
            Misuse: when there is no such kind.
        """
        kind = str(self.options.get("at", "")).strip()
        if kind and kind not in TIMEBOX_KINDS:
            raise Misuse(f"no kind of timebox '{kind}'{there_are(kind, TIMEBOX_KINDS)}")
        return kind

    # Places ------------------------------------------------------------------------------------

    @property
    def domain(self) -> GuideDomain:
        """The domain that keeps what spans documents."""
        return guide_domain(self.env)

    @property
    def file(self) -> str:
        """The source file, as warnings name it."""
        return str(self.get_source_info()[0])

    @property
    def line(self) -> int:
        """The line that the directive begins in, counted from 1, in its own file."""
        return int(self.get_source_info()[1])

    @property
    def first_line(self) -> int:
        """The line of the body's first line, counted from 1; MyST counts from the directive."""
        if self._myst_offset or not self.content:
            return self.content_offset + 1 + self._myst_offset
        return int(self.content.offset(0)) + 1

    @property
    def _myst_offset(self) -> int:
        state: object = self.state  # MyST stands in for it with a class of its own
        return self.lineno if isinstance(state, MockState) else 0

    def column(self, line: int) -> int:
        """The column in which a line of the body, or another one, begins, counted from 1."""
        linecache.checkcache(self.file)
        source = linecache.getline(self.file, line).rstrip()
        index = line - self.first_line
        text = self.content[index].rstrip() if 0 <= index < len(self.content) else source.lstrip()
        return max(1, source.rfind(text) + 1) if text else 1

    def place_of(self, word: str) -> str:
        """The place of a word in the line that the directive begins in."""
        linecache.checkcache(self.file)
        column = linecache.getline(self.file, self.line).rfind(word) + 1
        return f"{self.file}:{self.line}:{column or self.column(self.line)}"

    def place(self, line: int) -> str:
        """The place where a line of this file begins."""
        return f"{self.file}:{line}:{self.column(line)}"

    def warn(self, message: str, line: int) -> None:
        """A warning at a line of this file."""
        message = f"{self.written}: {message}"
        logger.warning(message, location=self.place(line), type="guides", subtype="directive")

    def read(self, reader: Callable[[str, str, int], tuple[T, list[Problem]]]) -> T:
        """What the model reads in a YAML body; says what it found wrong with it.

        Args:
            reader: takes the body, its file and the line that it starts in.

        Raises:
            Misuse: when one of the problems is an error.
        """
        found, problems = reader("\n".join(self.content), self.file, self.first_line)
        for problem in problems:
            place = problem.place
            column = place.column + self.column(place.line) - 1
            logger.warning(
                f"{self.written}: {problem.path}: {problem.message}".replace(": : ", ": "),
                location=f"{self.file}:{place.line}:{column}",
                type="guides",
                subtype="directive",
            )
        if any(problem.severity == "error" for problem in problems):
            raise Misuse
        return found

    def fields(self, kind: str) -> dict[str, Any]:
        """The fields of the part of a role that a YAML body is; none where there is no body.

        Args:
            kind: the name of its class.

        Raises:
            Misuse: it has errors, which have been said.
        """
        # Imported where it is read: a build in which nothing is need not wait for the model.
        from guides_ext.model import stage
        from guides_ext.model.load import read_part
        from guides_ext.record.role import fields_of

        part = self.read(partial(read_part, getattr(stage, kind)))
        return fields_of(part) if part else {}

    # Markup ------------------------------------------------------------------------------------

    def block(self, text: MarkdownText) -> list[nodes.Node]:
        """Blocks of a text of a YAML body, in the page's own markup."""
        lines = text.markdown.splitlines()
        places = [(self.file, line - 1) for line in text.lines[: len(lines)]]
        box = nodes.Element()
        offset = text.place.line - 1 - self._myst_offset
        self.state.nested_parse(StringList(lines, items=places), offset, box)
        return list(box.children)

    def inline(self, text: MarkdownText) -> nodes.inline:
        """A line of a YAML body, in the page's own markup."""
        found, messages = self.parse_inline(text.markdown, lineno=text.place.line)
        return line_of(text, *found, *messages, file=self.file)


def note_named(app: Sphinx, document: nodes.document) -> None:
    """Keeps what a reference to a node of ours is called, once Sphinx has taken its label."""
    if not document.nameids:
        return  # nothing on the page has a name, as on that of a role
    docname, domain = app.env.docname, guide_domain(app.env)
    labels = app.env.domains.standard_domain.labels
    for node in document.findall(Part):
        for name in node["names"]:
            labels[name] = (docname, node["ids"][0], node.called())
        if node["names"] and node.object_type:
            full = f"{docname}/{node['names'][0]}"
            domain.note_object(node.object_type, full, node["ids"][0], node.called())


class NameLinks(SphinxTransform):
    """Shows in ``[](#name)`` what the node of ours is called; MyST looks for titles alone."""

    default_priority = 878  # right before MyST resolves its links

    def apply(self, **kwargs: Any) -> None:
        """Fills each link without words that leads to a node of ours."""
        if not self.document.nameids:
            return
        called = {
            f"#{name}": node.called()
            for node in self.document.findall(Part)
            for name in node["names"]
        }
        for link in self.document.findall(nodes.reference):
            if link.get("id_link") and not link.children and link["refuri"] in called:
                link += nodes.inline("", called[link["refuri"]], classes=["std", "std-ref"])


def setup(app: Sphinx) -> None:
    """Registers what gives names to nodes of ours, and words to links to them."""
    app.connect("doctree-read", note_named)
    app.add_transform(NameLinks)
