"""Pages that would read from outside of the sources, and addresses that are scripts."""

from __future__ import annotations

import os
from pathlib import Path

from tests.hostile.case import SECRET, Case, Content, Family

READING = {
    "include.md": "```{include} ../secret.txt\n```\n",
    "include-link.md": "```{include} link.txt\n```\n",
    "literal.md": "```{literalinclude} ../secret.txt\n```\n",
    "diff.md": "```{literalinclude} mine.txt\n:diff: ../secret.txt\n```\n",
    "csv.md": "```{csv-table}\n:file: ../secret.txt\n```\n",
    "csv-url.md": "```{csv-table}\n:url: http://127.0.0.1:9/a.csv\n```\n",
    "raw.md": "```{raw} html\n:file: ../secret.txt\n```\n",
    "raw-url.md": "```{raw} html\n:url: http://127.0.0.1:9/a.html\n```\n",
    "download.md": "{download}`../secret.txt`\n",
    "link.md": "[x](../secret.txt)\n",
    "link-path.md": "[x](<path:../secret.txt>)\n",
    "link-link.md": "[x](link.txt)\n",
    "picture.md": "![x](../secret.svg)\n",
    "picture-any.md": "![x](../secret.*)\n",
    "picture-link.md": "![x](link.svg)\n",
    "picture-html.md": '<img src="../secret.svg">\n',
    "link-html.md": '<a href="../secret.txt">x</a>\n',
    "figure.md": "```{figure} ../secret.svg\nx\n```\n",
    "front.md": "LAYOUT image: ../secret.svg\n",
    "front-link.md": "LAYOUT image: link.svg\n",
    "post-picture.md": "LAYOUT title: X\n![x](../secret.svg)\n",
    "post-link.md": "LAYOUT title: X\n[x](../secret.txt)\n",
    "rest.rst": ".. include:: ../secret.txt\n",
    "rest-literal.rst": ".. literalinclude:: ../secret.txt\n",
    "rest-raw.rst": ".. raw:: html\n   :file: ../secret.txt\n",
    "rest-csv.rst": ".. csv-table::\n   :file: ../secret.txt\n",
    "rest-figure.rst": ".. figure:: ../secret.svg\n",
    "rest-download.rst": ":download:`../secret.txt`\n",
    "eval.md": "```{eval-rst}\n.. include:: ../secret.txt\n```\n",
    "pipe.md": "```{include} pipe.txt\n```\n",
    "pipe-literal.md": "```{literalinclude} pipe.txt\n```\n",
    "pipe-picture.md": "![x](pipe.svg)\n",
    "device.md": "```{literalinclude} zero.txt\n```\n",
    "picture-target.md": "```{image} ../secret.svg\n:target: x\n```\n",
    "figure-target.md": "```{figure} ../secret.svg\n:target: x\nx\n```\n",
    "rest-target.rst": "- .. image:: ../secret.svg\n     :target: x\n",
    "rest-substitution.rst": ".. |a| image:: ../secret.svg\n\n|a|\n",
    "picture-file.md": '<img src="file:///etc/passwd">\n',
    "card.md": ":::{card} x\n:img-top: ../secret.svg\n:::\n",
    "card-ground.md": ":::{card} x\n:img-background: ../secret.svg\n:::\n",
    "question.md": ":::{question}\nask: '![x](../secret.svg)'\n:::\n",
    "literal-link.md": "```{literalinclude} link.txt\n```\n",
    "csv-link.md": "```{csv-table}\n:file: link.txt\n```\n",
    "raw-link.md": "```{raw} html\n:file: link.txt\n```\n",
    "download-link.md": "{download}`link.txt`\n",
    "raw-file.md": "```{raw} html\n:url: file:///etc/passwd\n```\n",
    "rest-url.rst": ".. csv-table::\n   :url: http://127.0.0.1:9/a.csv\n",
    "front-path.md": "LAYOUT image: {path: ../secret.svg}\n",
}


def outside(file: str, text: str) -> Case:
    return Case(file, {file: page(file, text)}, "outside|fetched|not a file")


def page(file: str, text: str) -> str:
    """A page of Markdown or of reStructuredText, which is in no toctree."""
    if file.endswith(".rst"):
        return f":orphan:\n\nX\n=\n\n{text}"
    if text.startswith("LAYOUT"):
        line, _end, body = text.removeprefix("LAYOUT ").partition("\n")
        return f"---\nlayout: post\norphan: true\n{line}\n---\n# X\n\n{body}"
    return f"---\norphan: true\n---\n# X\n\n{text}"


def script(file: str, text: str) -> Case:
    return Case(file, {file: page(file, text)}, None, ("X",))


def absolute(path: Path) -> None:
    table = f"```{{csv-table}}\n:file: {path.parent.parent}/secret.txt\n```\n"
    path.write_text(page(path.name, table), encoding="utf-8")


ABSOLUTE = Case("csv-absolute.md", {"csv-absolute.md": absolute}, "outside")


def link(to: str) -> Content:
    return lambda path: path.symlink_to(to)


FILES: dict[str, Content] = {
    "../secret.txt": SECRET,
    "../secret.svg": f"<svg><!-- {SECRET} --></svg>",
    "mine.txt": "Mine.\n",
    "mine.svg": "<svg/>\n",
    "link.txt": link("../secret.txt"),
    "link.svg": link("../secret.svg"),
    "pipe.txt": os.mkfifo,
    "pipe.svg": os.mkfifo,
    "zero.txt": link("/dev/zero"),
}

ADDRESSES = ("javascript:hit()", "JaVaScRiPt:hit()", "java%0Ascript:hit()", "vbscript:hit()",
             "data:text/html,%3Cscript%3Ehit()%3C/script%3E")  # fmt: skip

FORMS = {
    f"{name}{number}.{suffix}": text
    for number, address in enumerate(ADDRESSES)
    for name, suffix, text in (
        ("md", "md", f"[x](<{address}>)\n"),
        ("auto", "md", f"<{address}>\n"),
        ("html", "md", f'<a href="{address}">x</a>\n'),
        ("rst", "rst", f"`x <{address}>`__\n"),
        ("image", "md", f"![x](<{address}>)\n"),
        ("target", "rst", f".. image:: mine.svg\n   :target: {address}\n"),
        ("card", "md", f":::{{card}} x\n:link: {address}\n:::\n"),
        ("button", "md", f"```{{button-link}} {address}\nx\n```\n"),
    )
} | {
    "formula.md": "$\\href{javascript:hit()}{x}$\n",
    "formula-macro.md": "$$\n\\newcommand{\\l}[1]{\\href{#1}{x}}\\l{javascript:hit()}\n$$\n",
    "formula-class.md": "$\\class{x\" onclick=\"hit()}{x} \\cssId{y\" onclick=\"hit()}{y}$\n",
    "entity.md": "[x](&#106;avascript:hit())\n",
    "reference.md": "[x]\n\n[x]: javascript:hit()\n",
    "handler.md": '<img src="mine.svg" onerror="hit()" onload="hit()">\n',
    "tag.md": "<script>hit()</script>\n",
    "frame.md": '<iframe srcdoc="<script>hit()</script>"></iframe>\n',
    "svg.md": '<svg onload="hit()"><script>hit()</script></svg>\n',
    "form.md": '<form action="javascript:hit()"><button formaction="javascript:hit()">\n',
    "style.md": "<style>@import 'javascript:hit()'; </style>\n",
    "meta.md": '<meta http-equiv="refresh" content="0;url=javascript:hit()">\n',
    "object.md": '<object data="data:text/html,<script>hit()</script>"></object>\n',
    "base.md": '<base href="javascript:hit()//">\n\n[x](mine.txt)\n',
    "title.md": "## <script>hit()</script> `<img src=x onerror=hit()>`\n",
    "code.md": "```html\n<script>hit()</script>\n```\n",
    "alt.md": '![" onerror="hit()](mine.svg)\n',
    "hint.md": "[x](mine.txt '\" onclick=\"hit()')\n",
    "class.md": '{.x" onclick="hit()}\nA paragraph.\n',
    "attribute.md": '[x](mine.txt){onclick="hit()" href="javascript:hit()"}\n',
    "figure.md": "```{figure} mine.svg\n:target: javascript:hit()\nx\n```\n",
    "grid.md": "::::{grid}\n:::{grid-item-card} x\n:link: javascript:hit()\n:::\n::::\n",
    "question.md": ":::{question}\nask: <script>hit()</script> [x](javascript:hit())\n:::\n",
    "front-title.md": "LAYOUT title: <script>hit()</script>\n",
}  # fmt: skip
"""The ways to get a script into a page: `hit()`, in any of them, must not be live."""

FAMILIES = [
    Family("outside", [*(outside(*one) for one in READING.items()), ABSOLUTE], files=FILES),
    Family("scripts", [script(*one) for one in FORMS.items()], files=FILES),
]
