"""The word lists of `data/`: what may not be asked or wanted, and words with a better one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml


@dataclass(frozen=True)
class Verdict:
    """What the law of a jurisdiction says of a topic, as far as the source supports it."""

    verdict: Literal["prohibited", "risky"]
    source: str


@dataclass(frozen=True)
class Entry:
    """Words for one thing. A topic has verdicts by jurisdiction, a feeling a source and what to
    write instead; `positive` and `negative` are texts that it finds, and that it does not."""

    name: str
    pattern: re.Pattern[str]
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    source: str = ""
    instead: str = ""
    verdicts: tuple[tuple[str, Verdict], ...] = ()


@dataclass(frozen=True)
class Word:
    """A phrase in small letters, and what may stand in its place."""

    phrase: tuple[str, ...]
    instead: tuple[str, ...]
    note: str


@cache
def feelings() -> tuple[Entry, ...]:
    """What guides should not look for."""
    return tuple(_entry(one) for one in _fairness()["feelings"])


@cache
def topics() -> tuple[Entry, ...]:
    """What candidates should not be asked."""
    return tuple(_entry(one) for one in _fairness()["topics"])


@cache
def words() -> dict[str, tuple[Word, ...]]:
    """Words of retext-equality that we do not let pass, by their first word in small letters."""
    allowed = {str(word).casefold() for group in _yaml("allowed.yaml") for word in group["words"]}
    found: dict[str, list[Word]] = {}
    for entry in json.loads(_read("equality.json"))["patterns"]:
        for phrase in entry["words"]:
            if phrase.casefold() in allowed or "*" in phrase:
                continue
            parts = tuple(phrase.casefold().split())
            word = Word(parts, tuple(entry["instead"]), entry.get("note", ""))
            found.setdefault(parts[0], []).append(word)
    return {first: tuple(some) for first, some in found.items()}


@cache
def _fairness() -> dict[str, Any]:
    data: dict[str, Any] = _yaml("fairness.yaml")
    return data


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _entry(data: dict[str, Any]) -> Entry:
    verdicts = data.get("verdicts", {}).items()
    return Entry(
        data["name"],
        re.compile(rf"\b(?:{'|'.join(data['patterns'])})", re.IGNORECASE),
        tuple(data["positive"]),
        tuple(data["negative"]),
        data.get("source", ""),
        data.get("instead", ""),
        tuple((code, Verdict(**verdict)) for code, verdict in verdicts),
    )


def _yaml(name: str) -> Any:
    return yaml.load(_read(name), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")
