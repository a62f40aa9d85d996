"""HTML of our nodes: the markup that the design's pages were drawn with.

Every node has a visitor pair here, most of them nothing but a start and an end tag.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes as docutils_nodes

from guides_ext import nodes, words
from guides_ext.html import bars
from guides_ext.html.bars import Segment

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    Visit = Callable[[HTML5Translator, Any], None]
    Pair = tuple[Visit, Visit]


def between(tag: str, css_class: str = "", end: str = "") -> Pair:
    """Visitors that write a start tag, with the node's ids and classes, and its end tag."""

    def visit(self: HTML5Translator, node: Any) -> None:
        self.body.append(self.starttag(node, tag, CLASS=css_class))

    def depart(self: HTML5Translator, node: Any) -> None:
        self.body.append(end or f"</{tag}>\n")

    return visit, depart


def nothing(self: HTML5Translator, node: Any) -> None:
    """Writes nothing."""


def hidden(self: HTML5Translator, node: Any) -> None:
    """Leaves out what has been written already."""
    raise docutils_nodes.SkipNode


# Headings ----------------------------------------------------------------------------------


def heading_level(self: HTML5Translator, node: docutils_nodes.Node) -> int:
    """The level of a part's heading: below the section, and below the parts that it is in."""
    around = (nodes.question_group, nodes.stage_panel)
    depth = sum(isinstance(one, around) for one in nodes.ancestors(node.parent))
    return min(self.section_level + self.initial_header_level + depth, 6)


def visit_heading(self: HTML5Translator, node: Any) -> None:
    """A heading, or what a heading becomes in a script, a timebox, a table."""
    parent = node.parent
    if isinstance(parent, nodes.script):
        self.body.append("<figcaption>")
        self.context.append("</figcaption>\n")
    elif isinstance(parent, nodes.day):
        self.body.append('<p class="guide-when">')
        self.context.append("</p>\n<ol>\n")
    elif isinstance(parent, nodes.timebox):
        self.body.append("<p><strong>")
        self.context.append("</strong></p>\n")
    elif isinstance(parent, nodes.scale_row):
        span = len(parent.parent["levels"])
        self.body.append(f'<tr role="row"><th colspan="{span}" role="rowheader" scope="rowgroup">')
        self.context.append('</th></tr>\n<tr role="row">')
    elif isinstance(parent, nodes.level):
        self.body.append(f'<p class="guide-level"><b>{parent["level"]}</b> ')
        self.context.append("</p><div>")
    elif parent.get("kind") == "checklist":
        self.body.append("<div><dt>")
        self.context.append("</dt><dd>")
    else:
        label = "guide-label" if isinstance(parent, nodes.question) else ""
        tag = f"h{heading_level(self, node)}"
        self.body.append(self.starttag(node, tag, "", CLASS=label))
        self.context.append(f"</{tag}>\n")


def depart_heading(self: HTML5Translator, node: Any) -> None:
    """Ends what the visitor began."""
    self.body.append(self.context.pop())


# Lists -------------------------------------------------------------------------------------

SIDES = {"goals": "guide-for", "non_goals": "guide-not"}
SIDES |= {"looking_for": "guide-for", "not_looking_for": "guide-not"}


def visit_item_list(self: HTML5Translator, node: Any) -> None:
    """Goals or non-goals with their rule above; a checklist as a label beside its boxes."""
    if node["kind"] == "checklist":
        self.body.append(self.starttag(node, "dl", CLASS="guide-rows guide-checklist simple"))
        self.context.append("</dd></div></dl>\n")
    else:
        self.body.append(self.starttag(node, "section", CLASS=SIDES[node["kind"]]))
        self.context.append("</section>\n")


def visit_rows(self: HTML5Translator, node: Any) -> None:
    """Labels beside texts; facts stand beside each other instead, brief ones before theirs."""
    layout = "" if {"guide-facts", "guide-brief"} & set(node["classes"]) else "guide-rows "
    self.body.append(self.starttag(node, "dl", CLASS=f"{layout}simple"))


def visit_fold(self: HTML5Translator, node: Any) -> None:
    """A fold. A drawn section's title is in its summary, so what it holds is a level below."""
    self.section_level += bool(node.get("drawn"))
    named = docutils_nodes.Element("", ids=node["ids"][:1], classes=node["classes"])
    state: dict[str, Any] = {"open": "open"} if node.get("open") else {}
    css_class = "guide-fold guide-drawn" if node.get("drawn") else "guide-fold"
    self.body.append(self.starttag(named, "details", CLASS=css_class, **state))


def depart_fold(self: HTML5Translator, node: Any) -> None:
    """The end of a fold."""
    self.body.append("</div>\n</details>\n")
    self.section_level -= bool(node.get("drawn"))


def visit_summary(self: HTML5Translator, node: Any) -> None:
    """What stays of a fold; a heading, where a section is folded."""
    drawn = node.parent.get("drawn")
    level = self.section_level + self.initial_header_level - 1
    tag = f"h{min(level, 6)}" if drawn else "p"
    self.body.append(f"<summary><{tag}>")
    self.context.append(f"</{tag}></summary>\n")


def depart_summary(self: HTML5Translator, node: Any) -> None:
    """Other anchors of a fold stand inside it: a browser opens it for who follows one."""
    fold = node.parent
    css_class = "guide-text" if fold.get("drawn") else "guide-folded"
    anchors = "".join(f'<span id="{name}"></span>' for name in fold["ids"][1:])
    self.body.append(f'{self.context.pop()}<div class="{css_class}">{anchors}\n')


# Time --------------------------------------------------------------------------------------


def visit_agenda(self: HTML5Translator, node: Any) -> None:
    """The bar, then the list that it repeats as a picture."""
    segments = [
        Segment(box["minutes"], box[0].astext(), _state(box["kind"] == "main", box["apart"]))
        for box in node.children
    ]
    self.body.append(self.starttag(node, "div", CLASS="guide-agenda"))
    self.body.append(bars.stacked(segments, "guide-bar"))
    self.body.append('<ol class="guide-rows">\n')


def visit_timebox(self: HTML5Translator, node: Any) -> None:
    """When it starts and how long it is, beside what happens."""
    start, minutes = node["start"], words.minutes(node["minutes"])
    self.body.append(
        f'<li><p class="guide-label"><time datetime="PT{start}M">{nodes.clock(start)}</time> '
        f"<span>{minutes}</span></p><div>\n"
    )


def visit_strip(self: HTML5Translator, node: Any) -> None:
    """All stages by their minutes; this one is filled."""
    segments = [
        Segment(minutes, "", "guide-here" if here else _state(False, apart))
        for minutes, here, apart in node["stages"]
    ]
    self.body.append(bars.stacked(segments, "guide-strip"))


def visit_bar(self: HTML5Translator, node: Any) -> None:
    """When a meeting is in its day, and how long."""
    state = _state(False, node["apart"])
    self.body.append(bars.alone(node["start"], node["minutes"], node["longest"], state))


def visit_stop(self: HTML5Translator, node: Any) -> None:
    """One meeting of the timeline."""
    self.body.append(self.starttag(node, "li", CLASS="guide-apart" if node["apart"] else ""))


def _state(main: bool, apart: bool) -> str:
    return "guide-apart" if apart else "guide-main" if main else ""


# Words and questions -----------------------------------------------------------------------


def visit_question(self: HTML5Translator, node: Any) -> None:
    """Its number in the label column, its words beside it."""
    self.body.append(self.starttag(node, "article", CLASS="guide-question"))
    self.body.append('<div class="guide-ask">\n')


def depart_speech(self: HTML5Translator, node: Any) -> None:
    """The end of the words; in a question also of the row that they share with its number."""
    ask = isinstance(node.parent, nodes.question)
    self.body.append("</blockquote>\n" + ("</div>\n" if ask else ""))


# Ratings -----------------------------------------------------------------------------------


def visit_scale(self: HTML5Translator, node: Any) -> None:
    """A table with explicit roles, since it is laid out as blocks on a phone."""
    css_class = f"guide-scale guide-levels-{len(node['levels'])}"
    self.body.append(self.starttag(node, "table", CLASS=css_class, role="table"))


def visit_caption(self: HTML5Translator, node: Any) -> None:
    """The sentence above a table, if there is one."""
    self.body.append("<caption>" if node.children else "")


def depart_caption(self: HTML5Translator, node: Any) -> None:
    """The end of the caption; a scale's head follows it."""
    self.body.append("</caption>\n" if node.children else "")
    if isinstance(node.parent, nodes.scale):
        first = next(node.parent.findall(nodes.scale_row))
        heads = "".join(
            f'<th role="columnheader" scope="col"><b>{one["level"]}</b> '
            f"{self.encode(one[0].astext())}</th>"
            for one in first.findall(nodes.level)
        )
        self.body.append(f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n')


def visit_level(self: HTML5Translator, node: Any) -> None:
    """A cell; its own label is shown where the head of the table is not."""
    needed = self.encode(node["needed"])
    state = ' class="guide-needed"' if needed else ""
    self.body.append(f'<td role="cell"{state}>')
    self.context.append(
        f'<p class="guide-need">{needed}</p></div></td>' if needed else "</div></td>"
    )


def visit_coverage_row(self: HTML5Translator, node: Any) -> None:
    """A row: the first one is the head of the table."""
    first = node.parent.index(node) == 1
    self.body.append("<thead>" if first else "<tbody>" if node.parent.index(node) == 2 else "")
    self.body.append(self.starttag(node, "tr", "", CLASS="guide-hole" if node.get("hole") else ""))


def depart_coverage_row(self: HTML5Translator, node: Any) -> None:
    """The end of a row, of the head, of the body."""
    index, last = node.parent.index(node), len(node.parent) - 1
    self.body.append(
        "</tr>" + ("</thead>\n" if index == 1 else "</tbody>" if index == last else "\n")
    )


def visit_cell(self: HTML5Translator, node: Any) -> None:
    """A head or a cell; a hole is one wide cell that says so."""
    row, index = node.parent, node.parent.index(node)
    head = row.parent.index(row) == 1
    tag = "th" if index == 0 or head else "td"
    attributes: dict[str, Any] = {"scope": "col" if head else "row"} if tag == "th" else {}
    if node.get("span"):
        attributes["colspan"] = str(node["span"])
    state = f"guide-{node['state']}" if node.get("state") else ""
    self.body.append(self.starttag(node, tag, "", CLASS=state, **attributes))
    self.context.append(f"</{tag}>")


# Lists of roles and articles ---------------------------------------------------------------


def visit_reading(self: HTML5Translator, node: Any) -> None:
    """Its number and minutes beside its title and summary."""
    minutes = words.minutes(node["minutes"])
    self.body.append(
        f'<li><p class="guide-label"><b>{node["part"]}</b> <span>{minutes}</span></p><div>\n'
    )


def visit_stage_links(self: HTML5Translator, node: Any) -> None:
    """Links to the stages, which stay at the top of a phone's screen."""
    label = self.encode(str(words._("Stages")))
    self.body.append(f'<nav aria-label="{label}" class="guide-stages">\n')


VISITORS: dict[type[docutils_nodes.Element], Pair] = {
    nodes.rows: (visit_rows, between("dl")[1]),
    nodes.row: between("div"),
    nodes.fold: (visit_fold, depart_fold),
    nodes.summary: (visit_summary, depart_summary),
    nodes.item_list: (visit_item_list, depart_heading),
    nodes.heading: (visit_heading, depart_heading),
    nodes.caption: (visit_caption, depart_caption),
    nodes.short: (hidden, nothing),
    nodes.pair: between("div", "guide-pair"),
    nodes.for_roles: between("div", "guide-for-roles"),
    nodes.composed: (nothing, nothing),
    nodes.listing: (nothing, nothing),
    nodes.agenda: (visit_agenda, between("", end="</ol></div>\n")[1]),
    nodes.timebox: (visit_timebox, between("", end="</div></li>\n")[1]),
    nodes.bar: (visit_bar, nothing),
    nodes.strip: (visit_strip, nothing),
    nodes.legend: between("p", "guide-note"),
    nodes.timeline: between("ol", "guide-timeline"),
    nodes.day: between("li", "guide-day", end="</ol></li>\n"),
    nodes.stop: (visit_stop, between("li")[1]),
    nodes.speech: (between("blockquote", "guide-say")[0], depart_speech),
    nodes.script: between("figure", "guide-script"),
    nodes.question_group: between("section", "guide-competency"),
    nodes.question: (visit_question, between("article")[1]),
    nodes.scale: (visit_scale, between("table")[1]),
    nodes.scale_row: between('tbody role="rowgroup"', end="</tr></tbody>\n"),
    nodes.level: (visit_level, depart_heading),
    nodes.coverage: between("table", "guide-coverage"),
    nodes.coverage_row: (visit_coverage_row, depart_coverage_row),
    nodes.cell: (visit_cell, depart_heading),
    nodes.cards: between("ul", "guide-cards"),
    nodes.card: between("li", "guide-card"),
    nodes.reading_list: between("ol", "guide-rows guide-series"),
    nodes.reading: (visit_reading, between("", end="</div></li>\n")[1]),
    nodes.in_series: between("div", "guide-in-series"),
    nodes.stage_links: (visit_stage_links, between("nav")[1]),
    nodes.stage_panel: between("section", "guide-panel"),
}


def setup(app: Sphinx) -> None:
    """Registers every node with its visitors; other builders never meet one (``nodes.Lower``)."""
    for node, pair in VISITORS.items():
        app.add_node(node, html=pair)
