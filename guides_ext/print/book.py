"""The data of a handbook: of a role, or of the whole series."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from docutils import nodes

from guides_ext import words
from guides_ext.domain import GuideDomain, digest
from guides_ext.parts.printed import Data, data
from guides_ext.print.content import Content
from guides_ext.print.context import Context
from guides_ext.print.kinds import ALL
from guides_ext.print.kinds.figures import PLAIN
from guides_ext.print.style import PageStyle
from guides_ext.words import _


def role_book(
    context: Context,
    domain: GuideDomain,
    docname: str,
    tree: nodes.document,
    look: PageStyle,
    project: str,
) -> dict[str, Any]:
    """What is printed as a role's handbook.

    Args:
        tree: the resolved doctree of the role's page.
    """
    role = domain.record(docname)
    note_footnotes(context, docname, tree)
    content = Content(context, docname, ALL)
    top = next(tree.findall(nodes.section))
    sections = [one for one in top.children if isinstance(one, nodes.section)]
    overview = list(takewhile(lambda one: "guide-stage" not in one["classes"], sections))
    made = [content.head([str(_("Overview"))], context.known_here(docname, [""]))]
    content.level = 2
    made += content.all(overview)
    content.level = content.listed = 1  # what all stages have would say nothing in the contents
    made += content.all(sections[len(overview) :])
    versions = [one["version"] for one in role["stages"].values()]
    facts = [
        [str(_("Level")), role["level"].words if role["level"] else ""],
        [str(_("Owner")), role["owner"]],
        [str(_("Review by")), words.date(role["review_by"], look.language)],
        [str(_("Pay")), role["pay_range"].words if role["pay_range"] else ""],
        [str(_("Version")), digest([role["title"].words, versions])[:7]],
    ]
    ledes = (one for one in top.findall(nodes.paragraph) if "guide-lede" in one["classes"])
    summary = content.all(next(ledes, nodes.paragraph()).children) if role["summary"] else []
    return _book(context, look, project, role["title"].words, summary, facts, made)


def series_book(
    context: Context, trees: dict[str, nodes.document], look: PageStyle, project: str
) -> dict[str, Any]:
    """What is printed as the book of the series.

    Args:
        trees: the resolved doctrees of the articles, in order.
    """
    made: list[Data] = []
    for docname, tree in trees.items():
        note_footnotes(context, docname, tree)
        made += [data("anchor", id=name) for name in context.known_here(docname, [""])]
        made += Content(context, docname, ALL).inside(tree)
    version = digest([tree.pformat() for tree in trees.values()])[:7]
    return _book(context, look, "", project, [], [[str(_("Version")), version]], made)


def note_footnotes(context: Context, docname: str, tree: nodes.document) -> None:
    """Keeps the footnotes of a document for where they are named."""
    for one in tree.findall(nodes.footnote):
        for name in one["ids"]:
            context.footnotes[f"{docname}#{name}"] = one
    for reference in tree.findall(nodes.footnote_reference):
        context.named.add(f"{docname}#{reference.get('refid', '')}")


def _book(
    context: Context,
    look: PageStyle,
    project: str,
    title: str,
    summary: list[Data],
    facts: list[list[Any]],
    content: list[Data],
) -> dict[str, Any]:
    lead_somewhere(context, [*summary, *content])

    def shown(text: str) -> str:
        return "".join(map(str, context.text(text, nodes.Text(""))))

    labels = {"contents": _("Contents"), "page": _("p."), "minutes": _("min")}
    return {
        "title": shown(title),
        "project": shown(project),
        "summary": summary,
        "facts": [[name, shown(value)] for name, value in facts if value],
        **look.data,
        "logo": _logo(context, look.logo),
        "labels": {key: str(word) for key, word in labels.items()},
        "content": content,
    }


def _logo(context: Context, path: str) -> str:
    """The logo as Typst finds it; empty where there is none, or Typst refuses it."""
    found = context.pictures.take(path) if path else None
    if found and context.settable(data("image", path=found, **PLAIN)):
        return found
    if path:
        said = f"guides_print_logo: '{path}' is not a picture that can be printed"
        context.warn(said, nodes.Text(""))
    return ""


def lead_somewhere(context: Context, content: Any, plain: bool = False) -> None:
    """Makes each link lead to its place in the book, or to the site, or be its text alone.

    Args:
        plain: without the number of its page, as within headings and narrow cells.
    """
    inside = content if isinstance(content, list) else []
    if isinstance(content, dict):
        inside, kind = [*content.values()], content.get("t")
        plain = plain or kind in ("heading", "coverage", "timeline", "mark")
        if kind == "link":
            name = content["to"] if "#" in content["to"] else content["to"] + "#"
            if name in context.seen:
                content |= {"to": name, "page": not plain}
            elif address := context.address(name):
                content |= {"t": "url", "to": address}
            else:
                content["t"] = "span"
    for one in inside:
        lead_somewhere(context, one, plain)
