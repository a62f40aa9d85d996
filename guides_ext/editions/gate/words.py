"""Text as the gate compares it: folded words, and runs of them.

Measured on docs/ with 83 planted leaks: runs of four words gave seven false alarms, of six missed
five leaks; runs of five gave none and missed four, which whole leaves and single words find.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

RUN = 5
"""Words in a shingle."""

UNSPACED = 10
"""Characters in one, of languages that put no space between words."""

LEAF = (3, 4)
"""Words of a leaf that is compared as a whole: longer ones have shingles."""

LEAF_LETTERS = 12
"""Letters that it has at least."""

WORD = 5
"""Letters of a word that is looked for by itself."""

Words = tuple[str, ...]

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[{_NO_SPACES}]|(?:(?![{_NO_SPACES}_])\w)+")
_UNSPACED = re.compile(f"[{_NO_SPACES}]")


def words_of(text: str) -> Words:
    """The words of a text: NFKC, case folded, without marks; characters where there are no spaces.

    An apostrophe joins what it stands between, whichever of its forms is written.
    """
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    folded = re.sub(r"(?<=\w)['’ʼ`](?=\w)", "", text.casefold())
    return tuple(_TOKEN.findall(folded))


def unspaced(word: str) -> bool:
    """Whether a word is a character of a language without spaces."""
    return len(word) == 1 and bool(_UNSPACED.match(word))


def runs(words: Words) -> Iterator[tuple[int, Words]]:
    """The shingles of some words, with where each begins."""
    for start in range(len(words)):
        length = UNSPACED if unspaced(words[start]) else RUN
        if start + length <= len(words):
            yield start, words[start : start + length]


def whole(words: Words) -> Words | None:
    """The words of a short leaf that is compared as a whole; None for one too short or too long."""
    letters = sum(map(len, words))
    if any(map(unspaced, words)):
        return words if letters >= LEAF_LETTERS // 2 and len(words) < UNSPACED else None
    return words if len(words) in LEAF and letters >= LEAF_LETTERS else None


def single(word: str) -> bool:
    """Whether a word is long enough to be looked for by itself."""
    return len(word) >= WORD and not word.isdigit()
