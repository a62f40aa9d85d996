"""The word lists of `data/`: phrases that rules look for, topics and what the law says of them,
words with a better one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias

import yaml

Sure: TypeAlias = Literal["text", "reported"]
"""What we have read: the law's own text or that of an authority, or what others report of it."""

SECOND_HAND: Mapping[Sure, str] = {"text": "", "reported": "; second hand"}


@dataclass(frozen=True)
class Verdict:
    """What the law of a jurisdiction says of a topic, as far as the source supports it."""

    verdict: Literal["prohibited", "risky"]
    source: str
    since: str = ""
    sure: Sure = "text"

    def __str__(self) -> str:
        since = f" since {self.since}" if self.since else ""
        return f"{self.verdict}{since} ({self.source}{SECOND_HAND[self.sure]})"


@dataclass(frozen=True)
class Entry:
    """Words for one thing. A topic has verdicts by jurisdiction, a feeling a source and what to
    write instead, a trait verdicts and what to write instead; `positive` and `negative` are texts
    that it finds, and that it does not."""

    name: str
    written: str
    positive: Sequence[str]
    negative: Sequence[str]
    source: str = ""
    instead: str = ""
    needs: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds them; made when it is first asked for, since most runs need few."""
        return re.compile(self.written, re.IGNORECASE)

    def verdicts_in(self, jurisdictions: Sequence[str]) -> dict[str, Verdict]:
        """Its verdicts: of each jurisdiction the nearest; all, where none is named that we know."""
        known = self.verdicts
        meant = [around(one) for one in jurisdictions if is_known(one)]
        nearest = (next(filter(known.get, one), "") for one in meant)
        return {one: known[one] for one in (nearest if meant else known) if one}


@dataclass(frozen=True)
class Word:
    """A phrase in small letters, and what may stand in its place."""

    phrase: tuple[str, ...]
    instead: tuple[str, ...]
    note: str

    @property
    def mend(self) -> str:
        """What to say instead."""
        note = f" ({self.note})" if self.note else ""
        return f"say {' or '.join(self.instead[:3])}{note}" if self.instead else self.note


@dataclass(frozen=True)
class Law:
    """What holds somewhere since a day; `least` and `most` are months."""

    where: Sequence[str]
    since: str
    says: str
    source: str
    sure: Sure
    least: int = 0
    most: int = 0

    def __str__(self) -> str:
        return f"{self.says} (since {self.since}; {self.source}{SECOND_HAND[self.sure]})"


def around(code: str) -> tuple[str, ...]:
    """A jurisdiction and those that it lies in, the nearest first: `us-ca` and `us`.

    It may be written as ISO 3166 has it: `DE`, `GB-ENG`.
    """
    code = re.sub(r"\Agb\b", "uk", code.casefold())
    country = code.partition("-")[0]
    union = ("eu",) if country in _yaml("law.yaml")["members of eu"] else ()
    return tuple(dict.fromkeys((code, country, *union)))


def is_known(code: str) -> bool:
    """Whether something is known of a jurisdiction, or of one that it lies in."""
    return not codes().isdisjoint(around(code))


@cache
def codes() -> frozenset[str]:
    """The jurisdictions that something is known of."""
    data = _yaml("law.yaml")
    groups = [some for name, some in data.items() if name != "members of eu"]
    laws = (code for some in groups for law in some for code in law["where"])
    verdicts = (code for one in (*entries("topics"), *entries("traits")) for code in one.verdicts)
    return frozenset((*data["members of eu"], *laws, *verdicts))


@cache
def entries(name: Literal["feelings", "traits", "topics"]) -> tuple[Entry, ...]:
    """What guides should not look for, what of it the law protects, what should not be asked."""
    return tuple(_entry(one) for one in _yaml("fairness.yaml")[name])


_SHORT = re.compile(r"\b(how|what|where|when|who|that|there)['’]s\b", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def asked_about(text: str) -> tuple[tuple[Entry, re.Match[str]], ...]:
    """The topics that a text asks about, each with its words; "how's" is read as "how is" too."""
    long = _SHORT.sub(r"\1 is", text)
    ways = (text, long) if long != text else (text,)
    found = ((entry, next(filter(None, map(entry.pattern.search, ways)), None))
             for entry in entries("topics"))  # fmt: skip
    return tuple((entry, match) for entry, match in found if match)


@cache
def phrases() -> dict[str, tuple[Entry, ...]]:
    """The phrases that rules look for, by what they are for."""
    groups = _yaml("phrases.yaml").items()
    return {name: tuple(_entry({"name": name, **one}) for one in some) for name, some in groups}


@cache
def phrase(name: str) -> re.Pattern[str]:
    """One pattern for all phrases of a name."""
    return re.compile("|".join(one.written for one in phrases()[name]), re.IGNORECASE)


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list."""
    words: str = _yaml("words.yaml")[name]
    return frozenset(words.split())


@cache
def laws(name: str) -> tuple[Law, ...]:
    """What holds about a thing, by the name of the rule that looks at it."""
    return tuple(Law(**one) for one in _yaml("law.yaml")[name])


@cache
def words() -> dict[str, tuple[Word, ...]]:
    """Words of retext-equality that we do not let pass, by their first word in small letters."""
    allowed = {str(word).casefold() for group in _yaml("allowed.yaml") for word in group["words"]}
    found: dict[str, list[Word]] = {}
    for entry in json.loads(_read("equality.json"))["patterns"]:
        for text in entry["words"]:
            if text.casefold() in allowed or "*" in text:
                continue
            parts = tuple(text.casefold().split())
            word = Word(parts, tuple(entry["instead"]), entry.get("note", ""))
            found.setdefault(parts[0], []).append(word)
    return {first: tuple(some) for first, some in found.items()}


_WORD = re.compile(r"[\w’'.-]*\w")


def unfit_words(text: str) -> Iterator[tuple[re.Match[str], str, Word]]:
    """The words of a text that we do not let pass: the first of a phrase, all of it, and which."""
    if words().keys().isdisjoint(_WORD.findall(text.casefold())):
        return
    found = list(_WORD.finditer(text))
    for index, first in enumerate(found):
        for word in words().get(first.group().casefold(), ()):
            those = found[index : index + len(word.phrase)]
            if tuple(one.group().casefold() for one in those) == word.phrase:
                yield first, text[first.start() : those[-1].end()], word
                break


def _entry(data: dict[str, Any]) -> Entry:
    given = {key: one for key, one in data.items() if key not in ("patterns", "nouns", "verbs")}
    verdicts = {code: Verdict(**one) for code, one in data.get("verdicts", {}).items()}
    written = rf"\b(?:{'|'.join([*data['patterns'], *_framed(data)])})"
    return Entry(**{**given, "written": written, "verdicts": verdicts})


def _framed(data: dict[str, Any]) -> list[str]:
    """The patterns of questions about somebody's own affairs, where an entry has nouns for them."""
    frames = _yaml("fairness.yaml")["frames"] if "nouns" in data else ()
    slots = {"nouns": data.get("nouns", ""), "verbs": data.get("verbs", "have")}
    return [re.sub(r"\{(nouns|verbs)\}", lambda slot: slots[slot[1]], one) for one in frames]


@cache
def _yaml(name: str) -> Any:
    return yaml.load(_read(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")
