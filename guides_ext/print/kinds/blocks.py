"""Blocks of docutils and Sphinx: sections, paragraphs, lists, quotes, code, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import admonitionlabels

from guides_ext.parts.printed import data, label, passed, unprinted
from guides_ext.print.kinds.code import listing
from guides_ext.print.kinds.maths import formula

if TYPE_CHECKING:
    from guides_ext.parts.printed import Data
    from guides_ext.print.content import Content


def section(content: Content, node: Any) -> list[Data]:
    """A section: its heading, a level below that of the one around it, then the rest."""
    title = next((one for one in node.children if isinstance(one, nodes.title)), None)
    rest = [one for one in node.children if one is not title]
    return content.heading(node, title.children if title is not None else [], rest)


def paragraph(content: Content, node: Any) -> list[Data]:
    """A paragraph, as its classes have it; a picture alone in one is a block."""
    if len(node) == 1 and isinstance(node[0], nodes.image):
        return content.inside(node)
    classes = node.get("classes", ())
    look = next((name for css, name in LOOKS.items() if css in classes), "")
    return [data("p", content.inside(node), look=look)]


LOOKS = {
    "guide-lede": "lede",
    "guide-note": "note",
    "guide-aside": "lead",
    "guide-where": "where",
    "rubric": "label",
}


def bullets(content: Content, node: Any) -> list[Data]:
    """A list with points; with boxes where its items are tasks."""
    classes = node.get("classes", ())
    items = [content.inside(item) for item in node.children]
    say, tasks = "guide-say" in classes, "contains-task-list" in classes
    return [data("bullets", items=items, say=say, tasks=tasks)]


def numbered(content: Content, node: Any) -> list[Data]:
    """A list with numbers or letters."""
    style = NUMBERS.get(node.get("enumtype", "arabic"), "1")
    around = node.get("prefix", ""), node.get("suffix", ".") or "."
    return [
        data(
            "numbered",
            items=[content.inside(item) for item in node.children],
            start=int(node.get("start", 1)),
            numbering=f"{around[0]}{style}{around[1]}",
        )
    ]


NUMBERS = {
    "arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I",
}  # fmt: skip


def terms(content: Content, node: Any) -> list[Data]:
    """A list of terms, each with its definitions; a glossary is one."""
    return [data("terms", items=[_term(content, item) for item in node.children])]


def _term(content: Content, item: Any) -> dict[str, Any]:
    heads = [one for one in item.children if isinstance(one, nodes.term)]
    about = [one for one in item.children if isinstance(one, nodes.classifier)]
    rest = [one for one in item.children if not isinstance(one, nodes.term | nodes.classifier)]
    head: list[Data] = []
    for number, one in enumerate(heads):
        head += [", "] if number else []
        head += [*content.anchors(one), *content.inside(one)]
    for kind in about:
        head += [" ", data("emph", content.inside(kind))]
    return {"term": head, "c": content.all(rest)}


def fields(content: Content, node: Any) -> list[Data]:
    """Names beside texts: fields, options, what is known of a document."""
    return [data("rows", items=[_field(content, item) for item in node.children])]


def _field(content: Content, item: Any) -> dict[str, Any]:
    if isinstance(item, nodes.field | nodes.option_list_item):
        name, body = item
        return {"term": content.all([name]), "c": content.all([body])}
    return {
        "term": [type(item).__name__.capitalize()],
        "c": [data("p", content.inside(item), look="")],
    }


def option(content: Content, node: Any) -> list[Data]:
    """One way to write an option."""
    before = [", "] if node.parent.index(node) else []
    return [*before, data("code", content.inside(node))]


def option_argument(content: Content, node: Any) -> list[Data]:
    """What an option takes."""
    return [node.get("delimiter", " "), data("emph", content.inside(node))]


def quote(content: Content, node: Any) -> list[Data]:
    """A quotation, or what is set in."""
    return [data("quote", content.inside(node))]


def attribution(content: Content, node: Any) -> list[Data]:
    """Who has said it."""
    return [data("p", ["— ", *content.inside(node)], look="note")]


def lines(content: Content, node: Any) -> list[Data]:
    """Lines that stay lines; a block in a block is set in."""
    found: list[Data] = []
    for child in node.children:
        inner = isinstance(child, nodes.line_block)
        found.append(
            data("block", lines(content, child))
            if inner
            else data("p", content.inside(child), look="line")
        )
    return [data("lines", found)]


def admonition(content: Content, node: Any) -> list[Data]:
    """A note, tip or warning, with its name or its own title."""
    head, *rest = node.children or [nodes.paragraph()]
    if isinstance(head, nodes.title):
        return [data("note", content.all(rest), title=content.inside(head))]
    kind = node.__class__.__name__
    name = str(admonitionlabels.get(kind, kind.replace("_", " ").capitalize()))
    return [data("note", content.inside(node), title=[name])]


def aside(content: Content, node: Any) -> list[Data]:
    """A topic or sidebar: a box with its title."""
    heads = [one for one in node.children if isinstance(one, nodes.title | nodes.subtitle)]
    rest = [one for one in node.children if one not in heads]
    title = [piece for one in heads for piece in [" ", *content.inside(one)]][1:]
    return [data("note", content.all(rest), title=title)]


def code(content: Content, node: Any) -> list[Data]:
    """Code with its colours and line numbers."""
    return listing(content, node)


def math_block(content: Content, node: Any) -> list[Data]:
    """A formula in a line of its own."""
    return formula(content, node, node.astext(), block=True)


def transition(content: Content, node: Any) -> list[Data]:
    """A rule between paragraphs; none before footnotes, which stand at the foot of their page."""
    return [] if "footnotes" in node["classes"] else [data("rule")]


def note_at_the_end(content: Content, node: Any) -> list[Data]:
    """A citation, or a footnote that nothing names; the others stand at the foot of their page."""
    name = next(iter(node["ids"]), "")
    if isinstance(node, nodes.footnote) and f"{content.docname}#{name}" in content.context.named:
        return []
    label, *rest = node.children
    anchors = [data("anchor", id=one) for one in content.names(node)]
    return [
        data(
            "rows",
            items=[{"term": [*anchors, "[", *content.inside(label), "]"], "c": content.all(rest)}],
        )
    ]


def version(content: Content, node: Any) -> list[Data]:
    """That something was added, changed or deprecated."""
    return [data("quote", content.inside(node))]


def columns(content: Content, node: Any) -> list[Data]:
    """Lists that Sphinx sets beside each other; on paper one after another."""
    return content.inside(node)


def parameters(content: Content, node: Any) -> list[Data]:
    """What is in parentheses behind the name of an object."""
    found: list[Data] = []
    for number, child in enumerate(node.children):
        found += [", "] if number else []
        found += content.of(child)
    return ["(", *found, ")"]


def described(content: Content, node: Any) -> list[Data]:
    """An object of a domain: its signature, then its description."""
    head, *rest = node.children
    return [data("label", [data("code", content.inside(head))]), data("quote", content.all(rest))]


KINDS: dict[str, Any] = {
    "section": section, "title": label, "subtitle": label, "rubric": label, "centered": label,
    "paragraph": paragraph, "compact_paragraph": paragraph, "compound": passed,
    "container": passed, "document": passed, "start_of_file": passed, "glossary": passed,
    "bullet_list": bullets, "enumerated_list": numbered, "definition_list": terms,
    "list_item": passed, "definition": passed, "term": passed, "classifier": passed,
    "field_list": fields, "docinfo": fields, "option_list": fields, "option": option,
    "option_group": passed, "option_string": passed, "option_argument": option_argument,
    "description": passed, "field_name": passed, "field_body": passed,
    "block_quote": quote, "attribution": attribution,
    "line_block": lines, "line": paragraph, "Admonition": admonition, "seealso": admonition,
    "admonition": admonition, "topic": aside, "sidebar": aside, "literal_block": code,
    "doctest_block": code, "math_block": math_block, "transition": transition,
    "footnote": note_at_the_end, "citation": note_at_the_end, "versionmodified": version,
    "hlist": columns, "hlistcol": columns, "desc": described, "desc_content": passed,
    "desc_signature": passed, "desc_signature_line": passed, "desc_addname": passed,
    "desc_name": passed, "desc_type": passed, "desc_annotation": passed,
    "desc_parameterlist": parameters, "desc_parameter": passed, "desc_returns": passed,
    "desc_sig_space": passed, "desc_inline": passed, "productionlist": passed,
    "production": paragraph, "acks": passed, "only": passed, "header": passed, "footer": passed,
    "decoration": passed, "Invisible": unprinted, "comment": unprinted, "index": unprinted,
    "toctree": unprinted, "tabular_col_spec": unprinted, "highlightlang": unprinted,
    "meta": unprinted, "system_message": unprinted, "substitution_definition": unprinted,
    "pending": unprinted, "label": unprinted,
}  # fmt: skip
