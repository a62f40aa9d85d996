"""A complaint names the very place, wherever its directive stands."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.projects import CONF, Project

AGENDA = "- {minutes: §1h, is: welcome}"
"""A body with a fault at the mark."""

PAGES = {
    "list.md": f"# L\n\n1. An item.\n\n   ```{{agenda}}\n   {AGENDA}\n   ```\n",
    "quote.md": f"# Q\n\n> ```{{agenda}}\n> {AGENDA}\n> ```\n",
    "nested.md": f"# N\n\n````{{note}}\n```{{agenda}}\n:name: a\n\n{AGENDA}\n```\n````\n",
    "colons.md": f"# C\n\n:::{{agenda}}\n---\nname: b\n---\n{AGENDA}\n:::\n",
    "second.md": f"# S\n\n```{{agenda}}\n- {{minutes: 5, is: break}}\n\n{AGENDA}\n```\n",
    "windows.md": f"# W\r\n\r\n```{{agenda}}\r\n{AGENDA}\r\n```\r\n",
    "plain.rst": f"P\n=\n\n.. agenda::\n   :name: c\n\n   {AGENDA}\n",
    "item.rst": f"L\n=\n\n* An item.\n\n  .. note::\n\n     .. agenda::\n\n        {AGENDA}\n",
    "phase.rst": "P\n=\n\n* An item.\n\n  §.. checklist::\n     :phase: befor\n\n     - Ready.\n",
    "empty.rst": "E\n=\n\n.. note::\n\n   §.. goals::\n",
    "words.rst": "W\n=\n\n.. note::\n\n   .. goals::\n\n      §Words.\n",
    "role.md": "# R\n\n- An item.\n\n  ```{roles} §gardner\n  ```\n",
    "some.rst": "R\n=\n\n.. note::\n\n   .. for-roles:: §gardner\n\n      Words.\n",
    "included.inc": f"\n.. agenda::\n\n   {AGENDA}\n",
    "included-too.inc": f"```{{agenda}}\n{AGENDA}\n```\n",
}

INCLUDING = {
    "index.md": "# Home\n\n```{include} included-too.inc\n```\n",
    "including.rst": "I\n=\n\nWords.\n\nMore words.\n\n.. include:: included.inc\n",
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What one build says of all pages."""
    pages = {name: text.replace("§", "").encode() for name, text in PAGES.items()}
    files: dict[str, str | bytes] = {"conf.py": CONF, **INCLUDING, **pages}
    warnings = Project(tmp_path_factory.mktemp("places")).write(files).build("dummy").warnings
    return [one for one in warnings if "[guides." in one]


MYST = tuple(int(number) for number in version("myst-parser").split(".")[:2])
OFF_BY_ONE = pytest.mark.xfail(
    MYST < (5, 2), reason="MyST 5.1 counts the lines of an included file from 2, its own too"
)


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(name, marks=[OFF_BY_ONE] if name == "included-too.inc" else [])
        for name in PAGES
    ],
)
def test_a_complaint_names_file_line_and_column(complaints: list[str], page: str) -> None:
    before = PAGES[page].partition("§")[0]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    told = [one for one in complaints if one.startswith(f"{page}:")]
    assert len(told) == 1, complaints
    assert told[0].startswith(f"{page}:{line}:{column}: WARNING: ")
    assert re.search(r"\[guides\.(directive|ref)\]$", told[0])


def test_a_complaint_can_be_suppressed_by_its_type(tmp_path: Path) -> None:
    files = {"conf.py": CONF, "index.md": "# Home\n\n```{goals}\n```\n"}
    built = Project(tmp_path).write(files).build("dummy", suppress_warnings=["guides.directive"])
    assert built.warnings == []
