"""The nearest right word, and what there is: hints for the ends of error messages."""

from bisect import bisect
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

_MANY = 12  # of more words only the nearest are shown
_VERY_MANY = 100  # of more words only those are compared that begin or end most like it
_BESIDE = 8


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be."""
    found = get_close_matches(word, [*_compared(word, tuple(words))], n=1, cutoff=0.6)
    return found[0] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)`, or nothing where no word is near."""
    near = nearest(word, words)
    return f" (did you mean {near!r}?)" if near else ""


def suggest(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)`, or ` (there are: …)` where no word is near."""
    words = tuple(words)
    return did_you_mean(word, words) or there_are(word, words)


def there_are(word: str, words: Iterable[str]) -> str:
    """` (there are: …)`; of many words only the three nearest."""
    words = tuple(words)
    if len(words) > _MANY:
        return f" (nearest: {', '.join(most_like(word, words, cutoff=0.0))})"
    return f" (there are: {', '.join(words)})" if words else " (there are none)"


def most_like(word: str, words: tuple[str, ...], cutoff: float = 0.5) -> list[str]:
    """The three of `words` that look most like `word`; the first three where none does."""
    return get_close_matches(word, [*_compared(word, words)], 3, cutoff) or [*words[:3]]


def _compared(word: str, words: tuple[str, ...]) -> Iterable[str]:
    """The words to compare with: comparing is slow, and a file may be wrong in thousands of ids."""
    if len(words) <= _VERY_MANY:
        return words
    forwards, backwards = _ordered(words)
    alike = _beside(word, forwards) + [one[::-1] for one in _beside(word[::-1], backwards)]
    return dict.fromkeys(alike)


@lru_cache(maxsize=8)
def _ordered(words: tuple[str, ...]) -> tuple[list[str], list[str]]:
    return sorted(words), sorted(word[::-1] for word in words)


def _beside(word: str, ordered: list[str]) -> list[str]:
    index = bisect(ordered, word)
    return ordered[max(0, index - _BESIDE) : index + _BESIDE]
