"""Reads PDFs back, as whoever is handed one would."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw


def pages(pdf: Path | bytes) -> list[str]:
    """The text of each page."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """A text without what changes as lines break: spaces, hyphens, ligatures."""
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u00ad\u200b-\u2010\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02-]+", "", plain)


def shown(pdf: Path | bytes) -> str:
    """All that a PDF says, squeezed."""
    return squeezed("".join(pages(pdf)))


def ink_outside(pdf: Path | bytes, margin: float = 8.5) -> list[str]:
    """The characters of each page that come nearer to an edge than a margin in millimetres."""
    limit, found = margin * 72 / 25.4, []
    document = pdfium.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            inside = left > limit and right < width - limit
            if right > left and not (inside and bottom > limit - 3 and top < height - limit):
                found.append(words.get_text_range(index, 1))
    document.close()
    return [one for one in found if one.strip()]


def colours(pdf: Path | bytes) -> set[tuple[int, ...]]:
    """The colours of all letters, lines and areas."""
    document, found = pdfium.PdfDocument(pdf), set()
    reads = (raw.FPDFPageObj_GetFillColor, raw.FPDFPageObj_GetStrokeColor)
    for one in (one for page in document for one in page.get_objects()):
        for read in reads:
            parts = [ctypes.c_uint() for _ in "rgba"]
            if read(one, *map(ctypes.byref, parts)):
                found.add(tuple(part.value for part in parts[:3]))
    document.close()
    return found


class Sized(NamedTuple):
    """Characters that follow each other in one size and one font."""

    text: str
    size: float
    font: str


def sized(pdf: Path | bytes) -> list[Sized]:
    """All that a PDF says, by the sizes and fonts in which it says it."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [
            Sized("".join(char for char, _size, _font in run), *look)
            for page in document
            for look, run in groupby(_characters(page.get_textpage()), key=itemgetter(1, 2))
        ]
    finally:
        document.close()


def _characters(words: Any) -> Iterator[tuple[str, float, str]]:
    """Each character that leaves ink, with its size in points and its font."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    for index in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words, index))
        if char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cn"):
            continue
        raw.FPDFText_GetFontInfo(words, index, name, len(name), flags)
        size = round(raw.FPDFText_GetFontSize(words, index), 2)
        yield char, size, name.value.decode().partition("+")[2]


def rules(pdf: Path | bytes) -> list[list[tuple[float, float, float]]]:
    """The horizontal lines of each page: where they start, their height, where they end."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [
            [
                (left, (low + high) / 2, right)
                for left, low, right, high in (
                    one.get_bounds() for one in page.get_objects([raw.FPDF_PAGEOBJ_PATH])
                )
                if right - left > 20 and high - low < 3
            ]
            for page in document
        ]
    finally:
        document.close()


def crossed(pdf: Path | bytes) -> list[str]:
    """The characters of each page that a line runs through."""
    found = []
    document = pdfium.PdfDocument(pdf)
    for page, lines in zip(document, rules(pdf), strict=True):
        words = page.get_textpage()
        for index in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(index)
            if any(bottom + 0.5 < y < top - 0.5 and x < right and left < to for x, y, to in lines):
                found.append(words.get_text_range(index, 1))
    document.close()
    return [one for one in found if one.strip()]
