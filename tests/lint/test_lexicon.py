"""The lexicon finds what its entries say that it finds, and passes what they say it passes."""

from __future__ import annotations

from datetime import date

import pytest

from guides_ext.lint.language import amounts
from guides_ext.lint.lexicon import (
    Entry,
    around,
    asked_about,
    entries,
    laws,
    phrases,
    words,
)

FAIRNESS = [*entries("feelings"), *entries("traits"), *entries("topics")]
ENTRIES = [*FAIRNESS, *(one for some in phrases().values() for one in some)]
UNION = {"eu", "de", "it", "lt", "mt", "pl", "sk"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_finds_its_positive_examples(entry: Entry) -> None:
    assert entry.positive
    assert [text for text in entry.positive if not entry.pattern.search(text)] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_an_entry_passes_its_negative_examples(entry: Entry) -> None:
    assert entry.negative
    assert [text for text in entry.negative if entry.pattern.search(text)] == []


@pytest.mark.parametrize("entry", FAIRNESS, ids=lambda entry: entry.name)
def test_an_entry_names_its_sources(entry: Entry) -> None:
    assert entry.source or entry.verdicts
    assert all(verdict.source for verdict in entry.verdicts.values())
    assert set(entry.verdicts) <= {"us", "uk", *UNION}


@pytest.mark.parametrize("entry", FAIRNESS, ids=lambda entry: entry.name)
def test_no_entry_rests_on_a_blog_or_on_guides_of_nobody(entry: Entry) -> None:
    sources = [entry.source, *(verdict.source for verdict in entry.verdicts.values())]
    assert not [one for one in sources if "blog" in one.casefold() or "guides to" in one.casefold()]


@pytest.mark.parametrize("name", ["pay", "notes", "emotion", "tool scores"])
def test_what_holds_has_a_day_a_source_and_says_how_sure_we_are(name: str) -> None:
    for law in laws(name):
        assert all((law.where, law.says, law.source))
        assert date.fromisoformat(law.since)
        assert law.sure in ("text", "reported")
        assert ("second hand" in str(law)) == (law.sure == "reported")


def test_what_holds_in_a_country_holds_in_its_states_and_the_union_in_its_members() -> None:
    assert around("us-ca") == ("us-ca", "us")
    assert around("at") == ("at", "eu")
    assert around("uk") == ("uk",)
    assert around("GB-ENG") == ("uk-eng", "uk"), "also as ISO 3166 writes them"
    (salary,) = (one for one in entries("topics") if one.name == "salary history")
    assert {code: one.verdict for code, one in salary.verdicts_in(["fr", "de"]).items()} == {
        "eu": "prohibited",
        "de": "risky",
    }


def test_the_topics_are_those_that_were_promised() -> None:
    assert [entry.name for entry in entries("topics")] == [
        "age",
        "family and pregnancy",
        "marital status",
        "religion",
        "origin and native language",
        "nationality",
        "health and disability",
        "sex",
        "orientation",
        "union and politics",
        "military service",
        "height and weight",
        "arrest record",
        "salary history",
    ]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("How's your health these days?", "health and disability"),
        ("Where’s that lovely accent from?", "origin and native language"),
        ("What's your nationality?", "nationality"),
        ("How's the health of the build?", None),
    ],
)
def test_a_contraction_asks_what_its_words_ask(text: str, topic: str | None) -> None:
    assert [entry.name for entry, _ in asked_about(text)] == ([topic] if topic else [])


def test_words_of_everyday_english_are_let_pass() -> None:
    assert not {"just", "easy", "add", "host"} & set(words())
    assert {"foreman", "guys", "manpower"} <= set(words())


@pytest.mark.parametrize("where", [["DE"], ["gb"], ["xx"], ["USA"], ["xx", "de"]])
def test_a_code_in_another_writing_or_unknown_switches_nothing_off(where: list[str]) -> None:
    marriage = next(entry for entry in entries("topics") if entry.name == "marital status")
    assert marriage.verdicts_in(where)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("1.5 hours", [90]),
        ("1,5 hours", [90]),
        ("0.5 hours", [30]),
        ("two hours", [120]),
        ("1,000 hours", []),
        ("10:30 minutes", []),
    ],
)
def test_a_part_of_an_hour_is_no_other_number(text: str, minutes: list[int]) -> None:
    units = {"minute": 1, "hour": 60}
    assert [number for number, _found in amounts(text, units)] == minutes
