"""Looks at a finished sheet itself, not at what its template meant to do.

One page is no proof: text can run over the edge of a page that is still one. So every character
is asked where it stands, and every text of the data whether it is there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from guides_ext.print.runs import strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from guides_ext.print.sheet import SheetData

MM = 72 / 25.4
PAPER = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""

SIDES, TOP, BOTTOM = 12.0, 10.0, 9.0
"""Margins in millimetres."""

HANGING = "“”„«»‘’‚"
"""Closing marks too: a text that runs to the left is read in another order than it is set."""
LEAN = 2.0
"""Points that a letter may reach into a side margin: an italic *f* leans out of its own width."""

SLACK = 3.0
"""Points by which a glyph may leave its line box: accents above, descenders below."""


class Glyph(NamedTuple):
    """A character with ink, and its box in points, from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    number: int
    char: str


def prove(pdf: bytes, sheets: list[SheetData]) -> list[str]:
    """What is wrong with sheets; nothing where each is one page a side, whole and within bounds."""
    document = pdfium.PdfDocument(pdf)
    try:
        sides = [(data, side) for data in sheets for side in ("front", "back")]
        if not sheets[-1]["scores"]:
            sides.pop()  # nothing begins after the last leaf
        if len(document) != len(sides):
            return [f"{len(document)} pages for {len(sides)} sides"]
        return [
            f"{side}: {fault}"
            for page, (data, side) in zip(document, sides, strict=True)
            if side == "front" or data["scores"]
            for fault in _prove_page(page, data, side)
        ]
    finally:
        document.close()


def _prove_page(page: Any, data: SheetData, side: str) -> list[str]:
    words = page.get_textpage()
    found = glyphs(words)
    shown = _squeeze(words.get_text_range())
    text = [*_front(data)] if side == "front" else [*_back(data)]
    faults = [
        *_size(page, data["paper"]),
        *(f"missing or torn: {one[:50]!r}" for one in text if not _shows(shown, one)),
        *_outside(found, data["paper"]),
        *_collisions(found),
    ]
    if side == "front":
        faults += _open_ratings(data, text, shown)
    return sorted(set(faults))


def glyphs(words: Any) -> list[Glyph]:
    """The characters of a page that leave ink."""
    found = []
    for index in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words, index)
        if chr(code).isspace() or unicodedata.category(chr(code)) in ("Cc", "Cf"):
            continue
        left, bottom, right, top = words.get_charbox(index)
        if right - left > 0.01 and top - bottom > 0.01:
            found.append(Glyph(left, bottom, right, top, index, chr(code)))
    return found


def _size(page: Any, paper: str) -> Iterator[str]:
    width, height = page.get_size()
    wide, tall = PAPER[paper]
    if abs(width - wide * MM) > 0.5 or abs(height - tall * MM) > 0.5:
        yield f"the page is {width / MM:.1f} × {height / MM:.1f} mm"


def _outside(found: list[Glyph], paper: str) -> Iterator[str]:
    """Words that run into a margin; an opening quotation mark may hang there."""
    wide, tall = PAPER[paper]
    left, right = SIDES * MM, (wide - SIDES) * MM
    low, high = BOTTOM * MM - SLACK, (tall - TOP) * MM + SLACK
    overruns: dict[str, float] = {}
    for one in found:
        hang = 2.5 * MM if one.char in HANGING else LEAN
        aside = max(left - one.left, one.right - right) - hang
        over = max(aside, one.top - high, low - one.bottom)
        if over > 0:
            word = _word(found, one)
            overruns[word] = max(over, overruns.get(word, 0))
    for word, over in overruns.items():
        yield f"{word!r} is {ceil(over)} points outside the margins"


def _word(found: list[Glyph], one: Glyph) -> str:
    """The word that a character is of, not more than can be told."""
    numbers = {other.number: other.char for other in found}
    first = last = one.number
    while first - 1 in numbers:
        first -= 1
    while last + 1 in numbers:
        last += 1
    word = "".join(numbers[number] for number in range(first, last + 1))
    return word if len(word) <= 40 else f"{word[:39]}…"


def _collisions(found: list[Glyph]) -> Iterator[str]:
    """Words that lie on each other; neighbours may share a ligature, marks their letter."""
    overlaps: dict[tuple[str, str], float] = {}
    for one, other, over in _overlapping(found):
        words = _word(found, one), _word(found, other)
        overlaps[words] = max(over, overlaps.get(words, 0))
    for (one_word, other_word), over in overlaps.items():
        yield f"{one_word!r} and {other_word!r} lie on each other by {ceil(over)} points"


def _overlapping(found: Iterable[Glyph]) -> Iterator[tuple[Glyph, Glyph, float]]:
    """Each two characters that lie on each other, and by how many points."""
    cells: dict[tuple[int, int], list[Glyph]] = {}
    for one in found:
        if unicodedata.combining(one.char):
            continue
        for column in range(int(one.left // 12), int(one.right // 12) + 1):
            for line in range(int(one.bottom // 12), int(one.top // 12) + 1):
                cell = cells.setdefault((column, line), [])
                for other in cell:
                    across = min(one.right, other.right) - max(one.left, other.left)
                    upright = min(one.top, other.top) - max(one.bottom, other.bottom)
                    over = min(across, upright)
                    joined = _is_joined(one) and _is_joined(other)
                    if over > (3 if joined else 0.8) and abs(one.number - other.number) > 2:
                        yield other, one, over
                cell.append(one)


def _is_joined(one: Glyph) -> bool:
    """Whether a letter is of a script whose letters reach below and above their neighbours."""
    return unicodedata.bidirectional(one.char) == "AL"


# Texts -----------------------------------------------------------------------------------------


def _front(data: SheetData) -> Iterator[str]:
    """What the front has to say."""
    yield from (data["stage"], data["role"], data["version"], data["then"], *data["more"].values())
    yield from (box["name"] for box in data["agenda"])
    for kind in (data["goals"], data["non_goals"], *data["checks"].values()):
        yield from (strings(item["text"]) for item in kind)
    for said in data["words"]:
        yield from (said["cue"], strings(said["text"]))
    for task in data["tasks"]:
        yield task["title"]
        texts = [task["brief"], task["enough"], *task["easier"], *task["harder"]]
        yield from (strings(text) for text in texts)
    for group in data["groups"]:
        yield group["name"]
        if not group["questions"]:
            yield strings(group["means"])
        for asked in group["questions"]:
            texts = [asked["ask"], *asked["then"], asked["easier"], asked["harder"]]
            yield from (strings(text) for text in [*texts, *asked["listen"]])


def _back(data: SheetData) -> Iterator[str]:
    """What the back has to say."""
    yield from (data["stage"], data["role"], data["version"], strings(data["rule"]))
    yield from data["labels"]["hand_in"]
    for one in data["scores"]:
        yield from (one["name"], strings(one["means"]))
        yield from (strings(level["text"]) for level in one["levels"])


def _open_ratings(data: SheetData, own: list[str], shown: str) -> Iterator[str]:
    """Anchors that lie open before the candidate; single words may be those of other texts."""
    said = " ".join(map(_squeeze, own))
    for one in data["scores"]:
        for level in one["levels"]:
            text = _squeeze(strings(level["text"]))
            if len(text) > 20 and text in shown and text not in said:
                yield f"open before the candidate: {text[:50]!r}"


def _shows(shown: str, text: str) -> bool:
    """Whether a page shows a text.

    What stands on a page with a script that runs to the left is read in another order than it was
    written: there each word and each number have to be found, and of such a script every character.
    """
    if not _runs_to_the_left(shown):
        return _squeeze(text) in shown
    if _runs_to_the_left(text):
        return not _letters(_squeeze(text)) - _letters(shown)
    return all(word in shown for word in WORD.findall(unicodedata.normalize("NFKC", text)))


WORD = re.compile(r"\d+|[^\W\d]+")


def _runs_to_the_left(text: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in text)


def _letters(text: str) -> Counter[str]:
    """How often each character is in a text: marks apart from their letters, fractions plain.

    Those that look the other way in a text that runs to the left, as brackets do, are not counted.
    """
    steady = "".join(char for char in text if not unicodedata.mirrored(char))
    return Counter(unicodedata.normalize("NFKD", steady).replace("\u2044", "/"))


def _squeeze(text: str) -> str:
    """What is left without spaces and hyphens, which change as lines break."""
    return UNSTEADY.sub("", unicodedata.normalize("NFKC", text))


UNSTEADY = re.compile(r"[\s\u00ad\u061c\u200b-\u2010\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02-]+")
