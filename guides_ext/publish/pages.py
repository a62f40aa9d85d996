"""The pages on what has changed, as plain HTML without a script: one for each role, and a list.

They are made on the way to the target, for only there two releases meet.
"""

from __future__ import annotations

import json
import time
from collections.abc import Container
from html import escape
from importlib.resources import files

from .changes import Change, Entry
from .server.store import release_time

STYLE = "changes.css"
HISTORY = "changes.json"


def make_pages(history: list[Entry], site: Container[str]) -> dict[str, bytes]:
    """The pages as files, by their paths below the folder where they stand.

    Args:
        history: what each release brought, newest first; without any there are no pages.
        site: the paths of the site that they will be in, to link those that exist.
    """
    titles = {
        id: role["title"] for entry in reversed(history) for id, role in entry["roles"].items()
    }
    if not titles:
        return {}
    style = files(__package__).joinpath(STYLE).read_text(encoding="utf-8")
    data = json.dumps({"version": 1, "releases": history}, ensure_ascii=False, indent=1)
    texts = {STYLE: style, HISTORY: f"{data}\n", "index.html": _index(titles)}
    for id, title in titles.items():
        entries = [entry for entry in history if id in entry["roles"]]
        texts[f"{id}.html"] = _role(id, title, entries, site)
    return {path: text.encode() for path, text in texts.items()}


def _index(titles: dict[str, str]) -> str:
    links = [
        f'<li><a href="{escape(id)}.html">{escape(title)}</a></li>'
        for id, title in sorted(titles.items(), key=lambda pair: pair[1])
    ]
    return _page("What has changed", "", ["<ul>", *links, "</ul>"])


def _role(id: str, title: str, entries: list[Entry], site: Container[str]) -> str:
    up = "../" * (id.count("/") + 1)
    body = [f'<p><a href="{"../" * id.count("/") or "./"}index.html">All roles</a>']
    for page in (f"{id}.html", f"{id}/index.html"):
        if page in site:
            body.append(f' · <a href="{escape(up + page)}">The guide</a>')
    body.append("</p>")
    for entry in entries:
        body += _entry(id, entry)
    return _page(f"What has changed: {title}", "../" * id.count("/"), body)


def _entry(id: str, entry: Entry) -> list[str]:
    when = time.strftime("%Y-%m-%d, %H:%M UTC", time.gmtime(release_time(entry["release"])))
    body = [f"<section><h2>{when}</h2><p>Release <code>{escape(entry['release'])}</code></p>"]
    changes = [change for change in entry["changes"] if change["role"] == id]
    for stage in dict.fromkeys(change["stage"] for change in changes):
        body.append(f"<h3>{escape(stage or 'The role')}</h3>\n<ul>")
        body += [_change(change) for change in changes if change["stage"] == stage]
        body.append("</ul>")
    versions = entry["roles"][id]["versions"]
    if versions:
        body.append("<table><caption>The versions that sheets name</caption>")
        body.append("<thead><tr><th>Stage</th><th>Before</th><th>Since</th></tr></thead><tbody>")
        body += [
            f"<tr><td>{escape(one['stage'])}</td><td><code>{escape(one['was'] or '–')}</code></td>"
            f"<td><code>{escape(one['now'] or '–')}</code></td></tr>"
            for one in versions
        ]
        body.append("</tbody></table>")
    return [*body, "</section>"]


def _change(change: Change) -> str:
    head = f"{change['what']} {change['did']}".capitalize()
    if change["title"]:
        head += f" ({change['title']})"
    was, now = escape(change["was"]), escape(change["now"])
    parts = [f"<del>{was}</del>" if was else "", f"<ins>{now}</ins>" if now else ""]
    return f"<li>{escape(head)}: {' '.join(filter(None, parts))}</li>"


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
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{text}
</main>
</body>
</html>
"""
