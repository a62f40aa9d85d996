"""Looks at a finished sheet itself, not at what its template meant to do.

One page is no proof: text can run over the edge of a page that is still one. So every character
is asked where it stands, and every text of the data whether it is there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice, takewhile
from math import ceil
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from guides_ext.print.papers.paper import Paper

MM = 72 / 25.4
"""Points."""

SIDES, TOP, BOTTOM = 12.0, 10.0, 9.0
"""Margins in millimetres."""

LEAN = 2.0
"""Points that a letter may reach into a side margin: an italic *f* leans out of its own width."""

SLACK = 3.0
"""Points by which a glyph may leave its line box: accents above, descenders below."""

HANGING, HANG = "“”„«»‘’‚", 2.5 * MM
"""What may hang in a side margin, and how far. Closing marks too: a text that runs to the left is
read in another order than it is set."""


class Area(NamedTuple):
    """A paper: its width and height in millimetres."""

    wide: float
    tall: float

    def over(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
        """By how many points a box is too far to a side, and too high or too low."""
        aside = max(SIDES * MM - left, right - (self.wide - SIDES) * MM)
        upright = max(BOTTOM * MM - bottom, top - (self.tall - TOP) * MM)
        return aside - LEAN, upright - SLACK


PAPER = {"a4": Area(210.0, 297.0), "letter": Area(215.9, 279.4)}


class Glyph(NamedTuple):
    """A character with ink, and its box in points, from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    number: int
    char: str


def prove(
    pdf: bytes, papers: Sequence[Paper], left_out: Iterable[Sequence[str]], size: str
) -> list[str]:
    """What is wrong with papers; nothing where each is one page, whole and within bounds.

    Where the next one begins a leaf, an empty page may stand between two.

    Args:
        left_out: the texts that were left out of each.
        size: ``a4`` or ``letter``.
    """
    document = pdfium.PdfDocument(pdf)
    try:
        numbers = [*page_numbers(papers)]
        if numbers[-1] != len(document):
            return [f"{len(document)} pages for {len(papers)} papers"]
        between = {*range(1, len(document))} - {*numbers}
        if any(document[number - 1].get_textpage().count_chars() for number in between):
            return [f"{papers[0].name}: runs on to a second page"]
        return [
            f"{one.name}: {fault}"
            for one, number, gone in zip(papers, numbers, left_out, strict=True)
            for fault in _prove_page(document[number - 1], one, gone, PAPER[size])
        ]
    finally:
        document.close()


def page_numbers(papers: Iterable[Paper]) -> Iterator[int]:
    """The page of each paper, from 1: whatever begins a leaf has an odd one."""
    number = 0
    for one in papers:
        number += 2 if one.filled["leaf"] and number % 2 else 1
        yield number


def _prove_page(page: Any, paper: Paper, left_out: Sequence[str], area: Area) -> list[str]:
    words = page.get_textpage()
    text = words.get_text_range()
    shown = _squeeze(text)
    gone = set(map(_bare, left_out))
    texts = [one.words for one in paper.says if gone.isdisjoint(map(_bare, one.of))]
    # What PDFium takes for one line may be two columns that stand beside each other by chance.
    lost = [*_lost(shown, texts)] and [*_lost(_squeeze(_as_set(page, words)), texts)]
    leaks = (one for one in paper.silent if _leaks(text, shown, one))
    faults = [*lost, *(f"not for this paper: {one[:50]!r}" for one in leaks)]
    width, height = page.get_size()
    if abs(width - area.wide * MM) > 0.5 or abs(height - area.tall * MM) > 0.5:
        faults.append(f"the page is {width / MM:.1f} × {height / MM:.1f} mm")
    if suspicious(words, area):
        found = glyphs(words)
        faults += [*_outside(found, area), *_collisions(found)]
    return list(dict.fromkeys(faults))


# Where it stands -------------------------------------------------------------------------------


def suspicious(words: Any, area: Area) -> bool:
    """Whether any line of a page leaves the margins or lies on another: then each character is
    looked at, which takes ten times as long."""
    lines = [words.get_rect(index) for index in range(words.count_rects())]
    return any(max(area.over(*one)) > 0 for one in lines) or any(_overlapping(lines))


def glyphs(words: Any) -> list[Glyph]:
    """The characters of a page that leave ink."""
    found = []
    for index in range(words.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(words, index))
        if not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf"):
            left, bottom, right, top = words.get_charbox(index)
            if right - left > 0.01 and top - bottom > 0.01:
                found.append(Glyph(left, bottom, right, top, index, char))
    return found


def _outside(found: list[Glyph], area: Area) -> Iterator[str]:
    """Words that run into a margin; a quotation mark may hang there."""
    overruns: dict[str, float] = {}
    for one in found:
        aside, upright = area.over(*one[:4])
        over = max(aside + LEAN - (HANG if one.char in HANGING else LEAN), upright)
        if over > 0:
            word = _word(found, one)
            overruns[word] = max(over, overruns.get(word, 0))
    for word, over in overruns.items():
        yield f"{word!r} is {ceil(over)} points outside the margins"


def _word(found: list[Glyph], one: Glyph) -> str:
    """The word that a character is of, not more than can be told."""
    chars = {other.number: other.char for other in found}
    before = takewhile(chars.__contains__, count(one.number - 1, -1))
    behind = takewhile(chars.__contains__, count(one.number))
    word = "".join(chars[number] for number in [*reversed([*before]), *behind])
    return word if len(word) <= 40 else f"{word[:39]}…"


def _collisions(found: list[Glyph]) -> Iterator[str]:
    """Words that lie on each other; neighbours may share a ligature, marks their letter."""
    overlaps: dict[tuple[str, str], float] = {}
    letters = (one for one in found if not unicodedata.combining(one.char))
    for lower, upper, over in _overlapping(letters):
        one, other = sorted((lower, upper), key=lambda glyph: glyph.number)
        joined = _is_joined(one) and _is_joined(other)
        if over > (3 if joined else LEAST) and abs(one.number - other.number) > 2:
            words = _word(found, one), _word(found, other)
            overlaps[words] = max(over, overlaps.get(words, 0))
    for (one_word, other_word), over in overlaps.items():
        yield f"{one_word!r} and {other_word!r} lie on each other by {ceil(over)} points"


LEAST = 0.8
"""Points by which two boxes may lie on each other."""


def _overlapping(boxes: Iterable[Any]) -> Iterator[tuple[Any, Any, float]]:
    """Each two boxes that lie on each other, the lower first, and by how many points."""
    rising = sorted(boxes, key=lambda box: box[1])
    for index, (left, _bottom, right, top, *_more) in enumerate(rising, start=1):
        for other in islice(rising, index, None):
            if other[1] >= top - LEAST:
                break
            across = min(right, other[2]) - max(left, other[0])
            over = min(across, min(top, other[3]) - other[1])
            if over > LEAST:
                yield rising[index - 1], other, over


def _is_joined(one: Glyph) -> bool:
    """Whether a letter is of a script whose letters reach below and above their neighbours."""
    return unicodedata.bidirectional(one.char) == "AL"


# What it says ----------------------------------------------------------------------------------


def _as_set(page: Any, words: Any) -> str:
    """The text of a page in the order in which it was set, not in that of its lines."""
    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words)
    return "".join(one.extract() for one in texts)


def _lost(shown: str, texts: Sequence[str]) -> Iterator[str]:
    """Texts that are not there, or not in their order."""
    ordered = not _runs_to_the_left(shown)
    at = 0
    for text in texts:
        wanted = _squeeze(text)
        here = shown.find(wanted, at) if ordered else -1
        if here >= 0:
            at = here + len(wanted)
        elif not _shows(shown, text):
            yield f"missing or torn: {text[:50]!r}"
        elif ordered:
            yield f"out of order: {text[:50]!r}"


SHORT = 24
"""Characters of a text that may stand by chance inside of other words."""


def _leaks(text: str, shown: str, one: str) -> bool:
    """Whether a text stands on a page; a short one only as words of its own."""
    squeezed = _squeeze(one)
    if len(squeezed) > SHORT or squeezed not in shown:
        return squeezed in shown
    unbroken = " ".join(re.sub(r"[\u00ad\u200b\ufffe\x02]\s*", "", _plain(text)).split())
    return re.search(rf"(?<!\w){re.escape(_plain(one))}(?!\w)", unbroken) is not None


def _shows(shown: str, text: str) -> bool:
    """Whether a page shows a text.

    What stands on a page with a script that runs to the left is read in another order than it was
    written: there each word and each number have to be found, and of such a script every character.
    """
    if not _runs_to_the_left(shown):
        return _squeeze(text) in shown
    if _runs_to_the_left(text):
        return not _letters(_squeeze(text)) - _letters(shown)
    return all(word in shown for word in WORD.findall(_plain(text)))


WORD = re.compile(r"\d+|[^\W\d]+")


def _runs_to_the_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in set(text))


def _letters(text: str) -> Counter[str]:
    """How often each character is in a text: marks apart from their letters, fractions plain.

    Those that look the other way in a text that runs to the left, as brackets do, are not counted.
    """
    steady = "".join(char for char in text if not unicodedata.mirrored(char))
    return Counter(unicodedata.normalize("NFKD", steady).replace("\u2044", "/"))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _squeeze(text: str) -> str:
    """What is left without spaces and hyphens, which change as lines break."""
    return UNSTEADY.sub("", _plain(text))


def _bare(text: str) -> str:
    """The same without the quotation marks that a paper sets around words that are said."""
    return _squeeze(text).strip("“”„«»‘’‚\"'「」\u202f")


UNSTEADY = re.compile(r"[\s\u00ad\u061c\u200b-\u2010\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02-]+")
