"""The lexicon finds what its entries say that it finds, and passes what they say it passes."""

from __future__ import annotations

import pytest

from guides_ext.lint.lexicon import Entry, feelings, topics, words

ENTRIES = [*feelings(), *topics()]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_finds_its_positive_examples(entry: Entry) -> None:
    assert len(entry.positive) > 1
    assert [text for text in entry.positive if not entry.pattern.search(text)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_passes_its_negative_examples(entry: Entry) -> None:
    assert len(entry.negative) > 1
    assert [text for text in entry.negative if entry.pattern.search(text)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_names_its_sources(entry: Entry) -> None:
    assert entry.source or entry.verdicts
    assert all(verdict.source for _, verdict in entry.verdicts)
    assert {code for code, _ in entry.verdicts} <= {"us", "uk", "de"}


def test_the_topics_are_those_that_were_promised() -> None:
    assert [entry.name for entry in topics()] == [
        "age",
        "family and pregnancy",
        "marital status",
        "religion",
        "origin and native language",
        "health and disability",
        "orientation",
        "union and politics",
        "arrest record",
        "salary history",
    ]


def test_words_of_everyday_english_are_let_pass() -> None:
    assert not {"just", "easy", "add", "host"} & set(words())
    assert {"foreman", "guys", "manpower"} <= set(words())
