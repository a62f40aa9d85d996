"""Looks for files that break a reader, guided by which code they reach.

`python -m tests.hostile.fuzz TARGET SECONDS` ends with an error where it finds one, and writes it
into the folder that it runs in. It begins with the files of the table; what it finds becomes a line
there.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["guides_ext", "yaml", "html.parser"]):
    from markdown_it import MarkdownIt

    from guides_ext.articles.html import is_script, read_html
    from guides_ext.articles.jekyll.front import Front
    from guides_ext.model.load import load_role

from tests.hostile.case import Case, Family
from tests.hostile.cases import FAMILIES
from tests.projects import ROLE

LONGEST = 5_000
"""Bytes of a file; larger ones are what the limits are for."""


def role(data: bytes, root: Path) -> None:
    """A role file of any bytes is a role, or has problems with places in it."""
    (root / "a.role.yaml").write_bytes(data)
    loaded = load_role(root, "a.role.yaml")
    assert loaded.role or loaded.problems
    lines = data.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= one.place.line <= lines for one in loaded.problems)


def front(data: bytes, root: Path) -> None:
    """Front matter of any text is read, and what is read can be read again."""
    text = data.decode(errors="replace")
    for marks in ("---", "+++"):
        page = f"{marks}\n{text}\n{marks}\n# Words\n"
        front = Front(page, "a.md")
        json.dumps(front.data, default=str)
        sound = front.sound + page[len(front.text) :]
        assert sound.count("\n") == page.count("\n")
        assert front.broken or not front.data or not Front(sound, "a.md").problems


MARKDOWN = MarkdownIt("commonmark", {"html": True})
MARKDOWN.core.ruler.push("guide_html", read_html)


def html(data: bytes, root: Path) -> None:
    """HTML in Markdown becomes tokens that nest, and no address of them is a script."""
    level = 0
    for token in MARKDOWN.parse(data.decode(errors="replace")):
        level += token.nesting
        assert level >= 0, token
        inner = 0
        for one in token.children or ():
            inner += one.nesting
            assert inner >= 0, one
        assert inner == 0, token
        for one in (token, *(token.children or ())):
            assert not any(is_script(str(one.attrGet(key))) for key in ("href", "src"))
    assert level == 0


TARGETS: dict[str, Callable[[bytes, Path], None]] = {"role": role, "front": front, "html": html}


def _is_short(family: object) -> bool:
    return isinstance(family, Family) and not family.long and family.name != "libraries"


def seeds(target: str) -> Iterator[bytes]:
    """Small files of the table that are of a target's kind."""
    for family in FAMILIES.values():
        for case in family.cases if _is_short(family) else ():
            assert isinstance(case, Case)
            for name, content in case.files.items():
                data = content.encode("utf-8", "replace") if isinstance(content, str) else content
                is_role = name.endswith(".role.yaml")
                if isinstance(data, bytes) and is_role == (target == "role"):
                    has_front = target == "front" and data.startswith(b"---\n")
                    yield data.split(b"---\n")[1] if has_front else data


def main(target: str, seconds: str) -> None:
    """Runs a target for so many seconds."""
    with tempfile.TemporaryDirectory() as corpus, tempfile.TemporaryDirectory() as root:
        for number, data in enumerate([ROLE.encode(), *seeds(target)]):
            if len(data) <= LONGEST:
                Path(corpus, f"{number}").write_bytes(data)
        limits = ["-timeout=10", "-rss_limit_mb=1500", f"-max_len={LONGEST}", "-verbosity=0"]
        options = [*limits, f"-max_total_time={seconds}", f"-artifact_prefix={target}-"]
        work = TARGETS[target]
        atheris.Setup([sys.argv[0], *options, corpus], lambda data: work(data, Path(root)))
        atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
