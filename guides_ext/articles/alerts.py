"""GitHub's alerts: quotes whose first line is ``[!NOTE]`` are boxes."""

from __future__ import annotations

import re

from docutils import nodes

ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*", re.IGNORECASE)
ALERTS: dict[str, type[nodes.Element]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
}


def alerts(document: nodes.document) -> None:
    """Makes a box of each quote whose first line is such a mark, and that says more than it."""
    for quoted in list(document.findall(nodes.block_quote)):
        first = quoted.children[0] if quoted.children else None
        if not isinstance(first, nodes.paragraph) or not (kind := _alert(first)):
            continue
        rest = first.children[1:]
        while rest and (isinstance(rest[0], nodes.raw) or not rest[0].astext().strip()):
            rest = rest[1:]  # the end of its line, which may be a break
        if rest or len(quoted.children) > 1:
            first.children = []
            first.extend(rest)
            box = ALERTS[kind]("", *quoted.children[not rest :])
            box.source, box.line = quoted.source, quoted.line
            quoted.replace_self(box)


def _alert(first: nodes.paragraph) -> str:
    """The kind of alert that a paragraph begins with on a line of its own, or empty."""
    match = ALERT.fullmatch(first.children[0].astext()) if first.children else None
    after = first.children[1] if len(first.children) > 1 else None
    alone = after is None or after.astext() == "\n" or isinstance(after, nodes.raw)
    return match[1].lower() if match and alone else ""
