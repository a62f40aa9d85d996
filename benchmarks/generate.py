"""Writes a made-up handbook to disk, as a guides_ext project or as plain pages with the same words.

python -m benchmarks.generate guides 250 FOLDER
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Literal, get_args

from benchmarks import guides, plain
from benchmarks.content import handbook

ARTICLES = 20

Kind = Literal["guides", "plain"]
Theme = Literal["furo", "alabaster"]
KINDS: tuple[Kind, ...] = get_args(Kind)
THEMES: tuple[Theme, ...] = get_args(Theme)


def generate(kind: Kind, roles: int, folder: Path, theme: Theme = "furo") -> None:
    """Write a Sphinx project of ARTICLES articles and so many roles into a folder."""
    writer = {"guides": guides.files, "plain": plain.files}[kind]
    for name, text in writer(handbook(ARTICLES, roles)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"html_theme = {theme!r}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=KINDS)
    parser.add_argument("roles", type=int)
    parser.add_argument("folder", type=Path)
    given = parser.parse_args()
    generate(given.kind, given.roles, given.folder)


if __name__ == "__main__":
    main()
