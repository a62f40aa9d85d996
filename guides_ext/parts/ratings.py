"""Anchored ratings: what each level of a competency looks like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from guides_ext.parts.directive import GuideDirective, Misuse
from guides_ext.parts.heading import caption, heading
from guides_ext.parts.lists import bullets
from guides_ext.parts.markup import Markup, built_in, titled
from guides_ext.parts.node import Part, defined
from guides_ext.parts.printed import Content, Data, data
from guides_ext.parts.rows import labelled_rows
from guides_ext.parts.runs import words_of
from guides_ext.words import _

if TYPE_CHECKING:
    from guides_ext.model.text import MarkdownText


class scale(Part):
    """Anchored levels that read across: a :class:`caption`, then a :class:`scale_row` each.

    ``levels``: their numbers, lowest first. ``below_its_title``: it need not say it on paper.
    """

    object_type: ClassVar[str] = "competency"
    tag = "table"

    def called(self) -> str:
        """Its first competency."""
        return words_of([next(self.findall(heading))])

    def lower(self) -> list[nodes.Node]:
        """A definition list: the competency, then its levels."""
        return [self.head, nodes.definition_list("", *self.rest)]

    def start(self, html: HTML5Translator) -> None:
        """A table with explicit roles, since it is laid out as blocks on a phone."""
        css_class = f"guide-scale guide-levels-{len(self['levels'])}"
        html.body.append(html.starttag(self, "table", CLASS=css_class, role="table"))

    def printed(self, content: Content) -> list[Data]:
        """Competencies, each with its levels one under another."""
        items = [
            {
                "title": [
                    *content.anchors(row),
                    *([] if self.get("below_its_title") else content.inside(row.head)),
                ],
                "known": [one for about in row.findall(known) for one in content.inside(about)],
                "levels": [one.as_data(content) for one in row.rest if isinstance(one, level)],
            }
            for row in self.rest
        ]
        return [data("p", content.inside(self.head), look="lead"), data("scale", items=items)]


class scale_row(Part):
    """One competency: a :class:`heading`, :class:`known` (may be missing), then a :class:`level`
    for each of the scale.

    ``needs``: the level that the job needs, or None.
    """

    tag, end_tag = 'tbody role="rowgroup"', "</tr></tbody>\n"

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list that holds the levels as another."""
        levels = [one for one in self.rest if isinstance(one, nodes.definition_list_item)]
        about = [one for one in self.rest if one not in levels]
        return [defined(self.head.children, [*about, nodes.definition_list("", *levels)])]

    def heading_tags(self) -> tuple[str, str]:
        """A row of its own above the cells."""
        span = len(self.parent["levels"])
        head = f'<tr role="row"><th colspan="{span}" role="rowheader" scope="rowgroup">'
        return head, '</th></tr>\n<tr role="row">'

    def start(self, html: HTML5Translator) -> None:
        """A competency; the head of the table stands before the first one."""
        if self.parent.index(self) == 1:
            heads = "".join(
                f'<th role="columnheader" scope="col"><b>{one["level"]}</b> '
                f"{html.encode(one.head.astext())}</th>"
                for one in self.findall(level)
            )
            html.body.append(f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n')
        super().start(html)


class known(Part):
    """What is known of a competency whatever the level: what it means, what it looks like here."""

    tag, end_tag = "td", '</td></tr>\n<tr role="row">'

    def start(self, html: HTML5Translator) -> None:
        """A cell across all levels."""
        span = len(self.parent.parent["levels"])
        html.body.append(f'<td role="cell" class="guide-known" colspan="{span}">')


class level(Part):
    """A :class:`heading` with the word for a level, which may be empty, and what it looks like.

    ``level``: its number. ``needed``: the words that say that the job needs it, or "".
    """

    def lower(self) -> list[nodes.Node]:
        """An item of a definition list."""
        name: list[nodes.Node] = [nodes.Text(str(self["level"]))]
        name += [nodes.Text(" "), *self.head.children] if self.head.children else []
        name += [nodes.Text(f" ({self['needed']})")] if self["needed"] else []
        return [defined(name, self.rest or [nodes.paragraph("", "–")])]

    def heading_tags(self) -> tuple[str, str]:
        """A label."""
        return f'<p class="guide-level"><b>{self["level"]}</b> ', "</p><div>"

    def start(self, html: HTML5Translator) -> None:
        """A cell; its own label is shown where the head of the table is not."""
        state = ' class="guide-needed"' if self["needed"] else ""
        html.body.append(f'<td role="cell"{state}>')

    def end(self, html: HTML5Translator) -> None:
        """That the job needs it, and the end of the cell."""
        needed = html.encode(self["needed"])
        html.body.append(f'<p class="guide-need">{needed}</p>' if needed else "")
        html.body.append("</div></td>")

    def as_data(self, content: Content) -> dict[str, Any]:
        """What print sets of it."""
        return {
            "level": self["level"],
            "word": content.inside(self.head),
            "needed": self["needed"],
            "c": content.all(self.rest) or ["–"],
        }


def scale_of(
    rated: Sequence[tuple[str, dict[str, Any]]],
    words: Mapping[str, MarkdownText],
    markup: Markup,
    *,
    above: object,
) -> scale:
    """A scale.

    Args:
        rated: records of competencies, each with the anchor of its row, empty for none. In a stage
            they have their letter, and what they look like here.
        words: the name of each level, lowest first; without it, the levels that are anchored.
        above: the sentence above the table.
    """
    numbers = sorted(words or {number for _id, one in rated for number in one["levels"]})
    shown = [_row(anchor, one, numbers, words, markup) for anchor, one in rated]
    return scale("", built_in(above, caption), *shown, levels=list(map(int, numbers)))


def _row(
    anchor: str,
    one: dict[str, Any],
    numbers: list[str],
    words: Mapping[str, MarkdownText],
    markup: Markup,
) -> scale_row:
    cells = [
        level(
            "",
            titled(words[number], markup) if number in words else built_in(""),
            *(markup.block(one["levels"][number]) if number in one["levels"] else []),
            level=int(number),
            needed=str(_("the job needs this")) if int(number) == one["needs"] else "",
        )
        for number in numbers
    ]
    title = heading("", "", *lettered(one, markup), translatable=False)
    about = _known(one, markup)
    return scale_row("", title, *about, *cells, needs=one["needs"], ids=[anchor] if anchor else [])


def lettered(one: dict[str, Any], markup: Markup) -> list[nodes.Node]:
    """The title of a competency, in a stage behind its letter there."""
    title = markup.inline(one["title"])
    return [nodes.strong("", one["letter"]), nodes.Text(" "), title] if "letter" in one else [title]


def _known(one: dict[str, Any], markup: Markup) -> list[nodes.Node]:
    """What is said of a competency before its levels."""
    means = markup.block(one["means"]) if one["means"] and "letter" in one else []
    here = one.get("here")
    more = labelled_rows(
        [
            (_("In this stage"), markup.block(here) if here else []),
            (_("Listen for"), bullets(one["look_for"], markup)),
        ]
    )
    return [known("", *means, *more)] if means or more else []


class CompetencyDirective(GuideDirective):
    """A competency, a YAML mapping with the keys of a role file's competencies."""

    written = "competency"

    def part(self) -> scale:
        """The levels of the competency, as a table that reads across; below it why it counts.

        Raises:
            Misuse: when the body is no competency.
        """
        one = self.fields("Competency")
        if not one or not one["title"].markdown or not one["levels"]:
            raise Misuse("expected a competency (write 'title: …' and 'levels: …')")
        node = scale_of([("", one)], {}, self, above="")
        if one["means"]:
            node[0] = titled(one["means"], self, caption)
        self.below = self.block(one["why"]) if one["why"] else []
        return node
