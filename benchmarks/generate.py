"""Writes a made-up handbook to disk: as a project of ours, or as plain pages of the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from benchmarks import guides, plain
from benchmarks.content import handbook

ARTICLES = 20

Kind = Literal["guides", "plain"]
Theme = Literal["furo", "alabaster"]
KINDS: tuple[Kind, ...] = get_args(Kind)
THEMES: tuple[Theme, ...] = get_args(Theme)


def generate(kind: Kind, roles: int, folder: Path) -> None:
    """Write a Sphinx project of ARTICLES articles and so many roles into a folder."""
    writer = {"guides": guides.files, "plain": plain.files}[kind]
    for name, text in writer(handbook(ARTICLES, roles)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
