"""Pictures and what is written below them."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from guides_ext.parts.printed import Data, data, passed
from guides_ext.print.content import Content


def image(node: Any, content: Content) -> list[Data]:
    """A picture; named where it is not there or cannot be read."""
    context, uri, alt = content.context, node.get("uri", ""), node.get("alt", "")
    alone = isinstance(node.parent, nodes.paragraph) and len(node.parent) == 1
    inline = isinstance(node.parent, nodes.TextElement) and not alone
    found = context.pictures.take(uri)
    if found is None or not context.settable(data("image", path=found, **PLAIN)):
        context.warn(f"picture {uri!r} cannot be printed; its name stands for it", node)
        return [data("missing", context.text(alt or uri, node), inline=inline)]
    if not alt:
        context.warn("a picture without alt is passed over by screen readers", node)
    size = {side: _length(node.get(side, "")) for side in ("width", "height")}
    align = node.get("align", "")
    return [data("image", path=found, alt=alt, **size, align=align, inline=inline)]


PLAIN: dict[str, Any] = {"alt": "", "width": [], "height": [], "align": "", "inline": False}


def _length(written: str) -> list[Any]:
    """A length as (number, unit): points, or percent of the column; nothing where unknown."""
    text = str(written).strip()
    number = text.rstrip("%abcdefghijklmnopqrstuvwxyz")
    unit = text[len(number) :]
    try:
        value = float(number)
    except ValueError:
        return []
    if unit == "%":
        return [value, "%"]
    points = {"": 0.75, "px": 0.75, "pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4,
              "pc": 12, "em": 10, "ex": 5, "rem": 10}  # fmt: skip
    return [value * points[unit], "pt"] if unit in points else []


def figure(node: Any, content: Content) -> list[Data]:
    """A picture or a listing with its caption, number and legend."""
    caption = [one for one in node.children if isinstance(one, nodes.caption)]
    legend = [one for one in node.children if isinstance(one, nodes.legend)]
    rest = content.all(one for one in node.children if one not in (*caption, *legend))
    named = [*number(node, content), *content.inside(caption[0])] if caption else []
    return [data("figure", rest, caption=named, legend=content.all(legend))]


def number(node: Any, content: Content) -> list[Data]:
    """The number of a figure, table or listing, where the project numbers them."""
    kinds = content.context.numbers.get(content.docname, {})
    for kind, found in kinds.items():
        for name in node.get("ids", ()):
            if name in found:
                written = ".".join(map(str, found[name]))
                return [data("strong", [content.context.formats[kind] % written]), " "]
    return []


def container(node: Any, content: Content) -> list[Data]:
    """A code block with a caption is a figure; other containers are what they hold."""
    if any(isinstance(one, nodes.caption) for one in node.children):
        return figure(node, content)
    return content.inside(node)


KINDS: dict[str, Any] = {
    "image": image, "figure": figure, "container": container, "legend": passed,
}  # fmt: skip
