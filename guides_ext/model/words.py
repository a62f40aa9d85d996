"""Words of error messages: the nearest right word, and what there is."""

from collections.abc import Iterable
from difflib import get_close_matches

_MANY = 12


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that `word` was most likely meant to be."""
    found = get_close_matches(word, list(words), n=1, cutoff=0.6)
    return found[0] if found else None


def meant(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)`, or nothing where no word is near."""
    near = nearest(word, words)
    return f" (did you mean {near!r}?)" if near else ""


def mean(word: str, words: Iterable[str]) -> str:
    """` (did you mean 'x'?)`, or ` (there are: …)` where no word is near."""
    words = list(words)
    return meant(word, words) or there_are(word, words)


def there_are(word: str, words: Iterable[str]) -> str:
    """` (there are: …)`; of many words only the three nearest."""
    words = list(words)
    if len(words) > _MANY:
        words = get_close_matches(word, words, n=3, cutoff=0.0)
        return f" (nearest: {', '.join(words)})"
    return f" (there are: {', '.join(words)})" if words else " (there are none)"
