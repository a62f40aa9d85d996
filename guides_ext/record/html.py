"""The words that HTML shows, for all that cannot show HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

UNSEEN = ("script", "style", "template")
BLOCKS = (
    *("br", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("li", "p", "summary", "tr"),
)
CELLS = ("td", "th")

BOGUS = re.compile(r"<!\[[^>]*(?:>|\Z)")
"""What browsers pass over, and Python's parser ends at."""


class Shown(HTMLParser):
    """What HTML shows, in lines: one for each paragraph, item and row of a table."""

    def __init__(self) -> None:
        super().__init__()
        self.lines, self.unseen = [""], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begins a line or a cell, or shows a picture's alt text."""
        self.unseen += tag in UNSEEN
        if tag in BLOCKS:
            self.lines.append("")
        elif tag in CELLS and self.lines[-1].strip():
            self.lines[-1] += " | "
        elif tag == "img":
            self.lines[-1] += dict(attrs).get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        """Ends a line."""
        self.unseen -= tag in UNSEEN and self.unseen > 0
        if tag in BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Adds words that are seen."""
        if not self.unseen:
            self.lines[-1] += data


def words_of_html(text: str) -> list[str]:
    """The words that HTML shows, in lines."""
    shown = Shown()
    shown.feed(BOGUS.sub("", text))
    shown.close()
    return [line for one in shown.lines if (line := " ".join(one.split()))]
