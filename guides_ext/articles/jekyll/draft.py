"""``<TODO>==== Drafted until here ====</TODO>``: a mark that the rest is a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from guides_ext.articles.jekyll.lines import Line

MARK = re.compile(
    r"\s{0,3}<(?P<tag>todo|draft|wip|fixme)>(?P<text>.*)</(?P=tag)>\s*", re.IGNORECASE
)
RULES = "=-–—_*~#. \t\\"


def with_draft_mark(line: Line) -> list[Line]:
    """A directive in place of a line that is such a mark; the rules beside its words go."""
    match = MARK.fullmatch(line.text)
    if match is None:
        return [line]
    words = match["text"].strip(RULES)
    texts = ("", ":::{draft-from-here}", *([words] if words else []), ":::", "")
    return [line._replace(text=text) for text in texts]
