"""Words to say aloud, and the cue that says when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.heading import heading
from guides_ext.parts.markup import with_text
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, Kinds, beside, data
from guides_ext.parts.visitors import between
from guides_ext.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from guides_ext.model.text import MarkdownText
    from guides_ext.parts.markup import Markup


class speech(Part):
    """Words that may be said aloud: blocks of text."""

    def lower(self) -> list[nodes.Node]:
        """A block quote."""
        return [nodes.block_quote("", *self.children)]


class script(Part):
    """A cue (:class:`heading`, may be missing) and a :class:`speech`.

    ``at``: the kind of timebox in which a stage says it, empty for none.
    """

    def lower(self) -> list[nodes.Node]:
        """A definition with the cue as its term, or the speech alone."""
        if not self.has_cue:
            return list(self.children)
        head, *rest = self.children
        return [nodes.definition_list("", defined(head.children, rest))]

    @property
    def has_cue(self) -> bool:
        """Whether it is said at a cue, and not as its timebox begins."""
        return isinstance(self.children[0], heading)

    def heading_tags(self) -> tuple[str, str]:
        """A caption."""
        return "<figcaption>", "</figcaption>\n"


def said(text: MarkdownText, markup: Markup) -> speech:
    """Words to say aloud."""
    return speech("", *markup.block(text))


def script_of(
    item: Mapping[str, Any], cue: Sequence[nodes.Node], markup: Markup, key: str = ""
) -> script:
    """Words to say of a role file.

    Args:
        item: its record, with its texts as they are written.
        cue: the words of its cue, none where it has none.
        key: by which it is found again in its document.
    """
    head = [heading("", "", *cue, translatable=False)] if cue else []
    return script("", *head, said(item["text"], markup), list=key)


def when(item: Mapping[str, Any], markup: Markup) -> list[nodes.Node]:
    """The cue of words that are said within a timebox, if they have one."""
    return with_text(_("When %s"), item["cue"], markup) if item["cue"] else []


class Script(GuideDirective):
    """Words to say aloud; the argument is the cue."""

    written = "script"
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "at": directives.unchanged_required,
        **GuideDirective.option_spec,
    }

    def part(self) -> script:
        """The cue and the words.

        Raises:
            Misuse: when there are no words.
        """
        content = self.parse_content_to_nodes()
        if not content:
            raise Misuse("expected the words to say, got nothing")
        return script("", *self._cue(), speech("", *content), at=self.at())

    def _cue(self) -> list[nodes.Node]:
        if not self.arguments:
            return []
        found, messages = self.parse_inline(self.arguments[0])
        cue = heading(self.arguments[0], "", *found)
        self.set_source_info(cue)
        return [cue, *messages]


def depart_speech(self: HTML5Translator, node: Any) -> None:
    """The end of the words; in a question also of the row that they share with its number."""
    self.body.append("</blockquote>\n" + getattr(node.parent, "after_speech", ""))


def print_speech(content: Content, node: Any) -> list[Data]:
    """Words to say."""
    return [data("speech", content.inside(node))]


def print_script(content: Content, node: Any) -> list[Data]:
    """Words to say, beside their cue where they have one."""
    head, *rest = node.children if node.has_cue else [nodes.inline(), *node.children]
    return [beside(content.inside(head), content.all(rest))]


PRINTED: Kinds = {speech: print_speech, script: print_script}


def setup(app: Sphinx) -> None:
    """Registers the nodes and the directive."""
    app.add_node(speech, html=(between("blockquote", "guide-say")[0], depart_speech))
    app.add_node(script, html=between("figure", "guide-script"))
    app.add_directive(Script.written, Script)
