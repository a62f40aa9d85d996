"""Many small articles that are built as one project, each a case of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from bs4 import Tag
from docutils import nodes

from tests.projects import CONF, Built, Project

ALONE: Any = {"suppress_warnings": ["toc.not_included"]}
"""Cases are in no toctree: the theme would write all of their names into each of their pages."""


@dataclass
class Case:
    """An article of a kit; warnings call it ``kit/a.md``."""

    kit: Kit
    name: str

    @property
    def warnings(self) -> list[str]:
        own = f"{self.name}.md:"
        return [
            one.replace(own, "kit/a.md:") for one in self.kit.built.warnings if one.startswith(own)
        ]

    @property
    def tree(self) -> nodes.document:
        """Its doctree, as it was read."""
        return self.kit.built.app.env.get_doctree(self.name)

    @property
    def article(self) -> Tag:
        """What its page shows."""
        article = self.kit.built.page(self.name).select_one("article")
        assert article is not None
        return article

    @property
    def text(self) -> str:
        """What it is as text."""
        return self.kit.as_text.read(f"{self.name}.txt")


class Kit:
    """A project of articles in the folder ``kit``, beside other files.

    Args:
        texts: the articles; each has a page of its own.
    """

    def __init__(
        self, folder: Path, texts: Iterable[str], others: Mapping[str, str | bytes]
    ) -> None:
        self.names = {text: f"kit/a-{number}" for number, text in enumerate(dict.fromkeys(texts))}
        articles = {f"{name}.md": text for text, name in self.names.items()}
        self.project = Project(folder)
        self.project.write({"conf.py": CONF, "index.md": "# Home\n", **others})
        (self.project.source / "kit").mkdir(exist_ok=True)
        for name, text in articles.items():  # as they are, since write takes indentation off
            (self.project.source / name).write_text(text, encoding="utf-8")
        self.built = self.project.build(**ALONE)
        assert [one for one in self.built.warnings if not one.startswith("kit/a-")] == []

    @cached_property
    def as_text(self) -> Built:
        return self.project.build("text", **ALONE)

    def case(self, text: str) -> Case:
        """The article with this text."""
        return Case(self, self.names[text])
