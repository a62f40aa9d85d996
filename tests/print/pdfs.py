"""Reads PDFs back, as whoever is handed one would."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pypdfium2 as pdfium


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
    return re.sub(r"[\s\u00ad\u200b\u2010\ufffe\x02-]+", "", plain)


def shown(pdf: Path | bytes) -> str:
    """All that a PDF says, squeezed."""
    return squeezed("".join(pages(pdf)))
