"""What stands within a line."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from docutils import nodes

from guides_ext.parts.printed import data, passed
from guides_ext.print.kinds.maths import formula

if TYPE_CHECKING:
    from guides_ext.parts.printed import Data
    from guides_ext.print.content import Content


def styled(kind: str) -> Any:
    """What changes unprinted but how letters look."""

    def made(content: Content, node: Any) -> list[Data]:
        return [data(kind, content.inside(node))]

    return made


def inline(content: Content, node: Any) -> list[Data]:
    """A span; what is drawn within it for screens only is left out."""
    classes = node.get("classes", ())
    if "sd-summary-state-marker" in classes:
        return []
    for css_class, kind in SPANS.items():
        if css_class in classes:
            return [data(kind, content.inside(node))]
    return content.inside(node)


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


def reference(content: Content, node: Any) -> list[Data]:
    """A link: inside the book with its page, elsewhere with its address."""
    shown = content.inside(node)
    if "refid" in node:
        return [data("link", shown, to=f"{content.docname}#{node['refid']}")]
    uri: str = node.get("refuri", "")
    if uri.startswith("guides:"):
        return [data("link", shown, to=uri.removeprefix("guides:"))]
    if uri.startswith("#"):
        return [data("link", shown, to=f"{content.docname}{uri}")]
    return [data("url", shown, to=uri)] if "://" in uri or uri.startswith("mailto:") else shown


def footnote_reference(content: Content, node: Any) -> list[Data]:
    """A footnote at the foot of its page, where it is named first; its number thereafter."""
    name = f"{content.docname}#{node.get('refid', '')}"
    note = content.context.footnotes.pop(name, None)
    if note is None:
        known = name in content.context.seen
        return [data("again", to=name)] if known else [data("super", content.inside(node))]
    content.context.seen[name] = content.docname
    body = [child for child in note.children if not isinstance(child, nodes.label)]
    return [data("footnote", _one_line(content.all(body)), id=name)]


def _one_line(body: list[Data]) -> list[Data]:
    """A note of one paragraph without the paragraph, so that it stands beside its number."""
    first = body[0] if body else ""
    if isinstance(first, dict) and first["t"] == "p":
        return [*first["c"], *body[1:]]
    return body


def citation_reference(content: Content, node: Any) -> list[Data]:
    """The label of a citation, in brackets."""
    return [
        data("link", ["[", *content.inside(node), "]"], to=f"{content.docname}#{node['refid']}")
    ]


def math(content: Content, node: Any) -> list[Data]:
    """A formula within a line."""
    return formula(content, node, node.astext(), block=False)


def raw(content: Content, node: Any) -> list[Data]:
    """What was written for one format: MyST's boxes and strikes; else its text, with a warning."""
    source = node.astext()
    formats = node.get("format", "").split()
    if "html" not in formats:
        return []
    if 'type="checkbox"' in source:
        return [data("box", checked='checked="checked"' in source)]
    tag = re.sub(r"\s|/", "", source.casefold())
    if tag == "<br>":
        return [data("br")]
    if tag in MARKS or ICON.match(source):
        return []
    text = " ".join(_without_tags(source).split())
    content.context.warn("HTML is not printed as such, only its text", node)
    return content.context.text(text, node)


MARKS = frozenset({"<s>", "<strike>", "<del>", "<ins>", "<mark>", "<u>", "<small>", "<q>"})
"""Tags, without their slash, that stand around what is printed as it is."""

ICON = re.compile(r'<svg\b[^>]*\bclass="sd-')
"""An icon of sphinx-design before 0.7, which has no words; later ones are nodes of their own."""


def _without_tags(source: str) -> str:
    kept = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<!--.*?-->", " ", source)
    return html.unescape(re.sub(r"<[^<>]*>", " ", kept))


def problematic(content: Content, node: Any) -> list[Data]:
    """What could not be read; it has been complained of."""
    return [data("code", content.inside(node))]


KINDS: dict[str, Any] = {
    "emphasis": styled("emph"),
    "strong": styled("strong"),
    "literal": styled("code"),
    "literal_emphasis": styled("code"),
    "literal_strong": styled("code"),
    "subscript": styled("sub"),
    "superscript": styled("super"),
    "title_reference": styled("emph"),
    "abbreviation": passed,
    "acronym": passed,
    "inline": inline,
    "generated": passed,
    "manpage": styled("emph"),
    "number_reference": reference,
    "reference": reference,
    "pending_xref": passed,
    "download_reference": passed,
    "footnote_reference": footnote_reference,
    "citation_reference": citation_reference,
    "math": math,
    "raw": raw,
    "problematic": problematic,
    "target": passed,
    "PassthroughTextElement": passed,
    "sd_badge": styled("badge"),
}
