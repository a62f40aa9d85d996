"""Files with names of any kind: none is lost without a word, none takes another's place."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, Family
from tests.projects import ROLE

ARTICLE = "---\norphan: true\n---\n# Head\n\nThese are the words.\n"
WORDS = ("These are the words.",)
HERE = ("Looks after the trees.",)


def article(name: str, file: str, says: str = "", *shows: str) -> Case:
    return Case(name, {file: ARTICLE}, says, shows)


def odd(name: str, file: str, says: str, told: str) -> Case:
    """A file whose name is shown in another way, or not by us."""
    return Case(name, {file: ROLE if file.endswith(".yaml") else ARTICLE}, says, about=told)


def role(name: str, file: str, says: str = "", *shows: str) -> Case:
    return Case(name, {f"{file}.role.yaml": ROLE}, says, shows)


def raw(name: bytes, text: str) -> Callable[[Path], object]:
    """A file whose name is not a text."""

    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(os.fsdecode(name)).write_text(text, encoding="utf-8")

    return make


NAMES = [
    article("space", "a name.md", "", *WORDS),
    article("quotes", "a\"'name.md", "", *WORDS),
    article("ampersand", "a&b;.md", "", *WORDS),
    article("tag", "a<b>.md", "", *WORDS),
    article("percent", "a%20b.md", "", *WORDS),
    article("hash", "a#b.md", "", *WORDS),
    article("question", "a?b.md", "", *WORDS),
    article("plus", "a+b.md", "", *WORDS),
    article("dots", "a..b.md", "", *WORDS),
    article("comma", "a,b.md", "", *WORDS),
    article("star", "a*b.md", "", *WORDS),
    article("brackets", "a[b].md", "", *WORDS),
    article("braces", "a{b}.md", "", *WORDS),
    article("dollar", "a$HOME.md", "", *WORDS),
    article("pipe", "a|b.md", "", *WORDS),
    article("colon", "a:b.md", "", *WORDS),
    article("tilde", "~a.md", "", *WORDS),
    article("minus", "-a.md", "", *WORDS),
    article("emoji", "🌳.md", "", *WORDS),
    article("arabic", "مقال.md", "", *WORDS),
    article("nfc", "caf\u00e9.md", "", *WORDS),
    odd("nfd", "cafe\u0301-too.md", "unreadable", "caf\u00e9-too.md"),
    Case(
        "nfc-beside-nfd",
        {"beside/caf\u00e9.md": ARTICLE, "beside/cafe\u0301.md": ARTICLE},
        "multiple files found",
        WORDS,
        about="beside/caf\u00e9",
    ),
    Case("case", {"cases/Day.md": ARTICLE, "cases/day.md": ARTICLE}, "", WORDS),
    Case(
        "roles-nfc-beside-nfd",
        {"roles/caf\u00e9.role.yaml": ROLE, "roles/cafe\u0301.role.yaml": ROLE},
        "multiple files found",
        HERE,
        about="roles/caf\u00e9",
    ),
    odd("newline", "a\nb.md", r"U\+000A in its name", r"a\nb.md:1:1"),
    odd("return", "a\rb.md", r"U\+000D in its name", r"a\rb.md:1:1"),
    odd("tab", "a\tb.md", r"U\+0009 in its name", r"a\tb.md:1:1"),
    odd("backslash", "a\\b.md", "unreadable|cannot be read", "a/b.md"),
    odd("escape", "a\x1bb.md", r"U\+001B in its name", r"a\x1bb.md:1:1"),
    odd("bell", "a\x07b.md", r"U\+0007 in its name", r"a\x07b.md:1:1"),
    odd("turned", "a\u202eb.md", r"U\+202E in its name", r"a\u202eb.md:1:1"),
    article("251-bytes", f"{'a' * 248}.md", "name"),
    article("255-bytes", f"{'a' * 252}.md", "name"),
    article("240-bytes", f"{'a' * 237}.md", "", *WORDS),
    article("251-bytes-of-two", f"{'é' * 124}.md", "name"),
    article("folder-of-255", f"{'a' * 255}/b.md", "", *WORDS),
    article("deep-folders", "/".join(["d"] * 100) + "/b.md", "", *WORDS),
    article("path-of-2000", "/".join(["d" * 100] * 18) + "/b.md", "", *WORDS),
    article("genindex", "genindex.md", "name"),
    article("search", "search.md", "name"),
    article("http-routingtable", "py-modindex.md", "", *WORDS),
    article("our-index", "guide-roles.md", "name"),
    article("our-stages", "guide-stages.md", "name"),
    article("static", "_static/a.md", "", *WORDS),
    article("sources", "_sources/a.md", "", *WORDS),
    article("images", "_images/a.md", ""),
    article("print", "print/a.md", "", *WORDS),
    article("no-stem", ".md", "name"),
    article("hidden", ".a.md", "", *WORDS),
    Case(
        "not-utf-8",
        {"bytes/x": raw(b"a\xff.md", ARTICLE)},
        "what is not UTF-8",
        about=r"bytes/a\udcff.md:1:1",
    ),
    Case(
        "not-utf-8-role",
        {"bytes/y": raw(b"b\xff.role.yaml", ROLE)},
        "what is not UTF-8",
        about=r"b\udcff.role.yaml:1:1",
    ),
    role("role-space", "roles/a role", "", *HERE),
    role("role-quotes", "roles/a\"'role", "", *HERE),
    role("role-tag", "roles/a<b>", "", *HERE),
    role("role-hash", "roles/a#b", "", *HERE),
    role("role-percent", "roles/a%20b", "", *HERE),
    role("role-star", "roles/a*b", "", *HERE),
    role("role-emoji", "roles/🌳", "", *HERE),
    odd(
        "role-newline", "roles/a\nb.role.yaml", r"U\+000A in its name", r"roles/a\nb.role.yaml:1:1"
    ),
    odd(
        "role-backslash", "roles/a\\b.role.yaml", "unreadable|cannot be read", "roles/a/b.role.yaml"
    ),
    role("role-251-bytes", f"roles/{'a' * 241}", "name"),
    role("role-255-bytes", f"roles/{'a' * 245}", "name"),
    role("role-230-bytes", f"roles/{'a' * 220}", "", *HERE),
    role("role-no-stem", "roles/", "name"),
    role("role-genindex", "genindex-too/genindex", "", *HERE),
    role("role-at-genindex", "genindex", "name"),
    role("role-dot", "roles/a.b", "", *HERE),
    role("role-upper", "roles/GARDENER", "", *HERE),
    role("role-role", "roles/a.role", "", *HERE),
    Case("role-yml", {"roles/other.role.yml": ROLE}, r"ends in \.role\.yaml"),
    Case(
        "role-twin", {"roles/twin.role.yaml": ROLE, "roles/twin.md": ARTICLE}, "has the same name"
    ),
    Case(
        "role-of-a-sheet-s-folder",
        {"roles/walks.role.yaml": ROLE, "roles/walks/walk.role.yaml": ROLE},
        "where the sheets of the role 'roles/walks'",
    ),
    Case(
        "article-of-a-role-s-folder",
        {"roles/talks.role.yaml": ROLE, "roles/talks/walk.md": ARTICLE},
        "",
    ),
    Case("folder-named-md", {"folder.md": lambda path: path.mkdir()}, ""),
    Case("folder-named-role", {"roles/folder.role.yaml": lambda path: path.mkdir()}, ""),
    Case(
        "link-to-itself",
        {"loop.md": lambda path: path.symlink_to("loop.md")},
        "unreadable",
        about="'loop.md'",
    ),
    Case(
        "link-to-nothing",
        {"nothing.md": lambda path: path.symlink_to("none.md")},
        "unreadable",
        about="'nothing.md'",
    ),
    Case(
        "link-to-its-folder",
        {"around/around": lambda path: path.symlink_to(".")},
        "leads back to a folder around it",
    ),
    Case(
        "link-to-the-sources",
        {"around/root": lambda path: path.symlink_to("..")},
        "leads back to a folder around it",
    ),
    Case(
        "links-to-each-other",
        {
            "one/two": lambda path: path.symlink_to("../two"),
            "two/one": lambda path: (path.parent.mkdir(exist_ok=True), path.symlink_to("../one")),
        },
        "leads back to a folder around it",
        about="two/one",
    ),
    Case(
        "link-within",
        {"within.md": lambda path: path.symlink_to("articles/day.md")},
        "duplicate label walking",
    ),
    Case("link-outside", {"outside.md": lambda path: path.symlink_to("/etc/passwd")}, "outside of"),
    Case("link-to-folder-outside", {"etc": lambda path: path.symlink_to("/etc/ssl")}, "outside of"),
    Case("link-to-everything", {"all": lambda path: path.symlink_to("/")}, "outside of"),
    Case("unreadable", {"locked.md": ARTICLE}, "", WORDS),
]

FAMILIES = [Family("names", NAMES, options={"guides_print": "sheet"})]
