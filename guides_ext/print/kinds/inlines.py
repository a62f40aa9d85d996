"""What stands within a line."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from docutils import nodes

from guides_ext.parts.printed import Data, data, passed
from guides_ext.print.content import Content
from guides_ext.print.kinds.blocks import wrapped
from guides_ext.print.kinds.maths import formula
from guides_ext.record.html import words_of_html


def inline(node: Any, content: Content) -> list[Data]:
    """A span; what is drawn within it for screens only is left out."""
    classes = node.get("classes", ())
    if "sd-summary-state-marker" in classes:
        return []
    kind = next((kind for css_class, kind in SPANS.items() if css_class in classes), "")
    return [data(kind, content.inside(node))] if kind else content.inside(node)


SPANS = {
    "guide-label": "small",
    "strike": "strike",
    "line-through": "strike",
    "guilabel": "strong",
    "menuselection": "strong",
    "kbd": "kbd",
    "versionmodified": "emph",
}
"""Classes of a span that are seen on paper."""


def reference(node: Any, content: Content) -> list[Data]:
    """A link: inside the book with its page, elsewhere with its address."""
    shown = content.inside(node)
    uri: str = f"#{node['refid']}" if "refid" in node else node.get("refuri", "")
    if uri.startswith("guides:"):
        return [data("link", shown, to=uri.removeprefix("guides:"))]
    if uri.startswith("#"):
        return [data("link", shown, to=f"{content.docname}{uri}")]
    return [data("url", shown, to=uri)] if "://" in uri or uri.startswith("mailto:") else shown


def footnote_reference(node: Any, content: Content) -> list[Data]:
    """A footnote at the foot of its page, where it is named first; its number thereafter."""
    name = f"{content.docname}#{node.get('refid', '')}"
    note = content.context.footnotes.pop(name, None)
    if note is None:
        known = name in content.context.seen
        return [data("again", to=name)] if known else [data("super", content.inside(node))]
    content.context.seen.add(name)
    body = content.all(one for one in note.children if not isinstance(one, nodes.label))
    if body and isinstance(body[0], dict) and body[0]["t"] == "p":
        body[:1] = body[0]["c"]  # so that it stands beside its number
    return [data("footnote", body, id=name)]


def citation_reference(node: Any, content: Content) -> list[Data]:
    """The label of a citation, in brackets."""
    to = f"{content.docname}#{node['refid']}"
    return [data("link", ["[", *content.inside(node), "]"], to=to)]


def raw(node: Any, content: Content) -> list[Data]:
    """What was written for one format: MyST's boxes and strikes; else its text, with a warning."""
    source = node.astext()
    if "html" not in node.get("format", "").split():
        return []
    if 'type="checkbox"' in source:
        return [data("box", checked='checked="checked"' in source)]
    tag = re.sub(r"\s|/", "", source.casefold())
    if tag == "<br>":
        return [data("br")]
    if tag in MARKS or ICON.match(source):
        return []
    content.context.warn("HTML is not printed as such, only its text", node)
    return content.context.text(" ".join(words_of_html(source)), node)


MARKS = frozenset({"<s>", "<strike>", "<del>", "<ins>", "<mark>", "<u>", "<small>", "<q>"})
"""Tags, without their slash, that stand around what is printed as it is."""

ICON = re.compile(r'<svg\b[^>]*\bclass="sd-')
"""An icon of sphinx-design before 0.7, which has no words; later ones are nodes of their own."""


KINDS: dict[str, Any] = {
    **dict.fromkeys(("emphasis", "title_reference", "manpage"), wrapped("emph")),
    **dict.fromkeys(("literal", "literal_emphasis", "literal_strong"), wrapped("code")),
    **dict.fromkeys(("abbreviation", "acronym", "generated", "pending_xref"), passed),
    **dict.fromkeys(("download_reference", "target", "PassthroughTextElement"), passed),
    **dict.fromkeys(("reference", "number_reference"), reference),
    "strong": wrapped("strong"),
    "subscript": wrapped("sub"),
    "superscript": wrapped("super"),
    "inline": inline,
    "footnote_reference": footnote_reference,
    "citation_reference": citation_reference,
    "math": partial(formula, block=False),
    "raw": raw,
    "problematic": wrapped("code"),  # what could not be read; it has been complained of
    "sd_badge": wrapped("badge"),
}
