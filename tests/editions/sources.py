"""Small source trees, and what an edition makes of them."""

from __future__ import annotations

from pathlib import Path

from guides_ext.editions.gate.leaks import Gate
from guides_ext.editions.project import Projection, project_tree
from guides_ext.model.base import Circle

CANARY = "canary"
"""Begins every word that no edition may hold."""


def tree(folder: Path, files: dict[str, str | bytes]) -> Path:
    """Writes sources."""
    for name, content in {"conf.py": "guides_print = []\n", **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def projected(folder: Path, files: dict[str, str | bytes], edition: Circle) -> Projection:
    """The projection of sources."""
    return project_tree(tree(folder, files), edition)


def gate_of(folder: Path, edition: Circle) -> Gate:
    """The gate of sources."""
    return Gate(folder, project_tree(folder, edition))


def everything(made: Projection) -> str:
    """All that is in a copy, names of files too."""
    texts = [
        content if isinstance(content, str) else content.read_bytes().decode("latin-1")
        for content in made.files.values()
    ]
    return "\n".join([*made.files, *texts])


def opened(text: str, edition: Circle = "candidate") -> str:
    """A page of MyST that opens itself."""
    return f"---\naudience: {edition}\n---\n# A page\n\nOpen words.\n\n{text}\n"


def opened_rest(text: str) -> str:
    """A page of reStructuredText that opens itself."""
    return f":audience: candidate\n\nA page\n======\n\nOpen words.\n\n{text}\n"
