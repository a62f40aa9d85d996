"""Every word on a page can be said in another language: ours by our catalogues, the author's by
theirs."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.projects import Built, Project

PACKAGE = Path(__file__).parent.parent / "guides_ext"
LOCALE = PACKAGE / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
RENEW = "renew it: pybabel extract --no-location --sort-output --omit-header -o …/guides_ext.pot"


def messages(catalog: Catalog) -> dict[str, str]:
    return {str(one.id): str(one.string) for one in catalog if one.id}


def catalog(path: Path) -> dict[str, str]:
    read = read_mo if path.suffix == ".mo" else read_po
    return messages(read(io.BytesIO(path.read_bytes())))


def test_the_template_has_every_word_of_ours() -> None:
    found = {str(message) for _file, _line, message, *_ in extract_from_dir(PACKAGE)}
    assert set(catalog(LOCALE / "guides_ext.pot")) == found, RENEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_translates_every_word_and_is_compiled(language: str) -> None:
    path = LOCALE / language / "LC_MESSAGES" / "guides_ext.po"
    translated = catalog(path)
    assert set(translated) == set(catalog(LOCALE / "guides_ext.pot"))
    assert [word for word, said in translated.items() if not said] == []
    assert catalog(path.with_suffix(".mo")) == translated


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_fills_in_the_same_values(language: str) -> None:
    for word, said in catalog(LOCALE / language / "LC_MESSAGES" / "guides_ext.po").items():
        for mark in ("%s", "%d"):
            assert word.count(mark) == said.count(mark), word


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_said_once(language: str) -> None:
    said = catalog(LOCALE / language / "LC_MESSAGES" / "guides_ext.po").values()
    assert [one for one in said if len(one) > 20 and one[:20] in one[20:]] == []


@pytest.fixture
def translated(garden: Project) -> Built:
    """The project in German, with a translation of one text of the role and one of an article."""
    catalogues = garden.source / "locale" / "de" / "LC_MESSAGES"
    catalogues.mkdir(parents=True)
    for name, word, said in (
        ("roles", "See what they notice.", "Sehen, was sie bemerken."),
        ("articles", "Hear what they ask.", "Hören, was sie fragen."),
    ):
        text = f'msgid "{word}"\nmsgstr "{said}"\n'
        (catalogues / f"{name}.po").write_text(text, encoding="utf-8")
    return garden.build(language="de", locale_dirs=["locale"])


def test_the_language_of_the_project_is_that_of_our_words(translated: Built) -> None:
    assert translated.warnings == []
    text = translated.page("roles/gardener").text
    for word in ("Ziele", "Ablauf", "Begrüßung", "Wie wir entscheiden"):
        assert (word in text) == (word != "Wie wir entscheiden"), word
    assert "Goals" not in text


def test_the_authors_texts_are_translated_by_their_catalogues(translated: Built) -> None:
    text = translated.page("roles/gardener").text
    assert "Sehen, was sie bemerken." in text
    assert "Hören, was sie fragen." in text


def test_gettext_finds_the_authors_texts_at_their_lines_and_none_of_ours(garden: Project) -> None:
    built = garden.build("gettext")
    template = read_po(io.BytesIO((built.out / "roles.pot").read_bytes()))
    lines = {str(one.id): [line for _file, line in one.locations] for one in template if one.id}
    for text, line in (
        ("Gardener", 1),
        ("See what they notice.", 19),
        ("Shall we?", 21),
        ("What is dry?", 24),
        ("Waters before it is dry.", 7),
        ("Foresees.", 9),
    ):
        assert line in lines[text], text
    assert not {"Goals", "Agenda", "Welcome", "Hear what they ask."} & set(lines)
