"""A page of the docs as a story: its files are written, its commands run, its answers compared.

What a block of code is for is seen from how it is written:

- with a ``:caption:``, a file of that name, from the folder of the project;
- ``sh``: commands to run; ``text`` after them is a part of what they say;
- ``python``: a conf.py; ``markdown``: a page; ``yaml``: keys of a role or of a stage, and all
  of a page add up to one role;
- ``text`` with an error or a warning of a build: what is said once a fault has been put in, see
  `FAULTS` in test_pages.py.

Anything else is for nobody, and a test has to claim it by name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from markdown_it import MarkdownIt

from guides_ext.model.base import keys_of
from guides_ext.model.role import Role
from guides_ext.model.stage import Stage
from tests.projects import ROLE, Project

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


class Block(NamedTuple):
    """A block of code of a page; ``file`` is its caption, ``line`` where it begins."""

    language: str
    file: str
    text: str
    line: int


def blocks(text: str) -> list[Block]:
    """The blocks of code of a page in Markdown, in their order, at any depth."""
    return list(_blocks(MarkdownIt("commonmark").parse(text)))


def _blocks(tokens: list[Any]) -> Iterator[Block]:
    for token in tokens:
        if token.type not in ("fence", "code_block"):
            continue
        line, info = token.map[0] + 1, token.info.strip()
        if not info.startswith("{"):
            yield Block(info, "", token.content, line)
        elif info.startswith("{code-block}"):
            first, _, rest = token.content.partition("\n")
            captioned = first.startswith(":caption: ")
            file = first.removeprefix(":caption: ") if captioned else ""
            text = rest if captioned else token.content
            yield Block(info.removeprefix("{code-block}").strip(), file, text, line)
        elif info.startswith("{literalinclude}") and info.endswith((".role.yaml", ".py")):
            path = next(DOCS.rglob(info.split()[1]))
            folder = "roles" if path.suffix == ".yaml" else path.parent.name
            yield Block("", f"docs/{folder}/{path.name}", path.read_text("utf-8"), line)


def pages() -> list[str]:
    """The pages about the product, which show code; those of the handbook itself are no stories."""
    return sorted(
        path.relative_to(DOCS).with_suffix("").as_posix()
        for path in DOCS.rglob("*.md")
        if path.relative_to(DOCS).parts[0] not in ("articles", "index.md", "kitchen-sink.md")
        and not {"rules", "snippets", "measured"} & set(path.parts)
    )


def read(page: str) -> list[Block]:
    """The blocks of code of a page of the docs."""
    return blocks((DOCS / f"{page}.md").read_text(encoding="utf-8"))


def of_docs(folder: Path) -> Project:
    """A project with the articles and the roles of the docs."""
    project = Project(folder)
    for part in ("articles", "roles"):
        shutil.copytree(DOCS / part, project.source / part)
    return project


# Roles ---------------------------------------------------------------------------------------


class AsWritten(yaml.SafeDumper):
    """Writes values as they were written: numbers are texts that need no quotes."""

    yaml_implicit_resolvers = {}


def role_of(fragments: list[str]) -> str:
    """One role of the pieces that a page shows; what they leave open is that of a gardener."""
    role: dict[str, Any] = {}
    for text in fragments:
        keys = load(text)
        if not set(keys) <= set(keys_of(Role)):
            unknown = set(keys) - set(keys_of(Stage))
            assert not unknown, f"keys of no role and of no stage: {unknown}"
            keys = {"stages": {"walk": keys}}
        role = merged(role, keys)
    whole = role if {"title", "stages"} <= set(role) else merged(load(ROLE), role)
    return yaml.dump(whole, Dumper=AsWritten, sort_keys=False)


def load(text: str) -> Any:
    """What YAML says, each value as it is written: `on` is a day here and no truth."""
    return yaml.load(text, yaml.CBaseLoader)


def merged(old: Any, new: Any) -> Any:
    """Keys below keys are put together; anything else is replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {key: merged(old.get(key), value) for key, value in new.items()}
    return new


# Commands ------------------------------------------------------------------------------------

PIP = 'for last; do :; done; test -f "${last%%\\[*}/pyproject.toml"'


def shell_of(folder: Path) -> dict[str, str]:
    """An environment in which commands run as for a reader, but with what is installed here.

    ``python3 -m venv`` makes an empty one, ``pip install`` only looks whether its folder is a
    project, and ``sphinx-autobuild`` builds once; every other command is the real one.
    """
    tools = folder / "tools"
    tools.mkdir()
    python = f'exec {sys.executable} "$@"'
    venv = 'if [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin"; : > "$3/bin/activate"; exit; fi'
    for name, body in {
        "python": python,
        "python3": f"{venv}\n{python}",
        "sphinx-build": f'exec {sys.executable} -m sphinx "$@"',
        "sphinx-autobuild": f'exec {sys.executable} -m sphinx "$@"',
        "pip": PIP,
    }.items():
        (tools / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    path = os.pathsep.join([str(tools), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


class Shell:
    """Runs commands one after the other, each where the last one left off."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder, self.environment = folder, shell_of(tools)

    def run(self, commands: str) -> tuple[int, str]:
        """The exit code of commands, the first that fails being the last, and all that they say."""
        script = f"set -e\ntrap 'pwd >&3' EXIT\n{commands}"
        there, here = os.pipe()
        done = subprocess.run(
            ["bash", "-c", script.replace(">&3", f">&{here}")],
            cwd=self.folder, env=self.environment, pass_fds=[here],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
        )  # fmt: skip
        os.close(here)
        with os.fdopen(there, encoding="utf-8") as said:
            self.folder = Path(said.read().strip())
        return done.returncode, done.stdout
