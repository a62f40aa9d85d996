"""Pictures of any size and content, on pages and on paper."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.hostile.case import Case, Content, Family
from tests.projects import ROLE

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'


def png(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG that says to be so large, and holds these bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def whole(side: int) -> Callable[[Path], object]:
    """A PNG of so many white dots a side, made when it is needed."""
    return lambda path: path.write_bytes(_white(side))


def _white(side: int) -> bytes:
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    packed = zlib.compressobj(1)
    rows = b"".join(packed.compress(row * 1000) for _ in range(side // 1000)) + packed.flush()
    return png(side, side // 1000 * 1000, rows)


PICTURES: dict[str, Content] = {
    "one.png": png(8, 1, zlib.compress(b"\0\xff")),
    "sides-60000.png": whole(60_000),
    "sides-4000.png": whole(4000),
    "sides-0.png": png(0, 0),
    "sides-2-to-31.png": png(2**31 - 1, 2**31 - 1),
    "no-data.png": png(100, 100),
    "truncated.png": _white(4000)[:500],
    "head.png": b"\x89PNG\r\n\x1a\n",
    "empty.png": b"",
    "junk.png": b"\0" * 5000,
    "text.png": "no picture",
    "head.jpg": b"\xff\xd8\xff",
    "truncated.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0",
    "head.gif": b"GIF89a",
    "large.gif": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff"
    b",\0\0\0\0\xff\xff\xff\xff\0\2\2D\1\0;",
    "head.webp": b"RIFF\0\0\0\0WEBP",
    "one.svg": SVG.format(""),
    "open.svg": "<svg",
    "nodes.svg": SVG.format("<g/>" * 100_000),
    "many-nodes.svg": SVG.format('<rect width="1" height="1"/>' * 1_000_000),
    "patterns.svg": SVG.format(
        "".join(
            f'<pattern id="p{n}" width="1" height="1"><rect fill="url(#p{n - 1})"/></pattern>'
            for n in range(20_000)
        )
    ),
    "deep.svg": SVG.format("<g>" * 5000 + "</g>" * 5000),
    "use-bomb.svg": SVG.format(
        '<defs><g id="a0"><rect width="1" height="1"/></g>'
        + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 12))
        + '</defs><use href="#a11"/>'
    ),
    "entities.svg": '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
    + SVG.format("<text>&j;</text>"),
    "outside.svg": SVG.format('<image href="file:///etc/passwd" width="9" height="9"/>'),
    "web.svg": SVG.format('<image href="http://127.0.0.1:9/a.png" width="9" height="9"/>'),
    "script.svg": SVG.format("<script>hit()</script>"),
    "huge.svg": SVG.replace('"9"', '"1e30"').format(""),
    "nan.svg": SVG.replace('"9"', '"nan"').format(""),
    "minus.svg": SVG.replace('"9"', '"-5"').format(""),
    "zero.svg": SVG.replace('"9"', '"0"').format(""),
    "latin.svg": SVG.format("<text>\xe9</text>").encode("latin-1"),
    "filter.svg": SVG.format(
        '<filter id="f"><feGaussianBlur stdDeviation="1e9"/></filter>'
        '<rect width="9" height="9" filter="url(#f)"/>'
    ),
}
FINE = ("one.png", "sides-4000.png", "one.svg", "script.svg", "huge.svg", "nan.svg", "filter.svg")
"""Pictures that are printed as they are; Typst reads no picture that another one names."""


def pictured(file: str, content: Content) -> Case:
    """A role that shows a picture, on its page and in its handbook."""
    name = file.replace(".", "-")
    own = ROLE.replace("Through the garden.", f"'![Plan](../pictures/{file})'")
    files: dict[str, Content] = {f"roles/{name}.role.yaml": own, f"pictures/{file}": content}
    return Case(name, files, "" if file in FINE else ".", ("Looks after the trees.",))


def logo(file: str, content: Content) -> Case:
    """The same picture on the cover of handbooks: one that cannot be printed is left out."""
    says = "" if file in FINE else "guides_print_logo"
    conf = f'guides_print_logo = "pictures/{file}"'
    return Case(
        f"logo-{file}", {f"pictures/{file}": content}, says, conf=conf, about="guides_print_logo"
    )


LOGOS = ("sides-60000.png", "truncated.png", "empty.png", "junk.png", "head.jpg", "open.svg",
         "use-bomb.svg", "deep.svg", "one.png", "one.svg")  # fmt: skip
FAMILIES = [
    Family(
        "pictures",
        [pictured(*one) for one in PICTURES.items()],
        options={"guides_print": "handbook"},
        long=True,
    ),
    Family(
        "logos",
        [logo(one, PICTURES[one]) for one in LOGOS],
        options={"guides_print": "handbook"},
        long=True,
    ),
]
