"""What GitHub shows and MyST does not: alerts, addresses from the repository's root, folders.

And HTML in an article, which other formats than HTML would drop: its words stay.
"""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from guides_ext.articles.jekyll.site import INDICES, SCHEME
from guides_ext.builder import PRINT, builder_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

# Alerts -----------------------------------------------------------------------------------------

ALERT = re.compile(r"\[!(note|tip|important|warning|caution)\][ \t]*", re.IGNORECASE)
ALERTS: dict[str, type[nodes.Element]] = {
    "note": nodes.note,
    "tip": nodes.tip,
    "important": nodes.important,
    "warning": nodes.warning,
    "caution": nodes.caution,
}


def alerts(document: nodes.document) -> None:
    """Makes a box of each quote whose first line is ``[!NOTE]``."""
    for quoted in list(document.findall(nodes.block_quote)):
        first = quoted.children[0] if quoted.children else None
        if not isinstance(first, nodes.paragraph) or not (kind := _alert(first)):
            continue
        if len(first.children) > 2 or len(quoted.children) > 1:
            del first[:2]
            content = quoted.children if first.children else quoted.children[1:]
            box = ALERTS[kind]("", *content)
            box.source, box.line = quoted.source, quoted.line
            quoted.replace_self(box)


def _alert(first: nodes.paragraph) -> str:
    """The kind of alert that a paragraph begins with on a line of its own, or empty."""
    match = ALERT.fullmatch(first.children[0].astext()) if first.children else None
    alone = len(first.children) == 1 or first.children[1].astext() == "\n"
    return match[1].lower() if match and alone else ""


# Addresses --------------------------------------------------------------------------------------


def address(given: str, page: str, root: Path) -> str:
    """Where an address leads that GitHub would follow; itself where MyST knows that already.

    ``/docs/a.md`` is counted from the repository's root, of which the sources may be ``docs``; a
    folder is its ``README.md`` or index.

    :param page: the file that it stands in, from the source root
    :param root: the source root
    """
    if SCHEME.match(given) or given.startswith("#") or not given:
        return given
    path, hash_, anchor = given.partition("#")
    path = unquote(path)
    beside = path if path.startswith("/") else posixpath.join(posixpath.dirname(page), path)
    wanted = posixpath.normpath(beside.lstrip("/"))
    if wanted.startswith(".."):
        return given
    for candidate in [wanted, *_without_root(wanted, root)]:
        found = next((one for one in _files(candidate) if (root / one).is_file()), None)
        if found:  # MyST takes back only some of the characters that an address has encoded
            return f"/{found}{hash_}{anchor}"
    return given


def _files(path: str) -> Iterator[str]:
    yield path
    yield from (posixpath.normpath(posixpath.join(path, name)) for name in INDICES)


def _without_root(path: str, root: Path) -> Iterator[str]:
    """The path below the source root, where it begins with the folders that lead there."""
    parts = root.resolve().parts
    for count in range(1, len(parts)):
        above = PurePosixPath(*parts[-count:])
        if PurePosixPath(path).is_relative_to(above):
            yield str(PurePosixPath(path).relative_to(above))


# HTML -------------------------------------------------------------------------------------------

UNSEEN = ("script", "style", "template")
BLOCKS = (
    *("br", "dd", "div", "dt", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("li", "p", "summary", "tr"),
)
CELLS = ("td", "th")


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
    shown.feed(text)
    shown.close()
    return [line for one in shown.lines if (line := " ".join(one.split()))]


class WordsOfHtml(SphinxPostTransform):
    """Shows the words of an article's HTML where a builder cannot show the HTML."""

    # Before our nodes are lowered (6).
    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Puts paragraphs in the place of blocks, and text in that of what is within lines."""
        builder = builder_of(self.env)
        if builder.format == "html" or builder.name == PRINT:  # print says where HTML was
            return
        for node in list(self.document.findall(nodes.raw)):
            if not node.get("of_article"):
                continue
            lines = words_of_html(node.astext())
            if isinstance(node.parent, nodes.TextElement):
                node.replace_self(nodes.Text(" ".join(lines)))
            else:
                node.replace_self([nodes.paragraph("", line) for line in lines])


def setup(app: Sphinx) -> None:
    """Registers the transform."""
    app.add_post_transform(WordsOfHtml)
