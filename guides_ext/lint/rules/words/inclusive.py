"""Inclusive: words that leave nobody out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guides_ext.lint.engine import Hit, rule
from guides_ext.lint.lexicon import Word, words
from guides_ext.lint.subjects import Passage

_WORD = re.compile(r"[\w’'.-]*\w")


@rule(Passage, "inclusive-words")
def inclusive_words(passage: Passage) -> Iterator[Hit]:
    found = list(_WORD.finditer(passage.text))
    for index, first in enumerate(found):
        for word in words().get(first.group().casefold(), ()):
            those = found[index : index + len(word.phrase)]
            if tuple(one.group().casefold() for one in those) == word.phrase:
                said = passage.text[first.start() : those[-1].end()]
                yield Hit(passage.at(first), f"{said!r} leaves somebody out", _mend(word))
                break


def _mend(word: Word) -> str:
    note = f" ({word.note})" if word.note else ""
    return f"say {' or '.join(word.instead[:3])}{note}" if word.instead else word.note
