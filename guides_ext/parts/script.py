"""Words to say aloud, and the cue that says when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.directive import GuideDirective
from guides_ext.parts.heading import heading
from guides_ext.parts.markup import Markup, with_text
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, beside, data
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.model.text import MarkdownText


class speech(Part):
    """Words that may be said aloud: blocks of text."""

    tag, css_class = "blockquote", "guide-say"

    def lower(self) -> list[nodes.Node]:
        """A block quote."""
        return [nodes.block_quote("", *self.children)]

    def end(self, html: HTML5Translator) -> None:
        """The end of the words; in a question also of the row that they share with its number."""
        html.body.append("</blockquote>\n" + getattr(self.parent, "after_speech", ""))

    def printed(self, content: Content) -> list[Data]:
        """Words to say."""
        return [data("speech", content.inside(self))]


class script(Part):
    """A cue (:class:`heading`, may be missing) and a :class:`speech`.

    ``at``: the kind of timebox in which a stage says it, empty for none.
    """

    tag, css_class = "figure", "guide-script"

    @property
    def has_cue(self) -> bool:
        """Whether it is said at a cue, and not as its timebox begins."""
        return isinstance(self.head, heading)

    def lower(self) -> list[nodes.Node]:
        """A definition with the cue as its term, or the speech alone."""
        if not self.has_cue:
            return list(self.children)
        return [nodes.definition_list("", defined(self.head.children, self.rest))]

    def heading_tags(self) -> tuple[str, str]:
        """A caption."""
        return "<figcaption>", "</figcaption>\n"

    def printed(self, content: Content) -> list[Data]:
        """Words to say, beside their cue where they have one."""
        if not self.has_cue:
            return [beside([], content.inside(self))]
        return [beside(content.inside(self.head), content.all(self.rest))]


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
        content = self.parsed("the words to say, got nothing")
        return script("", *self._cue(), speech("", *content), at=self.at())

    def _cue(self) -> list[nodes.Node]:
        if not self.arguments:
            return []
        found, messages = self.parse_inline(self.arguments[0])
        cue = heading(self.arguments[0], "", *found)
        self.set_source_info(cue)
        return [cue, *messages]
