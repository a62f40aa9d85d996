"""Formulas: from LaTeX through MathML to data; no formula is ever Typst's own code.

Supported is what MathML's presentation elements below say: fractions, roots, scripts, limits,
sums, matrices, fences, accents. A formula with anything else is printed as its source.
"""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, fromstring

from docutils import nodes
from latex2mathml.converter import convert

from guides_ext.parts.printed import Data, data
from guides_ext.print.content import Content

NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"

KNOWN = {
    "math": "row", "mrow": "row", "mstyle": "row", "mpadded": "row", "mi": "i", "mn": "n",
    "mo": "o", "mtext": "text", "mspace": "space", "mfrac": "frac", "msqrt": "sqrt",
    "mroot": "root", "msub": "sub", "msup": "sup", "msubsup": "subsup", "munder": "under",
    "mover": "over", "munderover": "underover", "mtable": "table", "mtr": "tr", "mtd": "row",
    "mfenced": "row",
}  # fmt: skip
"""MathML elements, and the kinds of data that they become."""


class Unsupported(Exception):
    """A formula that cannot be set; the message says why."""


def formula(node: nodes.Element, content: Content, *, block: bool) -> list[Data]:
    """A formula, its source as the text for those who cannot see it; or its source as code."""
    source, number = node.astext().strip(), node.get("number")
    try:
        shown = {"block": block, "number": f"({number})" if number else ""}
        made = data("math", [parse(source)], alt=source, **shown)
        if not content.context.settable(made):
            raise Unsupported("no font has all of its characters")
    except Unsupported as error:
        content.context.warn(f"this formula is printed as its source: {error}", node)
        return [data("source" if block else "code", content.context.text(source, node))]
    return [made]


def parse(source: str) -> dict[str, Any]:
    """A formula as data.

    Raises:
        Unsupported: it holds something that is not known here, or is no formula.
    """
    try:
        root = fromstring(convert(source))
    except Exception as error:  # the converter raises whatever it stumbles over
        raise Unsupported(str(error) or type(error).__name__) from error
    return _made(root)


def _made(element: Element) -> dict[str, Any]:
    name = element.tag.removeprefix(NAMESPACE)
    if name not in KNOWN:
        raise Unsupported(f"<{name}> is not supported")
    made: dict[str, Any] = {"m": KNOWN[name], "c": [_made(child) for child in element]}
    if name in ("mi", "mn", "mo", "mtext"):
        text = element.text or ""
        if name == "mi" and text.startswith("\\"):
            raise Unsupported(f"{text} is not known")
        made |= {"c": [], "s": text, "upright": element.get("mathvariant") == "normal"}
    return made
