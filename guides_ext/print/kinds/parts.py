"""Our own nodes, printed as they are: the same parts that HTML shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes as docutils_nodes

from guides_ext import nodes
from guides_ext.nodes import clock
from guides_ext.print.context import data
from guides_ext.print.kinds.blocks import heading as section_heading
from guides_ext.print.kinds.inlines import nothing, passed

if TYPE_CHECKING:
    from guides_ext.print.content import Content
    from guides_ext.print.context import Data


def rows(content: Content, node: Any) -> list[Data]:
    """Labels beside texts; facts beside each other; a checklist with boxes."""
    kind = "facts" if "guide-facts" in node["classes"] else "rows"
    boxes = "guide-checklist" in node["classes"]
    items = []
    for item in node.children:
        term, definition = item.children
        shown = _boxes(content, definition.children) if boxes else content.inside(definition)
        items.append({"term": content.inside(term), "c": shown})
    return [data(kind, items=items)]


def _boxes(content: Content, some: Any) -> list[Data]:
    """Some nodes, the items of lists with a box to be marked each."""
    found: list[Data] = []
    for one in some:
        if isinstance(one, docutils_nodes.bullet_list):
            found.append(data("boxes", items=[content.of(item) for item in one.children]))
        else:
            found += content.of(one)
    return found


def fold(content: Content, node: Any) -> list[Data]:
    """What folds on a screen lies open; a section of an article is a section here."""
    head, *rest = node.children
    if node.get("drawn"):
        return section_heading(content, node, head.children, rest)
    return [data("label", content.inside(head)), *content.all(rest)]


def item_list(content: Content, node: Any) -> list[Data]:
    """Goals, non-goals, a phase of a checklist: a heading and the items."""
    head, *rest = node.children
    shown = _boxes(content, rest) if node["kind"] == "checklist" else content.all(rest)
    return [data("headed", shown, title=content.inside(head), big=False)]


def pair(content: Content, node: Any) -> list[Data]:
    """Two lists beside each other."""
    return [data("pair", items=[content.of(one) for one in node.children])]


def headed(content: Content, node: Any) -> list[Data]:
    """A heading, then the rest."""
    head, *rest = node.children
    big = isinstance(node, nodes.question_group)
    return [data("headed", content.all(rest), title=content.inside(head), big=big)]


def script(content: Content, node: Any) -> list[Data]:
    """Words to say, below their cue where they have one."""
    if isinstance(node.children[0], nodes.heading):
        return headed(content, node)
    return content.inside(node)


def heading(content: Content, node: Any) -> list[Data]:
    """A heading whose part does not place it."""
    return [data("label", content.inside(node))]


def agenda(content: Content, node: Any) -> list[Data]:
    """The timeboxes: when, how long, what."""
    items = []
    for box in node.children:
        head, *rest = box.children
        items.append(
            {
                "at": clock(box["start"]),
                "minutes": box["minutes"],
                "title": content.inside(head),
                "c": content.all(rest),
                "main": box["kind"] == "main",
                "apart": box["apart"],
            }
        )
    return [data("agenda", items=items)]


def timeline(content: Content, node: Any) -> list[Data]:
    """Days, each with its meetings and their bars."""
    return [data("timeline", items=[_day(content, one) for one in node.children])]


def legend(content: Content, node: Any) -> list[Data]:
    """How to read the bars."""
    return [data("p", content.inside(node), look="note")]


def _day(content: Content, node: Any) -> dict[str, Any]:
    head, *stops = node.children
    return {"title": content.inside(head), "stops": [_stop(content, one) for one in stops]}


def _stop(content: Content, node: Any) -> dict[str, Any]:
    bars = [one for one in node.children if isinstance(one, nodes.bar)]
    rest = [one for one in node.children if one not in bars]
    bar = {key: bars[0][key] for key in ("start", "minutes", "longest")} if bars else {}
    return {"bar": bar, "c": content.all(rest), "apart": node["apart"]}


def speech(content: Content, node: Any) -> list[Data]:
    """Words to say."""
    return [data("speech", content.inside(node))]


def scale(content: Content, node: Any) -> list[Data]:
    """Competencies, each with its levels one under another."""
    above, *rated = node.children
    items = []
    for row in rated:
        head, *levels = row.children
        items.append(
            {
                "title": [*content.anchors(row), *content.inside(head)],
                "levels": [_level(content, one) for one in levels],
            }
        )
    return [data("p", content.inside(above), look="lead"), data("scale", items=items)]


def _level(content: Content, node: Any) -> dict[str, Any]:
    head, *rest = node.children
    return {
        "level": node["level"],
        "word": content.inside(head),
        "needed": node["needed"],
        "c": content.all(rest) or ["–"],
    }


def coverage(content: Content, node: Any) -> list[Data]:
    """Competencies by stages."""
    above, head, *body = node.children
    return [
        data(
            "coverage",
            caption=content.inside(above),
            head=[content.inside(one) for one in head.children],
            body=[[_cell(content, one) for one in row.children] for row in body],
        )
    ]


def _cell(content: Content, node: Any) -> dict[str, Any]:
    return {
        "c": content.inside(node),
        "state": node.get("state", ""),
        "span": node.get("span", 1),
    }


def cards(content: Content, node: Any) -> list[Data]:
    """Roles, each in a box."""
    return [data("card", headed(content, one)) for one in node.children]


def reading_list(content: Content, node: Any) -> list[Data]:
    """The articles in their order."""
    return [
        data(
            "numbered",
            items=[content.inside(one) for one in node.children],
            start=1,
            numbering="1.",
        )
    ]


KINDS: dict[str, Any] = {
    "guide_rows": rows,
    "guide_fold": fold,
    "guide_item_list": item_list,
    "guide_heading": heading,
    "guide_caption": heading,
    "guide_short": nothing,
    "guide_pair": pair,
    "guide_for_roles": passed,
    "guide_agenda": agenda,
    "guide_bar": nothing,
    "guide_strip": nothing,
    "guide_timeline": timeline,
    "guide_legend": legend,
    "guide_speech": speech,
    "guide_script": script,
    "guide_question": headed,
    "guide_question_group": headed,
    "guide_scale": scale,
    "guide_coverage": coverage,
    "guide_cards": cards,
    "guide_reading_list": reading_list,
    "guide_in_series": nothing,
    "guide_stage_links": nothing,
    "guide_stage_panel": headed,
    "guide_composed": nothing,
    "guide_listing": nothing,
}
