"""Texts of role files become the nodes that MyST would make of them, markup or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docutils.frontend import get_default_settings
from docutils.utils import new_document
from hypothesis import example, given
from hypothesis import strategies as st
from myst_parser.parsers.sphinx_ import MystParser

from guides_ext.handbook.markdown import PLAIN, RoleMarkup
from guides_ext.model.problems import Place
from guides_ext.model.text import MarkdownText
from tests.print.pdfs import pages
from tests.projects import CONF, GARDEN, ROLE, Project

Shown = list[tuple[str, int | None, str | None]]
Render = Callable[[str, bool, bool], Shown]


@pytest.fixture(scope="module")
def render(tmp_path_factory: pytest.TempPathFactory) -> Render:
    """Render a text inline or not, by a parse or as texts of roles are: each node, line, file."""
    folder = tmp_path_factory.mktemp("texts")
    env = Project(folder).write({"conf.py": CONF, "index.md": "# Index\n"}).build().app.env
    document = new_document(str(Path(env.srcdir) / "a.role.yaml"), get_default_settings(MystParser))
    document.settings.env = env
    markup = RoleMarkup(document, env)

    def nodes_of(words: str, inline: bool, parsed: bool) -> Shown:
        text = MarkdownText(words, Place("a.role.yaml", 7, 3), (7,))
        made = (markup.parsed if parsed else markup._render)(text, inline=inline)
        return [(one.pformat(), one.line, one.source) for top in made for one in top.findall()]

    return nodes_of


@given(st.from_regex(PLAIN, fullmatch=True))
@example("Asks why -- and waits...")
@example("a.com: (see 1/2)")
@example("A - b")
@example("x: y:z :w")
@example("http://a.com")
def test_a_text_without_markup_is_what_a_parse_makes_of_it(render: Render, words: str) -> None:
    for inline in (False, True):
        assert render(words, inline, False) == render(words, inline, True)


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("Names an empty result before a crowded one.", True),
        ("Why? Because “it” isn’t there: half-done (or not).", True),
        ("1. A list", False),
        ("- A list", False),
        ("Some *words*", False),
        ("Two\nlines", False),
        ("AT&amp;T", False),
    ],
)
def test_most_texts_need_no_parse(words: str, plain: bool) -> None:
    assert bool(PLAIN.fullmatch(words)) is plain


LEVEL = """levels:
      1: Forgets.
      2: Remembers.
      3: |
        Foresees.[^frost]

        [^frost]: Frost, mostly."""
TALK = """
  talk:
    title: A talk
    format: conversation
    minutes: 10
    main: [care]
    agenda:
      - {minutes: 10, is: main}
"""


def test_a_footnote_of_a_text_that_stands_twice_on_a_page_is_one(tmp_path: Path) -> None:
    role = f"{ROLE}{TALK}".replace("levels: {1: Forgets., 2: Remembers., 3: Foresees.}", LEVEL)
    built = Project(tmp_path).write({**GARDEN, "roles/gardener.role.yaml": role}).build()
    assert built.warnings == []
    page = built.page("roles/gardener")
    (footnote,) = page.select("aside.footnote")
    assert [one["href"] for one in page.select("a.footnote-reference")] == [
        f"#{footnote['id']}"
    ] * 2


SAY = """say: |
          See <mark>what is marked</mark>, ![a tree](tree.svg) and this[^note].

          <table><tr><td>One cell</td><td>and one</td></tr></table>

          [^note]: The note."""


def test_what_a_sheet_leaves_out_of_a_text_is_said_and_the_words_of_html_are_on_it(
    tmp_path: Path,
) -> None:
    tree = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    project = Project(tmp_path).write({**GARDEN, "roles/tree.svg": tree})
    plain = "- {minutes: 10, is: welcome, say: Shall we?}"
    with_html = f"- minutes: 10\n        is: welcome\n        {SAY}"
    project.replace("roles/gardener.role.yaml", plain, with_html)
    built = project.build(guides_print=["sheet"])
    said = [one for one in built.warnings if "left out on sheets" in one]
    assert [one.split(" in a text")[0].split(": ", 1) for one in said] == [
        ["roles/gardener.role.yaml:24:11", "WARNING: a picture"],
        ["roles/gardener.role.yaml:24:11", "WARNING: a footnote"],
    ]
    sheet = " ".join(" ".join(pages(next(built.out.glob("print/**/*.pdf")))).split())
    assert "See what is marked" in sheet
    assert "One cell | and one" in sheet


def test_goals_beside_non_goals_in_a_text_of_a_role_are_a_pair(tmp_path: Path) -> None:
    rule = "All.\n\n:::{goals}\n- Near.\n:::\n\n:::{non-goals}\n- Far.\n:::\n"
    block = "decision:\n  rule: |\n" + "".join(f"    {line}\n" for line in rule.splitlines())
    project = Project(tmp_path).write({**GARDEN, "roles/gardener.role.yaml": f"{ROLE}\n{block}"})
    pairs = project.build(guides_print=[]).page("roles/gardener").select(".guide-pair")
    assert any({"Near.", "Far."} <= set(one.stripped_strings) for one in pairs)
