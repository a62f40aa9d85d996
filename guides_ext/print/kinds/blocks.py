"""Blocks of docutils and Sphinx: sections, paragraphs, lists, quotes, code, notes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from docutils import nodes
from sphinx.locale import admonitionlabels

from guides_ext.parts.printed import Data, data, line_in_bold, passed, unprinted
from guides_ext.print.content import Content, Kind
from guides_ext.print.kinds.code import listing
from guides_ext.print.kinds.maths import formula


def wrapped(kind: str) -> Kind:
    """What becomes of nodes whose data is their kind and what they hold."""
    return lambda node, content: [data(kind, content.inside(node))]


def section(node: Any, content: Content) -> list[Data]:
    """A section: its heading, a level below that of the one around it, then the rest."""
    title = next((one for one in node.children if isinstance(one, nodes.title)), None)
    rest = [one for one in node.children if one is not title]
    return content.heading(node, title.children if title is not None else [], rest)


def paragraph(node: Any, content: Content) -> list[Data]:
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


def bullets(node: Any, content: Content) -> list[Data]:
    """A list with points; with boxes where its items are tasks."""
    classes = node.get("classes", ())
    items = [content.inside(item) for item in node.children]
    say, tasks = "guide-say" in classes, "contains-task-list" in classes
    return [data("bullets", items=items, say=say, tasks=tasks)]


def numbered(node: Any, content: Content) -> list[Data]:
    """A list with numbers or letters."""
    style = NUMBERS.get(node.get("enumtype", "arabic"), "1")
    numbering = f"{node.get('prefix', '')}{style}{node.get('suffix', '.') or '.'}"
    items, start = [content.inside(item) for item in node.children], int(node.get("start", 1))
    return [data("numbered", items=items, start=start, numbering=numbering)]


NUMBERS = {
    "arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I",
}  # fmt: skip


def terms(node: Any, content: Content) -> list[Data]:
    """A list of terms, each with its definitions; a glossary is one."""
    return [data("terms", items=[_term(item, content) for item in node.children])]


def _term(item: Any, content: Content) -> dict[str, Any]:
    terms = [one for one in item.children if isinstance(one, nodes.term)]
    about = [one for one in item.children if isinstance(one, nodes.classifier)]
    rest = [one for one in item.children if not isinstance(one, nodes.term | nodes.classifier)]
    head = separated(content, terms)
    for kind in about:
        head += [" ", data("emph", content.inside(kind))]
    return {"term": head, "c": content.all(rest)}


def separated(content: Content, children: Iterable[Any]) -> list[Data]:
    """Some nodes with a comma between each two."""
    return [piece for one in children for piece in [", ", *content.of(one)]][1:]


def fields(node: Any, content: Content) -> list[Data]:
    """Names beside texts: fields, options, what is known of a document."""
    return [data("rows", items=[_field(item, content) for item in node.children])]


def _field(item: Any, content: Content) -> dict[str, Any]:
    if isinstance(item, nodes.field | nodes.option_list_item):
        name, body = item
        return {"term": content.of(name), "c": content.of(body)}
    return {
        "term": [type(item).__name__.capitalize()],
        "c": [data("p", content.inside(item), look="")],
    }


def option(node: Any, content: Content) -> list[Data]:
    """One way to write an option."""
    before = [", "] if node.parent.index(node) else []
    return [*before, data("code", content.inside(node))]


def option_argument(node: Any, content: Content) -> list[Data]:
    """What an option takes."""
    return [node.get("delimiter", " "), data("emph", content.inside(node))]


def attribution(node: Any, content: Content) -> list[Data]:
    """Who has said it."""
    return [data("p", ["— ", *content.inside(node)], look="note")]


def lines(node: Any, content: Content) -> list[Data]:
    """Lines that stay lines; a block in a block is set in."""
    return [data("lines", [piece for one in node.children for piece in _line(one, content)])]


def _line(node: Any, content: Content) -> list[Data]:
    if isinstance(node, nodes.line_block):
        return [data("block", lines(node, content))]
    return [data("p", content.inside(node), look="line")]


def admonition(node: Any, content: Content) -> list[Data]:
    """A note, tip or warning, with its name or its own title."""
    head, *rest = node.children or [nodes.paragraph()]
    if isinstance(head, nodes.title):
        return [data("note", content.all(rest), title=content.inside(head))]
    kind = node.__class__.__name__
    name = str(admonitionlabels.get(kind, kind.replace("_", " ").capitalize()))
    return [data("note", content.inside(node), title=[name])]


def aside(node: Any, content: Content) -> list[Data]:
    """A topic or sidebar: a box with its title."""
    heads = [one for one in node.children if isinstance(one, nodes.title | nodes.subtitle)]
    rest = [one for one in node.children if one not in heads]
    title = [piece for one in heads for piece in [" ", *content.inside(one)]][1:]
    return [data("note", content.all(rest), title=title)]


def transition(node: Any, content: Content) -> list[Data]:
    """A rule between paragraphs; none before footnotes, which stand at the foot of their page."""
    return [] if "footnotes" in node["classes"] else [data("rule")]


def note_at_the_end(node: Any, content: Content) -> list[Data]:
    """A citation, or a footnote that nothing names; the others stand at the foot of their page."""
    name = next(iter(node["ids"]), "")
    if isinstance(node, nodes.footnote) and f"{content.docname}#{name}" in content.context.named:
        return []
    label, *rest = node.children
    anchors = [data("anchor", id=one) for one in content.names(node)]
    term = [*anchors, "[", *content.inside(label), "]"]
    return [data("rows", items=[{"term": term, "c": content.all(rest)}])]


def parameters(node: Any, content: Content) -> list[Data]:
    """What is in parentheses behind the name of an object."""
    return ["(", *separated(content, node.children), ")"]


def described(node: Any, content: Content) -> list[Data]:
    """An object of a domain: its signature, then its description."""
    head, *rest = node.children
    return [data("label", [data("code", content.inside(head))]), data("quote", content.all(rest))]


PASSED = (
    "compound", "container", "document", "start_of_file", "glossary", "list_item", "definition",
    "term", "classifier", "option_group", "option_string", "description", "field_name",
    "field_body", "hlist", "hlistcol", "desc_content", "desc_signature", "desc_signature_line",
    "desc_addname", "desc_name", "desc_type", "desc_annotation", "desc_parameter", "desc_returns",
    "desc_sig_space", "desc_inline", "productionlist", "acks", "only", "header", "footer",
    "decoration",
)  # fmt: skip
"""What is its children."""

UNPRINTED = (
    "Invisible", "comment", "index", "toctree", "tabular_col_spec", "highlightlang", "meta",
    "system_message", "substitution_definition", "pending", "label",
)  # fmt: skip

KINDS: dict[str, Any] = {
    **dict.fromkeys(PASSED, passed),
    **dict.fromkeys(UNPRINTED, unprinted),
    **dict.fromkeys(("title", "subtitle", "rubric", "centered", "caption"), line_in_bold),
    **dict.fromkeys(("paragraph", "compact_paragraph", "line", "production"), paragraph),
    **dict.fromkeys(("field_list", "docinfo", "option_list"), fields),
    **dict.fromkeys(("block_quote", "versionmodified"), wrapped("quote")),
    **dict.fromkeys(("Admonition", "admonition", "seealso"), admonition),
    **dict.fromkeys(("topic", "sidebar"), aside),
    **dict.fromkeys(("literal_block", "doctest_block"), listing),
    **dict.fromkeys(("footnote", "citation"), note_at_the_end),
    "section": section, "bullet_list": bullets, "enumerated_list": numbered,
    "definition_list": terms, "option": option, "option_argument": option_argument,
    "attribution": attribution, "line_block": lines, "math_block": partial(formula, block=True),
    "transition": transition, "desc": described, "desc_parameterlist": parameters,
}  # fmt: skip
