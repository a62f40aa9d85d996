"""The pages on what has changed, as plain HTML without a script: one for each role and article, and
a list of them; and the same as a feed.

They are made on the way to the target, for only there two releases meet.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Container, Iterable
from difflib import SequenceMatcher
from html import escape
from importlib.resources import files
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from .history import Change, Entry, Version
from .server.store import release_time

TITLE = "What has changed"
STYLE = "changes.css"
HISTORY = "changes.json"
FEED = "changes.xml"

SHORT = 40
"""Letters up to which before and after stand in one line."""

ALIKE = 0.4
"""The share of words from which on it is shown which of them changed."""

MOST_WORDS = 1_000
"""Longer texts are shown without that."""

ATOM = "http://www.w3.org/2005/Atom"

MOST_ENTRIES = 50
"""How many entries the feed has at most, for all of it is fetched again and again."""


def make_pages(history: list[Entry], site: Container[str]) -> dict[str, bytes]:
    """The pages as files, by their paths below the folder where they stand.

    Args:
        history: what each release brought, newest first; without any there are no pages.
        site: the paths of the site that they will be in, to link those that exist.
    """
    documents = {docname: about for entry in reversed(history)
                 for docname, about in entry["documents"].items()}  # fmt: skip
    if not documents:
        return {}
    data = json.dumps({"version": 1, "releases": history}, ensure_ascii=False, indent=1)
    by_title = sorted(documents.items(), key=lambda pair: pair[1]["title"])
    lists = []
    for kind, heading in (("role", "Roles"), ("article", "Articles")):
        links = [
            f'<li><a href="{quote(page_of(docname))}">{escape(about["title"])}</a></li>'
            for docname, about in by_title if about["kind"] == kind
        ]  # fmt: skip
        lists += [f"<h2>{heading}</h2>", "<ul>", *links, "</ul>"] if links else []
    texts = {
        STYLE: files(__package__).joinpath(STYLE).read_text(encoding="utf-8"),
        HISTORY: f"{data}\n",
        "index.html": _page(TITLE, "", [_links(_feed("")), *lists]),
    }
    for docname, about in documents.items():
        up = "../" * docname.count("/")
        links = [f'<a href="{up or "./"}index.html">All that has changed</a>']
        links += [
            f'<a href="../{up}{quote(page)}">The guide as it is now</a>'
            for page in (f"{docname}.html", f"{docname}/index.html") if page in site
        ]  # fmt: skip
        body = [_links(*links, _feed(up))]
        for entry in history:
            if docname in entry["documents"]:
                when = _when("%Y-%m-%d, %H:%M UTC", entry["release"])
                body += [
                    f'<section id="{entry["release"]}">', f"<h2>{when}</h2>",
                    f'<p class="release">Release {entry["release"]}</p>',
                    *entry_in_html(entry, docname), "</section>",
                ]  # fmt: skip
        texts[page_of(docname)] = _page(f"{TITLE}: {about['title']}", up, body)
    return {path: text.encode() for path, text in texts.items()}


def _when(format: str, release: str) -> str:
    return time.strftime(format, time.gmtime(release_time(release)))


def _links(*links: str) -> str:
    return f"<p>{' · '.join(links)}</p>"


def _feed(up: str) -> str:
    return f'<a href="{up}{FEED}">Feed (Atom)</a>'


def page_of(docname: str) -> str:
    """The path of a document's page; `index.html` is the list of them."""
    return f"{docname}.html" if docname != "index" else "index-page.html"


def entry_in_html(entry: Entry, docname: str) -> list[str]:
    """What a release brought to a document: first what moves the bar, then the rest by stages, then
    the versions that sheets name."""
    changes = [change for change in entry["changes"] if change["document"] == docname]
    bar = [change for change in changes if change["moves_the_bar"]]
    rest = [change for change in changes if not change["moves_the_bar"]]
    body = [f"<p>{escape(entry['note'])}</p>"] if entry["note"] else []
    if bar:
        body += ["<h3>What moves the bar</h3>", *_list(bar, with_stage=True)]
    for stage in dict.fromkeys(change["stage"] for change in rest):
        heading = stage or f"The {entry['documents'][docname]['kind']}"
        here = [change for change in rest if change["stage"] == stage]
        body += [f"<h3>{escape(heading)}</h3>", *_list(here)]
    versions = entry["documents"][docname]["versions"]
    return [*body, *_table(versions)] if versions else body


def _list(changes: Iterable[Change], with_stage: bool = False) -> list[str]:
    return ["<ul>", *(_change(change, with_stage) for change in changes), "</ul>"]


def _change(change: Change, with_stage: bool) -> str:
    where = [change["stage"] if with_stage else "", change["title"]]
    named = " · ".join(filter(None, where))
    head = f"<b>{escape(change['what'])}</b>"
    if change["did"] != "changed":
        head += f" {escape(change['did'])}"
    if named:
        head += f' <span class="where">{escape(named)}</span>'
    return f"<li>{head}{_marked(change['was'], change['now'])}</li>"


def _marked(was: str, now: str) -> str:
    """Before and after: in one line where both are short, else one below the other, with the words
    marked that are not in both."""
    if not (was and now):
        return f'<p class="words">{_mark("del", was)}{_mark("ins", now)}</p>'
    if max(len(was), len(now)) <= SHORT and "\n" not in was + now:
        return f'<p class="words">{_mark("del", was)} → {_mark("ins", now)}</p>'
    old, new = (re.split(r"(?<=\s)(?=\S)", text) for text in (was, now))
    match = SequenceMatcher(None, old, new, autojunk=False)
    before, after = _mark("del", was), _mark("ins", now)
    if max(len(old), len(new)) <= MOST_WORDS and match.ratio() >= ALIKE:
        before = after = ""
        for tag, i, j, k, m in match.get_opcodes():
            gone, come = "".join(old[i:j]), "".join(new[k:m])
            before += escape(gone) if tag == "equal" else _mark("del", gone)
            after += escape(come) if tag == "equal" else _mark("ins", come)
    return "".join(
        f'<p class="words side"><span class="when">{when}</span><span>{text}</span></p>'
        for when, text in (("Before", before), ("Now", after))
    )


def _mark(tag: str, text: str) -> str:
    """A text, marked but for the space behind it."""
    ink = text.rstrip()
    return f"<{tag}>{escape(ink)}</{tag}>{text[len(ink) :]}" if ink else text


def _table(versions: list[Version]) -> list[str]:
    """Which version of a stage's sheet is the newest, and what the new one is for."""
    return [
        "<table><caption>The versions that sheets name</caption>",
        "<thead><tr><th>Stage</th><th>Before</th><th>Since</th><th>Why</th></tr></thead><tbody>",
        *(
            f"<tr><td>{escape(one['stage'])}</td><td><code>{escape(one['was'] or '–')}</code></td>"
            f"<td><code>{escape(one['now'] or '–')}</code></td><td>{escape(one['why'])}</td></tr>"
            for one in versions
        ),
        "</tbody></table>",
    ]


def _page(title: str, up: str, body: list[str]) -> str:
    text = "\n".join(body)
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{up}{STYLE}">
<link rel="alternate" type="application/atom+xml" title="{TITLE}" href="{up}{FEED}">
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{text}
</main>
</body>
</html>
"""


_NO_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def make_feed(history: list[Entry]) -> dict[str, bytes]:
    """The same as a feed for feed readers (Atom, RFC 4287): an entry for each release and document.

    Its addresses are relative to its own, for nobody tells us where the site is read. Made with the
    standard library: what feed libraries know beyond this is for podcasts.

    Args:
        history: what each release brought, newest first, and one at least.
    """
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
    _text(element, "updated", _when("%Y-%m-%dT%H:%M:%SZ", release))
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
