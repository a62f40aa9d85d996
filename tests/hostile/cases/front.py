"""Front matter of articles and posts, settings of a site and data of any shape."""

from __future__ import annotations

import os

from tests.hostile.case import Case, Content, Family

HUGE = "9" * 5000
SILENT = 'suppress_warnings = ["toc.not_included"]'
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
FRONTS: list[tuple[str, str, str]] = [
    ("bool", "title: !!bool maybe", ""),
    ("float", "title: !!float x", ""),
    ("timestamp", "date: !!timestamp x", ""),
    ("no-date", "date: 2020-13-45", ""),
    ("far-date", "date: 0001-01-01T00:00:00+23:00", ""),
    ("hexadecimal", f"part: 0x{'f' * 5000}", ""),
    ("decimal", f"title: {HUGE}", ""),
    ("infinite", "part: .inf", ""),
    ("no-number", "part: .nan\nseries: x", ""),
    ("octal", "part: 0o7", ""),
    ("seconds", "part: 190:20:30", ""),
    ("binary", "title: !!binary x", "unknown tag"),
    ("python", "title: !!python/object/apply:os.system [echo]", "unknown tag"),
    ("set", "tags: !!set {a, b}", "unknown tag"),
    ("twice", "title: One\ntitle: Two", "the same key as in line"),
    ("surrogate", 'title: "\\ud800"', "invalid Unicode character"),
    ("control", 'title: "\\x00\\x1b"', "a control character"),
    ("bomb", BOMB, "more than 100,000 values"),
    ("circle", "a: &a [*a]", "an alias inside of what it stands for"),
    ("deep", "a: " + "[" * 5000, "nested deeper"),
    ("deep-closed", "a: " + "[" * 500 + "]" * 500, "nested deeper"),
    ("deep-block", "".join(f"{' ' * n}a:\n" for n in range(200)), "nested deeper"),
    ("list", "- a\n- b", "expected keys and values"),
    ("text", "a text", "expected keys and values"),
    ("null", "~", "expected keys and values"),
    ("key", "? [a, b]\n: c", "expected a key"),
    ("number-key", "5: a\ntrue: b\nnull: c\n2020-01-01: d", ""),
    ("merge", "base: &b {x: 1}\nown: {<<: *b, y: 2}", ""),
    ("merge-wrong", "<<: 5\ntitle: x", ""),
    ("tab", "a:\n\t- b", "a tab"),
    ("open", "title: 'x", "never closed"),
    ("two", "a: 1\n--- x", "a second document"),
    ("alias", "title: *x", "no anchor of this name"),
    ("anchor", "a: &x 1\nb: &x 2", "a second anchor"),
    ("many", "\n".join(f"k{n}: {n}" for n in range(5000)), ""),
    ("long", f"title: {'x' * 100_000}", ""),
    ("sub", "title: {a: [b, {c: d}]}", ""),
    ("myst", "myst: [1, 2]", "key not a dict"),
    ("myst-deep", "myst: {enable_extensions: 5, heading_anchors: x}", "not iterable"),
    ("html-meta", "html_meta: 5", "html_meta"),
    ("substitutions", "substitutions: [1]", "substitutions"),
    ("orphan", "orphan: [x]\ntocdepth: x", ""),
    ("lift", "guides_lift: [1]", ""),
    ("series", "series: [a, b]\npart: {a: b}", ""),
    ("image", "image: [a]\nlayout: post", "expected the path"),
    ("image-path", "image: {path: [a]}\nlayout: post", "expected the path"),
    ("date-list", "date: [2020]\nlayout: post", ""),
]
KEYS = ("title", "date", "part", "series", "lang", "tags", "categories", "permalink", "layout",
        "orphan", "image", "author", "excerpt", "published", "order", "weight", "tocdepth",
        "nosearch", "guides_lift", "guides_audience")  # fmt: skip
VALUES = {"hexadecimal": f"0x{'f' * 5000}", "digits": HUGE, "bool": "!!bool x", "nothing": "",
          "list": "[a, [b], {c: d}]", "mapping": "{a: [b]}", "no-number": ".nan", "float": "1e999",
          "time": "2020-01-01T25:61:61Z", "last-day": "9999-12-31", "minus": "-5", "true": "true",
          "empty": '""', "long": "x" * 20_000, "script": '"<script>hit()</script>"'}  # fmt: skip
EVERY = [(f"every-key-{name}", "".join(f"{key}: {value}\n" for key in KEYS), None)
         for name, value in VALUES.items()]  # fmt: skip
TOMLS: list[tuple[str, str, str]] = [
    ("toml-date", "date = 2020-01-01T00:00:00Z\ntime = 07:32:00", ""),
    ("toml-deep", "a = " + "[" * 3000 + "]" * 3000, "not valid TOML"),
    ("toml-number", f"part = {HUGE}", "not valid TOML"),
    ("toml-hexadecimal", f"part = 0x{'f' * 5000}", "not valid TOML"),
    ("toml-infinite", "part = inf", ""),
    ("toml-broken", "a = ", "not valid TOML: Invalid value"),
    ("toml-twice", "a = 1\na = 2", "not valid TOML: Cannot overwrite"),
]
DATA: list[tuple[str, Content, str]] = [
    ("bomb.yml", BOMB, "more than 100,000 values"),
    ("deep.json", "[" * 100_000, "nested deeper"),
    ("surrogate.json", '{"a": "\\ud800"}', "invalid Unicode"),
    ("number.yml", f"a: 0x{'f' * 5000}\nb: {HUGE}", ""),
    ("twice.yml", "a: 1\na: 2", "the same key"),
    ("circle.yml", "a: &a {b: *a}", "an alias inside"),
    ("bool.yml", "- !!bool maybe", ""),
    ("large.yml", "a: " + "x" * 2_000_000, "larger than"),
    ("bytes.yml", b"\xff\xfe\x00", "not UTF-8"),
    ("small-bomb.yml", "\n".join(BOMB.split("\n")[:4]), ""),
    ("many.yml", "- x\n" * 90_000, "asks for too much work"),
    ("infinite.json", "[NaN, Infinity, 1e999]", ""),
    ("folder.yml", lambda path: path.mkdir(), ""),
    ("pipe.yml", os.mkfifo, "not a file"),
    ("zero.json", lambda path: path.symlink_to("/dev/zero"), "outside"),
]


def page(name: str, front: str, kind: str, says: str | None) -> Case:
    """A page with front matter, whose words are shown whatever that holds."""
    file = f"blog/_posts/2020-01-31-{name}.md" if kind == "post" else f"{kind}/{name}.md"
    words = f"Words of {name}."
    return Case(f"{kind}: {name}", {file: f"{front}# Head\n\n{words}\n"}, says, (words,))


def site(name: str, text: Content, says: str) -> Case:
    """A file of data, and a page that shows it in each way."""
    stem = name.partition(".")[0]
    loop = f"{{% for i in site.data.{stem} %}}{{{{ i | jsonify }}}}{{{{ i[1] }}}}{{% endfor %}}"
    shown = f"{{{{ site.data.{stem} }}}} {{{{ site.data.{stem} | jsonify }}}} {loop}\n"
    front = "---\nlayout: page\n---\n# Uses\n\n"
    files = {
        f"blog/uses-{stem}.md": f"{front}{shown}\nWords of uses.\n",
        f"blog/_data/{name}": text,
    }
    return Case(f"data: {name}", files, says, ("Words of uses.",))


SITES = (b"\xff", b"[[[[", b"- a", b"title: !!bool x", f"title: 0x{'f' * 5000}".encode(),
         b"a: 1\na: 2", b"collections: 5", b"collections: [a]", b"collections: {a: {output: x}}",
         b"defaults: 5", b"defaults: [{scope: 5, values: 5}]",
         b"defaults: [{scope: {path: [x]}, values: [a]}]",
         b"permalink: [a]", b"permalink: /:year/:nothing/../../../:title/", b"baseurl: {a: b}",
         b"url: 'javascript:hit()'", b"markdown: 5\nkramdown: [x]", b"exclude: 5\ninclude: {a: b}",
         b"source: /etc\ndestination: /", b"timezone: ../../x", b"lang: [x]\nlocale: 5",
         b"includes_dir: /etc\ndata_dir: ../..\nlayouts_dir: [x]", b"excerpt_separator: [x]",
         b"title: '<script>hit()</script>'")  # fmt: skip


def settings(number: int, text: bytes) -> Case:
    """A post of a site with such settings."""
    post = "# Head\n\n{{ site | jsonify }} {{ site.title }} [a](b.md)\n\nThe words.\n"
    files = {
        f"site-{number}/_posts/2020-01-01-a.md": f"---\ntitle: A\n---\n{post}",
        f"site-{number}/_config.yml": text,
    }
    return Case(f"settings of a site {number}", files, None, ("The words.",))


OWN = {
    "other/a.md": "---\nlayout: post\n---\n# Head\n\nThe words.\n",
    "other/_config.yml": "title: !!bool maybe\nbaseurl: &a [*a]\nurl: 5\ntitle: x\n",
}

CASES = [
    *(page(name, f"---\n{text}\n---\n", "article", says) for name, text, says in FRONTS),
    *(page(name, f"---\n{text}\n---\n", "post", says) for name, text, says in FRONTS),
    *(page(name, f"---\n{text}---\n", "article", says) for name, text, says in EVERY),
    *(page(name, f"---\n{text}---\n", "post", says) for name, text, says in EVERY),
    *(page(name, f"+++\n{text}\n+++\n", "article", says) for name, text, says in TOMLS),
    *(site(name, text, says) for name, text, says in DATA),
    Case("settings of a site", OWN, "an alias inside of what it stands for", ("The words.",)),
]
FAMILIES = [
    Family("sites", [settings(*one) for one in enumerate(SITES)], SILENT),
    Family("front matter", CASES, SILENT, files={"blog/_config.yml": "title: x\n"}),
]
