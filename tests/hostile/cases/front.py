"""Front matter of articles and posts, settings of a site and data of any shape."""

from __future__ import annotations

from tests.hostile.case import Case, Family

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
TOMLS: list[tuple[str, str, str]] = [
    ("toml-date", "date = 2020-01-01T00:00:00Z\ntime = 07:32:00", ""),
    ("toml-deep", "a = " + "[" * 3000 + "]" * 3000, "not valid TOML"),
    ("toml-number", f"part = {HUGE}", "not valid TOML"),
    ("toml-hexadecimal", f"part = 0x{'f' * 5000}", "not valid TOML"),
    ("toml-infinite", "part = inf", ""),
    ("toml-broken", "a = ", "not valid TOML: Invalid value"),
    ("toml-twice", "a = 1\na = 2", "not valid TOML: Cannot overwrite"),
]
DATA: list[tuple[str, str | bytes, str]] = [
    ("bomb.yml", BOMB, "more than 100,000 values"),
    ("deep.json", "[" * 100_000, "nested deeper"),
    ("surrogate.json", '{"a": "\\ud800"}', "invalid Unicode"),
    ("number.yml", f"a: 0x{'f' * 5000}\nb: {HUGE}", ""),
    ("twice.yml", "a: 1\na: 2", "the same key"),
    ("circle.yml", "a: &a {b: *a}", "an alias inside"),
    ("bool.yml", "- !!bool maybe", ""),
    ("large.yml", "a: " + "x" * 2_000_000, "larger than"),
    ("bytes.yml", b"\xff\xfe\x00", "not UTF-8"),
]


def page(name: str, front: str, kind: str, says: str) -> Case:
    """A page with front matter, whose words are shown whatever that holds."""
    file = f"blog/_posts/2020-01-31-{name}.md" if kind == "post" else f"{kind}/{name}.md"
    words = f"Words of {name}."
    return Case(f"{kind}: {name}", {file: f"{front}# Head\n\n{words}\n"}, says, (words,))


def site(name: str, text: str | bytes, says: str) -> Case:
    """A file of data, and a page that shows it in each way."""
    stem = name.partition(".")[0]
    shown = f"{{{{ site.data.{stem} }}}} {{{{ site.data.{stem} | jsonify }}}}\n"
    front = "---\nlayout: page\n---\n# Uses\n\n"
    files = {
        f"blog/uses-{stem}.md": f"{front}{shown}\nWords of uses.\n",
        f"blog/_data/{name}": text,
    }
    return Case(f"data: {name}", files, says, ("Words of uses.",))


OWN = {
    "other/a.md": "---\nlayout: post\n---\n# Head\n\nThe words.\n",
    "other/_config.yml": "title: !!bool maybe\nbaseurl: &a [*a]\nurl: 5\ntitle: x\n",
}

CASES = [
    *(page(name, f"---\n{text}\n---\n", "article", says) for name, text, says in FRONTS),
    *(page(name, f"---\n{text}\n---\n", "post", says) for name, text, says in FRONTS),
    *(page(name, f"+++\n{text}\n+++\n", "article", says) for name, text, says in TOMLS),
    *(site(name, text, says) for name, text, says in DATA),
    Case("settings of a site", OWN, "an alias inside of what it stands for", ("The words.",)),
]
FAMILIES = [
    Family("front matter", CASES, SILENT, files={"blog/_config.yml": "title: x\n"}),
]
