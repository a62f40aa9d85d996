"""The same as a feed for feed readers (Atom, RFC 4287): an entry for each release and document.

Its addresses are relative to its own, for nobody tells us where the site is read. Made with the
standard library: what feed libraries know beyond this is for podcasts.
"""

from __future__ import annotations

import re
import time
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from .history import Entry
from .pages import FEED, TITLE, entry_in_html, page_of
from .server.store import release_time

ATOM = "http://www.w3.org/2005/Atom"

MOST_ENTRIES = 50
"""How many entries the feed has at most, for all of it is fetched again and again."""

_NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_feed(history: list[Entry]) -> dict[str, bytes]:
    """The feed of a history as a file, by its path; the history has an entry at least, the newest
    first."""
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    # The oldest entry stays in a history for good, so this is the same in all releases.
    own = history[-1]["release"]
    _head(feed, own, TITLE, history[0]["release"], "index.html")
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": FEED})
    _text(SubElement(feed, "author"), "name", "Interview guides")
    pairs = [(entry, docname) for entry in history for docname in entry["documents"]]
    for entry, docname in pairs[:MOST_ENTRIES]:
        release = entry["release"]
        inner = SubElement(feed, "entry")
        title = f"{entry['documents'][docname]['title']}: {_count(entry, docname)}"
        _head(inner, f"{own} {release} {docname}", title, release, f"{page_of(docname)}#{release}")
        _text(inner, "content", "\n".join(entry_in_html(entry, docname)), type="html")
    return {FEED: tostring(feed, encoding="utf-8", xml_declaration=True)}


def _head(element: Element, name: str, title: str, release: str, page: str) -> None:
    """What the feed and its entries both have. The name makes the id, which lasts."""
    _text(element, "id", uuid5(NAMESPACE_URL, f"{ATOM}#{name}").urn)
    _text(element, "title", title)
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(release_time(release)))
    _text(element, "updated", when)
    SubElement(
        element, "link", {"rel": "alternate", "type": "text/html", "href": quote(page, safe="/#")}
    )


def _text(element: Element, tag: str, text: str, **attributes: str) -> None:
    SubElement(element, tag, attributes).text = _NO_XML.sub("", text)


def _count(entry: Entry, docname: str) -> str:
    changes = [change for change in entry["changes"] if change["document"] == docname]
    bar = sum(change["moves_the_bar"] for change in changes)
    if entry["note"]:
        return "what changed cannot be told"
    if not changes:
        versions = entry["documents"][docname]["versions"]
        return "new versions" if any(one["was"] for one in versions) else "first release"
    if len(changes) == 1:
        return "1 change that moves the bar" if bar else "1 change"
    counted = f"{len(changes)} changes"
    return f"{counted}, of which {bar} move{'s' if bar == 1 else ''} the bar" if bar else counted
