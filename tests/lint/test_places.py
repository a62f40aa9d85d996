"""A finding is where its fault is written, however the file is written."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docutils import nodes
from docutils.utils.smartquotes import smartchars

from guides_ext.files import Access
from guides_ext.lint.articles import tags_in
from guides_ext.lint.sources import Sources, nth_time, straight
from guides_ext.model.load import load_role
from guides_ext.model.problems import Place
from guides_ext.model.text import MarkdownText, place_in
from tests.lint.linted import lint
from tests.projects import CONF, Project

# Between the start of the stage and its agenda stand a text that holds the word `agenda:`, a list
# at the indent of its key, and a comment.
STAGE = """\
title: Gardener
adjustments: |
  Write to us.
  decision: none of ours
stages:
  walk:
    title: A walk
    summary: |
      What we do:
      agenda: first the pears
    format: conversation
    minutes: 30
    goals:
    - See what they notice.
    # agenda: to be discussed
    agenda:
    - {minutes: 30, is: questions}
  talk: {title: A talk, format: conversation, minutes: 9, "agenda": [{minutes: 9, is: main}]}
"""


def places(project: Project, rule: str) -> list[str]:
    return [str(one.place) for one in lint(project).findings if one.rule == rule]


def role(project: Project, text: str) -> Project:
    return project.write({"roles/gardener.role.yaml": text})


def test_a_key_is_found_where_it_is_one(garden: Project) -> None:
    file = "roles/gardener.role.yaml"
    garden = role(garden, STAGE)
    assert places(garden, "own-questions") == [f"{file}:16:5", f"{file}:18:59"]
    assert places(garden, "decision-rule") == [f"{file}:1:8"]  # there is none, so the title


def test_a_key_that_a_library_has_is_found_in_it(garden: Project) -> None:
    library = "stages:\n  walk:\n    agenda:\n      - {minutes: 9, is: main}\n"
    own = "extends: [_base]\ntitle: T\nstages:\n  walk: {title: W, format: other, minutes: 9}\n"
    garden = role(garden.write({"roles/_base.role.yaml": library}), own)
    assert places(garden, "own-questions") == ["roles/_base.role.yaml:3:5"]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("TODO here, TODO there", ["2:10", "2:21"]),
        ('"\\"\\u00e9\\" TODO\\nTODO \\\n  TODO"', ["2:22", "2:28", "3:3"]),
        ("'it''s TODO\n\n  TODO'", ["2:17", "4:3"]),
        (">\n  a # TODO\n  and\n  TODO\n\n  TODO", ["3:7", "5:3", "7:3"]),
        ("|\n  a\n\n    TODO *TODO*", ["5:5", "5:11"]),
        ("a\n  TODO\n  b  # TODO no text", ["3:3"]),
    ],
)
def test_words_are_found_where_they_are_written_in_each_style_of_yaml(
    garden: Project, summary: str, expected: list[str]
) -> None:
    stages = STAGE.partition("stages:\n")[2]
    garden = role(garden, f"title: T\nsummary: {summary}\nstages:\n{stages}")
    found = [one.partition(":")[2] for one in places(garden, "draft-marker")]
    assert found == expected


def test_every_character_of_a_text_knows_its_place(garden: Project) -> None:
    written = 'title: T\nsummary: "a\\tb\\\n  \\x41 \\\\c\\nd"\n'
    garden.write({"a.role.yaml": written + "stages: {}\n"})
    draft = load_role(garden.source, "a.role.yaml").draft
    assert draft
    text = draft.summary
    assert isinstance(text, MarkdownText)
    assert text.markdown == "a\tbA \\c\nd"
    lines = written.splitlines()
    found = [place_in(text, n, lines) for n, one in enumerate(text.markdown) if not one.isspace()]
    assert found == [
        Place("a.role.yaml", *at) for at in [(2, 11), (2, 14), (3, 3), (3, 8), (3, 10), (3, 13)]
    ]


def test_equal_faults_of_one_place_are_told_apart(tmp_path: Path) -> None:
    table = "| a | b |\n| --- | --- |\n| TODO | TODO |\n"
    links = "See [one](gone.md), [two](gone.md).\n"
    article = f"# A\n\n{table}\n{links}"
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": article})
    assert places(project, "draft-marker") == ["index.md:5:3", "index.md:5:10"]
    assert places(project, "dead-link") == ["index.md:7:11", "index.md:7:27"]


def test_a_long_sentence_that_begins_as_one_before_it_is_placed_at_itself(garden: Project) -> None:
    long = f"What would the head{' head' * 25} say?"
    garden = role(garden, STAGE.replace("is: questions", f"is: main, say: What would the? {long}"))
    assert places(garden, "long-sentence") == ["roles/gardener.role.yaml:17:52"]


def test_quotation_marks_of_every_language_are_those_of_a_keyboard() -> None:
    for opens, closes, opens_inner, closes_inner in map(tuple, smartchars.quotes.values()):
        words = f"{opens}Dry{closes}, {opens_inner}dry{closes_inner}"
        assert set(straight(words)) <= set("Drdy, \"'")
        for source in ("""So "Dry", 'dry'""", f"So {words}"):
            assert nth_time(words, source, 0) == 3
            assert nth_time(straight(words), source, 0) == 3


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("well–known", "well--known"),
        ("So — since", "So --- since"),
        ("So — since", "So — since"),
        ("or… not", "or... not"),
        ("or... not", "or... not"),
        ("(Dry, dry) is", "(*Dry*, [dry](dry.md)) is"),
        ("culture fit", "culture | fit"),
    ],
)
def test_words_are_found_however_they_are_set(words: str, source: str) -> None:
    assert nth_time(words, f"Or so: {source}", 0) == 7


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_finding_behind_marks_that_sphinx_sets_is_placed_at_itself(
    garden: Project, language: str
) -> None:
    long = f"the head{' head' * 25}..."
    says = f"""'Say "so"... So -- {long} "Is" it, {long}'"""
    garden = role(garden, STAGE.replace("is: questions", f"is: main, say: {says}"))
    article = f"""# A day\n\n:::{{script}}\nSo... "Is" it {long}\n:::\n"""
    garden.write({"articles/day.md": article})
    findings = lint(garden, language=language).findings
    found = [str(one.place) for one in findings if one.rule == "long-sentence"]
    start = len("    - {minutes: 30, is: main, say: ") + 1
    assert found == [
        "articles/day.md:4:7",
        *(f"roles/gardener.role.yaml:17:{start + says.index(one)}" for one in ("So --", '"Is"')),
    ]


def test_a_dead_link_is_not_taken_for_a_longer_one_before_it(tmp_path: Path) -> None:
    links = "[a](gone.md), [b](other.md#gone), [c](#gone), {doc}`gone`,\n[d](./other.md#gone).\n"
    files = {"index.md": f"# A\n\n{links}", "other.md": "# Other\n\nHere.\n"}
    project = Project(tmp_path).write({"conf.py": CONF, **files})
    assert [one.partition(":")[2] for one in places(project, "dead-link")] == [
        "3:5", "3:19", "3:40", "3:53", "4:7",
    ]  # fmt: skip


def test_an_article_that_is_not_utf_8_says_where(garden: Project) -> None:
    (garden.source / "articles/latin.md").write_bytes(b"# A\n\nCaf\xe9.\n")
    assert places(garden, "role-file") == ["articles/latin.md:3:4"]


def test_a_form_feed_and_an_invisible_line_break_make_no_line(tmp_path: Path) -> None:
    article = "# A\n\nA form\x0cfeed, and\u2028this.\n\nThen TODO.\n"
    project = Project(tmp_path).write({"conf.py": CONF, "index.md": article})
    assert places(project, "draft-marker") == ["index.md:5:6"]


class CountedSources(Sources):
    """Sources that count how often words are looked for in them."""

    looked_for = 0

    def find(self, words: str, place: Place, nth: int = 0) -> Place:
        self.looked_for += 1
        return super().find(words, place, nth)


def test_tags_of_a_line_that_are_written_alike_are_looked_for_once(tmp_path: Path) -> None:
    words = ["{% if true %}", "a word", "{% endif %}"] * 1_000
    (tmp_path / "long.md").write_text("".join(words), encoding="utf-8")
    line, sources = nodes.paragraph("", "", *map(nodes.Text, words)), CountedSources(tmp_path)
    line.line = 1
    assert list(tags_in(line.findall(), "long.md", sources)) == [
        ("{% if %}", Place("long.md", 1, 1)),
        ("{% endif %}", Place("long.md", 1, 20)),
    ]
    assert sources.looked_for == 2


@pytest.mark.parametrize("start", ["{% ", "{%- if", "<"])
def test_a_tag_that_never_ends_takes_no_long_to_pass_over(tmp_path: Path, start: str) -> None:
    line = nodes.paragraph("", "", nodes.Text(start + "a" * 100_000))
    before = time.process_time()
    assert list(tags_in(line.findall(), "long.md", Sources(tmp_path))) == []
    assert time.process_time() - before < 2


def test_no_line_of_a_file_outside_of_the_sources_is_shown(tmp_path: Path) -> None:
    source = tmp_path / "docs"
    source.mkdir()
    (tmp_path / "secret.yaml").write_text("canary", encoding="utf-8")
    (source / "inside.yaml").write_text("words", encoding="utf-8")
    (source / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (source / "device.yaml").symlink_to("/dev/zero")
    sources = Sources(source)
    assert [sources.lines(f"{one}.yaml") for one in ("inside", "link", "device", "gone")] == [
        ["words"], [], [], [],
    ]  # fmt: skip
    opened = Sources(source, Access(source, [tmp_path / "secret.yaml"]))
    assert opened.lines("link.yaml") == ["canary"]
