"""Small projects that tests write and build."""

from __future__ import annotations

import logging
import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import entry_points
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import FileSystemBytecodeCache
from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.testing.util import SphinxTestApp, _clean_up_global_state
from sphinx.util.console import strip_colors

CONF = 'extensions = ["guides_ext"]\n'

ROLE = """\
title: Gardener
summary: Looks after the trees.
scale: {1: Not yet, 2: Partly, 3: Yes}
competencies:
  care:
    title: Taking care
    means: Waters before it is dry.
    needs: 2
    levels: {1: Forgets., 2: Remembers., 3: Foresees.}
stages:
  walk:
    title: A walk
    summary: Through the garden.
    format: conversation
    minutes: 30
    main: [care]
    sections: [articles/day#walking]
    goals: |
      - See what they notice.
    agenda:
      - {minutes: 10, is: welcome, say: Shall we?}
      - {minutes: 20, is: questions}
    questions:
      - {id: dry, ask: What is dry?, competency: care}
"""

ARTICLE = """\
# The day

Before we start.

(walking)=
## Walking

:::{goals}
- Hear what they ask.
:::

Walk slowly.

## Not drawn in

Nobody draws this in.
"""

INDEX = """\
# Garden

:::{roles}
:::

:::{series}
articles/day
:::
"""

GARDEN = {
    "conf.py": CONF,
    "index.md": INDEX,
    "articles/day.md": ARTICLE,
    "roles/gardener.role.yaml": ROLE,
}
"""A project with one article and one role."""

INDEXED: dict[str, Any] = {"html_use_index": True, "html_domain_indices": True}
WITHOUT = {"guides_print": [], **dict.fromkeys(INDEXED, False)}
"""What few tests look at takes more time than a page."""


def make_builds_cheap(patched: pytest.MonkeyPatch) -> None:
    """Takes from all builds what Sphinx does anew for each, a third of that of a small project.

    Templates of themes are compiled once for all processes, the packages that bring extensions and
    themes are looked for once, and what Sphinx tells its developers is not made up for nobody.
    """
    init = BuiltinTemplateLoader.init

    def with_cache(loader: BuiltinTemplateLoader, *arguments: Any, **options: Any) -> None:
        init(loader, *arguments, **options)
        loader.environment.bytecode_cache = FileSystemBytecodeCache()

    patched.setattr(BuiltinTemplateLoader, "init", with_cache)
    once = cache(entry_points)
    patched.setattr("sphinx.registry.entry_points", once)
    patched.setattr("sphinx.theming.entry_points", once)
    patched.setattr(logging.root.manager, "disable", logging.DEBUG)


@dataclass
class Built:
    """A finished build."""

    app: Sphinx
    warnings: list[str]

    @property
    def out(self) -> Path:
        """The folder of its output."""
        return Path(self.app.outdir)

    @property
    def failed(self) -> bool:
        """Whether its exit status says so."""
        return bool(self.app.statuscode)

    def read(self, file: str) -> str:
        """A file of the output."""
        return (self.out / file).read_text(encoding="utf-8")

    def page(self, docname: str) -> BeautifulSoup:
        """A page of the output."""
        return BeautifulSoup(self.read(f"{docname}.html"), "html.parser")

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Every file of the output that a reader gets."""
        return {
            str(path.relative_to(self.out)): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name != ".buildinfo"
        }


@dataclass
class Project:
    """A folder of sources, and settings of all of its builds."""

    folder: Path
    conf: dict[str, Any] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        """Where its sources are."""
        return self.folder / "docs"

    def write(self, files: dict[str, str | bytes]) -> Project:
        """Writes sources; texts are dedented."""
        for name, content in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str):
                path.write_text(textwrap.dedent(content), encoding="utf-8")
            else:
                path.write_bytes(content)
        return self

    def replace(self, file: str, old: str, new: str) -> None:
        """Changes a source."""
        path = self.source / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    @contextmanager
    def lent(self) -> Iterator[Project]:
        """Lends the project: in the end its sources are as before, and what is built may stay."""
        before = self._contents()
        try:
            yield self
        finally:
            for path, content in self._contents().items():
                if path not in before:
                    path.unlink()
                elif content != before[path]:
                    path.write_bytes(before[path])
            for path in before.keys() - self._contents().keys():
                path.write_bytes(before[path])

    def _contents(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.source.rglob("*") if path.is_file()}

    def build(
        self,
        builder: str = "html",
        *,
        jobs: int = 1,
        out: str = "",
        only: Sequence[str] = (),
        everything: bool = False,
        **conf: object,
    ) -> Built:
        """Builds what has changed; warnings come without colours and without this folder.

        With `only`, no pages are written but those of these sources; with `everything`, all are.
        Nothing is printed with the pages, and no index is written, unless `conf` says so.
        """
        said = StringIO()
        _clean_up_global_state()  # a command that ran in this process has left its words and nodes
        app = SphinxTestApp(
            builder,
            srcdir=self.source,
            builddir=self.folder / f"build{out}",
            confoverrides=conf if builder == "guides-pdf" else {**WITHOUT, **self.conf, **conf},
            warning=said,
            parallel=jobs,
        )
        try:
            app.build(everything, [self.source / name for name in only])
        finally:
            app.cleanup()
        text = re.sub(r"\S*/docs/(?=\S*:)", "", strip_colors(said.getvalue()))
        return Built(app, [line for line in text.splitlines() if line.strip()])
