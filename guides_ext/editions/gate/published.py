"""All that a published file says, wherever in it: blocks of text, and names.

HTML with its attributes, comments and scripts; JSON, the search index, the inventory; feeds and
calendars; the members of archives; a PDF's pages, and every string of its objects (bookmarks,
alternative texts, metadata, notes, attached files); what pictures and other files say of
themselves.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

from guides_ext.editions.gate.words import Words, words_of


class Text(NamedTuple):
    """A block of text in a published file.

    `name` is true where it is an id, a path or an address; `where` says where in the file it is.
    The words of `stems` have been cut to theirs. What `flows` is many texts, one after the other.
    """

    words: Words
    text: str
    where: str = ""
    name: bool = False
    stems: bool = False
    flows: bool = False


DEEPEST = 4
"""Archives within archives that are opened."""

LONGEST = 200_000_000
"""Bytes of a member that are read."""

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "math", "mi", "mn", "mo", "mrow", "q", "rp", "rt", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "tspan", "u",
    "var", "wbr",
})  # fmt: skip
_NAMES = frozenset({
    "id", "name", "for", "href", "src", "class", "target", "rel", "aria-labelledby",
    "aria-controls", "aria-describedby", "data-target", "srcset", "action", "poster", "xlink:href",
})  # fmt: skip
_ZIP, _GZIP = (b"PK\3\4", b"PK\5\6"), b"\x1f\x8b"
_DATA = re.compile(r"data:[\w/+.-]*(?P<base64>;base64)?[^,]*,(?P<data>[^\"'\s)]+)")
_PRINTABLE = re.compile(rb"[\x20-\x7e\n]{6,}|[\x20-\x7e\x80-\xf4\n]{16,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){8,}|(?:\x00[\x20-\x7e]){8,}")
_WRITTEN = re.compile(r"\w+(?:[-_./]\w+)+")


def text_of(
    text: str, where: str = "", *, name: bool = False, flows: bool = False
) -> Iterator[Text]:
    """A text as a block; of prose also what is written like a name."""
    words = words_of(unquote(text) if name else text)
    if words:
        yield Text(words, text, where, name, flows=flows)
        if not name:
            for found in _WRITTEN.findall(text):
                yield Text(words_of(found), found, where, name=True)


def read(path: str, data: bytes, depth: int = 0) -> Iterator[Text]:
    """All texts of a file, its own name first."""
    if not depth:
        yield from text_of(path, "its name", name=True)
    yield from _reader(path, data)(path, data, depth)


def _reader(path: str, data: bytes) -> Callable[[str, bytes, int], Iterator[Text]]:
    suffix = PurePosixPath(path).suffix.lower()
    if data.startswith((*_ZIP, _GZIP)) or suffix == ".tar" or data[257:262] == b"ustar":
        return _archive
    if data[:1024].lstrip()[:5] == b"%PDF-":
        return _pdf
    if data.startswith(b"# Sphinx inventory version"):
        return _inventory
    if suffix in (".html", ".htm", ".xhtml", ".xml", ".svg", ".atom", ".rss", ".opf", ".ncx"):
        return _html
    if suffix in (".json", ".jsonl", ".map", ".webmanifest", ".jsonld") or _is_index(path):
        return _json
    return _ics if suffix in (".ics", ".vcf", ".eml") else _plain


# Text ------------------------------------------------------------------------------------------


class _Html(HTMLParser):
    """Blocks of text, each attribute, comments, scripts; entities are read, tags within a line
    part no word."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str, bool]] = []
        self.line = ""
        self.inside = ""

    def end(self) -> None:
        """The block ends."""
        if self.line.strip():
            self.blocks.append((self.line, self.inside, False))
        self.line = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end()
        self.inside = tag if tag in ("script", "style", "title") else ""
        for key, value in attrs:
            if value:
                self.blocks.append((value, key, key in _NAMES))

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end()
            self.inside = ""

    def handle_data(self, data: str) -> None:
        self.line += data

    def handle_comment(self, data: str) -> None:
        self.blocks.append((data, "a comment", False))

    handle_pi = unknown_decl = handle_comment

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)


def _html(path: str, data: bytes, depth: int) -> Iterator[Text]:
    parser = _Html()
    try:
        parser.feed(_decoded(data).replace("<![CDATA[", "").replace("]]>", ""))
        parser.close()
    except AssertionError:  # a declaration that html.parser does not know: `<![foo x]>`
        yield from _plain(path, data, depth)
    parser.end()
    for text, where, name in parser.blocks:
        if where == "class":
            continue  # of themes and of ours; what an author adds is in the text of the page too
        for embedded in _DATA.finditer(text):
            yield from _embedded(embedded, depth)
        if where == "script":
            yield from _plain(path, _bytes(text), depth)
        else:
            yield from text_of(text, where, name=name)
        if "<" in text and depth < DEEPEST and where != "script":  # feeds hold HTML as text
            yield from _html(path, _bytes(text), depth + 1)


def _embedded(match: re.Match[str], depth: int) -> Iterator[Text]:
    data = _bytes(unquote(match["data"]))
    data = _base64(data) if match["base64"] else data
    yield from read("data", data, depth + 1) if depth < DEEPEST else ()


def _base64(data: bytes) -> bytes:
    """What is packed in base64; nothing where it is none."""
    try:
        return base64.b64decode(data)
    except ValueError:
        return b""


def _bytes(text: str) -> bytes:
    """A text; half a character, as JSON may hold, is none."""
    return text.encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _is_index(path: str) -> bool:
    return PurePosixPath(path).name == "searchindex.js"


def _json(path: str, data: bytes, depth: int) -> Iterator[Text]:
    text = _decoded(data)
    if _is_index(path):  # a call, with an object in it
        text = text[text.find("{") : text.rfind("}") + 1]
    try:
        yield from _values(json.loads(text), "", depth)
    except (ValueError, RecursionError):
        yield from _plain(path, data, depth)


def _values(value: Any, key: str, depth: int, *, stems: bool = False) -> Iterator[Text]:
    if isinstance(value, dict):
        for name, inner in value.items():
            here = stems or name in ("terms", "titleterms")
            if stems:
                yield Text(words_of(name), name, key, stems=True)
            else:
                yield from text_of(str(name), key, name=True)
            yield from _values(inner, str(name), depth, stems=here)
    elif isinstance(value, list):
        for inner in value:
            yield from _values(inner, key, depth, stems=stems)
    elif isinstance(value, str):
        yield from text_of(value, key)
        if "<" in value and depth < DEEPEST:
            yield from _html(key, _bytes(value), depth + 1)


_ESCAPE = re.compile(
    r"\\(?:u(?P<four>[\da-f]{4})|u\{(?P<any>[\da-f]{1,5}|10[\da-f]{4})\}|x(?P<two>[\da-f]{2}))",
    re.IGNORECASE,
)


def _plain(path: str, data: bytes, depth: int) -> Iterator[Text]:
    """Lines and paragraphs of a text file; of another one, what in it can be read."""
    if b"\0" in data[:8192] or (data[:8192] and _share_of_letters(data[:8192]) < 0.85):
        yield from _binary(path, data, depth)
        return
    text = _ESCAPE.sub(lambda found: chr(int(found[found.lastgroup or 0], 16)), _decoded(data))
    text = text.replace("\\n", "\n").replace('\\"', '"').replace("\\'", "'")
    for embedded in _DATA.finditer(text):
        yield from _embedded(embedded, depth)
    for paragraph in re.split(r"\n\s*\n", text):
        yield from text_of(paragraph)


def _share_of_letters(data: bytes) -> float:
    return sum(byte >= 32 or byte in (9, 10, 13) for byte in data) / len(data)


def _ics(path: str, data: bytes, depth: int) -> Iterator[Text]:
    """Calendars and mails: folded lines made whole; escapes, quoted printable and base64 read."""
    text = re.sub(r"\r?\n[ \t]", "", _decoded(data))
    for block in re.findall(r"(?:[A-Za-z0-9+/]{40,}\r?\n)*[A-Za-z0-9+/]{8,}={0,2}", text):
        if part := _base64(block.encode()):
            yield from read("part", part, DEEPEST)
    text = re.sub(r"=\r?\n", "", text)
    text = re.sub(r"(?:=[0-9A-F]{2})+", _unquoted, text)
    for line in re.sub(r"\\[nN]", "\n", text).replace("\\", "").split("\n"):
        yield from text_of(line)


def _unquoted(match: re.Match[str]) -> str:
    """Bytes of quoted printable; `VALUE=DATE` of a calendar holds what looks like one."""
    return _decoded(bytes.fromhex(match[0].replace("=", "")))


def _inventory(path: str, data: bytes, depth: int) -> Iterator[Text]:
    head, _, packed = data.partition(b"zlib.\n")
    with suppress(zlib.error):
        lines = zlib.decompress(packed).decode("utf-8", "replace")
        for line in lines.split("\n"):
            found = re.fullmatch(r"(.+?) +\S+ +-?\d+ +(\S*) +(.*)", line)
            name, address, title = found.groups() if found else ("", "", line)
            yield from text_of(name, "a name", name=True)
            yield from text_of(address, "an address", name=True)
            yield from text_of(title, "a title")
    yield from text_of(head.decode("utf-8", "replace"))


# Archives, documents, pictures -------------------------------------------------------------------


def _archive(path: str, data: bytes, depth: int) -> Iterator[Text]:
    try:
        for name, content in _members(path, data):
            yield from text_of(name, "a name in it", name=True)
            if depth < DEEPEST:
                yield from read(name, content, depth + 1)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, RuntimeError):
        yield from _binary(path, data, depth)


def _members(path: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in an archive with their names; nothing of one that is too long."""
    packed = io.BytesIO(data)
    if data.startswith(_ZIP):
        with zipfile.ZipFile(packed) as archive:
            yield "", archive.comment
            for one in archive.infolist():
                yield one.filename, archive.read(one) if one.file_size < LONGEST else b""
    elif data.startswith(_GZIP):
        yield path.removesuffix(".gz"), gzip.GzipFile(fileobj=packed).read(LONGEST)
    else:
        with tarfile.open(fileobj=packed) as members:
            for member in members:
                is_read = member.isfile() and member.size < LONGEST
                content = members.extractfile(member) if is_read else None
                yield member.name, content.read() if content else b""


def _pdf(path: str, data: bytes, depth: int) -> Iterator[Text]:
    yield from _pages(data)
    yield from _objects(data, depth)


def _pages(data: bytes) -> Iterator[Text]:
    """The text of each page, read through its fonts; words parted at the end of a line are one."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return
    for number, page in enumerate(document, start=1):
        text = page.get_textpage().get_text_bounded()
        text = re.sub(r"(?<=\w)[-\u00ad\u2010\ufffe\x02]\s*\r?\n\s*(?=\w)", "", text)
        yield from text_of(" ".join(text.split()), f"page {number}", flows=True)
    document.close()


def _objects(data: bytes, depth: int) -> Iterator[Text]:
    """Every string and every stream of a PDF that draws nothing."""
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError:
        yield from _binary("", data, depth)
        return
    with document:
        for one in document.objects:
            yield from _strings(one, 0)
            if not isinstance(one, pikepdf.Stream):
                continue
            kind = (str(one.get("/Type", "")), str(one.get("/Subtype", "")))
            if kind[0] in ("/Metadata", "/EmbeddedFile"):
                name = "data.xml" if kind[0] == "/Metadata" else "attached"
                yield from read(name, bytes(one.read_bytes()), min(depth + 1, DEEPEST))
            elif kind[1] == "/Image" and str(one.get("/Filter", "")) == "/DCTDecode":
                yield from _binary("", bytes(one.read_raw_bytes()), depth)


def _strings(value: Any, depth: int) -> Iterator[Text]:
    import pikepdf

    if isinstance(value, pikepdf.String):
        yield from text_of(str(value), "a string of the PDF", flows=True)
    elif isinstance(value, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream) and depth < 40:
        is_list = isinstance(value, pikepdf.Array)
        for inner in value if is_list else [value[key] for key in value.keys()]:  # noqa: SIM118
            if not getattr(inner, "is_indirect", False):
                yield from _strings(inner, depth + 1)


_ITSELF = "what it says of itself"


def _binary(path: str, data: bytes, depth: int) -> Iterator[Text]:
    """What a picture, or any other file, says in letters; a PNG's packed texts are unpacked."""
    if data.startswith(b"\x89PNG"):
        yield from _chunks(data)
    wide = (one.replace(b"\0", b"") for one in _WIDE.findall(data))
    for found in (*_PRINTABLE.findall(data), *wide):
        yield from text_of(_decoded(found), _ITSELF)


def _chunks(data: bytes) -> Iterator[Text]:
    at = 8
    while at + 12 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at + 8 : at + 8 + length]
        if kind in (b"zTXt", b"iTXt", b"tEXt"):
            yield from text_of(_decoded(chunk.replace(b"\0", b"\n")), _ITSELF)
            for packed in re.finditer(b"\x78", chunk[:300]):  # how data packed by zlib begins
                with suppress(zlib.error):
                    yield from text_of(_decoded(zlib.decompress(chunk[packed.start() :])), _ITSELF)
        at += length + 12
