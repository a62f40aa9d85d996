"""The commands answer whatever they are asked: a sentence and an exit status, no traceback."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hostile.runner import guides, run, sphinx
from tests.projects import GARDEN, Project

X = "x" * 10_000


class Command(NamedTuple):
    """A command line, what is done before it, the codes that it may end with and what it says."""

    words: str
    code: int | tuple[int, ...] = 1
    says: str = ""
    before: Callable[[Path], object] = lambda folder: None


def conf(text: str | bytes) -> Callable[[Path], object]:
    data = text.encode() if isinstance(text, str) else text
    return lambda folder: (folder / "docs/conf.py").write_bytes(data)


def put(path: str, data: bytes = b"junk") -> Callable[[Path], object]:
    def do(folder: Path) -> None:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)

    return do


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


SHEETS = {
    "folder": Command(
        "gardener -o made", 0, "made/gardener.pdf", lambda folder: (folder / "made").mkdir()
    ),
    "folder that is to be": Command("gardener -o made/", 0, "made/gardener.pdf"),
    "folder of the name": Command(
        "gardener -o made",
        1,
        "cannot be written",
        lambda folder: (folder / "made/gardener.pdf").mkdir(parents=True),
    ),
    "full device": Command("gardener -o /dev/full", 1, "cannot be written"),
    "null device": Command("gardener -o /dev/null", 1, "cannot be written"),
    "terminal": Command("gardener -o /dev/tty", 1, "cannot be written"),
    "pipe": Command(
        "gardener -o pipe", 1, "cannot be written", lambda folder: os.mkfifo(folder / "pipe")
    ),
    "below a file": Command("gardener -o file/x.pdf", 1, "cannot be written", put("file")),
    "long name": Command(f"gardener -o {X}", 1, "cannot be written"),
    "name of 255 bytes": Command(f"gardener -o {'x' * 255}", 0),
    "name of 256 bytes": Command(f"gardener -o {'x' * 256}", 1, "cannot be written"),
    "loop of links": Command(
        "gardener -o loop", (0, 1), "", lambda folder: (folder / "loop").symlink_to("loop")
    ),
    "link to a device": Command(
        "gardener -o link",
        1,
        "cannot be written",
        lambda folder: (folder / "link").symlink_to("/dev/full"),
    ),
    "role unknown": Command("none", 2, "there is no one role 'none'"),
    "role of many letters": Command(X, 2, "there is no one role"),
    "role of no letters": Command("''", 2, "there is no one role"),
    "role of a path": Command("../../etc/passwd", 2, "there is no one role"),
    "day 0": Command("gardener --day 0", 2, "day"),
    "day 99": Command("gardener --day 99", 2, "day"),
    "day -1": Command("gardener --day -1", 2, "day"),
    "day of 5000 digits": Command(f"gardener --day {'9' * 5000}", 2, "day"),
    "day no number": Command("gardener --day x", 2, "day"),
    "date none": Command("gardener --date 2026-13-45", 2, "is no date"),
    "date far": Command("gardener --date 9999-12-31", 0),
    "date near": Command("gardener --date 0001-01-01", 0),
    "date of many letters": Command(f"gardener --date {X}", 2, "is no date"),
    "start none": Command("gardener --start 25:99", 2, "is no time"),
    "start late": Command("gardener --start 23:59", 0),
    "place without": Command("gardener --place =", 2, "is no place"),
    "place of nothing": Command("gardener --place none=x", 2, "none"),
    "place of many letters": Command(f"gardener --place {X}", 2, "more than 200 letters"),
    "part without": Command("gardener --part notes", 2, "is no part"),
    "part of nothing": Command("gardener --part none/x=y", 2, "none"),
    "part twice": Command("gardener --part notes=a --part notes=b", 2, "twice"),
    "candidate of many letters": Command(f"gardener --candidate {X}", 2, "more than 200 letters"),
    "candidate turned": Command("gardener --candidate \u202eab", (0, 1), ""),
    "candidate in emoji": Command("gardener --candidate 🌳", 1, "no font has"),
    "ask for nothing": Command("gardener --ask none", 2, "none"),
    "source missing": Command("gardener --source none", 1, "."),
    "source a file": Command("gardener --source docs/index.md", 1, "."),
    "source empty": Command(
        "gardener --source empty", 1, ".", lambda folder: (folder / "empty").mkdir()
    ),
    "source of many letters": Command(f"gardener --source {X}", 1, "."),
    "source a device": Command("gardener --source /dev/zero", 1, "."),
    "doctrees junk": Command("gardener", 0, "", everywhere),
    "doctrees a file": Command("gardener --doctrees file", 1, ".", put("file")),
    "doctrees a device": Command("gardener --doctrees /dev/null", 1, "."),
    "doctrees below a file": Command("gardener --doctrees file/x", 1, ".", put("file")),
    "doctrees of many letters": Command(f"gardener --doctrees {X}", 1, "."),
    "conf.py raises": Command("gardener", 1, ".", conf("1 / 0\n")),
    "conf.py exits": Command("gardener", 1, ".", conf("raise SystemExit(0)\n")),
    "conf.py exits with words": Command("gardener", 1, ".", conf("import sys\nsys.exit('no')\n")),
    "conf.py is not UTF-8": Command("gardener", 1, ".", conf(b"project = '\xff'\n")),
    "conf.py is no Python": Command("gardener", 1, ".", conf("def (:\n")),
    "conf.py of NUL": Command("gardener", 1, ".", conf(b"\0\0\0")),
    "conf.py recurses": Command("gardener", 1, ".", conf("def f():\n    f()\nf()\n")),
    "conf.py without us": Command("gardener", 1, ".", conf("extensions = []\n")),
    "conf.py of an extension that is not there": Command(
        "gardener", 1, ".", conf("extensions = ['none']\n")
    ),
}
LINT = {
    "source missing": Command("none", 2, "."),
    "source a file": Command("docs/index.md", 2, "."),
    "source empty": Command("empty", 2, ".", lambda folder: (folder / "empty").mkdir()),
    "source of many letters": Command(X, 2, "."),
    "format unknown": Command("docs --format none", 2, "expected one of"),
    "jobs none": Command("docs --jobs 0", (1, 2), "."),
    "jobs minus": Command("docs --jobs -1", (1, 2), "."),
    "jobs no number": Command("docs --jobs x", 2, "."),
    "doctrees a file": Command("docs --doctrees file", 2, ".", put("file")),
    "doctrees junk": Command("docs --doctrees trees", 1, "errors", everywhere),
    "conf.py raises": Command("docs", 2, ".", conf("1 / 0\n")),
    "conf.py exits": Command("docs", 2, ".", conf("raise SystemExit(0)\n")),
    "conf.py without us": Command("docs", 2, ".", conf("extensions = []\n")),
    "rules missing": Command(
        "docs", 1, "none.py", conf(GARDEN["conf.py"] + "guides_lint_rules = ['none.py']\n")
    ),
    "rules a folder": Command(
        "docs", 1, "roles", conf(GARDEN["conf.py"] + "guides_lint_rules = ['roles']\n")
    ),
    "rules a device": Command(
        "docs", 1, "null", conf(GARDEN["conf.py"] + "guides_lint_rules = ['/dev/null']\n")
    ),
    "rules no list": Command("docs", 1, ".", conf(GARDEN["conf.py"] + "guides_lint_rules = 5\n")),
    "rules of many letters": Command(
        "docs", 1, ".", conf(GARDEN["conf.py"] + f"guides_lint_rules = ['{X}']\n")
    ),
    "a rule raises": Command("docs", 1, "this rule fails: ZeroDivisionError", rules("    1 / 0\n")),
    "a rule exits": Command(
        "docs", 1, "this rule fails: SystemExit", rules("    sys.exit('no')\n")
    ),
    "a rule recurses": Command(
        "docs",
        1,
        "this rule fails: RecursionError",
        rules("    own.check(role)\n    return own.check(role)\n"),
    ),
    "a rule gives nothing": Command(
        "docs", 1, "this rule fails: TypeError", rules("    return None\n")
    ),
    "a rule gives numbers": Command(
        "docs", 1, "expected it to yield a Hit", rules("    yield 5\n")
    ),
    "a rule gives no places": Command(
        "docs", 1, "expected it to yield a Hit", rules("    yield Hit(5, 'x')\n")
    ),
    "a rule finds without end": Command(
        "docs",
        1,
        "own",
        rules("    while True:\n        yield Hit(Place('index.md', 1, 1), 'x')\n"),
    ),
    "a rule loops": Command(
        "docs", 1, "this rule fails: TimeoutError", rules("    while True:\n        pass\n")
    ),
    "a rule sleeps": Command(
        "docs",
        1,
        "this rule fails: TimeoutError",
        rules("    import time\n    time.sleep(1000)\n    yield\n"),
    ),
    "a rule prints": Command(
        "docs --format json", 1, "noise", rules("    print('noise')\n    return []\n")
    ),
    "a rule finds outside": Command(
        "docs", 1, "own", rules("    yield Hit(Place('../../x', 10**9, -5), 'a\\nb')\n")
    ),
    "rules loop": Command(
        "docs",
        1,
        "TimeoutError",
        lambda folder: rules("    return []\nwhile True:\n    pass\n")(folder),
    ),
}
COMMANDS = {f"sheets: {name}": ("sheets", one) for name, one in SHEETS.items()} | {
    f"lint: {name}": ("lint", one) for name, one in LINT.items()
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A garden that has been read."""
    folder = tmp_path_factory.mktemp("commands")
    Project(folder).write(GARDEN)
    assert run(sphinx, folder, guides_print="").code == 0
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_ends_with_a_sentence_and_a_status(read: Path, tmp_path: Path, name: str) -> None:
    command, (words, code, says, before) = COMMANDS[name]
    folder = tmp_path / "here"
    shutil.copytree(read, folder)
    before(folder)
    given = ["" if word == "''" else word for word in words.split(" ")]
    if command == "sheets" and "--doctrees" not in given:
        given += ["--doctrees", "trees"]
    done = run(guides, command, *given, cwd=folder)
    assert done.fault == ""
    assert done.code in (code if isinstance(code, tuple) else (code,)), done.said
    assert re.search(says, done.said, re.MULTILINE), done.said
    assert done.code == 0 or done.said.strip()
