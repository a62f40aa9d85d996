"""Pictures, brought to where Typst may read them, each once and under the name of its content."""

from __future__ import annotations

import hashlib
from io import BytesIO
from pathlib import Path

import imagesize

KINDS = (
    (b"\x89PNG\r\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
)
"""What a picture begins with, and its kind; of an animated GIF the first frame is printed."""


class Pictures:
    """The pictures of a build.

    Args:
        root: the folder that Typst reads from.
        source: the source root, to which addresses are relative.
    """

    def __init__(self, root: Path, source: Path) -> None:
        self.root, self.source = root, source
        self._taken: dict[str, str | None] = {}

    def take(self, uri: str) -> str | None:
        """The name under which Typst finds a picture; None where it is not there or unknown."""
        if uri not in self._taken:
            self._taken[uri] = self._copy(uri)
        return self._taken[uri]

    def _copy(self, uri: str) -> str | None:
        try:
            content = (self.source / uri).read_bytes()
        except (OSError, ValueError):  # a remote picture is not a file; an empty byte no name
            return None
        kind = picture_kind(content)
        if kind is None or is_too_large(kind, content):
            return None
        name = f"{hashlib.sha256(content).hexdigest()[:20]}.{kind}"
        (self.root / name).write_bytes(content)
        return f"/{name}"


def picture_kind(content: bytes) -> str | None:
    """The kind of a picture by what it begins with."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    if b"<svg" in content[:4096]:
        return "svg"
    return next((kind for start, kind in KINDS if content.startswith(start)), None)


MOST_DOTS, MOST_NODES = 100_000_000, 50_000
"""Of a picture: set, it takes several bytes a dot, or much more a node."""


def is_too_large(kind: str, content: bytes) -> bool:
    """Whether a picture would take gigabytes to set, or does not say how large it is.

    WebP is not asked: only newer versions of imagesize read it, and its pictures are small.
    """
    if kind == "svg":
        return content.count(b"<") > MOST_NODES
    wide, high = imagesize.get(BytesIO(content)) if kind != "webp" else (1, 1)
    return min(wide, high) < 1 or wide * high > MOST_DOTS
