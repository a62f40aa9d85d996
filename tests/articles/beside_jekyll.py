"""What Jekyll makes of `jekyll_blog/`, kept in `jekyll_blog.json` so that tests need no Jekyll.

Run as a program, where Debian's package `jekyll` is installed, it writes the file anew.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from selectolax.lexbor import LexborHTMLParser

BLOG = Path(__file__).with_name("jekyll_blog")
KEPT = BLOG.with_suffix(".json")

BLOCKS = (
    "address,blockquote,br,caption,dd,details,div,dl,dt,figcaption,figure,h1,h2,h3,h4,h5,h6,hr,"
    "li,ol,p,pre,section,summary,sup,table,td,th,tr,ul"
)
SHAPE = {
    "headings": "h1, h2, h3, h4, h5, h6, .rubric",
    "lists": "ul, ol",
    "items": "li",
    "tables": "table",
    "rows": "tr",
    "cells": "td, th",
    "terms": "dt",
    "meanings": "dd",
    "quotations": "blockquote",
    "listings": "pre",
    "pictures": "img",
    "links": "a[href]:not([href*='_images/'])",
    "strong": "strong, b",
    "emphasis": "em, i",
    "rules": "hr",
    "folds": "details",
}
"""What is counted on a page, and what it is in HTML."""


class Page(NamedTuple):
    """What a page says, and what it is made of."""

    words: str
    shape: dict[str, int]


def page_of(html: str, main: str, unseen: str) -> Page:
    """A page as a browser reads it.

    Args:
        main: what selects its text.
        unseen: what selects that which only one of us has.
    """
    soup = BeautifulSoup(LexborHTMLParser(html).html or "", "html.parser")
    text = soup.select_one(main)
    assert isinstance(text, Tag)
    for one in text.select(unseen):
        one.decompose()
    for one in text.select(".footnotes ol, .footnotes li"):
        one.unwrap()  # to us, footnotes are no list
    shape = {name: len(text.select(selector)) for name, selector in SHAPE.items()}
    for one in text.select(BLOCKS):
        one.insert_before(" ")
        one.insert_after(" ")
    for one in text.select("img"):
        one.replace_with(f" {one.get('alt', '')} ")
    return Page(" ".join(re.findall(r"[^\W_]+", text.get_text())), shape)


def digest() -> str:
    """Of all that Jekyll reads."""
    found = hashlib.sha256()
    for path in sorted(path for path in BLOG.rglob("*") if path.is_file()):
        found.update(path.relative_to(BLOG).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def kept() -> tuple[str, dict[str, Page]]:
    """The digest of the blog that was kept, and its pages by their sources."""
    data = json.loads(KEPT.read_text(encoding="utf-8"))
    return data["digest"], {name: Page(**one) for name, one in data["pages"].items()}


def main() -> None:
    """Builds the blog with Jekyll, and keeps its pages."""
    pages = {}
    with tempfile.TemporaryDirectory() as folder:
        command = ["jekyll", "build", "--quiet", "--disable-disk-cache", "-s", BLOG, "-d", folder]
        subprocess.run(command, check=True)
        for file in sorted(Path(folder).rglob("*.html")):
            html = file.read_text(encoding="utf-8")
            if source := re.search(r'data-source="([^"]*)"', html):
                page = page_of(html, "main", "a.reversefootnote, .lineno, svg")
                pages[source[1]] = page._asdict()
    data = {"digest": digest(), "pages": pages}
    KEPT.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
