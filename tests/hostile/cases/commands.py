"""Commands answer whatever they are asked: a sentence and an exit status, no traceback."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Command, Commands
from tests.hostile.runner import run, sphinx
from tests.projects import GARDEN, Project

X = "x" * 10_000


def conf(text: str | bytes) -> Callable[[Path], object]:
    data = text.encode() if isinstance(text, str) else text
    return lambda folder: (folder / "docs/conf.py").write_bytes(data)


def put(path: str, data: bytes = b"junk") -> Callable[[Path], object]:
    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return do


def pipe(path: str) -> Callable[[Path], object]:
    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(folder / path)

    return do


def link(path: str, to: str) -> Callable[[Path], object]:
    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).symlink_to(to)

    return do


TO = "gardener walk --start 2026-12-01T10:00 --zone Europe/Berlin --name Kim"
NEW = "init --company House --trade sales --jurisdictions de --role Baker"
PAGE = """It holds.

    ## Why
    It is so.

    *Source:* one.

    ## This is found
    ```markdown
    a
    ```

    ## This is not
    ```markdown
    b
    ```

    ## How to mend it
    Mend it.
    """


def rules(text: str) -> Callable[[Path], object]:
    """A rule of a user's own with this body."""
    head = (
        "import sys\nfrom guides_ext.lint.engine import Hit, rule\n"
        "from guides_ext.lint.subjects import RoleView\n"
        "from guides_ext.model.problems import Place\n\n"
        f'@rule(RoleView, "own")\ndef own(role):\n    """{PAGE}"""\n'
    )

    def do(folder: Path) -> None:
        (folder / "docs/own.py").write_text(head + text, encoding="utf-8")
        (folder / "docs/conf.py").write_text(GARDEN["conf.py"] + 'guides_lint_rules = ["own.py"]\n')

    return do


def everywhere(folder: Path) -> None:
    for path in (folder / "trees").rglob("*"):
        if path.is_file():
            path.write_bytes(b"junk")


SHEETS = [
    Command(
        "folder",
        "gardener -o made",
        0,
        "made/gardener.pdf",
        lambda folder: (folder / "made").mkdir(),
    ),
    Command("folder that is to be", "gardener -o made/", 0, "made/gardener.pdf"),
    Command(
        "folder of the name",
        "gardener -o made",
        1,
        "cannot be written",
        lambda folder: (folder / "made/gardener.pdf").mkdir(parents=True),
    ),
    Command("full device", "gardener -o /dev/full", 1, "cannot be written"),
    Command("null device", "gardener -o /dev/null", 1, "cannot be written"),
    Command("terminal", "gardener -o /dev/tty", 1, "cannot be written"),
    Command(
        "pipe",
        "gardener -o pipe",
        1,
        "cannot be written",
        lambda folder: os.mkfifo(folder / "pipe"),
    ),
    Command("below a file", "gardener -o file/x.pdf", 1, "cannot be written", put("file")),
    Command("long name", f"gardener -o {X}", 1, "cannot be written"),
    Command("name of 255 bytes", f"gardener -o {'x' * 255}", 0),
    Command("name of 256 bytes", f"gardener -o {'x' * 256}", 1, "cannot be written"),
    Command(
        "loop of links",
        "gardener -o loop",
        (0, 1),
        "",
        lambda folder: (folder / "loop").symlink_to("loop"),
    ),
    Command(
        "link to a device",
        "gardener -o link",
        1,
        "cannot be written",
        lambda folder: (folder / "link").symlink_to("/dev/full"),
    ),
    Command("role unknown", "none", 2, "there is no role 'none'"),
    Command("role of many letters", X, 2, "there is no role"),
    Command("role of no letters", "''", 2, "there is no role"),
    Command("role of a path", "../../etc/passwd", 2, "there is no role"),
    Command("day 0", "gardener --day 0", 2, "day"),
    Command("day 99", "gardener --day 99", 2, "day"),
    Command("day -1", "gardener --day -1", 2, "day"),
    Command("day of 5000 digits", f"gardener --day {'9' * 5000}", 2, "day"),
    Command("day no number", "gardener --day x", 2, "day"),
    Command("date none", "gardener --date 2026-13-45", 2, "is not a date"),
    Command("date far", "gardener --date 9999-12-31", 0),
    Command("date near", "gardener --date 0001-01-01", 0),
    Command("date of many letters", f"gardener --date {X}", 2, "is not a date"),
    Command("start none", "gardener --start 25:99", 2, "is not a time"),
    Command("start late", "gardener --start 23:59", 0),
    Command("place without", "gardener --place =", 2, "is not a place"),
    Command("place of nothing", "gardener --place none=x", 2, "none"),
    Command("place of many letters", f"gardener --place {X}", 2, "more than 200 letters"),
    Command("part without", "gardener --part notes", 2, "is not a part"),
    Command("part of nothing", "gardener --part none/x=y", 2, "none"),
    Command("part twice", "gardener --part notes=a --part notes=b", 2, "twice"),
    Command("candidate of many letters", f"gardener --candidate {X}", 2, "more than 200 letters"),
    Command("candidate turned", "gardener --candidate \u202eab", (0, 1), ""),
    Command("candidate in emoji", "gardener --candidate 🌳", 1, "no font has"),
    Command("ask for nothing", "gardener --ask none", 2, "none"),
    Command("source missing", "gardener --source none", 1, "."),
    Command("source a file", "gardener --source docs/index.md", 1, "."),
    Command(
        "source empty", "gardener --source empty", 1, ".", lambda folder: (folder / "empty").mkdir()
    ),
    Command("source of many letters", f"gardener --source {X}", 1, "."),
    Command("source a device", "gardener --source /dev/zero", 1, "."),
    Command("doctrees junk", "gardener", 0, "", everywhere),
    Command("doctrees a file", "gardener --doctrees file", 1, ".", put("file")),
    Command("doctrees a device", "gardener --doctrees /dev/null", 1, "."),
    Command("doctrees below a file", "gardener --doctrees file/x", 1, ".", put("file")),
    Command("doctrees of many letters", f"gardener --doctrees {X}", 1, "."),
    Command("conf.py raises", "gardener", 1, ".", conf("1 / 0\n")),
    Command("conf.py exits", "gardener", 1, ".", conf("raise SystemExit(0)\n")),
    Command("conf.py exits with words", "gardener", 1, ".", conf("import sys\nsys.exit('no')\n")),
    Command("conf.py is not UTF-8", "gardener", 1, ".", conf(b"project = '\xff'\n")),
    Command("conf.py is no Python", "gardener", 1, ".", conf("def (:\n")),
    Command("conf.py of NUL", "gardener", 1, ".", conf(b"\0\0\0")),
    Command("conf.py recurses", "gardener", 1, ".", conf("def f():\n    f()\nf()\n")),
    Command("conf.py without us", "gardener", 1, ".", conf("extensions = []\n")),
    Command(
        "conf.py of an extension that is not there",
        "gardener",
        1,
        ".",
        conf("extensions = ['none']\n"),
    ),
]
LINT = [
    Command("source missing", "none", 2, "."),
    Command("source a file", "docs/index.md", 2, "."),
    Command("source empty", "empty", 2, ".", lambda folder: (folder / "empty").mkdir()),
    Command("source of many letters", X, 2, "."),
    Command("format unknown", "docs --format none", 2, "invalid choice: 'none'"),
    Command("jobs none", "docs --jobs 0", (1, 2), "."),
    Command("jobs minus", "docs --jobs -1", (1, 2), "."),
    Command("jobs no number", "docs --jobs x", 2, "."),
    Command("doctrees a file", "docs --doctrees file", 2, ".", put("file")),
    Command("doctrees junk", "docs --doctrees trees", 1, "errors", everywhere),
    Command("conf.py raises", "docs", 2, ".", conf("1 / 0\n")),
    Command("conf.py exits", "docs", 2, ".", conf("raise SystemExit(0)\n")),
    Command("conf.py without us", "docs", 2, ".", conf("extensions = []\n")),
    Command(
        "rules missing",
        "docs",
        1,
        "none.py",
        conf(GARDEN["conf.py"] + "guides_lint_rules = ['none.py']\n"),
    ),
    Command(
        "rules a folder",
        "docs",
        1,
        "roles",
        conf(GARDEN["conf.py"] + "guides_lint_rules = ['roles']\n"),
    ),
    Command(
        "rules a device",
        "docs",
        1,
        "null",
        conf(GARDEN["conf.py"] + "guides_lint_rules = ['/dev/null']\n"),
    ),
    Command("rules no list", "docs", 1, ".", conf(GARDEN["conf.py"] + "guides_lint_rules = 5\n")),
    Command(
        "rules of many letters",
        "docs",
        1,
        ".",
        conf(GARDEN["conf.py"] + f"guides_lint_rules = ['{X}']\n"),
    ),
    Command("a rule raises", "docs", 1, "this rule fails: ZeroDivisionError", rules("    1 / 0\n")),
    Command(
        "a rule exits", "docs", 1, "this rule fails: SystemExit", rules("    sys.exit('no')\n")
    ),
    Command(
        "a rule recurses",
        "docs",
        1,
        "this rule fails: RecursionError",
        rules("    own.check(role)\n    return own.check(role)\n"),
    ),
    Command(
        "a rule gives nothing", "docs", 1, "this rule fails: TypeError", rules("    return None\n")
    ),
    Command(
        "a rule gives numbers", "docs", 1, "expected it to yield a Hit", rules("    yield 5\n")
    ),
    Command(
        "a rule gives no places",
        "docs",
        1,
        "expected it to yield a Hit",
        rules("    yield Hit(5, 'x')\n"),
    ),
    Command(
        "a rule finds without end",
        "docs",
        1,
        "own",
        rules("    while True:\n        yield Hit(Place('index.md', 1, 1), 'x')\n"),
    ),
    Command(
        "a rule loops",
        "docs",
        1,
        "this rule fails: TimeoutError",
        rules("    while True:\n        pass\n"),
    ),
    Command(
        "a rule sleeps",
        "docs",
        1,
        "this rule fails: TimeoutError",
        rules("    import time\n    time.sleep(1000)\n    yield\n"),
    ),
    Command(
        "a rule prints",
        "docs --format json",
        1,
        "noise",
        rules("    print('noise')\n    return []\n"),
    ),
    Command(
        "a rule finds outside",
        "docs",
        1,
        "own",
        rules("    yield Hit(Place('../../x', 10**9, -5), 'a\\nb')\n"),
    ),
    Command(
        "rules loop",
        "docs",
        1,
        "TimeoutError",
        lambda folder: rules("    return []\nwhile True:\n    pass\n")(folder),
    ),
]


INVITE = [
    Command("to a file", "-o file", 2, "cannot be written", put("file")),
    Command("below a file", "-o file/x", 2, "cannot be written", put("file")),
    Command("to a long name", f"-o {X}", 2, "cannot be written"),
    Command("to a full device", "-o /dev/full", 2, "cannot be written"),
    Command("a name that is no text", "--name \udcff", 2, "is not a line of text"),
    Command("a name of lines", "--name a\nb", 2, "is not a line of text"),
    Command("a name of many letters", f"--name {X}", 2, "more than 200 letters"),
    Command("at the beginning of time", "--start 0001-01-01T00:00", 2, "a day and a time"),
    Command("at the end of time", "--start 9999-12-31T23:59", 2, "a day and a time"),
    Command("a zone that is a path", "--zone ../../etc/passwd", 2, "no time zone"),
    Command("a source of many letters", f"--source {X}", 2, "."),
    Command(
        "a role that is not UTF-8", "", 2, "UTF-8", put("docs/roles/gardener.role.yaml", b"\xff")
    ),
    Command("a language that is a path", "", 2, "no dates", conf("language = '../../etc'\n")),
    Command("a language that is none", "", 2, "no dates", conf("language = 'xx'\n")),
    Command("a project of lines", "-o made", 0, "invitation.eml", conf("project = 'a\\nb'\n")),
    Command("a project that is no text", "-o made", 0, "", conf("project = '\\ud800'\n")),
]
OTHERS = [
    Command("doctor of many letters", f"doctor --source {X} --build {X}", 0, "no build"),
    Command("doctor with a device", "doctor --build /dev/null", 1, "the last build"),
    Command("doctor of a pipe", "doctor", 1, "the last build",
            pipe("build/html/.guides-build.json")),
    Command("schema of many letters", f"schema --install --source {X}", 2, "no conf.py"),
    Command("schema with a pipe", "schema --install", 0, "is yours", pipe(".vscode/settings.json")),
    Command("schema with a device", "schema --install", 0, "is yours",
            link(".vscode/settings.json", "/dev/zero")),
    Command("schema with a folder", "schema --install", 1, "is a folder",
            lambda folder: (folder / "docs/role.schema.json").mkdir()),
    Command("edition of no sources", "edition --edition company none made", 1, "edition: ."),
    Command("edition to a device", "edition --edition company docs /dev/full", 1, "edition: ."),
    Command("project to a device", "project --edition company docs /dev/full", 2, "."),
    Command("init into a file", f"{NEW} file", 2, "is not a folder", put("file")),
    Command("init into a loop", f"{NEW} loop", 1, "nothing was written", link("loop", "loop")),
    Command("init with a long name", f"{NEW} {X}", 1, "nothing was written"),
    Command("init with a long role", f"{NEW} new --role {X}", 0, "Written"),
    Command("init with a role that is no text", f"{NEW} new --role \udcff", 2, "plain text"),
    Command("init from a device", f"{NEW} new --from /dev/zero", 2, "no such folder"),
]  # fmt: skip


def write(folder: Path) -> None:
    """A garden."""
    Project(folder).write(GARDEN)


def read(folder: Path) -> None:
    """A garden that has been read."""
    write(folder)
    assert run(sphinx, folder, guides_print="").code == 0


FAMILIES = [
    Commands("sheets", "sheets --doctrees trees", SHEETS, read),
    Commands("lint", "lint", LINT, read),
    Commands("invite", f"invite {TO}", INVITE, write),
    Commands("other commands", "", OTHERS, write, long=True),
]
